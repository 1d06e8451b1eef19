//! An app for tests that keeps the contract by the clock of the test.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, OnceLock},
};

use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use chrono::{Days, TimeDelta};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Value, json};
use shared::{
    ports::Clock,
    webhooks::{
        secret::SigningSecret,
        signature::{self, Headers, verify},
    },
};

/// The app of `good.toml`.
#[derive(Clone, Debug)]
pub(crate) struct AnApp {
    /// Where it is.
    pub(crate) target: String,
    /// What it verifies signatures with, once somebody has told it.
    pub(crate) secret: Arc<OnceLock<SigningSecret>>,
}

#[derive(Clone, Debug)]
struct Parts {
    clock: Arc<dyn Clock>,
    secret: Arc<OnceLock<SigningSecret>>,
    known: Arc<Mutex<HashSet<String>>>,
}

impl AnApp {
    /// Starts it on a free port of this machine.
    pub(crate) async fn start(clock: Arc<dyn Clock>) -> Self {
        let secret = Arc::new(OnceLock::new());
        let parts = Parts { clock, secret: Arc::clone(&secret), known: Arc::default() };
        let router = Router::new()
            .route("/health", get(async || Json(json!({ "status": "ok" }))))
            .route("/start", get(async || Html("<p>Started")))
            .fallback(post(told))
            .with_state(parts);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let target = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { target, secret }
    }
}

async fn told(State(parts): State<Parts>, headers: HeaderMap, body: Bytes) -> Response {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let signed = Headers {
        id: header(signature::ID),
        timestamp: header(signature::TIMESTAMP),
        signature: header(signature::SIGNATURE),
    };
    let now = parts.clock.now();
    let holds = parts
        .secret
        .get()
        .is_some_and(|secret| verify(secret, signed, &body, now, TimeDelta::minutes(5)).is_ok());
    if !holds {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let Ok(event) = serde_json::from_slice::<Value>(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let new = parts.known.lock().expect("one test").insert(signed.id.to_owned());
    let installation = event["installation"].get("id").unwrap_or(&event["installation"]);
    let deleted_by = now.date_naive().checked_add_days(Days::new(7));
    let mut response =
        Json(json!({ "installation": installation, "deleted_by": deleted_by })).into_response();
    if !new {
        response.headers_mut().insert("guildhall-duplicate", HeaderValue::from_static("true"));
    }
    response
}
