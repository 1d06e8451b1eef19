//! The clean-up: what a partner says to a notice, and the operator's page.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Receipts, Versions};
use crate::{
    decisions::words::Words,
    endpoint::{Access, ByListing, ByOrganisation, Parameter, ParameterKind, Query, unknown_parameters},
    endpoints,
    ids::{ListingId, OrganisationId},
    listings::clean_up::{AppealAnswer, Looked, judge::Step},
    organisations::permission::Permission,
    page::Cursor,
    problem::FieldError,
};

endpoints! { "listings";
    AppealCleanUp: Post "/api/v1/organisations/{organisation}/listings/{listing}/clean-up/appeal" (Access::Holds(Permission::ListingsPublish)) "appeal_clean_up"
        "Say why a notice of the clean-up is wrong; its clock stands still until somebody decides."
        [] { ByListing, (), NewAppeal => Versions }
    ReadCleanUpReceipts: Get "/api/v1/organisations/{organisation}/listings/{listing}/clean-up/receipts" (Access::Holds(Permission::ListingsRead)) "read_clean_up_receipts"
        "Read how the clean-up judged a listing; `guildhall verify` judges again."
        [] { ByListing, (), () => Receipts }
    ListCleanUp: Get "/api/v1/organisations/{organisation}/clean-up" (Access::Holds(Permission::ListingsSuspend)) "list_clean_up"
        "List the notices under way with their clocks, and the appeals that wait."
        [] { ByOrganisation, (), () => CleanUpList }
    PreviewCleanUp: Get "/api/v1/organisations/{organisation}/clean-up/preview" (Access::Holds(Permission::ListingsSuspend)) "preview_clean_up"
        "Read what the clean-up would do today, app by app; nothing is carried out."
        [] { ByOrganisation, CleanUpQuery, () => CleanUpPreview }
    DecideAppeal: Post "/api/v1/organisations/{organisation}/clean-up/{listing}/appeal" (Access::Holds(Permission::ListingsSuspend)) "decide_appeal"
        "Grant an appeal, so that the app is left alone for a while, or refuse it."
        [versioned()] { ByListing, (), AppealRuling => CleanUpRow }
}

/// Where a listing stands in the clean-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CleanUpView {
    /// Raised by each step.
    pub version: u64,
    /// The notice or its end; `None` where there is none.
    pub notice: Option<NoticeView>,
    /// It is left alone until then.
    pub exempt_until: Option<DateTime<Utc>>,
    /// How the app stands by each criterion of the policy today.
    pub criteria: Vec<Looked>,
    /// The last call to its health endpoint; `None` for an app that was not called in the last days.
    pub health: Option<HealthView>,
}

/// A call to the health endpoint of an app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HealthView {
    pub url: String,
    pub at: DateTime<Utc>,
    /// The status of the answer; `None` where none came that could be read.
    pub status: Option<u16>,
    /// Since when no good answer came; `None` for an app that is well.
    pub failing_since: Option<DateTime<Utc>>,
}

/// A notice that a partner was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticeView {
    pub at: DateTime<Utc>,
    /// The first instant at which the app is unlisted; `None` once it was.
    pub grace_until: Option<DateTime<Utc>>,
    /// What it names, as it stands now.
    pub named: Vec<Looked>,
    pub appeal: Option<AppealView>,
}

/// What a partner says to a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppealView {
    pub words: Words,
    pub at: DateTime<Utc>,
    /// Who appealed; `None` for a key and who has left.
    pub by: Option<String>,
    /// Why it was refused; `None` while it waits.
    pub answer: Option<AppealAnswer>,
}

/// What a partner says to a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewAppeal {
    pub words: Words,
}

/// An app in the operator's lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CleanedApp {
    pub listing: ListingId,
    pub name: String,
    /// Its address in the marketplace.
    pub slug: String,
    pub organisation: OrganisationId,
    /// What the organisation is called.
    pub partner: String,
    /// Whether nobody of the partner has an account here: then nobody is told of a notice.
    pub nobody_to_tell: bool,
}

/// Notices and appeals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CleanUpList {
    /// Appeals that wait, the oldest first.
    pub appeals: Vec<CleanUpRow>,
    /// Notices without an appeal that waits, whose grace ends first first.
    pub notices: Vec<CleanUpRow>,
    /// For how many days an appeal that is granted leaves an app alone.
    pub exempt_days: u32,
}

/// An app under notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CleanUpRow {
    pub app: CleanedApp,
    pub clean_up: CleanUpView,
    /// Whether the caller may not decide, since they belong to the organisation.
    pub barred: bool,
}

/// What the clean-up would do today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CleanUpPreview {
    /// The instant at which it was judged.
    pub at: DateTime<Utc>,
    /// Apps that fail something or stand under notice.
    pub rows: Vec<PreviewRow>,
    /// How many published apps this page looked at.
    pub looked_at: usize,
    /// How many of them fail nothing.
    pub fine: usize,
    pub next: Option<Cursor>,
}

/// What would happen to an app today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PreviewRow {
    pub app: CleanedApp,
    pub step: Step,
    /// Each criterion of the policy.
    pub criteria: Vec<Looked>,
    /// When its last version was published; `None` when that is not known.
    pub last_release_at: Option<DateTime<Utc>>,
}

/// What somebody of the operator decides about an appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ruling", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum AppealRuling {
    /// The app is left alone for a while.
    Grant,
    /// The clock runs on.
    Refuse {
        /// Why, for the partner.
        words: Words,
    },
}

/// Where a page of the preview begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CleanUpQuery {
    pub cursor: Option<ListingId>,
}

impl Query for CleanUpQuery {
    const PARAMETERS: &'static [Parameter] = &[Parameter {
        name: "cursor",
        about: "Where the next page begins, from `next` of the page before.",
        kind: ParameterKind::Form { pattern: "^lst_[0-7][0-9A-HJKMNP-TV-Z]{25}$", max_chars: 30 },
        repeated: false,
    }];

    fn pairs(&self) -> Vec<(&'static str, String)> {
        self.cursor.iter().map(|cursor| ("cursor", cursor.to_string())).collect()
    }

    fn parse(pairs: &[(String, String)]) -> Result<Self, Vec<FieldError>> {
        let mut errors = unknown_parameters(pairs, Self::PARAMETERS);
        let mut query = Self::default();
        for (name, value) in pairs.iter().filter(|(name, value)| name == "cursor" && !value.is_empty()) {
            match value.parse() {
                Ok(cursor) => query.cursor = Some(cursor),
                Err(_) => errors.push(FieldError::parameter(name, "Not a cursor of this list.")),
            }
        }
        if errors.is_empty() { Ok(query) } else { Err(errors) }
    }
}
