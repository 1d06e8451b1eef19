use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::{
    editorial::{
        model::ShowsKind,
        policy::{EditorialPolicy, Slot},
        rules::testing::{day, on},
        window::Window,
    },
    ids::{CategoryId, CollectionId},
    testing::{START, listing_id, slug},
};

fn entry_id(number: u128) -> SlotEntryId {
    SlotEntryId::from_ulid(ulid::Ulid(number))
}

fn shelf(number: u128) -> Shows {
    Shows::Collection { id: CollectionId::from_ulid(ulid::Ulid(number)) }
}

struct Desk {
    policy: EditorialPolicy,
    schedule: Schedule,
    now: DateTime<Utc>,
    is_there: bool,
}

impl Desk {
    fn new() -> Self {
        let policy = EditorialPolicy::default();
        Self { policy, schedule: Schedule::default(), now: START, is_there: true }
    }

    fn act(&mut self, command: Command) -> Result<&'static str, Rejection> {
        let facts = Facts { occasion: on(&self.policy, self.now), is_there: self.is_there };
        let decision = decide(&self.schedule, command, &facts)?;
        self.schedule = decision.next;
        Ok(decision.events.first().map_or("", |event| event.kind))
    }

    /// What stands in a slot on a day.
    fn in_slot(&self, name: &str, at: i64) -> What<'_> {
        let shown = shown(&self.schedule, &self.policy.home, day(at), |_| self.is_there);
        shown.iter().find(|shown| shown.slot.as_str() == name).expect("the slot").what
    }

    fn shows(&self, name: &str, at: i64) -> Option<&Shows> {
        match self.in_slot(name, at) {
            What::Scheduled(entry) => Some(&entry.shows),
            What::Otherwise(_) => None,
        }
    }
}

fn when(from: Option<i64>, until: Option<i64>) -> When {
    When { from: from.map(day), until: until.map(day) }
}

fn place(number: u128, name: &str, from: i64, until: Option<i64>) -> Command {
    Command::Place {
        id: entry_id(number),
        slot: slug(name),
        shows: shelf(number),
        when: when(Some(from), until),
    }
}

fn change(number: u128, name: Option<&str>, at: Option<When>) -> Command {
    Command::Change { id: entry_id(number), slot: name.map(slug), shows: None, when: at }
}

fn clear(number: u128) -> Command {
    Command::Clear { id: entry_id(number) }
}

#[test]
fn a_slot_shows_what_is_scheduled_and_otherwise_what_the_policy_says() {
    let mut desk = Desk::new();
    assert_eq!(desk.act(place(1, "hero", 1, Some(3))), Ok("slot.placed"));
    assert_eq!(desk.act(place(2, "hero", 3, Some(5))), Ok("slot.placed"));
    for (at, expected) in [(0, None), (1, Some(1)), (2, Some(1)), (3, Some(2)), (5, None)] {
        assert_eq!(desk.shows("hero", at), expected.map(shelf).as_ref(), "day {at}");
    }
    assert_eq!(desk.in_slot("hero", 0), What::Otherwise(&Fallback::Picks));
    assert_eq!(desk.in_slot("row-1", 1), What::Otherwise(&Fallback::Trending));
    let changes: Vec<_> =
        std::iter::successors(next_change(&desk.schedule, START), |at| next_change(&desk.schedule, *at))
            .collect();
    assert_eq!(changes, [day(1), day(3), day(5)]);
    // What is not there any more makes room.
    desk.is_there = false;
    assert_eq!(desk.in_slot("hero", 1), What::Otherwise(&Fallback::Picks));
}

#[test]
fn a_standing_entry_that_is_gone_leaves_the_slot_out() {
    let mut desk = Desk::new();
    let takes = [ShowsKind::Collection].into();
    desk.policy.home.slots =
        vec![Slot { name: slug("top"), takes, otherwise: Fallback::Always { shows: shelf(9) } }];
    assert_eq!(desk.in_slot("top", 0), What::Otherwise(&Fallback::Always { shows: shelf(9) }));
    desk.is_there = false;
    assert_eq!(desk.in_slot("top", 0), What::Otherwise(&Fallback::Nothing));
}

#[test]
fn two_in_one_slot_at_once_are_refused_and_when_it_is_taken_is_said() {
    let mut desk = Desk::new();
    assert_eq!(desk.act(place(1, "hero", 1, Some(3))), Ok("slot.placed"));
    assert_eq!(desk.act(place(2, "hero", 5, None)), Ok("slot.placed"));
    let refused = desk.act(place(3, "hero", 2, Some(9))).expect_err("a refusal");
    assert_eq!(refused, Rejection::SlotTaken(Box::new(desk.schedule.entries[0].clone())));
    assert_eq!(
        refused.to_string(),
        "The slot “hero” shows something else from 2026-06-02 12:00 UTC to 2026-06-04 12:00 UTC. \
         Choose other days, or change that entry first.",
    );
    let late = desk.act(place(3, "hero", 90, Some(91))).expect_err("a refusal");
    assert!(late.to_string().contains("from 2026-06-06 12:00 UTC on"), "{late}");
    assert_eq!(desk.act(place(3, "hero", 3, Some(5))), Ok("slot.placed"));
    assert_eq!(desk.act(place(4, "row-1", 1, Some(9))), Ok("slot.placed"));
    assert!(matches!(desk.act(change(4, Some("hero"), None)), Err(Rejection::SlotTaken(_))));
    assert!(matches!(desk.act(change(3, None, Some(when(Some(3), None)))), Err(Rejection::SlotTaken(_))));
}

#[test]
fn a_slot_takes_what_the_policy_says_and_what_is_there() {
    let mut desk = Desk::new();
    assert_eq!(desk.act(place(1, "cellar", 1, None)), Err(Rejection::NoSlot(slug("cellar"))));
    let listing = |name| Command::Place {
        id: entry_id(1),
        slot: slug(name),
        shows: Shows::Listing { id: listing_id("a") },
        when: When::NOW,
    };
    let refused = Rejection::NotForSlot { slot: slug("row-1"), kind: ShowsKind::Listing };
    assert_eq!(refused.to_string(), "The slot “row-1” takes no listings. Choose another slot.");
    assert_eq!(desk.act(listing("row-1")), Err(refused));
    assert_eq!(desk.act(listing("hero")), Ok("slot.placed"));
    assert_eq!(desk.act(listing("hero")), Err(Rejection::IdTaken));
    desk.is_there = false;
    let landing = Shows::Landing { id: CategoryId::from_ulid(ulid::Ulid(1)) };
    let change = Command::Change { id: entry_id(1), slot: None, shows: Some(landing.clone()), when: None };
    assert_eq!(desk.act(change.clone()), Err(Rejection::NotThere(landing)));
    desk.is_there = true;
    assert_eq!(desk.act(change.clone()), Ok("slot.changed"));
    assert_eq!(desk.act(change), Ok(""));
}

#[test]
fn an_entry_is_cleared_and_forgotten_at_last() {
    let mut desk = Desk::new();
    assert_eq!(desk.act(place(1, "hero", 0, None)), Ok("slot.placed"));
    assert_eq!(desk.act(place(2, "row-1", 4, None)), Ok("slot.placed"));
    desk.now = day(2);
    assert_eq!(desk.act(clear(1)), Ok("slot.cleared"));
    assert_eq!(desk.schedule.entries[0].window, Window { from: day(0), until: Some(day(2)) });
    assert_eq!((desk.act(clear(1)), desk.schedule.version), (Ok(""), 3));
    assert_eq!(desk.act(change(1, Some("row-1"), None)), Err(Rejection::Over));
    assert_eq!(desk.act(clear(2)), Ok("slot.cleared"));
    assert_eq!(desk.act(clear(2)), Err(Rejection::NoEntry));
    desk.now = day(2) + TimeDelta::days(desk.policy.home.keep_days.into());
    assert_eq!(
        desk.act(Command::Place { id: entry_id(3), slot: slug("hero"), shows: shelf(3), when: When::NOW }),
        Ok("slot.placed")
    );
    assert_eq!(desk.schedule.entries.len(), 1);
    desk.policy.home.max_kept = 1;
    assert_eq!(
        desk.act(Command::Place { id: entry_id(4), slot: slug("row-1"), shows: shelf(3), when: When::NOW }),
        Err(Rejection::TooManyKept(1))
    );
}

fn commands() -> impl Strategy<Value = Command> {
    let id = || 0_u128..10;
    let name = || prop::sample::select(vec!["hero", "row-1", "row-2"]);
    let span = || (prop::option::of(0_i64..30), prop::option::of(1_i64..40));
    prop_oneof![
        6 => (id(), name(), span()).prop_map(|(id, name, (from, until))| Command::Place {
            id: entry_id(id), slot: slug(name), shows: shelf(id), when: when(from, until)
        }),
        4 => (id(), prop::option::of(name()), prop::option::of(span())).prop_map(|(id, name, span)| {
            change(id, name, span.map(|(from, until)| when(from, until)))
        }),
        1 => id().prop_map(clear),
    ]
}

proptest! {
    #[test]
    fn a_slot_never_shows_two(steps in prop::collection::vec((commands(), 0_i64..4), 1..60)) {
        let mut desk = Desk::new();
        for (command, days) in steps {
            desk.now += TimeDelta::days(days);
            let before = desk.schedule.clone();
            if !matches!(desk.act(command), Ok(kind) if !kind.is_empty()) {
                prop_assert_eq!(&desk.schedule, &before);
            }
            for hour in (0..24 * 60).step_by(12) {
                let at = START + TimeDelta::hours(hour);
                for slot in &desk.policy.home.slots {
                    let due = |entry: &&Entry| entry.slot == slot.name && entry.window.holds(at);
                    prop_assert!(desk.schedule.entries.iter().filter(due).count() <= 1);
                }
            }
        }
    }

    #[test]
    fn nothing_changes_before_the_next_change(
        steps in prop::collection::vec(commands(), 1..30), from in 0_i64..40,
    ) {
        let mut desk = Desk::new();
        for command in steps {
            _ = desk.act(command);
        }
        let look = |at| shown(&desk.schedule, &desk.policy.home, at, |_| true);
        let next = next_change(&desk.schedule, day(from));
        let last = next.unwrap_or(day(from + 60)) - TimeDelta::milliseconds(1);
        prop_assert_eq!(look(day(from)), look(last));
        let mut at = day(from);
        while at < last {
            prop_assert_eq!(look(day(from)), look(at));
            at += TimeDelta::hours(12);
        }
    }
}
