//! A listing's own page: the stored listing, with its description made safe and what the directory
//! knows of it.

use anyhow::Context;
use bytes::Bytes;
use shared::{
    listings::link::opens,
    marketplace::{
        api::{Facet, GetListing, ListingPage, OwnerChangeView, ScreenshotView, TermRef},
        error::MarketplaceError,
        model::{Listing, Screenshot, Signals},
        rules::rating::rating,
    },
    partners::api::PartnerRef,
    slug::Slug,
};

use super::description;
use crate::{
    api::{Answer, Call, Outcome},
    directory::Snapshot,
    failure::Failure,
    services::Services,
};

/// `GET /api/v1/listings/{slug}`. A page is made once for each state of the directory.
pub(super) async fn get(services: Services, call: Call<GetListing>) -> Outcome<GetListing> {
    let snapshot = services.directory.snapshot();
    let (slug, link) = (call.path.slug, call.query.link);
    if let Some(kept) = services.directory.kept_page(snapshot.generation(), &slug) {
        return Ok(Answer::Encoded(kept));
    }
    let listing = found(&services, &snapshot, &slug, link.as_deref()).await?;
    if !listing.state.has_page() {
        return Err(missing(&slug));
    }
    let for_everyone = listing.link.is_none();
    let page = page(&services, &snapshot, listing).await?;
    let encoded: Bytes = serde_json::to_vec(&page).context("a listing page without a JSON form")?.into();
    // What a token opens is made for each who has it.
    if for_everyone {
        services.directory.keep_page(snapshot.generation(), slug, encoded.clone());
    }
    Ok(Answer::Encoded(encoded))
}

/// The listing at an address, whatever its state, for who has this token.
///
/// # Errors
/// 404 when nothing is there, or the token does not open it; a failure of the database.
pub(crate) async fn found(
    services: &Services,
    snapshot: &Snapshot,
    slug: &Slug,
    link: Option<&str>,
) -> Result<Listing, Failure> {
    // What the directory has never heard of, the store need not be asked for.
    if snapshot.version_of(slug).is_none() {
        return Err(missing(slug));
    }
    let listing = services.store.listing_by_slug(slug).await?.ok_or_else(|| missing(slug))?;
    match &listing.link {
        Some(kept) if !link.is_some_and(|link| opens(link, kept)) => Err(missing(slug)),
        _ => Ok(listing),
    }
}

pub(crate) fn missing(slug: &Slug) -> Failure {
    MarketplaceError::NoListing(slug.to_string()).into()
}

/// What the API says of a listing.
///
/// # Errors
/// A failure of the database, or a partner that is not there.
pub(super) async fn page(
    services: &Services,
    snapshot: &Snapshot,
    listing: Listing,
) -> Result<ListingPage, Failure> {
    let signals = services.store.signals(&[listing.id]).await?;
    let signals = signals.first().map_or_else(Signals::default, |(_, signals)| *signals);
    described(snapshot, listing, signals)
}

fn described(snapshot: &Snapshot, listing: Listing, signals: Signals) -> Result<ListingPage, Failure> {
    let partner = snapshot.partner_of(listing.partner).with_context(|| {
        format!("the listing {} names {}, which is no partner", listing.slug, listing.partner)
    })?;
    let named = |facet: Facet, slugs: &[Slug]| -> Vec<TermRef> {
        slugs.iter().map(|slug| snapshot.term_ref(facet, slug.as_str())).collect()
    };
    let changes_owner = listing.changes_owner.as_ref().map(|change| OwnerChangeView {
        to: snapshot
            .partner_of(change.to)
            .map(|to| PartnerRef { slug: to.slug.to_string(), name: to.name.clone() }),
        from_at: change.from_at,
    });
    Ok(ListingPage {
        icon_url: listing.icon.as_ref().map(|icon| icon.url(128)),
        partner: PartnerRef { slug: partner.slug.to_string(), name: partner.name.clone() },
        description_html: description::html(&listing.description_md),
        categories: named(Facet::Category, &listing.categories),
        verticals: named(Facet::Vertical, &listing.verticals),
        jobs: named(Facet::Job, &listing.jobs),
        regions: named(Facet::Region, &listing.regions),
        compliance: named(Facet::Compliance, &listing.compliance),
        screenshots: listing.screenshots.iter().map(screenshot).collect(),
        rating: rating(&signals, snapshot.policy()),
        alternatives: snapshot.alternatives(&listing.slug),
        changes_owner,
        slug: listing.slug.to_string(),
        name: listing.name,
        tagline: listing.tagline,
        tags: listing.tags,
        languages: listing.languages,
        pricing: listing.pricing,
        release: listing.release,
        website: listing.website,
        badges: listing.badges,
        signals,
        published_at: listing.published_at,
        updated_at: listing.updated_at,
    })
}

fn screenshot(shot: &Screenshot) -> ScreenshotView {
    ScreenshotView {
        url: format!("/media/{}", shot.picture.digest),
        width: shot.picture.width,
        height: shot.picture.height,
        alt: shot.alt.clone(),
    }
}
