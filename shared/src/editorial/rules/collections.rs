//! Making, arranging and publishing collections.

use std::collections::BTreeSet;

use super::{Decision, Occasion};
use crate::{
    editorial::{
        error::Rejection,
        event::{Called, CollectionEvent},
        model::{Collection, Place},
        text::{PerLanguage, Text},
        window::When,
    },
    ids::{CollectionId, ListingId},
    slug::Slug,
};

/// What can be done to a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Makes a draft. The client chooses the id.
    Create {
        /// A new one.
        id: CollectionId,
        /// Its address.
        slug: Slug,
        /// What it is called and what it is about.
        text: PerLanguage<Text>,
    },
    /// Gives it another address or another text; `None` keeps it.
    Rename {
        /// The address.
        slug: Option<Slug>,
        /// The text.
        text: Option<PerLanguage<Text>>,
    },
    /// Says what is in it, in which order.
    Arrange {
        /// All of them.
        listings: Vec<ListingId>,
    },
    /// Shows it, now or in a window; or in another window than before.
    Publish {
        /// When.
        when: When,
    },
    /// Makes a draft of it again.
    Unpublish,
    /// Ends it.
    Archive,
}

/// What a decision rests on beside state and command.
#[derive(Clone, Debug)]
pub struct Facts<'f> {
    /// When, who, and the numbers.
    pub occasion: Occasion<'f>,
    /// How many collections there are that are not archived.
    pub collections: usize,
    /// Who has or had the address that the command names: [`holder`](crate::editorial::redirects::holder).
    pub holder: Option<CollectionId>,
    /// Those of the listings in a [`Command::Arrange`] that are in the directory.
    pub in_directory: &'f BTreeSet<ListingId>,
}

/// Decides a command on a collection; `state` is `None` for a new one.
///
/// # Errors
/// See [`Rejection`].
pub fn decide(
    state: Option<&Collection>,
    command: Command,
    facts: &Facts<'_>,
) -> Result<Decision<Collection>, Rejection> {
    match (command, state) {
        (Command::Create { id, slug, text }, None) => create(id, slug, text, facts),
        (Command::Create { .. }, Some(_)) => Err(Rejection::IdTaken),
        (_, None) => Err(Rejection::NoCollection),
        (Command::Archive, Some(state)) => Ok(match state.place {
            Place::Archived => Decision::unchanged(state),
            Place::Draft | Place::Published { .. } => {
                let next = Collection { place: Place::Archived, ..state.clone() };
                changed(next, &CollectionEvent::Archived, facts)
            }
        }),
        (_, Some(Collection { place: Place::Archived, .. })) => Err(Rejection::Archived),
        (Command::Rename { slug, text }, Some(state)) => rename(state, slug, text, facts),
        (Command::Arrange { listings }, Some(state)) => arrange(state, listings, facts),
        (Command::Publish { when }, Some(state)) => publish(state, when, facts),
        (Command::Unpublish, Some(state)) => Ok(match state.place {
            Place::Draft | Place::Archived => Decision::unchanged(state),
            Place::Published { .. } => {
                let next = Collection { place: Place::Draft, ..state.clone() };
                changed(next, &CollectionEvent::Unpublished, facts)
            }
        }),
    }
}

fn changed(next: Collection, happened: &CollectionEvent, facts: &Facts<'_>) -> Decision<Collection> {
    let next = Collection { version: next.version + 1, ..next };
    let event = facts.occasion.event(happened.kind(), next.id, happened);
    Decision { next, events: vec![event] }
}

fn free(slug: &Slug, id: CollectionId, facts: &Facts<'_>) -> Result<(), Rejection> {
    match facts.holder {
        Some(holder) if holder != id => Err(Rejection::SlugTaken(slug.clone())),
        Some(_) | None => Ok(()),
    }
}

fn create(
    id: CollectionId,
    slug: Slug,
    text: PerLanguage<Text>,
    facts: &Facts<'_>,
) -> Result<Decision<Collection>, Rejection> {
    let most = facts.occasion.policy.collections.max_collections;
    if facts.collections >= most {
        return Err(Rejection::TooManyCollections(most));
    }
    facts.occasion.readable(&text)?;
    free(&slug, id, facts)?;
    let happened = CollectionEvent::Created { slug: slug.clone(), text: text.clone() };
    let next = Collection {
        id,
        version: 0,
        slug,
        former: BTreeSet::new(),
        text,
        listings: Vec::new(),
        place: Place::Draft,
    };
    Ok(changed(next, &happened, facts))
}

fn rename(
    state: &Collection,
    slug: Option<Slug>,
    text: Option<PerLanguage<Text>>,
    facts: &Facts<'_>,
) -> Result<Decision<Collection>, Rejection> {
    let mut next = state.clone();
    if let Some(text) = text {
        facts.occasion.readable(&text)?;
        next.text = text;
    }
    if let Some(slug) = slug.filter(|slug| *slug != state.slug) {
        free(&slug, state.id, facts)?;
        next.former.remove(&slug);
        let before = std::mem::replace(&mut next.slug, slug);
        next.former.insert(before);
        let most = facts.occasion.policy.collections.max_former_slugs;
        if next.former.len() > state.former.len().max(most) {
            return Err(Rejection::TooManyFormerSlugs(state.former.len()));
        }
    }
    if next == *state {
        return Ok(Decision::unchanged(state));
    }
    let called = |one: &Collection| Called { slug: one.slug.clone(), text: one.text.clone() };
    let happened = CollectionEvent::Renamed { before: called(state), after: called(&next) };
    Ok(changed(next, &happened, facts))
}

fn arrange(
    state: &Collection,
    listings: Vec<ListingId>,
    facts: &Facts<'_>,
) -> Result<Decision<Collection>, Rejection> {
    if listings == state.listings {
        return Ok(Decision::unchanged(state));
    }
    let most = facts.occasion.policy.collections.max_listings;
    if listings.len() > most {
        return Err(Rejection::TooManyListings(most));
    }
    let mut seen = BTreeSet::new();
    if let Some(twice) = listings.iter().find(|listing| !seen.insert(**listing)) {
        return Err(Rejection::ListingTwice(*twice));
    }
    // What is in it already may have left the directory since; it is not shown and does not disturb.
    let known =
        |listing: &&ListingId| facts.in_directory.contains(listing) || state.listings.contains(listing);
    if let Some(unknown) = listings.iter().find(|listing| !known(listing)) {
        return Err(Rejection::NotInDirectory(*unknown));
    }
    let published = state.window().is_some_and(|window| !window.is_over(facts.occasion.now));
    if listings.is_empty() && published {
        return Err(Rejection::EmptyCollection);
    }
    let happened = CollectionEvent::Arranged { before: state.listings.clone(), after: listings.clone() };
    Ok(changed(Collection { listings, ..state.clone() }, &happened, facts))
}

fn publish(state: &Collection, when: When, facts: &Facts<'_>) -> Result<Decision<Collection>, Rejection> {
    if state.listings.is_empty() {
        return Err(Rejection::EmptyCollection);
    }
    let limits = &facts.occasion.policy.collections.window;
    let window = when.window(state.window(), limits, facts.occasion.now)?;
    if state.window() == Some(&window) {
        return Ok(Decision::unchanged(state));
    }
    let next = Collection { place: Place::Published { window }, ..state.clone() };
    Ok(changed(next, &CollectionEvent::Published { window }, facts))
}

#[cfg(test)]
mod tests;
