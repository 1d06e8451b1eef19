//! The frame around every route: request id, time limit, panics, the log line, metrics and the headers
//! that every answer carries.

use std::{
    any::Any,
    convert::Infallible,
    fmt,
    future::Future,
    panic::AssertUnwindSafe,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, Instant},
};

use axum::{
    body::HttpBody as _,
    extract::{MatchedPath, Request},
    response::{IntoResponse, Response},
};
use futures::FutureExt;
use http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use shared::{ports::IdGen, problem::ProblemKind};
use tower::{Layer, Service};

use super::Limits;
use crate::{
    api::EndpointId,
    failure::{Cause, Failure, Stated, problem_body},
    observe::Metrics,
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Longest request id that is taken over from the caller, in bytes.
const MAX_REQUEST_ID_BYTES: usize = 64;

/// The id of a request: in the log, in the `x-request-id` header and in the `instance` of a problem.
#[derive(Clone, Debug)]
pub struct RequestId(pub HeaderValue);

impl RequestId {
    pub fn as_str(&self) -> &str {
        // Made from ASCII, here and below.
        self.0.to_str().unwrap_or_default()
    }

    /// What the caller calls it, when that is plain enough for a log.
    fn given(request: &Request) -> Option<Self> {
        let value = request.headers().get(&REQUEST_ID)?;
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
        let bytes = value.as_bytes();
        let sane = (1..=MAX_REQUEST_ID_BYTES).contains(&bytes.len()) && bytes.iter().all(plain);
        sane.then(|| Self(value.clone()))
    }
}

/// The layer that puts the frame around each route of a Router.
#[derive(Clone)]
pub struct Frame(Arc<Shared>);

struct Shared {
    metrics: Arc<Metrics>,
    limits: Limits,
    /// Starts every request id of this process; the number of the request follows.
    boot: String,
    requests: AtomicU64,
}

impl Frame {
    pub fn new(metrics: Arc<Metrics>, limits: Limits, ids: &dyn IdGen) -> Self {
        let boot = ids.ulid().to_string().to_ascii_lowercase();
        Self(Arc::new(Shared { metrics, limits, boot, requests: AtomicU64::new(0) }))
    }
}

impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Frame").field("limits", &self.0.limits).finish_non_exhaustive()
    }
}

impl Shared {
    fn next_id(&self) -> RequestId {
        let id = format!("{}-{:x}", self.boot, self.requests.fetch_add(1, Ordering::Relaxed));
        RequestId(HeaderValue::try_from(id).unwrap_or_else(|_| HeaderValue::from_static("unknown")))
    }
}

impl<S> Layer<S> for Frame {
    type Service = Framed<S>;
    fn layer(&self, inner: S) -> Framed<S> {
        Framed { inner, shared: Arc::clone(&self.0) }
    }
}

/// A route in the frame.
#[derive(Clone)]
pub struct Framed<S> {
    inner: S,
    shared: Arc<Shared>,
}

impl<S> fmt::Debug for Framed<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Framed")
    }
}

impl<S> Service<Request> for Framed<S>
where
    S: Service<Request, Response = Response, Error = Infallible> + Send + 'static,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let shared = Arc::clone(&self.shared);
        let mut seen = Seen::of(&request, &shared);
        request.extensions_mut().insert(seen.id.clone());
        let most = shared.limits.body_bytes;
        if announced_bytes(&request).is_some_and(|bytes| bytes > most as u64) {
            return Box::pin(async move {
                let response = crate::api::too_large(most).into_response();
                Ok(seen.finish(response))
            });
        }
        // The handler may panic before its first await point, too.
        let answer = std::panic::catch_unwind(AssertUnwindSafe(|| self.inner.call(request)));
        Box::pin(async move {
            let response = match answer {
                Ok(answer) => seen.wait(answer).await,
                Err(panic) => seen.panicked(&*panic),
            };
            Ok(seen.finish(response))
        })
    }
}

/// Bytes of body that the request announces.
fn announced_bytes(request: &Request) -> Option<u64> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// What is known of a request once it has been handed on. Counts as in flight until dropped.
struct Seen {
    shared: Arc<Shared>,
    id: RequestId,
    method: Method,
    uri: Uri,
    route: Option<MatchedPath>,
    started: Instant,
}

impl Seen {
    fn of(request: &Request, shared: &Arc<Shared>) -> Self {
        shared.metrics.in_flight().inc();
        Self {
            id: RequestId::given(request).unwrap_or_else(|| shared.next_id()),
            method: request.method().clone(),
            uri: request.uri().clone(),
            route: request.extensions().get::<MatchedPath>().cloned(),
            started: Instant::now(),
            shared: Arc::clone(shared),
        }
    }

    /// The answer, or the problem that stands for its absence.
    async fn wait(&mut self, answer: impl Future<Output = Result<Response, Infallible>>) -> Response {
        let limit = self.shared.limits.request;
        let caught = AssertUnwindSafe(answer).catch_unwind();
        match tokio::time::timeout(limit, caught).await {
            Ok(Ok(Ok(response))) => response,
            Ok(Ok(Err(never))) => match never {},
            Ok(Err(panic)) => self.panicked(&*panic),
            Err(_) => {
                tracing::error!(
                    request_id = self.id.as_str(),
                    seconds = limit.as_secs(),
                    "request timed out"
                );
                Failure::new(
                    ProblemKind::Unavailable,
                    format!("No answer was ready within {} seconds. Try again in a moment.", limit.as_secs()),
                )
                .into_response()
            }
        }
    }

    fn panicked(&self, panic: &(dyn Any + Send)) -> Response {
        let text = panic
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
            .unwrap_or("no message");
        Failure::Internal(anyhow::anyhow!("a handler panicked: {text}")).into_response()
    }

    /// Completes the answer and writes down what happened.
    fn finish(&self, mut response: Response) -> Response {
        let took = self.started.elapsed();
        let endpoint = self.label(&response).to_owned();
        if let Some(Cause(error)) = response.extensions_mut().remove::<Cause>() {
            tracing::error!(request_id = self.id.as_str(), error = format!("{error:#}"), "request failed");
        }
        if let Some(Stated(mut problem)) = response.extensions_mut().remove::<Stated>() {
            problem.instance = Some(self.id.as_str().to_owned());
            *response.body_mut() = problem_body(&problem);
        }
        response.headers_mut().insert(REQUEST_ID, self.id.0.clone());
        baseline(&mut response);
        self.record(&response, &endpoint, took);
        response
    }

    /// The endpoint that answered, else the route, for the log and the metrics.
    fn label<'a>(&'a self, response: &'a Response) -> &'a str {
        match (response.extensions().get::<EndpointId>(), &self.route) {
            (Some(EndpointId(id)), _) => id,
            (None, Some(route)) => route.as_str(),
            (None, None) => "unmatched",
        }
    }

    fn record(&self, response: &Response, endpoint: &str, took: Duration) {
        self.shared.metrics.answered(endpoint, response.status().as_str(), took);
        // The query string stays out of the log: people search for things that are nobody's business.
        tracing::info!(
            target: "access",
            request_id = self.id.as_str(),
            method = self.method.as_str(),
            path = self.uri.path(),
            status = response.status().as_u16(),
            micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
            bytes = response.body().size_hint().exact(),
            endpoint,
        );
    }
}

impl Drop for Seen {
    fn drop(&mut self) {
        self.shared.metrics.in_flight().dec();
    }
}

/// Headers that no answer goes without. A page brings its own policy for scripts.
///
/// None for 304: it has no content, and what it says replaces the headers that the browser kept with it. A
/// policy for data would lock up the page that it confirms.
fn baseline(response: &mut Response) {
    if response.status() == StatusCode::NOT_MODIFIED {
        return;
    }
    let html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if html {
        headers
            .entry(header::REFERRER_POLICY)
            .or_insert(HeaderValue::from_static("strict-origin-when-cross-origin"));
        headers.entry(header::X_FRAME_OPTIONS).or_insert(HeaderValue::from_static("DENY"));
        headers
            .entry(HeaderName::from_static("cross-origin-opener-policy"))
            .or_insert(HeaderValue::from_static("same-origin"));
        headers
            .entry(HeaderName::from_static("permissions-policy"))
            .or_insert(HeaderValue::from_static("camera=(), geolocation=(), microphone=()"));
    }
    let policy = if html {
        "base-uri 'self'; frame-ancestors 'none'; object-src 'none'"
    } else {
        "default-src 'none'; frame-ancestors 'none'"
    };
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(policy));
}
