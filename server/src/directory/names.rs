//! Names by any of their words: what suggestions look up while somebody types.

use std::{cmp::Ordering, collections::BinaryHeap, sync::Arc};

use super::{
    bitmap::Bitmap,
    columns::Columns,
    order::{NOWHERE, Order, merge},
    row::Row,
};

/// The words of all names in the directory, each with the rest of its name behind it, sorted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    entries: Arc<Vec<Entry>>,
    /// The best rank in each block of entries.
    best: Arc<Vec<u32>>,
}

/// A word of a name: the slot, and where in [`Row::name_key`] the word begins.
pub(crate) type Entry = (u32, u16);

const BLOCK: usize = 64;

fn text(columns: &Columns, (slot, at): Entry) -> &str {
    columns.row(slot).name_key.get(at as usize..).unwrap_or_default()
}

fn entries(slot: u32, row: &Row) -> impl Iterator<Item = Entry> {
    let key = &row.name_key;
    let starts = key.match_indices(' ').map(|(at, _)| at + 1);
    let first = (!key.is_empty()).then_some(0);
    first.into_iter().chain(starts).filter_map(move |at| Some((slot, u16::try_from(at).ok()?)))
}

impl Names {
    /// Brings the names of changed slots up to date.
    pub(crate) fn update(&mut self, changed: &Bitmap, columns: &Columns) {
        let compare = |one: Entry, other: Entry| -> Ordering {
            let order = text(columns, one).cmp(text(columns, other));
            order.then_with(|| columns.row(one.0).id.cmp(&columns.row(other.0).id))
        };
        let live = changed.iter().filter(|slot| columns.live.contains(*slot));
        let mut fresh: Vec<Entry> = live.flat_map(|slot| entries(slot, columns.row(slot))).collect();
        fresh.sort_unstable_by(|one, other| compare(*one, *other));
        let kept: Vec<Entry> =
            self.entries.iter().copied().filter(|(slot, _)| !changed.contains(*slot)).collect();
        self.entries = Arc::new(merge(kept, &fresh, compare));
    }

    /// Notes where the best names are.
    pub(crate) fn rank(&mut self, order: &Order) {
        let best = |block: &[Entry]| block.iter().map(|(slot, _)| order.rank(*slot)).min().unwrap_or(NOWHERE);
        self.best = Arc::new(self.entries.chunks(BLOCK).map(best).collect());
    }

    /// Up to `most` slots that have a word (with what follows it) beginning with `typed`: names that begin
    /// with it first, then the better ones.
    pub(crate) fn starting_with(
        &self,
        typed: &str,
        most: usize,
        columns: &Columns,
        order: &Order,
    ) -> Vec<u32> {
        let from = self.entries.partition_point(|entry| text(columns, *entry) < typed);
        let rest = &self.entries[from..];
        let to = from + rest.partition_point(|entry| text(columns, *entry).starts_with(typed));
        // A name may be met once for each of its words.
        let room = most * 3;
        let mut best: BinaryHeap<(u32, bool, u32)> = BinaryHeap::with_capacity(room + 1);
        let mut at = from;
        while at < to {
            let end = to.min((at / BLOCK + 1) * BLOCK);
            let hopeless = best.len() == room
                && best
                    .peek()
                    .is_some_and(|worst| self.best.get(at / BLOCK).is_some_and(|rank| *rank > worst.0));
            if !hopeless {
                for (slot, offset) in &self.entries[at..end] {
                    best.push((order.rank(*slot), *offset != 0, *slot));
                    if best.len() > room {
                        best.pop();
                    }
                }
            }
            at = end;
        }
        let mut found = best.into_vec();
        found.sort_unstable_by_key(|(rank, inside, _)| (*inside, *rank));
        let mut slots: Vec<u32> = Vec::with_capacity(most);
        for (_, _, slot) in found {
            if !slots.contains(&slot) {
                slots.push(slot);
            }
        }
        slots.truncate(most);
        slots
    }

    pub(crate) fn saved(&self) -> Vec<Entry> {
        self.entries.to_vec()
    }

    /// The names as saved. `None` when an entry is not in the directory.
    pub(crate) fn restore(saved: Vec<Entry>, columns: &Columns) -> Option<Self> {
        let fits = |(slot, at): &Entry| {
            (*slot as usize) < columns.rows.len()
                && columns.row(*slot).name_key.is_char_boundary(*at as usize)
        };
        if !saved.iter().all(fits) {
            return None;
        }
        let mut names = Self { entries: Arc::new(saved), best: Arc::default() };
        names.rank(columns.order(shared::marketplace::api::Sort::Relevance));
        Some(names)
    }
}
