//! What can be done to a case.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    checklist::{self, Checklist},
    error::Rejection,
    event::ReviewEvent,
    model::{Case, Changes, Outcome, Request, Visibility, Work},
    policy::ReviewPolicy,
    risk::{RiskInputs, RiskScore},
    stage::{Finding, Holder, Stage, StageKind, StageState},
};
use crate::{
    canonical::Digest,
    decisions::{
        receipt::{About, Receipt, issue},
        words::Words,
    },
    event::{Actor, NewEvent},
    ids::{ListingId, OrganisationId, PersonId, SubmissionId, VersionId},
    listings::model::Label,
    slug::Slug,
};

mod ending;
pub mod plan;
mod stages;
pub mod verdict;

use plan::{PlanInputs, Planning};
use verdict::{Reviewer, may_touch};

/// What can be done to a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// The program begins an automated stage.
    Begin {
        /// Which.
        stage: StageKind,
    },
    /// The run of an automated stage broke off for a reason that is not the app's.
    Interrupt {
        /// Which.
        stage: StageKind,
    },
    /// An automated stage is done.
    Finish {
        /// Which.
        stage: StageKind,
        /// Whether it is good.
        passed: bool,
        /// What it found.
        findings: Vec<Finding>,
    },
    /// A reviewer takes the case.
    Claim,
    /// A reviewer is still there.
    Heartbeat,
    /// A reviewer gives the case back.
    Release,
    /// A reviewer ticks an item of a checklist, or takes the tick back.
    Tick {
        /// Id of the item.
        item: String,
        /// Whether it is ticked from now on.
        done: bool,
    },
    /// A reviewer finishes a human stage well.
    Pass {
        /// Which.
        stage: StageKind,
        /// What is worth saying.
        findings: Vec<Finding>,
    },
    /// Keeps what a reviewer wrote and has not sent. Needs no claim: nothing is lost when one lapses.
    Keep {
        /// All of it.
        work: Work,
    },
    /// Writes a note.
    Note {
        /// Who reads it.
        visibility: Visibility,
        /// What it says.
        words: Words,
    },
    /// Gives the case to somebody else to decide. Who it is, is a fact.
    Escalate {
        /// Why.
        words: Words,
    },
    /// Takes back what was escalated: whoever may review it can claim it again.
    TakeBack,
    /// A reviewer decides.
    Decide {
        /// What.
        ruling: Ruling,
    },
    /// The partner takes the submission back.
    Withdraw,
}

/// What a reviewer decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ruling", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Ruling {
    /// It can be published.
    Approve,
    /// The partner has to change something.
    RequestChanges {
        /// What.
        requests: Vec<Request>,
        /// What is said beside that: it asks for nothing, and needs no answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        message: Option<Words>,
    },
    /// It ends here.
    Reject {
        /// Why, for the partner.
        words: Words,
    },
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// The program: the runner of stages.
    Program,
    /// Somebody of the operator.
    Reviewer(Reviewer),
    /// Somebody of the organisation that submitted.
    Partner(OrganisationId),
}

/// What a decision rests on beside case and command.
#[derive(Clone, Debug)]
pub struct Facts<'p> {
    /// The instant.
    pub now: DateTime<Utc>,
    /// Who asks.
    pub by: By,
    /// The same, as the trail names them.
    pub actor: Actor,
    /// The operator's organisation, in whose trail reviews stand.
    pub program: OrganisationId,
    /// Version of the program policy in force.
    pub policy_version: u32,
    /// Its numbers.
    pub policy: &'p ReviewPolicy,
    /// To whom [`Command::Escalate`] gives the case, if they may decide cases at all.
    pub to: Option<Reviewer>,
    /// Whether who asks may take back what somebody else escalated.
    pub assigns: bool,
}

/// The case as it is from now on.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// To be stored when it is another than before.
    pub next: Case,
    /// Empty for a heartbeat and for work that is kept.
    pub events: Vec<NewEvent>,
    /// How it was judged; kept beside the case.
    pub receipts: Vec<Receipt>,
}

/// A submission that asks for a review.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Id of the round.
    pub id: SubmissionId,
    /// What is reviewed.
    pub listing: ListingId,
    /// Which version.
    pub of: VersionId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Who submitted it; `None` for a key.
    pub submitted_by: Option<PersonId>,
    /// Digest of everything that is frozen.
    pub frozen: Digest,
    /// What the app is called in it.
    pub name: String,
    /// What the version is called.
    pub label: Label,
    /// 1, 2, 3 …
    pub round: u32,
    /// The main category.
    pub category: Slug,
    /// What it changes against the last approved version.
    pub changes: Changes,
    /// Whether the name is held for a person.
    pub name_held: bool,
    /// What is known of listing and partner.
    pub record: Record,
}

/// What is known of a listing and its partner when a version is submitted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Nothing of the partner was approved before.
    pub new_partner: bool,
    /// Suspensions of the partner's listings within the last year.
    pub incidents: u32,
    /// Rejected submissions of the partner within the last year.
    pub rejections: u32,
    /// Customers that have it installed.
    pub installs: u64,
}

/// Opens a case: plans its stages, and pins the checklists in force.
pub fn open(opening: Opening, checklists: &[Checklist], facts: &Facts<'_>) -> Decision {
    let Opening { id, changes, name_held, .. } = opening;
    let policy = facts.policy;
    let about = About { subject: id.to_string(), policy: facts.policy_version, at: facts.now };
    let inputs = PlanInputs { changes, name_held, policy: policy.plan.clone() };
    let (plan, receipt) = issue::<Planning>(about.clone(), &inputs);
    let PlanInputs { changes, .. } = inputs;
    let sensitive: Vec<_> =
        changes.scopes_added.iter().filter(|scope| policy.is_sensitive(scope)).cloned().collect();
    let Record { new_partner, incidents, rejections, installs } = opening.record;
    let inputs = RiskInputs {
        changes,
        sensitive,
        name_held,
        new_partner,
        incidents,
        rejections,
        installs,
        policy: policy.risk.clone(),
    };
    let (risk, scored) = issue::<RiskScore>(about, &inputs);
    let RiskInputs { changes, sensitive, .. } = inputs;
    let stage = |planned: &plan::Planned| Stage {
        kind: planned.stage,
        state: planned.skip.map_or(StageState::Waiting, |why| StageState::Skipped { why }),
        pause: None,
        findings: Vec::new(),
    };
    let mut next = Case {
        id,
        version: 1,
        listing: opening.listing,
        of: opening.of,
        organisation: opening.organisation,
        submitted_by: opening.submitted_by,
        submitted_at: facts.now,
        frozen: opening.frozen,
        name: opening.name,
        label: opening.label,
        round: opening.round,
        category: opening.category,
        changes,
        risk,
        approvers: if sensitive.is_empty() { 1 } else { policy.approvers_for_sensitive.max(1) },
        sensitive,
        name_held,
        automatic: plan.automatic,
        checklists: checklist::in_force(checklists, facts.now),
        ticks: std::collections::BTreeMap::new(),
        stages: plan.stages.iter().map(stage).collect(),
        claim: None,
        approvals: Vec::new(),
        escalation: None,
        notes: Vec::new(),
        work: std::collections::BTreeMap::new(),
        outcome: None,
    };
    let opened = ReviewEvent::Opened { plan: receipt.hash.clone(), automatic: plan.automatic };
    let mut done = Done { events: vec![opened], receipts: vec![receipt, scored] };
    ending::advance(&mut next, &mut done, facts);
    done.decision(next, facts)
}

/// Decides a command.
///
/// # Errors
/// See [`Rejection`]. Nothing is changed then: ticks, notes and kept work stay as they are.
pub fn decide(state: &Case, command: Command, facts: &Facts<'_>) -> Result<Decision, Rejection> {
    let mut next = state.clone();
    let mut done = Done::default();
    if let Command::Note { visibility, words } = command {
        stages::note(&mut next, visibility, words, &mut done, facts)?;
    } else {
        if !state.is_open() {
            return Err(Rejection::Over);
        }
        match command {
            Command::Begin { stage } => stages::begin(&mut next, stage, &mut done, facts)?,
            Command::Interrupt { stage } => stages::interrupt(&mut next, stage, &mut done, facts)?,
            Command::Finish { stage, passed, findings } => {
                stages::finish(&mut next, stage, passed, findings, &mut done, facts)?;
            }
            Command::Claim => stages::claim(&mut next, &mut done, facts)?,
            Command::Heartbeat => stages::heartbeat(&mut next, facts)?,
            Command::Release => stages::release(&mut next, &mut done, facts)?,
            Command::Tick { item, done: ticked } => stages::tick(&mut next, item, ticked, &mut done, facts)?,
            Command::Pass { stage, findings } => stages::pass(&mut next, stage, findings, &mut done, facts)?,
            Command::Keep { work } => stages::keep(&mut next, work, facts)?,
            Command::Escalate { words } => stages::escalate(&mut next, words, &mut done, facts)?,
            Command::TakeBack => stages::take_back(&mut next, &mut done, facts)?,
            Command::Decide { ruling } => ending::rule(&mut next, ruling, &mut done, facts)?,
            Command::Withdraw => {
                if facts.by != By::Partner(next.organisation) {
                    return Err(Rejection::NotYours);
                }
                next.outcome = Some(Outcome::Withdrawn { at: facts.now });
                next.claim = None;
                done.events.push(ReviewEvent::Withdrawn);
            }
            Command::Note { .. } => {}
        }
    }
    if next != *state {
        next.version = state.version + 1;
    }
    Ok(done.decision(next, facts))
}

/// What a command did.
#[derive(Default)]
struct Done {
    events: Vec<ReviewEvent>,
    receipts: Vec<Receipt>,
}

impl Done {
    fn decision(self, next: Case, facts: &Facts<'_>) -> Decision {
        let on_spine = |event: &ReviewEvent| event.at(&next, facts.program, &facts.actor, facts.now);
        let events = self.events.iter().flat_map(on_spine).collect();
        Decision { next, events, receipts: self.receipts }
    }
}

/// The reviewer who asks, if they may touch the case.
fn reviewer<'f>(case: &Case, facts: &'f Facts<'_>) -> Result<&'f Reviewer, Rejection> {
    let By::Reviewer(reviewer) = &facts.by else { return Err(Rejection::NotYours) };
    let escalated_to = case.escalation.as_ref().map(|escalation| escalation.to);
    may_touch(reviewer, case.organisation, case.submitted_by, escalated_to)?;
    Ok(reviewer)
}

/// The reviewer who asks, if they hold the claim.
fn holder(case: &Case, facts: &Facts<'_>) -> Result<PersonId, Rejection> {
    let reviewer = reviewer(case, facts)?;
    verdict::holds(case.claim.as_ref(), reviewer.person, facts.now)?;
    Ok(reviewer.person)
}

/// Who is at a human stage now.
fn at_it(case: &Case, now: DateTime<Utc>) -> Holder {
    let claim = case.claim.filter(|claim| claim.holds(now));
    claim.map_or(Holder::Nobody, |claim| Holder::Reviewer { person: claim.by })
}

#[cfg(test)]
mod tests;
