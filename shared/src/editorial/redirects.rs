//! Where an address leads, now and for ever.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::model::{Categories, Collection, Past, Place};
use crate::{ids::CollectionId, slug::Slug};

/// Where addresses lead. An address leads to one that is live, in one step: there are no chains.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redirects(BTreeMap<Slug, Leads>);

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leads {
    /// It is the address.
    Here,
    /// To another address, for ever: 308.
    To(Slug),
    /// Nowhere any more: 410.
    Gone,
}

/// Where an address leads; `None` when nothing was ever there that everyone may know of.
pub fn resolve<'r>(redirects: &'r Redirects, slug: &Slug) -> Option<&'r Leads> {
    redirects.0.get(slug)
}

impl Redirects {
    /// Of the categories of one taxonomy.
    pub fn of_categories(categories: &Categories) -> Self {
        let mut leads = BTreeMap::new();
        for past in categories.past.values() {
            match past {
                // Its addresses are among those of the one that has them.
                Past::Merged { .. } => {}
                Past::Retired { slugs } => leads.extend(slugs.iter().map(|slug| (slug.clone(), Leads::Gone))),
            }
        }
        for category in &categories.live {
            let to = |slug: &Slug| (slug.clone(), Leads::To(category.slug.clone()));
            leads.extend(category.former.iter().map(to));
            leads.insert(category.slug.clone(), Leads::Here);
        }
        Self(leads)
    }

    /// Of collections, at an instant: one that is not shown leads nowhere yet.
    pub fn of_collections<'c>(
        collections: impl IntoIterator<Item = &'c Collection>,
        now: DateTime<Utc>,
    ) -> Self {
        let mut leads = BTreeMap::new();
        for collection in collections {
            let archived = collection.place == Place::Archived;
            if !archived && !collection.is_shown(now) {
                continue;
            }
            let former = if archived { Leads::Gone } else { Leads::To(collection.slug.clone()) };
            leads.extend(collection.former.iter().map(|slug| (slug.clone(), former.clone())));
            let own = if archived { Leads::Gone } else { Leads::Here };
            leads.insert(collection.slug.clone(), own);
        }
        Self(leads)
    }

    /// The same addresses, each as it is now, in their order and without repeats. Those that lead nowhere
    /// stay as they are.
    pub fn follow(&self, slugs: &[Slug]) -> Vec<Slug> {
        let mut followed: Vec<Slug> = Vec::with_capacity(slugs.len());
        for slug in slugs {
            let slug = match resolve(self, slug) {
                Some(Leads::To(slug)) => slug,
                Some(Leads::Here | Leads::Gone) | None => slug,
            };
            if !followed.contains(slug) {
                followed.push(slug.clone());
            }
        }
        followed
    }
}

/// The collection that has an address or had it: a fact of a decision that gives one an address.
pub fn holder<'c>(
    collections: impl IntoIterator<Item = &'c Collection>,
    slug: &Slug,
) -> Option<CollectionId> {
    collections.into_iter().find(|collection| collection.has_slug(slug)).map(|collection| collection.id)
}
