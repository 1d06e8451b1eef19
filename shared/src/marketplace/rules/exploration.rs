//! One labelled place for a new app, so that what nobody has tried yet can be found.

use super::policy::DirectoryPolicy;
use crate::{
    ids::ListingId,
    marketplace::api::{ListingsQuery, Sort},
};

/// An app that might be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub id: ListingId,
    /// Days since it was published.
    pub age_days: i64,
    pub installs: u64,
    /// Where it stands in the list by its own score, from 0.
    pub rank: usize,
}

/// The place that is given away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub id: ListingId,
    /// Place on the page, from 0. The app is inserted there; its own rank is left out of the list.
    pub position: usize,
}

/// Whether a request has such a place: the first page of the whole directory by relevance.
pub fn has_slot(query: &ListingsQuery, policy: &DirectoryPolicy) -> bool {
    policy.exploration.enabled
        && query.q.is_empty()
        && query.cursor.is_none()
        && query.sort == Sort::Relevance
        && !query.is_filtered()
        && usize::from(query.limit.get()) >= policy.exploration.from_items
}

/// Which new app is shown, and where: the same for everyone for a day, another one the next.
///
/// `day` is the number of the day (days since 1970 in UTC). `None` when the request has no such place,
/// or when every new app is on the page by its own score.
pub fn exploration_slot(
    candidates: &[Candidate],
    query: &ListingsQuery,
    policy: &DirectoryPolicy,
    day: i64,
) -> Option<Slot> {
    if !has_slot(query, policy) {
        return None;
    }
    let rules = &policy.exploration;
    let page = usize::from(query.limit.get());
    candidates
        .iter()
        .filter(|app| (0..=i64::from(rules.new_for_days)).contains(&app.age_days))
        .filter(|app| app.installs <= rules.installs_up_to && app.rank >= page)
        // Each app draws its own lot, so that one app coming or going changes nobody else's day.
        .min_by_key(|app| (lot(app.id, day), app.id))
        .map(|app| Slot { id: app.id, position: rules.position.min(page - 1) })
}

/// A number that nobody chose: the id and the day, mixed (the finaliser of splitmix64).
fn lot(id: ListingId, day: i64) -> u64 {
    let mix = |mut word: u64| {
        word = word.wrapping_add(0x9e37_79b9_7f4a_7c15);
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    };
    let (high, low): (u64, u64) = id.ulid().into();
    mix(mix(mix(high) ^ low) ^ u64::from_le_bytes(day.to_le_bytes()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::{marketplace::api::Facet, page::Limit};

    fn app(number: u128) -> Candidate {
        Candidate { id: ListingId::from_ulid(ulid::Ulid(number)), age_days: 3, installs: 10, rank: 500 }
    }

    fn slot(candidates: &[Candidate], query: &ListingsQuery, day: i64) -> Option<Slot> {
        exploration_slot(candidates, query, &DirectoryPolicy::default(), day)
    }

    #[test]
    fn only_the_first_page_of_the_whole_directory_by_relevance_has_the_place() {
        let browse = ListingsQuery::default();
        let taken = Slot { id: app(1).id, position: 5 };
        assert_eq!(slot(&[app(1)], &browse, 9), Some(taken));
        let without = |change: fn(&mut ListingsQuery)| {
            let mut query = browse.clone();
            change(&mut query);
            assert_eq!(slot(&[app(1)], &query, 9), None, "{query:?}");
        };
        without(|query| query.q.push_str("crm"));
        without(|query| query.sort = Sort::Newest);
        without(|query| query.cursor = Some(crate::page::Cursor("x".to_owned())));
        without(|query| query.chosen[Facet::Category.index()].push("crm".to_owned()));
        without(|query| query.rating_min = Some(crate::marketplace::api::Stars(400)));
        without(|query| query.limit = Limit::new(5).expect("within 1 to 100"));
    }

    #[test]
    fn old_installed_and_visible_apps_take_no_part() {
        let old = Candidate { age_days: 46, ..app(1) };
        let unborn = Candidate { age_days: -1, ..app(2) };
        let installed = Candidate { installs: 251, ..app(3) };
        let visible = Candidate { rank: 23, ..app(4) };
        assert_eq!(slot(&[old, unborn, installed, visible], &ListingsQuery::default(), 1), None);
    }

    #[test]
    fn every_new_app_gets_days_of_its_own_and_the_order_of_candidates_does_not_matter() {
        let apps: Vec<_> = (1..=5).map(app).collect();
        let turned: Vec<_> = apps.iter().rev().copied().collect();
        let mut days: BTreeMap<ListingId, u32> = BTreeMap::new();
        for day in 20_000..20_500 {
            let slot = slot(&apps, &ListingsQuery::default(), day);
            assert_eq!(slot, self::slot(&turned, &ListingsQuery::default(), day));
            *days.entry(slot.expect("five candidates").id).or_default() += 1;
        }
        assert_eq!(days.len(), 5);
        assert!(days.values().all(|count| (60..140).contains(count)), "{days:?}");
    }

    #[test]
    fn an_app_that_lost_its_day_may_leave_without_moving_the_winner() {
        let apps: Vec<_> = (1..=9).map(app).collect();
        let winner = slot(&apps, &ListingsQuery::default(), 7).expect("nine candidates");
        for loser in apps.iter().filter(|app| app.id != winner.id) {
            let rest: Vec<_> = apps.iter().filter(|app| app.id != loser.id).copied().collect();
            assert_eq!(slot(&rest, &ListingsQuery::default(), 7), Some(winner));
        }
    }
}
