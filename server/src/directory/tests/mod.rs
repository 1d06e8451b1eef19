//! The directory against plain reference implementations, against hostile input, and across restarts.

mod browse;
mod follower;
mod oracle;
mod search;

use std::sync::Arc;

use shared::{
    editorial::{
        directory::{all_categories, all_collections},
        model::{Picks, Schedule},
    },
    endpoint::{Query, decode_pairs},
    marketplace::{
        api::{ListingsPage, ListingsQuery},
        model::{Collection, Listing, Signals, Taxonomy, Term},
        rules::policy::DirectoryPolicy,
    },
    partners::model::Partner,
    testing::START,
};

use super::{ListError, Snapshot, editorial::Editorial, model::Model, text::TextIndex};

/// What a directory is made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Catalogue {
    pub(super) listings: Vec<(Listing, Signals)>,
    pub(super) partners: Vec<Partner>,
    pub(super) terms: Vec<Term>,
    pub(super) collections: Vec<Collection>,
}

/// An empty model in memory, on the day on which tests begin.
pub(super) fn model() -> Model {
    let text = TextIndex::in_memory().expect("an index in memory");
    Model::new(text, Arc::new(DirectoryPolicy::default()), START.date_naive(), 1)
}

impl Catalogue {
    pub(super) fn with(mut self, listing: Listing) -> Self {
        self.listings.push((listing, Signals::default()));
        self
    }

    pub(super) fn measured(mut self, listing: Listing, signals: Signals) -> Self {
        self.listings.push((listing, signals));
        self
    }

    /// The directory, built in one go.
    pub(super) fn build(&self) -> Arc<Snapshot> {
        let mut model = model();
        model.put_terms(self.terms.clone());
        model.put_collections(self.collections.clone());
        model.put_editorial(Editorial::new(
            all_collections(Vec::new(), &self.collections),
            Picks::default(),
            Schedule::default(),
            Taxonomy::ALL.map(|taxonomy| all_categories(None, taxonomy, &self.terms)),
        ));
        for partner in &self.partners {
            model.put_partner(partner.clone());
        }
        for (listing, signals) in &self.listings {
            model.put_listing(listing, *signals).expect("an index that takes listings");
        }
        model
            .publish(START.date_naive())
            .expect("an index that commits")
            .expect("a new model has something to say")
    }
}

pub(super) fn query(raw: &str) -> ListingsQuery {
    let pairs = decode_pairs(raw).expect("a query string");
    ListingsQuery::parse(&pairs).unwrap_or_else(|errors| panic!("{raw}: {errors:?}"))
}

pub(super) fn list(snapshot: &Snapshot, raw: &str) -> ListingsPage {
    page(snapshot, &query(raw)).unwrap_or_else(|error| panic!("{raw}: {error}"))
}

pub(super) fn page(snapshot: &Snapshot, query: &ListingsQuery) -> Result<ListingsPage, ListError> {
    let bytes = snapshot.list(query)?;
    Ok(serde_json::from_slice(&bytes).expect("a reply that is a page"))
}

pub(super) fn slugs(page: &ListingsPage) -> Vec<&str> {
    page.items.iter().map(|item| item.slug.as_str()).collect()
}
