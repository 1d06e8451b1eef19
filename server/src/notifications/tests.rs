use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use shared::{
    event::Actor,
    identity::event::PersonEvent,
    mail::model::Mail,
    notifications::rules::digest_after,
    organisations::{model::OrganisationKind, role::BuiltIn},
};

use super::*;
use crate::{
    personas::{Persona, Stage},
    testing::deep,
};

/// Olga's organisation, which Anna, an admin who reads German, and Ben have joined.
struct Acme {
    stage: Stage,
    olga: Person,
    anna: Person,
    ben: Person,
    id: shared::ids::OrganisationId,
}

impl Acme {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let (olga, anna, ben) =
            (stage.person("olga").await, stage.person("anna").await, stage.person("ben").await);
        let anna = Person { version: 2, locale: "de-AT".parse().expect("a language"), ..anna };
        let mut unit = Unit::default();
        unit.update(&anna);
        stage.services().store.commit(unit).await.expect("commits");
        let id = stage.organisation(OrganisationKind::Partner, "Acme Works", olga.id).await;
        stage.join(id, &anna, BuiltIn::Admin).await;
        stage.join(id, &ben, BuiltIn::Seller).await;
        Self { stage, olga, anna, ben, id }
    }

    async fn signed_in(&self, person: &Person) -> Persona {
        self.stage.sign_in(person.id, Some(self.id)).await
    }

    /// What a person reads in the app, the newest first.
    async fn inbox(&self, person: &Person) -> Vec<String> {
        let persona = self.signed_in(person).await;
        let (_, inbox) =
            self.stage.call("GET", "/api/v1/me/notifications", &persona.token, Value::Null).await;
        let texts = inbox["notifications"].as_array().into_iter().flatten();
        texts.filter_map(|one| one["text"].as_str().map(str::to_owned)).collect()
    }

    async fn mails_to(&self, person: &Person) -> Vec<Mail> {
        let mails = self.stage.services().store.all_after::<Mail>(None, 100).await.expect("reads");
        mails.into_iter().filter(|mail| mail.to == person.email).collect()
    }

    async fn tell(&self) {
        tell(self.stage.services()).await.expect("told");
    }

    async fn digest_at(&self, at: DateTime<Utc>) {
        self.stage.market.clock.advance(at - self.stage.services().clock.now());
        send_digests(self.stage.services()).await.expect("sent");
    }

    async fn prefer(&self, person: &Person, mail: Value) {
        let persona = self.signed_in(person).await;
        let body = json!({ "mail": mail });
        let path = "/api/v1/me/notifications/preferences";
        let (status, answer) = self.stage.call("PUT", path, &persona.token, body).await;
        assert_eq!(status, 200, "{answer}");
    }
}

#[test]
fn people_are_told_once_in_their_language_and_not_of_their_own_deeds() {
    deep(async {
        let acme = Acme::new().await;
        let services = acme.stage.services();
        assert!(due(services).await.expect("reads").is_some());
        acme.tell().await;
        assert_eq!(acme.inbox(&acme.olga).await, ["ben joined as Seller.", "anna joined as Admin."]);
        assert_eq!(acme.inbox(&acme.anna).await, ["ben ist jetzt dabei, als Vertrieb."]);
        assert_eq!(acme.inbox(&acme.ben).await, Vec::<String>::new());
        assert_eq!(due(services).await.expect("reads"), None);
        acme.tell().await;
        assert_eq!(acme.inbox(&acme.olga).await.len(), 2);
    });
}

#[test]
fn two_servers_that_read_the_same_events_tell_of_them_once() {
    deep(async {
        let acme = Acme::new().await;
        let services = acme.stage.services();
        let (here, there) = tokio::join!(tell(services), tell(services));
        here.and(there).expect("both work");
        assert_eq!(acme.inbox(&acme.olga).await.len(), 2);
    });
}

#[test]
fn the_days_mail_lists_what_was_not_read_once() {
    deep(async {
        let acme = Acme::new().await;
        let services = acme.stage.services();
        acme.tell().await;
        assert_eq!(acme.mails_to(&acme.olga).await.len(), 0);
        let eight = digest_after(services.clock.now());
        assert_eq!(digest_due(services).await.expect("reads"), Some(eight));
        acme.digest_at(eight - TimeDelta::seconds(1)).await;
        assert_eq!(acme.mails_to(&acme.olga).await.len(), 0, "it is not eight yet");
        // Anna reads hers in the app.
        let anna = acme.signed_in(&acme.anna).await;
        let all = json!({ "notifications": [] });
        acme.stage.call("POST", "/api/v1/me/notifications/read", &anna.token, all).await;
        acme.digest_at(eight).await;
        let mails = acme.mails_to(&acme.olga).await;
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].subject, "2 pieces of news at Guildhall");
        let (first, second) = ("Acme Works: anna joined as Admin.", "Acme Works: ben joined as Seller.");
        let place = |part: &str| mails[0].text.find(part).unwrap_or_else(|| panic!("{}", mails[0].text));
        assert!(place(first) < place(second), "{}", mails[0].text);
        assert!(mails[0].text.contains("https://market.example/organisation/members"));
        assert_eq!(acme.mails_to(&acme.anna).await.len(), 0, "she has read it");
        assert_eq!(digest_due(services).await.expect("reads"), None);
        acme.digest_at(eight + TimeDelta::days(1)).await;
        assert_eq!(acme.mails_to(&acme.olga).await.len(), 1);
    });
}

#[test]
fn two_servers_write_one_days_mail() {
    deep(async {
        let acme = Acme::new().await;
        let services = acme.stage.services();
        acme.tell().await;
        acme.stage.market.clock.advance(TimeDelta::days(1));
        let (here, there) = tokio::join!(send_digests(services), send_digests(services));
        here.and(there).expect("both work");
        send_digests(services).await.expect("the rest");
        assert_eq!(acme.mails_to(&acme.olga).await.len(), 1);
        assert_eq!(acme.mails_to(&acme.anna).await.len(), 1);
    });
}

#[test]
fn mail_comes_as_it_was_chosen() {
    deep(async {
        let acme = Acme::new().await;
        acme.prefer(&acme.olga, json!({ "members": "at_once" })).await;
        acme.prefer(&acme.anna, json!({ "members": "never" })).await;
        acme.tell().await;
        let mails = acme.mails_to(&acme.olga).await;
        let subjects: Vec<&str> = mails.iter().map(|mail| mail.subject.as_str()).collect();
        assert_eq!(subjects, ["Acme Works: anna joined as Admin", "Acme Works: ben joined as Seller"]);
        assert!(mails[0].link.as_deref().is_some_and(|link| link.ends_with("/organisation/members")));
        acme.digest_at(acme.stage.services().clock.now() + TimeDelta::days(1)).await;
        assert_eq!(acme.mails_to(&acme.olga).await.len(), 2);
        assert_eq!(acme.mails_to(&acme.anna).await.len(), 0);
        assert_eq!(acme.inbox(&acme.anna).await.len(), 1, "the inbox has everything");
    });
}

#[test]
fn security_is_mailed_at_once_unless_the_deed_has_its_own_mail() {
    deep(async {
        let acme = Acme::new().await;
        let services = acme.stage.services();
        let mut unit = Unit::default();
        let actor = Actor::Person { id: acme.ben.id, from: None };
        for event in [PersonEvent::PasskeyAdded, PersonEvent::PasswordChanged] {
            unit.event(event.at(acme.id, acme.ben.id, actor.clone(), services.clock.now()));
        }
        services.store.commit(unit).await.expect("commits");
        acme.tell().await;
        assert_eq!(
            acme.inbox(&acme.ben).await,
            ["Your password was changed.", "A passkey was added to your account."]
        );
        let mails = acme.mails_to(&acme.ben).await;
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].subject, "A passkey was added to your account");
        assert!(mails[0].text.contains("If it was not you"), "{}", mails[0].text);
    });
}

#[test]
fn what_is_a_week_old_is_not_told_any_more() {
    deep(async {
        let acme = Acme::new().await;
        acme.stage.market.clock.advance(TimeDelta::days(7));
        acme.tell().await;
        assert_eq!(acme.inbox(&acme.olga).await, Vec::<String>::new());
        assert_eq!(due(acme.stage.services()).await.expect("reads"), None, "it was read all the same");
    });
}
