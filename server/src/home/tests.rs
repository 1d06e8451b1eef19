//! What each finds on their home, and that nobody finds anything of others.

use chrono::TimeDelta;
use http::StatusCode;
use serde_json::{Value, json};
use shared::ids::{CertificationId, ListingId, OrganisationId, TransferId};

use crate::{listings::workshop::Workshop, personas::Persona, testing::deep};

async fn look(shop: &Workshop, who: &Persona, organisation: OrganisationId) -> (StatusCode, Value) {
    let path = format!("/api/v1/organisations/{organisation}/waiting");
    shop.stage.call("GET", &path, &who.token, Value::Null).await
}

async fn home(shop: &Workshop, who: &Persona, organisation: OrganisationId) -> Value {
    let (status, home) = look(shop, who, organisation).await;
    assert_eq!(status, StatusCode::OK, "{home}");
    home
}

fn program(shop: &Workshop) -> OrganisationId {
    shop.stage.services().store.program()
}

/// The entries, as kind and name in their order.
fn told(home: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let waiting = home["waiting"].as_array().into_iter().flatten();
    waiting.map(|one| (text(&one["entry"]["what"]["kind"]), text(&one["entry"]["name"]))).collect()
}

fn kinds(home: &Value) -> Vec<String> {
    told(home).into_iter().map(|(kind, _)| kind).collect()
}

/// The entry of a kind.
fn entry(home: &Value, kind: &str) -> Value {
    let mut waiting = home["waiting"].as_array().into_iter().flatten();
    let found = waiting.find(|one| one["entry"]["what"]["kind"] == kind);
    found.unwrap_or_else(|| panic!("no {kind} in {home}"))["entry"].clone()
}

async fn review(shop: &Workshop, who: &Persona, method: &str, rest: &str, body: Value) {
    let (status, case) = shop.review(who, method, rest, body).await;
    assert_eq!(status, StatusCode::OK, "{method} {rest}: {case}");
}

#[test]
fn a_partner_is_led_from_the_draft_to_the_publication() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let (anna, acme) = (&shop.anna, shop.organisation);
        let empty = home(&shop, anna, acme).await;
        assert_eq!((&empty["waiting"], &empty["listings"]), (&json!([]), &json!([])), "{empty}");

        shop.started().await;
        let id = shop.complete("Harbour Books").await;
        let drafts = home(&shop, anna, acme).await;
        let named = |kind: &str, name: &str| (kind.to_owned(), name.to_owned());
        let expected = [named("draft_ready", "Harbour Books"), named("draft_lacks", "Ledger Bridge")];
        assert_eq!(told(&drafts), expected, "{drafts}");
        assert!(entry(&drafts, "draft_lacks")["what"]["missing"].as_u64() > Some(3), "{drafts}");
        assert_eq!(drafts["listings"], json!([{ "phase": "draft", "count": 2 }]));

        let (version, submission) = shop.submit(id, "1.0.0").await;
        let waits = home(&shop, anna, acme).await;
        let in_review = entry(&waits, "in_review");
        assert_eq!(
            (&in_review["what"]["place"]["place"], &in_review["what"]["label"]),
            (&json!(1), &json!("1.0.0"))
        );
        assert_eq!(kinds(&waits), ["draft_lacks", "in_review"], "what goes on by itself is last");

        shop.jobs().await;
        review(&shop, &rita, "PUT", &format!("/{submission}/claim"), Value::Null).await;
        let ruling = json!({
            "ruling": "request_changes",
            "requests": [
                { "field": "tagline", "words": "Say what it does." },
                { "field": null, "words": "Say for whom." },
            ],
        });
        review(&shop, &rita, "POST", &format!("/{submission}/decision"), ruling).await;
        let answers = json!({ "answers": [{ "at": 0, "words": "It says so now." }] });
        let rest = format!("/{id}/versions/{version}/answers");
        let (status, said) = shop.ask(anna, "PUT", &rest, answers).await;
        assert_eq!(status, StatusCode::OK, "{said}");
        let asked = home(&shop, anna, acme).await;
        assert_eq!(kinds(&asked), ["changes_requested", "draft_lacks"], "{asked}");
        let changes = entry(&asked, "changes_requested");
        assert_eq!((&changes["what"]["asked"], &changes["what"]["answered"]), (&json!(2), &json!(1)));
        assert!(changes["since"].is_string(), "{changes}");
    });
}

#[test]
fn what_is_approved_waits_for_who_may_publish() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let acme = shop.organisation;
        let id = shop.complete("Harbour Books").await;
        let (version, submission) = shop.submit(id, "1.0.0").await;
        shop.jobs().await;
        shop.approve(&rita, submission).await;
        let approved = home(&shop, &shop.anna, acme).await;
        assert_eq!(kinds(&approved), ["to_publish"], "{approved}");
        assert_eq!(approved["listings"], json!([{ "phase": "approved", "count": 1 }]));
        // Ben develops: he submits, and others publish.
        assert_eq!(kinds(&home(&shop, &shop.ben, acme).await), Vec::<String>::new());

        let at = shop.stage.services().clock.now() + TimeDelta::days(1);
        let rest = format!("/{id}/versions/{version}/publication");
        let (status, seen) = shop.ask(&shop.anna, "POST", &rest, json!({ "at": at })).await;
        assert_eq!(status, StatusCode::OK, "{seen}");
        for who in [&shop.anna, &shop.ben] {
            let scheduled = home(&shop, who, acme).await;
            assert_eq!(kinds(&scheduled), ["scheduled"], "{scheduled}");
            assert_eq!(scheduled["waiting"][0]["urgency"], "under_way", "nobody has to do anything");
            let until = scheduled["waiting"][0]["entry"]["until"].as_str();
            assert_eq!(until.and_then(shared::time::instant), Some(at), "{scheduled}");
        }
    });
}

#[test]
fn a_reviewer_finds_what_they_hold_what_was_given_to_them_and_what_is_free() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita, ron] = shop.reviewers().await;
        let program = program(&shop);
        assert_eq!(kinds(&home(&shop, &rita, program).await), Vec::<String>::new());
        let first = shop.complete("Harbour Books").await;
        let (_, held) = shop.submit(first, "1.0.0").await;
        shop.wait(5);
        let second = shop.complete("Quay Lantern").await;
        let (_, given) = shop.submit(second, "1.0.0").await;
        shop.jobs().await;
        let free = home(&shop, &rita, program).await;
        let both = entry(&free, "cases_free");
        assert_eq!(both["what"]["count"], 2, "{free}");
        let oldest = both["since"].as_str().and_then(shared::time::instant);
        let started = shop.stage.services().clock.now() - TimeDelta::minutes(5);
        assert_eq!(oldest, Some(started), "that of the oldest");

        review(&shop, &rita, "PUT", &format!("/{held}/claim"), Value::Null).await;
        review(&shop, &rita, "PUT", &format!("/{given}/claim"), Value::Null).await;
        let escalation = json!({ "to": ron.id, "words": "You know the ledgers." });
        review(&shop, &rita, "PUT", &format!("/{given}/escalation"), escalation).await;

        let hers = home(&shop, &rita, program).await;
        let lock = entry(&hers, "case_held");
        assert_eq!(
            (&lock["name"], &lock["whose"]),
            (&json!("Harbour Books"), &json!("Acme Works")),
            "{hers}"
        );
        assert!(lock["until"].is_string(), "the end of the lock: {lock}");
        assert_eq!(hers["waiting"][0]["urgency"], "presses", "{hers}");
        let his = home(&shop, &ron, program).await;
        assert_eq!(told(&his), [("case_escalated".to_owned(), "Quay Lantern".to_owned())], "{his}");
        assert_eq!(his["listings"], Value::Null);
        assert!(his["unread"].as_u64().is_some(), "{his}");
    });
}

/// Asks for the certification “security” of an app.
async fn asks_for_a_certification(shop: &Workshop, listing: ListingId) -> CertificationId {
    let rest = format!("/{listing}/certifications");
    let (_, all) = shop.ask(&shop.anna, "GET", &rest, Value::Null).await;
    let id = CertificationId::new(&*shop.stage.services().ids);
    let evidence = json!([
        { "kind": "statement", "words": "We store nothing.", "link": null, "review": null },
        { "kind": "review", "words": "All of it.", "link": null, "review": all["reviews"][0]["receipt"] },
    ]);
    let body = json!({ "certification": id, "level": "verified", "evidence": evidence });
    let path = shop.path(&format!("{rest}/security/request"));
    let headers = [("if-match", "\"0\"")];
    let (status, view) = shop.stage.call_with("POST", &path, &shop.anna.token, body, &headers).await;
    assert_eq!(status, StatusCode::OK, "{view}");
    id
}

#[test]
fn a_certification_waits_for_the_reviewer_then_for_the_partner_and_again_when_it_ends() {
    deep(async {
        let mut shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let program = program(&shop);
        let listing = shop.live("Harbour Books", &rita).await;
        let id = asks_for_a_certification(&shop, listing).await;
        let hers = home(&shop, &rita, program).await;
        assert_eq!(entry(&hers, "to_certify")["what"]["certification"], json!(id), "{hers}");
        assert_eq!(kinds(&home(&shop, &shop.anna, shop.organisation).await), Vec::<String>::new());

        let deed = async |rita: &Persona, version: &str, rest: &str, body: Value| {
            let path = format!("/api/v1/organisations/{program}/certifications/{id}{rest}");
            let headers = [("if-match", version)];
            let (status, case) = shop.stage.call_with("POST", &path, &rita.token, body, &headers).await;
            assert_eq!(status, StatusCode::OK, "{case}");
        };
        deed(&rita, "\"1\"", "/questions", json!({ "words": "Which log?" })).await;
        assert_eq!(kinds(&home(&shop, &shop.anna, shop.organisation).await), ["evidence_asked"]);
        assert_eq!(kinds(&home(&shop, &rita, program).await), Vec::<String>::new());

        let grant = json!({ "ruling": "grant", "level": "verified", "looked_at": "All scopes." });
        deed(&rita, "\"2\"", "/decision", grant).await;
        assert_eq!(kinds(&home(&shop, &shop.anna, shop.organisation).await), Vec::<String>::new());
        // A year, less the time in which it can be renewed; and the remediation after it.
        for (days, expected) in [(300, "renewal_open"), (75, "remediation")] {
            shop.wait(days * 24 * 60);
            shop.anna = shop.again(&shop.anna, shop.organisation).await;
            let later = home(&shop, &shop.anna, shop.organisation).await;
            let renewal = entry(&later, expected);
            assert_eq!(renewal["what"]["competency"], "security", "{later}");
            assert!(renewal["until"].is_string(), "{later}");
        }
    });
}

#[test]
fn a_suspended_listing_is_told_on_both_sides() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let paula = shop.manager().await;
        let listing = shop.live("Harbour Books", &rita).await;
        let incident = json!({
            "owner": paula.id,
            "reason": "It sends data elsewhere.",
            "way_back": "A version that does not.",
        });
        let rest = format!("/listings/{listing}/suspension");
        let (status, seen) = shop.govern(&paula, "PUT", &rest, incident).await;
        assert_eq!(status, StatusCode::OK, "{seen}");
        let theirs = home(&shop, &paula, program(&shop)).await;
        let suspended = entry(&theirs, "suspended");
        assert_eq!(
            (&suspended["what"]["in_charge"], &suspended["whose"]),
            (&json!(true), &json!("Acme Works"))
        );
        assert_eq!(kinds(&home(&shop, &shop.anna, shop.organisation).await), ["taken_away"]);
        // A reviewer has no part in it.
        assert_eq!(kinds(&home(&shop, &rita, program(&shop)).await), Vec::<String>::new());
    });
}

#[test]
fn an_offer_waits_for_who_gets_it_then_for_who_verifies_them() {
    deep(async {
        let shop = Workshop::new().await;
        let [] = shop.reviewers().await;
        let paula = shop.manager().await;
        let listing = shop.imported().await;
        let (other, olga) = shop.partner("Other Works", "olga").await;
        let transfer = TransferId::new(&*shop.stage.services().ids);
        let offer = json!({ "transfer": transfer, "to": "other-works" });
        let (status, seen) = shop.ask(&shop.anna, "POST", &format!("/{listing}/offer"), offer).await;
        assert_eq!(status, StatusCode::OK, "{seen}");
        let theirs = home(&shop, &olga, other).await;
        let offered = entry(&theirs, "handover");
        assert_eq!((&offered["what"]["side"], &offered["what"]["step"]), (&json!("gets"), &json!("offered")));
        assert_eq!((&offered["name"], &offered["whose"]), (&json!("Stock Mirror"), &json!("Acme Works")));
        assert_eq!(theirs["waiting"][0]["urgency"], "waits");
        let ours = home(&shop, &shop.anna, shop.organisation).await;
        assert_eq!(entry(&ours, "handover")["what"]["side"], "gives", "{ours}");
        assert_eq!(ours["waiting"][0]["urgency"], "under_way");
        assert_eq!(kinds(&home(&shop, &paula, program(&shop)).await), Vec::<String>::new());

        let path = format!("/api/v1/organisations/{other}/listing-offers/{transfer}/acceptance");
        let (status, taken) = shop.stage.call("POST", &path, &olga.token, Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{taken}");
        let verifies = home(&shop, &paula, program(&shop)).await;
        let new_owner = entry(&verifies, "to_verify");
        assert_eq!(
            (&new_owner["name"], &new_owner["whose"]),
            (&json!("Stock Mirror"), &json!("Other Works"))
        );
        assert_eq!(entry(&home(&shop, &olga, other).await, "handover")["what"]["step"], "accepted");
    });
}

#[test]
fn nobody_sees_the_home_of_another_organisation_or_anything_of_it() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let (other, olga) = shop.partner("Other Works", "olga").await;
        shop.started().await;
        let (acme, program) = (shop.organisation, program(&shop));
        for (who, organisation) in [
            (&olga, acme),
            (&olga, program),
            (&rita, acme),
            (&rita, other),
            (&shop.anna, other),
            (&shop.anna, program),
        ] {
            let (status, problem) = look(&shop, who, organisation).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{problem}");
        }
        let (status, problem) =
            shop.stage.call("GET", &format!("/api/v1/organisations/{acme}/waiting"), "", Value::Null).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{problem}");
        for (who, organisation) in [(&olga, other), (&rita, program)] {
            let theirs = home(&shop, who, organisation).await;
            assert!(!theirs.to_string().contains("Ledger Bridge"), "{theirs}");
        }
        assert_eq!(kinds(&home(&shop, &shop.anna, acme).await), ["draft_lacks"]);
    });
}

#[test]
fn who_invites_sees_what_is_not_accepted_yet() {
    deep(async {
        let shop = Workshop::new().await;
        let carl = shop.stage.person("carl").await;
        shop.stage.invite(shop.organisation, &carl, shared::organisations::role::BuiltIn::Seller).await;
        let hers = home(&shop, &shop.anna, shop.organisation).await;
        assert_eq!(entry(&hers, "invitations")["what"]["count"], 1, "{hers}");
        // A developer does not invite.
        assert_eq!(kinds(&home(&shop, &shop.ben, shop.organisation).await), Vec::<String>::new());
    });
}
