use chrono::TimeDelta;
use http::StatusCode;
use serde_json::{Value, json};
use shared::{
    identity::{
        model::Person,
        rules::{
            ceremony,
            token::{Purpose, issue},
        },
        secret::Secret,
    },
    ids::{KeyId, NotificationId, SessionId},
    notifications::model::{Notification, Topic},
    organisations::{model::OrganisationKind, role::BuiltIn},
    sign_on::model::Subject,
    testing::START,
};
use store::{Document, Table, Unit};

use crate::{
    mail::letters::Letter,
    personas::{Persona, Stage},
    testing::deep,
};

/// A row of another slice's, of which only its owner is known here.
#[derive(serde::Serialize, serde::Deserialize)]
struct Opaque {
    id: String,
    owner: String,
    note: String,
}

impl Document for Opaque {
    const TABLE: Table = Table::Device;
    fn key(&self) -> String {
        self.id.clone()
    }
    fn version(&self) -> u64 {
        1
    }
    fn owner(&self) -> Option<String> {
        Some(self.owner.clone())
    }
}

/// Anna, a seller at Acme and an admin at Birch, invited to Cedar, with a row of every kind.
async fn anna(stage: &Stage) -> (Person, Persona, String) {
    let services = stage.services();
    let (anna, olga) = (stage.person("anna").await, stage.person("olga").await);
    let acme = stage.organisation(OrganisationKind::Partner, "Acme Works", olga.id).await;
    let birch = stage.organisation(OrganisationKind::Customer, "Birch", olga.id).await;
    let cedar = stage.organisation(OrganisationKind::Customer, "Cedar", olga.id).await;
    stage.join(acme, &anna, BuiltIn::Seller).await;
    stage.join(birch, &anna, BuiltIn::Admin).await;
    stage.invite(cedar, &anna, BuiltIn::Buyer).await;
    let persona = stage.sign_in(anna.id, Some(acme)).await;
    let id = anna.id.to_string();
    let mut unit = Unit::default();
    let secret = Secret::draw(&*services.random);
    let purpose = Purpose::ChangeMail { email: anna.email.clone() };
    unit.create(&issue(anna.id, purpose, 1, &secret, START, &services.identity.policy.token));
    unit.create(&Notification {
        id: NotificationId::new(&*services.ids),
        person: anna.id,
        organisation: acme,
        topic: Topic::Members,
        kind: "member.joined".to_owned(),
        facts: [("email".to_owned(), anna.email.to_string())].into(),
        href: "/".to_owned(),
        at: START,
        read_at: None,
        undigested: false,
    });
    unit.create(&Subject {
        issuer: "https://id.example".to_owned(),
        subject: anna.email.to_string(),
        person: anna.id,
        organisation: acme,
        since: START,
    });
    let code = ceremony::draw_mail_code(
        None,
        anna.id,
        SessionId::new(&*services.ids),
        &*services.random,
        START,
        &services.identity.policy.token,
    );
    unit.create(&code.expect("drawn").1);
    unit.create(&Opaque { id: "dev_1".to_owned(), owner: id, note: anna.email.to_string() });
    unit.create(&Letter::PasswordChanged.to(services, &anna.email, &anna.locale));
    unit.create(&Letter::MailChanged { to: &anna.email }.to(services, &olga.email, &olga.locale));
    unit.create(&Letter::PasswordChanged.to(services, &olga.email, &olga.locale));
    services.store.commit(unit).await.expect("commits");
    let path = format!("/api/v1/organisations/{acme}/keys");
    let key = json!({
        "id": KeyId::new(&*services.ids),
        "of_organisation": false,
        "name": "Sync",
        "scopes": ["organisation.read"],
        "expires_at": START + TimeDelta::days(1),
    });
    let (status, made) = stage.call("POST", &path, &persona.token, key).await;
    assert_eq!(status, StatusCode::OK, "{made}");
    (anna, persona, made["secret"].as_str().expect("a secret").to_owned())
}

/// Every row of the database with the text in it, whatever its case.
async fn rows_with(stage: &Stage, text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let snapshot = stage.services().store.snapshot().await.expect("a snapshot");
    let mut found = Vec::new();
    for table in store::tables() {
        for row in snapshot.rows(table, None, 10_000).await.expect("rows") {
            let row = serde_json::to_string(&row).expect("JSON");
            if row.to_lowercase().contains(&text) {
                found.push(format!("{table} {row}"));
            }
        }
    }
    snapshot.end().await.expect("ends");
    found
}

#[test]
fn somebody_reads_everything_that_is_kept_about_them_and_no_secret() {
    deep(async {
        let stage = Stage::new().await;
        let (anna, persona, secret) = anna(&stage).await;
        let (status, mine) = stage.call("GET", "/api/v1/me/export", &persona.token, Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{mine}");
        let data = &mine["data"];
        assert_eq!(data["person"]["email"], anna.email.to_string());
        for (kind, count) in [
            ("sessions", 1),
            ("desktop_apps", 1),
            ("organisations", 2),
            ("keys", 1),
            ("notifications", 1),
            ("identity_providers", 1),
            ("mails", 2),
            ("invitations", 1),
        ] {
            assert_eq!(data[kind].as_array().map(Vec::len), Some(count), "{kind}: {data:#}");
        }
        assert_eq!(data["events_complete"], true);
        let kinds: Vec<&str> = mine["events"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|event| event["kind"].as_str())
            .collect();
        assert_eq!(kinds, ["key.made", "member.joined", "member.joined"]);
        let text = mine.to_string();
        assert!(!text.contains("\"hash\":\"") || !text.contains(&secret));
        for secret in ["\"secret\"", "\"retiring\"", "#"] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
        stage.market.clock.advance(TimeDelta::minutes(11));
        let (status, _) = stage.call("GET", "/api/v1/me/export", &persona.token, Value::Null).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "the proof is too old");
    });
}

#[test]
fn after_erasing_an_account_nothing_in_the_database_says_the_address() {
    deep(async {
        let stage = Stage::new().await;
        let (anna, persona, key) = anna(&stage).await;
        assert!(rows_with(&stage, anna.email.as_str()).await.len() >= 6);
        let path = "/api/v1/me/erasure";
        let (_, told) = stage.call("GET", path, &persona.token, Value::Null).await;
        assert_eq!((&told["erased"], &told["owns"]), (&json!(false), &json!([])));
        let wrong = json!({ "email": "other@example.com" });
        let (status, refused) = stage.call("POST", path, &persona.token, wrong).await;
        assert_eq!(
            (status, &refused["errors"][0]["pointer"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!("/email"))
        );

        let right = json!({ "email": anna.email.as_str().to_uppercase() });
        let (status, done) = stage.call("POST", path, &persona.token, right).await;
        assert_eq!((status, &done["erased"]), (StatusCode::OK, &json!(true)), "{done}");
        assert_eq!(done["kept"].as_array().map(Vec::len), told["kept"].as_array().map(Vec::len));

        let left = rows_with(&stage, anna.email.as_str()).await;
        assert_eq!(left.len(), 1, "{left:#?}");
        assert!(left[0].starts_with("mail ") && left[0].contains("was erased"), "{left:#?}");
        assert_eq!(rows_with(&stage, "olga.Mail").await.len(), 2, "another one's account and mail stay");

        // The id stays where it names nobody: in trails, in ended keys, in counters of requests.
        let id = anna.id.to_string();
        for row in rows_with(&stage, &id).await {
            let table = row.split(' ').next().unwrap_or_default();
            assert!(["event", "api_key", "rate"].contains(&table), "{row}");
        }
        let (status, _) = stage.call("GET", path, &persona.token, Value::Null).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        let (status, _) = stage.call("GET", "/api/v1/signing-keys", &key, Value::Null).await;
        assert_eq!(status, StatusCode::OK);
        let mut kinds = Vec::new();
        for head in stage.services().store.heads().await.expect("heads") {
            let events =
                stage.services().store.events_after(head.organisation, 0, 100).await.expect("events");
            kinds.extend(events.into_iter().map(|event| event.kind));
        }
        for (kind, count) in
            [("person.erased", 1), ("member.left", 2), ("key.revoked", 1), ("invitation.withdrawn", 1)]
        {
            assert_eq!(kinds.iter().filter(|found| *found == kind).count(), count, "{kind}: {kinds:?}");
        }
    });
}

#[test]
fn who_owns_an_organisation_has_to_hand_it_on_first() {
    deep(async {
        let stage = Stage::new().await;
        let olga = stage.person("olga").await;
        let acme = stage.organisation(OrganisationKind::Partner, "Acme Works", olga.id).await;
        let persona = stage.sign_in(olga.id, Some(acme)).await;
        let path = "/api/v1/me/erasure";
        let (_, told) = stage.call("GET", path, &persona.token, Value::Null).await;
        assert_eq!(told["owns"], json!(["Acme Works"]));
        let before = rows_with(&stage, &olga.id.to_string()).await.len();
        let body = json!({ "email": olga.email });
        let (status, refused) = stage.call("POST", path, &persona.token, body).await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert!(refused["detail"].as_str().is_some_and(|said| said.contains("Acme Works")), "{refused}");
        assert_eq!(rows_with(&stage, &olga.id.to_string()).await.len(), before);
    });
}
