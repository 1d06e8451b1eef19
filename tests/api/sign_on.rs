//! Single sign-on with a real provider, whose forms somebody fills in.

use axum::body::Body;
use http::{Request, header};
use serde_json::{Value, json};
use server::identity::cookies::SessionToken;
use shared::{
    identity::{
        model::{ClientKind, Person},
        rules::session::{self, SignIn},
        secret::Secret,
    },
    ids::{DomainClaimId, OrganisationId, PersonId, SessionId},
    organisations::model::{Challenge, DomainClaim, Organisation, OrganisationKind, Roster},
    testing::slug,
};
use store::Unit;
use tests::{
    http::Answer,
    in_process::InProcess,
    provider::{Deed, Provider},
    run,
};

/// The demo program with one more organisation, whose owner is signed in, connected to a provider.
struct Connected {
    program: InProcess,
    provider: Provider,
}

impl Connected {
    async fn new() -> Self {
        let program = InProcess::demo().await;
        let services = &program.services;
        let now = services.clock.now();
        let (organisation, owner) = (OrganisationId::new(&*services.ids), PersonId::new(&*services.ids));
        let secret = Secret::draw(&*services.random);
        let sign_in = SignIn {
            id: SessionId::new(&*services.ids),
            person: owner,
            organisation: Some(organisation),
            through: None,
            client: ClientKind::Browser,
            device: String::new(),
            address: None,
        };
        let session = session::start(sign_in, &secret, now);
        let mut unit = Unit::default();
        unit.create(&Person {
            id: owner,
            version: 1,
            email: "owner@fjord.example".parse().expect("an address"),
            verified_at: Some(now),
            name: "Owner".parse().expect("a name"),
            locale: "en".parse().expect("a language"),
            since: now,
        });
        unit.create(&Organisation {
            id: organisation,
            version: 1,
            kind: OrganisationKind::Customer,
            name: "Fjord".parse().expect("a name"),
            slug: slug("fjord"),
            since: now,
        });
        unit.roster(None, &Roster::start(organisation, OrganisationKind::Customer, owner, now));
        unit.create(&DomainClaim {
            id: DomainClaimId::new(&*services.ids),
            version: 2,
            organisation,
            domain: "fjord.example".parse().expect("a domain"),
            challenge: Challenge::Dns { record: String::new() },
            asked_at: now,
            verified_at: Some(now),
        });
        unit.create(&session);
        services.store.commit(unit).await.expect("written");

        let token = SessionToken { session: session.id, secret }.encode();
        let bearer = format!("Bearer {token}");
        let path = format!("/api/v1/organisations/{organisation}/sign-on");
        let ask = async |method: &str, body: Body| {
            let request = Request::builder()
                .method(method)
                .uri(&path)
                .header(header::AUTHORIZATION, &bearer)
                .header(header::CONTENT_TYPE, "application/json");
            let answer = program.send(request.body(body).expect("a request")).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
            answer.json()
        };
        let view = ask("GET", Body::empty()).await;
        let provider = Provider::start(view["redirect"].as_str().expect("an address"));
        let settings = json!({
            "based_on": 0,
            "issuer": provider.issuer,
            "client_id": Provider::CLIENT_ID,
            "client_secret": Provider::CLIENT_SECRET,
            "join_as": "buyer",
        });
        ask("PUT", settings.to_string().into()).await;
        Self { program, provider }
    }

    async fn post(&self, path: &str, cookie: &str, body: &Value) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.to_string().into());
        self.program.send(request.expect("a request")).await
    }

    /// Leaves for the provider, does something there, and comes back.
    async fn go(&self, deed: Deed<'_>) -> Answer {
        let started = self.post("/api/v1/sign-on/start", "", &json!({ "who": "fjord" })).await;
        assert_eq!(started.status, 200, "{}", started.text());
        let cookie = started.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        let address = started.json()["url"].as_str().expect("an address").to_owned();
        let back = self.provider.visit(&address, deed).await;
        assert!(back.path().ends_with("/sign-on/callback"), "{back}");
        let answer: serde_json::Map<String, Value> =
            back.query_pairs().map(|(name, value)| (name.into_owned(), value.into_owned().into())).collect();
        self.post("/api/v1/sign-on/finish", &cookie, &answer.into()).await
    }
}

#[test]
fn people_come_in_through_a_real_provider() {
    run(async {
        let connected = Connected::new().await;
        let first = connected.go(Deed::SignIn("ben@fjord.example")).await;
        assert_eq!(first.status, 200, "{}", first.text());
        let person = &first.json()["me"]["person"];
        assert_eq!(person["email"], "ben@fjord.example");
        assert_eq!(person["name"], "ben of the provider");
        assert_eq!(first.json()["me"]["organisation"]["slug"], "fjord");
        let cookies: Vec<&str> = first
            .headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|cookie| cookie.to_str().ok())
            .collect();
        assert!(cookies.iter().any(|cookie| cookie.contains("guildhall=ghs_")), "{cookies:?}");
        let again = connected.go(Deed::SignIn("ben@fjord.example")).await;
        assert_eq!(&again.json()["me"]["person"], person);
    });
}

#[test]
fn a_real_provider_does_not_let_everybody_in() {
    run(async {
        let connected = Connected::new().await;
        for (deed, status, says) in [
            (Deed::Decline, 401, "you declined"),
            (Deed::SignIn("eve@elsewhere.example"), 403, "address at fjord.example"),
            (Deed::SignIn("unproved@fjord.example"), 403, "verified mail address"),
        ] {
            let answer = connected.go(deed).await;
            assert_eq!(answer.status, status, "{deed:?}: {}", answer.text());
            assert!(answer.text().contains(says), "{deed:?}: {}", answer.text());
        }
    });
}
