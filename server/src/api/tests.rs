//! Every shape of error through the Router, and that nothing is mounted or declared alone.

use axum::body::Body;
use http::{Request, Response, StatusCode};
use http_body_util::BodyExt;
use serde::{Deserialize, Serialize};
use shared::{
    endpoint::{Access, Audience, BySlug, Offline},
    marketplace::api::{ListListings, ListingsQuery},
    problem::Problem,
};
use tower::ServiceExt;

use super::*;
use crate::{
    config::Config,
    start::{Ports, start_with},
    testing::deep,
};

#[derive(Serialize, Deserialize, schemars::JsonSchema)]
struct Note {
    text: String,
}

/// A write, which the product does not have yet.
struct PutNote;

impl Endpoint for PutNote {
    const DECLARATION: Declaration = Declaration {
        id: "put_note",
        method: Method::Put,
        path: "/api/v1/notes/{slug}",
        access: Access::Anyone,
        precondition: shared::endpoint::Precondition::None,
        media: shared::endpoint::Media::Json,
        takes: shared::endpoint::Media::Json,
        offline: Offline::Always,
        audience: Audience::Public,
        slice: "notes",
        summary: "Write a note.",
    };
    type Path = BySlug;
    type Query = ();
    type Body = Note;
    type Reply = Note;
}

/// A read with the query string of the directory.
struct FindNotes;

impl Endpoint for FindNotes {
    const DECLARATION: Declaration =
        Declaration { id: "find_notes", method: Method::Get, path: "/api/v1/notes", ..PutNote::DECLARATION };
    type Path = ();
    type Query = ListingsQuery;
    type Body = ();
    type Reply = Note;
}

async fn services() -> Services {
    let ports = Ports::of_this_machine().expect("ports");
    start_with(&Config::in_memory(), ports).await.expect("starts in memory")
}

async fn notes() -> Router {
    let services = services().await;
    let declared = vec![PutNote::DECLARATION, FindNotes::DECLARATION];
    let mut api = Api::of(services.clone(), declared, openapi::Document::empty());
    api.mount::<PutNote, _, _>(|_, call| async move { Ok(Answer::Value(call.body)) });
    api.mount::<FindNotes, _, _>(|_, call| async move {
        assert_ne!(call.query.q, "panic", "secret");
        Ok(Answer::Encoded(bytes::Bytes::from_static(b"{\"text\":\"found\"}")))
    });
    assert!(api.missing().is_empty());
    let frame = crate::http::Frame::new(services.metrics.clone(), services.limits, services.ids.as_ref());
    api.into_router().layer(frame)
}

async fn ask(router: &Router, request: Request<Body>) -> Response<Body> {
    match router.clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

fn request(method: &str, path: &str, body: impl Into<Body>) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header("content-type", "application/json")
        .body(body.into())
        .expect("a request")
}

async fn bytes(response: Response<Body>) -> bytes::Bytes {
    response.into_body().collect().await.expect("a whole body").to_bytes()
}

/// The problem of a response, after checking what every problem has.
async fn problem(response: Response<Body>) -> Problem {
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    assert_eq!(response.headers()["cache-control"], "no-store");
    let (status, id) = (response.status().as_u16(), response.headers()["x-request-id"].clone());
    let problem: Problem = serde_json::from_slice(&bytes(response).await).expect("problem details");
    assert_eq!(problem.status, status);
    assert_eq!(problem.instance.as_deref().map(str::as_bytes), Some(id.as_bytes()));
    problem
}

#[test]
fn bad_requests_get_problems_that_name_the_fault() {
    deep(async {
        let router = notes().await;
        let long = format!("/api/v1/notes?q={}", "x".repeat(10_000));
        let deep_text = format!("{{\"text\":{}", "[".repeat(100));
        // Request, status, parameter or pointer at fault, a word of the sentence.
        for (method, path, body, status, at_fault, says) in [
            ("GET", "/api/v1/notes?colour=red", "", 400, Some("colour"), "Unknown parameter"),
            ("GET", "/api/v1/notes?limit=-1", "", 400, Some("limit"), "1 to 100"),
            ("GET", "/api/v1/notes?q=a%00b", "", 400, Some("q"), "NUL"),
            ("GET", "/api/v1/notes?q=%ff", "", 400, Some("q"), "UTF-8"),
            ("GET", long.as_str(), "", 400, Some("q"), "8192"),
            ("POST", "/api/v1/notes", "", 405, None, "POST"),
            ("GET", "/api/v1/notes/a", "", 405, None, "GET"),
            ("GET", "/api/v1/nothing", "", 404, None, "openapi.json"),
            ("POST", "/api/v1/nothing", "", 404, None, "openapi.json"),
            ("GET", "/api", "", 404, None, "openapi.json"),
            ("PUT", "/api/v1/notes/NOT%20A%20SLUG", "{\"text\":\"\"}", 404, None, "slug"),
            ("PUT", "/api/v1/notes/%ff", "{\"text\":\"\"}", 404, None, "UTF-8"),
            ("PUT", "/api/v1/notes/a", "{\"text\":7}", 400, Some("/text"), "invalid type"),
            ("PUT", "/api/v1/notes/a", "{\"text\":", 400, Some("/text"), "line 1"),
            ("PUT", "/api/v1/notes/a", "", 400, Some("request"), "null"),
            ("PUT", "/api/v1/notes/a", deep_text.as_str(), 400, Some("request"), "32 levels"),
            ("PUT", "/api/v1/notes/a?x=1", "{\"text\":\"\"}", 400, Some("x"), "no parameters"),
        ] {
            let response = ask(&router, request(method, path, body.to_owned())).await;
            assert_eq!(response.status(), status, "{method} {path}");
            let problem = problem(response).await;
            assert!(problem.detail.contains(says), "{method} {path}: {}", problem.detail);
            assert_eq!(problem.errors.first().map(|error| error.name()), at_fault, "{method} {path}");
        }
    });
}

#[test]
fn a_wrong_method_learns_the_right_ones() {
    deep(async {
        let router = notes().await;
        let check = async |path: &str, allow: &str| {
            let response = ask(&router, request("PATCH", path, "")).await;
            assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
            assert_eq!(response.headers()["allow"], allow, "{path}");
            problem(response).await;
        };
        check("/api/v1/notes", "GET,HEAD").await;
        check("/api/v1/notes/a", "PUT").await;
        check("/api/v1/openapi.json", "GET,HEAD").await;
    });
}

#[test]
fn a_body_over_the_limit_is_refused_though_nobody_announced_it() {
    deep(async {
        let router = notes().await;
        let chunks = futures::stream::iter((0..32).map(|_| Ok::<_, std::io::Error>(vec![b' '; 64 * 1024])));
        let response = ask(&router, request("PUT", "/api/v1/notes/a", Body::from_stream(chunks))).await;
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(problem(response).await.kind, "/problems/too-large");
    });
}

#[test]
fn a_panicking_handler_answers_like_any_failure_of_ours() {
    deep(async {
        let router = notes().await;
        let response = ask(&router, request("GET", "/api/v1/notes?q=panic", "")).await;
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let problem = problem(response).await;
        assert!(!problem.detail.contains("secret"), "{}", problem.detail);
    });
}

#[test]
fn replies_have_a_strong_tag_and_are_not_sent_twice() {
    deep(async {
        let router = notes().await;
        let response = ask(&router, request("GET", "/api/v1/notes", "")).await;
        assert_eq!(response.headers()["content-type"], "application/json");
        assert_eq!(response.headers()["cache-control"], "public, no-cache");
        let tag = response.headers()["etag"].clone();
        assert!(!tag.as_bytes().starts_with(b"W/"));
        assert_eq!(bytes(response).await, "{\"text\":\"found\"}");

        let mut again = request("GET", "/api/v1/notes", "");
        again.headers_mut().insert("if-none-match", tag.clone());
        let response = ask(&router, again).await;
        assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(response.headers()["etag"], tag);
        assert!(bytes(response).await.is_empty());

        let mut other = request("GET", "/api/v1/notes", "");
        other.headers_mut().insert("if-none-match", "\"other\"".parse().expect("a value"));
        assert_eq!(ask(&router, other).await.status(), StatusCode::OK);
    });
}

#[test]
fn head_answers_as_get_without_the_body() {
    deep(async {
        let router = notes().await;
        let response = ask(&router, request("HEAD", "/api/v1/notes", "")).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-length"], "16");
        assert!(bytes(response).await.is_empty());
    });
}

#[test]
fn a_write_is_answered_and_not_cached() {
    deep(async {
        let router = notes().await;
        let response = ask(&router, request("PUT", "/api/v1/notes/a", "{\"text\":\"ü\"}")).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(bytes(response).await, "{\"text\":\"ü\"}");
    });
}

#[test]
fn every_declared_endpoint_is_mounted() {
    deep(async {
        let api = crate::api(services().await);
        assert_eq!(api.missing(), Vec::<&str>::new(), "declared in `shared` and answered by nothing");
    });
}

#[test]
fn what_is_not_declared_or_mounted_twice_is_refused() {
    deep(async {
        let services = services().await;
        let undeclared = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            Api::new(services.clone())
                .mount::<PutNote, _, _>(|_, call| async move { Ok(Answer::Value(call.body)) });
        }));
        assert!(undeclared.is_err());
        let twice = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let mut api = crate::api(services.clone());
            api.mount::<ListListings, _, _>(|_, _| async { Err(Failure::from(Vec::new())) });
        }));
        assert!(twice.is_err());
    });
}

#[test]
fn the_whole_product_answers_and_describes_itself() {
    deep(async {
        let router = crate::router(services().await, None);
        for path in [
            "/healthz",
            "/readyz",
            "/metrics",
            "/api/v1/openapi.json",
            "/api/v1/listings",
            "/api/v1/categories",
            "/api/v1/home",
            "/api/v1/suggest?q=a",
            "/problems",
        ] {
            let response = ask(&router, request("GET", path, "")).await;
            assert_eq!(response.status(), StatusCode::OK, "{path}");
        }
        for path in ["/api/v1/listings/nobody", "/api/v1/partners/nobody", "/api/v2"] {
            let response = ask(&router, request("GET", path, "")).await;
            assert_eq!(problem(response).await.status, 404, "{path}");
        }
        let metrics = bytes(ask(&router, request("GET", "/metrics", "")).await).await;
        let metrics = String::from_utf8_lossy(&metrics);
        assert!(metrics.contains(r#"endpoint="list_listings",status="200"} 1"#), "{metrics}");
    });
}
