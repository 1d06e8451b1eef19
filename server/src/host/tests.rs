use shared::{
    identity::{
        api::SigningKeys,
        model::Session,
        rules::token::{self, OneTimeToken, Use},
        secret::{Opens, Secret},
    },
    organisations::{
        model::{Organisation, OrganisationKind, Roster},
        role::{BuiltIn, RoleRef, Standing},
    },
};

use super::*;
use crate::{personas::Stage, testing::deep};

fn email(text: &str) -> Email {
    text.parse().expect("an address")
}

/// The secret of the link in what a command says.
fn secret(said: &str) -> Secret {
    let link = said.lines().find(|line| line.contains("/reset#")).unwrap_or_else(|| panic!("{said}"));
    assert!(link.starts_with("https://market.example/reset#"), "{link}");
    Secret::parse(link.rsplit_once('#').expect("a secret").1).expect("a secret")
}

async fn redeemed(stage: &Stage, secret: &Secret, email: &Email) {
    let store = &stage.services().store;
    let token = store.get::<OneTimeToken>(secret.hash(Opens::Token).to_string()).await.expect("reads");
    let facts = token::Facts { now: stage.services().clock.now(), proofs_version: 1, email };
    token::redeem(&token.expect("the token"), secret, Use::ResetPassword, facts).expect("it works");
}

async fn kinds(stage: &Stage, organisation: shared::ids::OrganisationId) -> Vec<(String, Actor)> {
    let events = stage.services().store.events_after(organisation, 0, 1000).await.expect("events");
    events.into_iter().map(|event| (event.kind, event.actor)).collect()
}

#[test]
fn an_organisation_without_its_owner_gets_a_new_one() {
    deep(async {
        let stage = Stage::new().await;
        let host = Host::of(stage.services());
        let (gone, member) = (stage.person("gone").await, stage.person("mia").await);
        let organisation = stage.organisation(OrganisationKind::Partner, "Acme Works", gone.id).await;
        stage.join(organisation, &member, BuiltIn::Seller).await;
        stage.sign_in(gone.id, Some(organisation)).await;
        let order = |address: &str| Order::MakeOwner {
            organisation: "acme-works".parse().expect("a slug"),
            email: email(address),
        };
        let said = host.carry_out(&order("MIA.mail@example.com")).await.expect("done");
        redeemed(&stage, &secret(&said), &member.email).await;
        let store = &stage.services().store;
        let roster =
            || async { store.get::<Roster>(organisation.to_string()).await.expect("reads").expect("there") };
        assert_eq!(roster().await.owner(), member.id);
        assert_eq!(
            roster().await.standing(gone.id),
            Some(Standing::Member(RoleRef::BuiltIn(BuiltIn::Admin))),
            "who is found again is still there"
        );
        let sessions = store.owned_by::<Session>(&gone.id.to_string(), None, 10).await.expect("reads");
        assert!(sessions.iter().all(|session| session.renew), "their sessions get new secrets");

        let said = host.carry_out(&order("new@example.com")).await.expect("done");
        assert!(said.contains("An account was made"), "{said}");
        let new = store.find::<shared::identity::model::Person>("new@example.com").await.expect("reads");
        let new = new.expect("an account");
        assert_eq!(roster().await.owner(), new.id);
        redeemed(&stage, &secret(&said), &new.email).await;
        // Once more it is only another link.
        let said = host.carry_out(&order("new@example.com")).await.expect("done");
        assert!(!said.contains("An account was made"), "{said}");

        let trail = kinds(&stage, organisation).await;
        let by_host = Actor::Host { command: "guildhall admin owner".to_owned() };
        let moved = trail.iter().filter(|(kind, _)| kind == "organisation.transferred");
        assert_eq!(moved.map(|(_, actor)| actor.clone()).collect::<Vec<_>>(), [by_host.clone(), by_host]);
        let program = kinds(&stage, store.program()).await;
        assert_eq!(program.iter().filter(|(kind, _)| kind == "person.reset_link_made").count(), 3);

        let order = Order::MakeOwner {
            organisation: "nobody".parse().expect("a slug"),
            email: email("a@example.com"),
        };
        let refused = host.carry_out(&order).await.expect_err("unknown");
        assert!(refused.to_string().contains("“nobody”"), "{refused:#}");
        let named = store.find::<Organisation>("acme-works").await.expect("reads");
        assert!(named.is_some());
    });
}

#[test]
fn people_are_let_in_again_and_signed_out() {
    deep(async {
        let stage = Stage::new().await;
        let host = Host::of(stage.services());
        let anna = stage.person("anna").await;
        let persona = stage.sign_in(anna.id, None).await;
        stage.sign_in(anna.id, None).await;
        let said = host.carry_out(&Order::ResetPassword { email: anna.email.clone() }).await.expect("done");
        redeemed(&stage, &secret(&said), &anna.email).await;
        let path = "/api/v1/me/erasure";
        assert_eq!(stage.call("GET", path, &persona.token, serde_json::Value::Null).await.0, 200);
        let end = Order::EndSessions { email: anna.email.clone() };
        let said = host.carry_out(&end).await.expect("done");
        assert!(said.starts_with("2 sessions and 0 desktop apps"), "{said}");
        assert_eq!(stage.call("GET", path, &persona.token, serde_json::Value::Null).await.0, 401);
        let nobody = Order::ResetPassword { email: email("nobody@example.com") };
        let refused = host.carry_out(&nobody).await.expect_err("unknown");
        assert!(
            refused.to_string().contains("Nobody has an account under nobody@example.com"),
            "{refused:#}"
        );
    });
}

#[cfg(unix)]
#[test]
fn a_running_server_is_asked_through_its_socket() {
    use std::os::unix::fs::PermissionsExt;

    use super::control::{Control, ask};

    deep(async {
        let folder = tempfile::tempdir().expect("a folder");
        let stage = Stage::new().await;
        let rotate = Order::RotateSigningKey;
        assert_eq!(ask(folder.path(), &rotate).await, None, "nobody listens");
        // One that a killed server left behind.
        let socket = folder.path().join("control.sock");
        drop(std::os::unix::net::UnixListener::bind(&socket).expect("a socket"));
        assert_eq!(ask(folder.path(), &rotate).await, None, "nobody listens any more");
        let control = Control::listen(folder.path(), Host::of(stage.services())).expect("listens");
        let mode = std::fs::metadata(&socket).expect("a socket").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let said = ask(folder.path(), &rotate).await.expect("a server").expect("done");
        assert!(said.starts_with("ghsk_"), "{said}");
        let listed = ask(folder.path(), &Order::ListSigningKeys).await.expect("a server").expect("done");
        let listed: SigningKeys = serde_json::from_str(&listed).expect("keys as the API lists them");
        assert!(said.contains(&listed.keys[0].public_key));
        let out = folder.path().join("backup.tar.gz");
        let said = ask(folder.path(), &Order::Backup { out: out.clone() }).await.expect("a server");
        assert!(said.is_ok_and(|said| said.contains("unbroken trails")));
        assert_eq!(crate::backup::check(&out).expect("whole").program, stage.services().store.program());
        let nobody = Order::EndSessions { email: email("nobody@example.com") };
        let refused = ask(folder.path(), &nobody).await.expect("a server").expect_err("unknown");
        assert!(refused.contains("Nobody has an account"), "{refused}");
        drop(control);
        assert_eq!(ask(folder.path(), &rotate).await, None);
        assert!(!socket.exists());
    });
}
