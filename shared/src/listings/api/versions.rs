//! Versions of a listing: submitted, reviewed, published, taken back.
//!
//! Every write answers with all versions as they are from then on.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{CleanUpView, TransferView};
use crate::{
    decisions::{receipt::Receipt, words::Words},
    editorial::api::Found,
    endpoint::{Access, ByListing, ByOrganisation, ByVersion},
    endpoints,
    ids::{ListingId, SubmissionId, VersionId},
    listings::{
        field::Field,
        model::Label,
        state::{Phase, VersionState},
    },
    manifest::diff::Diff,
    marketplace::api::SuggestQuery,
    organisations::permission::Permission,
    review::{
        queue::{Place, Wait},
        stage::{Finding, Pause, StageKind, StageState},
    },
};

endpoints! { "listings";
    ListVersions: Get "/api/v1/organisations/{organisation}/listings/{listing}/versions" (Access::Holds(Permission::ListingsRead)) "list_versions"
        "List the versions of a listing, the newest first, with where each stands in review."
        [] { ByListing, (), () => Versions }
    SubmitVersion: Post "/api/v1/organisations/{organisation}/listings/{listing}/versions" (Access::Holds(Permission::ListingsSubmit)) "submit_version"
        "Freeze the draft as a version, or as the next round of one that was asked to change, and submit it for review."
        [] { ByListing, (), NewVersion => Versions }
    ReadVersion: Get "/api/v1/organisations/{organisation}/listings/{listing}/versions/{version}" (Access::Holds(Permission::ListingsRead)) "read_version"
        "Read what a version changes against its round before, and against what was approved before it."
        [] { ByVersion, (), () => VersionChanges }
    ReadReceipts: Get "/api/v1/organisations/{organisation}/listings/{listing}/versions/{version}/receipts" (Access::Holds(Permission::ListingsRead)) "read_version_receipts"
        "Read how the rounds of a version were judged; `guildhall verify` judges again."
        [] { ByVersion, (), () => Receipts }
    WithdrawVersion: Post "/api/v1/organisations/{organisation}/listings/{listing}/versions/{version}/withdrawal" (Access::Holds(Permission::ListingsSubmit)) "withdraw_version"
        "Take a version back from review."
        [] { ByVersion, (), () => Versions }
    AnswerVersion: Put "/api/v1/organisations/{organisation}/listings/{listing}/versions/{version}/answers" (Access::Holds(Permission::ListingsSubmit)) "answer_version"
        "Say what was done about what a review asks for."
        [] { ByVersion, (), Answers => Versions }
    PublishVersion: Post "/api/v1/organisations/{organisation}/listings/{listing}/versions/{version}/publication" (Access::Holds(Permission::ListingsPublish)) "publish_version"
        "Publish an approved version now or at an instant, or an earlier one again."
        [] { ByVersion, (), Publication => Versions }
    UnscheduleVersion: Delete "/api/v1/organisations/{organisation}/listings/{listing}/versions/{version}/publication" (Access::Holds(Permission::ListingsPublish)) "unschedule_version"
        "Take a version off the schedule."
        [] { ByVersion, (), () => Versions }
    PlaceListing: Put "/api/v1/organisations/{organisation}/listings/{listing}/place" (Access::Holds(Permission::ListingsPublish)) "place_listing"
        "Put a published listing in or out of the directory, say what replaces it, or end it."
        [] { ByListing, (), Move => Versions }
    FindReplacement: Get "/api/v1/organisations/{organisation}/replacements" (Access::Holds(Permission::ListingsPublish)) "find_replacements"
        "Find an app of the directory that can replace another."
        [] { ByOrganisation, SuggestQuery, () => Found }
}

/// What is submitted: the draft as it is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewVersion {
    /// A new id, or that of the version that was asked to change.
    pub version: VersionId,
    pub label: Label,
    /// Id of the round, new.
    pub submission: SubmissionId,
}

/// The versions of a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Versions {
    pub listing: ListingId,
    /// As the draft says.
    pub name: String,
    /// What customers see; [`Phase::Draft`] when nothing.
    pub standing: Phase,
    /// Its address in the marketplace; `None` while it has none.
    pub slug: Option<String>,
    /// How many required things the draft lacks: with any, nothing can be submitted.
    pub missing: usize,
    /// The version that the manifest of the draft names; `None` when it names none.
    pub label: Option<Label>,
    /// Whether the draft differs from what was submitted last.
    pub edited: bool,
    /// Why the operator took the listing away; `None` while it is not suspended.
    pub suspension: Option<SuspensionView>,
    /// A change of owner that is under way; nothing is submitted or published until it is over.
    pub transfer: Option<TransferView>,
    /// Whether only who has its link reaches it.
    pub linked: bool,
    /// The token of a link that was just drawn; it is not kept and never said again.
    pub link: Option<String>,
    /// Where it stands in the clean-up; `None` while nothing is to be said of that.
    pub clean_up: Option<CleanUpView>,
    /// The one that was submitted last first.
    pub versions: Vec<VersionView>,
}

/// Why a listing is away, and how it comes back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SuspensionView {
    /// Who of the operator is in charge; `None` for who has left.
    pub owner: Option<String>,
    pub reason: Words,
    pub way_back: Words,
    pub at: DateTime<Utc>,
}

/// A version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VersionView {
    pub version: VersionId,
    pub label: Label,
    pub state: VersionState,
    pub submission: SubmissionId,
    /// 1, 2, 3 …
    pub round: u32,
    pub submitted_at: DateTime<Utc>,
    /// Who submitted; `None` for a key and who has left.
    pub submitted_by: Option<String>,
    /// What the last round asks for.
    pub asked: Vec<AskedView>,
    /// Of the last round; `None` when it is not known any more.
    pub review: Option<ReviewView>,
    /// The rounds before the last one, the first of them first.
    pub earlier: Vec<RoundView>,
    /// Whether it was live before and can be again.
    pub was_live: bool,
    /// Whether the operator took it away from customers.
    #[serde(default)]
    pub taken_away: bool,
}

/// Something that a review asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AskedView {
    /// Where; `None` when it is about the whole.
    pub field: Option<Field>,
    pub words: Words,
    pub answer: Option<Words>,
}

/// A round that is over: its version was submitted again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoundView {
    pub submission: SubmissionId,
    /// 1, 2, 3 …
    pub round: u32,
    pub submitted_at: DateTime<Utc>,
    /// What it asked for, and what the partner says to it.
    pub asked: Vec<AskedView>,
    /// Stages that failed: what they found was to be mended, too.
    pub failed: Vec<StageView>,
    /// Hash of the receipt of the decision.
    pub receipt: Option<String>,
}

/// A review, as the partner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReviewView {
    /// In order.
    pub stages: Vec<StageView>,
    /// Its place in the queue; `None` when it does not wait.
    pub place: Option<Place>,
    /// How long reviews of its category took lately.
    pub wait: Wait,
    /// Whether no person has to look: nothing in it reopens a review.
    pub automatic: bool,
    /// Whether a person looks at the name, because it is too like another one.
    pub name_held: bool,
    /// Why it ended as it did, where a reviewer said so to the whole.
    pub verdict: Option<Words>,
    /// Hash of the receipt of the decision; `None` while it is open.
    pub receipt: Option<String>,
    /// Notes that reviewers share, the oldest first.
    pub notes: Vec<SharedNote>,
}

/// A stage of a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StageView {
    pub kind: StageKind,
    pub state: StageState,
    /// Since runs of it broke off for a reason that is not the app's, and until when it waits.
    pub pause: Option<Pause>,
    pub findings: Vec<Finding>,
}

/// A note for the partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SharedNote {
    pub words: Words,
    pub at: DateTime<Utc>,
}

/// Judgements with everything that they rest on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Receipts {
    /// In the order in which they were judged.
    pub receipts: Vec<Receipt>,
}

/// What a version changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VersionChanges {
    pub label: Label,
    /// Of the last round.
    pub round: u32,
    /// The round before first, where there is one; empty when what was submitted is not known any more.
    pub compared: Vec<Comparison>,
}

/// What differs from something before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Comparison {
    pub against: Against,
    /// Fields that differ but for the manifest, in the order of the editor.
    pub fields: Vec<FieldChange>,
    /// What differs in the manifest; `None` when either has none that can be read.
    pub manifest: Option<Diff>,
}

/// With what a round of a version is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Against {
    /// An earlier round of the version.
    Round {
        /// 1, 2, 3 …
        round: u32,
    },
    /// The version that was approved last when the round was submitted.
    Approved {
        /// What it is called.
        label: Label,
    },
    /// The version that was submitted before: none was approved.
    Submitted {
        /// What it is called.
        label: Label,
    },
    /// Nothing: everything is new.
    Nothing,
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldChange {
    pub field: Field,
    /// `null` in a first version.
    pub before: Value,
    pub after: Value,
}

/// Answers to what a review asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answers {
    pub answers: Vec<AnswerTo>,
}

/// An answer to one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AnswerTo {
    /// The place of the request, from 0.
    pub at: usize,
    pub words: Words,
}

/// When a version is published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Publication {
    /// `None` for now.
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub at: Option<DateTime<Utc>>,
    /// Whether only who has its link reaches it: of the first version, and at once.
    #[serde(default)]
    pub unlisted: bool,
}

/// Where a listing goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "to", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Move {
    /// Out of the directory; who has its link reaches it. The link is new, and the one before ends.
    Unlisted,
    /// Back into the directory.
    Published,
    /// It is replaced.
    Deprecated {
        /// By what.
        replacement: ListingId,
    },
    /// It is over.
    Archived,
}
