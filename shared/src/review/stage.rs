//! The stages of a review, in their order, and where each stands.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{decisions::reason::Reason, ids::PersonId, listings::field::Field};

/// A stage. The order of the variants is that of the pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum StageKind {
    /// The linter over manifest and content.
    Lint,
    /// The app's endpoints and webhooks against recorded expectations.
    ContractTests,
    /// Response times and errors over a bounded run.
    PerformanceBudget,
    /// A person looks at scopes, storage and data flows.
    SecurityReview,
    /// A person reads the listing.
    EditorialReview,
    /// The word that publishes; a second person's too for sensitive scopes.
    Approval,
}

impl StageKind {
    /// All of them, in order.
    pub const ALL: [Self; 6] = [
        Self::Lint,
        Self::ContractTests,
        Self::PerformanceBudget,
        Self::SecurityReview,
        Self::EditorialReview,
        Self::Approval,
    ];

    /// Whether the program runs it by itself.
    pub const fn is_automated(self) -> bool {
        match self {
            Self::Lint | Self::ContractTests | Self::PerformanceBudget => true,
            Self::SecurityReview | Self::EditorialReview | Self::Approval => false,
        }
    }

    /// Its name, stable.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lint => "lint",
            Self::ContractTests => "contract_tests",
            Self::PerformanceBudget => "performance_budget",
            Self::SecurityReview => "security_review",
            Self::EditorialReview => "editorial_review",
            Self::Approval => "approval",
        }
    }
}

/// Where a stage stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum StageState {
    /// Its turn has not come, or nobody has begun.
    Waiting,
    /// Under way.
    Running {
        /// Since when.
        #[serde(deserialize_with = "crate::time::read_instant")]
        since: DateTime<Utc>,
        /// Who is at it.
        holder: Holder,
    },
    /// Done and good.
    Passed {
        /// When it began.
        #[serde(deserialize_with = "crate::time::read_instant")]
        since: DateTime<Utc>,
        /// When it was done.
        #[serde(deserialize_with = "crate::time::read_instant")]
        at: DateTime<Utc>,
        /// Who says so.
        holder: Holder,
    },
    /// Done, and something has to change.
    Failed {
        /// When it began.
        #[serde(deserialize_with = "crate::time::read_instant")]
        since: DateTime<Utc>,
        /// When it was done.
        #[serde(deserialize_with = "crate::time::read_instant")]
        at: DateTime<Utc>,
        /// Who says so.
        holder: Holder,
    },
    /// Not needed for this round.
    Skipped {
        /// Why.
        why: SkipReason,
    },
}

impl StageState {
    /// Whether the next stage may begin.
    pub const fn is_cleared(&self) -> bool {
        match self {
            Self::Passed { .. } | Self::Skipped { .. } => true,
            Self::Waiting | Self::Running { .. } | Self::Failed { .. } => false,
        }
    }
}

/// Who is at a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Holder {
    /// The program.
    Program,
    /// A reviewer.
    Reviewer {
        /// Who.
        person: PersonId,
    },
    /// A human stage that nobody has claimed.
    Nobody,
}

/// Why a stage is not needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum SkipReason {
    /// The version changes nothing that the policy wants looked at again.
    NothingReopens,
}

/// A stage whose run broke off for a reason that is not the app's: it waits, and is tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pause {
    /// How many runs broke off, one after the other.
    pub broke_off: u32,
    /// First instant at which it is tried again.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub until: DateTime<Utc>,
}

/// A stage of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    /// Which.
    pub kind: StageKind,
    /// Where it stands.
    pub state: StageState,
    /// Since runs of it broke off; `None` when the last one did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pause: Option<Pause>,
    /// What it found.
    pub findings: Vec<Finding>,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Severity {
    /// Has to be mended.
    Error,
    /// Should be mended.
    Warning,
    /// Worth knowing.
    Hint,
}

/// Something that a stage found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// What it is, with its facts.
    pub reason: Reason,
    /// Where it is mended; `None` when it is in no field.
    pub field: Option<Field>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_are_listed_in_their_order() {
        assert!(StageKind::ALL.is_sorted());
        for stage in StageKind::ALL {
            assert_eq!(serde_json::json!(stage), stage.as_str());
        }
    }
}
