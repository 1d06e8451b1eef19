//! A listing goes to another partner: both partners' side, and the job that changes the owner.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use shared::{
    endpoint::{ByListing, ByTransfer, Endpoint},
    event::Actor,
    ids::{ListingId, OrganisationId, TransferId},
    listings::{
        api::{
            AcceptOffer, DeclineOffer, ListOffers, OfferListing, OfferView, Offers, ReadListingReceipts,
            TakeOfferBack, Versions,
        },
        error::Rejection,
        governance::{Governed, deed::Deed},
        model::Listing,
        rules::By,
        state::standing,
    },
};
use store::{StoreError, Unit};

use super::{
    decide::{Given, POLICY},
    deeds::{self, decided, put_deed},
    governance::partner_name,
    hidden, load, versions, view,
};
use crate::{
    Failure,
    again::again,
    api::{Answer, Call, Outcome},
    names,
    services::Services,
};

/// Listings that one turn of the job hands over.
const AT_ONCE: usize = 200;

pub(super) async fn offer(services: Services, call: Call<OfferListing>) -> Outcome<OfferListing> {
    let to = services.store.partner_by_slug(&call.body.to).await?;
    let to = to.ok_or(Rejection::NoReceiver)?.id;
    let deed = Deed::Offer { transfer: call.body.transfer, to };
    act(services, call, deed).await
}

pub(super) async fn take_back(services: Services, call: Call<TakeOfferBack>) -> Outcome<TakeOfferBack> {
    act(services, call, Deed::EndOffer).await
}

/// A deed of the owner, whose answer is all versions.
async fn act<E>(services: Services, call: Call<E>, deed: Deed) -> Outcome<E>
where
    E: Endpoint<Path = ByListing, Reply = Versions>,
{
    let ByListing { organisation, listing } = call.path;
    let _turn = services.turns.of(&listing.to_string()).await;
    let seen = again!({
        let loaded = load::one(&services, organisation, listing).await?;
        let (by, now) = (By::Partner(organisation), services.clock.now());
        let given = deeds::given(&services, &deed, by, call.visitor.actor(), now).await?;
        let decision = decided(&loaded.dossier, &deed, &given)?;
        let mut unit = Unit::default();
        put_deed(&services, &loaded, deed.clone(), &decision, &given, &mut unit).await?;
        let seen = versions::answer(&services, &loaded, &decision.next, versions::Changed::default()).await?;
        call.deed.keep(&mut unit, &seen, given.now)?;
        services.store.commit(unit).await?;
        Ok(seen)
    })?;
    Ok(Answer::Value(seen))
}

pub(super) async fn receipts(
    services: Services,
    call: Call<ReadListingReceipts>,
) -> Outcome<ReadListingReceipts> {
    load::one(&services, call.path.organisation, call.path.listing).await?;
    Ok(Answer::Value(deeds::receipts_of(&services, call.path.listing).await?))
}

pub(super) async fn offers(services: Services, call: Call<ListOffers>) -> Outcome<ListOffers> {
    let governed = to(&services, call.path.organisation).await?;
    Ok(Answer::Value(listed(&services, call.path.organisation, governed, None).await?))
}

/// What is or was offered to an organisation.
async fn to(services: &Services, organisation: OrganisationId) -> Result<Vec<Governed>, StoreError> {
    services.store.all_owned_by::<Governed>(&organisation.to_string()).await
}

/// The offers that stand, as they are once `changed` is written.
async fn listed(
    services: &Services,
    organisation: OrganisationId,
    governed: Vec<Governed>,
    changed: Option<&Listing>,
) -> Result<Offers, Failure> {
    let now = services.clock.now();
    let keys = governed.iter().map(|one| one.listing.to_string()).collect();
    let mut listings = services.store.get_all::<Listing>(keys).await?;
    if let Some(changed) = changed {
        listings.retain(|listing| listing.id != changed.id);
        listings.push(changed.clone());
    }
    let offered = |listing: &Listing| {
        let transfer = listing.transfer.as_ref();
        transfer.is_some_and(|transfer| transfer.to == organisation && transfer.stands(now))
    };
    listings.retain(offered);
    let mut ids = BTreeSet::from([organisation.to_string()]);
    ids.extend(listings.iter().flat_map(|one| [one.id.to_string(), one.organisation.to_string()]));
    let names = names::of(services, &ids).await?;
    let shown = services.store.listings(&listings.iter().map(|one| one.id).collect::<Vec<_>>()).await?;
    let offer = |listing: &Listing| {
        let slug = shown.iter().find(|shown| shown.id == listing.id).map(|shown| shown.slug.to_string());
        Some(OfferView {
            listing: listing.id,
            name: names.get(&listing.id.to_string()).cloned().unwrap_or_default(),
            slug,
            from: partner_name(services, listing.organisation, &names),
            standing: standing(&listing.place),
            change: view::transfer(listing.transfer.as_ref()?, &names),
        })
    };
    let mut offers: Vec<_> = listings.iter().filter_map(offer).collect();
    offers.sort_by_key(|offer| std::cmp::Reverse((offer.change.offered_at, offer.listing)));
    Ok(Offers { offers, quarantine_days: POLICY.ownership.quarantine_days })
}

pub(super) async fn accept(services: Services, call: Call<AcceptOffer>) -> Outcome<AcceptOffer> {
    answer(services, call, Deed::AcceptOffer).await
}

pub(super) async fn decline(services: Services, call: Call<DeclineOffer>) -> Outcome<DeclineOffer> {
    answer(services, call, Deed::EndOffer).await
}

/// A deed of the organisation to which a listing is offered, whose answer are the offers.
async fn answer<E>(services: Services, call: Call<E>, deed: Deed) -> Outcome<E>
where
    E: Endpoint<Path = ByTransfer, Reply = Offers>,
{
    let ByTransfer { organisation, transfer } = call.path;
    let id = listing_of(&to(&services, organisation).await?, transfer)?;
    let _turn = services.turns.of(&id.to_string()).await;
    let seen = again!({
        let governed = to(&services, organisation).await?;
        let loaded = load::any(&services, listing_of(&governed, transfer)?).await?;
        let given = Given::new(By::Partner(organisation), call.visitor.actor(), services.clock.now());
        let decision = decided(&loaded.dossier, &deed, &given)?;
        let mut unit = Unit::default();
        put_deed(&services, &loaded, deed.clone(), &decision, &given, &mut unit).await?;
        let seen = listed(&services, organisation, governed, Some(&decision.next.listing)).await?;
        call.deed.keep(&mut unit, &seen, given.now)?;
        services.store.commit(unit).await?;
        Ok(seen)
    })?;
    Ok(Answer::Value(seen))
}

/// The listing of an offer to an organisation.
fn listing_of(governed: &[Governed], transfer: TransferId) -> Result<ListingId, Failure> {
    let one = |governed: &&Governed| governed.transfer.as_ref().is_some_and(|known| known.id == transfer);
    Ok(governed.iter().find(one).ok_or_else(hidden)?.listing)
}

/// When the next listing changes hands.
pub(crate) async fn owner_due(services: &Services) -> Result<Option<DateTime<Utc>>, StoreError> {
    services.store.next_due::<Governed>().await
}

/// Hands over the listings whose quarantine is over and whose new owners are verified, each in a unit of its
/// own.
///
/// # Errors
/// When the database cannot be read or written.
pub(crate) async fn change_due(services: &Services) -> Result<(), Failure> {
    for governed in services.store.due::<Governed>(services.clock.now(), AT_ONCE).await? {
        change_one(services, governed.listing).await?;
    }
    Ok(())
}

async fn change_one(services: &Services, id: ListingId) -> Result<(), Failure> {
    let _turn = services.turns.of(&id.to_string()).await;
    let now = services.clock.now();
    again!({
        let loaded = load::any(services, id).await?;
        let given = Given::new(By::Program, Actor::System, now);
        let deed = Deed::ChangeOwner;
        match decided(&loaded.dossier, &deed, &given) {
            Ok(decision) => {
                let mut unit = Unit::default();
                put_deed(services, &loaded, deed, &decision, &given, &mut unit).await?;
                services.store.commit(unit).await?;
            }
            // Another server has done it, or the operator stopped it a moment ago.
            Err(refused) => tracing::info!(listing = %id, %refused, "a listing did not change hands"),
        }
        Ok(())
    })
}
