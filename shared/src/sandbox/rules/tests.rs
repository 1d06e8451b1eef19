use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::{
    sandbox::address::Reason,
    testing::{START, SeededRandom, listing_id, partner_id},
};

fn secret(seed: u64) -> SigningSecret {
    SigningSecret::draw(&SeededRandom::from(seed))
}

fn target(text: &str) -> Target {
    text.parse().expect("a target")
}

fn create() -> Command {
    Command::Create {
        id: SandboxId::from_ulid(ulid::Ulid(1)),
        listing: listing_id("parcels"),
        target: target("https://staging.parcels.example"),
        seed: 7,
        secret: secret(1),
    }
}

/// Facts of a day, counted from the one on which tests begin.
fn on<T>(day: i64, act: impl FnOnce(&mut Facts<'_>) -> T) -> T {
    let policy = SandboxPolicy::default();
    act(&mut Facts {
        now: START + TimeDelta::days(day),
        by: By::Partner(partner_id("parcels")),
        actor: Actor::System,
        policy: &policy,
        owner: Some(partner_id("parcels")),
        held: 0,
    })
}

fn must(state: Option<&Sandbox>, day: i64, command: Command) -> Decision {
    on(day, |facts| decide(state, command, facts)).expect("decided")
}

fn new() -> Sandbox {
    must(None, 0, create()).next.expect("a sandbox")
}

fn kinds(decision: &Decision) -> Vec<&str> {
    decision.events.iter().map(|event| event.kind).collect()
}

fn days_left(sandbox: &Sandbox, day: i64) -> u32 {
    sandbox.days_left(START + TimeDelta::days(day))
}

#[test]
fn a_new_one_lasts_its_days_and_no_event_holds_its_secret() {
    let decision = must(None, 0, create());
    assert_eq!(kinds(&decision), ["sandbox.created"]);
    let payload = decision.events[0].payload.to_string();
    assert!(!payload.contains("whsec"), "{payload}");
    let sandbox = decision.next.expect("a sandbox");
    assert_eq!((sandbox.version, sandbox.generation, days_left(&sandbox, 0)), (1, 1, 30));
    let stored = serde_json::to_string(&sandbox).expect("json");
    assert_eq!(serde_json::from_str::<Sandbox>(&stored).expect("the same"), sandbox);
}

#[test]
fn one_is_made_only_for_an_app_of_ones_own() {
    on(0, |facts| {
        facts.owner = Some(partner_id("others"));
        assert_eq!(decide(None, create(), facts), Err(Rejection::NotYours));
        facts.owner = None;
        assert_eq!(decide(None, create(), facts), Err(Rejection::NotYours));
    });
    let sandbox = new();
    on(0, |facts| {
        assert_eq!(decide(Some(&sandbox), create(), facts), Err(Rejection::IdTaken));
        facts.by = By::Partner(partner_id("others"));
        for command in [Command::Reset, Command::Use, Command::Renew, Command::Expire, Command::Delete] {
            assert_eq!(decide(Some(&sandbox), command, facts), Err(Rejection::NotYours));
        }
    });
    assert_eq!(on(0, |facts| decide(None, Command::Reset, facts)), Err(Rejection::NotYours));
}

#[test]
fn there_are_only_so_many() {
    on(0, |facts| {
        facts.held = 2;
        assert!(decide(None, create(), facts).is_ok());
        facts.held = 3;
        assert_eq!(decide(None, create(), facts), Err(Rejection::TooMany(3)));
    });
}

#[test]
fn a_target_inside_is_refused_unless_the_policy_allows_it() {
    let sandbox = new();
    let change = |text: &str| Command::ChangeTarget { target: target(text) };
    for (text, reason) in [
        ("http://127.0.0.1:9000", Reason::Loopback),
        ("https://10.0.0.1", Reason::Private),
        ("https://metadata.google.internal", Reason::Private),
        ("http://staging.parcels.example", Reason::Scheme),
    ] {
        let refused = on(0, |facts| decide(Some(&sandbox), change(text), facts));
        assert_eq!(refused, Err(Rejection::TargetRefused(reason)), "{text}");
    }
    let loose = SandboxPolicy::with_loopback();
    let facts = Facts {
        now: START,
        by: By::Partner(partner_id("parcels")),
        actor: Actor::System,
        policy: &loose,
        owner: None,
        held: 0,
    };
    assert!(decide(Some(&sandbox), change("http://127.0.0.1:9000"), &facts).is_ok());
    let decision = must(Some(&sandbox), 0, change("https://two.parcels.example"));
    assert_eq!(kinds(&decision), ["sandbox.target_changed"]);
    let next = decision.next.expect("a sandbox");
    assert_eq!((next.version, next.generation), (2, 1));
    assert!(must(Some(&next), 0, change("https://two.parcels.example/")).events.is_empty());
}

#[test]
fn a_reset_is_a_new_generation_of_the_same_seed() {
    let next = must(Some(&new()), 3, Command::Reset).next.expect("a sandbox");
    assert_eq!((next.seed, next.generation, next.version, days_left(&next, 3)), (7, 2, 2, 27));
}

#[test]
fn another_secret_signs_from_now_on() {
    let sandbox = new();
    assert!(must(Some(&sandbox), 0, Command::ReplaceSecret { secret: secret(1) }).events.is_empty());
    let next = must(Some(&sandbox), 0, Command::ReplaceSecret { secret: secret(2) }).next;
    assert_eq!(next.map(|next| next.secret), Some(secret(2)));
}

#[test]
fn it_is_over_on_its_day() {
    let sandbox = new();
    for (day, expected) in [(29, Ok(())), (30, Err(Rejection::Over(sandbox.expires_on)))] {
        for command in [Command::Reset, Command::Renew, Command::Use] {
            let decided = on(day, |facts| decide(Some(&sandbox), command.clone(), facts)).map(|_| ());
            assert_eq!(decided, expected, "{command:?} on day {day}");
        }
    }
    assert_eq!(must(Some(&sandbox), 29, Command::Expire), unchanged(&sandbox));
    let expired = must(Some(&sandbox), 30, Command::Expire);
    assert_eq!((kinds(&expired), &expired.next), (vec!["sandbox.expired"], &None));
    let deleted = must(Some(&sandbox), 40, Command::Delete);
    assert_eq!((kinds(&deleted), &deleted.next), (vec!["sandbox.deleted"], &None));
}

#[test]
fn use_keeps_it_and_a_renewal_keeps_it_longer() {
    let sandbox = new();
    assert!(must(Some(&sandbox), 16, Command::Use).events.is_empty());
    let used = must(Some(&sandbox), 20, Command::Use);
    assert_eq!(kinds(&used), ["sandbox.extended"]);
    let used = used.next.expect("a sandbox");
    assert_eq!(days_left(&used, 20), 14);
    assert!(must(Some(&used), 20, Command::Use).events.is_empty(), "once a day is enough");
    let renewed = must(Some(&used), 20, Command::Renew).next.expect("a sandbox");
    assert_eq!(days_left(&renewed, 20), 30);
    assert!(must(Some(&renewed), 20, Command::Renew).events.is_empty());
}

#[test]
fn use_alone_does_not_keep_it_for_ever() {
    let mut sandbox = new();
    let mut day = 0;
    while !sandbox.is_over(START + TimeDelta::days(day)) {
        sandbox = must(Some(&sandbox), day, Command::Use).next.expect("a sandbox");
        day += 1;
    }
    assert_eq!(day, 180);
}

fn commands() -> impl Strategy<Value = Command> {
    prop_oneof![
        Just(create()),
        Just(Command::Reset),
        Just(Command::Renew),
        Just(Command::Use),
        Just(Command::Expire),
        Just(Command::Delete),
        (0_u64..3).prop_map(|seed| Command::ReplaceSecret { secret: secret(seed) }),
        (0_u8..3).prop_map(|host| Command::ChangeTarget {
            target: target(&format!("https://h{host}.parcels.example")),
        }),
    ]
}

proptest! {
    #[test]
    fn whatever_is_done_versions_rise_by_one_and_days_only_grow(
        steps in prop::collection::vec((0_i64..20, commands()), 1..40),
    ) {
        let mut state: Option<Sandbox> = None;
        let mut day = 0;
        for (wait, command) in steps {
            day += wait;
            let Ok(decision) = on(day, |facts| decide(state.as_ref(), command.clone(), facts)) else { continue };
            match (&state, &decision.next) {
                (Some(before), Some(after)) => {
                    let raised = u64::from(!decision.events.is_empty());
                    prop_assert_eq!(after.version, before.version + raised);
                    prop_assert!(after.expires_on >= before.expires_on);
                    prop_assert!(after.generation >= before.generation);
                    prop_assert_eq!((after.id, after.organisation, after.listing, after.seed),
                        (before.id, before.organisation, before.listing, before.seed));
                    prop_assert!(!before.is_over(START + TimeDelta::days(day)) || before == after);
                }
                (None, Some(after)) => prop_assert_eq!(after.version, 1),
                (_, None) => prop_assert_eq!(decision.events.len(), 1),
            }
            // Twice the same says nothing new, but for a reset.
            if decision.next.is_some() && !matches!(command, Command::Reset | Command::Create { .. }) {
                let again = on(day, |facts| decide(decision.next.as_ref(), command.clone(), facts));
                prop_assert_eq!(again.map(|again| again.events), Ok(Vec::new()));
            }
            state = decision.next;
        }
    }
}
