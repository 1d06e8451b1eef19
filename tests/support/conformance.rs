//! The cases that every transport must answer alike: HTTP, the Router in process, the shell's scheme.

use serde_json::Value;

/// What came back, however it travelled.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub content_type: String,
    pub body: Value,
}

struct Case {
    path: &'static str,
    status: u16,
    /// Looks at the body and says what is wrong.
    check: fn(&Value) -> Result<(), &'static str>,
}

const CASES: &[Case] = &[
    Case {
        path: "/api/v1/listings",
        status: 200,
        check: |body| is(body["items"].as_array().is_some_and(|items| items.len() == 24), "24 items"),
    },
    Case {
        path: "/api/v1/listings?limit=100",
        status: 200,
        check: |body| {
            is(body["total"] == body["items"].as_array().map_or(0, Vec::len), "everything on one page")
        },
    },
    Case {
        path: "/api/v1/listings?sort=name&limit=2",
        status: 200,
        check: |body| is(body["next_cursor"].is_string(), "a cursor"),
    },
    Case {
        path: "/api/v1/listings?q=zzzzqqqq",
        status: 200,
        check: |body| is(body["total"] == 0 && body["next_cursor"].is_null(), "nothing found"),
    },
    Case {
        path: "/api/v1/categories",
        status: 200,
        check: |body| {
            is(body["categories"].as_array().is_some_and(|list| list.len() >= 10), "ten categories")
        },
    },
    Case { path: "/api/v1/suggest?q=a", status: 200, check: |body| is(body["items"].is_array(), "items") },
    Case { path: "/api/v1/home", status: 200, check: |body| is(body["shelves"].is_array(), "the shelves") },
    Case {
        path: "/api/v1/openapi.json",
        status: 200,
        check: |body| {
            is(body["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")), "OpenAPI 3.1")
        },
    },
    Case { path: "/api/v1/listings?colour=red", status: 400, check: |body| names(body, "colour") },
    Case { path: "/api/v1/listings?limit=0", status: 400, check: |body| names(body, "limit") },
    Case { path: "/api/v1/listings?limit=-5", status: 400, check: |body| names(body, "limit") },
    Case { path: "/api/v1/listings?cursor=forged", status: 400, check: |body| names(body, "cursor") },
    Case { path: "/api/v1/listings?q=%00", status: 400, check: |body| names(body, "q") },
    Case {
        path: "/api/v1/listings?category=no-such-category",
        status: 400,
        check: |body| names(body, "category"),
    },
    Case {
        path: "/api/v1/listings/no-such-app",
        status: 404,
        check: |body| is(body["type"] == "/problems/not-found", "its problem type"),
    },
    Case {
        path: "/api/v1/listings/%2e%2e%2fetc",
        status: 404,
        check: |body| is(body["status"] == 404, "its status"),
    },
    Case {
        path: "/api/v1/partners/no-such-partner",
        status: 404,
        check: |body| is(body["type"] == "/problems/not-found", "its problem type"),
    },
    Case {
        path: "/api/v1/nothing-here",
        status: 404,
        check: |body| is(body["type"] == "/problems/not-found", "its problem type"),
    },
];

const fn is(holds: bool, expected: &'static str) -> Result<(), &'static str> {
    if holds { Ok(()) } else { Err(expected) }
}

fn names(body: &Value, parameter: &str) -> Result<(), &'static str> {
    let errors = body["errors"].as_array().cloned().unwrap_or_default();
    is(errors.iter().any(|error| error["parameter"] == parameter), "the parameter at fault by name")
}

/// Asks every case of a transport.
///
/// # Panics
/// When an answer is not as it must be; the message names the case.
pub async fn conforms(transport: impl AsyncFn(&str) -> Reply) {
    for case in CASES {
        let reply = transport(case.path).await;
        assert_eq!(reply.status, case.status, "{}: {}", case.path, reply.body);
        let mime = if case.status == 200 { "application/json" } else { "application/problem+json" };
        assert!(reply.content_type.starts_with(mime), "{}: {}", case.path, reply.content_type);
        if let Err(expected) = (case.check)(&reply.body) {
            panic!("{}: expected {expected} in {}", case.path, reply.body);
        }
    }
    every_listing_can_be_read(&transport).await;
    paging_walks_the_whole_list(&transport).await;
}

async fn every_listing_can_be_read(transport: &impl AsyncFn(&str) -> Reply) {
    let list = transport("/api/v1/listings?limit=100&sort=name").await;
    for item in list.body["items"].as_array().into_iter().flatten().step_by(7) {
        let slug = item["slug"].as_str().expect("a slug");
        let listing = transport(&format!("/api/v1/listings/{slug}")).await;
        assert_eq!(listing.status, 200, "{slug}");
        assert_eq!(listing.body["name"], item["name"], "{slug}");
        let partner = item["partner"]["slug"].as_str().expect("a partner");
        let partner = transport(&format!("/api/v1/partners/{partner}")).await;
        assert_eq!(partner.body["name"], item["partner"]["name"], "{slug}");
    }
}

async fn paging_walks_the_whole_list(transport: &impl AsyncFn(&str) -> Reply) {
    let mut seen = Vec::new();
    let mut path = "/api/v1/listings?sort=newest&limit=7".to_owned();
    loop {
        let page = transport(&path).await;
        assert_eq!(page.status, 200, "{path}");
        let items = page.body["items"].as_array().cloned().unwrap_or_default();
        seen.extend(items.iter().filter_map(|item| item["slug"].as_str().map(str::to_owned)));
        match page.body["next_cursor"].as_str() {
            Some(cursor) => path = format!("/api/v1/listings?sort=newest&limit=7&cursor={cursor}"),
            None => {
                assert_eq!(page.body["total"], seen.len(), "each listing once");
                break;
            }
        }
        assert!(seen.len() < 1000, "paging does not end");
    }
    let mut once = seen.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), seen.len(), "no listing twice");
}
