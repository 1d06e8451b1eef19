//! Runs of the checks in a test tenant, as stored.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{budget::Verdict, contract::report::Report, target::Target};
use crate::{
    ids::{ListingId, OrganisationId, PersonId, RunId, SandboxId, SubmissionId},
    review::stage::StageKind,
};

/// Which checks are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Part {
    /// The contract suite, then the performance budget.
    Everything,
    /// The contract suite.
    Contract,
    /// The performance budget.
    Performance,
}

impl Part {
    /// The checks of a stage of a review; `None` for a stage that calls nothing.
    pub const fn of(stage: StageKind) -> Option<Self> {
        match stage {
            StageKind::ContractTests => Some(Self::Contract),
            StageKind::PerformanceBudget => Some(Self::Performance),
            StageKind::Lint
            | StageKind::SecurityReview
            | StageKind::EditorialReview
            | StageKind::Approval => None,
        }
    }

    /// Whether the contract suite is among them.
    pub const fn has_contract(self) -> bool {
        matches!(self, Self::Everything | Self::Contract)
    }

    /// Whether the performance budget is among them.
    pub const fn has_performance(self) -> bool {
        matches!(self, Self::Everything | Self::Performance)
    }
}

/// A run of the checks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trial {
    /// Chosen by who asks for it; by the program for a review.
    pub id: RunId,
    /// Raised by one at each write; 1 for the first.
    pub version: u64,
    /// Whose the tenant is.
    pub organisation: OrganisationId,
    /// The app.
    pub listing: ListingId,
    /// In which tenant.
    pub sandbox: SandboxId,
    /// Which checks.
    pub part: Part,
    /// The review that asked for it; `None` when the partner did.
    pub review: Option<SubmissionId>,
    /// The manifest by which the app is called, as it was when the run was asked for.
    pub manifest: String,
    /// Where the app is called: the target of the tenant, as it was then.
    pub target: Target,
    /// Who asked; `None` for a key and for a review.
    pub asked_by: Option<PersonId>,
    /// When.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub asked_at: DateTime<Utc>,
    /// How far it is.
    pub state: TrialState,
}

/// How far a run is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum TrialState {
    /// The program has not come to it.
    Waiting,
    /// The app is being called.
    Running {
        /// Since when.
        since: DateTime<Utc>,
    },
    /// It is over.
    Done(Box<Results>),
    /// The checks were not run.
    Stopped {
        /// Since when it is over.
        at: DateTime<Utc>,
        /// Why.
        why: WhyStopped,
    },
}

/// What a run found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Results {
    /// When the app was called first.
    pub since: DateTime<Utc>,
    /// When the last check was done.
    pub at: DateTime<Utc>,
    /// Of the contract suite; `None` when it was not among the checks.
    pub contract: Option<Report>,
    /// Of the performance budget; `None` when it was not among the checks.
    pub performance: Option<Verdict>,
}

impl Results {
    /// Whether the app keeps everything that was checked.
    pub fn passes(&self) -> bool {
        self.contract.as_ref().is_none_or(|report| report.passes)
            && self.performance.as_ref().is_none_or(|verdict| verdict.passes)
    }
}

/// Why checks were not run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum WhyStopped {
    /// The tenant was deleted, or its day came.
    NoSandbox,
    /// The manifest cannot be read.
    Manifest,
    /// This server cannot call anything.
    NoCaller,
}

impl Trial {
    /// Whether it is still to be done.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, TrialState::Waiting | TrialState::Running { .. })
    }
}
