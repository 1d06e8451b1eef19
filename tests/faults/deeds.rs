//! A power cut in the middle of 500 writes: what was acknowledged is there, once, with its event; and who
//! sends everything again gets every answer and doubles nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use futures::future::{join, join_all};
use serde_json::json;
use tests::{persona::Persona, run, server::Server};

/// Two browsers each, so that writes to one organisation meet.
const OWNERS: [&str; 4] = ["Ines Okafor", "Anna Lind", "Hugo Martin", "Amara Diallo"];
const EACH: usize = 125;
const CUT_AFTER: usize = 200;

/// The id of a claim on a domain: made by the client, as every id is.
fn id(owner: usize, number: usize) -> String {
    format!("dom_{}", ulid::Ulid((owner * 1_000 + number) as u128))
}

/// Claims one domain; whether it was acknowledged before the connection broke.
async fn claim(persona: &Persona<'_, Server>, organisation: &str, owner: usize, number: usize) -> bool {
    let body = json!({
        "id": id(owner, number),
        "domain": format!("number-{number}.owner-{owner}.example"),
        "proof": { "method": "dns" },
    });
    let key = format!("a-deed-of-{owner}-{number:012}");
    let path = format!("/api/v1/organisations/{organisation}/domains");
    let answer = persona.try_send("POST", &path, Some(&body), &[("idempotency-key", &key)]).await;
    match answer {
        Some(answer) if answer.status == 200 => true,
        Some(answer) => panic!("{}: {}", answer.status, answer.text()),
        None => false,
    }
}

/// The claims of this test in an organisation, and how often each stands in its trail as made.
async fn found(
    persona: &Persona<'_, Server>,
    organisation: &str,
    owner: usize,
) -> (BTreeMap<String, usize>, BTreeMap<String, usize>) {
    let ours: BTreeSet<String> = (0..EACH).map(|number| id(owner, number)).collect();
    let domains = persona.get(&format!("/api/v1/organisations/{organisation}/domains")).await.json();
    let mut rows = BTreeMap::new();
    for row in domains["domains"].as_array().expect("domains") {
        let id = row["id"].as_str().expect("an id");
        // The demo program claimed some.
        if ours.contains(id) {
            *rows.entry(id.to_owned()).or_default() += 1;
        }
    }
    let trail = persona.get(&format!("/api/v1/organisations/{organisation}/audit/export")).await;
    assert_eq!(trail.status, 200, "{}", trail.text());
    let mut events = BTreeMap::new();
    for line in trail.text().lines() {
        let event: serde_json::Value = serde_json::from_str(line).expect("every line is JSON");
        // The last line is the head.
        let Some(subject) = event["subject"].as_str() else { continue };
        if event["kind"] == "domain.claimed" && ours.contains(subject) {
            *events.entry(subject.to_owned()).or_default() += 1;
        }
    }
    (rows, events)
}

async fn owners(server: &Server) -> Vec<(Persona<'_, Server>, String)> {
    join_all(OWNERS.map(async |name| {
        let persona = Persona::demo(server, name).await;
        let organisation = persona.organisation().await;
        (persona, organisation)
    }))
    .await
}

#[test]
fn five_hundred_writes_cut_off_are_there_once_each_if_they_were_acknowledged() {
    run(async {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut server = Server::on(folder.path(), &["--demo"]).await;
        let acknowledged: Vec<BTreeSet<String>> = {
            let people = owners(&server).await;
            let done = AtomicUsize::new(0);
            let pid = server.process.pid();
            let all = people.iter().enumerate().map(async |(owner, (persona, organisation))| {
                let half = async |parity: usize| {
                    let mut mine = BTreeSet::new();
                    for number in (0..EACH).filter(|number| number % 2 == parity) {
                        if !claim(persona, organisation, owner, number).await {
                            break;
                        }
                        mine.insert(id(owner, number));
                        done.fetch_add(1, Ordering::Relaxed);
                    }
                    mine
                };
                let (even, odd) = join(half(0), half(1)).await;
                even.union(&odd).cloned().collect()
            });
            let cut = async {
                while done.load(Ordering::Relaxed) < CUT_AFTER {
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
                let killed = std::process::Command::new("kill").args(["-KILL", &pid.to_string()]).status();
                assert!(killed.expect("`kill` is there").success());
            };
            join(join_all(all), cut).await.0
        };
        server.process.kill();
        let count: usize = acknowledged.iter().map(BTreeSet::len).sum();
        assert!((CUT_AFTER..OWNERS.len() * EACH).contains(&count), "{count}: the cut fell into the work");

        let server = Server::on(folder.path(), &["--demo"]).await;
        let people = owners(&server).await;
        for (owner, (persona, organisation)) in people.iter().enumerate() {
            let (rows, events) = found(persona, organisation, owner).await;
            for id in &acknowledged[owner] {
                assert_eq!(rows.get(id), Some(&1), "{id} was acknowledged");
            }
            for (id, times) in &rows {
                assert_eq!((*times, events.get(id)), (1, Some(&1)), "{id} is there once, with its event");
            }
            assert_eq!(rows.len(), events.len(), "no event without what it tells of");
        }
        // Everything once more, under the same keys.
        for (owner, (persona, organisation)) in people.iter().enumerate() {
            for number in 0..EACH {
                assert!(claim(persona, organisation, owner, number).await);
            }
            let (rows, events) = found(persona, organisation, owner).await;
            assert_eq!((rows.len(), events.len()), (EACH, EACH));
            assert!(rows.values().chain(events.values()).all(|times| *times == 1));
        }
    });
}
