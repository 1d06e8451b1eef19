//! What becomes of a submission when somebody decides, or the program does.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    decisions::{
        reason::{Alternative, Reason},
        receipt::{Judged, Kind, Rule},
    },
    ids::{OrganisationId, PersonId},
    review::{error::Rejection, model::Claim, stage::StageKind},
};

/// Decides a case; see [`Kind::ReviewVerdict`].
#[derive(Clone, Copy, Debug)]
pub struct Deciding;

/// What somebody wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Wanted {
    /// That it can be published.
    Approve,
    /// That the partner changes something.
    RequestChanges,
    /// That it ends.
    Reject,
}

/// A reviewer, with every organisation that they belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reviewer {
    /// Who.
    pub person: PersonId,
    /// Where they belong.
    pub organisations: BTreeSet<OrganisationId>,
}

/// How far a stage is, for the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Passed or not needed.
    Cleared,
    /// Not done.
    Open,
    /// Something has to change.
    Failed,
}

/// What the verdict rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VerdictInputs {
    /// What is wanted.
    pub wants: Wanted,
    /// Who wants it; `None` for the program.
    pub by: Option<Reviewer>,
    /// Whose submission it is.
    pub organisation: OrganisationId,
    /// Who submitted it.
    pub submitted_by: Option<PersonId>,
    /// The claim as it stands.
    pub claim: Option<Claim>,
    /// Who has to decide in the reviewers' stead.
    pub escalated_to: Option<PersonId>,
    /// Every stage before the approval.
    pub stages: BTreeMap<StageKind, Mark>,
    /// Needed items of the checklist of the approval that are not ticked.
    pub unticked: Vec<String>,
    /// Whether no person has to look.
    pub automatic: bool,
    /// The sensitive scopes.
    pub sensitive: Vec<String>,
    /// How many different people have to approve.
    pub approvers: usize,
    /// Who approved before.
    pub approvals: Vec<PersonId>,
    /// How many things are asked for.
    pub requests: usize,
    /// The instant.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub now: DateTime<Utc>,
}

/// What is decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing: it may not be decided so.
    Refused {
        /// Why.
        why: Refusal,
    },
    /// One yes of several.
    SecondNeeded,
    /// It can be published.
    Approved,
    /// The partner has to change something.
    ChangesRequested,
    /// It ends.
    Rejected,
}

/// Why it may not be decided so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Refusal {
    /// The reviewer belongs to the organisation that submitted.
    OwnOrganisation,
    /// The reviewer submitted it.
    OwnSubmission,
    /// Nobody has claimed it.
    NotClaimed,
    /// Another reviewer has.
    ClaimedByAnother {
        /// First instant at which their claim does not hold.
        #[serde(deserialize_with = "crate::time::read_instant")]
        until: DateTime<Utc>,
    },
    /// The reviewer had.
    ClaimLapsed {
        /// First instant at which the claim did not hold.
        #[serde(deserialize_with = "crate::time::read_instant")]
        at: DateTime<Utc>,
    },
    /// Somebody else has to decide.
    Escalated,
    /// A stage before is not cleared.
    StageOpen {
        /// The first.
        stage: StageKind,
    },
    /// Items of the checklist are open.
    Unticked {
        /// Which.
        items: Vec<String>,
    },
    /// The same person approved before.
    SameEyes,
    /// Nothing is asked for.
    NothingRequested,
    /// The program decides neither this nor here.
    NotTheProgram,
}

impl From<Refusal> for Rejection {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::OwnOrganisation => Self::OwnOrganisation,
            Refusal::OwnSubmission => Self::OwnSubmission,
            Refusal::NotClaimed => Self::NotClaimed,
            Refusal::ClaimedByAnother { until } => Self::ClaimedByAnother(until),
            Refusal::ClaimLapsed { at } => Self::ClaimLapsed(at),
            Refusal::Escalated => Self::Escalated,
            Refusal::StageOpen { stage } => Self::StageOpen(stage),
            Refusal::Unticked { items } => Self::Unticked(items),
            Refusal::SameEyes => Self::SameEyes,
            Refusal::NothingRequested => Self::NothingRequested,
            Refusal::NotTheProgram => Self::NotYours,
        }
    }
}

/// Whether somebody may touch a case at all.
///
/// # Errors
/// Nobody reviews their own organisation or submission, nor what was escalated to another.
pub fn may_touch(
    reviewer: &Reviewer,
    organisation: OrganisationId,
    submitted_by: Option<PersonId>,
    escalated_to: Option<PersonId>,
) -> Result<(), Refusal> {
    if reviewer.organisations.contains(&organisation) {
        Err(Refusal::OwnOrganisation)
    } else if submitted_by == Some(reviewer.person) {
        Err(Refusal::OwnSubmission)
    } else if escalated_to.is_some_and(|to| to != reviewer.person) {
        Err(Refusal::Escalated)
    } else {
        Ok(())
    }
}

/// Whether somebody holds the claim now. It lapses at its very instant.
///
/// # Errors
/// Who has it, or since when it is over.
pub fn holds(claim: Option<&Claim>, person: PersonId, now: DateTime<Utc>) -> Result<(), Refusal> {
    match claim {
        Some(claim) if claim.by == person && claim.holds(now) => Ok(()),
        Some(claim) if claim.by == person => Err(Refusal::ClaimLapsed { at: claim.until }),
        Some(claim) if claim.holds(now) => Err(Refusal::ClaimedByAnother { until: claim.until }),
        Some(_) | None => Err(Refusal::NotClaimed),
    }
}

impl Rule for Deciding {
    const KIND: Kind = Kind::ReviewVerdict;
    type Inputs = VerdictInputs;
    type Verdict = Verdict;

    fn judge(inputs: &VerdictInputs) -> Judged<Verdict> {
        match weigh(inputs) {
            Ok((verdict, rule)) => {
                let alternatives = others(inputs, &verdict);
                Judged { verdict, rule, alternatives }
            }
            Err(why) => {
                let rule = Reason::new("verdict.refused").with("why", &why);
                Judged { verdict: Verdict::Refused { why }, rule, alternatives: Vec::new() }
            }
        }
    }
}

fn weigh(inputs: &VerdictInputs) -> Result<(Verdict, Reason), Refusal> {
    let failed = inputs.stages.iter().find(|(_, mark)| **mark == Mark::Failed).map(|(stage, _)| *stage);
    let open = inputs.stages.iter().find(|(_, mark)| **mark != Mark::Cleared).map(|(stage, _)| *stage);
    let Some(reviewer) = &inputs.by else {
        return match (inputs.wants, failed, open) {
            (Wanted::RequestChanges, Some(stage), _) => {
                Ok((Verdict::ChangesRequested, Reason::new("verdict.stage_failed").with("stage", stage)))
            }
            (Wanted::Approve, None, None) if inputs.automatic => {
                Ok((Verdict::Approved, Reason::new("verdict.automated_stages_passed")))
            }
            (Wanted::Approve, _, Some(stage)) => Err(Refusal::StageOpen { stage }),
            (Wanted::Approve | Wanted::RequestChanges | Wanted::Reject, ..) => Err(Refusal::NotTheProgram),
        };
    };
    may_touch(reviewer, inputs.organisation, inputs.submitted_by, inputs.escalated_to)?;
    holds(inputs.claim.as_ref(), reviewer.person, inputs.now)?;
    match inputs.wants {
        Wanted::Reject => Ok((Verdict::Rejected, Reason::new("verdict.reviewer_rejects"))),
        Wanted::RequestChanges if inputs.requests == 0 => Err(Refusal::NothingRequested),
        Wanted::RequestChanges => {
            let rule = Reason::new("verdict.reviewer_requests").with("requests", inputs.requests);
            Ok((Verdict::ChangesRequested, rule))
        }
        Wanted::Approve => {
            if let Some(stage) = open {
                return Err(Refusal::StageOpen { stage });
            }
            if !inputs.unticked.is_empty() {
                return Err(Refusal::Unticked { items: inputs.unticked.clone() });
            }
            if inputs.approvals.contains(&reviewer.person) {
                return Err(Refusal::SameEyes);
            }
            if inputs.approvals.len() + 1 < inputs.approvers {
                let rule = Reason::new("verdict.second_pair_of_eyes").with("scopes", &inputs.sensitive);
                return Ok((Verdict::SecondNeeded, rule));
            }
            let rule = Reason::new("verdict.reviewer_approves").with("approvers", inputs.approvers);
            Ok((Verdict::Approved, rule))
        }
    }
}

fn others(inputs: &VerdictInputs, verdict: &Verdict) -> Vec<Alternative> {
    let chosen = || match &inputs.by {
        Some(_) => Reason::new("verdict.reviewer_chose_otherwise"),
        None => Reason::new("verdict.the_rule_leaves_no_choice"),
    };
    let approve = || match inputs.stages.iter().find(|(_, mark)| **mark != Mark::Cleared) {
        Some((stage, _)) => Reason::new("verdict.stage_not_cleared").with("stage", stage),
        None => chosen(),
    };
    let approved = match verdict {
        Verdict::Approved => None,
        Verdict::SecondNeeded => {
            let missing = inputs.approvers.saturating_sub(inputs.approvals.len() + 1);
            let lost = Reason::new("verdict.approvals_missing").with("missing", missing);
            Some(Alternative::new("approved", lost))
        }
        Verdict::ChangesRequested | Verdict::Rejected | Verdict::Refused { .. } => {
            Some(Alternative::new("approved", approve()))
        }
    };
    let changes =
        (*verdict != Verdict::ChangesRequested).then(|| Alternative::new("changes_requested", chosen()));
    let rejected = (*verdict != Verdict::Rejected).then(|| Alternative::new("rejected", chosen()));
    approved.into_iter().chain(changes).chain(rejected).collect()
}
