//! The marketplace written from what the editors keep, and what stood there before taken over.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    event::{COLLECTION_HIDDEN, COLLECTION_SHOWN},
    model::{Categories, Category, Collection, Place},
    redirects::Redirects,
    text::{PerLanguage, Sentence, Text},
    window::Window,
};
use crate::{
    event::{Actor, NewEvent},
    identity::model::Name,
    ids::{CategoryId, CollectionId, OrganisationId},
    marketplace::{
        event::{UPDATED, listing_event},
        model::{Collection as Shelf, Listing, Taxonomy, Term},
    },
    ports::IdGen,
    slug::Slug,
};

/// What has to be done to the marketplace's row of a collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// It comes in.
    Create(Shelf),
    /// It says something else. It has its next version already.
    Update(Shelf),
    /// It goes.
    Remove(CollectionId),
}

impl Write {
    /// The event that goes with a write that a job makes because an instant has come; `None` when nothing
    /// came or went. With a decision go the events of the decision.
    pub fn event(&self, program: OrganisationId, actor: Actor, at: DateTime<Utc>) -> Option<NewEvent> {
        let (kind, id) = match self {
            Self::Create(shelf) => (COLLECTION_SHOWN, shelf.id),
            Self::Remove(id) => (COLLECTION_HIDDEN, *id),
            Self::Update(_) => return None,
        };
        let subject = id.to_string();
        Some(NewEvent { organisation: program, actor, kind, subject, payload: serde_json::json!({}), at })
    }
}

/// How the marketplace's row of a collection becomes what it has to be at an instant; `None` when it is
/// that. To be written with every decision on the collection, and when its
/// [`next_change`](Collection::next_change) has come.
pub fn collection(stored: Option<&Shelf>, collection: &Collection, now: DateTime<Utc>) -> Option<Write> {
    if !collection.is_shown(now) {
        return stored.map(|stored| Write::Remove(stored.id));
    }
    let main = &collection.text.main;
    let shelf = |version| Shelf {
        id: collection.id,
        version,
        slug: collection.slug.clone(),
        title: main.title.to_string(),
        about: about(main),
        listings: collection.listings.clone(),
    };
    match stored {
        None => Some(Write::Create(shelf(1))),
        Some(stored) if *stored == shelf(stored.version) => None,
        Some(stored) => Some(Write::Update(shelf(stored.version + 1))),
    }
}

fn about(text: &Text) -> String {
    text.summary.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// How the marketplace's terms of a taxonomy become what they have to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermWrites {
    /// New ones, and those that say something else.
    pub put: Vec<Term>,
    /// Those that go, by their slugs.
    pub remove: Vec<Slug>,
}

/// The terms that everyone reads, in their order.
pub fn terms(categories: &Categories) -> Vec<Term> {
    let term = |(category, position): (&Category, u32)| Term {
        taxonomy: categories.taxonomy,
        slug: category.slug.clone(),
        label: category.text.main.title.to_string(),
        about: about(&category.text.main),
        position,
    };
    categories.live.iter().zip(0..).map(term).collect()
}

/// What has to be written so that the marketplace has [`terms`]; `stored` may hold other taxonomies too.
pub fn term_writes(stored: &[Term], categories: &Categories) -> TermWrites {
    let terms = terms(categories);
    let slugs: BTreeSet<_> = terms.iter().map(|term| &term.slug).collect();
    let goes = |term: &&Term| term.taxonomy == categories.taxonomy && !slugs.contains(&term.slug);
    let remove = stored.iter().filter(goes).map(|term| term.slug.clone()).collect();
    TermWrites { put: terms.into_iter().filter(|term| !stored.contains(term)).collect(), remove }
}

/// Which listings have to be written again: those that name `from`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Repoint {
    /// Among the terms of which taxonomy.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub taxonomy: Taxonomy,
    /// The address that they name.
    pub from: Slug,
    /// The one that they have to name; by the time that they are written it may be another. [`repoint`]
    /// asks the redirects of that time.
    pub to: Slug,
}

/// A listing that names every category as it is called now, with its event; `None` when it does already.
/// With the redirects in force it does not matter in which order changes are followed, or whether twice.
///
/// The day on which the listing was changed last stays: its partner changed nothing.
pub fn repoint(
    listing: &Listing,
    taxonomy: Taxonomy,
    redirects: &Redirects,
    actor: Actor,
    at: DateTime<Utc>,
) -> Option<(Listing, NewEvent)> {
    let mut next = listing.clone();
    let (slugs, member) = match taxonomy {
        Taxonomy::Category => (&mut next.categories, "categories"),
        Taxonomy::Vertical => (&mut next.verticals, "verticals"),
        Taxonomy::Job => (&mut next.jobs, "jobs"),
    };
    let followed = redirects.follow(slugs);
    if followed == *slugs {
        return None;
    }
    *slugs = followed;
    next.version += 1;
    let event = listing_event(UPDATED, &next, vec![member.to_owned()], actor, at);
    Some((next, event))
}

/// A text of the marketplace that editors could not have written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{slug}” cannot be taken over: {why}")]
pub struct BadText {
    /// Whose.
    pub slug: Slug,
    /// What a parser says.
    pub why: String,
}

fn read(slug: &Slug, title: &str, about: &str) -> Result<PerLanguage<Text>, BadText> {
    let bad = |why: String| BadText { slug: slug.clone(), why };
    let title = title.parse::<Name>().map_err(|error| bad(error.to_string()))?;
    let summary = match about.trim() {
        "" => None,
        about => Some(about.parse::<Sentence>().map_err(|error| bad(error.to_string()))?),
    };
    Ok(PerLanguage::only(Text { title, summary }))
}

/// A collection that was in the marketplace before the editors had it: shown from `since` on, without end.
/// The marketplace's row stays as it is.
///
/// # Errors
/// See [`BadText`].
pub fn adopt_collection(stored: &Shelf, since: DateTime<Utc>) -> Result<Collection, BadText> {
    Ok(Collection {
        id: stored.id,
        version: 1,
        slug: stored.slug.clone(),
        former: BTreeSet::new(),
        text: read(&stored.slug, &stored.title, &stored.about)?,
        listings: stored.listings.clone(),
        place: Place::Published { window: Window { from: since, until: None } },
    })
}

/// The categories of a taxonomy whose terms were in the marketplace before the editors had them: in the
/// order in which it shows them. `stored` may hold other taxonomies too.
///
/// # Errors
/// See [`BadText`].
pub fn adopt_terms(taxonomy: Taxonomy, stored: &[Term], ids: &dyn IdGen) -> Result<Categories, BadText> {
    let mut terms: Vec<_> = stored.iter().filter(|term| term.taxonomy == taxonomy).collect();
    terms.sort_by(|one, other| (one.position, &one.label).cmp(&(other.position, &other.label)));
    let category = |term: &Term| {
        Ok(Category {
            id: CategoryId::new(ids),
            slug: term.slug.clone(),
            former: BTreeSet::new(),
            text: read(&term.slug, &term.label, &term.about)?,
        })
    };
    let live = terms.into_iter().map(category).collect::<Result<_, _>>()?;
    Ok(Categories { version: 1, live, ..Categories::start(taxonomy) })
}

#[cfg(test)]
mod tests;
