//! The steps within a review.

use super::{By, Done, Facts, ending, holder, reviewer};
use crate::{
    decisions::words::Words,
    review::{
        error::Rejection,
        event::ReviewEvent,
        model::{Case, Claim, Escalation, Note, Visibility, Work},
        stage::{Finding, Holder, Pause, Stage, StageKind, StageState},
    },
};

/// The stage whose turn it is, if it is this one.
fn turn(case: &mut Case, kind: StageKind) -> Result<&mut Stage, Rejection> {
    let first = case.at().map(|stage| stage.kind);
    match first {
        Some(first) if first == kind => {}
        Some(first) if first < kind && case.stage(kind).is_some() => return Err(Rejection::StageOpen(first)),
        Some(_) | None => return Err(Rejection::StageNotOpen(kind)),
    }
    case.stages.iter_mut().find(|stage| stage.kind == kind).ok_or(Rejection::StageNotOpen(kind))
}

/// The same, for the program.
fn automated<'c>(case: &'c mut Case, kind: StageKind, facts: &Facts<'_>) -> Result<&'c mut Stage, Rejection> {
    if facts.by != By::Program {
        return Err(if kind.is_automated() { Rejection::Automated(kind) } else { Rejection::NotYours });
    }
    if !kind.is_automated() {
        return Err(Rejection::NeedsAPerson(kind));
    }
    turn(case, kind)
}

pub(super) fn begin(
    case: &mut Case,
    kind: StageKind,
    done: &mut Done,
    facts: &Facts<'_>,
) -> Result<(), Rejection> {
    let stage = automated(case, kind, facts)?;
    if matches!(stage.state, StageState::Running { .. }) {
        return Ok(());
    }
    if let Some(pause) = stage.pause.filter(|pause| facts.now < pause.until) {
        return Err(Rejection::Paused(pause.until));
    }
    stage.state = StageState::Running { since: facts.now, holder: Holder::Program };
    done.events.push(ReviewEvent::StageBegan { stage: kind });
    Ok(())
}

pub(super) fn interrupt(
    case: &mut Case,
    kind: StageKind,
    done: &mut Done,
    facts: &Facts<'_>,
) -> Result<(), Rejection> {
    let stage = automated(case, kind, facts)?;
    if matches!(stage.state, StageState::Running { .. }) {
        stage.state = StageState::Waiting;
        let broke_off = stage.pause.map_or(1, |pause| pause.broke_off.saturating_add(1));
        stage.pause = Some(Pause { broke_off, until: facts.now + facts.policy.retry.pause(broke_off) });
        done.events.push(ReviewEvent::StageInterrupted { stage: kind });
    }
    Ok(())
}

pub(super) fn finish(
    case: &mut Case,
    kind: StageKind,
    passed: bool,
    findings: Vec<Finding>,
    done: &mut Done,
    facts: &Facts<'_>,
) -> Result<(), Rejection> {
    let stage = automated(case, kind, facts)?;
    let StageState::Running { since, holder } = stage.state else {
        return Err(Rejection::StageNotOpen(kind));
    };
    stage.state = if passed {
        StageState::Passed { since, at: facts.now, holder }
    } else {
        StageState::Failed { since, at: facts.now, holder }
    };
    stage.pause = None;
    done.events.push(ReviewEvent::StageFinished { stage: kind, passed, findings: findings.len() });
    stage.findings = findings;
    ending::advance(case, done, facts);
    Ok(())
}

pub(super) fn claim(case: &mut Case, done: &mut Done, facts: &Facts<'_>) -> Result<(), Rejection> {
    let by = reviewer(case, facts)?.person;
    let held = case.claim.filter(|claim| claim.holds(facts.now));
    if let Some(held) = held.filter(|held| held.by != by) {
        return Err(Rejection::ClaimedByAnother(held.until));
    }
    let until = facts.now + facts.policy.claim();
    let at = held.map_or(facts.now, |held| held.at);
    if held.is_none() {
        let lapsed = case.claim.map(|claim| claim.by).filter(|before| *before != by);
        done.events.push(ReviewEvent::Claimed { until, lapsed });
    }
    case.claim = Some(Claim { by, at, until });
    hand(case, Holder::Reviewer { person: by });
    Ok(())
}

/// Who is at the human stage that is under way.
pub(super) fn hand(case: &mut Case, to: Holder) {
    for stage in case.stages.iter_mut().filter(|stage| !stage.kind.is_automated()) {
        if let StageState::Running { holder, .. } = &mut stage.state {
            *holder = to;
        }
    }
}

pub(super) fn heartbeat(case: &mut Case, facts: &Facts<'_>) -> Result<(), Rejection> {
    holder(case, facts)?;
    if let Some(claim) = &mut case.claim {
        // A clock that went back shortens no claim.
        claim.until = claim.until.max(facts.now + facts.policy.claim());
    }
    Ok(())
}

pub(super) fn release(case: &mut Case, done: &mut Done, facts: &Facts<'_>) -> Result<(), Rejection> {
    holder(case, facts)?;
    case.claim = None;
    hand(case, Holder::Nobody);
    done.events.push(ReviewEvent::Released);
    Ok(())
}

pub(super) fn tick(
    case: &mut Case,
    item: String,
    ticked: bool,
    done: &mut Done,
    facts: &Facts<'_>,
) -> Result<(), Rejection> {
    let by = holder(case, facts)?;
    let mut listed = case.checklists.iter().flat_map(|pinned| pinned.needed.iter().chain(&pinned.announced));
    if !listed.any(|known| *known == item) {
        return Err(Rejection::NoItem(item));
    }
    if ticked == case.ticks.contains_key(&item) {
        return Ok(());
    }
    if ticked {
        case.ticks.insert(item.clone(), by);
    } else {
        case.ticks.remove(&item);
    }
    done.events.push(ReviewEvent::Ticked { item, done: ticked });
    Ok(())
}

pub(super) fn pass(
    case: &mut Case,
    kind: StageKind,
    findings: Vec<Finding>,
    done: &mut Done,
    facts: &Facts<'_>,
) -> Result<(), Rejection> {
    if kind.is_automated() {
        return Err(Rejection::Automated(kind));
    }
    let person = holder(case, facts)?;
    if kind == StageKind::Approval {
        // The approval is a ruling, with a receipt.
        return Err(Rejection::StageNotOpen(kind));
    }
    let unticked = case.unticked(kind);
    let stage = turn(case, kind)?;
    let StageState::Running { since, .. } = stage.state else {
        return Err(Rejection::StageNotOpen(kind));
    };
    if !unticked.is_empty() {
        return Err(Rejection::Unticked(unticked));
    }
    stage.state = StageState::Passed { since, at: facts.now, holder: Holder::Reviewer { person } };
    done.events.push(ReviewEvent::StageFinished { stage: kind, passed: true, findings: findings.len() });
    stage.findings = findings;
    ending::advance(case, done, facts);
    Ok(())
}

pub(super) fn keep(case: &mut Case, work: Work, facts: &Facts<'_>) -> Result<(), Rejection> {
    let by = reviewer(case, facts)?.person;
    if work == Work::default() {
        case.work.remove(&by);
    } else {
        case.work.insert(by, work);
    }
    Ok(())
}

pub(super) fn note(
    case: &mut Case,
    visibility: Visibility,
    words: Words,
    done: &mut Done,
    facts: &Facts<'_>,
) -> Result<(), Rejection> {
    let By::Reviewer(author) = &facts.by else { return Err(Rejection::NotYours) };
    // Whoever may review can leave a note, also where another decides.
    super::may_touch(author, case.organisation, case.submitted_by, None)?;
    if case.notes.len() >= facts.policy.max_notes {
        return Err(Rejection::NotesFull(facts.policy.max_notes));
    }
    case.notes.push(Note { visibility, words, by: author.person, at: facts.now });
    done.events.push(ReviewEvent::Noted { visibility });
    Ok(())
}

pub(super) fn escalate(
    case: &mut Case,
    words: Words,
    done: &mut Done,
    facts: &Facts<'_>,
) -> Result<(), Rejection> {
    let by = holder(case, facts)?;
    let to = facts.to.as_ref().ok_or(Rejection::NotTheirs)?;
    if to.person == by
        || case.approvals.contains(&to.person)
        || super::may_touch(to, case.organisation, case.submitted_by, None).is_err()
    {
        return Err(Rejection::NotTheirs);
    }
    case.escalation = Some(Escalation { to: to.person, by, words, at: facts.now });
    case.claim = None;
    hand(case, Holder::Nobody);
    done.events.push(ReviewEvent::Escalated { to: to.person });
    Ok(())
}

/// Without this, a case would stay with somebody who has left. A claim goes on: nobody loses their work.
pub(super) fn take_back(case: &mut Case, done: &mut Done, facts: &Facts<'_>) -> Result<(), Rejection> {
    let By::Reviewer(reviewer) = &facts.by else { return Err(Rejection::NotYours) };
    super::may_touch(reviewer, case.organisation, case.submitted_by, None)?;
    let escalation = case.escalation.as_ref().ok_or(Rejection::NotEscalated)?;
    if escalation.by != reviewer.person && !facts.assigns {
        return Err(Rejection::NotYoursToTakeBack);
    }
    done.events.push(ReviewEvent::EscalationEnded { from: escalation.to });
    case.escalation = None;
    Ok(())
}
