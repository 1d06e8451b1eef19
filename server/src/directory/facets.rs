//! The facets as columns: which listings have which value, and how to count that fast.

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use serde::{Deserialize, Serialize};
use shared::{marketplace::api::Facet, text};

use super::{
    bitmap::{Bitmap, SlotSet},
    row::Row,
    words,
};

const FACETS: usize = Facet::ALL.len();
/// Bits of a code that number the value within its facet; the facet stands above them.
const VALUE_BITS: u32 = 28;

/// A value of a facet as one number: the facet and the value's place among those ever seen.
#[expect(clippy::cast_possible_truncation, reason = "there are eight facets")]
pub(crate) const fn code(facet: Facet, value: u32) -> u32 {
    ((facet.index() as u32) << VALUE_BITS) | value
}

pub(crate) const fn parts(code: u32) -> (usize, usize) {
    ((code >> VALUE_BITS) as usize, (code & ((1 << VALUE_BITS) - 1)) as usize)
}

/// A value of a facet.
#[derive(Clone, Debug)]
pub(crate) struct Value {
    pub(crate) words: Arc<Words>,
    /// Listings in the directory that have it.
    pub(crate) count: u32,
    slots: Arc<SlotSet>,
    /// A term of the taxonomy: known even while no listing has it.
    term: bool,
}

/// How a value is written.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) value: Box<str>,
    pub(crate) label: Box<str>,
    /// The JSON of a count up to the number.
    pub(crate) head: Box<str>,
}

impl Words {
    fn new(value: &str, label: &str) -> Arc<Self> {
        let (value_json, label_json) = (serde_json::json!(value), serde_json::json!(label));
        Arc::new(Self {
            value: value.into(),
            label: label.into(),
            head: format!(r#"{{"value":{value_json},"label":{label_json},"count":"#).into(),
        })
    }
}

/// One facet.
#[derive(Clone, Debug, Default)]
pub(crate) struct FacetColumn {
    pub(crate) values: Vec<Value>,
    by_value: Arc<HashMap<Box<str>, u32>>,
    /// All values by label: how equal counts are ordered.
    pub(crate) by_label: Arc<Vec<u32>>,
}

/// All facets.
#[derive(Clone, Debug)]
pub(crate) struct Facets {
    pub(crate) columns: [FacetColumn; FACETS],
    /// Steps of counting every value by its column.
    cost: usize,
    relabelled: bool,
}

/// The part of the facets that is saved; the rest follows from the rows.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Dictionary(Vec<Vec<(String, String, bool)>>);

impl Default for Facets {
    /// Every well-known word of the contract may be asked for, whether or not a listing has it.
    fn default() -> Self {
        let mut facets = Self::empty();
        facets.intern_well_known();
        facets
    }
}

impl Facets {
    fn empty() -> Self {
        Self { columns: Default::default(), cost: 0, relabelled: true }
    }

    fn intern_well_known(&mut self) {
        for (facet, value) in words::all_well_known() {
            self.intern(facet, value);
        }
        self.settle();
    }

    pub(crate) fn column(&self, facet: Facet) -> &FacetColumn {
        &self.columns[facet.index()]
    }

    /// The label of a value that was ever seen.
    pub(crate) fn label(&self, facet: Facet, value: &str) -> Option<&str> {
        let column = self.column(facet);
        column.find(value).map(|at| &*column.values[at as usize].words.label)
    }

    /// The value's number, made now when it is new.
    pub(crate) fn intern(&mut self, facet: Facet, value: &str) -> u32 {
        if let Some(known) = self.columns[facet.index()].find(value) {
            return known;
        }
        self.relabelled = true;
        self.columns[facet.index()].push(value, &words::label(facet, value))
    }

    /// Makes these the terms of a facet that is a taxonomy. Gives the values whose label changed.
    pub(crate) fn set_terms(&mut self, facet: Facet, terms: &[(String, String)]) -> Vec<u32> {
        let column = &mut self.columns[facet.index()];
        let mut changed = Vec::new();
        for value in &mut column.values {
            value.term = false;
        }
        for (slug, label) in terms {
            let at = column.find(slug).unwrap_or_else(|| column.push(slug, label));
            let value = &mut column.values[at as usize];
            value.term = true;
            if *value.words.label != **label {
                value.words = Words::new(slug, label);
                changed.push(at);
            }
        }
        self.relabelled = true;
        changed
    }

    /// Counts a row in, or out.
    pub(crate) fn put(&mut self, slot: u32, row: &Row, slots: usize) {
        for (facet, value) in row.codes.iter().map(|code| parts(*code)) {
            if let Some(value) = self.columns[facet].values.get_mut(value) {
                Arc::make_mut(&mut value.slots).insert(slot, slots);
                value.count += 1;
            }
        }
    }

    pub(crate) fn take(&mut self, slot: u32, row: &Row) {
        for (facet, value) in row.codes.iter().map(|code| parts(*code)) {
            if let Some(value) = self.columns[facet].values.get_mut(value) {
                Arc::make_mut(&mut value.slots).remove(slot);
                value.count = value.count.saturating_sub(1);
            }
        }
    }

    /// After changes: what is derived from all values.
    pub(crate) fn settle(&mut self) {
        self.cost =
            self.columns.iter().flat_map(|column| &column.values).map(|value| value.slots.cost()).sum();
        if std::mem::take(&mut self.relabelled) {
            for column in &mut self.columns {
                column.sort_labels();
            }
        }
    }

    /// How many of the slots in `set` have each value, by facet and value.
    ///
    /// Few slots are counted one by one through their rows, many through the columns.
    pub(crate) fn count(&self, set: &Bitmap, size: u32, codes: &Codes) -> [Vec<u32>; FACETS] {
        if (size as usize).saturating_mul(codes.steps_per_row()) < self.cost {
            let mut counts = self.columns.each_ref().map(|column| vec![0_u32; column.values.len()]);
            for slot in set.iter() {
                for code in codes.of(slot) {
                    let (facet, value) = parts(*code);
                    counts[facet][value] += 1;
                }
            }
            return counts;
        }
        self.columns.each_ref().map(|column| column.count(set))
    }

    pub(crate) fn dictionary(&self) -> Dictionary {
        let one = |value: &Value| (value.words.value.to_string(), value.words.label.to_string(), value.term);
        Dictionary(self.columns.iter().map(|column| column.values.iter().map(one).collect()).collect())
    }

    /// The facets as saved, with the values of these rows counted in. `None` when they do not fit.
    pub(crate) fn restore(dictionary: Dictionary, rows: &[Arc<Row>]) -> Option<Self> {
        let mut facets = Self::empty();
        if dictionary.0.len() != FACETS {
            return None;
        }
        for (column, values) in facets.columns.iter_mut().zip(dictionary.0) {
            for (value, label, term) in values {
                let at = column.push(&value, &label);
                column.values[at as usize].term = term;
            }
        }
        let mut slots: [Vec<Vec<u32>>; FACETS] =
            facets.columns.each_ref().map(|column| vec![Vec::new(); column.values.len()]);
        for (slot, row) in (0_u32..).zip(rows).filter(|(_, row)| row.in_directory) {
            for (facet, value) in row.codes.iter().map(|code| parts(*code)) {
                slots.get_mut(facet)?.get_mut(value)?.push(slot);
            }
        }
        for (column, lists) in facets.columns.iter_mut().zip(slots) {
            for (value, list) in column.values.iter_mut().zip(lists) {
                value.count = u32::try_from(list.len()).ok()?;
                value.slots = Arc::new(SlotSet::of_sorted(list, rows.len()));
            }
        }
        facets.relabelled = true;
        facets.intern_well_known();
        Some(facets)
    }
}

impl FacetColumn {
    pub(crate) fn find(&self, value: &str) -> Option<u32> {
        self.by_value.get(value).copied()
    }

    /// The value when it may be asked for: a term, something that a listing has, or a well-known word.
    pub(crate) fn known(&self, facet: Facet, value: &str) -> Option<u32> {
        let at = self.find(value)?;
        let found = &self.values[at as usize];
        (found.term || found.count > 0 || words::well_known(facet, value).is_some()).then_some(at)
    }

    /// Listings that have one of the values.
    pub(crate) fn any_of(&self, values: &[u32]) -> Bitmap {
        let mut set = Bitmap::default();
        for value in values {
            self.values[*value as usize].slots.unite_into(&mut set);
        }
        set
    }

    /// Listings in `set` that have each value.
    pub(crate) fn count(&self, set: &Bitmap) -> Vec<u32> {
        self.values.iter().map(|value| value.slots.common(set)).collect()
    }

    /// The values to show with these counts, most frequent first, then by label. `always` are shown even
    /// at zero.
    pub(crate) fn shown(&self, counts: &[u32], always: &[u32], most: usize) -> Vec<u32> {
        let mut shown: Vec<u32> = self
            .by_label
            .iter()
            .copied()
            .filter(|at| counts[*at as usize] > 0 || always.contains(at))
            .collect();
        shown.sort_by_key(|at| Reverse(counts[*at as usize]));
        if shown.len() > most {
            let rest = shown.split_off(most);
            shown.extend(rest.into_iter().filter(|at| always.contains(at)));
        }
        shown
    }

    fn push(&mut self, value: &str, label: &str) -> u32 {
        let at = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        let words = Words::new(value, label);
        self.values.push(Value { words, count: 0, slots: Arc::default(), term: false });
        Arc::make_mut(&mut self.by_value).insert(value.into(), at);
        at
    }

    fn sort_labels(&mut self) {
        let mut order: Vec<u32> = (0_u32..).zip(&self.values).map(|(at, _)| at).collect();
        order.sort_by_cached_key(|at| {
            let words = &self.values[*at as usize].words;
            (text::fold(&words.label), words.value.clone())
        });
        self.by_label = Arc::new(order);
    }
}

/// The codes of every row behind each other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Codes {
    /// Where each slot's codes begin, and one more for the end.
    starts: Vec<u32>,
    codes: Vec<u32>,
}

impl Codes {
    pub(crate) fn of_rows(rows: &[Arc<Row>]) -> Self {
        let mut starts = Vec::with_capacity(rows.len() + 1);
        let mut codes = Vec::with_capacity(rows.iter().map(|row| row.codes.len()).sum());
        for row in rows {
            starts.push(u32::try_from(codes.len()).unwrap_or(u32::MAX));
            codes.extend_from_slice(&row.codes);
        }
        starts.push(u32::try_from(codes.len()).unwrap_or(u32::MAX));
        Self { starts, codes }
    }

    #[inline]
    pub(crate) fn of(&self, slot: u32) -> &[u32] {
        let at = slot as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => &self.codes[*start as usize..*end as usize],
            _ => &[],
        }
    }

    /// What reading one row costs against a step through a column.
    fn steps_per_row(&self) -> usize {
        8 + 2 * self.codes.len() / self.starts.len().max(1)
    }
}
