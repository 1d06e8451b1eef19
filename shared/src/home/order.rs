//! The order of a home: what presses comes first, then what somebody waits for, then what can be done
//! whenever, then what goes on by itself.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::model::{Entry, Kind};

/// From here on a deadline presses.
pub const PRESSES_WITHIN: TimeDelta = TimeDelta::days(2);

/// How much something presses. The order of the variants is that of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Urgency {
    /// Its deadline is near or over.
    Presses,
    /// Somebody waits for it, or a deadline runs.
    Waits,
    /// It can be done whenever.
    Open,
    /// It goes on by itself, or with others.
    UnderWay,
}

impl Urgency {
    /// That of a kind, whatever its deadline.
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::ChangesRequested
            | Kind::TakenAway
            | Kind::CleanUpNotice
            | Kind::EvidenceAsked
            | Kind::Remediation
            | Kind::OfferToUs
            | Kind::CaseHeld
            | Kind::CaseEscalated
            | Kind::SecondApproval
            | Kind::NameHeld
            | Kind::Appeal
            | Kind::ToVerify
            | Kind::ToCertify => Self::Waits,
            Kind::CasesFree
            | Kind::Suspended
            | Kind::ToPublish
            | Kind::DraftReady
            | Kind::RenewalOpen
            | Kind::DraftLacks => Self::Open,
            Kind::Handover | Kind::Scheduled | Kind::InReview | Kind::Invitations => Self::UnderWay,
        }
    }
}

/// How much an entry presses at an instant.
pub fn urgency(entry: &Entry, now: DateTime<Utc>) -> Urgency {
    let own = Urgency::of(entry.what.kind());
    let near = entry.until.is_some_and(|until| until - now <= PRESSES_WITHIN);
    if near && own != Urgency::UnderWay { Urgency::Presses } else { own }
}

/// An entry and how much it presses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ranked {
    pub urgency: Urgency,
    pub entry: Entry,
}

/// Entries of a kind that are not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct More {
    pub kind: Kind,
    pub count: usize,
}

/// Entries in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arranged {
    /// The most urgent first.
    pub waiting: Vec<Ranked>,
    /// What was left out, in the order of the kinds.
    pub more: Vec<More>,
}

/// Puts entries in the order of a home, with at most so many of a kind. `beyond` counts those that were not
/// even looked at, by their kind.
///
/// Equally urgent ones are in the order of their deadlines, then of how long they wait, then of their kinds,
/// then of their names.
pub fn arrange(
    entries: Vec<Entry>,
    beyond: BTreeMap<Kind, usize>,
    now: DateTime<Utc>,
    most_of_a_kind: usize,
) -> Arranged {
    let mut waiting: Vec<_> =
        entries.into_iter().map(|entry| Ranked { urgency: urgency(&entry, now), entry }).collect();
    waiting.sort_by(|one, other| place(one).cmp(&place(other)));
    let mut shown: BTreeMap<Kind, usize> = BTreeMap::new();
    let mut more = beyond;
    waiting.retain(|ranked| {
        let kind = ranked.entry.what.kind();
        let of_kind = shown.entry(kind).or_default();
        let fits = *of_kind < most_of_a_kind;
        if fits {
            *of_kind += 1;
        } else {
            *more.entry(kind).or_default() += 1;
        }
        fits
    });
    let more = more.into_iter().filter(|(_, count)| *count > 0).map(|(kind, count)| More { kind, count });
    Arranged { waiting, more: more.collect() }
}

/// Without a deadline, and without a beginning, comes after those that have one.
type Order<'e> =
    (Urgency, (bool, Option<DateTime<Utc>>), (bool, Option<DateTime<Utc>>), Kind, Option<&'e str>);

fn place(ranked: &Ranked) -> Order<'_> {
    let Ranked { urgency, entry } = ranked;
    let last = |at: Option<DateTime<Utc>>| (at.is_none(), at);
    (*urgency, last(entry.until), last(entry.since), entry.what.kind(), entry.name.as_deref())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        home::model::{Side, Step, What},
        ids::ListingId,
        testing::START,
    };

    const NO_DEADLINE: Option<i64> = None;

    fn listing() -> ListingId {
        ListingId::from_ulid(ulid::Ulid(1))
    }

    fn entry(what: What, name: &str, since: Option<i64>, until: Option<i64>) -> Entry {
        let at = |hours: i64| START + TimeDelta::hours(hours);
        Entry {
            what,
            name: Some(name.to_owned()),
            whose: None,
            since: since.map(|hours| at(-hours)),
            until: until.map(at),
        }
    }

    fn ready(name: &str, since: i64) -> Entry {
        entry(What::DraftReady { listing: listing() }, name, Some(since), NO_DEADLINE)
    }

    fn notice(name: &str, until: i64) -> Entry {
        let what = What::CleanUpNotice { listing: listing(), named: Vec::new() };
        entry(what, name, Some(1), Some(until))
    }

    fn scheduled(name: &str, until: i64) -> Entry {
        let label = "1.0.0".parse().expect("a label");
        entry(What::Scheduled { listing: listing(), label }, name, None, Some(until))
    }

    fn names(arranged: &Arranged) -> Vec<&str> {
        arranged.waiting.iter().filter_map(|ranked| ranked.entry.name.as_deref()).collect()
    }

    fn all(entries: Vec<Entry>) -> Arranged {
        arrange(entries, BTreeMap::new(), START, usize::MAX)
    }

    #[test]
    fn what_presses_comes_first_and_what_goes_on_by_itself_last() {
        let appeal = entry(What::Appeal { listing: listing() }, "appeal", Some(2), NO_DEADLINE);
        let arranged = all(vec![
            scheduled("by itself", 1),
            ready("whenever", 900),
            appeal,
            notice("later", 100),
            notice("soon", 48),
        ]);
        assert_eq!(names(&arranged), ["soon", "later", "appeal", "whenever", "by itself"]);
        let urgencies: Vec<_> = arranged.waiting.iter().map(|ranked| ranked.urgency).collect();
        let expected = [Urgency::Presses, Urgency::Waits, Urgency::Waits, Urgency::Open, Urgency::UnderWay];
        assert_eq!(urgencies, expected);
    }

    #[test]
    fn a_deadline_presses_for_its_last_two_days_and_once_it_is_over() {
        let check = |until, expected| assert_eq!(urgency(&notice("x", until), START), expected, "{until}");
        check(49, Urgency::Waits);
        check(48, Urgency::Presses);
        check(0, Urgency::Presses);
        check(-5, Urgency::Presses);
    }

    #[test]
    fn equally_urgent_ones_are_in_the_order_of_their_deadlines_and_then_of_their_waits() {
        let arranged =
            all(vec![ready("young", 1), ready("old", 9), notice("second", 90), notice("first", 80)]);
        assert_eq!(names(&arranged), ["first", "second", "old", "young"]);
        let unknown = entry(What::DraftReady { listing: listing() }, "unknown", None, NO_DEADLINE);
        assert_eq!(names(&all(vec![unknown, ready("known", 1)])), ["known", "unknown"]);
    }

    #[test]
    fn an_offer_waits_for_who_can_answer_it_and_for_nobody_else() {
        let handover = |side, step| What::Handover { listing: listing(), side, step };
        let of = |side, step| urgency(&entry(handover(side, step), "x", None, Some(24)), START);
        assert_eq!(of(Side::Gets, Step::Offered), Urgency::Presses);
        for (side, step) in
            [(Side::Gives, Step::Offered), (Side::Gets, Step::Accepted), (Side::Gives, Step::Verified)]
        {
            assert_eq!(of(side, step), Urgency::UnderWay, "{side:?} {step:?}");
        }
    }

    #[test]
    fn what_is_left_out_of_a_kind_is_counted_with_what_was_not_looked_at() {
        let entries = vec![ready("a", 4), ready("b", 3), ready("c", 2), notice("d", 90)];
        let beyond = BTreeMap::from([(Kind::DraftReady, 7), (Kind::Appeal, 0)]);
        let arranged = arrange(entries, beyond, START, 2);
        assert_eq!(names(&arranged), ["d", "a", "b"]);
        assert_eq!(arranged.more, [More { kind: Kind::DraftReady, count: 8 }]);
    }

    proptest! {
        #[test]
        fn the_order_does_not_depend_on_that_of_the_entries(
            hours in prop::collection::vec(-100_i64..400, 0..12),
            turn in 0_usize..12,
        ) {
            let entries: Vec<_> = hours
                .iter()
                .enumerate()
                .map(|(number, hours)| match number % 3 {
                    0 => ready(&number.to_string(), hours.unsigned_abs().try_into().unwrap_or(0)),
                    1 => notice(&number.to_string(), *hours),
                    _ => scheduled(&number.to_string(), *hours),
                })
                .collect();
            let mut turned = entries.clone();
            turned.rotate_left(turn.min(entries.len()));
            let arranged = arrange(entries, BTreeMap::new(), START, 3);
            prop_assert_eq!(&arranged, &arrange(turned, BTreeMap::new(), START, 3));
            prop_assert!(arranged.waiting.is_sorted_by_key(|ranked| ranked.urgency));
            let left_out: usize = arranged.more.iter().map(|more| more.count).sum();
            prop_assert_eq!(arranged.waiting.len() + left_out, hours.len());
        }
    }
}
