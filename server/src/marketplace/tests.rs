//! What customers read of a listing, from what its partner wrote.

use http::StatusCode;
use serde_json::{Value, json};
use shared::{
    listings::field::{Change, ChangeType, DataAndTrust, Period, Plan, Support},
    manifest::model::ScopeRequest,
    marketplace::{
        details::{Asks, Details, Released},
        model::Listing,
    },
    testing::{START, listing},
};

use crate::{listings::workshop::Workshop, testing::deep};

const HARBOUR: &str = "/api/v1/listings/harbour-books";

/// The parts of a page that the server draws, in one text.
async fn drawn(shop: &Workshop, page: &str, query: &str) -> (StatusCode, String) {
    let (status, details) = shop.seen(&format!("{page}/details{query}")).await;
    let text = |name: &str| details[name].as_str().unwrap_or_default().to_owned();
    (status, format!("{}\n{}\n{}", text("lead"), text("story"), text("facts")))
}

fn has(html: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(html.contains(wanted), "{wanted:?} is missing in {html}");
    }
}

#[test]
fn what_a_partner_writes_is_on_the_page_in_both_languages() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let id = shop.live("Harbour Books", &rita).await;
        let (status, english) = drawn(&shop, HARBOUR, "?language=en").await;
        assert_eq!(status, StatusCode::OK);
        has(
            &english,
            &[
                "<b>Free</b><p>free</p>",
                "href=\"mailto:help@ledger.example\"",
                "href=\"https://ledger.example/help\"",
                "within 8 hours",
                "99.50\u{a0}%",
                "Read orders",
                "Finds the parcels of an order by its number and its delivery address.",
                "Change support conversations",
                "Invoice numbers and amounts, to compare them.",
                "after 365 days",
                "Nordhafen Hosting",
                "track.carriers.example",
                "href=\"https://ledger.example/privacy\"",
                "Version 1.0.0",
                "added</span> Everything.",
                "href=\"#asks\"",
                "<h2 id=\"facts\">",
            ],
        );
        let (_, german) = drawn(&shop, HARBOUR, "?language=de").await;
        has(
            &german,
            &["Bestellungen lesen", "innerhalb von 8 Stunden", "99,50\u{a0}%", "kostenlos", "neu</span>"],
        );
        let (status, refused) = shop.seen(&format!("{HARBOUR}/details?language=fr")).await;
        assert_eq!(
            (status, &refused["errors"][0]["parameter"]),
            (StatusCode::BAD_REQUEST, &json!("language"))
        );
        // The next version stands above the one before.
        let (_, app) = shop.ask(&shop.anna, "GET", &format!("/{id}"), Value::Null).await;
        let seen = app["draft"]["changelog"]["revision"].clone();
        let change = json!([{ "kind": "security", "text": "Keys are rotated." }]);
        let edit = json!([{ "field": "changelog", "based_on": seen, "value": change }]);
        let (status, _) = shop.edit(&shop.anna, id, edit).await;
        assert_eq!(status, StatusCode::OK);
        let (version, submission) = shop.submit(id, "1.0.1").await;
        shop.jobs().await;
        let (_, versions) = shop.ask(&shop.anna, "GET", &format!("/{id}/versions"), Value::Null).await;
        if versions["versions"][0]["state"]["state"] != "approved" {
            shop.approve(&rita, submission).await;
        }
        let path = format!("/{id}/versions/{version}/publication");
        let (status, _) = shop.ask(&shop.anna, "POST", &path, json!({})).await;
        assert_eq!(status, StatusCode::OK);
        let (_, next) = drawn(&shop, HARBOUR, "").await;
        let place = |text: &str| next.find(text).unwrap_or_else(|| panic!("{text} is missing in {next}"));
        assert!(place("Keys are rotated.") < place("Earlier versions"));
        assert!(place("Earlier versions") < place("Everything."));
    });
}

/// A listing with details that try to be more than text.
fn hostile() -> Listing {
    let script = "<script>alert(1)</script>";
    let text = || script.to_owned();
    let details = Details {
        plans: vec![Plan { name: text(), price: None, per: Period::Month, includes: vec![text()] }],
        support: Some(Support { email: "\"><b>@x".to_owned(), url: "javascript:alert(1)".to_owned() }),
        data: Some(DataAndTrust {
            stored: text(),
            privacy_url: "http://plain.example".to_owned(),
            security_contact: "data:text/html,x".to_owned(),
            ..DataAndTrust::default()
        }),
        video: Some("javascript:alert(1)//https://".to_owned()),
        changelog: vec![Released {
            version: text(),
            at: START,
            changes: vec![Change { kind: ChangeType::Fixed, text: text() }],
        }],
        asks: Some(Asks {
            scopes: vec![ScopeRequest { scope: text(), purpose: text(), required: true, fields: Vec::new() }],
            ..Asks::default()
        }),
        ..Details::default()
    };
    Listing {
        details: Some(details),
        website: Some("javascript:alert(1)".to_owned()),
        ..listing().named("Sly App").described(script).build()
    }
}

#[test]
fn what_is_written_stays_text_and_only_pages_and_mails_are_links() {
    deep(async {
        let shop = Workshop::new().await;
        shop.stage.market.publish(&hostile()).await;
        let (status, html) = drawn(&shop, "/api/v1/listings/sly-app", "").await;
        assert_eq!(status, StatusCode::OK);
        has(&html, &["&lt;script&gt;alert(1)", "http://plain.example", "price on request"]);
        for banned in ["<script", "href=\"javascript", "href=\"data:", "href=\"http:", "<b>@x", "mailto:\""] {
            assert!(!html.contains(banned), "{banned} is in {html}");
        }
    });
}

#[test]
fn the_page_of_a_replaced_app_leads_to_what_replaces_it() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let id = shop.live("Harbour Books", &rita).await;
        let other = shop.live("Quay Ledger", &rita).await;
        let find = format!("/api/v1/organisations/{}/replacements?q=quay", shop.organisation);
        let (status, found) = shop.stage.call("GET", &find, &shop.anna.token, Value::Null).await;
        assert_eq!((status, &found["listings"][0]["id"]), (StatusCode::OK, &json!(other)), "{found}");
        let to = json!({ "to": "deprecated", "replacement": other });
        let (status, _) = shop.ask(&shop.anna, "PUT", &format!("/{id}/place"), to).await;
        assert_eq!(status, StatusCode::OK);
        let (_, html) = drawn(&shop, HARBOUR, "").await;
        has(&html, &["given this app up", "<a href=\"/apps/quay-ledger\">Quay Ledger</a>"]);
        let (_, details) = shop.seen(&format!("{HARBOUR}/details")).await;
        assert_eq!(details["indexed"], false);
        // What is not there any more is not led to.
        let (status, _) =
            shop.ask(&shop.anna, "PUT", &format!("/{other}/place"), json!({ "to": "unlisted" })).await;
        assert_eq!(status, StatusCode::OK);
        let (_, html) = drawn(&shop, HARBOUR, "").await;
        assert!(html.contains("given this app up") && !html.contains("quay-ledger"), "{html}");
    });
}

#[test]
fn a_suspended_app_says_since_when_and_why_and_nothing_else() {
    deep(async {
        let shop = Workshop::new().await;
        let (id, olivia) = (shop.imported().await, shop.operator().await);
        let incident = json!({
            "owner": olivia.id, "reason": "It sends <b>passwords</b> away.", "way_back": "A version that does not.",
        });
        let (status, _) = shop.govern(&olivia, "PUT", &format!("/listings/{id}/suspension"), incident).await;
        assert_eq!(status, StatusCode::OK);
        let page = "/api/v1/listings/stock-mirror";
        let (status, details) = shop.seen(&format!("{page}/details?language=de")).await;
        assert_eq!((status, &details["away"]), (StatusCode::OK, &json!(true)), "{details}");
        assert_eq!((&details["name"], &details["indexed"]), (&json!("Stock Mirror"), &json!(false)));
        assert_eq!((&details["story"], &details["facts"]), (&json!(""), &json!("")));
        let lead = details["lead"].as_str().unwrap_or_default();
        has(lead, &["ausgesetzt", "It sends &lt;b&gt;passwords&lt;/b&gt; away."]);
        assert!(!lead.contains("A version that does not") && !lead.contains("olivia"), "{lead}");
        assert_eq!(shop.seen(page).await.0, StatusCode::NOT_FOUND);
        let (status, _) =
            shop.govern(&olivia, "DELETE", &format!("/listings/{id}/suspension"), Value::Null).await;
        assert_eq!(status, StatusCode::OK);
        let (_, details) = shop.seen(&format!("{page}/details")).await;
        assert_eq!((&details["away"], &details["indexed"]), (&json!(false), &json!(true)));
    });
}

#[test]
fn an_app_that_ended_names_its_successor_and_one_by_link_is_told_to_nobody_else() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let (id, other) = (shop.live("Harbour Books", &rita).await, shop.live("Quay Ledger", &rita).await);
        for to in [json!({ "to": "deprecated", "replacement": other }), json!({ "to": "archived" })] {
            let (status, seen) = shop.ask(&shop.anna, "PUT", &format!("/{id}/place"), to).await;
            assert_eq!(status, StatusCode::OK, "{seen}");
        }
        let (status, details) = shop.seen(&format!("{HARBOUR}/details")).await;
        assert_eq!((status, &details["away"]), (StatusCode::OK, &json!(true)), "{details}");
        has(details["lead"].as_str().unwrap_or_default(), &["not offered any more", "/apps/quay-ledger"]);
        assert_eq!(shop.seen(HARBOUR).await.0, StatusCode::NOT_FOUND);

        let (id, version) = shop.approved("Quay Secrets", &rita).await;
        let path = format!("/{id}/versions/{version}/publication");
        let (_, seen) = shop.ask(&shop.anna, "POST", &path, json!({ "unlisted": true })).await;
        let link = seen["link"].as_str().expect("a token").to_owned();
        let (status, _) =
            shop.ask(&shop.anna, "PUT", &format!("/{id}/place"), json!({ "to": "archived" })).await;
        assert_eq!(status, StatusCode::OK);
        let page = "/api/v1/listings/quay-secrets/details";
        assert_eq!(shop.seen(page).await.0, StatusCode::NOT_FOUND);
        let (status, details) = shop.seen(&format!("{page}?link={link}")).await;
        assert_eq!((status, &details["away"]), (StatusCode::OK, &json!(true)), "{details}");
    });
}

#[test]
fn a_first_version_can_be_published_by_link_alone() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let (id, version) = shop.approved("Harbour Books", &rita).await;
        let path = format!("/{id}/versions/{version}/publication");
        let both = json!({ "at": "2999-01-01T00:00:00Z", "unlisted": true });
        let (status, refused) = shop.ask(&shop.anna, "POST", &path, both).await;
        assert_eq!(
            (status, &refused["errors"][0]["pointer"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!("/at")),
            "{refused}"
        );
        let (status, seen) = shop.ask(&shop.anna, "POST", &path, json!({ "unlisted": true })).await;
        assert_eq!(
            (status, &seen["standing"], &seen["linked"]),
            (StatusCode::OK, &json!("unlisted"), &json!(true))
        );
        let link = format!("?link={}", seen["link"].as_str().expect("a token"));
        for page in [HARBOUR.to_owned(), format!("{HARBOUR}/details")] {
            assert_eq!(shop.seen(&page).await.0, StatusCode::NOT_FOUND, "{page}");
            let wrong = format!("{page}?link={}", "a".repeat(52));
            assert_eq!(shop.seen(&wrong).await.0, StatusCode::NOT_FOUND, "{wrong}");
            assert_eq!(shop.seen(&format!("{page}{link}")).await.0, StatusCode::OK, "{page}");
            assert_eq!(shop.seen(&page).await.0, StatusCode::NOT_FOUND, "what was asked with it is not kept");
        }
        let (_, found) = shop.seen("/api/v1/listings?q=harbour").await;
        assert!(!found["items"].to_string().contains("harbour-books"), "{found}");
        // A suspension tells of it to nobody who could not see it before.
        let manager = shop.manager().await;
        let incident = json!({ "owner": manager.id, "reason": "A leak.", "way_back": "Mend it." });
        let (status, _) = shop.govern(&manager, "PUT", &format!("/listings/{id}/suspension"), incident).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(shop.seen(&format!("{HARBOUR}/details")).await.0, StatusCode::NOT_FOUND);
        let (status, details) = shop.seen(&format!("{HARBOUR}/details{link}")).await;
        assert_eq!((status, &details["away"]), (StatusCode::OK, &json!(true)));
    });
}
