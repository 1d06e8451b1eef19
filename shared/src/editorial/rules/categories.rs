//! Making, ordering, merging and retiring categories.
//!
//! A merge hands over everything at once: the addresses of the one that goes become former addresses of
//! the one that stays, and whatever was merged into it before is merged into the other from then on. So
//! every address and every id leads to a live category in one step, and no order of merges makes a circle.

use std::collections::BTreeSet;

use super::Occasion;
use crate::{
    editorial::{
        directory::Repoint,
        error::Rejection,
        event::{Called, CategoryEvent, Happened},
        model::{Categories, Category, Past},
        text::{PerLanguage, Text},
    },
    event::NewEvent,
    ids::CategoryId,
    slug::Slug,
};

/// What can be done to the categories of a taxonomy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Makes one, behind all others. The client chooses the id.
    Create {
        /// A new one.
        id: CategoryId,
        /// Its address.
        slug: Slug,
        /// What it is called and what it is about.
        text: PerLanguage<Text>,
    },
    /// Gives it another address or another text; `None` keeps it.
    Rename {
        /// Which.
        id: CategoryId,
        /// The address.
        slug: Option<Slug>,
        /// The text.
        text: Option<PerLanguage<Text>>,
    },
    /// Puts them in this order.
    Reorder {
        /// All that are live.
        order: Vec<CategoryId>,
    },
    /// Merges one into another: its listings move there, and its addresses lead there for ever.
    Merge {
        /// The one that goes.
        id: CategoryId,
        /// The one that stays; for one that was merged itself, the one that it is by now.
        into: CategoryId,
    },
    /// Takes away one that no listing is in.
    Retire {
        /// Which.
        id: CategoryId,
    },
}

/// What a decision rests on beside state and command.
#[derive(Clone, Debug)]
pub struct Facts<'p> {
    /// When, who, and the numbers.
    pub occasion: Occasion<'p>,
    /// How many listings name the category of a [`Command::Retire`] by any of its addresses, the former
    /// ones and listings that nobody finds included.
    pub listings: u64,
}

/// The categories as they are from now on.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// To be stored when there are events.
    pub next: Categories,
    /// Empty when it says already what is asked for.
    pub events: Vec<NewEvent>,
    /// Which listings have to be written again. It is in the event too: who follows the events does it,
    /// in as many units as it takes, and until then the redirect leads to them.
    pub repoint: Option<Repoint>,
}

/// Decides a command.
///
/// # Errors
/// See [`Rejection`].
pub fn decide(state: &Categories, command: Command, facts: &Facts<'_>) -> Result<Decision, Rejection> {
    match command {
        Command::Create { id, slug, text } => create(state, id, slug, text, facts),
        Command::Rename { id, slug, text } => rename(state, id, slug, text, facts),
        Command::Reorder { order } => reorder(state, &order, facts),
        Command::Merge { id, into } => merge(state, id, into, facts),
        Command::Retire { id } => retire(state, id, facts),
    }
}

fn unchanged(state: &Categories) -> Decision {
    Decision { next: state.clone(), events: Vec::new(), repoint: None }
}

fn changed(
    next: Categories,
    subject: impl ToString,
    happened: Happened,
    repoint: Option<Repoint>,
    facts: &Facts<'_>,
) -> Decision {
    let next = Categories { version: next.version + 1, ..next };
    let kind = happened.kind();
    let payload = CategoryEvent { taxonomy: next.taxonomy, happened, repoint: repoint.clone() };
    let event = facts.occasion.event(kind, subject, &payload);
    Decision { next, events: vec![event], repoint }
}

/// The category with this id, if listings can be in it.
fn live(state: &Categories, id: CategoryId) -> Result<&Category, Rejection> {
    match state.past.get(&id) {
        None => state.get(id).ok_or(Rejection::NoCategory),
        Some(Past::Retired { .. }) => Err(Rejection::Retired),
        Some(Past::Merged { .. }) => match state.live_of(id) {
            Some(by_now) => Err(Rejection::Merged(by_now.slug.clone())),
            None => Err(Rejection::Retired),
        },
    }
}

/// Gives an address to a category: one that no other live category has or had.
fn take(next: &mut Categories, slug: &Slug, id: CategoryId) -> Result<(), Rejection> {
    for other in next.live.iter().filter(|other| other.id != id) {
        if other.slug == *slug {
            return Err(Rejection::SlugTaken(slug.clone()));
        }
        if other.former.contains(slug) {
            return Err(Rejection::SlugLeads { slug: slug.clone(), to: other.slug.clone() });
        }
    }
    for past in next.past.values_mut() {
        match past {
            Past::Retired { slugs } => _ = slugs.remove(slug),
            Past::Merged { .. } => {}
        }
    }
    Ok(())
}

fn create(
    state: &Categories,
    id: CategoryId,
    slug: Slug,
    text: PerLanguage<Text>,
    facts: &Facts<'_>,
) -> Result<Decision, Rejection> {
    if state.get(id).is_some() || state.past.contains_key(&id) {
        return Err(Rejection::IdTaken);
    }
    let most = facts.occasion.policy.categories.max_live;
    if state.live.len() >= most {
        return Err(Rejection::TooManyCategories(most));
    }
    facts.occasion.readable(&text)?;
    let mut next = state.clone();
    take(&mut next, &slug, id)?;
    next.live.push(Category { id, slug: slug.clone(), former: BTreeSet::new(), text: text.clone() });
    Ok(changed(next, id, Happened::Created { slug, text }, None, facts))
}

fn rename(
    state: &Categories,
    id: CategoryId,
    slug: Option<Slug>,
    text: Option<PerLanguage<Text>>,
    facts: &Facts<'_>,
) -> Result<Decision, Rejection> {
    let before = live(state, id)?;
    let (mut after, mut next, mut repoint) = (before.clone(), state.clone(), None);
    if let Some(text) = text {
        facts.occasion.readable(&text)?;
        after.text = text;
    }
    if let Some(slug) = slug.filter(|slug| *slug != before.slug) {
        take(&mut next, &slug, id)?;
        after.former.remove(&slug);
        after.former.insert(before.slug.clone());
        if after.former.len() > before.former.len().max(facts.occasion.policy.categories.max_former_slugs) {
            return Err(Rejection::TooManyFormerSlugs(before.former.len()));
        }
        repoint = Some(Repoint { taxonomy: state.taxonomy, from: before.slug.clone(), to: slug.clone() });
        after.slug = slug;
    }
    if after == *before {
        return Ok(unchanged(state));
    }
    let called = |one: &Category| Called { slug: one.slug.clone(), text: one.text.clone() };
    let happened = Happened::Renamed { before: called(before), after: called(&after) };
    for category in next.live.iter_mut().filter(|category| category.id == id) {
        category.clone_from(&after);
    }
    Ok(changed(next, id, happened, repoint, facts))
}

fn reorder(state: &Categories, order: &[CategoryId], facts: &Facts<'_>) -> Result<Decision, Rejection> {
    let before: Vec<_> = state.live.iter().map(|category| category.id).collect();
    if order == before {
        return Ok(unchanged(state));
    }
    let live: Vec<_> = order.iter().filter_map(|id| state.get(*id).cloned()).collect();
    let named: BTreeSet<_> = order.iter().collect();
    if live.len() != order.len() || named.len() != before.len() || order.len() != before.len() {
        return Err(Rejection::OrderIncomplete);
    }
    let happened = Happened::Reordered { before, after: order.to_vec() };
    let next = Categories { live, ..state.clone() };
    Ok(changed(next, state.taxonomy.as_str(), happened, None, facts))
}

fn merge(
    state: &Categories,
    id: CategoryId,
    into: CategoryId,
    facts: &Facts<'_>,
) -> Result<Decision, Rejection> {
    if id == into {
        return Err(Rejection::IntoItself);
    }
    let stays = match state.live_of(into) {
        Some(stays) => stays,
        None => live(state, into)?,
    };
    if state.past.contains_key(&id) && state.live_of(id).is_some_and(|by_now| by_now.id == stays.id) {
        return Ok(unchanged(state));
    }
    let goes = live(state, id)?;
    if goes.id == stays.id {
        return Err(Rejection::Circle);
    }
    let (into, into_slug) = (stays.id, stays.slug.clone());
    let mut next = state.clone();
    next.live.retain(|category| category.id != id);
    for category in next.live.iter_mut().filter(|category| category.id == into) {
        category.former.extend(goes.former.iter().cloned());
        category.former.insert(goes.slug.clone());
    }
    for past in next.past.values_mut() {
        match past {
            Past::Merged { into: before } if *before == id => *before = into,
            Past::Merged { .. } | Past::Retired { .. } => {}
        }
    }
    next.past.insert(id, Past::Merged { into });
    let (from, to) = (goes.slug.clone(), into_slug.clone());
    let repoint = Repoint { taxonomy: state.taxonomy, from, to };
    let happened = Happened::Merged { slug: goes.slug.clone(), into, into_slug };
    Ok(changed(next, id, happened, Some(repoint), facts))
}

fn retire(state: &Categories, id: CategoryId, facts: &Facts<'_>) -> Result<Decision, Rejection> {
    // One that is gone already has been merged or was empty.
    if state.past.contains_key(&id) {
        return Ok(unchanged(state));
    }
    let goes = live(state, id)?;
    if facts.listings > 0 {
        return Err(Rejection::NotEmpty(facts.listings));
    }
    let mut slugs = goes.former.clone();
    slugs.insert(goes.slug.clone());
    let mut next = state.clone();
    next.live.retain(|category| category.id != id);
    next.past.insert(id, Past::Retired { slugs: slugs.clone() });
    Ok(changed(next, id, Happened::Retired { slugs }, None, facts))
}

#[cfg(test)]
mod tests;
