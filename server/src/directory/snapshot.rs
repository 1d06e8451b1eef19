//! The directory at one moment: what requests read.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use bytes::Bytes;
use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    ids::{ListingId, OrganisationId},
    marketplace::{
        api::{Facet, ListingCard, Sort, TermRef},
        model::{Collection, Term},
        rules::{exploration::Slot, policy::DirectoryPolicy},
    },
    page::Limit,
    partners::model::Partner,
    slug::Slug,
};
use tantivy::{Searcher, TantivyError, query::Query};

use super::{
    columns::Columns,
    editorial::Editorial,
    phrases::Phrases,
    query::{self, Plan},
    row::{Row, instant},
    text::TextView,
};

/// The whole directory as it stood after one change. Cheap to hold; never changes.
#[derive(Debug)]
pub struct Snapshot {
    generation: u64,
    pub(crate) day: NaiveDate,
    pub(crate) policy: Arc<DirectoryPolicy>,
    pub(crate) columns: Columns,
    pub(crate) text: TextView,
    pub(crate) partners: Arc<Partners>,
    pub(crate) terms: Arc<Vec<Term>>,
    /// The rows that everyone reads.
    pub(crate) collections: Arc<Vec<Collection>>,
    pub(crate) editorial: Arc<Editorial>,
    /// The slots of the listings that [`Self::editorial`] names.
    pub(crate) named: HashMap<ListingId, u32>,
    pub(crate) phrases: Arc<Phrases>,
    /// One for each act; see [`Self::home`].
    pub(crate) home: Box<[OnceLock<Bytes>]>,
    pub(crate) repoint: OnceLock<Vec<ListingId>>,
    pub(crate) categories: OnceLock<Bytes>,
    /// By page size: the new app that gets a chance today, with its slot.
    pub(crate) explored: Box<[OnceLock<Explored>]>,
}

impl Snapshot {
    #[expect(clippy::too_many_arguments, reason = "the parts of the model, handed over once")]
    pub(crate) fn new(
        generation: u64,
        day: NaiveDate,
        policy: Arc<DirectoryPolicy>,
        columns: Columns,
        text: TextView,
        partners: Arc<Partners>,
        terms: Arc<Vec<Term>>,
        collections: Arc<Vec<Collection>>,
        editorial: Arc<Editorial>,
        named: HashMap<ListingId, u32>,
        phrases: Arc<Phrases>,
    ) -> Self {
        let explored = (0..=Limit::MAX).map(|_| OnceLock::new()).collect();
        let home = (0..editorial.acts()).map(|_| OnceLock::new()).collect();
        let (repoint, categories) = (OnceLock::new(), OnceLock::new());
        Self {
            generation,
            day,
            policy,
            columns,
            text,
            partners,
            terms,
            collections,
            editorial,
            named,
            phrases,
            home,
            repoint,
            categories,
            explored,
        }
    }

    /// Raised by each change, also across restarts: what is derived from a snapshot is kept under it.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The policy that everything was rated and ordered under.
    pub fn policy(&self) -> &DirectoryPolicy {
        &self.policy
    }

    /// Listings in the directory.
    pub fn len(&self) -> usize {
        self.columns.total as usize
    }

    pub fn is_empty(&self) -> bool {
        self.columns.total == 0
    }

    /// The partner with this address.
    pub fn partner(&self, slug: &Slug) -> Option<&Arc<Partner>> {
        self.partners.by_slug(slug)
    }

    /// The name and address of a listing's partner.
    pub fn partner_of(&self, id: OrganisationId) -> Option<&Arc<Partner>> {
        self.partners.get(id)
    }

    /// The card of a listing, JSON of a [`ListingCard`]; also of one that is unlisted and
    /// reached by its address.
    pub fn card(&self, slug: &Slug) -> Option<&str> {
        let row = self.columns.row(self.columns.slot_of(slug.as_str())?);
        row.has_page.then_some(&*row.card)
    }

    /// Whether search, feeds and the sitemap show the listing.
    pub fn shows(&self, slug: &Slug) -> bool {
        self.columns.slot_of(slug.as_str()).is_some_and(|slot| self.columns.row(slot).in_directory)
    }

    /// The version of a listing that this snapshot holds.
    pub fn version_of(&self, slug: &Slug) -> Option<u64> {
        self.columns.slot_of(slug.as_str()).map(|slot| self.columns.row(slot).version)
    }

    /// Addresses of all listings in the directory by slug, with the time of their last change: the
    /// sitemap.
    pub fn addresses(&self) -> impl Iterator<Item = (&str, DateTime<Utc>)> {
        let rows = self.columns.by_slug.slots.iter().map(|slot| self.columns.row(*slot));
        rows.filter(|row| row.in_directory).map(|row| (&*row.slug, instant(row.updated_at)))
    }

    /// Addresses of all partners that have a listing in the directory, by slug.
    pub fn partner_addresses(&self) -> impl Iterator<Item = &str> {
        let listed = |partner: &&Arc<Partner>| !self.columns.of_partner(partner.id).is_empty();
        self.partners.all().iter().filter(listed).map(|partner| partner.slug.as_str())
    }

    /// The taxonomies, in their order.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The newest listings with the time of their publication, of one category or of all.
    pub fn newest(&self, category: Option<&str>, most: usize) -> Vec<(ListingCard, DateTime<Utc>)> {
        let slots = match category {
            None => self.columns.order(Sort::Newest).slots.iter().copied().take(most).collect(),
            Some(category) => {
                let column = self.columns.facets.column(Facet::Category);
                let Some(value) = column.find(category) else { return Vec::new() };
                let set = column.any_of(&[value]);
                self.columns.order(Sort::Newest).first(&set, set.count(), 0, most)
            }
        };
        let rows = slots.iter().map(|slot| self.columns.row(*slot));
        rows.filter_map(|row| Some((row.card().ok()?, instant(row.published_at)))).collect()
    }

    /// The listings that changed last.
    pub fn last_updated(&self, most: usize) -> Vec<ListingCard> {
        let mut rows: Vec<&Row> = self.columns.live.iter().map(|slot| self.columns.row(slot)).collect();
        let key = |row: &&Row| (std::cmp::Reverse(row.updated_at), row.id);
        if rows.len() > most && most > 0 {
            rows.select_nth_unstable_by_key(most - 1, key);
        }
        rows.truncate(most);
        rows.sort_unstable_by_key(key);
        rows.iter().filter_map(|row| row.card().ok()).collect()
    }

    /// A value of a facet with its label, whether or not a listing has it.
    pub fn term_ref(&self, facet: Facet, value: &str) -> TermRef {
        let known = self.columns.facets.label(facet, value);
        let label = known.map_or_else(|| super::words::label(facet, value), str::to_owned);
        TermRef { slug: value.to_owned(), label }
    }

    /// The index and the query that a search text becomes, for measuring against the index alone.
    /// `None` when the text has no words.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn text_query(&self, typed: &str) -> Result<Option<TextQuery>, TantivyError> {
        Ok(match Plan::read(&self.text, typed, &self.policy)? {
            Plan::Words(words) => Some((self.text.searcher.clone(), query::query(&self.text, &words))),
            Plan::Everything | Plan::Nothing => None,
        })
    }
}

/// The new app that gets a chance, with its slot; `None` where no app is new.
pub(crate) type Explored = Option<(Slot, u32)>;

/// The index as it stands, and a query of it.
pub(crate) type TextQuery = (Searcher, Box<dyn Query>);

/// All partners, by slug.
#[derive(Clone, Debug, Default)]
pub(crate) struct Partners {
    all: Vec<Arc<Partner>>,
    by_id: HashMap<OrganisationId, Arc<Partner>>,
}

impl Partners {
    pub(crate) fn all(&self) -> &[Arc<Partner>] {
        &self.all
    }

    pub(crate) fn get(&self, id: OrganisationId) -> Option<&Arc<Partner>> {
        self.by_id.get(&id)
    }

    pub(crate) fn by_slug(&self, slug: &Slug) -> Option<&Arc<Partner>> {
        self.all.binary_search_by(|partner| partner.slug.cmp(slug)).ok().map(|at| &self.all[at])
    }

    pub(crate) fn put(&mut self, partner: Partner) {
        let partner = Arc::new(partner);
        if let Some(old) = self.by_id.insert(partner.id, Arc::clone(&partner)) {
            self.all.retain(|known| known.id != old.id);
        }
        let at = self.all.partition_point(|known| known.slug < partner.slug);
        self.all.insert(at, partner);
    }
}

impl FromIterator<Partner> for Partners {
    fn from_iter<I: IntoIterator<Item = Partner>>(partners: I) -> Self {
        let by_id: HashMap<_, _> =
            partners.into_iter().map(|partner| (partner.id, Arc::new(partner))).collect();
        let mut all: Vec<Arc<Partner>> = by_id.values().cloned().collect();
        all.sort_unstable_by(|one, other| one.slug.cmp(&other.slug));
        Self { all, by_id }
    }
}
