//! Partners and terms by any of their words, for suggestions.

use shared::marketplace::model::{Taxonomy, Term};

use super::{row::name_key, snapshot::Partners};

/// What a phrase stands for: its place among the partners or the terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phrase {
    Partner(usize),
    Category(usize),
    Vertical(usize),
}

/// Every word of every phrase with what follows it, sorted.
#[derive(Debug, Default)]
pub(crate) struct Phrases(Vec<(Box<str>, Phrase)>);

impl Phrases {
    pub(crate) fn new(partners: &Partners, terms: &[Term]) -> Self {
        let partners =
            partners.all().iter().enumerate().map(|(at, partner)| (&partner.name, Phrase::Partner(at)));
        let terms = terms.iter().enumerate().filter_map(|(at, term)| match term.taxonomy {
            Taxonomy::Category => Some((&term.label, Phrase::Category(at))),
            Taxonomy::Vertical => Some((&term.label, Phrase::Vertical(at))),
            Taxonomy::Job => None,
        });
        let mut phrases: Vec<(Box<str>, Phrase)> = Vec::new();
        for (name, phrase) in partners.chain(terms) {
            let key = name_key(name);
            let starts = key.match_indices(' ').map(|(at, _)| at + 1);
            phrases.extend(std::iter::once(0).chain(starts).map(|at| (Box::from(&key[at..]), phrase)));
        }
        phrases.sort_unstable();
        Self(phrases)
    }

    /// The phrases with a word that begins with `typed`, in the order of those words.
    pub(crate) fn starting_with<'a>(&'a self, typed: &'a str) -> impl Iterator<Item = Phrase> + 'a {
        let from = self.0.partition_point(|(text, _)| **text < *typed);
        self.0[from..].iter().take_while(move |(text, _)| text.starts_with(typed)).map(|(_, phrase)| *phrase)
    }

    /// The words of all phrases that could be meant by `typed`: within `distance` typos of a word's
    /// beginning.
    pub(crate) fn nearest(&self, typed: &str, distance: u8) -> Option<String> {
        let length = typed.chars().count();
        let candidates = self.0.iter().filter_map(|(text, _)| {
            let word = text.split(' ').next().unwrap_or_default();
            let end = word.char_indices().nth(length).map_or(word.len(), |(end, _)| end);
            let off = strsim::osa_distance(typed, &word[..end]).min(strsim::osa_distance(typed, word));
            (off <= usize::from(distance)).then_some((off, word))
        });
        candidates.min().map(|(_, word)| word.to_owned())
    }
}
