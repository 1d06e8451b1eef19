use proptest::prelude::*;

use super::*;
use crate::{
    editorial::{
        policy::{EditorialPolicy, WindowPolicy},
        rules::testing::{babel, day, on, sentence},
    },
    testing::{START, listing_id, partner_id},
};

fn pick_id(number: u128) -> PickId {
    PickId::from_ulid(ulid::Ulid(number))
}

struct Desk {
    policy: EditorialPolicy,
    picks: Picks,
    now: DateTime<Utc>,
    partner: Option<OrganisationId>,
}

impl Desk {
    fn new() -> Self {
        let picks = PickPolicy {
            max_at_once: 3,
            max_of_partner: 2,
            max_kept: 6,
            keep_days: 10,
            window: WindowPolicy { max_ahead_days: 60, max_days: Some(30) },
        };
        let policy = EditorialPolicy { picks, ..EditorialPolicy::default() };
        let partner = Some(partner_id("northwind-works"));
        Self { policy, picks: Picks::default(), now: START, partner }
    }

    fn act(&mut self, command: Command) -> Result<&'static str, Rejection> {
        let facts = Facts { occasion: on(&self.policy, self.now), partner: self.partner };
        let decision = decide(&self.picks, command, &facts)?;
        self.picks = decision.next;
        Ok(decision.events.first().map_or("", |event| event.kind))
    }

    fn shown(&self, at: i64) -> Vec<PickId> {
        shown(&self.picks, day(at)).into_iter().map(|pick| pick.id).collect()
    }
}

fn when(from: i64, until: i64) -> When {
    When { from: Some(day(from)), until: Some(day(until)) }
}

fn pick(number: u128, listing: &str, from: i64, until: i64) -> Command {
    Command::Pick {
        id: pick_id(number),
        listing: listing_id(listing),
        label: Label::EditorsPick,
        reason: sentence("It saves a day a month."),
        when: when(from, until),
    }
}

fn change(number: u128, when: When) -> Command {
    Command::Change { id: pick_id(number), label: None, reason: None, when: Some(when) }
}

#[test]
fn a_pick_is_shown_in_its_window_with_its_reason_the_newest_first() {
    let mut desk = Desk::new();
    assert_eq!(desk.act(pick(1, "a", 0, 9)), Ok("pick.made"));
    assert_eq!(desk.act(pick(2, "b", 3, 5)), Ok("pick.made"));
    assert_eq!(desk.act(pick(2, "c", 20, 21)), Err(Rejection::IdTaken));
    for (at, expected) in [(0, vec![1]), (3, vec![2, 1]), (5, vec![1]), (9, vec![])] {
        let expected: Vec<_> = expected.into_iter().map(pick_id).collect();
        assert_eq!(desk.shown(at), expected, "day {at}");
    }
    let changes: Vec<_> =
        std::iter::successors(next_change(&desk.picks, START), |at| next_change(&desk.picks, *at)).collect();
    assert_eq!(changes, [day(3), day(5), day(9)]);
    assert_eq!(desk.picks.version, 2);
}

#[test]
fn what_customers_do_not_find_is_not_picked() {
    let mut desk = Desk::new();
    desk.partner = None;
    assert_eq!(desk.act(pick(1, "a", 0, 9)), Err(Rejection::NotInDirectory(listing_id("a"))));
    desk.partner = Some(partner_id("northwind-works"));
    let Command::Pick { id, listing, label, reason, .. } = pick(1, "a", 0, 9) else { unreachable!() };
    let many = babel(reason.clone(), &desk.policy);
    let babel = Command::Pick { id, listing, label, reason: many, when: when(0, 9) };
    assert_eq!(desk.act(babel), Err(Rejection::TooManyLanguages(24)));
    let endless = Command::Pick { id, listing, label, reason, when: When::NOW };
    assert_eq!(desk.act(endless), Err(Rejection::NoEnd(30)));
}

#[test]
fn the_same_listing_is_not_picked_twice_at_once() {
    let mut desk = Desk::new();
    assert_eq!(desk.act(pick(1, "a", 5, 9)), Ok("pick.made"));
    let refused = desk.act(pick(2, "a", 8, 12)).expect_err("a refusal");
    assert_eq!(refused, Rejection::PickedAlready { by: pick_id(1), window: desk.picks.picks[0].window });
    assert_eq!(
        refused.to_string(),
        format!(
            "This listing is picked already from 2026-06-06 12:00 UTC to 2026-06-10 12:00 UTC ({}). \
             Choose other days, or change that pick.",
            pick_id(1)
        ),
    );
    assert_eq!(desk.act(pick(2, "a", 9, 12)), Ok("pick.made"));
}

#[test]
fn there_are_only_so_many_at_once_and_of_one_partner() {
    let mut desk = Desk::new();
    assert_eq!(desk.act(pick(1, "a", 0, 10)), Ok("pick.made"));
    assert_eq!(desk.act(pick(2, "b", 10, 20)), Ok("pick.made"));
    // The two are never there together, so that a third fits beside each.
    assert_eq!(desk.act(pick(3, "c", 5, 15)), Ok("pick.made"));
    assert_eq!(desk.act(pick(4, "d", 14, 16)), Err(Rejection::TooManyOfPartner(2)));
    desk.partner = Some(partner_id("fabrikam"));
    assert_eq!(desk.act(pick(4, "d", 14, 16)), Ok("pick.made"));
    assert_eq!(desk.act(pick(5, "e", 0, 15)), Err(Rejection::TooManyPicks(3)));
    assert_eq!(desk.act(pick(5, "e", 0, 14)), Ok("pick.made"));
    // A change is judged as a new pick is, but for the pick itself.
    assert_eq!(desk.act(change(5, when(0, 15))), Err(Rejection::TooManyPicks(3)));
    assert_eq!(desk.act(change(5, when(0, 13))), Ok("pick.changed"));
    assert_eq!(desk.act(change(5, when(0, 13))), Ok(""));
    assert_eq!(desk.act(pick(6, "f", 40, 41)), Ok("pick.made"));
    assert_eq!(desk.act(pick(7, "g", 50, 51)), Err(Rejection::TooManyKept(6)));
}

#[test]
fn a_pick_is_ended_or_taken_off_the_plan_and_forgotten_at_last() {
    let mut desk = Desk::new();
    assert_eq!(desk.act(pick(1, "a", 0, 9)), Ok("pick.made"));
    assert_eq!(desk.act(pick(2, "b", 5, 9)), Ok("pick.made"));
    desk.now = day(2);
    assert_eq!(desk.act(Command::End { id: pick_id(1) }), Ok("pick.ended"));
    assert_eq!(desk.act(Command::End { id: pick_id(1) }), Ok(""));
    assert_eq!(desk.act(change(1, when(2, 9))), Err(Rejection::Over));
    assert_eq!(desk.act(Command::End { id: pick_id(2) }), Ok("pick.ended"));
    assert_eq!(desk.act(Command::End { id: pick_id(2) }), Err(Rejection::NoPick));
    assert_eq!((desk.shown(1), desk.shown(2), desk.shown(6)), (vec![pick_id(1)], vec![], vec![]));
    desk.now = day(12);
    assert_eq!(desk.act(pick(3, "c", 12, 13)), Ok("pick.made"));
    assert_eq!(desk.picks.picks.iter().map(|pick| pick.id).collect::<Vec<_>>(), [pick_id(3)]);
}

fn commands() -> impl Strategy<Value = Command> {
    let id = || 0_u128..12;
    let span = || (0_i64..60, 1_i64..30);
    prop_oneof![
        6 => (id(), 0_u8..6, span())
            .prop_map(|(id, listing, (from, days))| pick(id, &format!("l{listing}"), from, from + days)),
        3 => (id(), span()).prop_map(|(id, (from, days))| change(id, when(from, from + days))),
        1 => id().prop_map(|id| Command::End { id: pick_id(id) }),
    ]
}

proptest! {
    #[test]
    fn no_instant_has_too_many(steps in prop::collection::vec((commands(), 0_i64..5, any::<bool>()), 1..60)) {
        let mut desk = Desk::new();
        for (command, days, partner) in steps {
            desk.now += chrono::TimeDelta::days(days);
            desk.partner = Some(partner_id(if partner { "one" } else { "two" }));
            _ = desk.act(command);
            for at in 0..120 {
                let shown = shown(&desk.picks, day(at));
                prop_assert!(shown.len() <= 3);
                for one in &shown {
                    prop_assert!(shown.iter().filter(|pick| pick.partner == one.partner).count() <= 2);
                    prop_assert!(shown.iter().filter(|pick| pick.listing == one.listing).count() == 1);
                }
            }
        }
    }
}
