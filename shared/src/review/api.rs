//! Endpoints of the reviewers' console and the types that travel.
//!
//! Every write answers with the case as it is from then on. None wants `If-Match`: a claim keeps reviewers
//! apart, and what each writes has a place of its own.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    model::{Changes, Visibility, Work},
    query::CaseQuery,
    queue::{Day, Load, Place, Wait},
    replies::CannedReply,
    risk::Risk,
    rules::Ruling,
    stage::{Pause, StageKind, StageState},
};
use crate::{
    decisions::words::Words,
    endpoint::{Access, ByOrganisation, BySubmission},
    endpoints,
    ids::{ListingId, OrganisationId, PersonId, SubmissionId, VersionId},
    listings::{
        api::{AskedView, Comparison, RoundView, StageView},
        field::Content,
        model::Label,
        names::Likeness,
    },
    manifest::Report,
    organisations::permission::Permission,
    page::Cursor,
    slug::Slug,
};

endpoints! { "review";
    ListCases: Get "/api/v1/organisations/{organisation}/reviews" (Access::Holds(Permission::ReviewRead)) "list_cases"
        "List submissions in review, in the order of the queue."
        [] { ByOrganisation, CaseQuery, () => CasePage }
    ReadFigures: Get "/api/v1/organisations/{organisation}/reviews/figures" (Access::Holds(Permission::ReviewRead)) "read_review_figures"
        "Read how long reviews take and how busy reviewers are."
        [] { ByOrganisation, (), () => Figures }
    ReadCase: Get "/api/v1/organisations/{organisation}/reviews/{submission}" (Access::Holds(Permission::ReviewRead)) "read_case"
        "Read a submission with everything that its review rests on."
        [] { BySubmission, (), () => CaseView }
    ClaimCase: Put "/api/v1/organisations/{organisation}/reviews/{submission}/claim" (Access::Holds(Permission::ReviewDecide)) "claim_case"
        "Claim a submission for half an hour."
        [] { BySubmission, (), () => CaseView }
    KeepClaim: Post "/api/v1/organisations/{organisation}/reviews/{submission}/claim/heartbeat" (Access::Holds(Permission::ReviewDecide)) "keep_claim"
        "Say that one is still at it: the claim holds for another half an hour."
        [] { BySubmission, (), () => ClaimView }
    ReleaseCase: Delete "/api/v1/organisations/{organisation}/reviews/{submission}/claim" (Access::Holds(Permission::ReviewDecide)) "release_case"
        "Give a claim back."
        [] { BySubmission, (), () => CaseView }
    TickItem: Put "/api/v1/organisations/{organisation}/reviews/{submission}/ticks" (Access::Holds(Permission::ReviewDecide)) "tick_item"
        "Tick an item of a checklist, or take the tick back."
        [] { BySubmission, (), Tick => CaseView }
    PassStage: Post "/api/v1/organisations/{organisation}/reviews/{submission}/stages" (Access::Holds(Permission::ReviewDecide)) "pass_stage"
        "Finish a stage that needs a person, well."
        [] { BySubmission, (), Pass => CaseView }
    KeepWork: Put "/api/v1/organisations/{organisation}/reviews/{submission}/work" (Access::Holds(Permission::ReviewDecide)) "keep_work"
        "Keep what one wrote and has not sent."
        [] { BySubmission, (), Work => Kept }
    AddNote: Post "/api/v1/organisations/{organisation}/reviews/{submission}/notes" (Access::Holds(Permission::ReviewDecide)) "add_note"
        "Write a note, for reviewers or shared with the partner."
        [] { BySubmission, (), NewNote => CaseView }
    EscalateCase: Put "/api/v1/organisations/{organisation}/reviews/{submission}/escalation" (Access::Holds(Permission::ReviewDecide)) "escalate_case"
        "Give a submission to another reviewer to decide."
        [] { BySubmission, (), Escalate => CaseView }
    TakeCaseBack: Delete "/api/v1/organisations/{organisation}/reviews/{submission}/escalation" (Access::Holds(Permission::ReviewDecide)) "take_case_back"
        "Take back what was escalated: for who escalated it, and for who sets up reviews."
        [] { BySubmission, (), () => CaseView }
    DecideCase: Post "/api/v1/organisations/{organisation}/reviews/{submission}/decision" (Access::Holds(Permission::ReviewDecide)) "decide_case"
        "Approve a submission, ask for changes, or reject it."
        [] { BySubmission, (), Ruling => CaseView }
}

/// Submissions in the order of the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CasePage {
    pub cases: Vec<CaseRow>,
    /// How many fit the filter.
    pub total: usize,
    /// How many are open in each stage, whatever the filter.
    pub stages: Vec<StageCount>,
    /// Main categories of open submissions, for the filter.
    pub categories: Vec<Slug>,
    pub next: Option<Cursor>,
}

/// How many submissions a stage holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StageCount {
    pub stage: StageKind,
    pub open: usize,
}

/// A submission in the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseRow {
    pub submission: SubmissionId,
    pub listing: ListingId,
    pub version: VersionId,
    /// What the app is called in it.
    pub name: String,
    pub label: Label,
    /// 1, 2, 3 …
    pub round: u32,
    pub organisation: OrganisationId,
    /// What the organisation is called.
    pub partner: String,
    pub category: Slug,
    pub submitted_at: DateTime<Utc>,
    /// The stage that holds it; `None` once it ended.
    pub stage: Option<StageKind>,
    /// Where that stage stands.
    pub stage_state: Option<StageState>,
    /// Since runs of that stage broke off, and until when it waits.
    pub pause: Option<Pause>,
    /// Among all that wait, whatever the filter; `None` once it ended.
    pub place: Option<usize>,
    /// From 0 to 100.
    pub risk: u32,
    /// Whether it needs a second pair of eyes.
    pub sensitive: bool,
    /// Who is at it; `None` when nobody is.
    pub claim: Option<ClaimView>,
    /// Who has to decide it in the reviewers' stead.
    pub escalated_to: Option<String>,
    /// How it ended; `None` while it is open.
    pub end: Option<EndView>,
}

/// Who is at a submission.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClaimView {
    /// `None` for who has left.
    pub by: Option<String>,
    /// Whether it is the caller.
    pub mine: bool,
    /// The first instant at which it does not hold.
    pub until: DateTime<Utc>,
}

/// How a review ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EndView {
    pub how: End,
    pub at: DateTime<Utc>,
    /// What was said with it.
    pub words: Option<Words>,
    /// Hash of the receipt; `None` when it was withdrawn.
    pub receipt: Option<String>,
}

/// The ways in which a review ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum End {
    Approved,
    ChangesRequested,
    Rejected,
    Withdrawn,
}

/// A submission, for who reviews it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CaseView {
    pub row: CaseRow,
    /// `None` once it ended.
    pub place: Option<Place>,
    /// How long reviews of its category took lately.
    pub wait: Wait,
    pub risk: Risk,
    pub changes: Changes,
    /// Scopes that need a second pair of eyes.
    pub sensitive: Vec<String>,
    /// How many different people have to approve it.
    pub approvers: usize,
    /// Who said yes already.
    pub approvals: Vec<String>,
    /// Names that this one is too like; empty when the name is not held.
    pub likenesses: Vec<Likeness>,
    pub stages: Vec<StageView>,
    pub checklists: Vec<ChecklistView>,
    /// The oldest first.
    pub notes: Vec<NoteView>,
    /// What the caller wrote and has not sent.
    pub work: Work,
    /// The rounds of the version before this one, the first of them first.
    pub earlier: Vec<RoundView>,
    /// What this round asked for, and what the partner says to it; empty while it is open.
    pub asked: Vec<AskedView>,
    /// What was submitted in this round.
    pub content: Content,
    /// What the linter says of its manifest.
    pub manifest: Option<Report>,
    /// The round before first, where there is one, then what was approved last; empty when what was submitted
    /// is not known any more.
    pub compared: Vec<Comparison>,
    pub replies: Vec<CannedReply>,
    /// To whom the caller can escalate it.
    pub reviewers: Vec<ReviewerView>,
    /// Why the caller may not decide it; `None` when they may.
    pub barred: Option<Barred>,
    /// How it came to somebody else; `None` while everybody may claim it.
    pub escalation: Option<EscalationView>,
}

/// That somebody was asked to decide a submission in the reviewers' stead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EscalationView {
    /// Who asked; `None` for who has left.
    pub by: Option<String>,
    pub words: Words,
    pub at: DateTime<Utc>,
    /// Whether the caller may take it back.
    pub takes_back: bool,
}

/// Why somebody may not review a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Barred {
    /// They belong to the organisation that submitted.
    OwnOrganisation,
    /// They submitted it.
    OwnSubmission,
    /// Somebody else has to decide it.
    Escalated,
    /// Their role only reads.
    ReadOnly,
    /// They approved it, and a second person has to look.
    SameEyes,
}

/// The checklist of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChecklistView {
    pub stage: StageKind,
    pub version: u32,
    pub items: Vec<ItemView>,
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ItemView {
    pub id: String,
    pub text: String,
    /// Whether this submission needs it; otherwise it is announced.
    pub needed: bool,
    #[serde(deserialize_with = "crate::time::read_day")]
    pub needed_since: NaiveDate,
    pub ticked: bool,
    /// Who ticked it; `None` for who has left.
    pub by: Option<String>,
}

/// A note on a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoteView {
    pub visibility: Visibility,
    pub words: Words,
    /// `None` for who has left.
    pub by: Option<String>,
    pub at: DateTime<Utc>,
}

/// Somebody who can review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReviewerView {
    pub person: PersonId,
    pub name: String,
}

/// That something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Kept {
    pub at: DateTime<Utc>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Tick {
    /// Id of the item.
    pub item: String,
    pub done: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pass {
    pub stage: StageKind,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewNote {
    pub visibility: Visibility,
    pub words: Words,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Escalate {
    pub to: PersonId,
    pub words: Words,
}

/// How long reviews take and how busy reviewers are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figures {
    /// The last 30 days (UTC), the oldest first.
    pub days: Vec<Day>,
    /// Over all categories.
    pub wait: Wait,
    /// Of each category with open submissions.
    pub categories: Vec<CategoryWait>,
    /// Over the last 30 days, whoever has claims or decided something, the busiest first.
    pub reviewers: Vec<ReviewerLoad>,
}

/// How long reviews of a category took lately.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CategoryWait {
    pub category: Slug,
    pub open: usize,
    pub wait: Wait,
}

/// The work of a reviewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReviewerLoad {
    /// `None` for who has left.
    pub name: Option<String>,
    pub load: Load,
}
