use chrono::TimeDelta;
use http::StatusCode;
use serde_json::{Value, json};
use shared::{
    ids::{KeyId, OrganisationId},
    organisations::{model::OrganisationKind, role::BuiltIn},
    testing::START,
};

use crate::{
    personas::{Persona, Stage},
    testing::deep,
};

/// A partner with its owner, a developer (who manages keys) and a seller (who does not read them).
struct Partner {
    stage: Stage,
    organisation: OrganisationId,
    developer: Persona,
    seller: Persona,
}

impl Partner {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let (owner, developer, seller) =
            (stage.person("olga").await, stage.person("dina").await, stage.person("sam").await);
        let organisation = stage.organisation(OrganisationKind::Partner, "Acme Works", owner.id).await;
        stage.join(organisation, &developer, BuiltIn::Developer).await;
        stage.join(organisation, &seller, BuiltIn::Seller).await;
        let developer = stage.sign_in(developer.id, Some(organisation)).await;
        let seller = stage.sign_in(seller.id, Some(organisation)).await;
        Self { stage, organisation, developer, seller }
    }

    fn path(&self) -> String {
        format!("/api/v1/organisations/{}/keys", self.organisation)
    }

    fn wanted(&self, of_organisation: bool, scopes: &[&str]) -> (String, Value) {
        let id = KeyId::new(&*self.stage.services().ids).to_string();
        let body = json!({
            "id": id,
            "of_organisation": of_organisation,
            "name": "Sync",
            "scopes": scopes,
            "expires_at": START + TimeDelta::days(30),
        });
        (id, body)
    }

    /// Makes a key; its id and its secret.
    async fn made(&self, by: &Persona, of_organisation: bool, scopes: &[&str]) -> (String, String) {
        let (id, body) = self.wanted(of_organisation, scopes);
        let (status, reply) = self.stage.call("POST", &self.path(), &by.token, body).await;
        assert_eq!(status, StatusCode::OK, "{reply}");
        assert_eq!((&reply["key"]["id"], &reply["key"]["state"]), (&json!(id), &json!("works")));
        (id, reply["secret"].as_str().expect("a secret").to_owned())
    }

    async fn status(&self, method: &str, path: &str, token: &str, body: Value) -> StatusCode {
        self.stage.call(method, path, token, body).await.0
    }
}

#[test]
fn a_key_works_until_it_is_replaced_or_ended() {
    deep(async {
        let partner = Partner::new().await;
        let (stage, path) = (&partner.stage, partner.path());
        let (id, secret) = partner.made(&partner.developer, false, &["organisation.read"]).await;
        assert!(secret.starts_with("ghk_"));
        assert_eq!(partner.status("GET", &path, &secret, Value::Null).await, StatusCode::OK);

        let rotate = format!("{path}/{id}/rotate");
        let (status, reply) =
            stage.call("POST", &rotate, &partner.developer.token, json!({ "overlap_hours": 1 })).await;
        assert_eq!(status, StatusCode::OK, "{reply}");
        let newer = reply["secret"].as_str().expect("a secret").to_owned();
        assert_ne!(newer, secret);
        for secret in [&secret, &newer] {
            assert_eq!(partner.status("GET", &path, secret, Value::Null).await, StatusCode::OK);
        }
        stage.market.clock.advance(TimeDelta::hours(1));
        let (status, refused) = stage.call("GET", &path, &secret, Value::Null).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
        assert!(refused["detail"].as_str().is_some_and(|said| said.contains("newer one")), "{refused}");
        assert_eq!(partner.status("GET", &path, &newer, Value::Null).await, StatusCode::OK);

        // An hour later the proof is too old to manage keys.
        let one = format!("{path}/{id}");
        let (status, refused) = stage.call("DELETE", &one, &partner.developer.token, Value::Null).await;
        assert_eq!(
            (status, &refused["type"]),
            (StatusCode::UNAUTHORIZED, &json!("/problems/proof-required"))
        );
        let again = stage.sign_in(partner.developer.id, Some(partner.organisation)).await;
        for _ in 0..2 {
            let (status, ended) = stage.call("DELETE", &one, &again.token, Value::Null).await;
            assert_eq!((status, &ended["state"]), (StatusCode::OK, &json!("revoked")));
        }
        assert_eq!(partner.status("GET", &path, &newer, Value::Null).await, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn everyone_sees_their_own_keys_and_who_reads_keys_sees_all_of_them() {
    deep(async {
        let partner = Partner::new().await;
        let (stage, path) = (&partner.stage, partner.path());
        let (sellers, secret) = partner.made(&partner.seller, false, &["organisation.read"]).await;
        let (shared, _) = partner.made(&partner.developer, true, &["listings.read"]).await;
        let ids = |keys: &Value| -> Vec<String> {
            let ids = keys.as_array().into_iter().flatten().map(|key| key["id"].as_str().map(str::to_owned));
            ids.flatten().collect()
        };
        let (_, seen) = stage.call("GET", &path, &partner.seller.token, Value::Null).await;
        assert_eq!((ids(&seen["mine"]), &seen["organisation"]), (vec![sellers.clone()], &Value::Null));
        assert_eq!(seen["mine"][0]["made_by_name"], "sam");
        assert!(seen["scopes"].as_array().is_some_and(|scopes| !scopes.contains(&json!("keys.manage"))));
        let (_, seen) = stage.call("GET", &path, &partner.developer.token, Value::Null).await;
        assert_eq!(ids(&seen["mine"]), Vec::<String>::new());
        assert_eq!(ids(&seen["organisation"]), [shared.clone(), sellers.clone()], "the newest first");
        assert_eq!(seen["organisation"][1]["person"], partner.seller.id.to_string());
        // A key sees no keys of its own and can make none.
        let (_, seen) = stage.call("GET", &path, &secret, Value::Null).await;
        assert_eq!((&seen["mine"], &seen["scopes"]), (&json!([]), &json!([])));
        let (_, body) = partner.wanted(false, &["organisation.read"]);
        assert_eq!(partner.status("POST", &path, &secret, body).await, StatusCode::FORBIDDEN);

        let rotate = |id: &str| format!("{path}/{id}/rotate");
        let hours = json!({ "overlap_hours": 0 });
        let seller = &partner.seller.token;
        assert_eq!(
            partner.status("POST", &rotate(&shared), seller, hours.clone()).await,
            StatusCode::NOT_FOUND
        );
        assert_eq!(
            partner.status("DELETE", &format!("{path}/{shared}"), seller, Value::Null).await,
            StatusCode::NOT_FOUND
        );
        let developer = &partner.developer.token;
        assert_eq!(
            partner.status("POST", &rotate(&sellers), developer, hours.clone()).await,
            StatusCode::FORBIDDEN
        );
        assert_eq!(partner.status("POST", &rotate(&shared), developer, hours).await, StatusCode::OK);
        assert_eq!(
            partner.status("DELETE", &format!("{path}/{sellers}"), developer, Value::Null).await,
            StatusCode::OK
        );

        let stranger = stage.person("stella").await;
        let other = stage.organisation(OrganisationKind::Partner, "Other Works", stranger.id).await;
        let stranger = stage.sign_in(stranger.id, Some(other)).await;
        assert_eq!(partner.status("GET", &path, &stranger.token, Value::Null).await, StatusCode::NOT_FOUND);
        let foreign = format!("/api/v1/organisations/{other}/keys/{shared}");
        assert_eq!(
            partner.status("DELETE", &foreign, &stranger.token, Value::Null).await,
            StatusCode::NOT_FOUND
        );
    });
}

#[test]
fn what_a_key_cannot_have_is_named() {
    deep(async {
        let partner = Partner::new().await;
        let seller = &partner.seller.token;
        let check = async |member: &str, value: Value, field: &str| {
            let (_, mut body) = partner.wanted(false, &["organisation.read"]);
            body[member] = value;
            let (status, refused) = partner.stage.call("POST", &partner.path(), seller, body).await;
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{refused}");
            assert_eq!(refused["errors"][0]["pointer"], field, "{refused}");
        };
        check("scopes", json!([]), "/scopes").await;
        check("scopes", json!(["usage.report"]), "/scopes").await;
        check("scopes", json!(["keys.manage"]), "/scopes").await;
        check("of_organisation", json!(true), "/scopes").await;
        check("expires_at", json!(START), "/expires_at").await;
        check("expires_at", json!(START + TimeDelta::days(400)), "/expires_at").await;
        let (_, body) = partner.wanted(false, &["organisation.read"]);
        assert_eq!(partner.status("POST", &partner.path(), seller, body.clone()).await, StatusCode::OK);
        let taken = partner.status("POST", &partner.path(), seller, body).await;
        assert_eq!(taken, StatusCode::CONFLICT, "the id is taken");
    });
}

#[test]
fn the_secret_comes_again_for_the_same_deed_and_for_no_other() {
    deep(async {
        let partner = Partner::new().await;
        let (_, body) = partner.wanted(false, &["organisation.read"]);
        let headers = [("idempotency-key", "0123456789abcdef")];
        let path = partner.path();
        let mut answers = Vec::new();
        for _ in 0..2 {
            let answer = partner.stage.text("POST", &path, &partner.seller.token, &body, &headers).await;
            answers.push(answer);
        }
        assert_eq!(answers[0].0, StatusCode::OK);
        assert_eq!(answers[0], answers[1]);
    });
}

#[test]
fn the_keys_that_sign_are_listed_for_anybody() {
    deep(async {
        let stage = Stage::new().await;
        let (status, listed) = stage.call("GET", "/api/v1/signing-keys", "", Value::Null).await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(listed["keys"].as_array().map(Vec::len), Some(1));
        assert!(listed["keys"][0]["name"].as_str().is_some_and(|name| name.starts_with("ghsk_")));
        assert!(!listed.to_string().contains("secret"));
        let (_, again) = stage.call("GET", "/api/v1/signing-keys", "", Value::Null).await;
        assert_eq!(again, listed, "no new one at each look");
    });
}
