//! How a stage leads to the next, and how a review ends.

use std::collections::BTreeMap;

use super::{
    By, Done, Facts, Ruling, at_it,
    verdict::{Deciding, Mark, Verdict, VerdictInputs, Wanted},
};
use crate::{
    decisions::receipt::{About, Receipt, issue},
    review::{
        error::Rejection,
        event::{DecidedAs, ReviewEvent},
        model::{Case, Note, Outcome, Visibility},
        stage::{Holder, StageKind, StageState},
    },
};

/// Opens the human stage whose turn has come; ends the review where no person has to.
pub(super) fn advance(case: &mut Case, done: &mut Done, facts: &Facts<'_>) {
    let holder = at_it(case, facts.now);
    let Some((kind, state)) = case.at().map(|stage| (stage.kind, stage.state.clone())) else { return };
    let program = |case: &Case, wants| {
        let inputs = VerdictInputs { by: None, ..inputs(case, wants, 0, facts) };
        issue::<Deciding>(about(case, facts), &inputs)
    };
    match state {
        StageState::Waiting if kind == StageKind::Approval && case.automatic => {
            let (verdict, receipt) = program(case, Wanted::Approve);
            if verdict == Verdict::Approved {
                approved(case, Holder::Program, receipt, done, facts);
            }
        }
        StageState::Waiting if !kind.is_automated() => {
            set(case, kind, StageState::Running { since: facts.now, holder });
            done.events.push(ReviewEvent::StageBegan { stage: kind });
        }
        StageState::Failed { .. } => {
            let (verdict, receipt) = program(case, Wanted::RequestChanges);
            if verdict == Verdict::ChangesRequested {
                let hash = receipt.hash.clone();
                case.outcome =
                    Some(Outcome::ChangesRequested { at: facts.now, requests: Vec::new(), receipt: hash });
                end(case, DecidedAs::ChangesRequested, receipt, done);
            }
        }
        StageState::Waiting
        | StageState::Running { .. }
        | StageState::Passed { .. }
        | StageState::Skipped { .. } => {}
    }
}

/// A reviewer decides.
pub(super) fn rule(
    case: &mut Case,
    ruling: Ruling,
    done: &mut Done,
    facts: &Facts<'_>,
) -> Result<(), Rejection> {
    let By::Reviewer(reviewer) = &facts.by else { return Err(Rejection::NotYours) };
    let (wants, requests) = match &ruling {
        Ruling::Approve => (Wanted::Approve, 0),
        Ruling::RequestChanges { requests, .. } => (Wanted::RequestChanges, requests.len()),
        Ruling::Reject { .. } => (Wanted::Reject, 0),
    };
    let inputs = VerdictInputs { by: Some(reviewer.clone()), ..inputs(case, wants, requests, facts) };
    let (verdict, receipt) = issue::<Deciding>(about(case, facts), &inputs);
    let (at, hash) = (facts.now, receipt.hash.clone());
    match (verdict, ruling) {
        (Verdict::Refused { why }, _) => return Err(why.into()),
        (Verdict::SecondNeeded, _) => {
            case.approvals.push(reviewer.person);
            // The second person has to be able to claim it, also where it was escalated to the first.
            case.escalation = None;
            end(case, DecidedAs::ApprovedOnce, receipt, done);
            super::stages::hand(case, Holder::Nobody);
        }
        (Verdict::Approved, _) => {
            case.approvals.push(reviewer.person);
            approved(case, Holder::Reviewer { person: reviewer.person }, receipt, done, facts);
        }
        (Verdict::ChangesRequested, Ruling::RequestChanges { requests, message }) => {
            let note = |words| Note { visibility: Visibility::Shared, words, by: reviewer.person, at };
            case.notes.extend(message.map(note));
            fail(case, Holder::Reviewer { person: reviewer.person }, facts);
            case.outcome = Some(Outcome::ChangesRequested { at, requests, receipt: hash });
            end(case, DecidedAs::ChangesRequested, receipt, done);
        }
        (Verdict::Rejected, Ruling::Reject { words }) => {
            fail(case, Holder::Reviewer { person: reviewer.person }, facts);
            case.outcome = Some(Outcome::Rejected { at, words, receipt: hash });
            end(case, DecidedAs::Rejected, receipt, done);
        }
        // The rule answers what was asked.
        (Verdict::ChangesRequested | Verdict::Rejected, _) => return Err(Rejection::NotYours),
    }
    // It is sent. What others wrote stays theirs.
    case.work.remove(&reviewer.person);
    Ok(())
}

/// What the verdict rests on; the caller says who decides.
fn inputs(case: &Case, wants: Wanted, requests: usize, facts: &Facts<'_>) -> VerdictInputs {
    let mark = |state: &StageState| match state {
        StageState::Passed { .. } | StageState::Skipped { .. } => Mark::Cleared,
        StageState::Waiting | StageState::Running { .. } => Mark::Open,
        StageState::Failed { .. } => Mark::Failed,
    };
    let before = case.stages.iter().filter(|stage| stage.kind != StageKind::Approval);
    let stages: BTreeMap<_, _> = before.map(|stage| (stage.kind, mark(&stage.state))).collect();
    VerdictInputs {
        wants,
        by: None,
        organisation: case.organisation,
        submitted_by: case.submitted_by,
        claim: case.claim,
        escalated_to: case.escalation.as_ref().map(|escalation| escalation.to),
        stages,
        unticked: case.unticked(StageKind::Approval),
        automatic: case.automatic,
        sensitive: case.sensitive.clone(),
        approvers: case.approvers,
        approvals: case.approvals.clone(),
        requests,
        now: facts.now,
    }
}

fn about(case: &Case, facts: &Facts<'_>) -> About {
    About { subject: case.id.to_string(), policy: facts.policy_version, at: facts.now }
}

fn set(case: &mut Case, kind: StageKind, state: StageState) {
    if let Some(stage) = case.stages.iter_mut().find(|stage| stage.kind == kind) {
        stage.state = state;
    }
}

fn approved(case: &mut Case, holder: Holder, receipt: Receipt, done: &mut Done, facts: &Facts<'_>) {
    let since = match case.stage(StageKind::Approval).map(|stage| &stage.state) {
        Some(StageState::Running { since, .. }) => *since,
        _ => facts.now,
    };
    set(case, StageKind::Approval, StageState::Passed { since, at: facts.now, holder });
    done.events.push(ReviewEvent::StageFinished { stage: StageKind::Approval, passed: true, findings: 0 });
    case.outcome = Some(Outcome::Approved { at: facts.now, receipt: receipt.hash.clone() });
    end(case, DecidedAs::Approved, receipt, done);
}

/// The human stage at which it ended. An automated one that was under way stays as it is: nobody judged it.
fn fail(case: &mut Case, holder: Holder, facts: &Facts<'_>) {
    let Some((kind, state)) = case.at().map(|stage| (stage.kind, stage.state.clone())) else { return };
    if let (StageState::Running { since, .. }, false) = (state, kind.is_automated()) {
        set(case, kind, StageState::Failed { since, at: facts.now, holder });
    }
}

fn end(case: &mut Case, verdict: DecidedAs, receipt: Receipt, done: &mut Done) {
    case.claim = None;
    done.events.push(ReviewEvent::Decided { verdict, receipt: receipt.hash.clone() });
    done.receipts.push(receipt);
}
