//! The operator's side: which listings are looked after, and what is done about one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use shared::{
    decisions::receipt::Receipt,
    editorial::api::{Found, ListingRef},
    endpoint::{ByListing, Endpoint},
    event::Actor,
    ids::{ListingId, OrganisationId, PersonId},
    listings::{
        api::{
            EarlierVersion, FindGovernable, GovernedListing, GovernedListings, GovernedRow, InCharge,
            LiftSuspension, ListGoverned, ReadGovernanceReceipts, ReadGoverned, ReceiverView,
            RollBackListing, StopTransfer, SuspendListing, VerifyOwner,
        },
        error::Rejection,
        governance::{Governed, deed::Deed},
        model::{Dossier, Listing, Transfer, Version},
        rules::{By, can_be_live_again},
        state::{Place, Suspension, standing},
    },
    marketplace,
    organisations::{
        model::{DomainClaim, Organisation, Roster},
        permission::Permission,
    },
};
use store::{StoreError, Unit};

use super::{
    deeds::{self, decided, put_deed},
    load::{self, Loaded},
    view,
};
use crate::{
    Failure,
    again::again,
    api::{Answer, Call, Outcome},
    marketplace::refusal,
    names::{self, Names},
    review::{past::past, reviewer},
    services::Services,
};

/// Most listings that are listed.
const MOST: usize = 1_000;

pub(super) async fn list(services: Services, _: Call<ListGoverned>) -> Outcome<ListGoverned> {
    let now = services.clock.now();
    let governed = services.store.all_after::<Governed>(None, MOST).await?;
    let keys = governed.iter().filter(|one| one.suspended || one.moving(now).is_some());
    let keys = keys.map(|one| one.listing.to_string()).collect();
    let mut listings = services.store.get_all::<Listing>(keys).await?;
    listings.sort_by_key(|listing| urgency(listing, now));
    let names = names_of(&services, &listings).await?;
    let listings = listings.iter().map(|listing| row(&services, listing, now, &names)).collect();
    Ok(Answer::Value(GovernedListings { listings }))
}

/// New owners that wait to be verified come first, then what ends soonest, then the oldest suspension.
fn urgency(listing: &Listing, now: DateTime<Utc>) -> (u8, DateTime<Utc>, ListingId) {
    let moving = moving(listing, now);
    let (group, at) = match (moving, suspension(listing)) {
        (Some(Transfer { accepted: Some(accepted), .. }), _) => {
            (u8::from(accepted.verified_at.is_some()), accepted.quarantine_until)
        }
        (_, Some(suspension)) => (2, suspension.at),
        (Some(transfer), None) => (3, transfer.expires_at),
        (None, None) => (4, now),
    };
    (group, at, listing.id)
}

fn moving(listing: &Listing, now: DateTime<Utc>) -> Option<&Transfer> {
    listing.transfer.as_ref().filter(|transfer| transfer.stands(now))
}

fn suspension(listing: &Listing) -> Option<&Suspension> {
    match &listing.place {
        Place::Suspended { suspension, .. } => Some(suspension),
        Place::Draft | Place::Shown { .. } | Place::Archived => None,
    }
}

/// What everything and everybody is called that rows name.
async fn names_of(services: &Services, listings: &[Listing]) -> Result<Names, StoreError> {
    let mut ids = BTreeSet::new();
    for listing in listings {
        ids.extend([listing.id.to_string(), listing.organisation.to_string()]);
        ids.extend(suspension(listing).map(|suspension| suspension.owner.to_string()));
        ids.extend(listing.transfer.as_ref().map(|transfer| transfer.to.to_string()));
    }
    names::of(services, &ids).await
}

fn row(services: &Services, listing: &Listing, now: DateTime<Utc>, names: &Names) -> GovernedRow {
    let called = |id: String| names.get(&id).cloned();
    GovernedRow {
        listing: listing.id,
        name: called(listing.id.to_string()).unwrap_or_default(),
        partner: partner_name(services, listing.organisation, names),
        suspension: suspension(listing).map(|suspension| view::suspension(suspension, names)),
        change: moving(listing, now).map(|transfer| view::transfer(transfer, names)),
    }
}

/// What a partner is called; one that came by import has a page and no organisation.
pub(super) fn partner_name(services: &Services, id: OrganisationId, names: &Names) -> Option<String> {
    let known = names.get(&id.to_string()).cloned();
    known.or_else(|| Some(services.directory.snapshot().partner_of(id)?.name.clone()))
}

pub(super) async fn find(services: Services, call: Call<FindGovernable>) -> Outcome<FindGovernable> {
    let typed = call.query.q.trim();
    let mut listings = services.directory.snapshot().find_listings(typed).map_err(refusal)?;
    // One that customers do not find is known by its address, or by its id.
    let exact = match (typed.parse(), typed.parse()) {
        (Ok(slug), _) => services.store.listing_by_slug(&slug).await?,
        (_, Ok(id)) => services.store.listing(id).await?,
        _ => None,
    };
    if let Some(exact) = exact.filter(|exact| listings.iter().all(|found| found.id != exact.id)) {
        listings.insert(0, reference(&services, exact));
    }
    Ok(Answer::Value(Found { listings }))
}

fn reference(services: &Services, listing: marketplace::model::Listing) -> ListingRef {
    ListingRef {
        id: listing.id,
        slug: Some(listing.slug.to_string()),
        partner: partner_name(services, listing.partner, &BTreeMap::new()).unwrap_or_default(),
        icon_url: listing.icon.as_ref().map(|icon| icon.url(128)),
        in_directory: listing.state.in_directory(),
        name: listing.name,
    }
}

pub(super) async fn read(services: Services, call: Call<ReadGoverned>) -> Outcome<ReadGoverned> {
    let loaded = load::any(&services, call.path.listing).await?;
    Ok(Answer::Value(listing(&services, &loaded, &loaded.dossier).await?))
}

/// A listing as the console shows it, as it is once `next` is written.
async fn listing(
    services: &Services,
    loaded: &Loaded,
    dossier: &Dossier,
) -> Result<GovernedListing, Failure> {
    let (now, next) = (services.clock.now(), &dossier.listing);
    let mut earlier: Vec<_> =
        dossier.versions.values().filter(|version| can_be_live_again(dossier, version)).collect();
    earlier.sort_by_key(|version| std::cmp::Reverse((version.submission.at, version.id)));
    let view = |version: &&Version| EarlierVersion { version: version.id, label: version.label.clone() };
    let names = names_of(services, std::slice::from_ref(next)).await?;
    let decided = next.version != loaded.dossier.listing.version
        || !services.store.owned_by::<Receipt>(&next.id.to_string(), None, 1).await?.is_empty();
    Ok(GovernedListing {
        row: row(services, next, now, &names),
        standing: standing(&next.place),
        slug: loaded.shown.as_ref().map(|shown| shown.slug.to_string()),
        people: people(services).await?,
        decided,
        live: next.live.and_then(|live| dossier.versions.get(&live)).map(|live| live.label.clone()),
        earlier: earlier.iter().map(view).collect(),
        receiver: match moving(next, now) {
            Some(transfer) => receiver(services, transfer.to, now).await?,
            None => None,
        },
    })
}

/// What is known of whom a listing goes to; `None` for an organisation that is gone.
async fn receiver(
    services: &Services,
    to: OrganisationId,
    now: DateTime<Utc>,
) -> Result<Option<ReceiverView>, StoreError> {
    let key = to.to_string();
    let organisation = services.store.get::<Organisation>(key.clone()).await?;
    let roster = services.store.get::<Roster>(key.clone()).await?;
    let (Some(organisation), Some(roster)) = (organisation, roster) else { return Ok(None) };
    let claims = services.store.all_owned_by::<DomainClaim>(&key).await?;
    let owner = roster.owner().to_string();
    let past = past(services, to, now).await?;
    Ok(Some(ReceiverView {
        since: organisation.since,
        owner: names::of(services, &BTreeSet::from([owner.clone()])).await?.remove(&owner),
        people: roster.people().count(),
        domains: claims
            .into_iter()
            .filter(|claim| claim.verified_at.is_some())
            .map(|claim| claim.domain)
            .collect(),
        listings: past.listings,
        approved: past.approved,
        suspensions: past.suspensions,
        rejections: past.rejections,
    }))
}

/// Who can be in charge of a suspension, by name.
async fn people(services: &Services) -> Result<Vec<InCharge>, StoreError> {
    let program = services.store.program().to_string();
    let Some(roster) = services.store.get::<Roster>(program).await? else { return Ok(Vec::new()) };
    let able = roster.people().map(|(person, ..)| person);
    let able: Vec<_> =
        able.filter(|person| roster.permissions(*person).has(Permission::ListingsSuspend)).collect();
    let names = names::of(services, &able.iter().map(ToString::to_string).collect()).await?;
    let one = |person: PersonId| Some(InCharge { person, name: names.get(&person.to_string()).cloned()? });
    let mut people: Vec<_> = able.into_iter().filter_map(one).collect();
    people.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.person.cmp(&b.person)));
    Ok(people)
}

/// Whoever belongs to the partner, or to whom a listing goes, leaves it to others of the operator what becomes of
/// it. They may take it away from customers.
async fn not_their_own(
    services: &Services,
    listing: &Listing,
    deed: &Deed,
    actor: &Actor,
) -> Result<(), Failure> {
    let Actor::Person { id, .. } = actor else { return Ok(()) };
    if matches!(deed, Deed::Suspend { .. }) {
        return Ok(());
    }
    let theirs = reviewer(services, *id).await?.organisations;
    let to = listing.transfer.as_ref().map(|transfer| transfer.to);
    if std::iter::once(listing.organisation).chain(to).any(|one| theirs.contains(&one)) {
        return Err(Rejection::OwnOrganisation.into());
    }
    Ok(())
}

/// A deed of the operator, whose answer is the listing.
async fn act<E>(services: Services, call: Call<E>, deed: Deed) -> Outcome<E>
where
    E: Endpoint<Path = ByListing, Reply = GovernedListing>,
{
    let id = call.path.listing;
    let _turn = services.turns.of(&id.to_string()).await;
    let seen = again!({
        let loaded = load::any(&services, id).await?;
        let (actor, now) = (call.visitor.actor(), services.clock.now());
        not_their_own(&services, &loaded.dossier.listing, &deed, &actor).await?;
        let given = deeds::given(&services, &deed, By::Operator, actor, now).await?;
        let decision = decided(&loaded.dossier, &deed, &given)?;
        let mut unit = Unit::default();
        put_deed(&services, &loaded, deed.clone(), &decision, &given, &mut unit).await?;
        let seen = listing(&services, &loaded, &decision.next).await?;
        call.deed.keep(&mut unit, &seen, given.now)?;
        services.store.commit(unit).await?;
        Ok(seen)
    })?;
    Ok(Answer::Value(seen))
}

pub(super) async fn suspend(services: Services, call: Call<SuspendListing>) -> Outcome<SuspendListing> {
    let body = call.body.clone();
    let deed = Deed::Suspend { owner: body.owner, reason: body.reason, way_back: body.way_back };
    act(services, call, deed).await
}

pub(super) async fn lift(services: Services, call: Call<LiftSuspension>) -> Outcome<LiftSuspension> {
    act(services, call, Deed::Lift).await
}

pub(super) async fn roll_back(services: Services, call: Call<RollBackListing>) -> Outcome<RollBackListing> {
    let to = call.body.version;
    act(services, call, Deed::RollBack { to }).await
}

pub(super) async fn verify(services: Services, call: Call<VerifyOwner>) -> Outcome<VerifyOwner> {
    act(services, call, Deed::VerifyOwner).await
}

pub(super) async fn stop(services: Services, call: Call<StopTransfer>) -> Outcome<StopTransfer> {
    act(services, call, Deed::EndOffer).await
}

pub(super) async fn receipts(
    services: Services,
    call: Call<ReadGovernanceReceipts>,
) -> Outcome<ReadGovernanceReceipts> {
    load::any(&services, call.path.listing).await?;
    Ok(Answer::Value(deeds::receipts_of(&services, call.path.listing).await?))
}
