//! Following apps: who does, and what of it is shown to them.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use shared::{
    following::{
        api::{Follow, Followed, FollowedApp, ListFollowed, Shown, Unfollow},
        model::Following,
    },
    ids::{ListingId, PersonId},
    marketplace::{model::Listing, state::ListingState},
    problem::{Problem, ProblemKind},
};
use store::{StoreError, Unit};

use crate::{
    api::{Answer, Api, Call, Outcome},
    directory::Snapshot,
    marketplace::{listing, missing},
    services::Services,
};

/// Mounts the slice.
pub(crate) fn mount(api: &mut Api) {
    api.mount::<ListFollowed, _, _>(list);
    api.mount::<Follow, _, _>(follow);
    api.mount::<Unfollow, _, _>(unfollow);
}

async fn list(services: Services, call: Call<ListFollowed>) -> Outcome<ListFollowed> {
    let kept = kept(&services, call.person()?.person).await?;
    Ok(Answer::Value(view(&services, kept).await?))
}

async fn follow(services: Services, call: Call<Follow>) -> Outcome<Follow> {
    let person = call.own()?.person;
    let snapshot = services.directory.snapshot();
    let (slug, link) = (&call.body.slug, call.body.link.as_deref());
    let found = listing(&services, &snapshot, slug, link).await?;
    if shown(&found) == Shown::Gone {
        return Err(missing(slug));
    }
    let mut kept = kept(&services, person).await?;
    let mut unit = Unit::default();
    if !kept.iter().any(|one| one.listing == found.id) {
        if kept.len() >= Following::MOST {
            let detail = format!("You follow {} apps already. Stop following one of them first.", kept.len());
            return Err(Problem::new(ProblemKind::Conflict, detail).into());
        }
        let following = Following { listing: found.id, person, at: services.clock.now() };
        unit.put(&following);
        kept.push(following);
    }
    let reply = view(&services, kept).await?;
    call.deed.keep(&mut unit, &reply, services.clock.now())?;
    services.store.commit(unit).await?;
    Ok(Answer::Value(reply))
}

async fn unfollow(services: Services, call: Call<Unfollow>) -> Outcome<Unfollow> {
    let person = call.own()?.person;
    let listing = call.path.listing;
    let mut kept = kept(&services, person).await?;
    kept.retain(|one| one.listing != listing);
    let mut unit = Unit::default();
    unit.remove::<Following>(Following::key_of(listing, person));
    let reply = view(&services, kept).await?;
    call.deed.keep(&mut unit, &reply, services.clock.now())?;
    services.store.commit(unit).await?;
    Ok(Answer::Value(reply))
}

async fn kept(services: &Services, person: PersonId) -> Result<Vec<Following>, StoreError> {
    services.store.owned_by::<Following>(&person.to_string(), None, Following::MOST).await
}

/// What one follows, with what customers see of it now.
async fn view(services: &Services, mut kept: Vec<Following>) -> Result<Followed, StoreError> {
    kept.sort_by_key(|one| std::cmp::Reverse((one.at, one.listing)));
    let ids: Vec<ListingId> = kept.iter().map(|one| one.listing).collect();
    let listings = services.store.listings(&ids).await?;
    let by_id: BTreeMap<ListingId, &Listing> = listings.iter().map(|one| (one.id, one)).collect();
    let snapshot = services.directory.snapshot();
    let apps = kept.iter().filter_map(|one| Some(app(&snapshot, by_id.get(&one.listing)?, one)));
    Ok(Followed { apps: apps.collect() })
}

fn app(snapshot: &Snapshot, listing: &Listing, following: &Following) -> FollowedApp {
    let shown = shown(listing);
    let open = listing.link.is_none() && shown != Shown::Gone;
    FollowedApp {
        id: listing.id,
        name: listing.name.clone(),
        partner: snapshot.partner_of(listing.partner).map(|partner| partner.name.clone()).unwrap_or_default(),
        shown,
        slug: open.then(|| listing.slug.clone()),
        since: following.at,
    }
}

/// What stands at a listing's address.
pub(crate) fn shown(listing: &Listing) -> Shown {
    match (&listing.suspended, listing.state) {
        (Some(_), _) => Shown::Suspended,
        (None, ListingState::Published) => Shown::InDirectory,
        (None, ListingState::Unlisted) => Shown::Unlisted,
        (None, ListingState::Hidden) => Shown::Gone,
    }
}
