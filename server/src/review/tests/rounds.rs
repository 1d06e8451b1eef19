//! What a reviewer sees of the rounds of a version.

use super::*;

/// The fields that differ from what a case is compared with, and what that is.
fn compared(case: &Value) -> Vec<(Value, Vec<&str>)> {
    fn fields(one: &Value) -> Vec<&str> {
        let fields = one["fields"].as_array().into_iter().flatten();
        fields.filter_map(|change| change["field"].as_str()).collect()
    }
    let all = case["compared"].as_array().into_iter().flatten();
    all.map(|one| (one["against"].clone(), fields(one))).collect()
}

#[test]
fn a_reviewer_sees_what_earlier_rounds_asked_for_and_how_each_was_answered() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let id = shop.complete("Harbour Books").await;
        let (version, first) = shop.submit(id, "1.0.0").await;
        shop.jobs().await;
        let decided = shop.ask_for(&rita, first, "tagline", "Say what it does.").await;
        let asked = json!([{ "field": "tagline", "words": "Say what it does.", "answer": null }]);
        assert_eq!(decided["asked"], asked, "the reply says what was asked for: {decided}");
        shop.write(id, "tagline", "Keeps the books of a harbour").await;
        let second = shop.answer_and_resubmit(id, (version, "1.0.0"), "It says so now.").await;
        shop.jobs().await;
        let case = read(&shop, &rita, second).await;
        let answered =
            json!([{ "field": "tagline", "words": "Say what it does.", "answer": "It says so now." }]);
        let round = &case["earlier"][0];
        assert_eq!((&round["round"], &round["asked"]), (&json!(1), &answered));
        assert_eq!(round["failed"][0]["kind"], "security_review", "where it was asked for: {round}");
        assert!(round["receipt"].is_string(), "{round}");
        assert_eq!((&case["asked"], &case["earlier"][1]), (&json!([]), &Value::Null));
        // The round that is over says what was answered, too, and has none before it.
        let ended = read(&shop, &rita, first).await;
        assert_eq!((&ended["asked"], &ended["earlier"]), (&answered, &json!([])));
    });
}

#[test]
fn a_case_shows_what_its_own_round_froze() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let id = shop.complete("Harbour Books").await;
        let (version, first) = shop.submit(id, "1.0.0").await;
        shop.jobs().await;
        let before = read(&shop, &rita, first).await;
        shop.ask_for(&rita, first, "tagline", "Say what it does.").await;
        shop.write(id, "tagline", "Keeps the books of a harbour").await;
        let second = shop.answer_and_resubmit(id, (version, "1.0.0"), "It says so now.").await;
        shop.jobs().await;
        let ended = read(&shop, &rita, first).await;
        assert_eq!(ended["content"], before["content"]);
        assert_eq!(ended["compared"], before["compared"]);
        let case = read(&shop, &rita, second).await;
        assert_eq!(case["content"]["tagline"], "Keeps the books of a harbour");
    });
}

#[test]
fn a_round_is_compared_with_the_one_before_and_with_what_was_approved_last() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let id = shop.live("Harbour Books", &rita).await;
        shop.write(id, "name", "Harbour Ledger").await;
        let (version, first) = shop.submit(id, "1.1.0").await;
        shop.jobs().await;
        let approved = json!({ "what": "approved", "label": "1.0.0" });
        let case = read(&shop, &rita, first).await;
        assert_eq!(compared(&case), [(approved.clone(), vec!["name"])]);
        shop.ask_for(&rita, first, "tagline", "Say what it does.").await;
        shop.write(id, "tagline", "Keeps the books of a harbour").await;
        let second = shop.answer_and_resubmit(id, (version, "1.1.0"), "It says so now.").await;
        shop.jobs().await;
        let case = read(&shop, &rita, second).await;
        let round = json!({ "what": "round", "round": 1 });
        let both = [(round, vec!["tagline"]), (approved.clone(), vec!["name", "tagline"])];
        assert_eq!(compared(&case), both, "{}", case["compared"]);
        // Once it is approved itself, it is still compared with what was approved before it.
        approve(&shop, &rita, second).await;
        assert_eq!(compared(&read(&shop, &rita, second).await), both);
    });
}
