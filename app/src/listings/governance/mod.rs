//! Listings that the operator looks after: those that are suspended or change hands, and any other one to
//! act on.

pub mod deeds;
pub mod find;
pub mod listing;
pub mod suspend;
pub mod table;
pub mod texts;

use leptos::prelude::*;
use shared::{
    endpoint::{ByListing, ByOrganisation, Endpoint},
    ids::ListingId,
    listings::api::{GovernedListing, ListGoverned, ReadGoverned},
};

pub use texts::{Texts, texts};

use crate::{
    browser::now,
    organisations, view,
    workspace::{Area, private},
};

/// The page at a path; `None` where this slice has none.
pub fn at(path: &str) -> Option<AnyView> {
    let rest = path.strip_prefix(Area::Governance.path())?;
    match rest.strip_prefix('/') {
        None => rest.is_empty().then(|| {
            organisations::page(Area::Governance, |here| {
                let at = ByOrganisation { organisation: here.organisation };
                private::<ListGoverned>(
                    move || Some(ListGoverned::url(&at, &())),
                    move |all, _| view! { <table::Governed all=all at=at now=now()/> },
                )
            })
        }),
        Some(id) => {
            let listing: ListingId = id.parse().ok()?;
            Some(organisations::page_of(Area::Governance, move |here| {
                let at = ByListing { organisation: here.organisation, listing };
                private::<ReadGoverned>(
                    move || Some(ReadGoverned::url(&at, &())),
                    move |one, page| {
                        view! {
                            <listing::GovernedPage one=one at=at here=here now=now()
                            on_change=move |one: GovernedListing| page.show(&one)/>
                        }
                    },
                )
            }))
        }
    }
}

/// The page of a listing.
pub(crate) fn href(listing: ListingId) -> String {
    format!("{}/{listing}", Area::Governance.path())
}
