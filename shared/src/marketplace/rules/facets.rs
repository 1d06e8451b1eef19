//! What facets mean: values within one facet are alternatives, facets narrow each other, and a count
//! says how many listings choosing that value would give.
//!
//! Written for clarity, one row at a time. The directory counts with bitmaps and is tested against
//! this.

use std::collections::BTreeMap;

use crate::marketplace::api::{Facet, Stars};

/// A listing as facets see it. Values are numbers that the caller gives to the words of each facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetRow {
    /// By [`Facet::index`], each without repeats.
    pub values: [Vec<u32>; Facet::ALL.len()],
    pub rating: Stars,
}

/// What was chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// By [`Facet::index`]; an empty list chooses nothing and so refuses nothing.
    pub chosen: [Vec<u32>; Facet::ALL.len()],
    pub rating_min: Option<Stars>,
}

impl Selection {
    /// Whether a listing passes every facet and the rating.
    pub fn admits(&self, row: &FacetRow) -> bool {
        self.admits_but(None, row)
    }

    /// The same, with the choice in one facet set aside.
    fn admits_but(&self, aside: Option<Facet>, row: &FacetRow) -> bool {
        let rated = self.rating_min.is_none_or(|least| row.rating >= least);
        rated
            && Facet::ALL.into_iter().filter(|facet| Some(*facet) != aside).all(|facet| {
                let chosen = &self.chosen[facet.index()];
                chosen.is_empty() || chosen.iter().any(|value| row.values[facet.index()].contains(value))
            })
    }
}

/// How many listings pass.
pub fn total(rows: &[FacetRow], selection: &Selection) -> u64 {
    rows.iter().map(|row| u64::from(selection.admits(row))).sum()
}

/// For each facet (by [`Facet::index`]), its values with the number of listings that have them and pass
/// every *other* filter. Values that no such listing has are left out.
pub fn counts(rows: &[FacetRow], selection: &Selection) -> [BTreeMap<u32, u64>; Facet::ALL.len()] {
    Facet::ALL.map(|facet| {
        let mut counts = BTreeMap::new();
        for row in rows.iter().filter(|row| selection.admits_but(Some(facet), row)) {
            for value in &row.values[facet.index()] {
                *counts.entry(*value).or_default() += 1;
            }
        }
        counts
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values() -> impl Strategy<Value = [Vec<u32>; Facet::ALL.len()]> {
        let one =
            prop::collection::btree_set(0_u32..4, 0..3).prop_map(|set| set.into_iter().collect::<Vec<_>>());
        prop::collection::vec(one, Facet::ALL.len()).prop_map(|all| all.try_into().expect("one list each"))
    }

    fn rows() -> impl Strategy<Value = Vec<FacetRow>> {
        let row =
            (values(), 0_u16..=500).prop_map(|(values, rating)| FacetRow { values, rating: Stars(rating) });
        prop::collection::vec(row, 0..40)
    }

    fn selection() -> impl Strategy<Value = Selection> {
        (values(), prop::option::of(0_u16..=500), prop::array::uniform8(any::<bool>())).prop_map(
            |(mut chosen, least, kept)| {
                for (values, kept) in chosen.iter_mut().zip(kept) {
                    if !kept {
                        values.clear();
                    }
                }
                Selection { chosen, rating_min: least.map(Stars) }
            },
        )
    }

    proptest! {
        #[test]
        fn a_count_is_what_choosing_that_value_alone_gives(rows in rows(), selection in selection()) {
            for (facet, counts) in Facet::ALL.into_iter().zip(counts(&rows, &selection)) {
                for value in 0..4 {
                    let mut next = selection.clone();
                    next.chosen[facet.index()] = vec![value];
                    prop_assert_eq!(counts.get(&value).copied().unwrap_or(0), total(&rows, &next));
                }
            }
        }

        #[test]
        fn choosing_more_within_a_facet_never_narrows_it(rows in rows(), selection in selection(), value in 0_u32..4) {
            for facet in Facet::ALL {
                if selection.chosen[facet.index()].is_empty() {
                    continue;
                }
                let mut wider = selection.clone();
                wider.chosen[facet.index()].push(value);
                prop_assert!(total(&rows, &wider) >= total(&rows, &selection));
                prop_assert_eq!(&counts(&rows, &wider)[facet.index()], &counts(&rows, &selection)[facet.index()]);
            }
        }

        #[test]
        fn choosing_in_another_facet_never_widens(rows in rows(), selection in selection(), value in 0_u32..4) {
            for facet in Facet::ALL {
                if selection.chosen[facet.index()].is_empty() {
                    let mut narrower = selection.clone();
                    narrower.chosen[facet.index()].push(value);
                    prop_assert!(total(&rows, &narrower) <= total(&rows, &selection));
                }
            }
        }

        #[test]
        fn nothing_chosen_counts_every_row(rows in rows()) {
            let counted = counts(&rows, &Selection::default());
            for (facet, counts) in Facet::ALL.into_iter().zip(counted) {
                let sum: u64 = counts.values().sum();
                let all: usize = rows.iter().map(|row| row.values[facet.index()].len()).sum();
                prop_assert_eq!(usize::try_from(sum).ok(), Some(all));
            }
            prop_assert_eq!(total(&rows, &Selection::default()), rows.len() as u64);
        }
    }
}
