//! Twins of the app of which each breaks one check of the contract suite or of the performance budget: to see what
//! is said of it. Nothing of this belongs into an app.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Json,
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header::LOCATION},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use futures::StreamExt;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    time::sleep,
};

use crate::signature::{Secret, now, sign, verified};

mod fault;

pub(crate) use fault::Fault;

/// Largest body that a twin looks at.
const MOST_BYTES: usize = 1 << 20;

/// What stands before the app, and breaks what it says.
#[derive(Clone, Debug)]
pub(crate) struct Twin {
    fault: Fault,
    secret: Secret,
    /// Requests for health and start page so far.
    reads: Arc<AtomicUsize>,
}

impl Twin {
    pub(crate) fn new(fault: Fault, secret: Secret) -> Self {
        Self { fault, secret, reads: Arc::default() }
    }

    pub(crate) async fn answer(self, request: Request, next: Next) -> Response {
        let path = request.uri().path().to_owned();
        match path.as_str() {
            "/health" | "/start" => {
                let number = self.reads.fetch_add(1, Ordering::Relaxed);
                match self.read(&path, number).await {
                    Some(response) => response,
                    None => next.run(request).await,
                }
            }
            _ => self.told(&path, request, next).await,
        }
    }

    /// What is answered in the app's place.
    async fn read(&self, path: &str, number: usize) -> Option<Response> {
        let redirect = |to: &'static str| (StatusCode::FOUND, [(LOCATION, to)]).into_response();
        Some(match (path, self.fault) {
            ("/health", Fault::CallTimeout) => std::future::pending().await,
            ("/health", Fault::CallEndless) => {
                let dot = async |()| {
                    sleep(Duration::from_millis(100)).await;
                    Some((std::io::Result::Ok(Bytes::from_static(b".")), ()))
                };
                Body::from_stream(futures::stream::unfold((), dot)).into_response()
            }
            ("/health", Fault::CallTooLarge) => {
                let part = Bytes::from(vec![b'.'; 1 << 16]);
                let parts = futures::stream::repeat(part).map(std::io::Result::Ok);
                Body::from_stream(parts).into_response()
            }
            ("/health", Fault::HealthNotWell) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
            ("/health", Fault::HealthNotJson) => "I am well".into_response(),
            ("/health", Fault::HealthNoStatus) => Json(json!({ "up": true })).into_response(),
            ("/health", Fault::PerformanceErrors) if number % 30 == 29 => {
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
            ("/health", Fault::PerformanceP95) if number % 10 == 9 => {
                sleep(Duration::from_millis(700)).await;
                return None;
            }
            ("/start", Fault::PerformanceP50) => {
                sleep(Duration::from_millis(450)).await;
                return None;
            }
            ("/start", Fault::CallRedirectInward) => redirect("http://169.254.169.254/latest/meta-data/"),
            ("/start", Fault::CallRedirectLoop) => redirect("/start?again"),
            ("/start", Fault::LaunchNotOpen) => (StatusCode::NOT_FOUND, Html("")).into_response(),
            ("/start", Fault::LaunchNotHtml) => Json(json!({})).into_response(),
            _ => return None,
        })
    }

    /// A delivery: what comes to the app is changed, or what it answers.
    async fn told(&self, path: &str, request: Request, next: Next) -> Response {
        let (mut parts, body) = request.into_parts();
        let Ok(body) = to_bytes(body, MOST_BYTES).await else {
            return StatusCode::PAYLOAD_TOO_LARGE.into_response();
        };
        self.mistake(path, &mut parts.headers, &body);
        let event: Value = serde_json::from_slice(&body).unwrap_or_default();
        let first_version = parts.headers.get("guildhall-version").is_some_and(|day| day == "2026-01-15");
        let response = next.run(Request::from_parts(parts, Body::from(body))).await;
        self.spoilt(path, &event, first_version, response).await
    }

    /// Takes a delivery for one that the app accepts, by the headers with which it comes to the app.
    fn mistake(&self, path: &str, headers: &mut HeaderMap, body: &[u8]) {
        let unsigned = !headers.contains_key("webhook-signature");
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (id, timestamp) = (text("webhook-id").to_owned(), text("webhook-timestamp").to_owned());
        let fresh = now().timestamp().abs_diff(timestamp.parse().unwrap_or_default()) <= 300;
        let set = |headers: &mut HeaderMap, name, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        };
        match (path, self.fault) {
            ("/hooks/events", Fault::WebhookWrongSignature)
                if !unsigned && fresh && verified(&self.secret, headers, body, now()).is_none() =>
            {
                set(headers, "webhook-signature", &sign(&self.secret, &id, &timestamp, body));
            }
            ("/hooks/events", Fault::WebhookMissingSignature)
            | ("/hooks/removed", Fault::UninstallMissingSignature)
                if unsigned =>
            {
                set(headers, "webhook-signature", &sign(&self.secret, &id, &timestamp, body));
            }
            ("/hooks/events", Fault::WebhookOldSignature) if !unsigned && !fresh => {
                let timestamp = now().timestamp().to_string();
                set(headers, "webhook-signature", &sign(&self.secret, &id, &timestamp, body));
                set(headers, "webhook-timestamp", &timestamp);
            }
            ("/hooks/events", Fault::WebhookRotatedSecret) => {
                let first = text("webhook-signature").split(' ').next().unwrap_or_default().to_owned();
                if !unsigned {
                    set(headers, "webhook-signature", &first);
                }
            }
            _ => {}
        }
    }

    /// What becomes of the app's answer.
    async fn spoilt(
        &self,
        path: &str,
        event: &Value,
        first_version: bool,
        mut response: Response,
    ) -> Response {
        if !response.status().is_success() {
            return response;
        }
        let known = response.headers().contains_key("guildhall-duplicate");
        let drill = event["test"]["drill"] == "fail_once";
        match (path, self.fault) {
            (_, Fault::CallMissing) => sleep(Duration::from_millis(400)).await,
            ("/hooks/installed", Fault::InstallNotAccepted)
            | ("/hooks/removed", Fault::UninstallNotAccepted) => return failed(),
            ("/hooks/events", Fault::WebhookNotAccepted) if event["type"] == "order.cancelled" => {
                return failed();
            }
            ("/hooks/events", Fault::WebhookDuplicateRefused) if known && !drill => {
                return StatusCode::CONFLICT.into_response();
            }
            ("/hooks/events", Fault::WebhookDuplicateDiffers) if known && !drill && first_version => {
                return "again".into_response();
            }
            ("/hooks/events", Fault::WebhookDuplicateUnmarked) if !first_version => {
                response.headers_mut().remove("guildhall-duplicate");
            }
            ("/hooks/events", Fault::WebhookRetryRefused) if known && drill => return failed(),
            ("/hooks/removed", Fault::UninstallNotJson) => return "gone".into_response(),
            ("/hooks/removed", Fault::UninstallWrongId) => {
                return Json(json!({ "installation": "ins_other", "deleted_by": now().date_naive() }))
                    .into_response();
            }
            ("/hooks/removed", Fault::UninstallNoDeadline) => {
                let body =
                    to_bytes(std::mem::take(response.body_mut()), MOST_BYTES).await.unwrap_or_default();
                let answer: Value = serde_json::from_slice(&body).unwrap_or_default();
                return Json(json!({ "installation": answer["installation"] })).into_response();
            }
            _ => {}
        }
        response
    }
}

fn failed() -> Response {
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// Takes connections and says nothing on them that is HTTP.
pub(crate) async fn connections(listener: TcpListener, fault: Fault) -> std::io::Result<()> {
    loop {
        let (mut stream, _) = listener.accept().await?;
        if fault == Fault::CallGarbage {
            // What was asked is read: a connection that is closed before takes what was said with it. Who has gone
            // by then does not read it.
            let _ = stream.read(&mut [0; 1 << 14]).await;
            let _ = stream.write_all(b"SSH-2.0-OpenSSH_9.2\r\n").await;
        }
    }
}
