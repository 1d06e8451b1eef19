//! One page, rendered: the screens run here as they do in the browser, with the Router in process.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU16, Ordering},
};

use app::{
    platform::Platform,
    shell::{Assets as Entry, Shell, ShellProps},
    transport::InProcess,
};
use axum::{
    Router,
    body::{Body, to_bytes},
};
use bytes::Bytes;
use http::{HeaderValue, Request, StatusCode, header};
use leptos::{nonce::use_nonce, prelude::provide_context};
use tower::ServiceExt;

use crate::Failure;

/// Largest document, and largest answer of the API to a page.
const MAX_BYTES: usize = 16 << 20;

/// A document as the screens made it.
pub(super) struct Rendered {
    pub(super) status: StatusCode,
    /// Where to go instead, when the page said so.
    pub(super) location: Option<HeaderValue>,
    pub(super) html: Bytes,
    /// What its own scripts are marked with.
    pub(super) nonce: String,
}

/// The Router as the screens call it.
pub(super) fn in_process(api: Router) -> InProcess {
    InProcess(Arc::new(move |method, url| {
        let api = api.clone();
        Box::pin(async move {
            let Ok(request) = Request::builder().method(method).uri(url).body(Body::empty()) else {
                return (400, Vec::new());
            };
            let response = match api.oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            let status = response.status().as_u16();
            match to_bytes(response.into_body(), MAX_BYTES).await {
                Ok(body) => (status, body.into()),
                Err(_) => (500, Vec::new()),
            }
        })
    }))
}

/// Renders the page at an address, whole: nothing in it waits for a script.
pub(super) async fn document(
    api: &InProcess,
    entry: &Entry,
    platform: Platform,
    address: &str,
) -> Result<Rendered, Failure> {
    let request = Request::builder()
        .uri(address)
        .body(Body::empty())
        .map_err(|error| anyhow::Error::new(error).context("a page's address"))?;
    let status = Arc::new(AtomicU16::new(200));
    let nonce = Arc::new(OnceLock::new());
    let said = Arc::clone(&status);
    let platform =
        Platform { set_status: Arc::new(move |status| said.store(status, Ordering::Relaxed)), ..platform };
    let contexts = {
        let (api, nonce) = (api.clone(), Arc::clone(&nonce));
        move || {
            provide_context(platform.clone());
            provide_context(api.clone());
            if let Some(made) = use_nonce() {
                nonce.get_or_init(|| made.to_string());
            }
        }
    };
    let entry = entry.clone();
    let screens = move || Shell(ShellProps { assets: entry.clone() });
    let response = leptos_axum::render_app_async_with_context(contexts, screens)(request).await;
    let location = response.headers().get(header::LOCATION).cloned();
    let own = response.status();
    let html = to_bytes(response.into_body(), MAX_BYTES)
        .await
        .map_err(|error| anyhow::Error::new(error).context("rendering a page"))?;
    let set = StatusCode::from_u16(status.load(Ordering::Relaxed)).unwrap_or(StatusCode::OK);
    let status = if own == StatusCode::OK { set } else { own };
    let nonce = nonce.get().cloned().unwrap_or_default();
    Ok(Rendered { status, location, html, nonce })
}
