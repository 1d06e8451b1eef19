//! Names that are too like another one: when a version is submitted, and once more when it is published.

use shared::{organisations::model::OrganisationKind, testing::listing};

use super::*;

/// A version that can be published, of a name that is too like one that came into the directory meanwhile.
async fn overtaken(shop: &Workshop, rita: &Persona) -> (ListingId, VersionId) {
    let id = shop.complete("Harbour Books").await;
    let (version, submission) = shop.submit(id, "1.0.0").await;
    shop.jobs().await;
    approve(shop, rita, submission).await;
    shop.stage.market.publish(&listing().named("Harbour Book").build()).await;
    (id, version)
}

/// The round in which a version is looked at now.
fn round(versions: &Value) -> SubmissionId {
    let id = versions["versions"][0]["submission"].as_str().and_then(|id| id.parse().ok());
    id.unwrap_or_else(|| panic!("{versions}"))
}

#[test]
fn a_name_is_compared_with_those_in_review_and_its_partner_does_not_read_whose_they_are() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let id = shop.complete("Harbour Books").await;
        shop.submit(id, "1.0.0").await;
        let olga = shop.stage.person("olga").await;
        let other = shop.stage.organisation(OrganisationKind::Partner, "Other Works", olga.id).await;
        let olga = shop.stage.sign_in(olga.id, Some(other)).await;
        let theirs = Workshop { organisation: other, anna: olga, ..shop };
        let copy = theirs.complete("Harbour Bookz").await;
        let (version, submission) = theirs.submit(copy, "1.0.0").await;
        let case = read(&theirs, &rita, submission).await;
        assert_eq!(case["likenesses"][0]["with"]["name"], "Harbour Books", "{}", case["likenesses"]);
        let rest = format!("/{copy}/versions/{version}/receipts");
        let (_, receipts) = theirs.ask(&theirs.anna, "GET", &rest, Value::Null).await;
        assert!(
            receipts["receipts"].as_array().is_some_and(|all| all.len() == 2),
            "plan and risk: {receipts}"
        );
        assert!(!receipts.to_string().contains("Harbour Books"), "{receipts}");
    });
}

#[test]
fn what_was_taken_back_holds_no_name() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let id = shop.complete("Harbour Books").await;
        let (version, _) = shop.submit(id, "1.0.0").await;
        let back = format!("/{id}/versions/{version}/withdrawal");
        let (status, _) = shop.ask(&shop.anna, "POST", &back, Value::Null).await;
        assert_eq!(status, StatusCode::OK);
        let olga = shop.stage.person("olga").await;
        let other = shop.stage.organisation(OrganisationKind::Partner, "Other Works", olga.id).await;
        let olga = shop.stage.sign_in(olga.id, Some(other)).await;
        let theirs = Workshop { organisation: other, anna: olga, ..shop };
        let free = theirs.complete("Harbour Bookz").await;
        let (_, submission) = theirs.submit(free, "1.0.0").await;
        assert_eq!(read(&theirs, &rita, submission).await["likenesses"], json!([]));
    });
}

#[test]
fn a_version_whose_name_became_too_alike_is_looked_at_before_it_is_published() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let (id, version) = overtaken(&shop, &rita).await;
        let (status, held) = publish(&shop, id, version, json!({})).await;
        assert_eq!((status, &held["standing"]), (StatusCode::OK, &json!("draft")), "{held}");
        let own = &held["versions"][0];
        assert_eq!((&own["state"]["state"], &own["round"]), (&json!("submitted"), &json!(2)), "{held}");
        assert_eq!(own["review"]["name_held"], true, "{held}");
        let again = round(&held);
        assert_eq!(read(&shop, &rita, again).await["likenesses"][0]["with"]["name"], "Harbour Book");
        shop.jobs().await;
        let told = shop.inbox(&shop.anna).await;
        assert!(told.iter().any(|said| said.contains("“Harbour Books” is not published")), "{told:?}");
        // A person has looked: now it is published.
        approve(&shop, &rita, again).await;
        let (status, seen) = publish(&shop, id, version, json!({})).await;
        assert_eq!((status, &seen["standing"]), (StatusCode::OK, &json!("published")), "{seen}");
        let rest = format!("/{id}/versions/{version}/receipts");
        let (_, judged) = shop.ask(&shop.anna, "GET", &rest, Value::Null).await;
        let receipts: Vec<Receipt> = serde_json::from_value(judged["receipts"].clone()).expect("receipts");
        assert!(receipts.iter().all(|receipt| replay(receipt).is_ok()));
        let rules: Vec<_> = receipts.iter().map(|receipt| receipt.rule.id.as_ref()).collect();
        for wanted in ["publishing.name_too_alike", "name.alike", "publishing.review_cleared_it"] {
            assert!(rules.contains(&wanted), "{wanted}: {rules:?}");
        }
    });
}

#[test]
fn a_scheduled_version_whose_name_became_too_alike_does_not_go_live_by_itself() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let id = shop.complete("Harbour Books").await;
        let (version, submission) = shop.submit(id, "1.0.0").await;
        shop.jobs().await;
        approve(&shop, &rita, submission).await;
        let at = shop.stage.services().clock.now() + chrono::TimeDelta::hours(2);
        let (status, seen) = publish(&shop, id, version, json!({ "at": at })).await;
        assert_eq!(
            (status, &seen["versions"][0]["state"]["state"]),
            (StatusCode::OK, &json!("scheduled")),
            "{seen}"
        );
        shop.stage.market.publish(&listing().named("Harbour Book").build()).await;
        shop.wait(120);
        shop.jobs().await;
        let seen = versions(&shop, id).await;
        assert_eq!(
            (&seen["standing"], &seen["versions"][0]["round"]),
            (&json!("draft"), &json!(2)),
            "{seen}"
        );
        assert_ne!(round(&seen), submission);
    });
}

#[test]
fn a_name_that_became_too_alike_is_not_brought_back_and_waits_for_what_is_in_review() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let (id, version) = overtaken(&shop, &rita).await;
        shop.wait(1);
        let (next, _) = shop.submit(id, "1.1.0").await;
        let (status, refused) = publish(&shop, id, version, json!({})).await;
        assert_eq!(status, StatusCode::CONFLICT, "{refused}");
        assert!(refused["detail"].as_str().is_some_and(|said| said.contains("“Harbour Book”")), "{refused}");
        let seen = versions(&shop, id).await;
        assert_eq!(seen["versions"][0]["version"], next.to_string());
        assert_eq!(seen["versions"][1]["state"]["state"], "approved", "{seen}");
    });
}
