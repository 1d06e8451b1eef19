//! The life of a version.

use chrono::{DateTime, TimeDelta, Utc};

use super::{By, Change, Facts, alive, missing, owner, program, settled};
use crate::{
    canonical::Digest,
    decisions::words::Words,
    event::Actor,
    ids::{SubmissionId, VersionId},
    listings::{
        error::Rejection,
        event::Happened,
        model::{Dossier, Frozen, Label, Submission, Version},
        state::{Place, VersionState},
    },
    review::{
        model::{Case, Cleared, Outcome},
        stage::{StageKind, StageState},
    },
};

fn find(state: &Dossier, id: VersionId) -> Result<&Version, Rejection> {
    state.versions.get(&id).ok_or(Rejection::NoVersion)
}

pub(super) fn submit(
    state: &Dossier,
    id: VersionId,
    label: Label,
    submission: SubmissionId,
    frozen: Frozen,
    facts: &Facts<'_>,
) -> Change {
    owner(state, facts)?;
    alive(state)?;
    settled(state, facts.now)?;
    let missing = missing(facts.nags);
    if missing > 0 {
        return Err(Rejection::Incomplete(missing));
    }
    if facts.label_taken {
        return Err(Rejection::LabelTaken);
    }
    let round = match state.versions.get(&id) {
        None if state.listing.open.is_some() => return Err(Rejection::VersionOpen),
        None => 1,
        Some(version) if version.submission.id == submission => {
            // The same command again.
            return if version.submission.frozen == frozen { Ok(None) } else { Err(Rejection::IdTaken) };
        }
        Some(version) if version.round(submission).is_some() => return Err(Rejection::IdTaken),
        Some(version) if version.state == VersionState::ChangesRequested => {
            let open = version.asked.iter().filter(|asked| asked.answer.is_none()).count();
            if open > 0 {
                return Err(Rejection::Unanswered(open));
            }
            version.submission.round + 1
        }
        Some(version) if version.state.is_open() => return Err(Rejection::VersionOpen),
        Some(_) => return Err(Rejection::IdTaken),
    };
    let by = match &facts.actor {
        Actor::Person { id, .. } => Some(*id),
        Actor::System | Actor::Host { .. } | Actor::Key { .. } => None,
    };
    let submission = Submission { id: submission, round, frozen, by, at: facts.now };
    Ok(Some(Happened::Submitted { version: id, label, submission }))
}

pub(super) fn withdraw(state: &Dossier, id: VersionId, facts: &Facts<'_>) -> Change {
    owner(state, facts)?;
    match find(state, id)?.state {
        VersionState::Withdrawn => Ok(None),
        open if open.is_open() => Ok(Some(Happened::Withdrawn { version: id })),
        _ => Err(Rejection::NotOpen),
    }
}

pub(super) fn answer(
    state: &Dossier,
    id: VersionId,
    answers: Vec<(usize, Words)>,
    facts: &Facts<'_>,
) -> Change {
    owner(state, facts)?;
    let version = find(state, id)?;
    if version.state != VersionState::ChangesRequested {
        return Err(Rejection::NotOpen);
    }
    let mut news = false;
    for (at, words) in &answers {
        let asked = version.asked.get(*at).ok_or(Rejection::NotAsked)?;
        news |= asked.answer.as_ref() != Some(words);
    }
    Ok(news.then_some(Happened::Answered { version: id, answers }))
}

pub(super) fn follow(state: &Dossier, id: VersionId, facts: &Facts<'_>) -> Change {
    program(facts)?;
    let version = find(state, id)?;
    let case = facts.case.ok_or(Rejection::AnotherRound)?;
    let same = case.id == version.submission.id
        && case.of == id
        && case.listing == state.listing.id
        && case.frozen == version.submission.frozen.digest();
    if !same {
        return Err(Rejection::AnotherRound);
    }
    if !matches!(version.state, VersionState::Submitted | VersionState::InReview) {
        return Ok(None);
    }
    Ok(match &case.outcome {
        None => {
            let begun = version.state == VersionState::Submitted && has_begun(case);
            begun.then_some(Happened::InReview { version: id })
        }
        Some(Outcome::Approved { .. }) => {
            let clearance = case.clearance().ok_or(Rejection::NotApproved)?;
            Some(Happened::Approved { version: id, clearance })
        }
        Some(Outcome::ChangesRequested { requests, .. }) => {
            Some(Happened::ChangesRequested { version: id, requests: requests.clone() })
        }
        Some(Outcome::Rejected { .. }) => Some(Happened::Rejected { version: id }),
        Some(Outcome::Withdrawn { .. }) => Some(Happened::Withdrawn { version: id }),
    })
}

fn has_begun(case: &Case) -> bool {
    let begun = |state: &StageState| match state {
        StageState::Running { .. } | StageState::Passed { .. } | StageState::Failed { .. } => true,
        StageState::Waiting | StageState::Skipped { .. } => false,
    };
    case.stages.iter().any(|stage| begun(&stage.state))
}

/// Whether a round cleared just these bytes, with a word of approval.
fn cleared(version: &Version) -> Result<(), Rejection> {
    let clearance = version.clearance.as_ref().ok_or(Rejection::NotApproved)?;
    let same = clearance.submission == version.submission.id
        && clearance.frozen == version.submission.frozen.digest()
        && clearance.stages.get(&StageKind::Approval) == Some(&Cleared::Passed);
    if same { Ok(()) } else { Err(Rejection::NotApproved) }
}

/// Whether a version that was not live yet can be.
fn publishable(state: &Dossier, version: &Version, now: DateTime<Utc>) -> Result<(), Rejection> {
    alive(state)?;
    settled(state, now)?;
    if !matches!(version.state, VersionState::Approved | VersionState::Scheduled { .. }) {
        return Err(Rejection::NotApproved);
    }
    same_owner(state, version)?;
    cleared(version)
}

/// Refuses what was approved for an owner before: the owner is one of the things that reopen a review.
fn same_owner(state: &Dossier, version: &Version) -> Result<(), Rejection> {
    if version.organisation == state.listing.organisation { Ok(()) } else { Err(Rejection::OtherOwner) }
}

fn live(state: &Dossier, id: VersionId) -> Happened {
    let before = state.listing.live;
    Happened::Published { version: id, before, again: false, link: None, by_operator: false }
}

pub(super) fn publish(state: &Dossier, id: VersionId, facts: &Facts<'_>) -> Change {
    owner(state, facts)?;
    let version = find(state, id)?;
    if version.state == VersionState::Published {
        return Ok(None);
    }
    publishable(state, version, facts.now)?;
    Ok(Some(live(state, id)))
}

pub(super) fn publish_by_link(state: &Dossier, id: VersionId, link: Digest, facts: &Facts<'_>) -> Change {
    owner(state, facts)?;
    let version = find(state, id)?;
    if state.listing.place != Place::Draft {
        return Err(Rejection::LinkFirst);
    }
    publishable(state, version, facts.now)?;
    let before = state.listing.live;
    Ok(Some(Happened::Published { version: id, before, again: false, link: Some(link), by_operator: false }))
}

pub(super) fn schedule(state: &Dossier, id: VersionId, at: DateTime<Utc>, facts: &Facts<'_>) -> Change {
    owner(state, facts)?;
    let version = find(state, id)?;
    publishable(state, version, facts.now)?;
    if at <= facts.now {
        return Err(Rejection::ScheduleInPast);
    }
    let most = facts.policy.publishing.max_schedule_days;
    if at > facts.now + TimeDelta::days(most.into()) {
        return Err(Rejection::ScheduleTooFar(most));
    }
    if state.listing.scheduled.is_some_and(|scheduled| scheduled != id) {
        return Err(Rejection::ScheduleTaken);
    }
    let news = version.state != VersionState::Scheduled { at };
    Ok(news.then_some(Happened::Scheduled { version: id, due: at }))
}

/// The program does it, too, with a version that cannot be published when its instant has come.
pub(super) fn unschedule(state: &Dossier, id: VersionId, facts: &Facts<'_>) -> Change {
    if facts.by != By::Program {
        owner(state, facts)?;
    }
    match find(state, id)?.state {
        VersionState::Scheduled { .. } => Ok(Some(Happened::Unscheduled { version: id })),
        _ => Err(Rejection::NotScheduled),
    }
}

pub(super) fn publish_due(state: &Dossier, id: VersionId, facts: &Facts<'_>) -> Change {
    program(facts)?;
    let version = find(state, id)?;
    match version.state {
        // The job ran twice.
        VersionState::Published => Ok(None),
        VersionState::Scheduled { at } if facts.now < at => Err(Rejection::NotDue(at)),
        VersionState::Scheduled { .. } => {
            publishable(state, version, facts.now)?;
            Ok(Some(live(state, id)))
        }
        _ => Err(Rejection::NotScheduled),
    }
}

/// What was cleared is looked at once more, with the same bytes. While another version is in review it has
/// to wait for that one.
pub(super) fn hold(state: &Dossier, id: VersionId, submission: SubmissionId, facts: &Facts<'_>) -> Change {
    program(facts)?;
    let version = find(state, id)?;
    publishable(state, version, facts.now)?;
    if state.listing.open.is_some() {
        return Err(Rejection::VersionOpen);
    }
    let Submission { round, frozen, by, .. } = version.submission.clone();
    let submission = Submission { id: submission, round: round + 1, frozen, by, at: facts.now };
    Ok(Some(Happened::Held { version: id, submission }))
}

/// Whether a version was live and can be again; while the listing changes hands by the operator alone.
pub fn can_be_live_again(state: &Dossier, version: &Version) -> bool {
    version.state == VersionState::Superseded
        && alive(state).is_ok()
        && same_owner(state, version).is_ok()
        && cleared(version).is_ok()
}

/// The operator may do it too, also while the listing changes hands: it takes a bad update away, and the partner
/// does not bring that back.
pub(super) fn roll_back(state: &Dossier, id: VersionId, facts: &Facts<'_>) -> Change {
    if facts.by != By::Operator {
        owner(state, facts)?;
        settled(state, facts.now)?;
    }
    alive(state)?;
    let version = find(state, id)?;
    match version.state {
        VersionState::Published => Ok(None),
        VersionState::Superseded => {
            same_owner(state, version)?;
            cleared(version)?;
            let by_operator = facts.by == By::Operator;
            if version.taken_away && !by_operator {
                return Err(Rejection::TakenAway);
            }
            let before = state.listing.live;
            let (version, again, link) = (id, true, None);
            Ok(Some(Happened::Published { version, before, again, link, by_operator }))
        }
        _ => Err(Rejection::NeverLive),
    }
}
