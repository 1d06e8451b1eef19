//! What a partner sees of the certifications of an app, and asks for.
//!
//! Every write answers with the competency as it is from then on, and rests on the version that was read.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    canonical::Digest,
    certification::{
        draft::Typed,
        model::{Evidence, EvidenceKind, Level, Question, WaitsFor},
        standing::Standing,
    },
    decisions::words::Words,
    endpoint::{Access, ByCompetency, ByListing},
    endpoints,
    ids::{CertificationId, ListingId, SubmissionId},
    listings::{api::Receipts, model::Label},
    marketplace::model::BadgeKind,
    organisations::permission::Permission,
};

endpoints! { "certification";
    ListCertifications: Get "/api/v1/organisations/{organisation}/listings/{listing}/certifications" (Access::Holds(Permission::CertificationsRead)) "list_certifications"
        "Read where the competencies of an app stand, and what each level takes."
        [] { ByListing, (), () => Certifications }
    KeepRequest: Put "/api/v1/organisations/{organisation}/listings/{listing}/certifications/{competency}/draft" (Access::Holds(Permission::ListingsSubmit)) "keep_certification_request"
        "Keep a request that is being written."
        [versioned()] { ByCompetency, (), Typed => DraftView }
    RequestCertification: Post "/api/v1/organisations/{organisation}/listings/{listing}/certifications/{competency}/request" (Access::Holds(Permission::ListingsSubmit)) "request_certification"
        "Ask for a certification, show other evidence, or answer what a reviewer asked for."
        [versioned()] { ByCompetency, (), NewRequest => CertificationView }
    CancelRequest: Delete "/api/v1/organisations/{organisation}/listings/{listing}/certifications/{competency}/request" (Access::Holds(Permission::ListingsSubmit)) "cancel_certification_request"
        "Take a request for a certification back."
        [versioned()] { ByCompetency, (), () => CertificationView }
    ReadCertificationReceipts: Get "/api/v1/organisations/{organisation}/listings/{listing}/certifications/{competency}/receipts" (Access::Holds(Permission::CertificationsRead)) "read_certification_receipts"
        "Read how a competency was judged; `guildhall verify` judges again."
        [] { ByCompetency, (), () => Receipts }
}

/// The certifications of an app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Certifications {
    pub listing: ListingId,
    /// What the app is called.
    pub name: String,
    /// Whether customers find it in the directory: only then anything can be asked for.
    pub published: bool,
    /// Who decides: the operator, by name.
    pub decides: String,
    /// What each level takes, the lowest first.
    pub levels: Vec<Needed>,
    /// Reviews that approved a version of the app, the last one first.
    pub reviews: Vec<Reviewed>,
    /// In the order of [`BadgeKind::ALL`].
    pub competencies: Vec<CertificationView>,
}

/// What a level takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Needed {
    pub level: Level,
    pub kinds: Vec<EvidenceKind>,
}

/// A review that approved a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reviewed {
    /// Hash of its receipt: evidence names it by this.
    pub receipt: Digest,
    pub submission: SubmissionId,
    pub label: Label,
    pub at: DateTime<Utc>,
}

/// A competency of an app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CertificationView {
    pub competency: BadgeKind,
    /// 0 while nobody has asked for it.
    pub version: u64,
    /// `None` while nobody has asked for it.
    pub certification: Option<CertificationId>,
    pub standing: Standing,
    /// The last one that was granted.
    pub badge: Option<BadgeView>,
    /// What is asked for now.
    pub request: Option<RequestView>,
    /// Why the last request was not granted.
    pub refused: Option<EndedView>,
    /// Why the operator took it away.
    pub withdrawn: Option<EndedView>,
    /// What is written and not sent; only for the partner.
    pub draft: Option<DraftView>,
}

/// A badge that was granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BadgeView {
    pub issuer: String,
    pub level: Level,
    #[serde(deserialize_with = "crate::time::read_day")]
    pub issued_on: NaiveDate,
    /// The first day on which it can be renewed.
    #[serde(deserialize_with = "crate::time::read_day")]
    pub renewal_opens_on: NaiveDate,
    /// The first day of the remediation.
    #[serde(deserialize_with = "crate::time::read_day")]
    pub expires_on: NaiveDate,
    /// The first day on which it does not hold.
    #[serde(deserialize_with = "crate::time::read_day")]
    pub lapses_on: NaiveDate,
    /// What was looked at, for everybody.
    pub looked_at: Words,
    /// Hash of the receipt.
    pub receipt: Digest,
}

/// A request that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RequestView {
    pub level: Level,
    pub evidence: Vec<Evidence>,
    /// Who asks; `None` for a key and who has left.
    pub by: Option<String>,
    pub at: DateTime<Utc>,
    pub waits_for: WaitsFor,
    /// What reviewers asked for, the oldest first.
    pub questions: Vec<Question>,
}

/// How a request or a certification ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EndedView {
    pub words: Words,
    pub at: DateTime<Utc>,
    /// Hash of the receipt.
    pub receipt: Digest,
}

/// What is written and not sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DraftView {
    /// 0 when nothing is kept.
    pub version: u64,
    pub typed: Typed,
    /// Who wrote last; `None` for a key and who has left.
    pub by: Option<String>,
    pub at: DateTime<Utc>,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewRequest {
    /// A new id, or that of the certification where there is one.
    pub certification: CertificationId,
    pub level: Level,
    /// What it rests on, in order.
    pub evidence: Vec<Evidence>,
    /// What is said to what a reviewer asked for; `None` where nothing was.
    #[serde(default)]
    pub answer: Option<Words>,
}
