//! Calls the health endpoints of published apps before they are judged.

use futures::{StreamExt, stream};
use shared::{
    ids::ListingId,
    listings::{
        clean_up::health::{Health, is_example},
        model::Version,
        state::VersionState,
    },
    marketplace::model::Listing,
    sandbox::budget::Came,
};
use store::{StoreError, Unit};

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

/// Calls them, a few at the same time, and writes down how they answered. What another server wrote meanwhile
/// stays.
///
/// # Errors
/// The first failure of the database, once every app was called.
pub(super) async fn ask(services: &Services, addresses: Vec<(ListingId, String)>) -> Result<(), Failure> {
    if addresses.is_empty() {
        return Ok(());
    }
    let heart = match Heart::new(&services.sandbox) {
        Ok(heart) => heart,
        Err(error) => {
            tracing::error!(%error, "no app can be called from here");
            return Ok(());
        }
    };
    let heart = &heart;
    let asked = stream::iter(addresses).map(|(listing, url)| async move {
        let came = heart.ask(&url).await;
        write(services, listing, url, came).await
    });
    let outcomes: Vec<_> = asked.buffer_unordered(AT_ONCE).collect().await;
    outcomes.into_iter().collect()
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
