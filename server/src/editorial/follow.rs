//! What follows from the editors' decisions by itself: collections come and go on their days, and listings name
//! each category as it is called by now.
//!
//! Both are read off the state, not off the events: what is right already is left alone, so that it does no harm
//! to do it twice or in two servers.

use chrono::{DateTime, Utc};
use shared::{
    editorial::{
        directory::{self, repoint},
        model::Collection,
        redirects::Redirects,
    },
    event::Actor,
    marketplace::event::{ListingEvent, UPDATED, listing_event},
};
use store::{Store, StoreError, Unit};

use crate::{Failure, services::Services};

/// Listings in one transaction.
const BATCH: usize = 100;
/// Listings in one turn; the rest waits for the next.
const TURN: usize = 10_000;

/// When there is something to do.
pub(crate) fn due(services: &Services) -> Option<DateTime<Utc>> {
    let (snapshot, now) = (services.directory.snapshot(), services.clock.now());
    if !snapshot.to_repoint().is_empty() || !snapshot.shelf_writes(now).is_empty() {
        return Some(DateTime::UNIX_EPOCH);
    }
    snapshot.next_change(now)
}

/// Does it.
///
/// # Errors
/// When the database cannot be read or written.
pub(crate) async fn follow(services: &Services) -> Result<(), Failure> {
    show_and_hide(services).await?;
    repoint_listings(services).await?;
    services.directory.catch_up().await.map_err(anyhow::Error::from)?;
    Ok(())
}

/// `false` when somebody else was faster: the next turn looks anew.
async fn commit(store: &Store, unit: Unit) -> Result<bool, Failure> {
    match store.commit(unit).await {
        Ok(_) => Ok(true),
        Err(StoreError::VersionConflict { .. } | StoreError::Taken { .. } | StoreError::Busy) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

async fn show_and_hide(services: &Services) -> Result<(), Failure> {
    let (store, now) = (&services.store, services.clock.now());
    let rows = store.collections().await?;
    let all = directory::all_collections(store.kept_collections().await?, &rows);
    let stored = |one: &Collection| rows.iter().find(|row| row.id == one.id);
    for one in &all {
        let Some(write) = directory::collection(stored(one), one, now) else { continue };
        let mut unit = Unit::default();
        unit.write_shelf(&write);
        if let Some(event) = write.event(store.program(), Actor::System, now) {
            unit.event(event);
        }
        commit(store, unit).await?;
    }
    Ok(())
}

async fn repoint_listings(services: &Services) -> Result<(), Failure> {
    services.directory.catch_up().await.map_err(anyhow::Error::from)?;
    let snapshot = services.directory.snapshot();
    let ids = snapshot.to_repoint();
    if ids.is_empty() {
        return Ok(());
    }
    let (store, now) = (&services.store, services.clock.now());
    let categories = store.all_categories().await?;
    let redirects = categories.each_ref().map(|all| (all.taxonomy, Redirects::of_categories(all)));
    for ids in ids[..ids.len().min(TURN)].chunks(BATCH) {
        let mut together = Unit::default();
        let mut alone = Vec::new();
        for listing in store.listings(ids).await? {
            let (mut next, mut changed) = (listing.clone(), Vec::new());
            for (taxonomy, redirects) in &redirects {
                if let Some((moved, told)) = repoint(&next, *taxonomy, redirects, Actor::System, now) {
                    next = moved;
                    changed.extend(
                        serde_json::from_value::<ListingEvent>(told.payload).map(|told| told.changed),
                    );
                }
            }
            if changed.is_empty() {
                continue;
            }
            // Whatever changes, it is one write.
            next.version = listing.version + 1;
            let event = listing_event(UPDATED, &next, changed.concat(), Actor::System, now);
            together.update_listing(&next);
            together.event(event.clone());
            alone.push((next, event));
        }
        if commit(store, together).await? {
            continue;
        }
        // One of them was written meanwhile: it is left for the next turn.
        for (listing, event) in alone {
            let mut unit = Unit::default();
            unit.update_listing(&listing);
            unit.event(event);
            commit(store, unit).await?;
        }
    }
    Ok(())
}
