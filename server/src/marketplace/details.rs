//! The parts of a listing's page that only read: drawn here, with the components of the screens.

use anyhow::Context;
use app::{
    i18n::Locale,
    marketplace::details::{Replacement, Told, draw, draw_ended, draw_suspended},
    platform::Platform,
};
use shared::{
    ids::ListingId,
    marketplace::{
        api::{ListingDetails, PageLanguage, ReadListingDetails},
        state::ListingState,
    },
    partners::api::PartnerRef,
};

use super::listing;
use crate::{
    Failure,
    api::{Answer, Call, Outcome},
    services::Services,
};

/// `GET /api/v1/listings/{slug}/details`
pub(super) async fn read(services: Services, call: Call<ReadListingDetails>) -> Outcome<ReadListingDetails> {
    let snapshot = services.directory.snapshot();
    let (slug, link) = (call.path.slug, call.query.link);
    let found = listing::found(&services, &snapshot, &slug, link.as_deref()).await?;
    let platform = Platform {
        origin: services.site.origin.clone(),
        locale: match call.query.language {
            PageLanguage::English => Locale::English,
            PageLanguage::German => Locale::German,
        },
        today: services.clock.now().date_naive(),
        demo: services.site.demo,
        ..Platform::default()
    };
    if let Some(suspended) = found.suspended.clone() {
        let app = PartnerRef { slug: found.slug.to_string(), name: found.name.clone() };
        return drawn(move || draw_suspended(app, link.as_deref(), &suspended, platform)).await;
    }
    let replaced = match found.replaced_by {
        Some(by) => Some(replacement(&services, by).await?),
        None => None,
    };
    // Nobody took it away: its partner has ended it.
    if !found.state.has_page() {
        return drawn(move || draw_ended(found.name, replaced.as_ref(), platform)).await;
    }
    let (indexed, details) = (found.state.in_directory(), found.details.clone());
    let listing = listing::page(&services, &snapshot, found).await?;
    let told = Told { listing, details: details.unwrap_or_default(), replaced, indexed, link };
    drawn(move || draw(&told, platform)).await
}

/// What customers should use instead, while they can.
async fn replacement(services: &Services, id: ListingId) -> Result<Replacement, Failure> {
    let other = services.store.listing(id).await?;
    let shown = other.filter(|other| other.state == ListingState::Published);
    Ok(Replacement { by: shown.map(|other| PartnerRef { slug: other.slug.to_string(), name: other.name }) })
}

/// Draws on a thread of its own: a page that is being rendered may be what asks, and its signals stay its own.
async fn drawn(draw: impl FnOnce() -> ListingDetails + Send + 'static) -> Outcome<ReadListingDetails> {
    let details = tokio::task::spawn_blocking(draw).await.context("the parts of a listing's page")?;
    Ok(Answer::Value(details))
}
