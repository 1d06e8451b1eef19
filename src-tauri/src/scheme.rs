//! The `tauri` scheme: the Router's paths go to the Router, what is somebody's own to the server that they
//! are signed in to, everything else to the bundled assets.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    time::Duration,
};

use axum::{Router, body::Body};
use http::{HeaderValue, Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use server::{config::Config, jobs::Jobs};
use shared::problem::{Problem, ProblemKind};
use tauri::{AppHandle, Runtime};
use tokio::sync::watch;
use tower::ServiceExt;

use crate::{
    connections::{Api, Connections, Relay},
    reply,
};

/// Paths that the Router answers; the assets hold nothing under them.
const ROUTED: [&str; 4] = ["/api/", "/media/", "/problems/", "/feeds/"];

const PICTURES: &str = "/media/";

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

/// Everything that answers the window.
#[derive(Debug, Default)]
pub(crate) struct Shell {
    pub(crate) node: Node,
    api: Api,
    relay: Arc<Relay>,
    connections: OnceLock<Connections>,
}

impl Shell {
    /// Reads the servers that are kept in `folder`, and asks the chosen one how it stands. Called once,
    /// before the window is there.
    pub(crate) fn connect(&self, folder: &Path) {
        let connections = self.connections.get_or_init(|| Connections::open(folder));
        tauri::async_runtime::spawn(connections.clone().watch(Arc::clone(&self.relay)));
    }

    async fn route(&self, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
        let Some(connections) = self.connections.get() else { return route(&self.node, request).await };
        if Api::has(request.uri().path()) {
            return self.api.answer(connections.clone(), request).await;
        }
        if let Some(declaration) = self.relay.personal(&request)
            && let Some(answer) = self.relay.answer(connections, declaration, request.clone()).await
        {
            return answer;
        }
        if !request.uri().path().starts_with(PICTURES) {
            return route(&self.node, request).await;
        }
        // What is uploaded is where the listing is; what is browsed is on this computer.
        let here = route(&self.node, request.clone()).await;
        if here.status() != StatusCode::NOT_FOUND {
            return here;
        }
        self.relay.picture(connections, &request).await.unwrap_or(here)
    }
}

/// The page that mounts the screens, all of them.
const DOCUMENT: &str = "every-screen.html";

/// Answers one request of the webview.
pub(crate) async fn answer<R: Runtime>(
    shell: Arc<Shell>,
    app: &AppHandle<R>,
    request: Request<Vec<u8>>,
) -> Response<Vec<u8>> {
    let path = request.uri().path();
    if !ROUTED.iter().any(|prefix| path.starts_with(prefix)) {
        return asset(app, path);
    }
    // A task that panics still gets its answer: the webview would wait for ever.
    let answering = tauri::async_runtime::spawn(async move { shell.route(request).await });
    answering.await.unwrap_or_else(|error| {
        eprintln!("guildhall-desktop: {error}");
        let detail = "The desktop app failed to answer. Try again; if it stays, start it again.";
        reply::problem(&Problem::new(ProblemKind::Internal, detail))
    })
}

async fn route(node: &Node, request: Request<Vec<u8>>) -> Response<Vec<u8>> {
    let router = match node.router().await {
        Ok(router) => router,
        Err(why) => return unavailable(&why),
    };
    let Ok(response) = router.oneshot(request.map(Body::from)).await;
    let (parts, body) = response.into_parts();
    match body.collect().await {
        Ok(bytes) => Response::from_parts(parts, bytes.to_bytes().to_vec()),
        Err(error) => unavailable(&format!("The answer broke off: {error}")),
    }
}

/// A bundled file. A path that names a screen, not a file, gets the page that mounts the screens.
fn asset<R: Runtime>(app: &AppHandle<R>, path: &str) -> Response<Vec<u8>> {
    let decoded = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let name = decoded.trim_start_matches('/');
    let is_file = name.rsplit('/').next().is_some_and(|last| last.contains('.'));
    let wanted = if is_file && name != "index.html" { name } else { DOCUMENT };
    let Some(asset) = app.asset_resolver().get(wanted.to_owned()) else {
        return reply::plain(StatusCode::NOT_FOUND, "text/plain", Vec::new());
    };
    let mut response = reply::plain(StatusCode::OK, &asset.mime_type, asset.bytes);
    if let Some(csp) = asset.csp_header.and_then(|csp| HeaderValue::from_str(&csp).ok()) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, csp);
    }
    response
}

fn unavailable(why: &str) -> Response<Vec<u8>> {
    reply::problem(&Problem::new(ProblemKind::Unavailable, why))
}
