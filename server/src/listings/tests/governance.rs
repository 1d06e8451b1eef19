//! The operator suspends a listing and lifts that.

use http::StatusCode;
use serde_json::{Value, json};
use shared::{
    decisions::{receipt::Receipt, replay::replay},
    organisations::role::BuiltIn,
};

use crate::{listings::workshop::Workshop, personas::Persona, testing::deep};

const PAGE: &str = "/api/v1/listings/stock-mirror";

fn incident(in_charge: &Persona) -> Value {
    json!({
        "owner": in_charge.id,
        "reason": "It sends passwords to another host.",
        "way_back": "A version that does not, approved by security review.",
    })
}

#[test]
fn a_suspended_listing_is_away_until_it_is_lifted_and_its_partner_reads_why() {
    deep(async {
        let shop = Workshop::new().await;
        let (id, olivia) = (shop.imported().await, shop.operator().await);
        assert_eq!(shop.seen(PAGE).await.0, StatusCode::OK);
        let path = format!("/listings/{id}/suspension");
        let (status, one) = shop.govern(&olivia, "PUT", &path, incident(&olivia)).await;
        assert_eq!((status, &one["standing"]), (StatusCode::OK, &json!("suspended")), "{one}");
        assert_eq!(one["row"]["suspension"]["owner"], "olivia", "{one}");

        // Nobody finds or reaches it.
        assert_eq!(shop.seen(PAGE).await.0, StatusCode::NOT_FOUND);
        let (_, found) = shop.seen("/api/v1/listings?q=stock+mirror").await;
        let items = found["items"].as_array().cloned().unwrap_or_default();
        assert!(items.iter().all(|item| item["slug"] != "stock-mirror"), "{found}");
        // Its partner reads who is in charge, why, and how it comes back, and cannot put it back.
        let (_, seen) = shop.ask(&shop.ben, "GET", &format!("/{id}/versions"), Value::Null).await;
        let suspension = &seen["suspension"];
        assert_eq!(
            (&seen["standing"], &suspension["owner"]),
            (&json!("suspended"), &json!("olivia")),
            "{seen}"
        );
        assert_eq!(suspension["reason"], incident(&olivia)["reason"]);
        assert_eq!(suspension["way_back"], incident(&olivia)["way_back"]);
        let back = json!({ "to": "published" });
        let (status, _) = shop.ask(&shop.anna, "PUT", &format!("/{id}/place"), back).await;
        assert_eq!(status, StatusCode::CONFLICT);
        // The console lists it and finds it by its address.
        let (_, list) = shop.govern(&olivia, "GET", "", Value::Null).await;
        assert_eq!(list["listings"][0]["listing"], id.to_string(), "{list}");
        let (_, found) = shop.govern(&olivia, "GET", "/find?q=stock-mirror", Value::Null).await;
        assert_eq!(found["listings"][0]["id"], id.to_string(), "{found}");
        // People are told.
        shop.jobs().await;
        assert_eq!(
            shop.inbox(&shop.ben).await,
            ["“Stock Mirror” was suspended; olivia is in charge (by olivia)."]
        );

        let (status, one) = shop.govern(&olivia, "DELETE", &path, Value::Null).await;
        assert_eq!((status, &one["standing"]), (StatusCode::OK, &json!("published")), "{one}");
        assert_eq!(shop.seen(PAGE).await.0, StatusCode::OK);
        let (_, list) = shop.govern(&olivia, "GET", "", Value::Null).await;
        assert_eq!(list["listings"], json!([]));
        let (status, _) = shop.govern(&olivia, "DELETE", &path, Value::Null).await;
        assert_eq!(status, StatusCode::CONFLICT, "it is lifted already");

        // Both decisions can be judged again, by the partner as by the operator.
        let (_, own) = shop.ask(&shop.anna, "GET", &format!("/{id}/receipts"), Value::Null).await;
        let path = format!("/listings/{id}/receipts");
        let (_, same) = shop.govern(&olivia, "GET", &path, Value::Null).await;
        assert_eq!(own, same);
        let receipts: Vec<Receipt> = serde_json::from_value(own["receipts"].clone()).expect("receipts");
        assert_eq!(receipts.len(), 2, "{own}");
        assert!(receipts.iter().all(|receipt| replay(receipt).is_ok()));
        // And both trails tell of them.
        let services = shop.stage.services();
        for organisation in [shop.organisation, services.store.program()] {
            let events = services.store.events_after(organisation, 0, 100).await.expect("reads");
            let kinds: Vec<_> = events.iter().map(|event| event.kind.as_str()).collect();
            assert!(
                kinds.contains(&"app.suspended") && kinds.contains(&"app.suspension_lifted"),
                "{kinds:?}"
            );
        }
    });
}

#[test]
fn the_operator_takes_a_bad_update_away_and_everybody_reads_of_it() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let paula = shop.manager().await;
        let id = shop.live("Harbour Books", &rita).await;
        let (_, app) = shop.ask(&shop.anna, "GET", &format!("/{id}"), Value::Null).await;
        let revision = app["draft"]["tagline"]["revision"].clone();
        let edits = json!([{ "field": "tagline", "based_on": revision, "value": "Keeps two ledgers in step, to the line" }]);
        shop.edit(&shop.anna, id, edits).await;
        let (bad, _) = shop.submit(id, "1.0.1").await;
        shop.jobs().await;
        let rest = format!("/{id}/versions/{bad}/publication");
        let (status, seen) = shop.ask(&shop.anna, "POST", &rest, json!({})).await;
        assert_eq!(status, StatusCode::OK, "{seen}");
        let path = format!("/listings/{id}");
        let (_, one) = shop.govern(&paula, "GET", &path, Value::Null).await;
        assert_eq!((&one["live"], &one["earlier"][0]["label"]), (&json!("1.0.1"), &json!("1.0.0")), "{one}");
        let back = json!({ "version": one["earlier"][0]["version"] });
        let (status, _) = shop.govern(&rita, "PUT", &format!("{path}/live"), back.clone()).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "a reviewer may not");
        let (status, one) = shop.govern(&paula, "PUT", &format!("{path}/live"), back).await;
        assert_eq!((status, &one["live"]), (StatusCode::OK, &json!("1.0.0")), "{one}");
        assert_eq!(one["earlier"][0]["label"], "1.0.1", "{one}");
        let (_, page) = shop.seen("/api/v1/listings/harbour-books").await;
        assert_eq!(page["tagline"], "Keeps two ledgers in step, line by line", "{page}");
        // The receipt stands with those of the listing, and both trails tell of it.
        let (_, all) = shop.ask(&shop.anna, "GET", &format!("/{id}/receipts"), Value::Null).await;
        let receipts: Vec<Receipt> = serde_json::from_value(all["receipts"].clone()).expect("receipts");
        assert_eq!(receipts.len(), 1, "{all}");
        assert_eq!((receipts[0].rule.id.as_ref(), replay(&receipts[0])), ("publishing.was_live", Ok(())));
        let services = shop.stage.services();
        for organisation in [shop.organisation, services.store.program()] {
            let events = services.store.events_after(organisation, 0, 500).await.expect("reads");
            assert!(events.iter().any(|event| event.kind == "version.rolled_back"), "{organisation}");
        }
        shop.jobs().await;
        let told = shop.inbox(&shop.anna).await;
        assert!(told.iter().any(|said| said.contains("“Harbour Books” is live again")), "{told:?}");
    });
}

#[test]
fn a_suspension_of_late_is_among_the_risks_of_what_is_submitted_next() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let paula = shop.manager().await;
        let id = shop.live("Harbour Books", &rita).await;
        let path = format!("/listings/{id}/suspension");
        let (status, one) = shop.govern(&paula, "PUT", &path, incident(&paula)).await;
        assert_eq!(status, StatusCode::OK, "{one}");
        let (status, _) = shop.govern(&paula, "DELETE", &path, Value::Null).await;
        assert_eq!(status, StatusCode::OK);
        let (_, submission) = shop.submit(id, "1.1.0").await;
        let (_, case) = shop.review(&rita, "GET", &format!("/{submission}"), Value::Null).await;
        let parts = case["risk"]["parts"].as_array().cloned().unwrap_or_default();
        let counted = parts.iter().find(|part| part["why"]["id"] == "risk.incidents");
        assert_eq!(counted.map(|part| &part["why"]["facts"]["count"]), Some(&json!(1)), "{parts:?}");
    });
}

#[test]
fn what_moves_a_listing_has_a_receipt() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let id = shop.live("Harbour Books", &rita).await;
        for to in ["unlisted", "published", "unlisted", "archived"] {
            let (status, moved) =
                shop.ask(&shop.anna, "PUT", &format!("/{id}/place"), json!({ "to": to })).await;
            assert_eq!(status, StatusCode::OK, "{moved}");
        }
        let (_, all) = shop.ask(&shop.anna, "GET", &format!("/{id}/receipts"), Value::Null).await;
        let receipts: Vec<Receipt> = serde_json::from_value(all["receipts"].clone()).expect("receipts");
        assert!(receipts.iter().all(|receipt| replay(receipt).is_ok()));
        let mut rules: Vec<_> = receipts.iter().map(|receipt| receipt.rule.id.as_ref()).collect();
        rules.sort_unstable();
        let (unlisted, listed) = ("publishing.owner_unlists", "publishing.owner_lists_again");
        assert_eq!(rules, ["publishing.owner_ends_it", listed, unlisted, unlisted]);
        // What was live in it is not offered again.
        let (_, seen) = shop.ask(&shop.anna, "GET", &format!("/{id}/versions"), Value::Null).await;
        assert_eq!(seen["versions"][0]["was_live"], false, "{seen}");
    });
}

#[test]
fn a_suspension_that_is_sent_twice_is_one() {
    deep(async {
        let shop = Workshop::new().await;
        let (id, olivia) = (shop.imported().await, shop.operator().await);
        let program = shop.stage.services().store.program();
        let path = format!("/api/v1/organisations/{program}/governance/listings/{id}/suspension");
        let key = [("idempotency-key", "suspend-stock-mirror")];
        let send = async || shop.stage.call_with("PUT", &path, &olivia.token, incident(&olivia), &key).await;
        let (first, second) = (send().await, send().await);
        assert_eq!((first.0, &first), (StatusCode::OK, &second));
        let events = shop.stage.services().store.events_after(program, 0, 100).await.expect("reads");
        assert_eq!(events.iter().filter(|event| event.kind == "app.suspended").count(), 1);
    });
}

#[test]
fn who_may_not_suspend_does_not_and_what_is_missing_is_named() {
    deep(async {
        let shop = Workshop::new().await;
        let (id, draft, olivia) = (shop.imported().await, shop.started().await, shop.operator().await);
        let path = format!("/listings/{id}/suspension");
        // A partner has no console, and a reviewer may not.
        let (status, _) = shop.govern(&shop.anna, "PUT", &path, incident(&olivia)).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let rita = shop.stage.person("rita").await;
        shop.stage.join(shop.stage.services().store.program(), &rita, BuiltIn::Reviewer).await;
        let rita = shop.stage.sign_in(rita.id, Some(shop.stage.services().store.program())).await;
        let (status, _) = shop.govern(&rita, "PUT", &path, incident(&olivia)).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
        // Who is in charge has to be able to lift it.
        let (status, refused) = shop.govern(&olivia, "PUT", &path, incident(&rita)).await;
        assert_eq!(
            (status, &refused["errors"][0]["pointer"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!("/owner")),
            "{refused}"
        );
        let blank = json!({ "owner": olivia.id, "reason": " ", "way_back": "Mend it." });
        let (status, refused) = shop.govern(&olivia, "PUT", &path, blank).await;
        assert!(status.is_client_error(), "{status} {refused}");
        // Nobody sees a draft, so there is nothing to suspend; and what is not there is not there.
        let nothing = format!("/listings/{draft}/suspension");
        let (status, _) = shop.govern(&olivia, "PUT", &nothing, incident(&olivia)).await;
        assert_eq!(status, StatusCode::CONFLICT);
        let unknown = "/listings/lst_00000000000000000000000001/suspension";
        let (status, _) = shop.govern(&olivia, "PUT", unknown, incident(&olivia)).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        assert_eq!(shop.seen(PAGE).await.0, StatusCode::OK);
    });
}
