//! The first run: who runs the server creates the operator's organisation and becomes its owner.

use shared::{
    identity::{
        event::PersonEvent,
        model::{Person, Proofs},
        rules::{password::Password, recovery::RecoveryCodes},
    },
    ids::PersonId,
    organisations::{
        api::{GetSetUp, SetUp, SetUpState},
        error::Rejection,
        model::{Organisation, OrganisationKind},
        rules::organisation::{Facts, Found, found},
    },
    problem::{FieldError, Problem, ProblemKind},
};
use store::{StoreError, Unit};

use crate::{
    again::again,
    api::{Answer, Api, Call, Outcome},
    identity::sessions::{self, Place},
    services::Services,
};

pub(super) fn mount(api: &mut Api) {
    api.mount::<GetSetUp, _, _>(get);
    api.mount::<SetUp, _, _>(set_up);
}

/// Whether the program has no operator yet.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn is_needed(services: &Services) -> Result<bool, StoreError> {
    let operator = services.store.program().to_string();
    Ok(services.store.get::<Organisation>(operator).await?.is_none())
}

async fn get(services: Services, _: Call<GetSetUp>) -> Outcome<GetSetUp> {
    Ok(Answer::Value(SetUpState { needed: is_needed(&services).await? }))
}

async fn set_up(services: Services, call: Call<SetUp>) -> Outcome<SetUp> {
    let asked = &call.body;
    if !is_needed(&services).await? {
        return Err(Rejection::OperatorExists.into());
    }
    if asked.code.trim() != services.identity.set_up_code() {
        let detail = "This is not the code that the server printed at its start. Copy it from there.";
        let errors = vec![FieldError::pointer("/code", detail)];
        return Err(Problem { errors, ..Problem::new(ProblemKind::ProofRefused, detail) }.into());
    }
    let policy = &services.identity.policy.password;
    let password = Password::chosen(&asked.password, &asked.email, &asked.name, policy)?;
    let hash = services.identity.hasher.hash(&password).await?;
    let begun = again!({
        let now = services.clock.now();
        // Who can read the server's output is trusted with the address that they type.
        let person = Person {
            id: PersonId::new(&*services.ids),
            version: 1,
            email: asked.email.clone(),
            verified_at: Some(now),
            name: asked.name.clone(),
            locale: asked.locale.clone(),
            since: now,
        };
        let actor = call.visitor.actor_as(person.id);
        let partner = services.store.partner_by_slug(&asked.slug).await?;
        let facts = Facts {
            now,
            actor: actor.clone(),
            slug_taken: partner.is_some(),
            operator_exists: !is_needed(&services).await?,
        };
        let command = Found {
            id: services.store.program(),
            kind: OrganisationKind::Operator,
            name: asked.organisation.clone(),
            slug: asked.slug.clone(),
        };
        let founded = found(command, person.id, &facts)?;
        let mut unit = Unit::default();
        unit.create(&person);
        unit.create(&Proofs {
            person: person.id,
            version: 1,
            password: Some(hash.clone()),
            passkeys: Vec::new(),
            totp: None,
            recovery: RecoveryCodes::default(),
        });
        unit.create(&founded.organisation);
        unit.roster(None, &founded.roster);
        unit.event(PersonEvent::SignedUp.at(founded.organisation.id, person.id, actor, now));
        let place = Place { organisation: Some(founded.organisation.id), ..Place::default() };
        unit.event(founded.event);
        let begun = sessions::begin_in(&services, &call.visitor, person.id, place, &mut unit);
        call.deed.keep_me(&mut unit, &begun, now)?;
        services.store.commit(unit).await?;
        Ok(begun)
    })?;
    let me = sessions::me(&services, &begun.session).await?;
    Ok(Answer::WithCookies(me, begun.cookies(&services, &call.visitor)))
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body};
    use http::{Request, StatusCode, header};
    use http_body_util::BodyExt;
    use serde_json::{Value, json};
    use tower::ServiceExt;

    use crate::{config::Config, testing::deep};

    async fn ask(router: &Router, method: &str, path: &str, body: &Value) -> (StatusCode, String, Value) {
        let request = Request::builder().method(method).uri(path).header("content-type", "application/json");
        let body = if method == "GET" { Body::empty() } else { Body::from(body.to_string()) };
        let Ok(response) = router.clone().oneshot(request.body(body).expect("a request")).await;
        let status = response.status();
        let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default();
        let to = to.to_owned();
        let bytes = response.into_body().collect().await.expect("a whole body").to_bytes();
        (status, to, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    #[test]
    fn a_server_without_data_is_set_up_once_and_only_by_who_runs_it() {
        deep(async {
            let services = crate::start(&Config::in_memory()).await.expect("starts");
            let router = crate::router(services.clone(), None);
            let seen = async |path: &str| {
                let (status, to, _) = ask(&router, "GET", path, &Value::Null).await;
                (status.as_u16(), to)
            };
            for path in ["/", "/apps?q=crm", "/account", "/nothing-here"] {
                assert_eq!(seen(path).await, (303, "/set-up".to_owned()), "{path}");
            }
            assert_eq!(seen("/set-up").await.0, 200);
            assert_eq!(seen("/api/v1/listings").await.0, 200);
            assert_eq!(ask(&router, "GET", "/api/v1/set-up", &Value::Null).await.2["needed"], true);

            let first = |code: &str| {
                json!({
                    "code": code, "organisation": "Meridian", "slug": "meridian", "name": "Ada Byron",
                    "email": "ada@meridian.example", "password": "enough of a password", "locale": "en",
                })
            };
            let (status, _, refused) = ask(&router, "POST", "/api/v1/set-up", &first("guess")).await;
            assert_eq!(status.as_u16(), 401, "{refused}");
            assert_eq!(seen("/").await.0, 303);

            let code = services.identity.set_up_code();
            let (status, _, me) = ask(&router, "POST", "/api/v1/set-up", &first(&code)).await;
            assert_eq!(status.as_u16(), 200, "{me}");
            assert_eq!(
                (&me["organisation"]["kind"], &me["organisation"]["role"]["role"], &me["person"]["name"]),
                (&json!("operator"), &json!("owner"), &json!("Ada Byron"))
            );
            assert_eq!(seen("/").await.0, 200);
            let (status, _, again) = ask(&router, "POST", "/api/v1/set-up", &first(&code)).await;
            assert_eq!(status.as_u16(), 409, "{again}");
        });
    }
}
