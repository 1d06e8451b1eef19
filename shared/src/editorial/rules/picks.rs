//! Picking listings.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};

use super::{Decision, Occasion, replace};
use crate::{
    editorial::{
        error::Rejection,
        event::{PickEvent, Said},
        model::{Label, Pick, Picks},
        policy::PickPolicy,
        text::{PerLanguage, Sentence},
        window::{When, Window},
    },
    ids::{ListingId, OrganisationId, PickId},
};

/// What can be done about picks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Picks a listing. The client chooses the id.
    Pick {
        /// A new one.
        id: PickId,
        /// Which listing.
        listing: ListingId,
        /// As what customers see it.
        label: Label,
        /// Why, for customers.
        reason: PerLanguage<Sentence>,
        /// When.
        when: When,
    },
    /// Says it otherwise or shows it at another time; `None` keeps it.
    Change {
        /// Which.
        id: PickId,
        /// As what customers see it.
        label: Option<Label>,
        /// Why.
        reason: Option<PerLanguage<Sentence>>,
        /// When.
        when: Option<When>,
    },
    /// Ends it now, or takes it off the plan.
    End {
        /// Which.
        id: PickId,
    },
}

/// What a decision rests on beside state and command.
#[derive(Clone, Debug)]
pub struct Facts<'p> {
    /// When, who, and the numbers.
    pub occasion: Occasion<'p>,
    /// Whose the listing of a [`Command::Pick`] is; `None` when it is not in the directory.
    pub partner: Option<OrganisationId>,
}

/// What customers see at an instant: the newest first.
pub fn shown(picks: &Picks, now: DateTime<Utc>) -> Vec<&Pick> {
    let mut shown: Vec<_> = picks.picks.iter().filter(|pick| pick.window.holds(now)).collect();
    shown.sort_by_key(|pick| Reverse((pick.window.from, pick.id)));
    shown
}

/// When [`shown`] gives another answer next.
pub fn next_change(picks: &Picks, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    picks.picks.iter().filter_map(|pick| pick.window.next_change(now)).min()
}

/// Decides a command.
///
/// # Errors
/// See [`Rejection`].
pub fn decide(state: &Picks, command: Command, facts: &Facts<'_>) -> Result<Decision<Picks>, Rejection> {
    match command {
        Command::Pick { id, listing, label, reason, when } => {
            if state.picks.iter().any(|pick| pick.id == id) {
                return Err(Rejection::IdTaken);
            }
            facts.occasion.readable(&reason)?;
            let partner = facts.partner.ok_or(Rejection::NotInDirectory(listing))?;
            let policy = &facts.occasion.policy.picks;
            let window = when.window(None, &policy.window, facts.occasion.now)?;
            let pick = Pick { id, listing, partner, label, reason, window };
            let mut next = remembered(state, facts);
            if next.picks.len() >= policy.max_kept {
                return Err(Rejection::TooManyKept(policy.max_kept));
            }
            fits(&next, &pick, policy)?;
            next.picks.push(pick.clone());
            Ok(changed(next, id, &PickEvent::Made { pick }, facts))
        }
        Command::Change { id, label, reason, when } => {
            let before = found(state, id)?;
            if before.window.is_over(facts.occasion.now) {
                return Err(Rejection::Over);
            }
            let mut after = before.clone();
            after.label = label.unwrap_or(before.label);
            if let Some(reason) = reason {
                facts.occasion.readable(&reason)?;
                after.reason = reason;
            }
            let policy = &facts.occasion.policy.picks;
            if let Some(when) = when {
                after.window = when.window(Some(&before.window), &policy.window, facts.occasion.now)?;
            }
            if after == *before {
                return Ok(Decision::unchanged(state));
            }
            fits(state, &after, policy)?;
            let happened = PickEvent::Changed {
                listing: after.listing,
                before: Said::of(before),
                after: Said::of(&after),
            };
            let mut next = remembered(state, facts);
            replace(&mut next.picks, |pick| pick.id == id, Some(after));
            Ok(changed(next, id, &happened, facts))
        }
        Command::End { id } => {
            let before = found(state, id)?;
            if before.window.is_over(facts.occasion.now) {
                return Ok(Decision::unchanged(state));
            }
            let window = before.window.ended(facts.occasion.now);
            let happened = PickEvent::Ended { listing: before.listing, window };
            let after = window.map(|window| Pick { window, ..before.clone() });
            let mut next = remembered(state, facts);
            replace(&mut next.picks, |pick| pick.id == id, after);
            Ok(changed(next, id, &happened, facts))
        }
    }
}

fn found(state: &Picks, id: PickId) -> Result<&Pick, Rejection> {
    state.picks.iter().find(|pick| pick.id == id).ok_or(Rejection::NoPick)
}

/// Without those that were over long ago.
fn remembered(state: &Picks, facts: &Facts<'_>) -> Picks {
    let Occasion { now, policy, .. } = &facts.occasion;
    let mut picks = state.clone();
    picks.picks.retain(|pick| !pick.window.is_forgotten(*now, policy.picks.keep_days));
    picks
}

fn changed(next: Picks, id: PickId, happened: &PickEvent, facts: &Facts<'_>) -> Decision<Picks> {
    let next = Picks { version: next.version + 1, ..next };
    let event = facts.occasion.event(happened.kind(), id, happened);
    Decision { next, events: vec![event] }
}

/// Refuses a pick that is one too many beside the others.
fn fits(picks: &Picks, pick: &Pick, policy: &PickPolicy) -> Result<(), Rejection> {
    let others = || {
        let other = |other: &&Pick| other.id != pick.id && other.window.overlaps(&pick.window);
        picks.picks.iter().filter(other)
    };
    if let Some(other) = others().find(|other| other.listing == pick.listing) {
        return Err(Rejection::PickedAlready { by: other.id, window: other.window });
    }
    if 1 + most_at_once(&pick.window, others()) > policy.max_at_once {
        return Err(Rejection::TooManyPicks(policy.max_at_once));
    }
    let of_partner = others().filter(|other| other.partner == pick.partner);
    if 1 + most_at_once(&pick.window, of_partner) > policy.max_of_partner {
        return Err(Rejection::TooManyOfPartner(policy.max_of_partner));
    }
    Ok(())
}

/// How many picks there are at the fullest instant of a window. It is one at which the window or a pick
/// begins.
fn most_at_once<'p>(window: &Window, picks: impl Iterator<Item = &'p Pick>) -> usize {
    let windows: Vec<_> = picks.map(|pick| pick.window).collect();
    let begin = windows.iter().map(|other| other.from.max(window.from));
    let at = |instant| windows.iter().filter(|other| other.holds(instant)).count();
    begin.filter(|instant| window.holds(*instant)).map(at).max().unwrap_or(0)
}

#[cfg(test)]
mod tests;
