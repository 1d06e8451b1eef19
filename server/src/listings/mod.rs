//! The listings of partners, as those see them who work on them.

mod clean_up;
mod compare;
mod decide;
mod deeds;
mod draft;
mod governance;
mod hold;
mod link;
mod load;
mod market;
mod ownership;
mod publish;
#[cfg(test)]
mod tests;
mod versions;
mod view;
#[cfg(test)]
pub(crate) mod workshop;

use std::collections::BTreeSet;

use shared::{
    decisions::words::Words,
    ids::{ListingId, OrganisationId},
    listings::{
        api::{
            AcceptOffer, AnswerVersion, App, AppealCleanUp, Apps, DecideAppeal, DeclineOffer, EditDraft,
            FindGovernable, FindReplacement, LiftSuspension, ListApps, ListCleanUp, ListGoverned, ListOffers,
            ListVersions, OfferListing, PlaceListing, PreviewCleanUp, PublishVersion, ReadApp,
            ReadCleanUpReceipts, ReadGovernanceReceipts, ReadGoverned, ReadListingReceipts, ReadReceipts,
            ReadVersion, RollBackListing, StartApp, StopTransfer, SubmitVersion, SuspendListing,
            TakeOfferBack, UnscheduleVersion, VerifyOwner, WithdrawVersion,
        },
        draft::{Draft, Edit},
        error::Rejection,
        field::{Content, Field},
        model::{Dossier, Listing},
        nags::Level,
        rules,
        state::Place,
    },
    marketplace,
};
use store::Unit;

use self::load::Loaded;
pub(crate) use self::{
    clean_up::{clean_up_due, look_at_all},
    compare::compared,
    decide::{decided, followed, put_new},
    deeds::carry_out,
    ownership::{change_due, owner_due},
    publish::{due, publish_due},
    versions::{content, dossier, follow},
};
use crate::{
    Failure,
    again::again,
    api::{Answer, Api, Call, Outcome},
    services::Services,
};

/// Most listings of an organisation that are listed.
const MOST: usize = 1_000;

/// Mounts the slice.
pub fn mount(api: &mut Api) {
    api.mount::<ListApps, _, _>(list);
    api.mount::<StartApp, _, _>(start);
    api.mount::<ReadApp, _, _>(read);
    api.mount::<EditDraft, _, _>(draft::edit);
    api.mount::<ListVersions, _, _>(versions::list);
    api.mount::<SubmitVersion, _, _>(versions::submit);
    api.mount::<ReadVersion, _, _>(compare::read);
    api.mount::<ReadReceipts, _, _>(versions::receipts);
    api.mount::<WithdrawVersion, _, _>(versions::withdraw);
    api.mount::<AnswerVersion, _, _>(versions::answers);
    api.mount::<PublishVersion, _, _>(versions::publish);
    api.mount::<UnscheduleVersion, _, _>(versions::unschedule);
    api.mount::<PlaceListing, _, _>(versions::place);
    api.mount::<FindReplacement, _, _>(link::find_replacement);
    api.mount::<OfferListing, _, _>(ownership::offer);
    api.mount::<TakeOfferBack, _, _>(ownership::take_back);
    api.mount::<ReadListingReceipts, _, _>(ownership::receipts);
    api.mount::<ListOffers, _, _>(ownership::offers);
    api.mount::<AcceptOffer, _, _>(ownership::accept);
    api.mount::<DeclineOffer, _, _>(ownership::decline);
    api.mount::<ListGoverned, _, _>(governance::list);
    api.mount::<FindGovernable, _, _>(governance::find);
    api.mount::<ReadGoverned, _, _>(governance::read);
    api.mount::<SuspendListing, _, _>(governance::suspend);
    api.mount::<LiftSuspension, _, _>(governance::lift);
    api.mount::<RollBackListing, _, _>(governance::roll_back);
    api.mount::<VerifyOwner, _, _>(governance::verify);
    api.mount::<StopTransfer, _, _>(governance::stop);
    api.mount::<ReadGovernanceReceipts, _, _>(governance::receipts);
    api.mount::<AppealCleanUp, _, _>(clean_up::partner::appeal);
    api.mount::<ReadCleanUpReceipts, _, _>(clean_up::partner::receipts);
    api.mount::<ListCleanUp, _, _>(clean_up::console::list);
    api.mount::<PreviewCleanUp, _, _>(clean_up::console::preview);
    api.mount::<DecideAppeal, _, _>(clean_up::console::decide_appeal);
}

async fn list(services: Services, call: Call<ListApps>) -> Outcome<ListApps> {
    let organisation = call.path.organisation;
    let stored = services.store.owned_by::<Listing>(&organisation.to_string(), None, MOST).await?;
    let known: BTreeSet<ListingId> = stored.iter().map(|listing| listing.id).collect();
    let mut all = Vec::with_capacity(stored.len());
    for listing in stored {
        all.push(load::of(&services, listing).await?);
    }
    let mut imported = services.directory.snapshot().listings_of(organisation);
    imported.retain(|id| !known.contains(id));
    imported.truncate(MOST - all.len().min(MOST));
    for shown in services.store.listings(&imported).await? {
        all.push(Loaded::imported(shown));
    }
    let mut listings: Vec<_> = all.iter().map(view::row).collect();
    listings.sort_by(|a, b| b.edited_at.cmp(&a.edited_at).then_with(|| b.listing.cmp(&a.listing)));
    Ok(Answer::Value(Apps { listings }))
}

async fn start(services: Services, call: Call<StartApp>) -> Outcome<StartApp> {
    let organisation = call.path.organisation;
    let id = call.body.listing;
    let app = again!({
        if services.store.get::<Listing>(id.to_string()).await?.is_some()
            || services.store.listing(id).await?.is_some()
        {
            return Err(Rejection::IdTaken.into());
        }
        let (now, actor) = (services.clock.now(), call.visitor.actor());
        let started = rules::start(id, organisation, &actor, now);
        let facts = draft::facts(&services, &call, organisation, false);
        let named = [named(&call.body.name)];
        let merged = shared::listings::draft::merge(&Draft::start(id), &named, &facts)?;
        let mut unit = Unit::default();
        unit.create(&started.next.listing);
        unit.create(&merged.next);
        started.events.into_iter().chain(merged.events).for_each(|event| unit.event(event));
        let app = view::app(&services, &Loaded::new(started.next, merged.next)).await?;
        call.deed.keep(&mut unit, &app, now)?;
        services.store.commit(unit).await?;
        Ok(app)
    })?;
    Ok(Answer::Value(app))
}

fn named(name: &Words) -> Edit {
    Edit { field: Field::Name, based_on: 0, value: serde_json::json!(name) }
}

async fn read(services: Services, call: Call<ReadApp>) -> Outcome<ReadApp> {
    let loaded = load::one(&services, call.path.organisation, call.path.listing).await?;
    Ok(Answer::Value(app(&services, &loaded).await?))
}

async fn app(services: &Services, loaded: &Loaded) -> Result<App, Failure> {
    view::app(services, loaded).await
}

/// Makes sure that an organisation can write a listing.
///
/// # Errors
/// 404 when it is not one of theirs, 409 when it is over; a failure of the database.
pub(crate) async fn writable(
    services: &Services,
    organisation: OrganisationId,
    listing: ListingId,
) -> Result<(), Failure> {
    let loaded = load::one(services, organisation, listing).await?;
    if loaded.dossier.listing.place == Place::Archived {
        return Err(Rejection::Archived.into());
    }
    Ok(())
}

/// What a draft says.
///
/// # Errors
/// 404 when the listing is not one of theirs; a failure of the database.
pub(crate) async fn draft_content(
    services: &Services,
    organisation: OrganisationId,
    listing: ListingId,
) -> Result<Content, Failure> {
    let loaded = load::one(services, organisation, listing).await?;
    Ok(loaded.draft.content().map_err(anyhow::Error::new)?)
}

/// How many required things a draft lacks before it can be submitted.
///
/// # Errors
/// A failure of the database, or a draft that cannot be read.
pub(crate) async fn missing(
    services: &Services,
    dossier: &Dossier,
    draft: &Draft,
    shown: Option<&marketplace::model::Listing>,
) -> Result<usize, Failure> {
    let loaded = Loaded { shown: shown.cloned(), ..Loaded::new(dossier.clone(), draft.clone()) };
    let content = draft.content().map_err(anyhow::Error::new)?;
    let callable = view::target(services, &loaded).await?.is_some();
    let approved = versions::approved_manifest(services, dossier).await?;
    let (nags, _) = view::nags(services, &loaded, &content, approved, callable, None);
    Ok(nags.iter().filter(|nag| nag.level == Level::Required).count())
}

/// A listing with its versions, whoever's it is.
pub(crate) struct Known {
    pub(crate) dossier: Dossier,
    /// What customers call it, or else its draft.
    pub(crate) name: String,
    /// As customers see it; `None` while they do not.
    pub(crate) shown: Option<marketplace::model::Listing>,
}

/// A listing, also one that came by import and of which nothing else is stored; `None` when there is none.
///
/// # Errors
/// A failure of the database.
pub(crate) async fn known(services: &Services, listing: ListingId) -> Result<Option<Known>, Failure> {
    let Some(loaded) = load::find(services, listing).await? else { return Ok(None) };
    let drafted = loaded.draft.fields.get(&Field::Name).and_then(|written| written.value.as_str());
    let name = loaded.shown.as_ref().map(|shown| shown.name.as_str()).or(drafted);
    Ok(Some(Known {
        name: name.unwrap_or_default().to_owned(),
        dossier: loaded.dossier,
        shown: loaded.shown,
    }))
}

/// Whose a listing is not does not learn that it is there.
fn hidden() -> Failure {
    Rejection::NotYours.into()
}

/// Whether a listing is an organisation's.
fn is_of(listing: &Listing, organisation: OrganisationId) -> bool {
    listing.organisation == organisation
}
