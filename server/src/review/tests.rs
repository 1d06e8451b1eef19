//! Reviews through the API.

mod line;
mod names;
mod rounds;

use http::StatusCode;
use serde_json::{Value, json};
use shared::{
    decisions::{receipt::Receipt, replay::replay},
    ids::{ListingId, SubmissionId, VersionId},
};

use crate::{listings::workshop::Workshop, personas::Persona, testing::deep};

/// What a submission says at a member of the reviewer's view.
async fn read(shop: &Workshop, who: &Persona, submission: SubmissionId) -> Value {
    let (status, case) = shop.review(who, "GET", &format!("/{submission}"), Value::Null).await;
    assert_eq!(status, StatusCode::OK, "{case}");
    case
}

async fn deed(shop: &Workshop, who: &Persona, method: &str, rest: &str, body: Value) -> Value {
    let (status, case) = shop.review(who, method, rest, body).await;
    assert_eq!(status, StatusCode::OK, "{method} {rest}: {case}");
    case
}

/// Ticks what a stage needs and finishes it.
async fn pass(shop: &Workshop, who: &Persona, submission: SubmissionId, stage: &str) -> Value {
    tick_all(shop, who, submission, stage).await;
    deed(shop, who, "POST", &format!("/{submission}/stages"), json!({ "stage": stage })).await
}

async fn tick_all(shop: &Workshop, who: &Persona, submission: SubmissionId, stage: &str) {
    let case = read(shop, who, submission).await;
    let lists = case["checklists"].as_array().cloned().unwrap_or_default();
    let list = lists.into_iter().find(|list| list["stage"] == stage).unwrap_or_else(|| panic!("{case}"));
    for item in list["items"].as_array().into_iter().flatten().filter(|item| item["needed"] == true) {
        let tick = json!({ "item": item["id"], "done": true });
        deed(shop, who, "PUT", &format!("/{submission}/ticks"), tick).await;
    }
}

/// From the claim to the word that publishes.
async fn approve(shop: &Workshop, who: &Persona, submission: SubmissionId) -> Value {
    deed(shop, who, "PUT", &format!("/{submission}/claim"), Value::Null).await;
    pass(shop, who, submission, "security_review").await;
    pass(shop, who, submission, "editorial_review").await;
    tick_all(shop, who, submission, "approval").await;
    deed(shop, who, "POST", &format!("/{submission}/decision"), json!({ "ruling": "approve" })).await
}

async fn versions(shop: &Workshop, id: ListingId) -> Value {
    let (status, versions) = shop.ask(&shop.anna, "GET", &format!("/{id}/versions"), Value::Null).await;
    assert_eq!(status, StatusCode::OK, "{versions}");
    versions
}

async fn publish(shop: &Workshop, id: ListingId, version: VersionId, body: Value) -> (StatusCode, Value) {
    shop.ask(&shop.anna, "POST", &format!("/{id}/versions/{version}/publication"), body).await
}

#[test]
fn an_app_goes_from_draft_to_the_directory_and_every_step_says_where_it_is() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let id = shop.complete("Harbour Books").await;
        let (version, submission) = shop.submit(id, "1.0.0").await;
        let seen = versions(&shop, id).await;
        let own = &seen["versions"][0];
        assert_eq!((&own["state"]["state"], &own["label"]), (&json!("submitted"), &json!("1.0.0")), "{seen}");
        assert_eq!(own["review"]["place"]["place"], 1);
        assert_eq!(seen["edited"], false);
        // Nothing is published that was not reviewed.
        let (status, refused) = publish(&shop, id, version, json!({})).await;
        assert_eq!(status, StatusCode::CONFLICT, "{refused}");
        // The program runs its stages; then a person is wanted.
        shop.jobs().await;
        let (_, page) = shop.review(&rita, "GET", "?held=free&stage=security_review", Value::Null).await;
        assert_eq!(
            (&page["total"], &page["cases"][0]["name"]),
            (&json!(1), &json!("Harbour Books")),
            "{page}"
        );
        let case = read(&shop, &rita, submission).await;
        assert_eq!(
            (&case["barred"], &case["row"]["partner"]),
            (&Value::Null, &json!("Acme Works")),
            "{case}"
        );
        assert!(case["risk"]["score"].as_u64().is_some_and(|score| score >= 20), "{}", case["risk"]);
        let decided = approve(&shop, &rita, submission).await;
        assert_eq!(decided["row"]["end"]["how"], "approved", "{decided}");
        let seen = versions(&shop, id).await;
        assert_eq!(seen["versions"][0]["state"]["state"], "approved", "{seen}");
        let (status, seen) = publish(&shop, id, version, json!({})).await;
        assert_eq!((status, &seen["standing"]), (StatusCode::OK, &json!("published")), "{seen}");
        // Whoever wants to can judge again.
        let (_, judged) =
            shop.ask(&shop.anna, "GET", &format!("/{id}/versions/{version}/receipts"), Value::Null).await;
        let receipts: Vec<Receipt> = serde_json::from_value(judged["receipts"].clone()).expect("receipts");
        assert_eq!(receipts.len(), 5, "name, plan, risk, verdict, publication: {judged}");
        assert!(receipts.iter().all(|receipt| replay(receipt).is_ok()));
        // Customers find it.
        let services = shop.stage.services();
        services.directory.catch_up().await.expect("the directory reads");
        let (_, found) =
            shop.stage.call("GET", "/api/v1/listings?q=harbour+books", &shop.anna.token, Value::Null).await;
        assert_eq!(found["items"][0]["slug"], "harbour-books", "{found}");
        assert_eq!(found["items"][0]["partner"]["name"], "Acme Works");
    });
}

#[test]
fn an_answer_to_a_request_for_changes_reaches_the_reviewer_with_the_next_round() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let id = shop.complete("Harbour Books").await;
        let (version, first) = shop.submit(id, "1.0.0").await;
        shop.jobs().await;
        deed(&shop, &rita, "PUT", &format!("/{first}/claim"), Value::Null).await;
        let ruling = json!({
            "ruling": "request_changes",
            "requests": [{ "field": "tagline", "words": "Say what it does." }],
        });
        deed(&shop, &rita, "POST", &format!("/{first}/decision"), ruling).await;
        let seen = versions(&shop, id).await;
        let own = &seen["versions"][0];
        assert_eq!(
            (&own["state"]["state"], &own["asked"][0]["field"]),
            (&json!("changes_requested"), &json!("tagline"))
        );
        let again = |submission: SubmissionId| json!({ "version": version, "label": "1.0.0", "submission": submission });
        let second = SubmissionId::new(&*shop.stage.services().ids);
        let path = format!("/{id}/versions");
        let (status, refused) = shop.ask(&shop.anna, "POST", &path, again(second)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{refused}");
        let answers = json!({ "answers": [{ "at": 0, "words": "It says so now." }] });
        let (status, _) = shop.ask(&shop.anna, "PUT", &format!("{path}/{version}/answers"), answers).await;
        assert_eq!(status, StatusCode::OK);
        let (status, seen) = shop.ask(&shop.anna, "POST", &path, again(second)).await;
        assert_eq!((status, &seen["versions"][0]["round"]), (StatusCode::OK, &json!(2)), "{seen}");
        // The same submission again is the same submission.
        let (status, _) = shop.ask(&shop.anna, "POST", &path, again(second)).await;
        assert_eq!(status, StatusCode::OK);
        shop.jobs().await;
        let decided = approve(&shop, &rita, second).await;
        assert_eq!(decided["row"]["end"]["how"], "approved");
    });
}

#[test]
fn nobody_reviews_their_own_organisation_and_a_claim_keeps_others_out() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita, rob] = shop.reviewers().await;
        let id = shop.complete("Harbour Books").await;
        let (_, submission) = shop.submit(id, "1.0.0").await;
        shop.jobs().await;
        // Rob works for the partner, too.
        let rob_person =
            shop.stage.services().store.get(rob.id.to_string()).await.expect("reads").expect("Rob");
        shop.stage
            .join(shop.organisation, &rob_person, shared::organisations::role::BuiltIn::Developer)
            .await;
        let (status, refused) = shop.review(&rob, "PUT", &format!("/{submission}/claim"), Value::Null).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{refused}");
        assert_eq!(read(&shop, &rob, submission).await["barred"], "own_organisation");
        deed(&shop, &rita, "PUT", &format!("/{submission}/claim"), Value::Null).await;
        let (_, mine) = shop.review(&rita, "GET", "?held=mine", Value::Null).await;
        let (_, free) = shop.review(&rita, "GET", "?held=free", Value::Null).await;
        assert_eq!((&mine["total"], &free["total"]), (&json!(1), &json!(0)));
        // What was written stays when the claim lapses, and the decision says so.
        let work = json!({ "message": "So far", "requests": [] });
        deed(&shop, &rita, "PUT", &format!("/{submission}/work"), work).await;
        shop.wait(30);
        let (status, refused) = shop
            .review(
                &rita,
                "POST",
                &format!("/{submission}/decision"),
                json!({ "ruling": "reject", "words": "No." }),
            )
            .await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert!(refused["detail"].as_str().is_some_and(|said| said.contains("Claim it again")), "{refused}");
        let case = read(&shop, &rita, submission).await;
        assert_eq!((&case["work"]["message"], &case["row"]["claim"]), (&json!("So far"), &Value::Null));
        let (_, free) = shop.review(&rita, "GET", "?held=free", Value::Null).await;
        assert_eq!(free["total"], 1);
    });
}

#[test]
fn a_scheduled_version_goes_live_on_its_instant_and_an_earlier_one_can_come_back() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let id = shop.complete("Harbour Books").await;
        let (first, submission) = shop.submit(id, "1.0.0").await;
        shop.jobs().await;
        approve(&shop, &rita, submission).await;
        let now = shop.stage.services().clock.now();
        let at = now + chrono::TimeDelta::hours(2);
        let (status, seen) = publish(&shop, id, first, json!({ "at": at })).await;
        assert_eq!(
            (status, &seen["versions"][0]["state"]["state"]),
            (StatusCode::OK, &json!("scheduled")),
            "{seen}"
        );
        shop.jobs().await;
        assert_eq!(versions(&shop, id).await["standing"], "draft");
        shop.wait(120);
        shop.jobs().await;
        assert_eq!(versions(&shop, id).await["standing"], "published");
        // A patch that reopens nothing passes on the program's stages alone.
        let (_, app) = shop.ask(&shop.anna, "GET", &format!("/{id}"), Value::Null).await;
        let revision = app["draft"]["tagline"]["revision"].clone();
        let edits = json!([{ "field": "tagline", "based_on": revision, "value": "Keeps two ledgers in step, to the line" }]);
        shop.edit(&shop.anna, id, edits).await;
        let (second, _) = shop.submit(id, "1.0.1").await;
        shop.jobs().await;
        let seen = versions(&shop, id).await;
        assert_eq!(seen["versions"][0]["state"]["state"], "approved", "{seen}");
        let (_, changes) =
            shop.ask(&shop.anna, "GET", &format!("/{id}/versions/{second}"), Value::Null).await;
        let compared = &changes["compared"];
        assert_eq!(
            (&compared[0]["against"], &compared[0]["fields"][0]["field"], &compared[1]),
            (&json!({ "what": "approved", "label": "1.0.0" }), &json!("tagline"), &Value::Null),
            "{changes}"
        );
        publish(&shop, id, second, json!({})).await;
        let (status, seen) = publish(&shop, id, first, json!({})).await;
        assert_eq!(status, StatusCode::OK, "{seen}");
        let shown = shop.stage.services().store.listing(id).await.expect("reads").expect("shown");
        assert_eq!(shown.release.expect("a release").version, "1.0.0");
        assert_eq!(shown.tagline, "Keeps two ledgers in step, line by line");
    });
}

#[test]
fn a_name_like_anothers_is_held_and_the_reviewer_sees_why() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let id = shop.complete("Gui1dhall Sync").await;
        let (_, submission) = shop.submit(id, "1.0.0").await;
        let case = read(&shop, &rita, submission).await;
        assert_eq!(case["likenesses"][0]["with"]["name"], "Guildhall", "{}", case["likenesses"]);
    });
}

#[test]
fn what_is_taken_back_leaves_the_queue_and_what_is_unlisted_the_directory() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let id = shop.complete("Harbour Books").await;
        let (version, _) = shop.submit(id, "1.0.0").await;
        let (status, seen) =
            shop.ask(&shop.anna, "POST", &format!("/{id}/versions/{version}/withdrawal"), Value::Null).await;
        assert_eq!(
            (status, &seen["versions"][0]["state"]["state"]),
            (StatusCode::OK, &json!("withdrawn")),
            "{seen}"
        );
        let (_, page) = shop.review(&rita, "GET", "", Value::Null).await;
        assert_eq!(page["total"], 0);
        let (_, ended) = shop.review(&rita, "GET", "?ended=true", Value::Null).await;
        assert_eq!(ended["cases"][0]["end"]["how"], "withdrawn");
        let (version, submission) = shop.submit(id, "1.0.1").await;
        shop.jobs().await;
        approve(&shop, &rita, submission).await;
        publish(&shop, id, version, json!({})).await;
        let page = "/api/v1/listings/harbour-books";
        let seen = async |link: &str| {
            let page = format!("{page}{link}");
            shop.stage.call("GET", &page, &shop.anna.token, Value::Null).await.0
        };
        shop.stage.services().directory.catch_up().await.expect("the directory reads");
        assert_eq!(seen("").await, StatusCode::OK);
        let mut links: Vec<String> = Vec::new();
        for (to, standing, reached) in [
            ("unlisted", "unlisted", StatusCode::NOT_FOUND),
            ("published", "published", StatusCode::OK),
            ("unlisted", "unlisted", StatusCode::NOT_FOUND),
            ("unlisted", "unlisted", StatusCode::NOT_FOUND),
            ("archived", "archived", StatusCode::NOT_FOUND),
        ] {
            let (status, moved) =
                shop.ask(&shop.anna, "PUT", &format!("/{id}/place"), json!({ "to": to })).await;
            assert_eq!((status, &moved["standing"]), (StatusCode::OK, &json!(standing)), "{moved}");
            shop.stage.services().directory.catch_up().await.expect("the directory reads");
            assert_eq!(seen("").await, reached, "{to}");
            // Who has the link reaches it, until there is another one.
            for old in &links {
                assert_eq!(seen(old).await, reached, "{to} by an old link");
            }
            assert_eq!(
                (moved["linked"] == true, moved["link"].is_string()),
                (to == "unlisted", to == "unlisted")
            );
            if let Some(token) = moved["link"].as_str() {
                let link = format!("?link={token}");
                assert_eq!(seen(&link).await, StatusCode::OK);
                assert!(!links.contains(&link));
                links.push(link);
            }
        }
        let (_, later) = shop.ask(&shop.anna, "GET", &format!("/{id}/versions"), Value::Null).await;
        assert_eq!((&later["linked"], &later["link"]), (&json!(false), &Value::Null));
    });
}
