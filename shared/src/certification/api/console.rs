//! The reviewers' console of certifications.
//!
//! Every write answers with the certification as it is from then on, and rests on the version that was read.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::partner::{CertificationView, Needed, Reviewed};
use crate::{
    certification::{
        model::{Level, WaitsFor},
        query::CertificationQuery,
        standing::Standing,
    },
    decisions::words::Words,
    endpoint::{Access, ByCertification, ByOrganisation},
    endpoints,
    ids::{CertificationId, ListingId, OrganisationId},
    marketplace::model::{BadgeKind, Release},
    organisations::permission::Permission,
    page::Cursor,
};

endpoints! { "certification";
    ListRequests: Get "/api/v1/organisations/{organisation}/certifications" (Access::Holds(Permission::CertificationsDecide)) "list_certification_requests"
        "List what waits for a decision, in the order of the queue; or every certification, as its dates stand."
        [] { ByOrganisation, CertificationQuery, () => CertificationPage }
    ReadCertification: Get "/api/v1/organisations/{organisation}/certifications/{certification}" (Access::Holds(Permission::CertificationsDecide)) "read_certification"
        "Read a certification with its evidence and its app."
        [] { ByCertification, (), () => CertificationCase }
    AskForMore: Post "/api/v1/organisations/{organisation}/certifications/{certification}/questions" (Access::Holds(Permission::CertificationsDecide)) "ask_for_more"
        "Ask the partner for more before deciding."
        [versioned()] { ByCertification, (), Said => CertificationCase }
    DecideCertification: Post "/api/v1/organisations/{organisation}/certifications/{certification}/decision" (Access::Holds(Permission::CertificationsDecide)) "decide_certification"
        "Grant what is asked for, or refuse it."
        [versioned()] { ByCertification, (), CertificationRuling => CertificationCase }
    WithdrawCertification: Post "/api/v1/organisations/{organisation}/certifications/{certification}/withdrawal" (Access::Holds(Permission::CertificationsDecide)) "withdraw_certification"
        "Take away a certification that holds."
        [versioned()] { ByCertification, (), Said => CertificationCase }
}

/// Certifications in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CertificationPage {
    pub rows: Vec<CertificationRow>,
    pub next: Option<Cursor>,
}

/// A certification in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CertificationRow {
    pub certification: CertificationId,
    pub listing: ListingId,
    /// What the app is called.
    pub name: String,
    pub organisation: OrganisationId,
    /// What the organisation is called.
    pub partner: String,
    pub competency: BadgeKind,
    /// The level that holds or held.
    pub level: Option<Level>,
    pub standing: Standing,
    /// What is asked for.
    pub request: Option<RequestRow>,
}

/// A request in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestRow {
    pub level: Level,
    pub at: DateTime<Utc>,
    pub waits_for: WaitsFor,
}

/// A certification, for who decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CertificationCase {
    pub row: CertificationRow,
    pub view: CertificationView,
    pub app: CertifiedApp,
    /// What each level takes, the lowest first.
    pub levels: Vec<Needed>,
    /// Reviews that approved a version of the app, the last one first.
    pub reviews: Vec<Reviewed>,
    /// Why the caller may not decide it; `None` when they may.
    pub barred: Option<Barred>,
}

/// The app that is certified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CertifiedApp {
    /// Its address in the marketplace; `None` when customers do not reach it.
    pub slug: Option<String>,
    pub tagline: String,
    pub published: bool,
    pub published_at: Option<DateTime<Utc>>,
    pub release: Option<Release>,
    /// Where customer data can be kept.
    pub regions: Vec<String>,
}

/// Why somebody may not decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Barred {
    /// They belong to the organisation that asks.
    OwnOrganisation,
    /// They asked.
    OwnRequest,
}

/// What is said with a deed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Said {
    pub words: Words,
}

/// What a reviewer decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ruling", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum CertificationRuling {
    /// It holds from now on.
    Grant {
        /// At most the level that is asked for.
        level: Level,
        /// What was looked at: customers read it on the badge.
        looked_at: Words,
    },
    /// It does not.
    Refuse {
        /// Why, for the partner.
        words: Words,
    },
}
