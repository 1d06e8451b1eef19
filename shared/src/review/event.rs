//! Events of review: their kinds and their payloads.
//!
//! What happens among reviewers stands in the trail of the program; what the partner has to know stands in
//! the partner's too. Neither holds the words of a note: they are with the case, where they can be erased.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    model::{Case, Visibility},
    stage::StageKind,
};
use crate::{
    canonical::Digest,
    event::{Actor, NewEvent},
    ids::{ListingId, OrganisationId, PersonId, VersionId},
};

/// A round began.
pub const OPENED: &str = "review.opened";
/// A stage is under way.
pub const STAGE_BEGAN: &str = "review.stage_began";
/// The run of a stage broke off; it begins again.
pub const STAGE_INTERRUPTED: &str = "review.stage_interrupted";
/// A stage passed.
pub const STAGE_PASSED: &str = "review.stage_passed";
/// A stage failed.
pub const STAGE_FAILED: &str = "review.stage_failed";
/// A reviewer claimed a case.
pub const CLAIMED: &str = "review.claimed";
/// A reviewer gave a claim back.
pub const RELEASED: &str = "review.released";
/// An item of a checklist was ticked, or not any more.
pub const TICKED: &str = "review.ticked";
/// A note was written.
pub const NOTED: &str = "review.noted";
/// Somebody else has to decide.
pub const ESCALATED: &str = "review.escalated";
/// It is everybody's again.
pub const ESCALATION_ENDED: &str = "review.escalation_ended";
/// One of several people said yes.
pub const APPROVED_ONCE: &str = "review.approved_once";
/// The round ended well.
pub const APPROVED: &str = "review.approved";
/// The partner has to change something.
pub const CHANGES_REQUESTED: &str = "review.changes_requested";
/// The round ended for good.
pub const REJECTED: &str = "review.rejected";
/// The partner took it back.
pub const WITHDRAWN: &str = "review.withdrawn";

/// What happened to a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ReviewEvent {
    /// `review.opened`
    Opened {
        /// Hash of the receipt of its plan.
        plan: Digest,
        /// Whether no person has to look.
        automatic: bool,
    },
    /// `review.stage_began`
    StageBegan {
        /// Which.
        stage: StageKind,
    },
    /// `review.stage_interrupted`
    StageInterrupted {
        /// Which.
        stage: StageKind,
    },
    /// `review.stage_passed`, `review.stage_failed`
    StageFinished {
        /// Which.
        stage: StageKind,
        /// How.
        passed: bool,
        /// How many findings.
        findings: usize,
    },
    /// `review.claimed`
    Claimed {
        /// First instant at which it does not hold without a heartbeat.
        #[serde(deserialize_with = "crate::time::read_instant")]
        until: DateTime<Utc>,
        /// Whose claim had lapsed.
        lapsed: Option<PersonId>,
    },
    /// `review.released`
    Released,
    /// `review.ticked`
    Ticked {
        /// Which item.
        item: String,
        /// Whether it is ticked now.
        done: bool,
    },
    /// `review.noted`
    Noted {
        /// Who reads it.
        visibility: Visibility,
    },
    /// `review.escalated`
    Escalated {
        /// To whom.
        to: PersonId,
    },
    /// `review.escalation_ended`
    EscalationEnded {
        /// Who does not have to decide it any more.
        from: PersonId,
    },
    /// `review.approved_once`, `review.approved`, `review.changes_requested`, `review.rejected`
    Decided {
        /// What.
        verdict: DecidedAs,
        /// Hash of the receipt.
        receipt: Digest,
    },
    /// `review.withdrawn`
    Withdrawn,
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecidedAs {
    /// One of several people said yes.
    ApprovedOnce,
    /// Approved.
    Approved,
    /// Changes are requested.
    ChangesRequested,
    /// Rejected.
    Rejected,
}

/// Payload of every `review.*` event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payload {
    /// Of which listing.
    pub listing: ListingId,
    /// Of which version.
    pub version: VersionId,
    /// What happened.
    #[serde(flatten)]
    pub event: ReviewEvent,
}

impl ReviewEvent {
    /// The kind on the spine.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Opened { .. } => OPENED,
            Self::StageBegan { .. } => STAGE_BEGAN,
            Self::StageInterrupted { .. } => STAGE_INTERRUPTED,
            Self::StageFinished { passed: true, .. } => STAGE_PASSED,
            Self::StageFinished { passed: false, .. } => STAGE_FAILED,
            Self::Claimed { .. } => CLAIMED,
            Self::Released => RELEASED,
            Self::Ticked { .. } => TICKED,
            Self::Noted { .. } => NOTED,
            Self::Escalated { .. } => ESCALATED,
            Self::EscalationEnded { .. } => ESCALATION_ENDED,
            Self::Decided { verdict: DecidedAs::ApprovedOnce, .. } => APPROVED_ONCE,
            Self::Decided { verdict: DecidedAs::Approved, .. } => APPROVED,
            Self::Decided { verdict: DecidedAs::ChangesRequested, .. } => CHANGES_REQUESTED,
            Self::Decided { verdict: DecidedAs::Rejected, .. } => REJECTED,
            Self::Withdrawn => WITHDRAWN,
        }
    }

    /// Whether the partner's trail has it too.
    const fn is_for_partner(&self) -> bool {
        match self {
            Self::Opened { .. }
            | Self::StageFinished { .. }
            | Self::Noted { visibility: Visibility::Shared }
            | Self::Decided {
                verdict: DecidedAs::Approved | DecidedAs::ChangesRequested | DecidedAs::Rejected,
                ..
            }
            | Self::Withdrawn => true,
            Self::StageBegan { .. }
            | Self::StageInterrupted { .. }
            | Self::Claimed { .. }
            | Self::Released
            | Self::Ticked { .. }
            | Self::Noted { visibility: Visibility::Internal }
            | Self::Escalated { .. }
            | Self::EscalationEnded { .. }
            | Self::Decided { verdict: DecidedAs::ApprovedOnce, .. } => false,
        }
    }

    /// The events on the spine: one in the program's trail, and one in the partner's where it concerns them.
    pub fn at(
        &self,
        case: &Case,
        program: OrganisationId,
        actor: &Actor,
        at: DateTime<Utc>,
    ) -> Vec<NewEvent> {
        let payload = Payload { listing: case.listing, version: case.of, event: self.clone() };
        let event = |organisation| NewEvent {
            organisation,
            actor: actor.clone(),
            kind: self.kind(),
            subject: case.id.to_string(),
            payload: serde_json::json!(payload),
            at,
        };
        let mut events = vec![event(program)];
        if self.is_for_partner() && case.organisation != program {
            events.push(event(case.organisation));
        }
        events
    }
}
