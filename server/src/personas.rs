//! People and organisations for tests, who call through the real Router.

use axum::{Router, body::Body};
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use serde_json::Value;
use shared::{
    event::Actor,
    identity::{
        model::{ClientKind, Person, Proofs},
        rules::{
            recovery::RecoveryCodes,
            session::{SignIn, start},
        },
        secret::{Opens, Secret},
    },
    ids::{InvitationId, OrganisationId, PersonId, SessionId},
    organisations::{
        model::{OrganisationKind, Roster},
        policy::OrganisationPolicy,
        role::{BuiltIn, RoleRef},
        rules::{
            organisation::{self, Found},
            roster::{By, Command, Facts, decide},
        },
    },
    testing::slug,
};
use store::Unit;
use tower::ServiceExt;

use crate::{Services, identity::cookies::SessionToken, pages::market::Market};

/// A marketplace with people in it.
pub(crate) struct Stage {
    pub(crate) market: Market,
    router: Router,
}

/// Somebody who is signed in.
pub(crate) struct Persona {
    pub(crate) id: PersonId,
    /// For `Authorization: Bearer`.
    pub(crate) token: String,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        let market = Market::small().await;
        let router = crate::api(market.services.clone()).into_router();
        Self { market, router }
    }

    pub(crate) const fn services(&self) -> &Services {
        &self.market.services
    }

    /// A person with a proved address: `anna` reads `anna.Mail@example.com`.
    pub(crate) async fn person(&self, name: &str) -> Person {
        let services = self.services();
        let person = Person {
            id: PersonId::new(&*services.ids),
            version: 1,
            email: format!("{name}.Mail@example.com").parse().expect("an address"),
            verified_at: Some(services.clock.now()),
            name: name.parse().expect("a name"),
            locale: "en".parse().expect("a language"),
            since: services.clock.now(),
        };
        let mut unit = Unit::default();
        unit.create(&person);
        unit.create(&Proofs {
            person: person.id,
            version: 1,
            password: None,
            passkeys: Vec::new(),
            totp: None,
            recovery: RecoveryCodes::default(),
        });
        services.store.commit(unit).await.expect("commits");
        person
    }

    pub(crate) async fn organisation(
        &self,
        kind: OrganisationKind,
        name: &str,
        owner: PersonId,
    ) -> OrganisationId {
        let services = self.services();
        let id = match kind {
            OrganisationKind::Operator => services.store.program(),
            OrganisationKind::Partner | OrganisationKind::Customer => OrganisationId::new(&*services.ids),
        };
        let command = Found { id, kind, name: name.parse().expect("a name"), slug: slug(name) };
        let facts = organisation::Facts {
            now: services.clock.now(),
            actor: Actor::System,
            slug_taken: false,
            operator_exists: false,
        };
        let founded = organisation::found(command, owner, &facts).expect("founded");
        let mut unit = Unit::default();
        unit.create(&founded.organisation);
        unit.roster(None, &founded.roster);
        unit.event(founded.event);
        services.store.commit(unit).await.expect("commits");
        id
    }

    async fn change(&self, organisation: OrganisationId, by: By, command: Command) {
        let services = self.services();
        let policy = OrganisationPolicy::default();
        let facts = Facts { now: services.clock.now(), by, policy: &policy, invitee: None };
        let roster = services.store.get::<Roster>(organisation.to_string()).await.expect("reads");
        let roster = roster.expect("a roster");
        let decision = decide(&roster, command, &facts).expect("allowed");
        let mut unit = Unit::default();
        unit.roster(Some(&roster), &decision.next);
        decision.events.into_iter().for_each(|event| unit.event(event));
        services.store.commit(unit).await.expect("commits");
    }

    /// Invites a person, who has not answered yet.
    pub(crate) async fn invite(
        &self,
        organisation: OrganisationId,
        person: &Person,
        role: BuiltIn,
    ) -> (InvitationId, Secret) {
        let secret = Secret::draw(&*self.services().random);
        let invitation = InvitationId::new(&*self.services().ids);
        let command = Command::Invite {
            invitation,
            email: person.email.clone(),
            role: RoleRef::BuiltIn(role),
            hash: secret.hash(Opens::Invitation),
        };
        self.change(organisation, By::Host { command: "test".to_owned() }, command).await;
        (invitation, secret)
    }

    pub(crate) async fn join(&self, organisation: OrganisationId, person: &Person, role: BuiltIn) {
        let (invitation, secret) = self.invite(organisation, person, role).await;
        let hash = secret.hash(Opens::Invitation);
        let command = Command::Accept { invitation, hash, email: person.email.clone() };
        self.change(organisation, By::Person { id: person.id, from: None }, command).await;
    }

    /// Signs a person in, who acts in an organisation.
    pub(crate) async fn sign_in(&self, person: PersonId, organisation: Option<OrganisationId>) -> Persona {
        let services = self.services();
        let secret = Secret::draw(&*services.random);
        let sign_in = SignIn {
            id: SessionId::new(&*services.ids),
            person,
            organisation,
            through: None,
            client: ClientKind::Browser,
            device: "Firefox on Linux".to_owned(),
            address: None,
        };
        let session = start(sign_in, &secret, services.clock.now());
        let mut unit = Unit::default();
        unit.create(&session);
        services.store.commit(unit).await.expect("commits");
        Persona { id: person, token: SessionToken { session: session.id, secret }.encode() }
    }

    /// Sends a call and reads its answer as text.
    pub(crate) async fn text(
        &self,
        method: &str,
        path: &str,
        token: &str,
        body: &Value,
        headers: &[(&str, &str)],
    ) -> (StatusCode, String) {
        let mut request = Request::builder().method(method).uri(path);
        if !token.is_empty() {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = match body {
            Value::Null => Body::empty(),
            body => {
                request = request.header("content-type", "application/json");
                Body::from(body.to_string())
            }
        };
        let request = request.body(body).expect("a request");
        let Ok(response) = self.router.clone().oneshot(request).await;
        let status = response.status();
        let bytes = response.into_body().collect().await.expect("a whole body").to_bytes();
        (status, String::from_utf8(bytes.to_vec()).expect("UTF-8"))
    }

    /// Sends bytes as they are, of a media type, and reads the answer as JSON.
    pub(crate) async fn raw(
        &self,
        method: &str,
        path: &str,
        token: &str,
        kind: &str,
        body: Body,
    ) -> (StatusCode, Value) {
        let request = Request::builder().method(method).uri(path).header("content-type", kind);
        let request = request.header("authorization", format!("Bearer {token}")).body(body);
        let Ok(response) = self.router.clone().oneshot(request.expect("a request")).await;
        let status = response.status();
        let bytes = response.into_body().collect().await.expect("a whole body").to_bytes();
        (status, serde_json::from_slice(&bytes).expect("JSON"))
    }

    /// Sends a call and reads its answer as JSON.
    pub(crate) async fn call(
        &self,
        method: &str,
        path: &str,
        token: &str,
        body: Value,
    ) -> (StatusCode, Value) {
        let (status, text) = self.text(method, path, token, &body, &[]).await;
        (status, serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}")))
    }

    /// The same with headers.
    pub(crate) async fn call_with(
        &self,
        method: &str,
        path: &str,
        token: &str,
        body: Value,
        headers: &[(&str, &str)],
    ) -> (StatusCode, Value) {
        let (status, text) = self.text(method, path, token, &body, headers).await;
        (status, serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}")))
    }
}
