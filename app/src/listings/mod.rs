//! A partner's listings: the table, and the editor of one.

pub mod checklist;
pub mod editor;
pub mod find;
pub mod governance;
pub mod in_words;
pub mod inputs;
pub mod keeper;
pub mod manifest;
pub mod nags;
pub mod offer;
pub mod ownership;
pub mod preview;
pub mod sheet;
pub mod standing;
pub mod start;
pub mod table;
pub mod terms;
pub mod texts;
pub mod versions;
pub mod writing;

use leptos::prelude::*;
use shared::{
    endpoint::{ByListing, ByOrganisation, Endpoint},
    ids::ListingId,
    listings::{
        api::{ListApps, ListOffers, ListVersions, Offers, ReadApp},
        state::Phase,
    },
};

pub use texts::{Texts, texts};

use crate::{
    browser::now,
    certification, organisations, sandbox,
    ui::{Tag, Tone},
    view,
    workspace::{Area, private},
};

/// The page at a path; `None` where this slice has none.
pub fn at(path: &str) -> Option<AnyView> {
    let rest = path.strip_prefix(Area::Listings.path())?;
    match rest.strip_prefix('/') {
        None if rest.is_empty() => Some(organisations::page(Area::Listings, |here| {
            let at = ByOrganisation { organisation: here.organisation };
            let offers = private::<ListOffers>(
                move || Some(ListOffers::url(&at, &())),
                move |offers, page| {
                    view! {
                        <ownership::offers::OffersToUs offers=offers here=here now=now()
                        on_change=move |offers: Offers| page.show(&offers)/>
                    }
                },
            );
            let table = private::<ListApps>(
                move || Some(ListApps::url(&at, &())),
                move |apps, _| view! { <table::Listings apps=apps here=here/> },
            );
            view! { {offers}{table} }
        })),
        Some(rest) => {
            let (id, page) = rest.split_once('/').map_or((rest, None), |(id, page)| (id, Some(page)));
            let listing: ListingId = id.parse().ok()?;
            match page {
                None => {}
                Some("versions") => return Some(versions_of(listing)),
                Some("sandbox") => return sandbox::at(listing, None),
                Some(rest) if rest.starts_with("sandbox/") => {
                    return sandbox::at(listing, rest.strip_prefix("sandbox/"));
                }
                Some("certification") => return Some(certification::partner::page(listing)),
                Some(_) => return None,
            }
            Some(organisations::page_of(Area::Listings, move |here| {
                let at = ByListing { organisation: here.organisation, listing };
                private::<ReadApp>(
                    move || Some(ReadApp::url(&at, &())),
                    move |app, _| view! { <editor::Editor at=at app=app left=keeper::left(at)/> },
                )
            }))
        }
        None => None,
    }
}

fn versions_of(listing: ListingId) -> AnyView {
    organisations::page_of(Area::Listings, move |here| {
        let at = ByListing { organisation: here.organisation, listing };
        private::<ListVersions>(
            move || Some(ListVersions::url(&at, &())),
            move |versions, _| {
                let left = versions::answers::left(&versions);
                view! { <versions::VersionsPage at=at here=here versions=versions left=left/> }
            },
        )
    })
}

/// The page of a listing's versions.
pub(crate) fn versions_href(listing: ListingId) -> String {
    format!("{}/versions", href(listing))
}

/// The page of a listing's sandboxes.
pub(crate) fn sandbox_href(listing: ListingId) -> String {
    format!("{}/sandbox", href(listing))
}

/// The page of a listing's certifications.
pub(crate) fn certification_href(listing: ListingId) -> String {
    format!("{}/certification", href(listing))
}

/// The page of a listing.
pub(crate) fn href(listing: ListingId) -> String {
    format!("{}/{listing}", Area::Listings.path())
}

/// A phase in a word.
fn phase_tag(phase: Phase) -> AnyView {
    let tone = match phase {
        Phase::Published | Phase::Approved | Phase::Scheduled => Tone::Done,
        Phase::ChangesRequested | Phase::Rejected | Phase::Suspended => Tone::Danger,
        Phase::Submitted | Phase::InReview => Tone::Waiting,
        Phase::Draft | Phase::Unlisted | Phase::Deprecated | Phase::Archived => Tone::Neutral,
    };
    view! { <Tag label=(texts().phase)(phase) tone=tone/> }
}
