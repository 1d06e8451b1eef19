//! The line of submissions: places, what is given to somebody else, and runs of ours that break off.

use shared::review::{model::Case, rules::Command, stage::StageKind};

use super::*;
use crate::review::{due, run::command};

async fn waiting(shop: &Workshop, name: &str) -> SubmissionId {
    let id = shop.complete(name).await;
    shop.submit(id, "1.0.0").await.1
}

#[test]
fn a_place_is_the_place_in_the_whole_line_whatever_the_filter() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        waiting(&shop, "Harbour Books").await;
        shop.wait(1);
        let second = waiting(&shop, "Quarry Ledger").await;
        shop.wait(1);
        waiting(&shop, "Meadow Tally").await;
        shop.jobs().await;
        deed(&shop, &rita, "PUT", &format!("/{second}/claim"), Value::Null).await;
        let places = async |rest: &str| {
            let (_, page) = shop.review(&rita, "GET", rest, Value::Null).await;
            let cases = page["cases"].as_array().cloned().unwrap_or_default();
            cases.into_iter().map(|case| case["place"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(places("").await, [1, 2, 3]);
        assert_eq!(places("?held=mine").await, [2]);
        assert_eq!(places("?held=free").await, [1, 3]);
        assert_eq!(read(&shop, &rita, second).await["row"]["place"], 2);
    });
}

#[test]
fn whoever_goes_away_while_the_queue_is_read_takes_nothing_out_of_it() {
    deep(async {
        let shop = Workshop::new().await;
        let services = shop.stage.services();
        let queue = || services.reviews.now(&services.store, services.clock.now());
        queue().await.expect("read once");
        let mut cut_short = 0;
        for polls in 1..=12 {
            let submission = waiting(&shop, &format!("Harbour {polls}")).await;
            {
                let mut read = std::pin::pin!(queue());
                let mut ready = false;
                for _ in 0..polls {
                    ready = ready || futures::poll!(read.as_mut()).is_ready();
                    tokio::time::sleep(std::time::Duration::from_millis(2)).await;
                    if ready {
                        break;
                    }
                }
                cut_short += usize::from(!ready);
            }
            let standing = queue().await.expect("reads");
            assert!(standing.rows().any(|row| row.id == submission), "lost after {polls} polls");
        }
        assert!(cut_short > 0, "no read was cut short");
    });
}

#[test]
fn what_was_given_to_somebody_else_is_taken_back_by_who_gave_it_and_by_who_runs_the_program() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita, rob, rosa] = shop.reviewers().await;
        let paula = shop.manager().await;
        let submission = waiting(&shop, "Harbour Books").await;
        shop.jobs().await;
        let path = format!("/{submission}/escalation");
        for who in [&rita, &paula] {
            deed(&shop, &rita, "PUT", &format!("/{submission}/claim"), Value::Null).await;
            let to = json!({ "to": rob.id, "words": "Payments; please look." });
            deed(&shop, &rita, "PUT", &path, to).await;
            // It is with Rob: among his, and nobody else can take it.
            let (_, mine) = shop.review(&rob, "GET", "?held=mine", Value::Null).await;
            assert_eq!(mine["total"], 1);
            let (status, _) = shop.review(&rosa, "PUT", &format!("/{submission}/claim"), Value::Null).await;
            assert_eq!(status, StatusCode::CONFLICT);
            let (status, _) = shop.review(&rosa, "DELETE", &path, Value::Null).await;
            assert_eq!(status, StatusCode::FORBIDDEN);
            assert_eq!(read(&shop, &rosa, submission).await["escalation"]["takes_back"], false);
            let seen = read(&shop, who, submission).await;
            assert_eq!(
                (&seen["escalation"]["takes_back"], &seen["escalation"]["words"]),
                (&json!(true), &json!("Payments; please look.")),
                "{seen}"
            );
            let back = deed(&shop, who, "DELETE", &path, Value::Null).await;
            assert_eq!((&back["escalation"], &back["barred"]), (&Value::Null, &Value::Null), "{back}");
        }
        deed(&shop, &rosa, "PUT", &format!("/{submission}/claim"), Value::Null).await;
        let (status, _) = shop.review(&rita, "DELETE", &path, Value::Null).await;
        assert_eq!(status, StatusCode::CONFLICT, "it is with nobody else");
    });
}

#[test]
fn a_run_of_ours_that_broke_off_waits_is_seen_and_asks_nothing_of_the_partner() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let submission = waiting(&shop, "Harbour Books").await;
        let services = shop.stage.services();
        let stage = StageKind::Lint;
        for done in [Command::Begin { stage }, Command::Interrupt { stage }] {
            assert!(command(services, submission, done).await.expect("reads"));
        }
        let until = services.clock.now() + chrono::TimeDelta::minutes(1);
        assert_eq!(due(services).await.expect("reads"), Some(until));
        shop.jobs().await;
        let case = read(&shop, &rita, submission).await;
        assert_eq!(
            (&case["stages"][0]["state"]["state"], &case["stages"][0]["pause"]["broke_off"]),
            (&json!("waiting"), &json!(1)),
            "{case}"
        );
        assert!(case["row"]["pause"]["until"].is_string() && case["row"]["end"].is_null(), "{case}");
        shop.wait(1);
        shop.jobs().await;
        let case = services.store.get::<Case>(submission.to_string()).await.expect("reads").expect("there");
        let lint = case.stage(stage).expect("a stage");
        assert!(lint.state.is_cleared() && lint.pause.is_none() && case.is_open(), "{:?}", case.stages);
    });
}
