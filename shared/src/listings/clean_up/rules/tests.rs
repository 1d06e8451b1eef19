use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::{
    decisions::replay::replay,
    ids::PersonId,
    listings::clean_up::{Lapse, Trouble, judge::Quiet},
    testing::{START, listing_id, partner_id},
};

fn at(days: i64) -> DateTime<Utc> {
    START + TimeDelta::days(days)
}

/// An app that nothing is wrong with, on the day tests begin.
fn fine() -> Observed {
    Observed {
        published: true,
        first_published_at: at(-800),
        last_release_at: Some(at(-10)),
        active_customers: Some(50),
        health: Trouble::None,
        lapsed: Vec::new(),
        support: Trouble::None,
    }
}

fn unhealthy() -> Observed {
    Observed { health: Trouble::Since { since: at(-20) }, ..fine() }
}

fn clear() -> CleanUp {
    CleanUp::start(listing_id("ledger-bridge"))
}

fn act(state: &CleanUp, observed: &Observed, days: i64, command: Command) -> Result<Decision, Rejection> {
    let facts = Facts {
        now: at(days),
        actor: Actor::System,
        organisation: partner_id("northwind-works"),
        program: partner_id("program"),
        observed,
        policy_version: 1,
        policy: &CleanUpPolicy::default(),
    };
    decide(state, command, &facts)
}

fn look_at(state: &CleanUp, observed: &Observed, days: i64) -> Decision {
    let decision = act(state, observed, days, Command::Look).expect("looking never fails");
    assert_eq!(decision.receipt.as_ref().map(replay), Some(Ok(())));
    decision
}

fn appeal() -> Command {
    Command::Appeal { words: "A new version comes next week.".parse().expect("words") }
}

fn operator() -> Reviewer {
    Reviewer { person: PersonId::from_ulid(ulid::Ulid(2)), organisations: [partner_id("program")].into() }
}

fn named(step: Option<Step>) -> Vec<Criterion> {
    match step {
        Some(Step::Notify { failing, .. } | Step::Wait { failing, .. } | Step::Unlist { failing }) => {
            failing.into_iter().map(|one| one.criterion).collect()
        }
        Some(Step::Nothing { .. } | Step::Clear) | None => Vec::new(),
    }
}

#[test]
fn each_criterion_fails_at_its_instant_and_not_before() {
    let nano = TimeDelta::nanoseconds(1);
    let year = START.checked_sub_months(chrono::Months::new(12)).expect("a date");
    let failing = |observed: Observed| failing_now(None, &observed, &CleanUpPolicy::default(), START);
    let check = |fails: Observed, holds: Observed, criterion| {
        assert_eq!(failing(fails), [criterion]);
        assert_eq!(failing(holds), [], "{criterion:?}");
    };
    check(
        Observed { last_release_at: Some(year), ..fine() },
        Observed { last_release_at: Some(year + nano), ..fine() },
        Criterion::NoRelease,
    );
    check(
        Observed { active_customers: Some(2), ..fine() },
        Observed { active_customers: Some(3), ..fine() },
        Criterion::LowUsage,
    );
    check(
        Observed { health: Trouble::Since { since: at(-14) }, ..fine() },
        Observed { health: Trouble::Since { since: at(-14) + nano }, ..fine() },
        Criterion::Unhealthy,
    );
    let lapse = |days| vec![Lapse { what: "security".to_owned(), on: at(days).date_naive() }];
    check(
        Observed { lapsed: lapse(0), ..fine() },
        Observed { lapsed: lapse(1), ..fine() },
        Criterion::CertificationLapsed,
    );
    check(
        Observed { support: Trouble::Since { since: at(-14) }, ..fine() },
        Observed { support: Trouble::Since { since: at(-14) + nano }, ..fine() },
        Criterion::SupportUnanswered,
    );
}

#[test]
fn a_failing_app_is_told_then_waited_for_then_unlisted() {
    let told = look_at(&clear(), &unhealthy(), 0);
    assert_eq!((told.events[0].kind, named(told.step)), (NOTICED, vec![Criterion::Unhealthy]));
    assert!(matches!(&told.next.stage, Stage::Noticed { grace_until, .. } if *grace_until == at(30)));
    let waits = look_at(&told.next, &unhealthy(), 29);
    assert!(matches!(waits.step, Some(Step::Wait { .. })) && waits.events.is_empty());
    let gone = look_at(&told.next, &unhealthy(), 30);
    assert_eq!((gone.events[0].kind, named(gone.step)), (UNLISTED, vec![Criterion::Unhealthy]));
}

#[test]
fn every_criterion_says_what_would_fix_it() {
    let observed = Observed {
        last_release_at: Some(at(-500)),
        active_customers: Some(0),
        support: Trouble::Since { since: at(-30) },
        lapsed: vec![Lapse { what: "data".to_owned(), on: at(-1).date_naive() }],
        ..unhealthy()
    };
    let Some(Step::Notify { failing, .. }) = look_at(&clear(), &observed, 0).step else { panic!() };
    let criteria: Vec<_> = failing.iter().map(|one| one.criterion).collect();
    assert_eq!(criteria, Criterion::ALL);
    assert!(failing.iter().all(|one| one.fix.id.starts_with("clean_up.fix_")));
    assert_eq!(failing[1].fix.facts["missing"], 3);
}

#[test]
fn what_is_mended_in_time_clears_and_what_came_later_gets_its_own_notice() {
    let told = look_at(&clear(), &unhealthy(), 0).next;
    let mended = look_at(&told, &fine(), 10);
    assert_eq!((mended.events[0].kind, &mended.next.stage), (CLEARED, &Stage::Clear));
    let other = Observed { active_customers: Some(0), ..fine() };
    let anew = look_at(&told, &other, 30);
    assert!(matches!(&anew.next.stage, Stage::Noticed { grace_until, .. } if *grace_until == at(60)));
    let both = Observed { active_customers: Some(0), ..unhealthy() };
    assert_eq!(named(look_at(&told, &both, 30).step), [Criterion::Unhealthy], "only what was named");
}

#[test]
fn an_appeal_stops_the_clock_until_it_is_decided() {
    let told = look_at(&clear(), &unhealthy(), 0).next;
    let appealed = act(&told, &unhealthy(), 29, appeal()).expect("appealed").next;
    let waits = look_at(&appealed, &unhealthy(), 40);
    assert!(matches!(waits.step, Some(Step::Wait { appealed: true, .. })));
    assert_eq!(act(&appealed, &unhealthy(), 40, appeal()), Err(Rejection::AppealedAlready));
    let granted =
        act(&appealed, &unhealthy(), 40, Command::GrantAppeal { by: operator() }).expect("granted").next;
    assert_eq!(look_at(&granted, &unhealthy(), 219).step, Some(Step::Nothing { why: Quiet::Exempt }));
    assert_eq!(named(look_at(&granted, &unhealthy(), 220).step), [Criterion::Unhealthy]);
    let no = Command::RefuseAppeal { by: operator(), words: "It is down.".parse().expect("words") };
    let refused = act(&appealed, &unhealthy(), 40, no).expect("refused").next;
    assert!(matches!(look_at(&refused, &unhealthy(), 40).step, Some(Step::Unlist { .. })));
    assert_eq!(
        act(&refused, &unhealthy(), 41, Command::GrantAppeal { by: operator() }),
        Err(Rejection::NoAppeal)
    );
    assert_eq!(act(&clear(), &fine(), 0, appeal()), Err(Rejection::NoNotice));
}

#[test]
fn a_decided_appeal_has_a_receipt_and_nobody_decides_their_own() {
    let told = look_at(&clear(), &unhealthy(), 0).next;
    let appealed = act(&told, &unhealthy(), 1, appeal()).expect("appealed").next;
    let mut own = operator();
    own.organisations.insert(partner_id("northwind-works"));
    let refused = act(&appealed, &unhealthy(), 2, Command::GrantAppeal { by: own });
    assert_eq!(refused, Err(Rejection::OwnOrganisation));
    let granted = act(&appealed, &unhealthy(), 2, Command::GrantAppeal { by: operator() }).expect("granted");
    assert_eq!(granted.receipt.as_ref().map(replay), Some(Ok(())));
    let trails: Vec<_> = granted.events.iter().map(|event| event.organisation).collect();
    assert_eq!(trails, [partner_id("northwind-works"), partner_id("program")]);
    let policy = CleanUpPolicy::default();
    assert_eq!(failing_now(Some(&granted.next), &unhealthy(), &policy, at(181)), []);
    assert_eq!(failing_now(Some(&granted.next), &unhealthy(), &policy, at(182)), [Criterion::Unhealthy]);
}

#[test]
fn what_is_not_known_never_counts_against_an_app() {
    let nothing = Observed {
        last_release_at: None,
        active_customers: None,
        health: Trouble::NotKnown,
        support: Trouble::NotKnown,
        ..fine()
    };
    assert_eq!(look_at(&clear(), &nothing, 400).step, Some(Step::Nothing { why: Quiet::Fine }));
    let known: Vec<_> = Criterion::ALL.into_iter().filter(|one| nothing.knows(*one)).collect();
    assert_eq!(known, [Criterion::CertificationLapsed]);
}

#[test]
fn the_young_and_the_unpublished_are_left_alone() {
    let step = |observed: &Observed| look_at(&clear(), observed, 0).step;
    let hidden = Observed { published: false, ..unhealthy() };
    assert_eq!(step(&hidden), Some(Step::Nothing { why: Quiet::NotPublished }));
    let young = Observed { first_published_at: at(-89), ..unhealthy() };
    assert_eq!(step(&young), Some(Step::Nothing { why: Quiet::Young }));
    let old_enough = Observed { first_published_at: at(-90), ..unhealthy() };
    assert_eq!(named(step(&old_enough)), [Criterion::Unhealthy]);
}

fn observations() -> impl Strategy<Value = Observed> {
    (any::<bool>(), -900_i64..0, 0_u64..6, proptest::option::of(-40_i64..0), any::<bool>()).prop_map(
        |(published, release, active_customers, unhealthy, lapsed)| Observed {
            published,
            last_release_at: Some(at(release)),
            active_customers: Some(active_customers),
            health: unhealthy.map_or(Trouble::None, |days| Trouble::Since { since: at(days) }),
            lapsed: if lapsed {
                vec![Lapse { what: "data".to_owned(), on: at(-1).date_naive() }]
            } else {
                Vec::new()
            },
            ..fine()
        },
    )
}

proptest! {
    /// The job runs on some days; the app is what it is on each of them.
    #[test]
    fn nothing_is_unlisted_without_a_notice_and_thirty_days(
        runs in prop::collection::vec((0_i64..25, observations()), 1..20),
    ) {
        let (mut state, mut day) = (clear(), 0);
        let mut told: Option<(i64, BTreeSet<Criterion>)> = None;
        for (later, observed) in runs {
            day += later;
            let shown = preview([(&state, &observed)], &CleanUpPolicy::default(), at(day));
            let decision = look_at(&state, &observed, day);
            prop_assert_eq!(Some(&shown[0].judged.verdict), decision.step.as_ref(), "the preview is what happens");
            match &decision.step {
                Some(Step::Notify { failing, .. }) => {
                    told = Some((day, failing.iter().map(|one| one.criterion).collect()));
                }
                Some(Step::Unlist { failing }) => {
                    let (since, named) = told.take().expect("a notice");
                    prop_assert!(day - since >= 30);
                    prop_assert!(failing.iter().all(|one| named.contains(&one.criterion)));
                }
                Some(Step::Clear) => told = None,
                Some(Step::Nothing { .. } | Step::Wait { .. }) | None => {}
            }
            let again = look_at(&decision.next, &observed, day);
            let carried_out = matches!(decision.step, Some(Step::Unlist { .. }));
            prop_assert!(carried_out || again.events.is_empty(), "a job that runs twice does nothing more");
            state = decision.next;
            let text = serde_json::to_string(&state).expect("JSON");
            prop_assert_eq!(&serde_json::from_str::<CleanUp>(&text).expect("a state"), &state);
            if carried_out {
                break;
            }
        }
    }
}
