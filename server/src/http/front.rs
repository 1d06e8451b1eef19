//! What answers: nearly nothing while the directory loads, then the Router.

use std::{fmt, sync::Arc, time::Duration};

use arc_swap::ArcSwap;
use axum::{
    Router,
    extract::{Request, State},
    response::{IntoResponse, Response},
    routing::get,
};
use http::{HeaderValue, StatusCode, header};
use shared::{ids::ListingId, problem::ProblemKind};
use tokio::sync::watch;
use tower::{Service, ServiceExt};

use super::Frame;
use crate::{failure::Failure, observe::Metrics, services::Services};

/// How long a request waits for the start to finish before it is sent away.
const PATIENCE: Duration = Duration::from_secs(2);

/// The door: open from the first moment, so that a supervisor can ask how the start goes.
#[derive(Clone)]
pub struct Front {
    router: Arc<ArcSwap<Router>>,
    ready: watch::Sender<bool>,
}

impl Front {
    /// Answers `/healthz`, says on `/readyz` that it is not ready, and asks everyone else to wait.
    pub fn starting(metrics: &Arc<Metrics>, frame: Frame) -> Self {
        let (ready, wait) = watch::channel(false);
        let router = Arc::new(ArcSwap::from_pointee(Router::new()));
        let starting = Starting { router: Arc::clone(&router), ready: wait };
        let metrics = Arc::clone(metrics);
        router.store(Arc::new(
            Router::new()
                .route("/healthz", get(healthy))
                .route("/readyz", get(|| async { not_ready("The directory is loading.") }))
                .route("/metrics", get(move || async move { exposition(&metrics) }))
                .fallback(wait_for_start)
                .with_state(starting)
                .layer(frame),
        ));
        Self { router, ready }
    }

    /// From now on the Router answers.
    pub fn open(&self, router: Router) {
        self.router.store(Arc::new(router));
        self.ready.send_replace(true);
    }

    /// One request, answered.
    pub(super) fn answer(&self, request: Request) -> impl Future<Output = Response> + use<> {
        let mut router = Router::clone(&self.router.load());
        let answer = <Router as Service<Request>>::call(&mut router, request);
        async move {
            match answer.await {
                Ok(response) => response,
                Err(never) => match never {},
            }
        }
    }
}

impl fmt::Debug for Front {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Front").field("ready", &*self.ready.borrow()).finish_non_exhaustive()
    }
}

#[derive(Clone)]
struct Starting {
    router: Arc<ArcSwap<Router>>,
    ready: watch::Receiver<bool>,
}

/// A short wait hides a fast start; a long one is told.
async fn wait_for_start(State(mut starting): State<Starting>, request: Request) -> Response {
    let wait = tokio::time::timeout(PATIENCE, starting.ready.wait_for(|ready| *ready));
    if matches!(wait.await, Ok(Ok(_))) {
        let router = Router::clone(&starting.router.load());
        match router.oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    } else {
        Failure::new(
            ProblemKind::Unavailable,
            "The server is starting and loads the directory. Try again in a moment.",
        )
        .into_response()
    }
}

/// `/healthz`, `/readyz` and `/metrics` of a started server.
pub(crate) fn health_routes(services: &Services) -> Router {
    let ready = services.clone();
    let measured = services.clone();
    Router::new().route("/healthz", get(healthy)).route("/readyz", get(move || readiness(ready))).route(
        "/metrics",
        get(move || async move {
            let snapshot = measured.directory.snapshot();
            measured.metrics.directory(snapshot.generation(), snapshot.len() as u64);
            exposition(&measured.metrics)
        }),
    )
}

/// The process runs.
async fn healthy() -> Response {
    plain(StatusCode::OK, "ok\n")
}

/// The store answers a read; the directory is loaded, or there were no services to ask.
async fn readiness(services: Services) -> Response {
    let nobody = ListingId::from_ulid(ulid::Ulid::nil());
    match tokio::time::timeout(PATIENCE, services.store.listing(nobody)).await {
        Ok(Ok(_)) => plain(StatusCode::OK, "ready\n"),
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            not_ready("The store does not answer.")
        }
        Err(_) => not_ready("The store does not answer in time."),
    }
}

fn not_ready(why: &'static str) -> Response {
    let mut response = plain(StatusCode::SERVICE_UNAVAILABLE, why);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    response
}

fn exposition(metrics: &Metrics) -> Response {
    match metrics.text() {
        Ok(text) => {
            ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
        }
        Err(error) => Failure::Internal(anyhow::Error::new(error).context("metrics")).into_response(),
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, text).into_response()
}
