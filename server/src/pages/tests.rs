//! Pages through their routes, with a small directory and a bundle of a few files.

mod editorial;
mod listings;

use axum::body::Body;
use bytes::Bytes;
use chrono::Duration;
use http::{Request, StatusCode};
use http_body_util::BodyExt;
use shared::testing::listing;
use tower::ServiceExt;

use super::{market::Market, *};
use crate::testing::deep;

const SCRIPT: &str = "/web-0123456789abcdef.js";
const WASM: &str = "/web-0123456789abcdef_bg.wasm";
const STYLE: &str = "/main-5f2c0e1b9a7d4c3e.css";

/// A folder as Trunk writes it.
fn bundle() -> Assets {
    let folder = tempfile::tempdir().expect("a folder");
    let document = format!(
        "<head><link rel=\"stylesheet\" href=\"{STYLE}\"><link rel=\"modulepreload\" href=\"{SCRIPT}\">\
         <link rel=\"preload\" href=\"{WASM}\" as=\"fetch\"></head>"
    );
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.path().join(name.trim_start_matches('/')), bytes).expect("writes");
    };
    write("index.html", document.as_bytes());
    write("every-screen.html", document.replace("web-01", "web-ee").as_bytes());
    write(SCRIPT, b"export default function init() {}");
    write(WASM, b"\0asm");
    write(STYLE, "a{color:red}".repeat(100).as_bytes());
    write(&format!("{STYLE}.br"), b"packed");
    write("theme.js", b"'theme'");
    Assets::load(folder.path()).expect("a bundle")
}

struct Site {
    market: Market,
    router: Router,
}

impl Site {
    async fn with(assets: Option<Assets>) -> Self {
        let site = Self::without_operator(assets).await;
        site.market.set_up().await;
        site
    }

    async fn without_operator(assets: Option<Assets>) -> Self {
        let market = Market::small().await;
        let api = crate::api(market.services.clone()).into_router();
        let router = routes(&market.services, api, assets);
        Self { market, router }
    }

    async fn ask(&self, path: &str, headers: &[(&str, &str)]) -> Response {
        self.send("GET", path, headers).await
    }

    async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Response {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).expect("a request");
        match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }

    async fn text(&self, path: &str, headers: &[(&str, &str)]) -> String {
        text(self.ask(path, headers).await).await
    }
}

async fn bytes(response: Response) -> Bytes {
    response.into_body().collect().await.expect("a whole body").to_bytes()
}

async fn text(response: Response) -> String {
    String::from_utf8(bytes(response).await.to_vec()).expect("text")
}

fn header_of<'r>(response: &'r Response, name: &str) -> &'r str {
    response.headers().get(name).map_or("", |value| value.to_str().expect("text"))
}

#[test]
fn pages_read_well_without_script() {
    deep(async {
        let site = Site::with(None).await;
        for (path, says) in [
            ("/", "Ledger Bridge"),
            ("/apps", "Ledger Bridge"),
            ("/apps?q=ledgr", "Ledger Bridge"),
            ("/apps/ledger-bridge", "Syncs invoices"),
            ("/partners/northwind-works", "Northwind Works"),
            ("/categories/finance", "Ledger Bridge"),
            ("/about", "Guildhall"),
        ] {
            let response = site.ask(path, &[]).await;
            assert_eq!(response.status(), StatusCode::OK, "{path}");
            assert_eq!(header_of(&response, "content-type"), "text/html; charset=utf-8");
            let html = text(response).await;
            assert!(html.starts_with("<!DOCTYPE html>"), "{path}: {}", &html[..html.len().min(80)]);
            let body = &html[html.find("<body").expect("a body")..];
            assert!(body.contains(says), "{path} does not say {says}: {body}");
            assert!(!body.contains("<template"), "{path} waits for a script");
            let head = &html[..html.find("<body").expect("a body")];
            assert_eq!(head.matches("<title").count(), 1, "{path}");
        }
    });
}

#[test]
fn before_the_set_up_every_page_leads_there() {
    deep(async {
        let site = Site::without_operator(Some(bundle())).await;
        for path in ["/", "/apps?q=ledger", "/apps/ledger-bridge", "/sign-in", "/nothing"] {
            let response = site.ask(path, &[]).await;
            assert_eq!(response.status(), StatusCode::SEE_OTHER, "{path}");
            assert_eq!(header_of(&response, "location"), "/set-up", "{path}");
        }
        assert_eq!(site.ask("/set-up", &[]).await.status(), StatusCode::OK);
        assert_eq!(site.ask(STYLE, &[]).await.status(), StatusCode::OK, "the page has its style");
        assert_eq!(site.ask("/favicon.ico", &[]).await.status(), StatusCode::NOT_FOUND);

        site.market.set_up().await;
        assert_eq!(site.ask("/apps/ledger-bridge", &[]).await.status(), StatusCode::OK);
    });
}

#[test]
fn a_demo_is_never_set_up() {
    deep(async {
        let market = Market::at(crate::services::Site { origin: String::new(), demo: true }).await;
        let api = crate::api(market.services.clone()).into_router();
        let site = Site { router: routes(&market.services, api, None), market };
        assert_eq!(site.ask("/apps", &[]).await.status(), StatusCode::OK);
    });
}

#[test]
fn what_names_nothing_is_404_and_not_kept() {
    deep(async {
        let site = Site::with(None).await;
        for path in ["/nothing", "/apps/no-such-app", "/partners/nobody", "/categories/none"] {
            let response = site.ask(path, &[]).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
            assert_eq!(header_of(&response, "content-type"), "text/html; charset=utf-8", "{path}");
            assert_eq!(header_of(&response, "cache-control"), "no-store", "{path}");
        }
        for path in ["/wp-login.php", "/favicon.ico", "/feeds/x", "/media/x"] {
            let response = site.ask(path, &[]).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
            assert_eq!(header_of(&response, "content-type"), "application/problem+json", "{path}");
        }
    });
}

#[test]
fn a_fault_in_the_address_is_the_page_s_status() {
    deep(async {
        let site = Site::with(None).await;
        for path in ["/apps?limit=0", "/apps?colour=red", "/apps?q=%zz", "/apps?cursor=forged"] {
            let response = site.ask(path, &[]).await;
            assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{path}");
            assert_eq!(header_of(&response, "cache-control"), "no-store", "{path}");
        }
    });
}

#[test]
fn only_reading_is_allowed() {
    deep(async {
        let site = Site::with(None).await;
        let response = site.send("POST", "/apps", &[]).await;
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(header_of(&response, "allow"), "GET, HEAD");
        let head = site.send("HEAD", "/apps", &[]).await;
        assert_eq!(head.status(), StatusCode::OK);
        assert_ne!(header_of(&head, "content-length"), "");
        assert!(bytes(head).await.is_empty(), "HEAD has no body");
    });
}

#[test]
fn a_page_is_rendered_once_and_again_when_something_changed() {
    deep(async {
        let site = Site::with(None).await;
        let path = "/apps/ledger-bridge";
        let first = site.text(path, &[]).await;
        // The nonce is drawn for each rendering: equal bytes are the kept page.
        assert_eq!(site.text(path, &[]).await, first, "kept");

        let changed = listing().tagline("Books that balance").version(2).build();
        site.market.update(&changed).await;
        let second = site.text(path, &[]).await;
        assert!(second.contains("Books that balance") && !first.contains("Books that balance"));

        site.market.clock.advance(Duration::days(1));
        assert_ne!(site.text(path, &[]).await, second, "another day: badges may have lapsed");
    });
}

#[test]
fn equal_addresses_share_a_page_and_languages_do_not() {
    deep(async {
        let site = Site::with(None).await;
        let page = site.text("/apps", &[]).await;
        assert_eq!(site.text("/apps?sort=relevance&limit=24", &[]).await, page);
        assert_ne!(site.text("/apps?sort=name", &[]).await, page);
        let german = site.text("/apps", &[("accept-language", "de-AT, en;q=0.5")]).await;
        assert!(german.contains("lang=\"de\"") && page.contains("lang=\"en\""));
        assert_eq!(
            site.text("/apps", &[("accept-language", "fr"), ("cookie", "a=b; lang=de")]).await,
            german
        );
    });
}

#[test]
fn a_page_is_packed_and_not_sent_twice() {
    deep(async {
        let site = Site::with(None).await;
        let plain = site.ask("/apps", &[]).await;
        let tag = header_of(&plain, "etag").to_owned();
        assert!(header_of(&plain, "vary").contains("accept-encoding"));
        let plain = bytes(plain).await;
        let packed = site.ask("/apps", &[("accept-encoding", "gzip, br")]).await;
        assert_eq!(header_of(&packed, "content-encoding"), "br");
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut bytes(packed).await.as_ref(), &mut unpacked).expect("brotli");
        assert_eq!(unpacked, plain);

        let again = site.ask("/apps", &[("if-none-match", &tag)]).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(header_of(&again, "content-security-policy"), "", "the first policy stays");
        assert!(bytes(again).await.is_empty());
    });
}

#[test]
fn every_script_of_a_page_is_one_that_its_policy_allows() {
    deep(async {
        let site = Site::with(Some(bundle())).await;
        let response = site.ask("/apps/ledger-bridge", &[]).await;
        let policy = header_of(&response, "content-security-policy").to_owned();
        let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
        assert!(!policy.contains("unsafe-eval") || policy.contains("'wasm-unsafe-eval'"), "{policy}");
        let html = text(response).await;
        for script in html.split("<script").skip(1) {
            let tag = script.split('>').next().expect("a tag");
            let allowed = tag.contains(&format!("nonce=\"{nonce}\""))
                || tag.contains("src=\"/")
                || tag.contains("application/ld+json");
            assert!(allowed, "<script{tag}>");
        }
        for name in [SCRIPT, WASM, STYLE] {
            assert!(html.contains(name), "{name} is not in the page");
        }
        assert!(!html.contains(" onclick=") && !html.contains("javascript:"));
    });
}

#[test]
fn hostile_words_of_a_listing_never_become_markup() {
    deep(async {
        let site = Site::with(None).await;
        let hostile = listing()
            .named("Bad </script><script>alert(1)</script>")
            .slug("bad-app")
            .tagline("\"><img src=x onerror=alert(2)>")
            .described("<script>alert(3)</script><img src=x onerror=alert(4)> [x](javascript:alert(5))")
            .build();
        site.market.publish(&hostile).await;
        for path in ["/", "/apps", "/apps/bad-app"] {
            let html = site.text(path, &[]).await;
            for markup in ["<script>alert", "<img src=x", "onerror=alert(4)>", "href=\"javascript:"] {
                assert!(!html.contains(markup), "{path} has {markup}");
            }
        }
    });
}

#[test]
fn files_of_the_bundle_are_served_for_good() {
    deep(async {
        let site = Site::with(Some(bundle())).await;
        let wasm = site.ask(WASM, &[]).await;
        assert_eq!(header_of(&wasm, "content-type"), "application/wasm");
        assert!(header_of(&wasm, "cache-control").contains("immutable"));
        assert_eq!(bytes(wasm).await, &b"\0asm"[..]);

        let style = site.ask(STYLE, &[("accept-encoding", "br")]).await;
        assert_eq!(header_of(&style, "content-encoding"), "br");
        assert_eq!(bytes(style).await, "packed", "the file that the build packed");

        let theme = site.ask("/theme.js", &[]).await;
        assert!(!header_of(&theme, "cache-control").contains("immutable"));
        let tag = header_of(&theme, "etag").to_owned();
        let again = site.ask("/theme.js", &[("if-none-match", &tag)]).await;
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        let head = site.send("HEAD", WASM, &[]).await;
        assert_eq!((head.status(), header_of(&head, "content-length")), (StatusCode::OK, "4"));

        for path in ["/index.html", "/web-ffffffffffffffff.js", "/../Cargo.toml", "/theme.js.br"] {
            let response = site.ask(path, &[]).await;
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn the_language_is_kept_and_the_way_leads_back() {
    deep(async {
        let site = Site::with(None).await;
        let response = site.ask("/language/de?back=%2Fapps%3Fq%3Da", &[]).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        assert_eq!(header_of(&response, "location"), "/apps?q=a");
        assert!(header_of(&response, "set-cookie").starts_with("lang=de; Path=/;"));
        for hostile in
            ["%2F%2Fevil.example", "https%3A%2F%2Fevil.example", "%2F%5Cevil.example", "%2F%09%2Fevil"]
        {
            let response = site.ask(&format!("/language/en?back={hostile}"), &[]).await;
            assert_eq!(header_of(&response, "location"), "/", "{hostile}");
        }
        assert_eq!(site.ask("/language/xx?back=/", &[]).await.status(), StatusCode::NOT_FOUND);
    });
}

/// Prints what a kept page costs; run it by name with `--nocapture`.
#[test]
#[ignore = "a measurement, not a check"]
fn measure_a_kept_page() {
    deep(async {
        let site = Site::with(Some(bundle())).await;
        let fixed = Bytes::from(site.text("/apps/ledger-bridge", &[]).await);
        let bare = Router::<()>::new().route("/fixed", get(move || async move { fixed }));
        let fresh = std::time::Instant::now();
        site.text("/apps/ledger-bridge?x=1", &[]).await;
        println!("rendering one page: {:?}", fresh.elapsed());
        for round in 0..3 {
            for (name, router, path) in
                [("bare", &bare, "/fixed"), ("page", &site.router, "/apps/ledger-bridge")]
            {
                let start = std::time::Instant::now();
                for _ in 0..20_000 {
                    let request = Request::builder().uri(path).body(Body::empty()).expect("a request");
                    let response = router.clone().oneshot(request).await.expect("answers");
                    assert_eq!(response.status(), StatusCode::OK);
                }
                println!("round {round}, {name}: {:?} a request", start.elapsed() / 20_000);
            }
        }
    });
}
