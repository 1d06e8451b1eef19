//! Coming in through a provider, through the Router, with a provider on loopback.

mod coming_in;
mod fake;
mod refused;
mod settings;
mod statements;

use axum::{Router, body::Body};
use chrono::TimeDelta;
use http::{Request, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use shared::{
    event::Event,
    identity::{
        model::{ClientKind, Person},
        rules::session::{self, SignIn},
        secret::Secret,
    },
    ids::{DomainClaimId, OrganisationId, PersonId, SessionId},
    organisations::model::{Challenge, DomainClaim, Organisation, OrganisationKind, Roster},
    ports::Clock,
    testing::{SeededRandom, slug},
};
use store::Unit;
use tower::ServiceExt;

use self::fake::Fake;
use crate::{
    Services,
    identity::cookies::SessionToken,
    pages::market::{Market, ORIGIN},
    services::Site,
};

/// An organisation with an owner, a proved domain, and a provider that it is not connected to yet.
struct Stage {
    market: Market,
    router: Router,
    provider: Fake,
    organisation: OrganisationId,
    owner: Browser,
}

/// Somebody's cookies.
#[derive(Clone, Debug, Default)]
struct Browser {
    cookies: Vec<(String, String)>,
}

/// What came back.
#[derive(Debug)]
struct Answer {
    status: u16,
    body: Value,
}

impl Answer {
    fn detail(&self) -> &str {
        self.body["detail"].as_str().unwrap_or_default()
    }

    fn good(self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body
    }

    fn refused(&self, status: u16, says: &str) {
        assert_eq!(self.status, status, "{}", self.body);
        assert!(self.detail().contains(says), "{}", self.body);
    }
}

/// Somebody on their way to the provider, with what stands in the address there.
struct Away {
    browser: Browser,
    url: openidconnect::url::Url,
}

impl Away {
    fn value(&self, name: &str) -> String {
        let found = self.url.query_pairs().find(|(known, _)| known == name);
        found.map(|(_, value)| value.into_owned()).unwrap_or_default()
    }
}

impl Stage {
    /// A program that is tried out: its provider may be on this machine.
    async fn set() -> Self {
        Self::at(Site { origin: ORIGIN.to_owned(), demo: true }).await
    }

    async fn at(site: Site) -> Self {
        let market = Market::at(site).await;
        let services = market.services.clone();
        let now = market.clock.now();
        let organisation = OrganisationId::new(&*services.ids);
        let anna = person(&services, "owner@example.com");
        let mut unit = Unit::default();
        unit.create(&anna);
        unit.create(&Organisation {
            id: organisation,
            version: 1,
            kind: OrganisationKind::Customer,
            name: "Example".parse().expect("a name"),
            slug: slug("example"),
            since: now,
        });
        unit.roster(None, &Roster::start(organisation, OrganisationKind::Customer, anna.id, now));
        unit.create(&DomainClaim {
            id: DomainClaimId::new(&*services.ids),
            version: 2,
            organisation,
            domain: "example.com".parse().expect("a domain"),
            challenge: Challenge::Dns { record: String::new() },
            asked_at: now,
            verified_at: Some(now),
        });
        let owner = signed_in(&services, anna.id, organisation, &mut unit);
        services.store.commit(unit).await.expect("written");
        let router = crate::router(services, None);
        Self { market, router, provider: Fake::start().await, organisation, owner }
    }

    fn services(&self) -> &Services {
        &self.market.services
    }

    async fn ask(&self, browser: &mut Browser, method: &str, path: &str, body: &Value) -> Answer {
        let cookies: Vec<String> =
            browser.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, "application/json")
            .header("sec-fetch-site", "same-origin")
            .header("sec-fetch-mode", "cors");
        let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
        let Ok(response) = self.router.clone().oneshot(request.body(body).expect("a request")).await;
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().expect("text").split(';').next().expect("a pair");
            let (name, value) = pair.split_once('=').expect("a pair");
            browser.cookies.retain(|(known, _)| known != name);
            browser.cookies.push((name.to_owned(), value.to_owned()));
        }
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.expect("a whole body").to_bytes();
        Answer { status, body: serde_json::from_slice(&body).expect("JSON") }
    }

    fn path(&self) -> String {
        format!("/api/v1/organisations/{}/sign-on", self.organisation)
    }

    fn settings(&self) -> Value {
        json!({
            "based_on": 0,
            "issuer": self.provider.issuer,
            "client_id": "guildhall",
            "client_secret": "secret of the client",
            "join_as": "buyer",
        })
    }

    async fn put(&self, settings: &Value) -> Answer {
        self.ask(&mut self.owner.clone(), "PUT", &self.path(), settings).await
    }

    /// With the provider connected.
    async fn connected() -> Self {
        let stage = Self::set().await;
        stage.put(&stage.settings()).await.good();
        stage
    }

    async fn start(&self, browser: &mut Browser, who: &str) -> Answer {
        let asked = json!({ "who": who, "after": "/account?tab=1" });
        self.ask(browser, "POST", "/api/v1/sign-on/start", &asked).await
    }

    /// Sends a browser away to the provider.
    async fn leave(&self, mut browser: Browser) -> Away {
        let url = self.start(&mut browser, "ben@example.com").await.good();
        Away { browser, url: url["url"].as_str().expect("an address").parse().expect("an address") }
    }

    /// The statement that a provider makes about Ben.
    fn claims(&self, away: &Away) -> Value {
        let now = self.market.clock.now().timestamp();
        json!({
            "iss": self.provider.issuer,
            "aud": "guildhall",
            "sub": "ben-1",
            "iat": now,
            "exp": now + 300,
            "nonce": away.value("nonce"),
            "email": "Ben@example.com",
            "email_verified": true,
            "name": "Ben Berg",
            "locale": "de-DE",
        })
    }

    async fn finish(&self, away: &mut Away, answer: &Value) -> Answer {
        self.ask(&mut away.browser, "POST", "/api/v1/sign-on/finish", answer).await
    }

    /// Comes back with a code for which the provider says this.
    async fn come_back(&self, away: &mut Away, tokens: (u16, Value)) -> Answer {
        self.provider.says(|script| script.tokens = tokens);
        let answer = json!({ "state": away.value("state"), "code": "code-1" });
        self.finish(away, &answer).await
    }

    /// Goes to the provider and comes back with a good statement, changed a little.
    async fn come_in(&self, browser: Browser, change: impl FnOnce(&mut Value)) -> (Answer, Browser) {
        let mut away = self.leave(browser).await;
        let mut claims = self.claims(&away);
        change(&mut claims);
        let answer = self.come_back(&mut away, fake::signed(1, &claims)).await;
        (answer, away.browser)
    }

    async fn events(&self) -> Vec<Event> {
        self.services().store.events_after(self.organisation, 0, 1_000).await.expect("read")
    }

    async fn kinds(&self) -> Vec<String> {
        self.events().await.into_iter().map(|event| event.kind).collect()
    }

    async fn roster(&self) -> Roster {
        let roster = self.services().store.get::<Roster>(self.organisation.to_string()).await;
        roster.expect("read").expect("there")
    }

    async fn person(&self, email: &str) -> Option<Person> {
        self.services().store.find::<Person>(email).await.expect("read")
    }

    fn later(&self, by: TimeDelta) {
        self.market.clock.advance(by);
    }
}

/// A person whose address is proved.
fn person(services: &Services, email: &str) -> Person {
    let now = services.clock.now();
    Person {
        id: PersonId::new(&*services.ids),
        version: 1,
        email: email.parse().expect("an address"),
        verified_at: Some(now),
        name: "Somebody".parse().expect("a name"),
        locale: "en".parse().expect("a language"),
        since: now,
    }
}

/// A browser in which somebody is signed in.
fn signed_in(
    services: &Services,
    person: PersonId,
    organisation: OrganisationId,
    unit: &mut Unit,
) -> Browser {
    let secret = Secret::draw(&SeededRandom::from(u64::try_from(person.ulid().0).expect("ids are counted")));
    let sign_in = SignIn {
        id: SessionId::new(&*services.ids),
        person,
        organisation: Some(organisation),
        through: None,
        client: ClientKind::Browser,
        device: String::new(),
        address: None,
    };
    let session = session::start(sign_in, &secret, services.clock.now());
    unit.create(&session);
    let token = SessionToken { session: session.id, secret };
    Browser { cookies: vec![("__Host-guildhall".to_owned(), token.encode())] }
}
