use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::*;
use crate::{
    audit::{
        line::{event_line, head_line},
        seal::SIGNATURE_BYTES,
    },
    event::{Actor, NewEvent},
    testing::START,
};

const OURS: OrganisationId = OrganisationId::from_ulid(ulid::Ulid(1));

/// Keys `k1` and `k2`, whose signatures nobody but the tests would trust.
struct Keys;

fn signature(key: &str, message: &[u8]) -> [u8; SIGNATURE_BYTES] {
    let half =
        |half: u8| Sha256::new().chain_update([half]).chain_update(key).chain_update(message).finalize();
    let mut signature = [0; SIGNATURE_BYTES];
    signature[..32].copy_from_slice(&half(1));
    signature[32..].copy_from_slice(&half(2));
    signature
}

impl TrustedKeys for Keys {
    fn check(&self, key: &str, message: &[u8], given: &[u8; SIGNATURE_BYTES]) -> Result<(), BadSignature> {
        match key {
            "k1" | "k2" if signature(key, message) == *given => Ok(()),
            "k1" | "k2" => Err(BadSignature::Mismatch),
            _ => Err(BadSignature::UnknownKey),
        }
    }
}

fn trail(kinds: &[u8]) -> (Head, Vec<Event>) {
    let mut head = Head::start(OURS);
    let append = |kind: &u8| {
        head.append(NewEvent {
            organisation: OURS,
            actor: Actor::System,
            kind: if kind.is_multiple_of(2) { "member.joined" } else { "member.left" },
            subject: format!("per_{kind}"),
            payload: serde_json::json!({ "note": "né\n", "count": kind }),
            at: START + chrono::TimeDelta::milliseconds(i64::from(*kind)),
        })
    };
    let events = kinds.iter().map(append).collect();
    (head, events)
}

fn seal(head: &Head, first: u64) -> String {
    head_line(&SignedHead::sign(head, first, "k1", START, |message| signature("k1", message)))
}

/// An honest export of the events from `first` on.
fn export(kinds: &[u8], first: usize) -> Vec<String> {
    let (head, events) = trail(kinds);
    let mut lines: Vec<_> = events[first - 1..].iter().map(event_line).collect();
    lines.push(seal(&head, u64::try_from(first).expect("small")));
    lines
}

fn check(lines: &[String]) -> Result<Summary, Broken> {
    verify(lines, &Keys)
}

/// Gives the events from `at` on new hashes, as somebody would who rewrites history and has no key.
fn rechain(lines: &mut [String], at: usize) {
    let parse = |line: &str| serde_json::from_str::<Event>(line).expect("an event");
    let mut previous = parse(&lines[at]).previous;
    let end = lines.len() - 1;
    for line in &mut lines[at..end] {
        let mut event = parse(line);
        event.previous = previous;
        event.hash = event.expected_hash();
        previous = event.hash.clone();
        *line = event_line(&event);
    }
}

#[test]
fn an_honest_export_is_proved() {
    let summary = check(&export(&[1, 2, 3, 4], 1)).expect("honest");
    assert_eq!((summary.first, summary.last, summary.events(), summary.key.as_str()), (1, 4, 4, "k1"));
    let ms = |ms| START + chrono::TimeDelta::milliseconds(ms);
    assert_eq!(summary.span, Some((ms(1), ms(4))));
    let part = check(&export(&[1, 2, 3, 4], 3)).expect("honest");
    assert_eq!((part.first, part.last, part.events()), (3, 4, 2));
    let empty = check(&export(&[], 1)).expect("honest");
    assert_eq!((empty.first, empty.last, empty.events(), empty.span), (1, 0, 0, None));
}

#[test]
fn what_is_wrong_is_named() {
    let change = |act: fn(&mut Vec<String>)| {
        let mut lines = export(&[1, 2, 3, 4, 5], 1);
        act(&mut lines);
        check(&lines).expect_err("a broken export")
    };
    let drop = |at| move |lines: &mut Vec<String>| drop(lines.remove(at));
    let dropped = |at: usize| {
        let mut lines = export(&[1, 2, 3, 4, 5], 1);
        drop(at)(&mut lines);
        check(&lines).expect_err("a broken export")
    };
    assert_eq!(dropped(0), Broken::Dropped { line: 1, from: 1, to: 1 });
    assert_eq!(dropped(2), Broken::Dropped { line: 3, from: 3, to: 3 });
    assert_eq!(dropped(4), Broken::Dropped { line: 5, from: 5, to: 5 });
    assert_eq!(dropped(5), Broken::Unsealed);
    assert_eq!(change(|lines| drop_range(lines, 1..4)), Broken::Dropped { line: 2, from: 2, to: 4 });
    assert_eq!(change(|lines| drop_range(lines, 0..5)), Broken::Dropped { line: 1, from: 1, to: 5 });
    assert_eq!(change(|lines| lines.swap(1, 2)), Broken::Reordered { line: 2, expected: 2, found: 3 });
    assert_eq!(change(|lines| lines.swap(0, 4)), Broken::Reordered { line: 2, expected: 6, found: 2 });
    assert_eq!(change(|lines| lines.insert(3, lines[1].clone())), Broken::Repeated { line: 4, sequence: 2 });
    assert_eq!(change(|lines| lines.push(lines[1].clone())), Broken::BehindSeal { line: 7 });
    let louder: fn(&mut Vec<String>) = |lines| lines[2] = lines[2].replace("\"count\":3", "\"count\":9");
    assert_eq!(change(louder), Broken::Changed { line: 3, sequence: 3 });
    assert_eq!(change(|lines| lines[2].push(' ')), Broken::Changed { line: 3, sequence: 3 });
    assert_eq!(change(|lines| lines[2].truncate(9)), Broken::Unreadable { line: 3 });
    assert_eq!(
        change(|lines| lines[5] = lines[5].replace("\"k1\"", "\"k3\"")),
        Broken::Signature { line: 6, why: BadSignature::UnknownKey }
    );
    assert_eq!(
        change(|lines| lines[5] = lines[5].replace("\"k1\"", "\"k2\"")),
        Broken::Signature { line: 6, why: BadSignature::Mismatch }
    );
}

fn drop_range(lines: &mut Vec<String>, range: std::ops::Range<usize>) {
    drop(lines.drain(range));
}

#[test]
fn rewritten_history_does_not_reach_the_signature() {
    let mut lines = export(&[1, 2, 3, 4, 5], 1);
    lines[2] = lines[2].replace("\"count\":3", "\"count\":9");
    let mut one = lines.clone();
    rechain(&mut one[..4], 2);
    assert_eq!(check(&one), Err(Broken::Unlinked { line: 4, sequence: 4 }));
    rechain(&mut lines, 2);
    assert_eq!(check(&lines), Err(Broken::OtherHash { line: 6, sequence: 5 }));
}

#[test]
fn events_beside_the_signed_run_are_not_covered() {
    let (_, events) = trail(&[1, 2, 3, 4]);
    let mut lines: Vec<_> = events.iter().map(event_line).collect();
    let (third, _) = trail(&[1, 2, 3]);
    lines.push(seal(&third, 1));
    assert_eq!(check(&lines), Err(Broken::Beyond { line: 4, sequence: 4 }));
    let (fourth, _) = trail(&[1, 2, 3, 4]);
    lines[4] = seal(&fourth, 2);
    assert_eq!(check(&lines), Err(Broken::Beyond { line: 1, sequence: 1 }));
}

#[test]
fn a_trail_begins_at_the_beginning_and_stays_in_its_organisation() {
    let mut head = Head { hash: "f".repeat(64), ..Head::start(OURS) };
    let (_, events) = trail(&[1]);
    let new = NewEvent {
        organisation: OURS,
        actor: Actor::System,
        kind: "member.joined",
        subject: String::new(),
        payload: events[0].payload.clone(),
        at: START,
    };
    let forged = head.append(new.clone());
    assert_eq!(check(&[event_line(&forged), seal(&head, 1)]), Err(Broken::Unlinked { line: 1, sequence: 1 }));
    let theirs = OrganisationId::from_ulid(ulid::Ulid(2));
    let mut head = Head { organisation: theirs, ..trail(&[1]).0 };
    let foreign = head.append(NewEvent { organisation: theirs, ..new });
    let lines = [event_line(&events[0]), event_line(&foreign), seal(&head, 1)];
    assert_eq!(check(&lines), Err(Broken::Foreign { line: 2, sequence: 2, organisation: theirs }));
}

proptest! {
    #[test]
    fn an_untouched_export_is_proved(kinds in prop::collection::vec(any::<u8>(), 1..20), first in any::<prop::sample::Index>()) {
        let first = first.index(kinds.len()) + 1;
        let summary = check(&export(&kinds, first)).expect("honest");
        prop_assert_eq!(summary.events(), u64::try_from(kinds.len() - first + 1).expect("small"));
    }

    #[test]
    fn any_single_change_of_a_byte_is_found(
        kinds in prop::collection::vec(any::<u8>(), 1..8),
        at in any::<prop::sample::Index>(),
        byte in 1_u8..128,
    ) {
        let text = export(&kinds, 1).join("\n") + "\n";
        let at = at.index(text.len());
        let mut bytes = text.clone().into_bytes();
        prop_assume!(bytes[at] != byte);
        bytes[at] = byte;
        // Not UTF-8 is refused by whoever reads the lines.
        if let Ok(changed) = String::from_utf8(bytes) {
            prop_assert!(verify(changed.lines(), &Keys).is_err(), "{:?} at {}", char::from(byte), at);
        }
    }

    #[test]
    fn any_dropped_run_is_found_and_named(
        kinds in prop::collection::vec(any::<u8>(), 2..20),
        from in any::<prop::sample::Index>(),
        count in 1_usize..5,
    ) {
        let mut lines = export(&kinds, 1);
        let from = from.index(kinds.len());
        let to = (from + count).min(kinds.len());
        drop_range(&mut lines, from..to);
        let number = |at: usize| u64::try_from(at).expect("small");
        let expected = Broken::Dropped { line: number(from) + 1, from: number(from) + 1, to: number(to) };
        prop_assert_eq!(check(&lines), Err(expected));
    }

    #[test]
    fn any_other_order_is_found(
        kinds in prop::collection::vec(any::<u8>(), 2..20),
        one in any::<prop::sample::Index>(),
        two in any::<prop::sample::Index>(),
    ) {
        let mut lines = export(&kinds, 1);
        let (one, two) = (one.index(kinds.len()), two.index(kinds.len()));
        prop_assume!(one != two);
        let moved = lines.remove(one);
        lines.insert(two, moved);
        let reordered = matches!(check(&lines), Err(Broken::Reordered { .. }));
        prop_assert!(reordered, "{:?}", check(&lines));
    }

    #[test]
    fn any_rewritten_event_is_found_however_much_is_chained_anew(
        kinds in prop::collection::vec(any::<u8>(), 2..12),
        at in any::<prop::sample::Index>(),
        until in any::<prop::sample::Index>(),
    ) {
        let mut lines = export(&kinds, 1);
        let at = at.index(kinds.len());
        let until = at + until.index(kinds.len() - at);
        lines[at] = lines[at].replacen("\"subject\":\"", "\"subject\":\"x", 1);
        prop_assert_eq!(check(&lines), Err(Broken::Changed { line: u64::try_from(at + 1).expect("small"), sequence: u64::try_from(at + 1).expect("small") }));
        rechain(&mut lines[..until + 2], at);
        let found = check(&lines);
        prop_assert!(matches!(found, Err(Broken::Unlinked { .. } | Broken::OtherHash { .. })), "{:?}", found);
    }
}
