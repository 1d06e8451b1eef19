//! Listings of the demo program that go to another partner: one that is offered, and one in quarantine.

use anyhow::Context as _;
use chrono::TimeDelta;
use shared::{
    ids::{ListingId, OrganisationId, TransferId},
    listings::{governance::judge::Deed, model::Listing, rules::By},
    organisations::model::Roster,
    slug::Slug,
};

use crate::{Failure, Services, listings::carry_out};

/// Listings that are read to choose from.
const MOST: usize = 500;
/// Since when they are under way: long enough to be no news to anybody.
const SINCE: TimeDelta = TimeDelta::days(8);

/// Offers two listings of partners without people, each to a partner who can answer.
///
/// # Errors
/// The store failed, or what is made here contradicts the rules.
pub(super) async fn plant(services: &Services) -> anyhow::Result<()> {
    let mut free = untouched(services).await?.into_iter();
    for (to, accepted) in [("tidewell-software", false), ("harrow-and-pike", true)] {
        let (listing, from) = free.next().context("the demo program has enough listings")?;
        let slug: Slug = to.parse()?;
        let receiver = services.store.partner_by_slug(&slug).await?;
        let to = receiver.with_context(|| format!("no partner {slug}"))?.id;
        let transfer = TransferId::new(&*services.ids);
        carry(services, listing, Deed::Offer { transfer, to }, By::Partner(from)).await?;
        if accepted {
            carry(services, listing, Deed::AcceptOffer, By::Partner(to)).await?;
        }
    }
    Ok(())
}

/// Listings of partners without people of which nothing was submitted, by their addresses.
async fn untouched(services: &Services) -> anyhow::Result<Vec<(ListingId, OrganisationId)>> {
    let mut all = services.store.listings_after(None, MOST).await?;
    all.sort_by_key(|listing| listing.slug.clone());
    let mut untouched = Vec::new();
    for listing in all {
        let staffed = services.store.get::<Roster>(listing.partner.to_string()).await?.is_some();
        let begun = services.store.get::<Listing>(listing.id.to_string()).await?.is_some();
        if !staffed && !begun {
            untouched.push((listing.id, listing.partner));
        }
    }
    Ok(untouched)
}

async fn carry(services: &Services, listing: ListingId, deed: Deed, by: By) -> anyhow::Result<()> {
    let at = services.clock.now() - SINCE;
    carry_out(services, listing, deed, by, at).await.map_err(|failure| match failure {
        Failure::Internal(error) => error,
        other => anyhow::anyhow!("a change of owner of the demo program was refused: {other:?}"),
    })
}
