//! What a partner sees of the rounds of a version.

use std::collections::BTreeSet;

use shared::decisions::{receipt::Receipt, replay::replay};

use super::*;

async fn read(shop: &Workshop, rest: &str) -> Value {
    let (status, read) = shop.ask(&shop.anna, "GET", rest, Value::Null).await;
    assert_eq!(status, StatusCode::OK, "{read}");
    read
}

#[test]
fn the_next_round_shows_what_it_changes_and_keeps_what_was_asked_and_answered() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let id = shop.complete("Harbour Books").await;
        let (version, first) = shop.submit(id, "1.0.0").await;
        shop.jobs().await;
        shop.ask_for(&rita, first, "tagline", "Say what it does.").await;
        shop.write(id, "tagline", "Keeps the books of a harbour").await;
        shop.answer_and_resubmit(id, (version, "1.0.0"), "It says so now.").await;
        let changes = read(&shop, &format!("/{id}/versions/{version}")).await;
        let since = &changes["compared"][0];
        assert_eq!(
            (&changes["round"], &since["against"], &since["fields"]),
            (
                &json!(2),
                &json!({ "what": "round", "round": 1 }),
                &json!([{
                    "field": "tagline",
                    "before": "Keeps two ledgers in step, line by line",
                    "after": "Keeps the books of a harbour",
                }])
            ),
            "{changes}"
        );
        assert_eq!(changes["compared"][1]["against"], json!({ "what": "nothing" }));
        let versions = read(&shop, &format!("/{id}/versions")).await;
        let own = &versions["versions"][0];
        let round = &own["earlier"][0];
        assert_eq!((&own["asked"], &round["submission"]), (&json!([]), &json!(first)), "{own}");
        assert_eq!(
            round["asked"],
            json!([{ "field": "tagline", "words": "Say what it does.", "answer": "It says so now." }])
        );
        assert!(round["receipt"].is_string(), "{round}");
    });
}

#[test]
fn the_receipts_of_every_round_are_there_and_judged_again() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let id = shop.complete("Harbour Books").await;
        let (version, first) = shop.submit(id, "1.0.0").await;
        shop.jobs().await;
        shop.ask_for(&rita, first, "tagline", "Say what it does.").await;
        shop.write(id, "tagline", "Keeps the books of a harbour").await;
        let second = shop.answer_and_resubmit(id, (version, "1.0.0"), "It says so now.").await;
        let judged = read(&shop, &format!("/{id}/versions/{version}/receipts")).await;
        let receipts: Vec<Receipt> = serde_json::from_value(judged["receipts"].clone()).expect("receipts");
        let subjects: BTreeSet<_> = receipts.iter().map(|receipt| receipt.subject.clone()).collect();
        assert_eq!(subjects, BTreeSet::from([first.to_string(), second.to_string()]));
        assert!(receipts.iter().all(|receipt| replay(receipt).is_ok()), "{judged}");
        let versions = read(&shop, &format!("/{id}/versions")).await;
        let decision = versions["versions"][0]["earlier"][0]["receipt"].clone();
        assert!(receipts.iter().any(|receipt| json!(receipt.hash.to_string()) == decision), "{decision}");
    });
}

#[test]
fn where_nothing_was_approved_a_version_is_compared_with_the_one_before_it() {
    deep(async {
        let shop = Workshop::new().await;
        let [_] = shop.reviewers().await;
        let id = shop.complete("Harbour Books").await;
        let (first, _) = shop.submit(id, "1.0.0").await;
        let taken_back = format!("/{id}/versions/{first}/withdrawal");
        let (status, _) = shop.ask(&shop.anna, "POST", &taken_back, Value::Null).await;
        assert_eq!(status, StatusCode::OK);
        shop.wait(1);
        shop.write(id, "tagline", "Keeps the books of a harbour").await;
        let (second, _) = shop.submit(id, "1.0.1").await;
        let changes = read(&shop, &format!("/{id}/versions/{second}")).await;
        assert_eq!(changes["compared"].as_array().map(Vec::len), Some(1), "{changes}");
        let compared = &changes["compared"][0];
        assert_eq!(compared["against"], json!({ "what": "submitted", "label": "1.0.0" }));
        assert_eq!(compared["fields"][0]["field"], "tagline");
        assert_eq!(compared["fields"].as_array().map(Vec::len), Some(1));
    });
}
