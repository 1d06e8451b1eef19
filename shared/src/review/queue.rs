//! The queue: whose turn it is, how long it takes, and how busy reviewers are.
//!
//! The queue is first come, first served: by the instant of the submission, then by its id. Waits are whole
//! minutes, rounded up, and quantiles are by nearest rank: one that really happened.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::policy::QueuePolicy;
use crate::{
    ids::{PersonId, SubmissionId},
    slug::Slug,
};

/// A round, as far as the queue cares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub id: SubmissionId,
    /// Its main category.
    pub category: Slug,
    /// When it came.
    pub submitted_at: DateTime<Utc>,
    /// When it was decided or withdrawn; `None` while it waits.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Entry {
    /// How long it took, in whole minutes, rounded up; `None` while it waits.
    pub fn minutes(&self) -> Option<u64> {
        self.ended_at.map(|ended| minutes(ended - self.submitted_at))
    }
}

fn minutes(took: TimeDelta) -> u64 {
    let seconds = u64::try_from(took.num_seconds()).unwrap_or(0);
    let part = u64::from(took > TimeDelta::zero() && took.subsec_nanos() > 0);
    (seconds + part).div_ceil(60)
}

/// Where a submission stands; 1 is next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Place {
    /// Among all that wait.
    pub place: usize,
    /// How many wait.
    pub of: usize,
    /// Among those of its category.
    pub place_in_category: usize,
    /// How many of its category wait.
    pub of_category: usize,
}

/// Where a submission stands in the queue; `None` when it does not wait.
pub fn place(entries: &[Entry], id: SubmissionId) -> Option<Place> {
    let waits = || entries.iter().filter(|entry| entry.ended_at.is_none());
    let own = waits().find(|entry| entry.id == id)?;
    let before = |entry: &&Entry| (entry.submitted_at, entry.id) < (own.submitted_at, own.id);
    let same = |entry: &&Entry| entry.category == own.category;
    Some(Place {
        place: 1 + waits().filter(before).count(),
        of: waits().count(),
        place_in_category: 1 + waits().filter(same).filter(before).count(),
        of_category: waits().filter(same).count(),
    })
}

/// On what a wait rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Basis {
    /// Reviews of the category.
    Category,
    /// The category has too few; reviews of all of them.
    AllCategories,
    /// There are too few even so: no wait is told.
    TooFew,
}

/// How long reviews took lately.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Wait {
    /// On what it rests.
    pub basis: Basis,
    /// How many reviews that are.
    pub samples: usize,
    /// Half took at most this many minutes; `None` with too few samples.
    pub p50_minutes: Option<u64>,
    /// Nine in ten took at most this many minutes; `None` with too few samples, though there may be a median.
    pub p90_minutes: Option<u64>,
}

/// The waits of a category, from the reviews that ended in the time that the policy looks back on.
pub fn wait(history: &[Entry], category: &Slug, now: DateTime<Utc>, policy: &QueuePolicy) -> Wait {
    let own = recent(history, now, policy).filter(|entry| entry.category == *category);
    let own: Vec<_> = own.filter_map(Entry::minutes).collect();
    if is_enough(&own, policy) {
        return told(Basis::Category, own, policy);
    }
    wait_of_all(history, now, policy)
}

/// The same over all categories.
pub fn wait_of_all(history: &[Entry], now: DateTime<Utc>, policy: &QueuePolicy) -> Wait {
    let all: Vec<_> = recent(history, now, policy).filter_map(Entry::minutes).collect();
    if is_enough(&all, policy) {
        return told(Basis::AllCategories, all, policy);
    }
    Wait { basis: Basis::TooFew, samples: all.len(), p50_minutes: None, p90_minutes: None }
}

fn recent<'e>(
    history: &'e [Entry],
    now: DateTime<Utc>,
    policy: &QueuePolicy,
) -> impl Iterator<Item = &'e Entry> {
    let since = now - TimeDelta::days(policy.history_days.into());
    history.iter().filter(move |entry| entry.ended_at.is_some_and(|at| since <= at && at <= now))
}

fn is_enough(samples: &[u64], policy: &QueuePolicy) -> bool {
    !samples.is_empty() && samples.len() >= policy.min_samples_p50
}

fn told(basis: Basis, samples: Vec<u64>, policy: &QueuePolicy) -> Wait {
    let p90 = (samples.len() >= policy.min_samples_p90).then(|| quantile(samples.clone(), 90)).flatten();
    Wait { basis, samples: samples.len(), p50_minutes: quantile(samples, 50), p90_minutes: p90 }
}

/// The nearest-rank quantile: the smallest value such that at least `percent` in a hundred are not above
/// it. `None` without values; `percent` is taken as 1 to 100.
pub fn quantile(mut values: Vec<u64>, percent: usize) -> Option<u64> {
    values.sort_unstable();
    let rank = (values.len() * percent.clamp(1, 100)).div_ceil(100);
    values.get(rank.checked_sub(1)?).copied()
}

/// A day (UTC) of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Day {
    /// Which.
    #[serde(deserialize_with = "crate::time::read_day")]
    pub day: NaiveDate,
    /// How many came.
    pub came: usize,
    /// How many ended.
    pub ended: usize,
    /// How many waited when the day was over.
    pub waiting: usize,
    /// The median of those that ended, in minutes; `None` when none did.
    pub p50_minutes: Option<u64>,
    /// The same for nine in ten.
    pub p90_minutes: Option<u64>,
}

/// The days from `first` on, for the charts. A chart shows what happened, so few samples are no reason to
/// leave a day out.
pub fn series(history: &[Entry], first: NaiveDate, days: u32) -> Vec<Day> {
    let day = |at: u32| first.checked_add_days(Days::new(at.into()));
    let of = |day: NaiveDate| {
        let took: Vec<_> = history
            .iter()
            .filter(|entry| entry.ended_at.is_some_and(|at| at.date_naive() == day))
            .filter_map(Entry::minutes)
            .collect();
        let waits = |entry: &&Entry| {
            entry.submitted_at.date_naive() <= day && entry.ended_at.is_none_or(|at| at.date_naive() > day)
        };
        Day {
            day,
            came: history.iter().filter(|entry| entry.submitted_at.date_naive() == day).count(),
            ended: took.len(),
            waiting: history.iter().filter(waits).count(),
            p50_minutes: quantile(took.clone(), 50),
            p90_minutes: quantile(took, 90),
        }
    };
    (0..days).filter_map(day).map(of).collect()
}

/// What a reviewer has done, or has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Load {
    /// Claims that hold.
    pub claimed: usize,
    /// Decisions in the time that is looked at.
    pub decided: usize,
}

/// The work of each reviewer: `claims` with the instant at which each ends, and who decided something in
/// `[from, now]`.
pub fn workload(
    claims: &[(PersonId, DateTime<Utc>)],
    decided: &[(PersonId, DateTime<Utc>)],
    from: DateTime<Utc>,
    now: DateTime<Utc>,
) -> BTreeMap<PersonId, Load> {
    let mut loads = BTreeMap::<PersonId, Load>::new();
    for (person, _) in claims.iter().filter(|(_, until)| now < *until) {
        loads.entry(*person).or_default().claimed += 1;
    }
    for (person, _) in decided.iter().filter(|(_, at)| from <= *at && *at <= now) {
        loads.entry(*person).or_default().decided += 1;
    }
    loads
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{START, slug};

    fn entry(number: u128, category: &str, came: i64, took: Option<i64>) -> Entry {
        let submitted_at = START + TimeDelta::minutes(came);
        Entry {
            id: SubmissionId::from_ulid(ulid::Ulid(number)),
            category: slug(category),
            submitted_at,
            ended_at: took.map(|took| submitted_at + TimeDelta::minutes(took)),
        }
    }

    fn history(category: &str, took: std::ops::RangeInclusive<i64>) -> Vec<Entry> {
        took.map(|took| entry(1, category, 0, Some(took))).collect()
    }

    #[test]
    fn first_come_is_first_served_and_ids_break_ties() {
        let entries = [
            entry(3, "crm", 5, None),
            entry(2, "finance", 5, None),
            entry(1, "crm", 9, None),
            entry(4, "crm", 0, Some(1)),
        ];
        let at = |number| place(&entries, SubmissionId::from_ulid(ulid::Ulid(number)));
        let place = |place, place_in_category, of_category| {
            Some(Place { place, of: 3, place_in_category, of_category })
        };
        assert_eq!([at(2), at(3), at(1), at(4)], [place(1, 1, 1), place(2, 1, 2), place(3, 2, 2), None]);
    }

    #[test]
    fn quantiles_are_by_nearest_rank() {
        let values = || (1..=10).collect();
        for (percent, expected) in [(1, 1), (50, 5), (51, 6), (90, 9), (91, 10), (100, 10)] {
            assert_eq!(quantile(values(), percent), Some(expected), "p{percent}");
        }
        assert_eq!((quantile(vec![7], 50), quantile(Vec::new(), 50)), (Some(7), None));
    }

    #[test]
    fn a_category_with_few_reviews_borrows_from_all_and_says_so() {
        let policy = QueuePolicy::default();
        let mut past = history("crm", 1..=20);
        past.extend(history("finance", 100..=103));
        let wait =
            |category: &str, past: &[Entry]| wait(past, &slug(category), START + TimeDelta::days(1), &policy);
        let told =
            |basis, samples, p50_minutes, p90_minutes| Wait { basis, samples, p50_minutes, p90_minutes };
        assert_eq!(wait("crm", &past), told(Basis::Category, 20, Some(10), Some(18)));
        assert_eq!(wait("finance", &past), told(Basis::AllCategories, 24, Some(12), Some(101)));
        assert_eq!(wait("crm", &history("crm", 1..=5)), told(Basis::Category, 5, Some(3), None));
        assert_eq!(wait("crm", &history("crm", 1..=4)), told(Basis::TooFew, 4, None, None));
        assert_eq!(wait("crm", &[]), told(Basis::TooFew, 0, None, None));
    }

    #[test]
    fn what_is_older_than_the_policy_looks_back_is_not_counted() {
        let policy = QueuePolicy { min_samples_p50: 1, ..QueuePolicy::default() };
        let past = history("crm", 10..=10);
        let ended = START + TimeDelta::minutes(10);
        let samples = |now| wait(&past, &slug("crm"), now, &policy).samples;
        let last = ended + TimeDelta::days(90);
        assert_eq!((samples(last), samples(last + TimeDelta::nanoseconds(1))), (1, 0));
        assert_eq!(samples(ended - TimeDelta::nanoseconds(1)), 0);
    }

    #[test]
    fn a_begun_minute_counts() {
        for (took, expected) in [
            (TimeDelta::zero(), 0),
            (TimeDelta::nanoseconds(1), 1),
            (TimeDelta::seconds(60), 1),
            (TimeDelta::seconds(60) + TimeDelta::nanoseconds(1), 2),
            (TimeDelta::seconds(-5), 0),
        ] {
            assert_eq!(minutes(took), expected, "{took}");
        }
    }

    #[test]
    fn the_series_counts_who_came_ended_and_waits() {
        let day = 24 * 60;
        let entries =
            [entry(1, "crm", 0, Some(30)), entry(2, "crm", 0, Some(2 * day)), entry(3, "crm", day, None)];
        let days = series(&entries, START.date_naive(), 3);
        let seen: Vec<_> =
            days.iter().map(|day| (day.came, day.ended, day.waiting, day.p50_minutes)).collect();
        assert_eq!(seen, [(2, 1, 1, Some(30)), (1, 0, 2, None), (0, 1, 1, Some(2_880))]);
    }

    #[test]
    fn a_lapsed_claim_is_nobodys_work() {
        let person = PersonId::from_ulid(ulid::Ulid(1));
        let load = workload(
            &[(person, START), (person, START + TimeDelta::minutes(1))],
            &[(person, START), (person, START - TimeDelta::days(8))],
            START - TimeDelta::days(7),
            START,
        );
        assert_eq!(load[&person], Load { claimed: 1, decided: 1 });
    }

    proptest! {
        #[test]
        fn a_quantile_happened_and_enough_values_are_not_above_it(
            values in prop::collection::vec(0_u64..50, 1..40), percent in 1_usize..=100,
        ) {
            let found = quantile(values.clone(), percent).expect("there are values");
            prop_assert!(values.contains(&found));
            let within = values.iter().filter(|value| **value <= found).count();
            let below = values.iter().filter(|value| **value < found).count();
            prop_assert!(within * 100 >= percent * values.len());
            prop_assert!(below * 100 < percent * values.len());
        }
    }
}
