//! The schedule of the home page.

use chrono::{DateTime, Utc};

use super::{Decision, Occasion, replace};
use crate::{
    editorial::{
        error::Rejection,
        event::SlotEvent,
        model::{Entry, Schedule, Shows},
        policy::{Fallback, HomePolicy},
        window::When,
    },
    ids::SlotEntryId,
    slug::Slug,
};

/// What can be done to the schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Places something in a slot. The client chooses the id.
    Place {
        /// A new one.
        id: SlotEntryId,
        /// Where.
        slot: Slug,
        /// What.
        shows: Shows,
        /// When.
        when: When,
    },
    /// Places it elsewhere, shows something else, or at another time; `None` keeps it.
    Change {
        /// Which.
        id: SlotEntryId,
        /// Where.
        slot: Option<Slug>,
        /// What.
        shows: Option<Shows>,
        /// When.
        when: Option<When>,
    },
    /// Ends it now, or takes it off the schedule.
    Clear {
        /// Which.
        id: SlotEntryId,
    },
}

/// What a decision rests on beside state and command.
#[derive(Clone, Debug)]
pub struct Facts<'p> {
    /// When, who, and the numbers.
    pub occasion: Occasion<'p>,
    /// Whether what the command shows is there: a listing in the directory, a collection that is published
    /// now or will be, a category that is live. `true` when it names nothing.
    pub is_there: bool,
}

/// What a slot shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown<'s> {
    /// Name of the slot.
    pub slot: &'s Slug,
    /// What stands there.
    pub what: What<'s>,
}

/// What stands in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What<'s> {
    /// Something that was scheduled.
    Scheduled(&'s Entry),
    /// What stands there otherwise.
    Otherwise(&'s Fallback),
}

/// What the home page shows at an instant: each slot of the policy, from top to bottom. What was scheduled
/// and is not there any more (`is_there` says so) makes room for what stands in the slot otherwise.
pub fn shown<'s>(
    schedule: &'s Schedule,
    policy: &'s HomePolicy,
    now: DateTime<Utc>,
    is_there: impl Fn(&Shows) -> bool,
) -> Vec<Shown<'s>> {
    let shown = policy.slots.iter().map(|slot| {
        let due = |entry: &&Entry| entry.slot == slot.name && entry.window.holds(now);
        let entry = schedule.entries.iter().find(due).filter(|entry| is_there(&entry.shows));
        let what = match (entry, &slot.otherwise) {
            (Some(entry), _) => What::Scheduled(entry),
            (None, Fallback::Always { shows }) if !is_there(shows) => What::Otherwise(&Fallback::Nothing),
            (None, otherwise) => What::Otherwise(otherwise),
        };
        Shown { slot: &slot.name, what }
    });
    shown.collect()
}

/// When [`shown`] gives another answer next.
pub fn next_change(schedule: &Schedule, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    schedule.entries.iter().filter_map(|entry| entry.window.next_change(now)).min()
}

/// Decides a command.
///
/// # Errors
/// See [`Rejection`].
pub fn decide(
    state: &Schedule,
    command: Command,
    facts: &Facts<'_>,
) -> Result<Decision<Schedule>, Rejection> {
    let Occasion { now, policy, .. } = &facts.occasion;
    let policy = &policy.home;
    match command {
        Command::Place { id, slot, shows, when } => {
            if state.entries.iter().any(|entry| entry.id == id) {
                return Err(Rejection::IdTaken);
            }
            let window = when.window(None, &policy.window, *now)?;
            let entry = Entry { id, slot, shows, window };
            let mut next = remembered(state, facts);
            if next.entries.len() >= policy.max_kept {
                return Err(Rejection::TooManyKept(policy.max_kept));
            }
            fits(&next, &entry, facts)?;
            next.entries.push(entry.clone());
            Ok(changed(next, id, &SlotEvent::Placed { entry }, facts))
        }
        Command::Change { id, slot, shows, when } => {
            let before = found(state, id)?;
            if before.window.is_over(*now) {
                return Err(Rejection::Over);
            }
            let window = match when {
                Some(when) => when.window(Some(&before.window), &policy.window, *now)?,
                None => before.window,
            };
            let after = Entry {
                id,
                slot: slot.unwrap_or_else(|| before.slot.clone()),
                shows: shows.unwrap_or_else(|| before.shows.clone()),
                window,
            };
            if after == *before {
                return Ok(Decision::unchanged(state));
            }
            fits(state, &after, facts)?;
            let happened = SlotEvent::Changed { before: before.clone(), after: after.clone() };
            let mut next = remembered(state, facts);
            replace(&mut next.entries, |entry| entry.id == id, Some(after));
            Ok(changed(next, id, &happened, facts))
        }
        Command::Clear { id } => {
            let before = found(state, id)?;
            if before.window.is_over(*now) {
                return Ok(Decision::unchanged(state));
            }
            let window = before.window.ended(*now);
            let (slot, shows) = (before.slot.clone(), before.shows.clone());
            let happened = SlotEvent::Cleared { slot, shows, window };
            let after = window.map(|window| Entry { window, ..before.clone() });
            let mut next = remembered(state, facts);
            replace(&mut next.entries, |entry| entry.id == id, after);
            Ok(changed(next, id, &happened, facts))
        }
    }
}

fn found(state: &Schedule, id: SlotEntryId) -> Result<&Entry, Rejection> {
    state.entries.iter().find(|entry| entry.id == id).ok_or(Rejection::NoEntry)
}

/// Without those that were over long ago.
fn remembered(state: &Schedule, facts: &Facts<'_>) -> Schedule {
    let Occasion { now, policy, .. } = &facts.occasion;
    let mut schedule = state.clone();
    schedule.entries.retain(|entry| !entry.window.is_forgotten(*now, policy.home.keep_days));
    schedule
}

fn changed(next: Schedule, id: SlotEntryId, happened: &SlotEvent, facts: &Facts<'_>) -> Decision<Schedule> {
    let next = Schedule { version: next.version + 1, ..next };
    let event = facts.occasion.event(happened.kind(), id, happened);
    Decision { next, events: vec![event] }
}

/// Refuses an entry that its slot does not take, or not then.
fn fits(schedule: &Schedule, entry: &Entry, facts: &Facts<'_>) -> Result<(), Rejection> {
    let slot = facts.occasion.policy.home.slot(&entry.slot);
    let slot = slot.ok_or_else(|| Rejection::NoSlot(entry.slot.clone()))?;
    let kind = entry.shows.kind();
    if !slot.takes.contains(&kind) {
        return Err(Rejection::NotForSlot { slot: slot.name.clone(), kind });
    }
    if !facts.is_there {
        return Err(Rejection::NotThere(entry.shows.clone()));
    }
    let in_the_way = |other: &&Entry| {
        other.id != entry.id && other.slot == entry.slot && other.window.overlaps(&entry.window)
    };
    match schedule.entries.iter().filter(in_the_way).min_by_key(|other| other.window.from) {
        Some(other) => Err(Rejection::SlotTaken(Box::new(other.clone()))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
