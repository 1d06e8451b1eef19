//! The accept loop on a real socket, and the frame around a route.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    body::Body,
    routing::{get, post},
};
use http::{HeaderValue, Request, Response, StatusCode};
use http_body_util::BodyExt;
use serde_json::Value;
use shared::problem::Problem;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
    time::{Instant, timeout},
};
use tower::ServiceExt;

use super::*;
use crate::{failure::Failure, observe::Metrics, ports::SystemIds};

fn limits() -> Limits {
    Limits {
        head: Duration::from_millis(500),
        idle: Duration::from_secs(1),
        request: Duration::from_secs(2),
        drain: Duration::from_secs(3),
        body_bytes: 1024,
        ..Limits::default()
    }
}

fn framed(router: Router, limits: Limits) -> (Router, Arc<Metrics>) {
    let metrics = Arc::new(Metrics::new().expect("names are unique"));
    (router.layer(Frame::new(Arc::clone(&metrics), limits, &SystemIds::default())), metrics)
}

fn routes() -> Router {
    Router::new()
        .route("/quick", get(|| async { "quick" }))
        .route(
            "/slow",
            get(|| async {
                tokio::time::sleep(Duration::from_millis(700)).await;
                "slow but whole"
            }),
        )
        .route("/never", get(std::future::pending::<&'static str>))
        .route("/panic", get(panics))
        .route(
            "/broken",
            get(|| async { Failure::Internal(anyhow::anyhow!("secret: row 7").context("load")) }),
        )
        .route("/echo", post(|body: String| async { body }))
        .fallback(|| async { StatusCode::NOT_FOUND })
}

async fn panics() -> &'static str {
    panic!("secret: index out of range")
}

struct Running {
    address: SocketAddr,
    halt: oneshot::Sender<()>,
    server: JoinHandle<Drained>,
    metrics: Arc<Metrics>,
}

async fn running(limits: Limits) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("bound");
    let (router, metrics) = framed(routes(), limits);
    let front = Front::starting(&metrics, Frame::new(Arc::clone(&metrics), limits, &SystemIds::default()));
    front.open(router);
    let (halt, halted) = oneshot::channel::<()>();
    let server =
        tokio::spawn(serve(listener, front, limits, Arc::clone(&metrics), async move { drop(halted.await) }));
    Running { address, halt, server, metrics }
}

/// Sends the bytes and reads until the server closes or the time is over.
async fn exchange(address: SocketAddr, bytes: &[u8], patience: Duration) -> String {
    let mut stream = TcpStream::connect(address).await.expect("the server listens");
    stream.write_all(bytes).await.expect("sent");
    let mut answer = Vec::new();
    let _ = timeout(patience, stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

const PATIENCE: Duration = Duration::from_secs(5);

#[tokio::test(flavor = "multi_thread")]
async fn slow_heads_are_cut_off_however_often_a_byte_comes() {
    let server = running(limits()).await;
    let mut stream = TcpStream::connect(server.address).await.expect("the server listens");
    let started = Instant::now();
    let mut cut = false;
    for byte in b"GET /quick HTTP/1.1\r\nx: ".iter().chain([b'a'; 200].iter()) {
        if stream.write_all(&[*byte]).await.is_err() {
            cut = true;
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(cut, "the connection was still open after {:?}", started.elapsed());
    assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_connection_is_closed_and_a_quick_one_is_kept() {
    let server = running(limits()).await;
    let mut stream = TcpStream::connect(server.address).await.expect("the server listens");
    for _ in 0..2 {
        stream.write_all(b"GET /quick HTTP/1.1\r\nhost: x\r\n\r\n").await.expect("sent");
        let mut answer = [0; 2048];
        let read = timeout(PATIENCE, stream.read(&mut answer)).await.expect("in time").expect("readable");
        assert!(answer.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer[..read]));
        tokio::time::sleep(Duration::from_millis(600)).await;
    }
    let started = Instant::now();
    let read = timeout(PATIENCE, stream.read(&mut [0; 16])).await.expect("closed in time");
    assert!(matches!(read, Ok(0) | Err(_)), "closed without another byte");
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_over_the_limit_is_refused_before_it_is_read() {
    let server = running(limits()).await;
    let head = b"POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999\r\n\r\n";
    let answer = exchange(server.address, head, PATIENCE).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("/problems/too-large"), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_http_gets_a_400_and_a_closed_connection() {
    let server = running(limits()).await;
    for bytes in [&b"\x16\x03\x01\x02\x00"[..], b"GET /\0 HTTP/1.1\r\n\r\n", b"hello\r\n\r\n"] {
        let answer = exchange(server.address, bytes, PATIENCE).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400"), "{answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_graceful_stop_finishes_what_runs_and_takes_nothing_new() {
    let server = running(limits()).await;
    let address = server.address;
    let request =
        tokio::spawn(
            async move { exchange(address, b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n", PATIENCE).await },
        );
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(server.metrics.in_flight().get(), 1);
    drop(server.halt);
    let drained = timeout(PATIENCE, server.server).await.expect("stops in time").expect("no panic");
    assert_eq!(drained, Drained { cut: 0 });
    let answer = request.await.expect("no panic");
    assert!(answer.contains("slow but whole"), "{answer}");
    assert!(TcpStream::connect(address).await.is_err(), "the port is closed");
    assert_eq!(server.metrics.in_flight().get(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_drain_deadline_cuts_what_does_not_finish() {
    let limits = Limits { drain: Duration::from_millis(300), request: Duration::from_secs(60), ..limits() };
    let server = running(limits).await;
    let address = server.address;
    let request =
        tokio::spawn(
            async move { exchange(address, b"GET /never HTTP/1.1\r\nhost: x\r\n\r\n", PATIENCE).await },
        );
    tokio::time::sleep(Duration::from_millis(200)).await;
    drop(server.halt);
    let drained = timeout(Duration::from_secs(2), server.server).await.expect("stops").expect("no panic");
    assert_eq!(drained, Drained { cut: 1 });
    assert_eq!(request.await.expect("no panic"), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_over_the_limit_wait_for_a_place() {
    let server = running(Limits { connections: 1, ..limits() }).await;
    let first = TcpStream::connect(server.address).await.expect("the server listens");
    let address = server.address;
    let second = tokio::spawn(async move {
        let close = b"GET /quick HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
        exchange(address, close, PATIENCE).await
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!second.is_finished(), "there is one place and it is taken");
    drop(first);
    assert!(second.await.expect("no panic").starts_with("HTTP/1.1 200"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_does_not_wait_for_idle_connections() {
    let server = running(Limits { idle: Duration::from_secs(60), ..limits() }).await;
    let mut idle = TcpStream::connect(server.address).await.expect("the server listens");
    idle.write_all(b"GET /quick HTTP/1.1\r\nhost: x\r\n\r\n").await.expect("sent");
    tokio::time::sleep(Duration::from_millis(100)).await;
    drop(server.halt);
    let drained = timeout(Duration::from_secs(1), server.server).await.expect("at once").expect("no panic");
    assert_eq!(drained, Drained { cut: 0 });
}

// ---- the frame, without a socket -------------------------------------------------------------------

async fn ask(router: &Router, request: Request<Body>) -> Response<Body> {
    match router.clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

fn get_request(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).expect("a request")
}

async fn text(response: Response<Body>) -> String {
    let bytes = response.into_body().collect().await.expect("a whole body").to_bytes();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn failures_of_ours_say_nothing_of_their_inside() {
    let (router, _) = framed(routes(), limits());
    for path in ["/panic", "/broken"] {
        let response = ask(&router, get_request(path)).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert_eq!(response.headers()["content-type"], "application/problem+json", "{path}");
        let id = response.headers()["x-request-id"].to_str().expect("ASCII").to_owned();
        let body = text(response).await;
        assert!(!body.contains("secret"), "{body}");
        let problem: Problem = serde_json::from_str(&body).expect("a problem");
        assert_eq!(problem.kind, "/problems/internal");
        assert_eq!(problem.instance.as_deref(), Some(&*id), "the id leads to the log");
    }
}

#[tokio::test]
async fn a_sane_request_id_is_kept_and_others_are_replaced() {
    let (router, _) = framed(routes(), limits());
    let long = "a".repeat(65);
    for (given, kept) in
        [("abc-1.2_X", true), ("", false), ("a b", false), ("a\u{e9}", false), (&long, false)]
    {
        let request =
            Request::get("/quick").header("x-request-id", given).body(Body::empty()).expect("a request");
        let response = ask(&router, request).await;
        let id = response.headers()["x-request-id"].as_bytes();
        assert_eq!(id == given.as_bytes(), kept, "{given:?}");
        assert!(id.len() > 3);
    }
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_a_503() {
    let limits = Limits { request: Duration::from_millis(100), ..limits() };
    let (router, metrics) = framed(routes(), limits);
    let response = ask(&router, get_request("/never")).await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(response.headers()["retry-after"], "1");
    assert!(text(response).await.contains("/problems/unavailable"));
    assert_eq!(metrics.in_flight().get(), 0);
}

#[tokio::test]
async fn every_answer_has_the_baseline_headers_and_is_counted() {
    let (router, metrics) = framed(routes(), limits());
    for path in ["/quick", "/panic", "/nowhere"] {
        let response = ask(&router, get_request(path)).await;
        assert_eq!(response.headers()["x-content-type-options"], "nosniff", "{path}");
        assert!(response.headers().contains_key("content-security-policy"), "{path}");
    }
    let text = metrics.text().expect("metrics");
    for line in [
        r#"guildhall_requests_total{endpoint="/quick",status="200"} 1"#,
        r#"guildhall_requests_total{endpoint="/panic",status="500"} 1"#,
        r#"guildhall_requests_total{endpoint="unmatched",status="404"} 1"#,
        r#"guildhall_request_seconds_count{endpoint="/quick"} 1"#,
        "guildhall_requests_in_flight 0",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
}

#[tokio::test]
async fn a_confirmation_brings_no_policy_of_its_own() {
    // The browser would put it in the place of the page's, and the page it kept would not load its parts.
    let router = routes().route("/kept", get(|| async { StatusCode::NOT_MODIFIED }));
    let (router, _) = framed(router, limits());
    let response = ask(&router, get_request("/kept")).await;
    assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
    assert!(!response.headers().contains_key("content-security-policy"));
}

#[tokio::test]
async fn while_starting_it_is_alive_but_not_ready() {
    let metrics = Arc::new(Metrics::new().expect("names are unique"));
    let front = Front::starting(&metrics, Frame::new(Arc::clone(&metrics), limits(), &SystemIds::default()));
    for (path, status) in [("/healthz", 200), ("/readyz", 503), ("/metrics", 200), ("/api/v1/listings", 503)]
    {
        let response = front.answer(get_request(path)).await;
        assert_eq!(response.status(), status, "{path}");
        assert_eq!(response.headers().contains_key("retry-after"), status == 503, "{path}");
    }
}

#[tokio::test]
async fn a_request_during_the_start_waits_for_its_end() {
    let metrics = Arc::new(Metrics::new().expect("names are unique"));
    let front = Front::starting(&metrics, Frame::new(Arc::clone(&metrics), limits(), &SystemIds::default()));
    let early = tokio::spawn(front.answer(get_request("/quick")));
    tokio::time::sleep(Duration::from_millis(50)).await;
    front.open(framed(routes(), limits()).0);
    assert_eq!(text(early.await.expect("no panic")).await, "quick");
}

#[tokio::test]
async fn every_kind_of_problem_has_its_page_in_every_language() {
    let (router, _) = framed(problem_pages(), limits());
    let mut titles = std::collections::BTreeSet::new();
    for kind in shared::problem::ProblemKind::ALL {
        let response = ask(&router, get_request(&format!("/problems/{}", kind.slug()))).await;
        assert_eq!(response.status(), 200);
        assert!(text(response).await.contains(kind.title()));
        let mut german = get_request(&format!("/problems/{}", kind.slug()));
        german.headers_mut().insert("accept-language", HeaderValue::from_static("de"));
        let page = text(ask(&router, german).await).await;
        assert!(page.contains("<html lang=\"de\">") && page.contains("Was zu tun ist"), "{page}");
        let title = page.split("<h1>").nth(1).and_then(|rest| rest.split("</h1>").next());
        titles.insert(title.expect("a heading").to_owned());
    }
    assert_eq!(titles.len(), shared::problem::ProblemKind::ALL.len(), "{titles:?}");
    let response = ask(&router, get_request("/problems/%3Cscript%3E")).await;
    assert_eq!(response.status(), 404);
    let problem: Value = serde_json::from_str(&text(response).await).expect("a problem");
    assert_eq!(problem["type"], "/problems/not-found");
}
