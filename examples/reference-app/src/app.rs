//! What the app answers, at the addresses that `manifest.toml` names.

use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use chrono::Days;
use serde_json::{Value, json};

use crate::{
    deliveries::Deliveries,
    signature::{Secret, now, verified},
};

/// Days within which a customer's data are gone.
const DELETION_DAYS: u64 = 30;

#[derive(Clone, Debug)]
struct App {
    secret: Secret,
    deliveries: Deliveries,
}

pub(crate) fn router(secret: Secret) -> Router {
    Router::new()
        .route("/health", get(async || Json(json!({ "status": "ok" }))))
        .route("/start", get(async || Html(include_str!("start.html"))))
        .route("/hooks/installed", post(delivered))
        .route("/hooks/events", post(delivered))
        .route("/hooks/removed", post(delivered))
        .with_state(App { secret, deliveries: Deliveries::default() })
}

/// The signature is over the body as it came: it is verified before anything is read.
async fn delivered(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(id) = verified(&app.secret, &headers, &body, now()) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    let Ok(event) = serde_json::from_slice::<Value>(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let (answer, known) = app.deliveries.once(id, || work(&event));
    let mut response = Json(answer).into_response();
    if known {
        response.headers_mut().insert("guildhall-duplicate", axum::http::HeaderValue::from_static("true"));
    }
    response
}

/// What an event asks for. This is where an app does what it is for; what takes long is put into a queue.
fn work(event: &Value) -> Value {
    match event["type"].as_str() {
        Some("app.uninstalled") => {
            let day = now().date_naive().checked_add_days(Days::new(DELETION_DAYS));
            json!({ "installation": installation(event), "deleted_by": day })
        }
        // Also events that it does not know: there will be more of them.
        _ => json!({}),
    }
}

/// An object since version 2026-06-01 of the API, the id itself before.
fn installation(event: &Value) -> &Value {
    let installation = &event["installation"];
    installation.get("id").unwrap_or(installation)
}
