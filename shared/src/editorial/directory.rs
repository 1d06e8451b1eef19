//! The marketplace written from what the editors keep, and what stood there before taken over.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ulid::Ulid;

use super::{
    event::{COLLECTION_HIDDEN, COLLECTION_SHOWN},
    model::{Categories, Category, Collection, Past, Place},
    redirects::{Leads, Redirects, resolve},
    text::{MAX_SENTENCE_CHARS, PerLanguage, Text},
    window::Window,
};
use crate::{
    canonical::Digest,
    event::{Actor, NewEvent},
    identity::model::{BadName, MAX_NAME_CHARS, Name, steers_text},
    ids::{CategoryId, CollectionId, OrganisationId},
    marketplace::{
        event::{UPDATED, listing_event},
        model::{Collection as Shelf, Listing, Taxonomy, Term},
    },
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

/// What stands in the marketplace as editors write it: what they could not have written is shortened or left
/// out, and a title of nothing but that is the address.
fn read(slug: &Slug, title: &str, about: &str) -> PerLanguage<Text> {
    let plain = |text: &str, most: usize| {
        let seen = text.chars().filter(|letter| !steers_text(*letter)).collect::<String>();
        seen.trim().chars().take(most).collect::<String>()
    };
    let title: Result<Name, BadName> =
        plain(title, MAX_NAME_CHARS).parse().or_else(|_| slug.as_str().parse());
    let summary = plain(about, MAX_SENTENCE_CHARS).parse().ok();
    let title = title.expect("an address is short and plain");
    PerLanguage::only(Text { title, summary })
}

/// All collections: those that editors keep, and those that came into the marketplace by another way. The
/// latter are shown from their making on, without end.
pub fn all_collections(kept: Vec<Collection>, stored: &[Shelf]) -> Vec<Collection> {
    let unknown = |shelf: &&Shelf| kept.iter().all(|collection| collection.id != shelf.id);
    let adopted: Vec<_> = stored.iter().filter(unknown).map(adopt_collection).collect();
    kept.into_iter().chain(adopted).collect()
}

fn adopt_collection(stored: &Shelf) -> Collection {
    let made = i64::try_from(stored.id.ulid().timestamp_ms()).ok();
    let from = made.and_then(DateTime::from_timestamp_millis).unwrap_or(DateTime::UNIX_EPOCH);
    Collection {
        id: stored.id,
        version: 1,
        slug: stored.slug.clone(),
        former: BTreeSet::new(),
        text: read(&stored.slug, &stored.title, &stored.about),
        listings: stored.listings.clone(),
        place: Place::Published { window: Window { from, until: None } },
    }
}

/// All categories of a taxonomy: those that editors keep, and behind them those that came into the marketplace
/// by another way, in the order in which it shows them. `stored` may hold other taxonomies too.
///
/// A term whose address leads elsewhere is none: with the next decision it leaves the marketplace.
pub fn all_categories(kept: Option<Categories>, taxonomy: Taxonomy, stored: &[Term]) -> Categories {
    let mut all = kept.unwrap_or(Categories::start(taxonomy));
    let redirects = Redirects::of_categories(&all);
    let is_new = |term: &&Term| {
        let leads = resolve(&redirects, &term.slug);
        term.taxonomy == taxonomy && !matches!(leads, Some(Leads::Here | Leads::To(_)))
    };
    let mut terms: Vec<_> = stored.iter().filter(is_new).collect();
    terms.sort_by(|one, other| (one.position, &one.label).cmp(&(other.position, &other.label)));
    for term in terms {
        for past in all.past.values_mut() {
            match past {
                Past::Retired { slugs } => _ = slugs.remove(&term.slug),
                Past::Merged { .. } => {}
            }
        }
        all.live.push(Category {
            id: adopted_id(&all, &term.slug),
            slug: term.slug.clone(),
            former: BTreeSet::new(),
            text: read(&term.slug, &term.label, &term.about),
        });
    }
    all
}

/// The id of a category that nobody gave one: the same until the next write, which keeps it.
fn adopted_id(categories: &Categories, slug: &Slug) -> CategoryId {
    let named = format!("{}/{}/{slug}", categories.taxonomy.as_str(), categories.version);
    let digest = Digest::of_bytes(named);
    let number = u128::from_str_radix(&digest.as_str()[..32], 16).expect("hex digits");
    CategoryId::from_ulid(Ulid(number))
}

#[cfg(test)]
mod tests;
