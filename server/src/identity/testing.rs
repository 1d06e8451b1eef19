//! People with browsers, for tests of identity through the whole Router.

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr},
};

use axum::{Router, body::Body};
use chrono::TimeDelta;
use http::{Request, header};
use http_body_util::BodyExt;
use shared::{
    endpoint::Endpoint,
    event::Event,
    identity::{
        model::{ClientKind, Locale, Person, Proofs, Session},
        rules::{password::Password, proofs, session},
        secret::Secret,
    },
    ids::{PersonId, SessionId},
    mail::model::Mail,
    problem::Problem,
    testing::START,
};
use store::Unit;
use tower::ServiceExt;

use super::{cookies::SessionToken, visitor::Peer};
use crate::{Services, pages::market::Market};

/// A program with its Router.
pub(super) struct House {
    pub(super) market: Market,
    pub(super) services: Services,
    router: Router,
}

/// What a person or a program sends requests with. Keeps cookies as a browser does.
#[derive(Clone)]
pub(super) struct Browser {
    router: Router,
    pub(super) cookies: BTreeMap<String, String>,
    /// For programs that have no cookies.
    pub(super) bearer: Option<String>,
    pub(super) deed: Option<&'static str>,
    pub(super) address: IpAddr,
}

pub(super) const PASSWORD: &str = "four seagulls eat my lunch";

impl House {
    pub(super) async fn small() -> Self {
        Self::of(Market::small().await)
    }

    pub(super) fn of(market: Market) -> Self {
        let services = market.services.clone();
        Self { market, router: crate::router(services.clone(), None), services }
    }

    pub(super) fn wait(&self, seconds: i64) {
        self.market.clock.advance(TimeDelta::seconds(seconds));
    }

    /// Nobody in particular.
    pub(super) fn stranger(&self) -> Browser {
        let address = Ipv4Addr::new(203, 0, 113, 7).into();
        Browser { router: self.router.clone(), cookies: BTreeMap::new(), bearer: None, deed: None, address }
    }

    /// A new person, with a password or none.
    pub(super) async fn person(&self, name: &str, password: Option<&str>) -> Person {
        let person = Person {
            id: PersonId::new(&*self.services.ids),
            version: 1,
            email: format!("{}@example.com", name.to_lowercase()).parse().expect("an address"),
            verified_at: Some(START),
            name: name.parse().expect("a name"),
            locale: "en".parse::<Locale>().expect("a language"),
            since: START,
        };
        let password = match password.and_then(Password::entered) {
            Some(password) => Some(self.services.identity.hasher.hash(&password).await.expect("hashed")),
            None => None,
        };
        let mut unit = Unit::default();
        unit.create(&person);
        unit.create(&Proofs { version: 1, password, ..proofs::none(person.id) });
        self.services.store.commit(unit).await.expect("written");
        person
    }

    /// A browser in which somebody has signed in just now.
    pub(super) async fn browser_of(&self, person: &Person) -> Browser {
        let secret = Secret::draw(&*self.services.random);
        let sign_in = session::SignIn {
            id: SessionId::new(&*self.services.ids),
            person: person.id,
            organisation: None,
            through: None,
            client: ClientKind::Browser,
            device: "Firefox on Linux".to_owned(),
            address: None,
        };
        let session = session::start(sign_in, &secret, self.services.clock.now());
        let mut unit = Unit::default();
        unit.create(&session);
        self.services.store.commit(unit).await.expect("written");
        let mut browser = self.stranger();
        browser
            .keep(&self.services.identity.cookies.sign_in(&SessionToken { session: session.id, secret }, 60));
        browser
    }

    pub(super) async fn proofs_of(&self, person: &Person) -> Proofs {
        self.services.store.get(person.id.to_string()).await.expect("read").expect("there")
    }

    pub(super) async fn sessions_of(&self, person: &Person) -> Vec<Session> {
        self.services.store.owned_by(&person.id.to_string(), None, 100).await.expect("read")
    }

    /// Mails that wait, by their subjects.
    pub(super) async fn mails(&self) -> Vec<Mail> {
        self.services.store.due(self.services.clock.now(), 100).await.expect("read")
    }

    /// What the trail of the program says of a person, in order.
    pub(super) async fn trail_of(&self, person: &Person) -> Vec<String> {
        let store = &self.services.store;
        let events: Vec<Event> = store.events_after(store.program(), 0, 1000).await.expect("read");
        let about = events.into_iter().filter(|event| event.subject == person.id.to_string());
        about.map(|event| event.kind).collect()
    }
}

impl Browser {
    fn keep(&mut self, set: &[String]) {
        for cookie in set {
            let pair = cookie.split(';').next().expect("a pair");
            let (name, value) = pair.split_once('=').expect("a value");
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    /// The session cookie.
    pub(super) fn token(&self) -> String {
        self.cookies.get("__Host-guildhall").cloned().unwrap_or_default()
    }

    /// Calls an endpoint without a query.
    pub(super) async fn ask<E: Endpoint>(
        &mut self,
        path: E::Path,
        body: &E::Body,
    ) -> Result<E::Reply, Problem>
    where
        E::Query: Default,
    {
        let body = serde_json::to_vec(body).expect("JSON");
        self.send::<E>(path, body).await
    }

    /// The same with a body that need not be one.
    pub(super) async fn send<E: Endpoint>(
        &mut self,
        path: E::Path,
        body: Vec<u8>,
    ) -> Result<E::Reply, Problem>
    where
        E::Query: Default,
    {
        let mut request = Request::builder()
            .method(E::DECLARATION.method.as_str())
            .uri(E::url(&path, &E::Query::default()))
            .header(header::CONTENT_TYPE, "application/json")
            .extension(Peer(self.address));
        if let Some(deed) = self.deed {
            request = request.header("idempotency-key", deed);
        }
        match &self.bearer {
            Some(token) => request = request.header(header::AUTHORIZATION, format!("Bearer {token}")),
            None => {
                let pairs: Vec<String> =
                    self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
                request = request.header(header::COOKIE, pairs.join("; "));
            }
        }
        let request = request.body(Body::from(body)).expect("a request");
        let response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let set = response.headers().get_all(header::SET_COOKIE);
        let set: Vec<String> =
            set.iter().filter_map(|value| value.to_str().ok()).map(str::to_owned).collect();
        self.keep(&set);
        let good = response.status().is_success();
        let body = response.into_body().collect().await.expect("a whole body").to_bytes();
        if good {
            return Ok(serde_json::from_slice(&body).expect("a reply as it is declared"));
        }
        Err(serde_json::from_slice(&body).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&body))))
    }
}

/// Checks that a call was refused with this status, in a sentence with these words.
#[track_caller]
pub(super) fn refused<T: std::fmt::Debug>(outcome: Result<T, Problem>, status: u16, says: &str) {
    let problem = outcome.expect_err(says);
    assert_eq!(problem.status, status, "{}", problem.detail);
    assert!(problem.detail.contains(says), "{} ({says})", problem.detail);
}
