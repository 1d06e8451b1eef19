//! Calls the health endpoints of apps before they are judged.

use futures::{StreamExt, stream};
use shared::{
    ids::ListingId,
    listings::{
        clean_up::health::{Health, counts, is_example, tell},
        model::Version,
        state::VersionState,
    },
    marketplace::model::Listing,
    sandbox::budget::Came,
};
use store::{StoreError, Unit};

use super::super::load::Loaded;
use crate::{Failure, listings::content, review::open, sandbox::Heart, services::Services};

/// Apps that are called at the same time.
const AT_ONCE: usize = 8;

/// The health endpoints of some apps, as the manifests of their published versions name them. An app that came
/// by import has none.
///
/// # Errors
/// A failure of the database.
pub(super) async fn addresses(
    services: &Services,
    apps: impl Iterator<Item = &Listing>,
) -> Result<Vec<(ListingId, String)>, StoreError> {
    let today = services.clock.now().date_naive();
    let mut found = Vec::new();
    for app in apps {
        let versions = services.store.all_owned_by::<Version>(&app.id.to_string()).await?;
        let shown = versions.into_iter().find(|version| matches!(version.state, VersionState::Published));
        let Some(shown) = shown else { continue };
        let Some(content) = content(services, &shown.submission.frozen).await? else { continue };
        let url = open::read(&content.manifest, today)
            .and_then(|manifest| manifest.health)
            .map(|health| health.url);
        found.extend(url.filter(|url| !is_example(url)).map(|url| (app.id, url)));
    }
    Ok(found)
}

/// Calls those that were not called today, a few at the same time, and writes down how they answered. What another
/// server wrote meanwhile stays; nothing is written when not one of them answered, since that may be our fault.
///
/// # Errors
/// When the database cannot be read, or the first failure to write, once every app was called.
pub(super) async fn ask(services: &Services, addresses: Vec<(ListingId, String)>) -> Result<(), Failure> {
    let keys = addresses.iter().map(|(listing, _)| listing.to_string()).collect();
    let known = services.store.get_all::<Health>(keys).await?;
    let today = services.clock.now().date_naive();
    let called = |(listing, url): &(ListingId, String)| {
        known
            .iter()
            .any(|one| one.listing == *listing && one.url == *url && one.checked_at.date_naive() == today)
    };
    let fresh = addresses.into_iter().filter(|address| !called(address)).collect();
    let came = call(services, fresh).await;
    if !came.is_empty() && !tell(came.iter().map(|(_, _, came)| came)) {
        tracing::error!(
            apps = came.len(),
            "no health endpoint answered: can this server reach the internet?"
        );
        return Ok(());
    }
    let mut outcome = Ok(());
    for (listing, url, came) in came {
        outcome = outcome.and(write(services, listing, url, came).await);
    }
    outcome
}

/// Calls an app that the clean-up unlisted and that did not answer well: its partner says that it does now.
///
/// # Errors
/// A failure of the database.
pub(in crate::listings) async fn look_again(services: &Services, loaded: &Loaded) -> Result<(), Failure> {
    let Some(app) = loaded.shown.as_ref().filter(|_| loaded.dossier.listing.cleaned_up) else {
        return Ok(());
    };
    let known = services.store.get::<Health>(app.id.to_string()).await?;
    if known.is_none_or(|known| known.failing_since.is_none()) {
        return Ok(());
    }
    let came = call(services, addresses(services, std::iter::once(app)).await?).await;
    for (listing, url, came) in came.into_iter().filter(|(_, _, came)| tell([came])) {
        write(services, listing, url, came).await?;
    }
    Ok(())
}

async fn call(services: &Services, addresses: Vec<(ListingId, String)>) -> Vec<(ListingId, String, Came)> {
    if addresses.is_empty() {
        return Vec::new();
    }
    let heart = match Heart::new(&services.sandbox) {
        Ok(heart) => heart,
        Err(error) => {
            tracing::error!(%error, "no app can be called from here");
            return Vec::new();
        }
    };
    let heart = &heart;
    let asked = stream::iter(addresses).map(|(listing, url)| async move {
        let came = heart.ask(&url).await;
        (listing, url, came)
    });
    asked.buffer_unordered(AT_ONCE).filter(|(_, _, came)| std::future::ready(counts(came))).collect().await
}

async fn write(services: &Services, listing: ListingId, url: String, came: Came) -> Result<(), Failure> {
    let before = services.store.get::<Health>(listing.to_string()).await?;
    let next = Health::after(before.as_ref(), listing, url, came, services.clock.now());
    let mut unit = Unit::default();
    match before {
        None => unit.create(&next),
        Some(_) => unit.update(&next),
    }
    match services.store.commit(unit).await {
        Ok(_) | Err(StoreError::VersionConflict { .. } | StoreError::Taken { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
