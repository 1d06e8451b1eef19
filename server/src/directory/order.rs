//! Orders of slots that are kept sorted, so that a page is a slice.

use std::{cmp::Ordering, collections::BinaryHeap, sync::Arc};

use super::bitmap::Bitmap;

/// Slots in one order, and the place of each slot in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Order {
    pub(crate) slots: Arc<Vec<u32>>,
    /// By slot; [`NOWHERE`] for a slot that is not in the order.
    ranks: Arc<Vec<u32>>,
}

/// Rank of a slot that is not in an order.
pub(crate) const NOWHERE: u32 = u32::MAX;

impl Order {
    /// The order of `slots`, sorted already, in a directory with `room` slots.
    pub(crate) fn of_sorted(slots: Vec<u32>, room: usize) -> Self {
        let mut ranks = vec![NOWHERE; room];
        for (rank, slot) in (0_u32..).zip(&slots) {
            if let Some(place) = ranks.get_mut(*slot as usize) {
                *place = rank;
            }
        }
        Self { slots: Arc::new(slots), ranks: Arc::new(ranks) }
    }

    /// The order after the slots in `changed` went to where `compare` puts them, or away when they are
    /// not among `members`.
    pub(crate) fn update(
        &mut self,
        changed: &Bitmap,
        members: impl IntoIterator<Item = u32>,
        room: usize,
        compare: impl Fn(u32, u32) -> Ordering,
    ) {
        let mut fresh: Vec<u32> = members.into_iter().collect();
        fresh.sort_unstable_by(|one, other| compare(*one, *other));
        let kept: Vec<u32> = self.slots.iter().copied().filter(|slot| !changed.contains(*slot)).collect();
        *self = Self::of_sorted(merge(kept, &fresh, compare), room);
    }

    #[inline]
    pub(crate) fn rank(&self, slot: u32) -> u32 {
        self.ranks.get(slot as usize).copied().unwrap_or(NOWHERE)
    }

    /// The first `most` slots of `set` (which holds `size`) from rank `from` on, in order.
    pub(crate) fn first(&self, set: &Bitmap, size: u32, from: usize, most: usize) -> Vec<u32> {
        if size == 0 || most == 0 {
            return Vec::new();
        }
        // Walking the order meets a member every len/size steps; a small set is ranked instead.
        if self.slots.len() / (size as usize) < 64 {
            let rest = self.slots.get(from..).unwrap_or_default();
            return rest.iter().copied().filter(|slot| set.contains(*slot)).take(most).collect();
        }
        let mut best: BinaryHeap<u32> = BinaryHeap::with_capacity(most + 1);
        for rank in set.iter().map(|slot| self.rank(slot)) {
            if rank == NOWHERE || (rank as usize) < from {
                continue;
            }
            if best.len() < most {
                best.push(rank);
            } else if best.peek().is_some_and(|worst| rank < *worst) {
                best.pop();
                best.push(rank);
            }
        }
        best.into_sorted_vec().into_iter().map(|rank| self.slots[rank as usize]).collect()
    }
}

/// Two sorted lists as one. The second is short: it is placed by binary search.
pub(crate) fn merge<T: Copy>(kept: Vec<T>, fresh: &[T], compare: impl Fn(T, T) -> Ordering) -> Vec<T> {
    if kept.is_empty() {
        return fresh.to_vec();
    }
    let mut merged = Vec::with_capacity(kept.len() + fresh.len());
    let mut from = 0;
    for one in fresh {
        let to = from + kept[from..].partition_point(|old| compare(*old, *one) == Ordering::Less);
        merged.extend_from_slice(&kept[from..to]);
        merged.push(*one);
        from = to;
    }
    merged.extend_from_slice(&kept[from..]);
    merged
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn an_updated_order_is_the_sorted_one(
            before in prop::collection::vec(0_u8..50, 1..200),
            changes in prop::collection::vec((0_usize..200, 0_u8..50, any::<bool>()), 0..40),
        ) {
            let mut keys = before;
            let room = keys.len();
            let all: Vec<u32> = (0..).take(room).collect();
            let mut order = Order::default();
            order.update(&all.iter().copied().collect(), all.clone(), room, |one, other| {
                (keys[one as usize], one).cmp(&(keys[other as usize], other))
            });
            let mut gone = std::collections::BTreeSet::new();
            let mut changed = Bitmap::default();
            for (at, key, stays) in changes {
                let slot = all[at % room];
                keys[slot as usize] = key;
                changed.insert(slot);
                if stays { gone.remove(&slot); } else { gone.insert(slot); }
            }
            let members: Vec<u32> = changed.iter().filter(|slot| !gone.contains(slot)).collect();
            order.update(&changed, members, room, |one, other| {
                (keys[one as usize], one).cmp(&(keys[other as usize], other))
            });
            let mut expected: Vec<u32> = all.into_iter().filter(|slot| !gone.contains(slot)).collect();
            expected.sort_by_key(|slot| (keys[*slot as usize], *slot));
            prop_assert_eq!(&*order.slots, &expected);
            for (rank, slot) in (0_u32..).zip(&expected) {
                prop_assert_eq!(order.rank(*slot), rank);
            }
        }

        #[test]
        fn both_ways_to_the_first_of_a_set_agree(
            members in prop::collection::btree_set(0_u32..5_000, 0..120),
            from in 0_usize..5_000,
            most in 0_usize..30,
        ) {
            let slots: Vec<u32> = (0..5_000).rev().collect();
            let order = Order::of_sorted(slots.clone(), 5_000);
            let set: Bitmap = members.iter().copied().collect();
            let expected: Vec<u32> =
                slots[from..].iter().copied().filter(|slot| members.contains(slot)).take(most).collect();
            prop_assert_eq!(order.first(&set, set.count(), from, most), expected.clone());
            if !members.is_empty() {
                prop_assert_eq!(order.first(&set, 5_000, from, most), expected);
            }
        }
    }
}
