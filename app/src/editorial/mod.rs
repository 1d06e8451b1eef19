//! The operator's editors at work: collections, picks, the home page, and what apps are sorted by.

pub mod collection;
pub mod collections;
pub mod find;
pub mod home;
pub mod instant;
pub mod merge;
pub mod naming;
pub mod order;
pub mod picks;
pub mod place;
pub mod preview;
pub mod terms;
pub mod texts;

use leptos::prelude::*;
use serde::Serialize;
use shared::{
    editorial::{
        api::{ListCollections, ReadCollection, ReadPicks, ReadSchedule, ReadTerms, Standing},
        window::Window,
    },
    endpoint::{ByCollection, ByOrganisation, ByTaxonomy, Endpoint},
    ids::CollectionId,
    marketplace::model::Taxonomy,
};

pub use texts::{Texts, texts};

use crate::{
    forms::Submission,
    i18n::{instant as written, use_locale},
    organisations,
    transport::send,
    ui::{Tag, Tone},
    view,
    workspace::{Area, Private, private},
};

/// The page at a path; `None` where this slice has none.
pub fn at(path: &str) -> Option<AnyView> {
    match path {
        "/organisation/picks" => Some(organisations::page(Area::Picks, |here| {
            let at = ByOrganisation { organisation: here.organisation };
            private::<ReadPicks>(
                move || Some(ReadPicks::url(&at, &())),
                move |picks, page| view! { <picks::Picks picks=picks at=at page=page/> },
            )
        })),
        "/organisation/home" => Some(organisations::page(Area::HomePage, |here| {
            let at = ByOrganisation { organisation: here.organisation };
            private::<ReadSchedule>(
                move || Some(ReadSchedule::url(&at, &())),
                move |schedule, page| view! { <home::Home schedule=schedule at=at page=page/> },
            )
        })),
        _ => collections_at(path).or_else(|| terms_at(path)),
    }
}

fn collections_at(path: &str) -> Option<AnyView> {
    let rest = path.strip_prefix(Area::Collections.path())?;
    match rest.strip_prefix('/') {
        None if rest.is_empty() => Some(organisations::page(Area::Collections, |here| {
            let at = ByOrganisation { organisation: here.organisation };
            private::<ListCollections>(
                move || Some(ListCollections::url(&at, &())),
                move |all, _| view! { <collections::Collections all=all at=at/> },
            )
        })),
        Some(id) => {
            let collection: CollectionId = id.parse().ok()?;
            Some(organisations::page_of(Area::Collections, move |here| {
                let at = ByCollection { organisation: here.organisation, collection };
                private::<ReadCollection>(
                    move || Some(ReadCollection::url(&at, &())),
                    move |one, page| view! { <collection::Collection one=one at=at page=page/> },
                )
            }))
        }
        None => None,
    }
}

fn terms_at(path: &str) -> Option<AnyView> {
    let rest = path.strip_prefix(Area::Categories.path())?;
    let taxonomy = Taxonomy::ALL.into_iter().find(|taxonomy| below(*taxonomy) == rest)?;
    Some(organisations::page_of(Area::Categories, move |here| {
        let at = ByTaxonomy { organisation: here.organisation, taxonomy };
        private::<ReadTerms>(
            move || Some(ReadTerms::url(&at, &())),
            move |all, page| view! { <terms::Terms all=all at=at page=page/> },
        )
    }))
}

/// Where a taxonomy stands below the first one.
const fn below(taxonomy: Taxonomy) -> &'static str {
    match taxonomy {
        Taxonomy::Category => "",
        Taxonomy::Vertical => "/verticals",
        Taxonomy::Job => "/jobs",
    }
}

/// The page of a collection.
pub(crate) fn href(collection: CollectionId) -> String {
    format!("{}/{collection}", Area::Collections.path())
}

/// Sends a change of what is shown, and shows what it is from then on.
fn change<E>(
    submission: Submission,
    path: E::Path,
    body: E::Body,
    version: u64,
    page: Private,
    done: impl FnOnce() + 'static,
) where
    E: Endpoint<Reply: Serialize>,
{
    let (intent, based_on) = (submission.intent(), submission.based_on(version, "/version"));
    submission.run(async move { send::<E>(&path, &body, &intent, Some(based_on)).await }, move |reply| {
        done();
        page.show(&reply);
    });
}

/// How something stands, in a word.
fn standing_tag(standing: Standing) -> AnyView {
    let tone = match standing {
        Standing::Now => Tone::Done,
        Standing::ToCome => Tone::Waiting,
        Standing::Over => Tone::Neutral,
    };
    view! { <Tag label=(texts().standing)(standing) tone=tone/> }
}

/// A window in words.
fn span(window: &Window) -> String {
    let locale = use_locale();
    let until = window.until.map(|until| written(locale, until));
    (texts().span)(&written(locale, window.from), until.as_deref())
}
