//! The directory's columns: rows by slot, facets, and the orders that lists are read in.

use std::{cmp::Ordering, sync::Arc};

use chrono::NaiveDate;
use shared::{
    ids::OrganisationId,
    marketplace::{
        api::{Facet, Sort},
        rules::{
            policy::DirectoryPolicy,
            ranking::{quality_factor, trending},
        },
    },
};

use super::{
    bitmap::Bitmap,
    facets::{Codes, Facets},
    names::Names,
    order::Order,
    row::Row,
};

/// Everything about listings that requests read. Cloning shares what did not change.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    /// By slot. A listing keeps its slot for ever.
    pub(crate) rows: Arc<Vec<Arc<Row>>>,
    /// Slots of the listings in the directory; the others are reached by their address only.
    pub(crate) live: Arc<Bitmap>,
    pub(crate) total: u32,
    pub(crate) facets: Facets,
    pub(crate) codes: Arc<Codes>,
    /// By slot: what the text score is multiplied by, on the day.
    pub(crate) quality: Arc<Vec<f64>>,
    trending: Arc<Vec<f64>>,
    orders: [Order; Sort::ALL.len()],
    /// All listings by slug.
    pub(crate) by_slug: Order,
    /// Listings in the directory by partner, each partner's most installed first.
    by_partner: Order,
    pub(crate) names: Names,
}

/// The orders that are slow to compute, as saved.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
pub(crate) struct SavedOrders {
    by_name: Vec<u32>,
    by_slug: Vec<u32>,
    names: Vec<(u32, u16)>,
}

impl Columns {
    pub(crate) fn row(&self, slot: u32) -> &Row {
        &self.rows[slot as usize]
    }

    pub(crate) fn order(&self, sort: Sort) -> &Order {
        &self.orders[sort as usize]
    }

    /// The slot of a listing by its address, also when it is unlisted.
    pub(crate) fn slot_of(&self, slug: &str) -> Option<u32> {
        let slots = &self.by_slug.slots;
        slots.binary_search_by(|slot| (*self.row(*slot).slug).cmp(slug)).ok().map(|at| slots[at])
    }

    /// What the list by `sort` is ordered by, as a number whose order is ascending.
    pub(crate) fn sort_key(&self, sort: Sort, slot: u32) -> u64 {
        let row = self.row(slot);
        match sort {
            Sort::Relevance => descending(self.quality[slot as usize]),
            Sort::Trending => descending(self.trending[slot as usize]),
            Sort::Rating => !((u64::from(row.stars) << 32) | u64::from(row.reviews)),
            Sort::Newest => !row.published_at.wrapping_sub(i64::MIN).cast_unsigned(),
            Sort::Installs => !row.signals.installs,
            Sort::Name => 0,
        }
    }

    /// The order of a list: the sort key, then the name for the list by name, then the id.
    pub(crate) fn compare(&self, sort: Sort, one: u32, other: u32) -> Ordering {
        let keys = self.sort_key(sort, one).cmp(&self.sort_key(sort, other));
        keys.then_with(|| {
            let (one, other) = (self.row(one), self.row(other));
            let names = match sort {
                Sort::Name => one.name_key.cmp(&other.name_key),
                Sort::Relevance | Sort::Trending | Sort::Rating | Sort::Newest | Sort::Installs => {
                    Ordering::Equal
                }
            };
            names.then(one.id.cmp(&other.id))
        })
    }

    /// Puts rows into their slots and brings everything that is derived from them up to date.
    pub(crate) fn put(&mut self, rows: Vec<(u32, Arc<Row>)>, policy: &DirectoryPolicy, day: NaiveDate) {
        let mut changed = Bitmap::default();
        {
            let all = Arc::make_mut(&mut self.rows);
            let live = Arc::make_mut(&mut self.live);
            let room = all.len() + rows.len();
            for (slot, row) in rows {
                let at = slot as usize;
                if let Some(old) = all.get(at).filter(|old| old.in_directory) {
                    self.facets.take(slot, old);
                    live.remove(slot);
                }
                if row.in_directory {
                    self.facets.put(slot, &row, room);
                    live.insert(slot);
                }
                changed.insert(slot);
                match all.get_mut(at) {
                    Some(place) => *place = row,
                    None => {
                        debug_assert_eq!(at, all.len(), "slots are given out in order");
                        all.push(row);
                    }
                }
            }
            self.total = live.count();
        }
        self.facets.settle();
        self.codes = Arc::new(Codes::of_rows(&self.rows));
        self.measure(changed.iter(), policy, day);
        self.reorder(&changed);
    }

    /// A new day: freshness fades and badges lapse.
    pub(crate) fn turn_day(&mut self, policy: &DirectoryPolicy, day: NaiveDate) {
        let badges = self.facets.column(Facet::Badge).clone();
        let badge_code = |kind: &str| badges.find(kind).map(|value| super::facets::code(Facet::Badge, value));
        let lapsed: Vec<(u32, Arc<Row>)> = (0_u32..)
            .zip(self.rows.iter())
            .filter(|(_, row)| row.badge_lapses_on.is_some_and(|lapses| lapses <= day))
            .filter_map(|(slot, row)| Some((slot, Arc::new(row.on_day(day, badge_code).ok()?))))
            .collect();
        if !lapsed.is_empty() {
            self.put(lapsed, policy, day);
        }
        let all: Bitmap = (0_u32..).zip(self.rows.iter()).map(|(slot, _)| slot).collect();
        self.measure(all.iter(), policy, day);
        self.resort(Sort::Relevance, &all);
        self.names.rank(&self.orders[Sort::Relevance as usize]);
    }

    fn measure(&mut self, slots: impl Iterator<Item = u32>, policy: &DirectoryPolicy, day: NaiveDate) {
        let quality = Arc::make_mut(&mut self.quality);
        let trends = Arc::make_mut(&mut self.trending);
        quality.resize(self.rows.len(), 0.0);
        trends.resize(self.rows.len(), 0.0);
        for slot in slots {
            let row = &self.rows[slot as usize];
            quality[slot as usize] = quality_factor(&row.facts(day), policy);
            trends[slot as usize] = trending(&row.signals, policy);
        }
    }

    fn reorder(&mut self, changed: &Bitmap) {
        for sort in Sort::ALL {
            self.resort(sort, changed);
        }
        let room = self.rows.len();
        let mut by_slug = std::mem::take(&mut self.by_slug);
        by_slug.update(changed, changed.iter(), room, |one, other| {
            self.row(one).slug.cmp(&self.row(other).slug)
        });
        self.by_slug = by_slug;
        self.regroup(changed);
        let mut names = std::mem::take(&mut self.names);
        names.update(changed, self);
        names.rank(&self.orders[Sort::Relevance as usize]);
        self.names = names;
    }

    fn resort(&mut self, sort: Sort, changed: &Bitmap) {
        let mut order = std::mem::take(&mut self.orders[sort as usize]);
        let members = changed.iter().filter(|slot| self.live.contains(*slot));
        order.update(changed, members, self.rows.len(), |one, other| self.compare(sort, one, other));
        self.orders[sort as usize] = order;
    }

    fn regroup(&mut self, changed: &Bitmap) {
        let mut by_partner = std::mem::take(&mut self.by_partner);
        let members = changed.iter().filter(|slot| self.live.contains(*slot));
        by_partner.update(changed, members, self.rows.len(), |one, other| {
            let partners = self.row(one).partner.cmp(&self.row(other).partner);
            partners.then_with(|| self.compare(Sort::Installs, one, other))
        });
        self.by_partner = by_partner;
    }

    /// A partner's listings in the directory, the most installed first.
    pub(crate) fn of_partner(&self, partner: OrganisationId) -> &[u32] {
        let slots = &self.by_partner.slots;
        let from = slots.partition_point(|slot| self.row(*slot).partner < partner);
        let rest = &slots[from..];
        &rest[..rest.partition_point(|slot| self.row(*slot).partner == partner)]
    }

    pub(crate) fn saved_orders(&self) -> SavedOrders {
        SavedOrders {
            by_name: self.order(Sort::Name).slots.to_vec(),
            by_slug: self.by_slug.slots.to_vec(),
            names: self.names.saved(),
        }
    }

    /// The columns of saved rows. `None` when the parts do not fit each other.
    pub(crate) fn restore(
        rows: Vec<Arc<Row>>,
        facets: Facets,
        saved: SavedOrders,
        policy: &DirectoryPolicy,
        day: NaiveDate,
    ) -> Option<Self> {
        let room = rows.len();
        let live: Bitmap =
            (0_u32..).zip(&rows).filter(|(_, row)| row.in_directory).map(|(slot, _)| slot).collect();
        let total = live.count();
        let fits = |slots: &[u32], count: usize| {
            slots.len() == count && slots.iter().all(|slot| (*slot as usize) < room)
        };
        if !fits(&saved.by_name, total as usize) || !fits(&saved.by_slug, room) {
            return None;
        }
        let mut columns = Self {
            codes: Arc::new(Codes::of_rows(&rows)),
            rows: Arc::new(rows),
            live: Arc::new(live),
            total,
            facets,
            by_slug: Order::of_sorted(saved.by_slug, room),
            ..Self::default()
        };
        let all: Bitmap = (0_u32..).take(room).collect();
        columns.measure(all.iter(), policy, day);
        for sort in Sort::ALL {
            if sort != Sort::Name {
                columns.resort(sort, &all);
            }
        }
        columns.regroup(&all);
        columns.orders[Sort::Name as usize] = Order::of_sorted(saved.by_name, room);
        columns.names = Names::restore(saved.names, &columns)?;
        Some(columns)
    }
}

/// A number such that greater ones come first, and every number has a place.
fn descending(number: f64) -> u64 {
    let bits = number.to_bits();
    // The order of IEEE 754 bits, turned so that it is the order of the numbers.
    let ascending = if bits >> 63 == 1 { !bits } else { bits | (1 << 63) };
    !ascending
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greater_numbers_come_first() {
        let numbers = [f64::INFINITY, 9.5, 1.0, 0.25, 0.0, -0.5, -3.0, f64::NEG_INFINITY];
        assert!(numbers.map(descending).is_sorted());
    }
}
