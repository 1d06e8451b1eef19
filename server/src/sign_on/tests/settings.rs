//! Connecting a provider.

use shared::{
    organisations::{
        model::DomainClaim,
        rules::roster::{self, By, Command, Facts},
    },
    sign_on::model::Connection,
};

use super::*;
use crate::testing::deep;

#[test]
fn a_connection_is_made_changed_and_taken_away_and_its_secret_is_never_shown() {
    deep(async {
        let stage = Stage::set().await;
        let before = stage.ask(&mut stage.owner.clone(), "GET", &stage.path(), &Value::Null).await.good();
        let redirect = "https://market.example/sign-on/callback";
        assert_eq!(before, json!({ "connection": null, "redirect": redirect, "domains": ["example.com"] }));
        let made = stage.put(&stage.settings()).await.good();
        assert_eq!(made["connection"]["version"], 1);
        assert_eq!(made["connection"]["has_secret"], true);
        assert_eq!(made["connection"]["join_as"], "buyer");
        assert!(!made.to_string().contains("secret of"), "{made}");

        let mut change = stage.settings();
        change["based_on"] = json!(1);
        change["client_secret"] = Value::Null;
        change["join_as"] = Value::Null;
        let changed = stage.put(&change).await.good();
        assert_eq!(changed["connection"]["version"], 2);
        let stored = stage.services().store.get::<Connection>(stage.organisation.to_string()).await;
        let stored = stored.expect("read").expect("there");
        assert_eq!(stored.client_secret.as_deref(), Some("secret of the client"));
        assert_eq!(
            stage.ask(&mut stage.owner.clone(), "GET", &stage.path(), &Value::Null).await.good(),
            changed
        );

        let gone = stage.ask(&mut stage.owner.clone(), "DELETE", &stage.path(), &Value::Null).await.good();
        assert_eq!(gone, before);
        stage.ask(&mut stage.owner.clone(), "DELETE", &stage.path(), &Value::Null).await.good();
        let kinds = ["sign_on.connected", "sign_on.changed", "sign_on.disconnected"];
        assert_eq!(stage.kinds().await, kinds);
        let trail = format!("{:?}", stage.events().await);
        assert!(!trail.contains("secret of"), "{trail}");
    });
}

#[test]
fn a_change_of_what_is_not_there_any_more_gets_what_is_there() {
    deep(async {
        let stage = Stage::connected().await;
        for based_on in [0, 2] {
            let mut settings = stage.settings();
            settings["based_on"] = json!(based_on);
            let stale = stage.put(&settings).await;
            stale.refused(412, "Somebody changed this");
            assert_eq!(stale.body["current"]["connection"]["version"], 1);
        }
    });
}

#[test]
fn who_does_not_manage_sign_on_or_proved_it_long_ago_changes_nothing() {
    deep(async {
        let stage = Stage::set().await;
        let mut nobody = Browser::default();
        stage.ask(&mut nobody, "PUT", &stage.path(), &stage.settings()).await.refused(401, "Sign in");
        let services = stage.services().clone();
        let member = person(&services, "member@example.com");
        let mut unit = Unit::default();
        unit.create(&member);
        let policy = &services.identity.organisations;
        let by = By::Person { id: member.id, from: None };
        let facts = Facts { now: services.clock.now(), by, policy, invitee: None };
        let join = Command::JoinBySignOn { role: "buyer".parse().expect("a role"), issuer: String::new() };
        let before = stage.roster().await;
        let decision = roster::decide(&before, join, &facts).expect("joins");
        unit.roster(Some(&before), &decision.next);
        let mut browser = signed_in(&services, member.id, stage.organisation, &mut unit);
        services.store.commit(unit).await.expect("written");
        stage.ask(&mut browser, "GET", &stage.path(), &Value::Null).await.good();
        stage.ask(&mut browser, "PUT", &stage.path(), &stage.settings()).await.refused(403, "role");
        stage.later(TimeDelta::minutes(11));
        stage.put(&stage.settings()).await.refused(401, "Confirm that it is you");
    });
}

#[test]
fn settings_that_cannot_work_are_refused_with_their_place() {
    deep(async {
        let stage = Stage::set().await;
        let check = async |name: &str, value: Value, status: u16, says: &str| {
            let mut settings = stage.settings();
            settings[name] = value;
            let answer = stage.put(&settings).await;
            answer.refused(status, says);
            assert_eq!(answer.body["errors"][0]["pointer"], format!("/{name}"), "{}", answer.body);
        };
        for issuer in [
            "login.example.com",
            "ftp://login.example.com",
            "https://a:b@login.example.com",
            "https://login.example.com?a=b",
            "https://login.example.com#a",
            "javascript:alert(1)",
        ] {
            check("issuer", json!(issuer), 422, "https address").await;
        }
        check("issuer", json!("http://127.0.0.1:1"), 422, "cannot be reached").await;
        check("client_id", json!("  "), 400, "1 to 1,000").await;
        check("client_id", json!("a\nb"), 400, "1 to 1,000").await;
        check("client_secret", json!("ü"), 400, "ASCII").await;
        check("required", json!(true), 409, "once before").await;
        check("join_as", json!("reviewer"), 404, "No such role").await;
        check("join_as", json!("rol_00000000000000000000000009"), 404, "No such role").await;
        assert_eq!(stage.kinds().await, [] as [&str; 0]);
    });
}

#[test]
fn a_provider_is_tried_before_it_is_written_down() {
    deep(async {
        let stage = Stage::set().await;
        let good = {
            let mut document = Value::Null;
            stage.provider.says(|script| document = script.document.clone());
            document
        };
        let check = async |change: fn(&mut Value), says: &str| {
            let mut document = good.clone();
            change(&mut document);
            stage.provider.says(|script| script.document = document);
            let answer = stage.put(&stage.settings()).await;
            answer.refused(422, says);
            assert_eq!(answer.body["errors"][0]["pointer"], "/issuer");
        };
        check(|document| *document = Value::Null, "status 404").await;
        check(|document| *document = json!([1]), "not what the specification").await;
        check(|document| document["issuer"] = json!("https://other.example"), "https://other.example").await;
        check(|document| document["token_endpoint"] = Value::Null, "token endpoint").await;
        check(|document| document["response_types_supported"] = json!(["id_token"]), "code flow").await;
        check(
            |document| document["id_token_signing_alg_values_supported"] = json!(["none", "HS256"]),
            "RS256",
        )
        .await;
        check(|document| document["authorization_endpoint"] = json!("javascript:alert(1)"), "https").await;
        check(|document| document["token_endpoint"] = json!("file:///etc/passwd"), "https").await;
        stage.provider.says(|script| script.keys.clear());
        check(|_| {}, "no keys").await;
    });
}

#[test]
fn a_program_in_earnest_asks_nobody_beside_itself() {
    deep(async {
        let stage = Stage::at(Site { origin: ORIGIN.to_owned(), demo: false }).await;
        stage.put(&stage.settings()).await.refused(422, "has to be an https address");
        for (issuer, says) in [
            ("https://127.0.0.1:1", "127.0.0.1 is inside a network"),
            ("https://169.254.169.254", "is inside a network"),
            ("https://[::1]", "is inside a network"),
            ("https://localhost:1", "localhost is inside a network"),
        ] {
            let mut settings = stage.settings();
            settings["issuer"] = json!(issuer);
            stage.put(&settings).await.refused(422, says);
        }
        assert_eq!(stage.provider.asked().document, 0);
    });
}

#[test]
fn an_organisation_proves_a_domain_first() {
    deep(async {
        let stage = Stage::set().await;
        let store = &stage.services().store;
        let claim = store.find::<DomainClaim>("example.com").await.expect("read").expect("there");
        let mut unit = Unit::default();
        unit.update(&DomainClaim { version: claim.version + 1, verified_at: None, ..claim });
        store.commit(unit).await.expect("written");
        stage.put(&stage.settings()).await.refused(409, "Prove a domain first");
        assert_eq!(stage.provider.asked().document, 0, "nobody is asked for nothing");
    });
}
