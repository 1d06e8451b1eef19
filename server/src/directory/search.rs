//! One pass over everything that matches: who matches, and who matches best.

use std::cmp::Ordering;

use shared::ids::ListingId;
use tantivy::{
    DocSet, TERMINATED, TantivyError,
    query::{EnableScoring, Query},
    schema::IndexRecordOption,
};

use super::{
    bitmap::Bitmap,
    columns::Columns,
    query::Word,
    text::{FIELD_NAMES, TextView},
};

/// A listing that was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) slot: u32,
    /// Text score times quality.
    pub(crate) score: f64,
    pub(crate) text: f32,
    /// Segment and document.
    at: (usize, u32),
}

/// The best hits after a place in the list.
#[derive(Debug)]
pub(crate) struct Best<'c> {
    columns: &'c Columns,
    most: usize,
    after: Option<(f64, ListingId)>,
    /// Listings that take part; all when there is no filter.
    allowed: Option<&'c Bitmap>,
    /// Nothing below this gets onto the page any more.
    threshold: f64,
    hits: Vec<Hit>,
}

impl<'c> Best<'c> {
    pub(crate) fn new(
        columns: &'c Columns,
        most: usize,
        after: Option<(f64, ListingId)>,
        allowed: Option<&'c Bitmap>,
    ) -> Self {
        Self {
            columns,
            most,
            after,
            allowed,
            threshold: f64::NEG_INFINITY,
            hits: Vec::with_capacity(2 * most),
        }
    }

    #[inline]
    fn offer(&mut self, slot: u32, text: f32, at: (usize, u32)) {
        let score = f64::from(text) * self.columns.quality[slot as usize];
        if score < self.threshold || self.allowed.is_some_and(|allowed| !allowed.contains(slot)) {
            return;
        }
        if let Some((last, id)) = self.after {
            let order = score.total_cmp(&last);
            if order == Ordering::Greater || (order == Ordering::Equal && self.columns.row(slot).id <= id) {
                return;
            }
        }
        self.hits.push(Hit { slot, score, text, at });
        if self.hits.len() >= 2 * self.most {
            self.shrink();
        }
    }

    fn shrink(&mut self) {
        if self.hits.len() > self.most {
            let columns = self.columns;
            self.hits.select_nth_unstable_by(self.most - 1, |one, other| order(columns, one, other));
            self.hits.truncate(self.most);
            self.threshold = self.hits.last().map_or(f64::NEG_INFINITY, |worst| worst.score);
        }
    }

    /// The hits, best first.
    pub(crate) fn into_hits(mut self) -> Vec<Hit> {
        self.shrink();
        let columns = self.columns;
        self.hits.sort_unstable_by(|one, other| order(columns, one, other));
        self.hits
    }
}

fn order(columns: &Columns, one: &Hit, other: &Hit) -> Ordering {
    let scores = other.score.total_cmp(&one.score);
    scores.then_with(|| columns.row(one.slot).id.cmp(&columns.row(other.slot).id))
}

/// Everything that matches; with `best`, the best of it is kept there.
pub(crate) fn matches(
    view: &TextView,
    query: &dyn Query,
    columns: &Columns,
    mut best: Option<&mut Best<'_>>,
) -> Result<Bitmap, TantivyError> {
    let mut found = Bitmap::with_room(columns.rows.len());
    let room = columns.rows.len();
    let scoring = match best {
        Some(_) => EnableScoring::enabled_from_searcher(&view.searcher),
        None => EnableScoring::disabled_from_searcher(&view.searcher),
    };
    let weight = query.weight(scoring)?;
    for (at, (segment, slots)) in view.searcher.segment_readers().iter().zip(view.slots.iter()).enumerate() {
        let alive = segment.alive_bitset();
        let slot_of = |document: u32| -> Option<u32> {
            let slot = slots.get(document as usize).copied().filter(|slot| (*slot as usize) < room)?;
            alive.is_none_or(|alive| alive.is_alive(document)).then_some(slot)
        };
        match &mut best {
            Some(best) => weight.for_each(segment, &mut |document, score| {
                if let Some(slot) = slot_of(document) {
                    found.insert(slot);
                    best.offer(slot, score, (at, document));
                }
            })?,
            None => weight.for_each_no_score(segment, &mut |documents| {
                documents
                    .iter()
                    .filter_map(|document| slot_of(*document))
                    .for_each(|slot| found.insert(slot));
            })?,
        }
    }
    Ok(found)
}

/// In which fields each hit was found, as words: `name, tagline`.
pub(crate) fn fields_of(view: &TextView, words: &[Word], hits: &[Hit]) -> Result<Vec<String>, TantivyError> {
    let mut sorted: Vec<usize> = (0..hits.len()).collect();
    sorted.sort_unstable_by_key(|hit| hits[*hit].at);
    let mut fields = vec![[false; FIELD_NAMES.len()]; hits.len()];
    for form in words.iter().flat_map(|word| &word.forms) {
        let term = view.term(form.field, &form.text);
        for (at, segment) in view.searcher.segment_readers().iter().enumerate() {
            let index = segment.inverted_index(view.fields.text[form.field])?;
            let Some(mut postings) = index.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            for hit in sorted.iter().copied().filter(|hit| hits[*hit].at.0 == at) {
                let document = hits[hit].at.1;
                if postings.doc() < document {
                    postings.seek(document);
                }
                if postings.doc() == TERMINATED {
                    break;
                }
                fields[hit][form.field] |= postings.doc() == document;
            }
        }
    }
    let named = |found: &[bool; FIELD_NAMES.len()]| {
        let names = FIELD_NAMES.iter().zip(found).filter(|(_, found)| **found).map(|(name, _)| *name);
        names.collect::<Vec<_>>().join(", ")
    };
    Ok(fields.iter().map(named).collect())
}
