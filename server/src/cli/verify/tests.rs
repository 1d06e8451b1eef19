use shared::{
    audit::{
        line::{event_line, head_line},
        seal::SignedHead,
    },
    event::{Actor, Event, Head, NewEvent},
    ids::OrganisationId,
    testing::{FixedClock, START, SeededRandom, SequentialIds},
};
use store::Store;

use super::*;
use crate::{signing, testing::deep};

/// An honest export of five events, the keys that prove it, and other keys.
struct Export {
    lines: Vec<String>,
    keys: SigningKeys,
    others: SigningKeys,
}

fn export() -> Export {
    deep(async {
        let clock = std::sync::Arc::new(FixedClock::default());
        let open = |seed| {
            let clock = clock.clone();
            async move {
                let store = Store::open("mem://", clock, std::sync::Arc::new(SequentialIds::from(seed)));
                store.await.expect("opens")
            }
        };
        let (store, other) = (open(1).await, open(100).await);
        let (random, other_random) = (SeededRandom::from(1), SeededRandom::from(2));
        let organisation = OrganisationId::from_ulid(ulid::Ulid(9));
        let mut head = Head::start(organisation);
        let mut lines: Vec<String> = (1..=5)
            .map(|number| {
                event_line(&head.append(NewEvent {
                    organisation,
                    actor: Actor::System,
                    kind: "member.joined",
                    subject: format!("per_{number}"),
                    payload: serde_json::json!({ "number": number }),
                    at: START,
                }))
            })
            .collect();
        let signed = signing::sign_head(&store, &head, 1, &random, &*clock).await.expect("signed");
        lines.push(head_line(&signed));
        let keys = signing::public_keys(&store, &random, &*clock).await.expect("keys");
        let others = signing::public_keys(&other, &other_random, &*clock).await.expect("keys");
        Export { lines, keys, others }
    })
}

/// What the command says: its text and 0, or its sentence and its code.
fn said(text: &[u8], given: &[(&str, String)]) -> (String, u8) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("audit.ndjson");
    std::fs::write(&file, text).expect("written");
    let mut args = VerifyArgs { file, keys: None, trust: Vec::new() };
    for (flag, value) in given {
        match *flag {
            "--keys" => {
                let path = folder.path().join("keys.json");
                std::fs::write(&path, value).expect("written");
                args.keys = Some(path);
            }
            _ => args.trust.push(value.clone()),
        }
    }
    let judged = keys(&args).and_then(|keys| {
        let input = File::open(&args.file).expect("it is there");
        match judged(input, keys.as_ref()) {
            Ok(summary) => Ok(told(&summary, keys.is_some())),
            Err(Refused::Broken(broken)) => Err(Stopped::failed(broken)),
            Err(Refused::Io(error)) => panic!("{error}"),
        }
    });
    match judged {
        Ok(said) => (said, 0),
        Err(Stopped { sentence, code }) => (sentence, code),
    }
}

fn text(lines: &[String]) -> Vec<u8> {
    lines.iter().flat_map(|line| [line.as_bytes(), b"\n"].concat()).collect()
}

#[test]
fn an_honest_export_is_proved_by_either_way_to_give_keys() {
    let Export { lines, keys, .. } = export();
    let listed = serde_json::to_string(&keys).expect("JSON");
    let pair = format!("{}={}", keys.keys[0].name, keys.keys[0].public_key);
    for given in [("--keys", listed), ("--trust", pair)] {
        let (said, code) = said(&text(&lines), &[given]);
        assert_eq!(code, 0, "{said}");
        assert!(said.starts_with("Events 1 to 5 of org_") && said.contains("nothing was changed"), "{said}");
    }
}

#[test]
fn without_a_key_it_says_what_was_checked_and_what_not() {
    let Export { mut lines, .. } = export();
    let (honest, code) = said(&text(&lines), &[]);
    assert_eq!(code, 0, "{honest}");
    assert!(honest.contains("chain of hashes is unbroken") && honest.contains("Not checked: the signature"));
    lines.remove(2);
    assert_eq!(said(&text(&lines), &[]).1, 1);
}

#[test]
fn every_kind_of_tampering_is_named() {
    let Export { lines, keys, others } = export();
    let listed = serde_json::to_string(&keys).expect("JSON");
    let check = |change: &dyn Fn(&mut Vec<String>), says: &str| {
        let mut changed = lines.clone();
        change(&mut changed);
        let (sentence, code) = said(&text(&changed), &[("--keys", listed.clone())]);
        assert_eq!(code, 1, "{sentence}");
        assert!(sentence.contains(says), "{sentence}");
    };
    check(&|lines| lines[2] = lines[2].replace("per_3", "per_4"), "event 3 was changed");
    check(&|lines| lines[2].push(' '), "event 3 was changed");
    check(&|lines| lines[2].push('\r'), "event 3 was changed");
    check(&|lines| lines[2].truncate(30), "line 3 is neither an event nor a signed head");
    check(&|lines| lines.insert(2, String::new()), "line 3 is neither");
    check(&|lines| drop(lines.remove(0)), "the events 1 to 1 were dropped");
    check(&|lines| drop(lines.drain(1..3)), "the events 2 to 3 were dropped");
    check(&|lines| drop(lines.remove(4)), "the events 5 to 5 were dropped");
    check(&|lines| drop(lines.remove(5)), "the signed head at the end is missing");
    check(&Vec::clear, "the signed head at the end is missing");
    check(&|lines| lines.swap(1, 3), "event 4 stands where event 2 belongs");
    check(&|lines| lines.insert(3, lines[1].clone()), "event 2 is there a second time");
    check(&|lines| lines.push(lines[0].clone()), "line 7 stands behind the signed head");
    check(&|lines| lines[5] = lines[5].replace("ghsk_", "ghsx_"), "the key that signed it is not known");
    check(&|lines| lines[5] = lines[5].replace("\"sequence\":5", "\"sequence\":4"), "does not fit");
    // Everything is written anew, but for the signature.
    let rewrite = |lines: &mut Vec<String>| {
        let mut head = Head::start(OrganisationId::from_ulid(ulid::Ulid(9)));
        for line in &mut lines[..5] {
            let mut event: Event = serde_json::from_str(line).expect("an event");
            event.payload = serde_json::json!({ "number": 0 });
            event.previous = head.hash.clone();
            event.hash = event.expected_hash();
            head = Head { sequence: event.sequence, hash: event.hash.clone(), ..head };
            *line = event_line(&event);
        }
        head
    };
    check(&|lines| drop(rewrite(lines)), "the signed head has another hash than event 5");
    let forge = |lines: &mut Vec<String>| {
        let head = rewrite(lines);
        let name = &keys.keys[0].name;
        lines[5] = head_line(&SignedHead::sign(&head, 1, name, START, |_| [7; SIGNATURE_BYTES]));
    };
    check(&forge, "the signature does not fit");
    let foreign = serde_json::to_string(&others).expect("JSON");
    let (sentence, code) = said(&text(&lines), &[("--keys", foreign)]);
    assert!(code == 1 && sentence.contains("not known here"), "{sentence}");
    let mut bytes = text(&lines);
    bytes[40] = 0xff;
    let (sentence, code) = said(&bytes, &[("--keys", listed)]);
    assert!(code == 1 && sentence.contains("line 1 is neither"), "{sentence}");
}

#[test]
fn keys_that_are_none_are_a_misuse() {
    let Export { lines, keys, .. } = export();
    let hex = &keys.keys[0].public_key;
    for (given, says) in [
        (("--keys", "{}".to_owned()), "not the answer of"),
        (("--keys", "{\"keys\":[]}".to_owned()), "holds no keys"),
        (("--trust", "name".to_owned()), "write the name of a key"),
        (("--trust", format!("ghsk_0123456789abcdef={hex}")), "one of the two is wrong"),
        (("--trust", format!("{}=abc", keys.keys[0].name)), "64 hexadecimal digits"),
    ] {
        let (sentence, code) = said(&text(&lines), &[given]);
        assert!(code == 2 && sentence.contains(says), "{sentence}");
    }
}

#[test]
fn a_receipt_is_judged_again_and_one_that_was_changed_is_found_out() {
    use shared::{
        decisions::receipt::{About, issue},
        listings::{
            names::{NameCheck, NameInputs},
            policy::NamePolicy,
        },
        testing::START,
    };
    let inputs = NameInputs {
        candidate: "Ledger Bridge".to_owned(),
        known: Vec::new(),
        policy: NamePolicy::default(),
    };
    let about = About { subject: "sub_1".to_owned(), policy: 1, at: START };
    let (_, receipt) = issue::<NameCheck>(about, &inputs);
    let as_read = |value: &serde_json::Value| receipts::read(value.to_string().as_bytes());
    let one = serde_json::json!(receipt);
    for file in [one.clone(), serde_json::json!([one]), serde_json::json!({ "receipts": [one] })] {
        let all = as_read(&file).expect("receipts");
        assert!(receipts::judged(&all, "receipt.json").is_ok(), "{file}");
    }
    let mut changed = one;
    changed["verdict"] = serde_json::json!({ "verdict": "held", "likenesses": [] });
    let all = as_read(&changed).expect("a receipt in its form");
    let refused = receipts::judged(&all, "receipt.json").expect_err("it was changed");
    assert!(format!("{refused:?}").contains("does not hold"), "{refused:?}");
    assert!(as_read(&serde_json::json!({ "sequence": 1 })).is_none());
}
