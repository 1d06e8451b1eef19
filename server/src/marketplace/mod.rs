//! The marketplace over HTTP: every endpoint of the slice, answered from the directory.

mod description;
mod details;
mod listing;
#[cfg(test)]
mod tests;

use shared::marketplace::api::{
    GetHome, GetListing, ListCategories, ListListings, ReadListingDetails, Suggest,
};

pub(crate) use self::listing::{found as listing, missing};
use crate::{
    api::{Answer, Api, Call, Outcome},
    directory::ListError,
    failure::Failure,
    services::Services,
};

/// Mounts the slice.
pub fn mount(api: &mut Api) {
    api.mount::<ListListings, _, _>(list);
    api.mount::<GetListing, _, _>(listing::get);
    api.mount::<ReadListingDetails, _, _>(details::read);
    api.mount::<Suggest, _, _>(suggest);
    api.mount::<ListCategories, _, _>(categories);
    api.mount::<GetHome, _, _>(home);
}

async fn list(services: Services, call: Call<ListListings>) -> Outcome<ListListings> {
    let snapshot = services.directory.snapshot();
    let page = snapshot.list(&snapshot.followed(&call.query)).map_err(refusal)?;
    Ok(Answer::Encoded(page))
}

async fn suggest(services: Services, call: Call<Suggest>) -> Outcome<Suggest> {
    let suggestions = services.directory.snapshot().suggest(&call.query.q).map_err(refusal)?;
    Ok(Answer::Value(suggestions))
}

async fn categories(services: Services, _: Call<ListCategories>) -> Outcome<ListCategories> {
    Ok(Answer::Encoded(services.directory.snapshot().categories()))
}

async fn home(services: Services, _: Call<GetHome>) -> Outcome<GetHome> {
    Ok(Answer::Encoded(services.directory.snapshot().home(services.clock.now())))
}

pub(crate) fn refusal(error: ListError) -> Failure {
    match error {
        ListError::Refused(problem) => Failure::Problem(problem),
        ListError::Index(_) => Failure::Internal(anyhow::Error::from(error)),
    }
}
