//! Sets of slots: dense bitmaps, and lists for values that few listings have.

/// A set of slots, one bit each. Words past the end are empty, so sets of different ages combine.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bitmap {
    words: Vec<u64>,
}

const fn place(slot: u32) -> (usize, u64) {
    ((slot / 64) as usize, 1 << (slot % 64))
}

impl Bitmap {
    /// An empty set with room for `slots`.
    pub(crate) fn with_room(slots: usize) -> Self {
        Self { words: vec![0; slots.div_ceil(64)] }
    }

    pub(crate) fn insert(&mut self, slot: u32) {
        let (word, bit) = place(slot);
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        self.words[word] |= bit;
    }

    pub(crate) fn remove(&mut self, slot: u32) {
        let (word, bit) = place(slot);
        if let Some(word) = self.words.get_mut(word) {
            *word &= !bit;
        }
    }

    #[inline]
    pub(crate) fn contains(&self, slot: u32) -> bool {
        let (word, bit) = place(slot);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    pub(crate) fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// Keeps what is in both.
    pub(crate) fn intersect(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        for (mine, theirs) in self.words.iter_mut().zip(&other.words) {
            *mine &= theirs;
        }
    }

    /// Adds what is in the other.
    pub(crate) fn unite(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (mine, theirs) in self.words.iter_mut().zip(&other.words) {
            *mine |= theirs;
        }
    }

    /// How many slots are in both.
    pub(crate) fn common(&self, other: &Self) -> u32 {
        self.words.iter().zip(&other.words).map(|(mine, theirs)| (mine & theirs).count_ones()).sum()
    }

    /// The slots, ascending.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0_u32..).zip(&self.words).flat_map(|(at, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(at * 64 + bit)
            })
        })
    }
}

impl FromIterator<u32> for Bitmap {
    fn from_iter<I: IntoIterator<Item = u32>>(slots: I) -> Self {
        let mut set = Self::default();
        for slot in slots {
            set.insert(slot);
        }
        set
    }
}

/// The listings that have one value of a facet. A directory of thousands of rare values costs what
/// their listings cost, not a bitmap each.
#[derive(Clone, Debug)]
pub(crate) enum SlotSet {
    /// Ascending.
    Few(Vec<u32>),
    Many(Bitmap),
}

impl Default for SlotSet {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

/// Lists up to this length never become bitmaps.
const FEW: usize = 64;

impl SlotSet {
    /// Adds a slot of a directory with `slots` in all.
    pub(crate) fn insert(&mut self, slot: u32, slots: usize) {
        match self {
            Self::Many(set) => set.insert(slot),
            Self::Few(list) => {
                if let Err(at) = list.binary_search(&slot) {
                    list.insert(at, slot);
                }
                if list.len() > FEW.max(slots / 64) {
                    *self = Self::Many(list.iter().copied().collect());
                }
            }
        }
    }

    pub(crate) fn remove(&mut self, slot: u32) {
        match self {
            Self::Many(set) => set.remove(slot),
            Self::Few(list) => {
                if let Ok(at) = list.binary_search(&slot) {
                    list.remove(at);
                }
            }
        }
    }

    /// How many of its slots are in `set`.
    pub(crate) fn common(&self, set: &Bitmap) -> u32 {
        match self {
            Self::Many(mine) => mine.common(set),
            Self::Few(list) => list.iter().map(|slot| u32::from(set.contains(*slot))).sum(),
        }
    }

    pub(crate) fn unite_into(&self, set: &mut Bitmap) {
        match self {
            Self::Many(mine) => set.unite(mine),
            Self::Few(list) => list.iter().for_each(|slot| set.insert(*slot)),
        }
    }

    /// Steps that [`Self::common`] takes.
    pub(crate) fn cost(&self) -> usize {
        match self {
            Self::Many(set) => set.words.len(),
            Self::Few(list) => list.len(),
        }
    }

    /// The set of ascending slots of a directory with `slots` in all.
    pub(crate) fn of_sorted(list: Vec<u32>, slots: usize) -> Self {
        if list.len() > FEW.max(slots / 64) {
            Self::Many(list.into_iter().collect())
        } else {
            Self::Few(list)
        }
    }

    #[cfg(test)]
    pub(crate) fn to_vec(&self) -> Vec<u32> {
        match self {
            Self::Many(set) => set.iter().collect(),
            Self::Few(list) => list.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn slots() -> impl Strategy<Value = BTreeSet<u32>> {
        prop::collection::btree_set(0_u32..700, 0..300)
    }

    proptest! {
        #[test]
        fn bitmaps_are_sets(left in slots(), right in slots(), gone in 0_u32..700) {
            let mut mine: Bitmap = left.iter().copied().collect();
            let theirs: Bitmap = right.iter().copied().collect();
            prop_assert_eq!(mine.iter().collect::<BTreeSet<_>>(), left.clone());
            prop_assert_eq!(mine.common(&theirs) as usize, left.intersection(&right).count());
            let mut both = mine.clone();
            both.intersect(&theirs);
            prop_assert_eq!(both.iter().collect::<BTreeSet<_>>(), &left & &right);
            prop_assert_eq!(both.count() as usize, left.intersection(&right).count());
            let mut any = mine.clone();
            any.unite(&theirs);
            prop_assert_eq!(any.iter().collect::<BTreeSet<_>>(), &left | &right);
            mine.remove(gone);
            prop_assert!(!mine.contains(gone));
        }

        #[test]
        fn lists_and_bitmaps_are_the_same_set(left in slots(), right in slots()) {
            let mut set = SlotSet::default();
            for slot in left.iter().rev() {
                set.insert(*slot, 700);
            }
            for slot in &right {
                set.remove(*slot);
            }
            let kept = &left - &right;
            prop_assert_eq!(set.to_vec(), kept.iter().copied().collect::<Vec<_>>());
            let other: Bitmap = (0..350).collect();
            prop_assert_eq!(set.common(&other) as usize, kept.range(..350).count());
            let mut into = Bitmap::default();
            set.unite_into(&mut into);
            prop_assert_eq!(into.count() as usize, kept.len());
        }
    }
}
