//! Entities and value objects of review.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    checklist::Pinned,
    risk::Risk,
    stage::{SkipReason, Stage, StageKind, StageState},
};
use crate::{
    canonical::Digest,
    decisions::words::Words,
    ids::{ListingId, OrganisationId, PersonId, SubmissionId, VersionId},
    listings::{field::Field, model::Label},
    slug::Slug,
};

/// A kind of change that the policy may want looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ChangeKind {
    /// It asks for more.
    Scopes,
    /// It stores other classes of data.
    DataClasses,
    /// It keeps data elsewhere.
    Residency,
    /// It sends to other hosts.
    Destinations,
    /// It is called otherwise.
    Name,
    /// It belongs to somebody else.
    Owner,
    /// Others work with the data.
    Subprocessors,
}

impl ChangeKind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Scopes,
        Self::DataClasses,
        Self::Residency,
        Self::Destinations,
        Self::Name,
        Self::Owner,
        Self::Subprocessors,
    ];
}

/// What a version changes against the last approved one. Asking for less is no change here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Changes {
    /// No review approved anything of the listing before: everything is new, also of one that was imported.
    pub first: bool,
    /// Scopes that it did not ask for.
    pub scopes_added: Vec<String>,
    /// Classes of data that it did not store.
    pub data_classes_added: Vec<String>,
    /// Regions that came or went.
    pub regions_changed: Vec<String>,
    /// Hosts that it did not send to.
    pub destinations_added: Vec<String>,
    /// Who did not work with the data.
    pub subprocessors_added: Vec<String>,
    /// Whether the name is another.
    pub name_changed: bool,
    /// Whether the owner is another.
    pub owner_changed: bool,
}

impl Changes {
    /// The kinds of change that there are.
    pub fn kinds(&self) -> BTreeSet<ChangeKind> {
        let is = |kind: &ChangeKind| match kind {
            ChangeKind::Scopes => !self.scopes_added.is_empty(),
            ChangeKind::DataClasses => !self.data_classes_added.is_empty(),
            ChangeKind::Residency => !self.regions_changed.is_empty(),
            ChangeKind::Destinations => !self.destinations_added.is_empty(),
            ChangeKind::Name => self.name_changed,
            ChangeKind::Owner => self.owner_changed,
            ChangeKind::Subprocessors => !self.subprocessors_added.is_empty(),
        };
        ChangeKind::ALL.into_iter().filter(is).collect()
    }
}

/// One round of a version through review, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The id that the submission gave it.
    pub id: SubmissionId,
    /// Raised by one at each write; 1 for the first.
    pub version: u64,
    /// What is reviewed.
    pub listing: ListingId,
    /// Which version of it.
    pub of: VersionId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Who submitted it; `None` for a program with a key.
    pub submitted_by: Option<PersonId>,
    /// When it came into the queue.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub submitted_at: DateTime<Utc>,
    /// Digest of everything that is frozen.
    pub frozen: Digest,
    /// What the app is called in it.
    pub name: String,
    /// What the version is called.
    pub label: Label,
    /// 1, 2, 3 …
    pub round: u32,
    /// The main category, by which waits are told.
    pub category: Slug,
    /// What it changes.
    pub changes: Changes,
    /// How risky it is; it orders a reviewer's attention and decides nothing.
    pub risk: Risk,
    /// Scopes that need a second pair of eyes: those that it asks for anew and the policy names.
    pub sensitive: Vec<String>,
    /// How many different people have to approve it.
    pub approvers: usize,
    /// Whether the name is too like another one: a person looks at it.
    pub name_held: bool,
    /// Whether no person has to look: it passes on automated stages alone.
    pub automatic: bool,
    /// The checklists by which it is judged: those in force when it was submitted.
    pub checklists: Vec<Pinned>,
    /// What was ticked, by the id of the item, and by whom.
    pub ticks: BTreeMap<String, PersonId>,
    /// In order.
    pub stages: Vec<Stage>,
    /// Who is at it.
    pub claim: Option<Claim>,
    /// Who said yes, in order.
    pub approvals: Vec<PersonId>,
    /// Who was asked to look in the reviewers' stead.
    pub escalation: Option<Escalation>,
    /// In the order of writing.
    pub notes: Vec<Note>,
    /// What reviewers wrote and have not sent: kept when a claim lapses.
    pub work: BTreeMap<PersonId, Work>,
    /// How it ended; `None` while it is open.
    pub outcome: Option<Outcome>,
}

/// A reviewer's lock. It holds in `[at, until)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Who has it.
    pub by: PersonId,
    /// Since when.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
    /// The first instant at which it does not hold.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub until: DateTime<Utc>,
}

impl Claim {
    /// Whether it holds.
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        now < self.until
    }
}

/// A case that somebody else has to decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalation {
    /// Who has to.
    pub to: PersonId,
    /// Who asked.
    pub by: PersonId,
    /// Why.
    pub words: Words,
    /// When.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
}

/// Who reads a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Visibility {
    /// Reviewers only.
    Internal,
    /// The partner too.
    Shared,
}

/// A note on a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Who reads it.
    pub visibility: Visibility,
    /// What it says.
    pub words: Words,
    /// Who wrote it.
    pub by: PersonId,
    /// When.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
}

/// What a reviewer wrote and has not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Work {
    /// The message so far.
    pub message: String,
    /// What they will ask for.
    pub requests: Vec<Request>,
}

/// Something that has to change, as the reviewer says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Request {
    /// Where; `None` when it is about the whole.
    pub field: Option<Field>,
    /// What.
    pub words: Words,
}

/// How a round ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It can be published.
    Approved {
        /// When.
        #[serde(deserialize_with = "crate::time::read_instant")]
        at: DateTime<Utc>,
        /// Hash of the receipt.
        receipt: Digest,
    },
    /// The partner has to change something and can submit again.
    ChangesRequested {
        /// When.
        #[serde(deserialize_with = "crate::time::read_instant")]
        at: DateTime<Utc>,
        /// What; empty when an automated stage failed: its findings say it.
        requests: Vec<Request>,
        /// Hash of the receipt.
        receipt: Digest,
    },
    /// It ends here.
    Rejected {
        /// When.
        #[serde(deserialize_with = "crate::time::read_instant")]
        at: DateTime<Utc>,
        /// Why.
        words: Words,
        /// Hash of the receipt.
        receipt: Digest,
    },
    /// The partner took it back.
    Withdrawn {
        /// When.
        #[serde(deserialize_with = "crate::time::read_instant")]
        at: DateTime<Utc>,
    },
}

/// How a stage was cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "snake_case")]
pub enum Cleared {
    /// It passed.
    Passed,
    /// It was not needed.
    Skipped {
        /// Why.
        why: SkipReason,
    },
}

/// The word of a round that its version can be published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clearance {
    /// Which round.
    pub submission: SubmissionId,
    /// What was reviewed.
    pub frozen: Digest,
    /// Every stage that the policy asked for.
    pub stages: BTreeMap<StageKind, Cleared>,
    /// Since when.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
    /// Hash of the receipt.
    pub receipt: Digest,
}

impl Case {
    /// A stage; `None` when the policy did not ask for it.
    pub fn stage(&self, kind: StageKind) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.kind == kind)
    }

    /// The stage that holds the case: the first that is not cleared.
    pub fn at(&self) -> Option<&Stage> {
        self.stages.iter().find(|stage| !stage.state.is_cleared())
    }

    /// Whether it is still under review.
    pub const fn is_open(&self) -> bool {
        self.outcome.is_none()
    }

    /// The items of the checklist of a stage that are needed and not ticked.
    pub fn unticked(&self, kind: StageKind) -> Vec<String> {
        let of_stage = self.checklists.iter().filter(|pinned| pinned.stage == kind);
        let needed = of_stage.flat_map(|pinned| pinned.needed.iter());
        needed.filter(|item| !self.ticks.contains_key(*item)).cloned().collect()
    }

    /// What the round cleared; `None` unless it was approved with every stage cleared.
    pub fn clearance(&self) -> Option<Clearance> {
        let Some(Outcome::Approved { at, receipt }) = &self.outcome else { return None };
        let cleared = |stage: &Stage| match stage.state {
            StageState::Passed { .. } => Some((stage.kind, Cleared::Passed)),
            StageState::Skipped { why } => Some((stage.kind, Cleared::Skipped { why })),
            StageState::Waiting | StageState::Running { .. } | StageState::Failed { .. } => None,
        };
        let stages = self.stages.iter().map(cleared).collect::<Option<_>>()?;
        let (frozen, receipt) = (self.frozen.clone(), receipt.clone());
        Some(Clearance { submission: self.id, frozen, stages, at: *at, receipt })
    }
}
