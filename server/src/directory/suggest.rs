//! What might be meant while somebody types.

use std::cmp::Reverse;

use shared::{
    marketplace::api::{Facet, ListingsQuery, Sort, Suggestion, Suggestions},
    page::Limit,
};

use super::{filter::Filter, list::ListError, phrases::Phrase, row::name_key, snapshot::Snapshot};

/// Lines under the search box.
const MOST: usize = 8;
/// Partners, categories and verticals among them, while listings would fill the rest.
const MOST_PHRASES: usize = 3;
/// Below this many lines, words in another order, in other texts and in other spellings count as well.
const FEW: usize = 3;
/// Phrases that are looked at for one beginning.
const MAX_PHRASES: usize = 256;

impl Snapshot {
    /// Up to eight listings, partners, categories and verticals for what has been typed so far.
    ///
    /// # Errors
    /// When the text index cannot be read.
    pub fn suggest(&self, typed: &str) -> Result<Suggestions, ListError> {
        let key = name_key(typed);
        if key.is_empty() {
            return Ok(Suggestions { items: Vec::new() });
        }
        let order = self.columns.order(Sort::Relevance);
        let mut slots = self.columns.names.starting_with(&key, MOST, &self.columns, order);
        let mut phrases = self.phrases_like(&key);
        if slots.len() + phrases.len() < FEW {
            let chars = key.chars().count();
            if phrases.is_empty()
                && let Some(word) = self.phrases.nearest(&key, self.policy.typos.tolerated(chars))
            {
                phrases = self.phrases_like(&word);
            }
            for slot in self.found(typed)? {
                if !slots.contains(&slot) {
                    slots.push(slot);
                }
            }
        }
        phrases.truncate(MOST_PHRASES.max(MOST.saturating_sub(slots.len())));
        slots.truncate(MOST - phrases.len());
        let listings = slots.into_iter().filter_map(|slot| self.listing_line(slot));
        let items = listings.chain(phrases.into_iter().map(|phrase| self.phrase_line(phrase))).collect();
        Ok(Suggestions { items })
    }

    /// The best listings of a search, typos and all.
    pub(crate) fn found(&self, typed: &str) -> Result<Vec<u32>, ListError> {
        let limit = Limit::new(8).unwrap_or_default();
        let query = ListingsQuery { q: typed.to_owned(), limit, ..ListingsQuery::default() };
        let filter = Filter::resolve(&self.columns, &query)?;
        let found = self.find(&query, &filter, None)?;
        Ok(found.hits.unwrap_or_default().iter().map(|hit| hit.slot).take(MOST).collect())
    }

    /// Phrases with a word that begins like this, those with the most listings first.
    fn phrases_like(&self, typed: &str) -> Vec<Phrase> {
        let mut phrases: Vec<(Reverse<usize>, Phrase)> = Vec::new();
        for phrase in self.phrases.starting_with(typed).take(MAX_PHRASES) {
            let weight = self.weight(phrase);
            if weight > 0 && !phrases.iter().any(|(_, known)| *known == phrase) {
                phrases.push((Reverse(weight), phrase));
            }
        }
        phrases.sort_unstable();
        phrases.truncate(MOST);
        phrases.into_iter().map(|(_, phrase)| phrase).collect()
    }

    /// Listings behind a phrase.
    fn weight(&self, phrase: Phrase) -> usize {
        match phrase {
            Phrase::Partner(at) => self.columns.of_partner(self.partners.all()[at].id).len(),
            Phrase::Category(at) => {
                self.listings_under(Facet::Category, self.terms[at].slug.as_str()) as usize
            }
            Phrase::Vertical(at) => {
                self.listings_under(Facet::Vertical, self.terms[at].slug.as_str()) as usize
            }
        }
    }

    /// Listings in the directory that have a value.
    pub(crate) fn listings_under(&self, facet: Facet, value: &str) -> u32 {
        let column = self.columns.facets.column(facet);
        column.find(value).map_or(0, |at| column.values[at as usize].count)
    }

    fn listing_line(&self, slot: u32) -> Option<Suggestion> {
        let card = self.columns.row(slot).card().ok()?;
        let (slug, name, tagline, icon_url) = (card.slug, card.name, card.tagline, card.icon_url);
        Some(Suggestion::Listing { slug, name, tagline, icon_url })
    }

    fn phrase_line(&self, phrase: Phrase) -> Suggestion {
        let term = |at: usize| (self.terms[at].slug.to_string(), self.terms[at].label.clone());
        match phrase {
            Phrase::Partner(at) => {
                let partner = &self.partners.all()[at];
                Suggestion::Partner { slug: partner.slug.to_string(), name: partner.name.clone() }
            }
            Phrase::Category(at) => {
                let (slug, label) = term(at);
                Suggestion::Category { slug, label }
            }
            Phrase::Vertical(at) => {
                let (slug, label) = term(at);
                Suggestion::Vertical { slug, label }
            }
        }
    }
}
