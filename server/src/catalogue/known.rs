//! What the marketplace holds already, as far as an import asks.

use std::collections::{HashMap, HashSet};

use shared::{
    ids::ListingId,
    marketplace::model::{Taxonomy, Term},
    partners::model::Partner,
    slug::Slug,
};
use store::Store;

/// Partners read at a time.
const PAGE: usize = 1_000;

/// Addresses, partners and terms; loaded once, then kept up with what the import itself commits.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) listings: HashMap<Slug, ListingId>,
    pub(super) partners: HashMap<Slug, Partner>,
    pub(super) terms: HashSet<(Taxonomy, Slug)>,
}

impl Known {
    pub(super) async fn load(store: &Store) -> anyhow::Result<Self> {
        let listings = store.listing_keys().await?.into_iter().map(|(slug, id, _)| (slug, id)).collect();
        let mut partners = HashMap::new();
        let mut after = None;
        loop {
            let page = store.partners_after(after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            partners.extend(page.into_iter().map(|partner| (partner.slug.clone(), partner)));
        }
        let mut terms: HashSet<_> =
            store.terms().await?.into_iter().map(|term| (term.taxonomy, term.slug)).collect();
        // Whoever names a category as it was called before means the one that it leads to.
        for all in store.all_categories().await? {
            let former = all.live.into_iter().flat_map(|category| category.former);
            terms.extend(former.map(|slug| (all.taxonomy, slug)));
        }
        Ok(Self { listings, partners, terms })
    }

    pub(super) fn has_term(&self, taxonomy: Taxonomy, slug: &Slug) -> bool {
        // A set of pairs is asked by a pair: the copy is short and made a few times a row.
        self.terms.contains(&(taxonomy, slug.clone()))
    }

    /// Takes in what was committed.
    pub(super) fn learn(
        &mut self,
        listings: Vec<(Slug, ListingId)>,
        partners: HashMap<Slug, Partner>,
        terms: Vec<Term>,
    ) {
        self.listings.extend(listings);
        self.partners.extend(partners);
        self.terms.extend(terms.into_iter().map(|term| (term.taxonomy, term.slug)));
    }

    /// The category that a misspelt one is nearest to.
    pub(super) fn category_like(&self, slug: &Slug) -> Option<&Slug> {
        self.terms
            .iter()
            .filter(|(taxonomy, _)| *taxonomy == Taxonomy::Category)
            .map(|(_, known)| (strsim::osa_distance(known.as_str(), slug.as_str()), known))
            .filter(|(distance, known)| *distance <= known.as_str().len() / 3)
            .min()
            .map(|(_, known)| known)
    }
}
