//! People who come in, and what is written down of it.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use shared::{
    identity::{
        model::{Proofs, Session},
        rules::{
            password::Password,
            totp::{self, Totp, TotpSecret},
        },
    },
    organisations::{model::Membership, role::Standing},
    sign_on::model::{Attempt, Connection, Subject},
};

use super::*;
use crate::{sign_on::is_required, testing::deep};

#[test]
fn somebody_new_comes_in_and_becomes_a_member() {
    deep(async {
        let stage = Stage::connected().await;
        let mut away = stage.leave(Browser::default()).await;
        assert!(away.url.as_str().starts_with(&format!("{}/authorize?", stage.provider.issuer)));
        for (name, value) in [
            ("response_type", "code"),
            ("client_id", "guildhall"),
            ("scope", "openid email profile"),
            ("redirect_uri", "https://market.example/sign-on/callback"),
            ("code_challenge_method", "S256"),
            ("login_hint", "ben@example.com"),
        ] {
            assert_eq!(away.value(name), value, "{name}");
        }
        let claims = stage.claims(&away);
        let signed_on = stage.come_back(&mut away, fake::signed(1, &claims)).await.good();
        assert_eq!(signed_on["after"], "/account?tab=1");
        let me = &signed_on["me"];
        assert_eq!(me["person"]["email"], "Ben@example.com");
        assert_eq!(me["person"]["name"], "Ben Berg");
        assert_eq!(me["person"]["locale"], "de-DE");
        assert_eq!(me["organisation"]["role"]["role"], "buyer");

        let asked = stage.provider.asked();
        assert_eq!(asked.value("grant_type"), "authorization_code");
        assert_eq!(asked.value("code"), "code-1");
        assert_eq!(asked.value("redirect_uri"), "https://market.example/sign-on/callback");
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(asked.value("code_verifier")));
        assert_eq!(challenge, away.value("code_challenge"));
        assert!(asked.authorization.expect("the client says who it is").starts_with("Basic "));
        assert_eq!(asked.user_info, 0, "the statement said enough");

        let me = stage.ask(&mut away.browser, "GET", "/api/v1/organisations", &Value::Null).await;
        assert_ne!(me.status, 401, "the browser is signed in: {}", me.body);
        let ben = stage.person("ben@example.com").await.expect("there");
        assert!(ben.verified_at.is_some());
        let kinds = ["sign_on.connected", "person.signed_up", "member.joined", "person.signed_in"];
        assert_eq!(stage.kinds().await, kinds);
        let joined = &stage.events().await[2];
        assert_eq!(joined.payload["by_sign_on"], stage.provider.issuer);
        let trail = format!("{:?}", stage.events().await);
        assert!(!trail.contains("Ben") && !trail.contains("ben@"), "{trail}");
        let store = &stage.services().store;
        let mine = store.owned_by::<Membership>(&ben.id.to_string(), None, 10).await.expect("read");
        assert_eq!(mine.len(), 1);
        let connection = store.get::<Connection>(stage.organisation.to_string()).await.expect("read");
        assert_eq!(connection.expect("there").worked_at, Some(stage.market.clock.now()));
    });
}

#[test]
fn an_answer_is_good_for_once() {
    deep(async {
        let stage = Stage::connected().await;
        let mut away = stage.leave(Browser::default()).await;
        let before = away.browser.clone();
        let tokens = fake::signed(1, &stage.claims(&away));
        stage.come_back(&mut away, tokens.clone()).await.good();
        away.browser = before;
        stage.come_back(&mut away, tokens).await.refused(410, "Start again");
    });
}

#[test]
fn of_many_who_bring_the_same_answer_at_once_one_comes_in() {
    deep(async {
        let stage = Stage::connected().await;
        let away = stage.leave(Browser::default()).await;
        let tokens = fake::signed(1, &stage.claims(&away));
        stage.provider.says(|script| script.tokens = tokens);
        let answer = json!({ "state": away.value("state"), "code": "code-1" });
        let tries = (0..8).map(|_| async {
            let mut browser = away.browser.clone();
            stage.ask(&mut browser, "POST", "/api/v1/sign-on/finish", &answer).await.status
        });
        let mut statuses = futures::future::join_all(tries).await;
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 410, 410, 410, 410, 410, 410, 410]);
        let ben = stage.person("ben@example.com").await.expect("there");
        let sessions = stage.services().store.owned_by::<Session>(&ben.id.to_string(), None, 10).await;
        assert_eq!(sessions.expect("read").len(), 1);
    });
}

#[test]
fn who_came_in_once_is_known_by_the_subject_whatever_the_address_is_by_now() {
    deep(async {
        let stage = Stage::connected().await;
        let (first, _) = stage.come_in(Browser::default(), |_| {}).await;
        let first = first.good()["me"]["person"]["id"].clone();
        let version = async || {
            let connection = stage.services().store.get::<Connection>(stage.organisation.to_string()).await;
            connection.expect("read").expect("there").version
        };
        assert_eq!(version().await, 2);
        let moved = |claims: &mut Value| claims["email"] = json!("benjamin@elsewhere.example");
        let (again, _) = stage.come_in(Browser::default(), moved).await;
        assert_eq!(again.good()["me"]["person"]["id"], first);
        assert_eq!(version().await, 2, "who changes the connection is not disturbed all the time");
        stage.later(TimeDelta::hours(25));
        stage.come_in(Browser::default(), |_| {}).await.0.good();
        assert_eq!(version().await, 3);
        assert!(stage.person("benjamin@elsewhere.example").await.is_none());
    });
}

#[test]
fn a_member_is_tied_and_keeps_their_role() {
    deep(async {
        let stage = Stage::connected().await;
        let owner = |claims: &mut Value| claims["email"] = json!("OWNER@example.com");
        let (answer, _) = stage.come_in(Browser::default(), owner).await;
        assert_eq!(answer.good()["me"]["organisation"]["role"]["role"], "owner");
        assert_eq!(stage.roster().await.people().count(), 1);
        let key = Subject::key_of(&stage.provider.issuer, "ben-1");
        let tie = stage.services().store.get::<Subject>(key).await.expect("read").expect("there");
        let owner = stage.person("owner@example.com").await.expect("there");
        assert_eq!((tie.person, tie.organisation), (owner.id, stage.organisation));
    });
}

#[test]
fn somebody_with_an_account_joins_and_keeps_what_opens_it() {
    deep(async {
        let stage = Stage::connected().await;
        let (services, ben) = (stage.services().clone(), person(stage.services(), "ben@example.com"));
        let mut unit = Unit::default();
        unit.create(&ben);
        unit.create(&proofs(ben.id));
        let elsewhere = OrganisationId::new(&*services.ids);
        signed_in(&services, ben.id, elsewhere, &mut unit);
        services.store.commit(unit).await.expect("written");
        stage.come_in(Browser::default(), |_| {}).await.0.good();
        let role = "buyer".parse().expect("a role");
        assert_eq!(stage.roster().await.standing(ben.id), Some(Standing::Member(role)));
        let kept = services.store.get::<Proofs>(ben.id.to_string()).await.expect("read");
        assert_eq!(kept, Some(proofs(ben.id)));
        let sessions = services.store.owned_by::<Session>(&ben.id.to_string(), None, 10).await.expect("read");
        assert_eq!(sessions.iter().map(|session| session.renew).collect::<Vec<_>>(), [true, false]);
    });
}

#[test]
fn a_provider_opens_its_own_organisation_and_nothing_else_of_a_person() {
    deep(async {
        let stage = Stage::connected().await;
        let (services, ben) = (stage.services().clone(), person(stage.services(), "ben@example.com"));
        let chosen = Password::entered("four seagulls eat my lunch").expect("a password");
        let hash = services.identity.hasher.hash(&chosen).await.expect("hashed");
        let elsewhere = OrganisationId::new(&*services.ids);
        let roster = Roster::start(elsewhere, OrganisationKind::Customer, ben.id, services.clock.now());
        let mut unit = Unit::default();
        unit.create(&ben);
        unit.create(&Proofs { password: Some(hash), ..proofs(ben.id) });
        unit.create(&Organisation {
            id: elsewhere,
            version: 1,
            kind: OrganisationKind::Customer,
            name: "Elsewhere".parse().expect("a name"),
            slug: slug("elsewhere"),
            since: services.clock.now(),
        });
        unit.roster(None, &roster);
        services.store.commit(unit).await.expect("written");
        let (answer, mut browser) = stage.come_in(Browser::default(), |_| {}).await;
        assert_eq!(answer.good()["me"]["fresh_until"], Value::Null);
        let own = format!("/api/v1/organisations/{}", stage.organisation);
        stage.ask(&mut browser, "GET", &own, &Value::Null).await.good();
        let switch = json!({ "organisation": elsewhere });
        let found = json!({
            "id": OrganisationId::new(&*services.ids), "kind": "partner", "name": "New", "slug": "new-one",
        });
        let key = json!({
            "id": shared::ids::KeyId::new(&*services.ids), "name": "Mine", "of_organisation": false,
            "scopes": [], "expires_at": services.clock.now() + TimeDelta::days(1),
        });
        for (method, path, body) in [
            ("PUT", "/api/v1/me/organisation", &switch),
            ("POST", "/api/v1/organisations", &found),
            ("PUT", "/api/v1/me/password", &json!({ "password": "a heron on the roof" })),
            ("GET", "/api/v1/me/export", &Value::Null),
            ("POST", &format!("{own}/keys"), &key),
        ] {
            stage.ask(&mut browser, method, path, body).await.refused(401, "Confirm that it is you");
        }
        let me = stage.ask(&mut browser, "GET", "/api/v1/me", &Value::Null).await.good();
        assert!(!me.to_string().contains("Elsewhere"), "{me}");
        let proof = json!({ "with": "password", "password": "four seagulls eat my lunch" });
        stage.ask(&mut browser, "POST", "/api/v1/reauthenticate", &proof).await.good();
        let me = stage.ask(&mut browser, "PUT", "/api/v1/me/organisation", &switch).await.good();
        assert_eq!(me["organisation"]["id"], elsewhere.to_string());
    });
}

#[test]
fn who_leaves_the_organisation_that_vouches_for_them_acts_nowhere() {
    deep(async {
        let stage = Stage::connected().await;
        let (services, ben) = (stage.services().clone(), person(stage.services(), "ben@example.com"));
        let elsewhere = OrganisationId::new(&*services.ids);
        let roster = Roster::start(elsewhere, OrganisationKind::Customer, ben.id, services.clock.now());
        let mut unit = Unit::default();
        unit.create(&ben);
        unit.create(&proofs(ben.id));
        unit.roster(None, &roster);
        services.store.commit(unit).await.expect("written");
        let (answer, mut browser) = stage.come_in(Browser::default(), |_| {}).await;
        answer.good();
        let leave = format!("/api/v1/organisations/{}/leave", stage.organisation);
        let me = stage.ask(&mut browser, "POST", &leave, &Value::Null).await.good();
        assert_eq!((&me["organisation"], &me["organisations"]), (&Value::Null, &json!([])));
        let members = format!("/api/v1/organisations/{elsewhere}/members");
        assert_eq!(stage.ask(&mut browser, "GET", &members, &Value::Null).await.status, 404);
    });
}

#[test]
fn a_proof_of_one_s_own_needs_the_second_factor_that_signing_in_would() {
    deep(async {
        let stage = Stage::connected().await;
        let (services, ben) = (stage.services().clone(), person(stage.services(), "ben@example.com"));
        let now = services.clock.now();
        let chosen = Password::entered("four seagulls eat my lunch").expect("a password");
        let hash = services.identity.hasher.hash(&chosen).await.expect("hashed");
        let app =
            Totp { secret: TotpSecret::draw(&*services.random), confirmed_at: Some(now), last_step: None };
        let mut unit = Unit::default();
        unit.create(&ben);
        unit.create(&Proofs { password: Some(hash), totp: Some(app.clone()), ..proofs(ben.id) });
        services.store.commit(unit).await.expect("written");
        let (answer, mut browser) = stage.come_in(Browser::default(), |_| {}).await;
        answer.good();
        let path = "/api/v1/reauthenticate";
        let mut proof = json!({ "with": "password", "password": "four seagulls eat my lunch" });
        stage.ask(&mut browser, "POST", path, &proof).await.refused(401, "second factor");
        proof["code"] = json!("000000");
        stage.ask(&mut browser, "POST", path, &proof).await.refused(401, "This code is not right");
        proof["code"] = json!(totp::code_at(&app.secret, now));
        let me = stage.ask(&mut browser, "POST", path, &proof).await.good();
        assert_ne!(me["fresh_until"], Value::Null);
    });
}

#[test]
fn an_account_that_somebody_made_with_a_foreign_address_is_worth_nothing_to_them() {
    deep(async {
        let stage = Stage::connected().await;
        let services = stage.services().clone();
        let ben = Person { verified_at: None, ..person(&services, "ben@example.com") };
        let mut unit = Unit::default();
        unit.create(&ben);
        unit.create(&proofs(ben.id));
        let stranger = signed_in(&services, ben.id, stage.organisation, &mut unit);
        services.store.commit(unit).await.expect("written");
        stage.come_in(Browser::default(), |_| {}).await.0.good();
        let left = services.store.get::<Proofs>(ben.id.to_string()).await.expect("read").expect("there");
        assert_eq!((left.version, left.password), (2, None));
        let sessions = services.store.owned_by::<Session>(&ben.id.to_string(), None, 10).await.expect("read");
        assert_eq!(sessions.len(), 1, "Ben's own");
        assert!(stage.person("ben@example.com").await.expect("there").verified_at.is_some());
        assert!(stage.kinds().await.contains(&"person.mail_verified".to_owned()));
        let answer = stage.ask(&mut stranger.clone(), "GET", &stage.path(), &Value::Null).await;
        assert_eq!(answer.status, 401, "{}", answer.body);
    });
}

#[test]
fn a_tie_to_somebody_who_is_gone_is_made_anew() {
    deep(async {
        let stage = Stage::connected().await;
        stage.come_in(Browser::default(), |_| {}).await.0.good();
        let first = stage.person("ben@example.com").await.expect("there");
        let mut unit = Unit::default();
        unit.remove::<Person>(first.id.to_string());
        unit.remove::<Proofs>(first.id.to_string());
        stage.services().store.commit(unit).await.expect("written");
        stage.come_in(Browser::default(), |_| {}).await.0.good();
        let second = stage.person("ben@example.com").await.expect("there");
        assert_ne!(second.id, first.id);
    });
}

#[test]
fn whoever_was_signed_in_in_this_browser_is_so_no_more() {
    deep(async {
        let stage = Stage::connected().await;
        let (answer, browser) = stage.come_in(stage.owner.clone(), |_| {}).await;
        assert_eq!(answer.good()["me"]["person"]["name"], "Ben Berg");
        assert!(stage.ask(&mut stage.owner.clone(), "GET", &stage.path(), &Value::Null).await.status == 401);
        stage.ask(&mut browser.clone(), "GET", &stage.path(), &Value::Null).await.good();
    });
}

#[test]
fn what_the_statement_leaves_out_is_asked_for() {
    deep(async {
        let stage = Stage::connected().await;
        let mut away = stage.leave(Browser::default()).await;
        let mut claims = stage.claims(&away);
        let members = claims.as_object_mut().expect("members");
        for name in ["email", "email_verified", "name"] {
            members.remove(name);
        }
        let tokens = fake::signed(1, &claims);
        let about = json!({ "sub": "ben-1", "email": "ben@example.com", "email_verified": true });
        stage.provider.says(|script| script.user_info = about);
        let signed_on = stage.come_back(&mut away, tokens).await.good();
        assert_eq!(signed_on["me"]["person"]["name"], "ben", "the address has to do");
        assert_eq!(stage.provider.asked().user_info, 1);
    });
}

#[test]
fn a_client_shows_its_secret_in_the_way_that_the_provider_takes() {
    deep(async {
        let stage = Stage::connected().await;
        stage.later(TimeDelta::minutes(11));
        let post = json!(["client_secret_post"]);
        stage.provider.says(|script| script.document["token_endpoint_auth_methods_supported"] = post);
        stage.come_in(Browser::default(), |_| {}).await.0.good();
        let asked = stage.provider.asked();
        assert_eq!(asked.authorization, None);
        assert_eq!(asked.value("client_secret"), "secret of the client");
    });
}

#[test]
fn a_provider_is_asked_about_itself_every_ten_minutes() {
    deep(async {
        let stage = Stage::connected().await;
        let asked = || stage.provider.asked().document;
        stage.leave(Browser::default()).await;
        stage.later(TimeDelta::minutes(9));
        stage.leave(Browser::default()).await;
        assert_eq!(asked(), 1);
        stage.later(TimeDelta::minutes(1));
        stage.leave(Browser::default()).await;
        assert_eq!(asked(), 2);
    });
}

#[test]
fn an_organisation_is_found_by_its_own_address_too() {
    deep(async {
        let stage = Stage::connected().await;
        let mut browser = Browser::default();
        let url = stage.start(&mut browser, "example").await.good()["url"].to_string();
        assert!(url.contains("/authorize?") && !url.contains("login_hint"), "{url}");
        let attempts = stage.services().store.all_after::<Attempt>(None, 10).await.expect("read");
        assert_eq!(attempts.len(), 1);
        assert!(!url.contains(&attempts[0].state.to_string()), "only a hash is kept");
    });
}

#[test]
fn where_the_provider_is_required_every_address_of_the_domains_needs_it() {
    deep(async {
        let stage = Stage::connected().await;
        let required = async |email: &str| {
            is_required(stage.services(), &email.parse().expect("an address")).await.expect("read")
        };
        assert!(!required("ben@example.com").await);
        stage.come_in(Browser::default(), |_| {}).await.0.good();
        let mut settings = stage.settings();
        settings["based_on"] = json!(2);
        settings["required"] = json!(true);
        stage.put(&settings).await.good();
        assert!(required("ben@example.com").await);
        assert!(required("ANYBODY@EXAMPLE.COM").await);
        assert!(!required("ben@elsewhere.example").await);
        assert!(!required("ben@sub.example.com").await);
    });
}

fn proofs(person: PersonId) -> Proofs {
    Proofs {
        person,
        version: 1,
        password: Some("$argon2id$".to_owned()),
        passkeys: Vec::new(),
        totp: None,
        recovery: Default::default(),
    }
}
