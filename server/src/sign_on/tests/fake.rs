//! A provider on loopback that says whatever a test wants it to.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::{get, post},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use openidconnect::{
    JsonWebKeyId, PrivateSigningKey,
    core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm},
};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

/// Stops with the test.
pub(super) struct Fake {
    pub(super) issuer: String,
    script: Arc<Mutex<Script>>,
    server: JoinHandle<std::io::Result<()>>,
}

/// What it says, and what it was asked.
#[derive(Debug)]
pub(super) struct Script {
    /// What it says of itself; `Null` for nothing.
    pub(super) document: Value,
    /// The keys that it shows, by their number.
    pub(super) keys: Vec<u8>,
    /// What it gives for a code, with the status.
    pub(super) tokens: (u16, Value),
    pub(super) user_info: Value,
    pub(super) asked: Asked,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub(super) document: u32,
    pub(super) keys: u32,
    pub(super) user_info: u32,
    /// The form of the last request for tokens, and how the client showed who it is.
    pub(super) form: Vec<(String, String)>,
    pub(super) authorization: Option<String>,
}

impl Asked {
    pub(super) fn value(&self, name: &str) -> &str {
        self.form.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

type Shared = State<Arc<Mutex<Script>>>;

fn lock(script: &Mutex<Script>) -> MutexGuard<'_, Script> {
    script.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Fake {
    pub(super) async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
        let issuer = format!("http://{}", listener.local_addr().expect("bound"));
        let document = json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "userinfo_endpoint": format!("{issuer}/me"),
            "jwks_uri": format!("{issuer}/keys"),
            "response_types_supported": ["code", "code id_token"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256K", "EdDSA"],
        });
        let script = Arc::new(Mutex::new(Script {
            document,
            keys: vec![1],
            tokens: (400, json!({ "error": "invalid_grant" })),
            user_info: Value::Null,
            asked: Asked::default(),
        }));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(of_itself))
            .route("/keys", get(keys))
            .route("/token", post(tokens))
            .route("/me", get(user_info))
            .with_state(Arc::clone(&script));
        let server = tokio::spawn(async move { axum::serve(listener, router).await });
        Self { issuer, script, server }
    }

    /// Changes what it says.
    pub(super) fn says(&self, change: impl FnOnce(&mut Script)) {
        change(&mut lock(&self.script));
    }

    pub(super) fn asked(&self) -> Asked {
        lock(&self.script).asked.clone()
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn of_itself(State(script): Shared) -> Result<Json<Value>, StatusCode> {
    let mut script = lock(&script);
    script.asked.document += 1;
    if script.document.is_null() { Err(StatusCode::NOT_FOUND) } else { Ok(Json(script.document.clone())) }
}

async fn keys(State(script): Shared) -> Json<Value> {
    let mut script = lock(&script);
    script.asked.keys += 1;
    let keys: Vec<Value> =
        script.keys.iter().map(|number| json!(key(*number).as_verification_key())).collect();
    Json(json!({ "keys": keys }))
}

async fn tokens(State(script): Shared, headers: HeaderMap, body: String) -> (StatusCode, Json<Value>) {
    let mut script = lock(&script);
    script.asked.form = shared::endpoint::decode_pairs(&body).expect("a form");
    script.asked.authorization =
        headers.get("authorization").map(|value| value.to_str().expect("text").to_owned());
    let (status, tokens) = script.tokens.clone();
    (StatusCode::from_u16(status).expect("a status"), Json(tokens))
}

async fn user_info(State(script): Shared) -> Json<Value> {
    let mut script = lock(&script);
    script.asked.user_info += 1;
    Json(script.user_info.clone())
}

/// A key of this number, the same each time.
fn key(number: u8) -> CoreEdDsaPrivateSigningKey {
    // PKCS #8 before the 32 bytes of an Ed25519 key (RFC 8410).
    let mut bytes = vec![0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    bytes.extend([number; 32]);
    let label = "PRIVATE KEY";
    let pem = format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(bytes));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(format!("key-{number}"))))
        .expect("a key")
}

/// The answer to a code: an access token, and the claims signed by the key of this number.
pub(super) fn signed(number: u8, claims: &Value) -> (u16, Value) {
    answer(&statement(&json!({ "alg": "EdDSA", "kid": format!("key-{number}") }), claims, |text| {
        key(number).sign(&CoreJwsSigningAlgorithm::EdDsa, text).expect("signs")
    }))
}

pub(super) fn answer(statement: &str) -> (u16, Value) {
    (200, json!({ "access_token": "at", "token_type": "Bearer", "id_token": statement }))
}

/// A statement in its written form.
pub(super) fn statement(header: &Value, claims: &Value, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let text = format!("{}.{}", encode(header), encode(claims));
    let signature = URL_SAFE_NO_PAD.encode(sign(text.as_bytes()));
    format!("{text}.{signature}")
}
