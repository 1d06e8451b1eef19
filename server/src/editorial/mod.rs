//! What the operator's editors do: collections, picks, the home page and the categories.

mod collections;
mod follow;
mod home;
mod picks;
mod terms;
#[cfg(test)]
mod tests;

use shared::editorial::{
    api::{
        ChangeCollection, ChangePicks, ChangeSchedule, ChangeTerms, FindListings, Found, ListCollections,
        MakeCollection, PreviewHome, PreviewMerge, ReadCollection, ReadPicks, ReadSchedule, ReadTerms,
    },
    rules::Occasion,
};
use shared::endpoint::Endpoint;

pub(crate) use follow::{due, follow};

use crate::{
    api::{Answer, Api, Call, Outcome},
    directory::EDITORIAL_POLICY,
    marketplace::refusal,
    services::Services,
};

/// Mounts the slice.
pub fn mount(api: &mut Api) {
    api.mount::<ListCollections, _, _>(collections::list);
    api.mount::<MakeCollection, _, _>(collections::make);
    api.mount::<ReadCollection, _, _>(collections::read);
    api.mount::<ChangeCollection, _, _>(collections::change);
    api.mount::<FindListings, _, _>(find);
    api.mount::<ReadPicks, _, _>(picks::read);
    api.mount::<ChangePicks, _, _>(picks::change);
    api.mount::<ReadSchedule, _, _>(home::read);
    api.mount::<ChangeSchedule, _, _>(home::change);
    api.mount::<PreviewHome, _, _>(home::preview);
    api.mount::<ReadTerms, _, _>(terms::read);
    api.mount::<ChangeTerms, _, _>(terms::change);
    api.mount::<PreviewMerge, _, _>(terms::preview);
}

async fn find(services: Services, call: Call<FindListings>) -> Outcome<FindListings> {
    let listings = services.directory.snapshot().find_listings(&call.query.q).map_err(refusal)?;
    Ok(Answer::Value(Found { listings }))
}

/// When, who, and the numbers.
fn occasion<E: Endpoint>(services: &Services, call: &Call<E>) -> Occasion<'static> {
    Occasion {
        now: services.clock.now(),
        actor: call.visitor.actor(),
        program: services.store.program(),
        policy: &EDITORIAL_POLICY,
    }
}
