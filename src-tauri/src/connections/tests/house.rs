//! A server that knows one person, and an app on a folder of its own.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use axum::{
    Json, Router,
    extract::State,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use http::{HeaderMap, Method, Request, StatusCode, header};
use serde_json::{Value, json};
use server::ports::SystemClock;
use sha2::{Digest, Sha256};
use shared::{
    desktop::{
        api::{ConnectionsView, SignInView},
        model::ServerAddress,
    },
    endpoint::decode_pairs,
    identity::error::IdentityError,
    ports::Clock,
    problem::{Problem, ProblemKind},
    testing::{FixedClock, START, SeededRandom},
};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinHandle};

use super::super::{
    Api, Browser, Connections, Relay,
    vault::{Vaults, testing::FakeRing},
};

/// What the server remembers and how it behaves.
#[derive(Debug, Default)]
pub(super) struct Memory {
    pub(super) set_up_needed: bool,
    /// The challenge of the consent that was given.
    pub(super) challenge: String,
    pub(super) generation: u32,
    pub(super) exchanges: u32,
    pub(super) ended: bool,
    pub(super) revoked: Vec<String>,
    /// The next answer with tokens does not arrive.
    pub(super) lose_answer: bool,
    /// Deed and the answer that it got.
    kept: Vec<(String, Value)>,
    /// Headers of the last call with a token.
    pub(super) seen: HeaderMap,
}

type Shared = Arc<Mutex<Memory>>;

/// A server on a port of its own; gone when dropped.
#[derive(Debug)]
pub(super) struct House {
    pub(super) address: ServerAddress,
    pub(super) memory: Shared,
    serving: JoinHandle<()>,
}

impl House {
    pub(super) async fn open() -> Self {
        Self::at("127.0.0.1:0", Shared::default()).await
    }

    /// One that can be reopened: nobody else takes its port meanwhile, since nobody else is at this address.
    pub(super) async fn open_alone() -> Self {
        Self::at("127.9.8.7:0", Shared::default()).await
    }

    async fn at(socket: &str, memory: Shared) -> Self {
        let socket = TcpListener::bind(socket).await.expect("a port");
        let address = format!("http://{}", socket.local_addr().expect("bound")).parse().expect("an address");
        let router = Router::new()
            .route("/api/v1/set-up", get(set_up))
            .route("/api/v1/desktop/token", post(exchange))
            .route("/api/v1/desktop/revoke", post(revoke))
            .route("/api/v1/me", get(me).patch(edit))
            // What is shut is shut: no connection outlives its answer.
            .layer(axum::middleware::map_response(async |response: Response| {
                ([(header::CONNECTION, "close")], response)
            }))
            .with_state(Arc::clone(&memory));
        let serving = tokio::spawn(async move { axum::serve(socket, router).await.expect("served") });
        Self { address, memory, serving }
    }

    /// Nobody answers any more; what it remembers stays.
    pub(super) async fn shut(self) -> (ServerAddress, Shared) {
        self.serving.abort();
        let (address, memory) = (self.address.clone(), Arc::clone(&self.memory));
        while tokio::net::TcpStream::connect(address.name()).await.is_ok() {
            tokio::task::yield_now().await;
        }
        (address, memory)
    }

    pub(super) async fn reopen((address, memory): (ServerAddress, Shared)) -> Self {
        Self::at(&address.name(), memory).await
    }

    pub(super) fn with<T>(&self, work: impl FnOnce(&mut Memory) -> T) -> T {
        work(&mut self.memory.lock().expect("no panic"))
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn set_up(State(memory): State<Shared>) -> Json<Value> {
    Json(json!({ "needed": memory.lock().expect("no panic").set_up_needed }))
}

fn problem(kind: ProblemKind, detail: impl ToString) -> Response {
    let problem = Problem::new(kind, detail.to_string());
    let status = StatusCode::from_u16(problem.status).expect("a status");
    let text = serde_json::to_string(&problem).expect("JSON");
    (status, [(header::CONTENT_TYPE, "application/problem+json")], text).into_response()
}

fn person(generation: u32) -> Value {
    json!({
        "person": {
            "id": "per_00000000000000000000000001", "version": 1, "name": "Anna Lind",
            "email": "anna@example.com", "locale": "en",
        },
        "organisation": {
            "id": "org_00000000000000000000000001", "kind": "partner", "slug": "northwind-works",
            "name": format!("Northwind Works {generation}"), "role": { "role": "owner", "name": null },
        },
        "organisations": [], "permissions": [], "fresh_until": null, "unread": 0,
    })
}

async fn exchange(State(memory): State<Shared>, headers: HeaderMap, Json(grant): Json<Value>) -> Response {
    let mut memory = memory.lock().expect("no panic");
    memory.exchanges += 1;
    let deed = headers["idempotency-key"].to_str().expect("text").to_owned();
    if let Some((_, answer)) = memory.kept.iter().find(|(kept, _)| *kept == deed) {
        return Json(answer.clone()).into_response();
    }
    let refused = |error: IdentityError| problem(ProblemKind::ProofRefused, error);
    let holds = match grant["grant"].as_str() {
        Some("code") => {
            let verifier = grant["verifier"].as_str().expect("a verifier");
            grant["code"] == "the code"
                && URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) == memory.challenge
        }
        _ if memory.ended => return refused(IdentityError::DesktopSignedOut),
        _ if grant["refresh"] != format!("ghr_{}", memory.generation) => {
            return refused(IdentityError::RefreshReused);
        }
        _ => true,
    };
    if !holds {
        return refused(IdentityError::DesktopCodeRefused);
    }
    memory.generation += 1;
    memory.ended = false;
    let generation = memory.generation;
    let answer = json!({
        "access": format!("ghs_{generation}"), "refresh": format!("ghr_{generation}"),
        "expires_at": (SystemClock.now() + TimeDelta::minutes(15)).to_rfc3339(), "me": person(generation),
    });
    memory.kept.push((deed, answer.clone()));
    if std::mem::take(&mut memory.lose_answer) {
        // What a proxy says when it lost the answer of the server behind it.
        return (StatusCode::BAD_GATEWAY, "the answer was lost").into_response();
    }
    Json(answer).into_response()
}

async fn revoke(State(memory): State<Shared>, Json(body): Json<Value>) -> Json<Value> {
    let mut memory = memory.lock().expect("no panic");
    memory.revoked.push(body["refresh"].as_str().expect("a token").to_owned());
    Json(json!({}))
}

/// The generation of the token that a call shows, while it holds.
fn generation(memory: &mut Memory, headers: &HeaderMap) -> Option<u32> {
    memory.seen = headers.clone();
    let token = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ghs_")?;
    token.parse().ok().filter(|generation| *generation == memory.generation && !memory.ended)
}

async fn me(State(memory): State<Shared>, headers: HeaderMap) -> Response {
    let mut memory = memory.lock().expect("no panic");
    match generation(&mut memory, &headers) {
        Some(generation) => ([(header::ETAG, "\"1-a\"")], Json(person(generation))).into_response(),
        None => Json(json!({
            "person": null, "organisation": null, "organisations": [], "permissions": [], "fresh_until": null,
            "unread": 0,
        }))
        .into_response(),
    }
}

/// Asks for a cookie to be kept, as it does when it gives the session another secret.
async fn edit(State(memory): State<Shared>, headers: HeaderMap) -> Response {
    let mut memory = memory.lock().expect("no panic");
    match generation(&mut memory, &headers) {
        Some(generation) => {
            let cookie = [(header::SET_COOKIE, "__Host-guildhall=ghs_next; Secure; HttpOnly")];
            (cookie, Json(person(generation))).into_response()
        }
        None => problem(ProblemKind::SignInRequired, IdentityError::SessionEnded),
    }
}

/// The app, with a keyring that can be locked.
#[derive(Debug)]
pub(super) struct App {
    folder: TempDir,
    pub(super) ring: Arc<FakeRing>,
    pub(super) connections: Connections,
    relay: Relay,
    api: Api,
}

impl App {
    pub(super) fn new() -> Self {
        Self::on(tempfile::tempdir().expect("a temporary folder"), Arc::default())
    }

    fn on(folder: TempDir, ring: Arc<FakeRing>) -> Self {
        let random = Arc::new(SeededRandom::default());
        let clock = Arc::new(FixedClock::at(START));
        let vaults = Vaults::with_ring(ring.clone(), folder.path(), random.clone());
        // A browser that does nothing: the tests go where it would.
        let connections = Connections::with(folder.path(), vaults, Browser::program("true"), clock, random);
        Self { folder, ring, connections, relay: Relay::default(), api: Api::default() }
    }

    /// The app after it was closed and opened again.
    pub(super) fn again(self) -> Self {
        let Self { folder, ring, .. } = self;
        Self::on(folder, ring)
    }

    pub(super) fn path(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Calls the shell itself.
    pub(super) async fn shell(&self, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
        let path = format!("tauri://localhost/api/v1/shell/{path}");
        let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
        let request = Request::builder().method(method).uri(path).body(body).expect("a request");
        let answer = self.api.answer(self.connections.clone(), request).await;
        (answer.status(), serde_json::from_slice(answer.body()).expect("JSON"))
    }

    /// Calls the server, as a screen does. `None` where this computer would answer.
    pub(super) async fn call(&self, method: Method, path: &str) -> Option<(StatusCode, HeaderMap, Value)> {
        let path = format!("tauri://localhost{path}");
        let request = Request::builder().method(method).uri(path);
        let request = request.header("if-match", "\"1\"").header("idempotency-key", "0123456789abcdef");
        let request = request.header("cookie", "x=1").body(Vec::new()).expect("a request");
        let declaration = self.relay.personal(&request).expect("somebody's own");
        let answer = self.relay.answer(&self.connections, declaration, request).await?;
        let (parts, body) = answer.into_parts();
        Some((parts.status, parts.headers, serde_json::from_slice(&body).expect("JSON")))
    }

    pub(super) fn view(&self) -> ConnectionsView {
        self.connections.view()
    }

    /// Waits until the sign-in stands as wanted.
    pub(super) async fn until<T>(&self, wanted: impl Fn(ConnectionsView) -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = wanted(self.view()) {
                return found;
            }
            assert!(start.elapsed() < Duration::from_secs(30), "{:?}", self.view());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    pub(super) async fn begin(&self, address: &str) {
        let (status, answer) = self.shell(Method::POST, "sign-in", json!({ "address": address })).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
    }

    /// The page that the browser was sent to.
    pub(super) async fn page(&self) -> String {
        self.until(|view| match view.sign_in {
            Some(SignInView::Waiting { url, opened: true, .. }) => Some(url),
            Some(SignInView::Failed { why, .. }) => panic!("{why:?}"),
            _ => None,
        })
        .await
    }

    /// Signs in, with what a person does in the browser.
    pub(super) async fn sign_in(&self, house: &House) {
        self.begin(&house.address.to_string()).await;
        let redirect = consent(house, &self.page().await);
        let answer = reqwest::get(redirect).await.expect("the app listens");
        assert_eq!(answer.status(), 200);
        let page = answer.text().await.expect("a page");
        assert!(page.contains("You are signed in"), "{page}");
        self.until(|view| view.sign_in.is_none().then_some(())).await;
    }
}

/// Gives the consent that the page asks for; where the browser goes next.
pub(super) fn consent(house: &House, page: &str) -> String {
    let query = page.strip_prefix(&format!("{}/connect?", house.address)).expect("the page of the server");
    let pairs = decode_pairs(query).expect("pairs");
    let value = |name: &str| pairs.iter().find(|(known, _)| known == name).expect(name).1.clone();
    house.with(|memory| memory.challenge = value("challenge"));
    format!("{}?code=the%20code&state={}", value("redirect"), value("state"))
}
