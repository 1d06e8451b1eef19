//! The `tauri` scheme: the Router's paths go to the Router, everything else to the bundled assets.

use std::{path::PathBuf, sync::Arc, time::Duration};

use axum::{Router, body::Body};
use http::{HeaderValue, Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use server::{config::Config, jobs::Jobs};
use shared::problem::{Problem, ProblemKind};
use tauri::{AppHandle, Runtime};
use tokio::sync::watch;
use tower::ServiceExt;

/// Paths that the Router answers; the assets hold nothing under them.
const ROUTED: [&str; 4] = ["/api/", "/media/", "/problems/", "/feeds/"];

/// How long a request waits for the database to open before it is told to come again.
const PATIENCE: Duration = Duration::from_secs(60);

/// The embedded node: opening, open, or unable to open.
#[derive(Debug)]
pub(crate) struct Node {
    state: watch::Sender<State>,
}

#[derive(Clone, Debug)]
enum State {
    Opening,
    Open { router: Router, services: server::Services, jobs: Arc<Jobs> },
    Failed(String),
}

impl Default for Node {
    fn default() -> Self {
        Self { state: watch::Sender::new(State::Opening) }
    }
}

impl Node {
    /// Opens the store, the directory and the demo program in `folder`.
    pub(crate) async fn start(&self, folder: PathBuf) {
        let config = Config { data: Some(folder), demo: true, ..Config::default() };
        self.state.send_replace(match server::start(&config).await {
            Ok(services) => {
                let jobs = Arc::new(Jobs::start(&services));
                State::Open { router: server::router(services.clone(), None), services, jobs }
            }
            Err(error) => {
                eprintln!("guildhall-desktop: {error}");
                State::Failed(error.to_string())
            }
        });
    }

    /// Writes what is in memory; called once when the last window has closed.
    pub(crate) async fn stop(&self) {
        let state = self.state.borrow().clone();
        if let State::Open { services, jobs, .. } = state {
            jobs.stop().await;
            if let Err(error) = server::stop(&services).await {
                eprintln!("guildhall-desktop: {error}");
            }
        }
    }

    async fn router(&self) -> Result<Router, String> {
        let mut state = self.state.subscribe();
        let settled = state.wait_for(|state| !matches!(state, State::Opening));
        match tokio::time::timeout(PATIENCE, settled).await.map(|state| state.map(|state| state.clone())) {
            Ok(Ok(State::Open { router, .. })) => Ok(router),
            Ok(Ok(State::Failed(why))) => Err(why),
            Ok(Ok(State::Opening) | Err(_)) | Err(_) => {
                Err("The data folder is still being opened. Try again in a moment.".to_owned())
            }
        }
    }
}

/// The page that mounts the screens, all of them.
const DOCUMENT: &str = "every-screen.html";

/// Answers one request of the webview.
pub(crate) async fn answer<R: Runtime>(
    node: &Node,
    app: &AppHandle<R>,
    request: Request<Vec<u8>>,
) -> Response<Vec<u8>> {
    let path = request.uri().path();
    if ROUTED.iter().any(|prefix| path.starts_with(prefix)) {
        route(node, request).await
    } else {
        asset(app, path)
    }
}

async fn route(node: &Node, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
    let router = match node.router().await {
        Ok(router) => router,
        Err(why) => return problem(&why),
    };
    let Ok(response) = router.oneshot(request.map(Body::from)).await;
    let (parts, body) = response.into_parts();
    match body.collect().await {
        Ok(bytes) => Response::from_parts(parts, bytes.to_bytes().to_vec()),
        Err(error) => problem(&format!("The answer broke off: {error}")),
    }
}

/// A bundled file. A path that names a screen, not a file, gets the page that mounts the screens.
fn asset<R: Runtime>(app: &AppHandle<R>, path: &str) -> Response<Vec<u8>> {
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let name = decoded.trim_start_matches('/');
    let is_file = name.rsplit('/').next().is_some_and(|last| last.contains('.'));
    let wanted = if is_file && name != "index.html" { name } else { DOCUMENT };
    let Some(asset) = app.asset_resolver().get(wanted.to_owned()) else {
        return plain(StatusCode::NOT_FOUND, "text/plain", Vec::new());
    };
    let mut response = plain(StatusCode::OK, &asset.mime_type, asset.bytes);
    if let Some(csp) = asset.csp_header.and_then(|csp| HeaderValue::from_str(&csp).ok()) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, csp);
    }
    response
}

fn problem(why: &str) -> Response<Vec<u8>> {
    let problem = Problem::new(ProblemKind::Unavailable, why);
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    plain(StatusCode::SERVICE_UNAVAILABLE, "application/problem+json", body)
}

fn plain(status: StatusCode, mime: &str, body: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    if let Ok(mime) = HeaderValue::from_str(mime) {
        response.headers_mut().insert(header::CONTENT_TYPE, mime);
    }
    response
}
