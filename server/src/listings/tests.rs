mod governance;
mod ownership;
mod rounds;

use http::StatusCode;
use serde_json::{Value, json};
use shared::{
    ids::{ListingId, SubmissionId, VersionId},
    manifest::{self, catalogue::Catalogue, policy::LintPolicy, rule::Rule, source::Format},
    organisations::model::OrganisationKind,
};

use super::workshop::Workshop;
use crate::testing::deep;

#[test]
fn two_people_write_one_draft_and_nothing_is_lost() {
    deep(async {
        let shop = Workshop::new().await;
        let id = shop.started().await;
        let (_, app) = shop.ask(&shop.ben, "GET", &format!("/{id}"), Value::Null).await;
        let seen = app["draft"]["name"]["revision"].clone();
        assert_eq!(app["draft"]["name"]["by"], "anna");
        let (status, edited) = shop
            .edit(
                &shop.anna,
                id,
                json!([
                    { "field": "name", "based_on": seen, "value": "Ledger Bridge Pro" },
                    { "field": "tagline", "based_on": 0, "value": "Keeps two ledgers in step" },
                ]),
            )
            .await;
        assert_eq!((status, &edited["conflicts"]), (StatusCode::OK, &json!([])), "{edited}");
        // Ben has not seen it yet; his video disturbs nobody.
        let (status, edited) = shop
            .edit(
                &shop.ben,
                id,
                json!([
                    { "field": "name", "based_on": seen, "value": "Bridge" },
                    { "field": "video", "based_on": 0, "value": "https://video.example/1" },
                ]),
            )
            .await;
        assert_eq!(status, StatusCode::OK, "{edited}");
        let conflict = &edited["conflicts"][0];
        assert_eq!(
            (&conflict["field"], &conflict["theirs"]["value"], &conflict["theirs"]["by"], &conflict["yours"]),
            (&json!("name"), &json!("Ledger Bridge Pro"), &json!("anna"), &json!("Bridge")),
        );
        assert_eq!(edited["app"]["draft"]["video"]["value"], "https://video.example/1");
        // He chooses his own.
        let revision = conflict["theirs"]["revision"].clone();
        let (_, edited) = shop
            .edit(&shop.ben, id, json!([{ "field": "name", "based_on": revision, "value": "Bridge" }]))
            .await;
        assert_eq!((&edited["conflicts"], &edited["app"]["row"]["name"]), (&json!([]), &json!("Bridge")));
    });
}

#[test]
fn a_batch_with_a_value_that_does_not_fit_writes_nothing() {
    deep(async {
        let shop = Workshop::new().await;
        let id = shop.started().await;
        let (status, refused) = shop
            .edit(
                &shop.anna,
                id,
                json!([
                    { "field": "tagline", "based_on": 0, "value": "Fits" },
                    { "field": "trial_days", "based_on": 0, "value": "many" },
                ]),
            )
            .await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused["detail"].as_str().is_some_and(|said| said.contains("trial_days")), "{refused}");
        let (_, app) = shop.ask(&shop.anna, "GET", &format!("/{id}"), Value::Null).await;
        assert_eq!(app["draft"]["tagline"], Value::Null);
    });
}

#[test]
fn the_editor_hears_of_the_manifest_what_the_linter_says_everywhere() {
    deep(async {
        let shop = Workshop::new().await;
        let id = shop.started().await;
        let (_, app) = shop.ask(&shop.anna, "GET", &format!("/{id}"), Value::Null).await;
        assert_eq!(app["manifest"], Value::Null);
        let missing = |app: &Value, reason: &str| {
            app["nags"].as_array().is_some_and(|nags| nags.iter().any(|nag| nag["reason"]["id"] == reason))
        };
        assert!(missing(&app, "nag.manifest_missing"));
        let source = "schema = 9\n";
        let (_, edited) =
            shop.edit(&shop.anna, id, json!([{ "field": "manifest", "based_on": 0, "value": source }])).await;
        let today = shop.stage.services().clock.now().date_naive();
        let facts = manifest::Facts { today, approved: None };
        let policy = LintPolicy { allow_loopback: shop.stage.services().site.demo, ..LintPolicy::default() };
        let report = manifest::lint(source, Format::Toml, &Catalogue::default(), &policy, &facts);
        assert_eq!(edited["app"]["manifest"]["hash"], report.hash);
        assert!(missing(&edited["app"], "nag.manifest_errors"), "{edited}");
    });
}

#[test]
fn editor_and_review_lint_against_what_was_approved_last_and_give_one_report() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let id = shop.live("Harbour Books", &rita).await;
        let (_, app) = shop.ask(&shop.anna, "GET", &format!("/{id}"), Value::Null).await;
        let before = app["draft"]["manifest"].clone();
        let approved: manifest::Manifest =
            serde_json::from_value(app["approved"].clone()).expect("a manifest");
        let asks = "[[scopes]]\nscope = \"contacts:read\"\n\
            purpose = \"Greets the customer by the name that stands in the contact.\"\nrequired = false\n\n[events]";
        let source = before["value"].as_str().expect("a text").replace("[events]", asks);
        let source = source.replace("version = \"1.0.0\"", "version = \"1.1.0\"");
        let edits = json!([{ "field": "manifest", "based_on": before["revision"], "value": source }]);
        let (status, edited) = shop.edit(&shop.anna, id, edits).await;
        assert_eq!(status, StatusCode::OK, "{edited}");
        // What the browser does, and `guildhall lint --approved`.
        let today = shop.stage.services().clock.now().date_naive();
        let facts = manifest::Facts { today, approved: Some(approved) };
        let policy = LintPolicy { allow_loopback: shop.stage.services().site.demo, ..LintPolicy::default() };
        let report = manifest::lint(&source, Format::Toml, &Catalogue::default(), &policy, &facts);
        assert!(report.findings.iter().any(|found| found.rule == Rule::ScopeAdded), "{:?}", report.findings);
        assert_eq!(edited["app"]["manifest"]["hash"], report.hash);
        let (_, submission) = shop.submit(id, "1.1.0").await;
        shop.jobs().await;
        let (_, case) = shop.review(&rita, "GET", &format!("/{submission}"), Value::Null).await;
        assert_eq!(case["manifest"]["hash"], report.hash);
        let found = case["stages"][0]["findings"].as_array().cloned().unwrap_or_default();
        assert!(found.iter().any(|found| found["reason"]["id"] == "lint.scope.added"), "{found:?}");
    });
}

#[test]
fn terms_that_the_marketplace_does_not_have_are_named_and_not_submitted() {
    deep(async {
        let shop = Workshop::new().await;
        let id = shop.complete("Ledger Bridge").await;
        let (_, app) = shop.ask(&shop.anna, "GET", &format!("/{id}"), Value::Null).await;
        assert_eq!(app.get("unknown_terms"), None, "{app}");
        let edits = json!([
            {
                "field": "categories",
                "based_on": app["draft"]["categories"]["revision"],
                "value": ["finance", "astrology"],
            },
            // A term of another taxonomy is none of this one.
            { "field": "verticals", "based_on": 0, "value": ["retail", "finance"] },
        ]);
        let (status, edited) = shop.edit(&shop.anna, id, edits).await;
        assert_eq!(status, StatusCode::OK, "{edited}");
        let unknown = json!({ "categories": ["astrology"], "verticals": ["finance"] });
        assert_eq!(edited["app"]["unknown_terms"], unknown, "{edited}");
        let nags = edited["app"]["nags"].as_array().cloned().unwrap_or_default();
        let named: Vec<_> = nags
            .iter()
            .filter(|nag| nag["reason"]["id"] == "nag.terms_unknown")
            .map(|nag| (&nag["level"], &nag["field"], &nag["reason"]["facts"]["terms"]))
            .collect();
        let required = json!("required");
        assert_eq!(
            named,
            [
                (&required, &json!("categories"), &json!("astrology")),
                (&required, &json!("verticals"), &json!("finance")),
            ]
        );
        let ids = &*shop.stage.services().ids;
        let body = json!({
            "version": VersionId::new(ids), "label": "1.0.0", "submission": SubmissionId::new(ids),
        });
        let (status, refused) = shop.ask(&shop.anna, "POST", &format!("/{id}/versions"), body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{refused}");
        assert!(refused["detail"].as_str().is_some_and(|said| said.starts_with("2 required")), "{refused}");
    });
}

#[test]
fn what_was_imported_is_the_partners_own_and_is_written_on() {
    deep(async {
        let shop = Workshop::new().await;
        let (id, own) = (shop.imported().await, shop.started().await);
        let (_, apps) = shop.ask(&shop.anna, "GET", "", Value::Null).await;
        let row = |apps: &Value, id: ListingId| {
            let rows = apps["listings"].as_array().cloned().unwrap_or_default();
            rows.into_iter().find(|row| row["listing"] == id.to_string()).unwrap_or_else(|| panic!("{apps}"))
        };
        assert_eq!(apps["listings"].as_array().map(Vec::len), Some(2));
        let shown = row(&apps, id);
        assert_eq!((&shown["phase"], &shown["live"]), (&json!("published"), &json!("1.0.0")));
        assert_eq!(row(&apps, own)["phase"], "draft");
        let edits = json!([{ "field": "tagline", "based_on": 0, "value": "Mirrors stock" }]);
        let (status, edited) = shop.edit(&shop.anna, id, edits).await;
        assert_eq!((status, &edited["conflicts"]), (StatusCode::OK, &json!([])), "{edited}");
        assert_eq!(edited["app"]["draft"]["name"]["value"], "Stock Mirror");
        // Once more, now that it is stored.
        let revision = edited["app"]["draft"]["tagline"]["revision"].clone();
        let edits = json!([{ "field": "tagline", "based_on": revision, "value": "Mirrors all stock" }]);
        let (status, edited) = shop.edit(&shop.ben, id, edits).await;
        assert_eq!((status, &edited["app"]["row"]["phase"]), (StatusCode::OK, &json!("published")));
        let (_, apps) = shop.ask(&shop.anna, "GET", "", Value::Null).await;
        assert_eq!(apps["listings"].as_array().map(Vec::len), Some(2));
    });
}

#[test]
fn a_listing_of_others_is_not_there() {
    deep(async {
        let shop = Workshop::new().await;
        let id = shop.started().await;
        let olga = shop.stage.person("olga").await;
        let other = shop.stage.organisation(OrganisationKind::Partner, "Other Works", olga.id).await;
        let olga = shop.stage.sign_in(olga.id, Some(other)).await;
        let path = format!("/api/v1/organisations/{other}/listings/{id}");
        let edits = json!({ "edits": [{ "field": "name", "based_on": 2, "value": "Mine" }] });
        for (method, path, body) in
            [("GET", path.clone(), Value::Null), ("PATCH", format!("{path}/draft"), edits)]
        {
            let (status, _) = shop.stage.call(method, &path, &olga.token, body).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{method} {path}");
        }
        // Nor can its id be taken.
        let taken = json!({ "listing": id, "name": "Mine" });
        let path = format!("/api/v1/organisations/{other}/listings");
        let (status, _) = shop.stage.call("POST", &path, &olga.token, taken).await;
        assert_eq!(status, StatusCode::CONFLICT);
    });
}
