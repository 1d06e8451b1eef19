//! Documents for machines, through their routes.

use axum::body::Body;
use http::Request;
use http_body_util::BodyExt;
use resvg::usvg::roxmltree;
use shared::testing::listing;
use tower::ServiceExt;

use super::*;
use crate::{
    pages::market::{Market, ORIGIN},
    testing::deep,
};

struct Asked {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Asked {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("text")
    }
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text"))
    }
}

async fn ask(market: &Market, path: &str, headers: &[(&str, &str)]) -> Asked {
    let mut request = Request::builder().uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let router = routes().with_state(market.services.clone());
    let response = router.oneshot(request.body(Body::empty()).expect("a request")).await.expect("answers");
    let (head, body) = response.into_parts();
    let body = body.collect().await.expect("a whole body").to_bytes();
    Asked { status: head.status, headers: head.headers, body }
}

#[test]
fn the_sitemap_holds_every_public_page_and_nothing_unlisted() {
    deep(async {
        let market = Market::small().await;
        let map = ask(&market, "/sitemap.xml", &[]).await;
        assert_eq!(map.header("content-type"), "application/xml; charset=utf-8");
        let document = roxmltree::Document::parse(map.text()).expect("XML");
        let found: Vec<_> =
            document.descendants().filter(|node| node.has_tag_name("loc")).filter_map(|node| node.text()).collect();
        assert_eq!(document.root_element().tag_name().namespace(), Some("http://www.sitemaps.org/schemas/sitemap/0.9"));
        for path in ["/", "/apps", "/categories/finance", "/partners/northwind-works", "/apps/ledger-bridge"] {
            assert!(found.contains(&format!("{ORIGIN}{path}").as_str()), "{path} is missing in {found:?}");
        }
        assert!(!map.text().contains("hidden-app"));
        let again = ask(&market, "/sitemap.xml", &[("if-none-match", map.header("etag"))]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        assert_eq!(ask(&market, "/sitemaps/1.xml", &[]).await.body, map.body, "the only part is the whole");
        for path in ["/sitemaps/0.xml", "/sitemaps/2.xml", "/sitemaps/x.xml", "/sitemaps/1"] {
            assert_eq!(ask(&market, path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn robots_names_the_sitemap() {
    deep(async {
        let market = Market::small().await;
        let robots = ask(&market, "/robots.txt", &[]).await;
        assert!(robots.text().contains(&format!("Sitemap: {ORIGIN}/sitemap.xml")), "{}", robots.text());
        assert!(robots.text().contains("Disallow: /api/"));
    });
}

#[test]
fn feeds_are_valid_atom() {
    deep(async {
        let market = Market::small().await;
        let hostile = listing().named("<b>&\u{8}]]> \"Bold\"").slug("bold").tagline("a < b & c").build();
        market.publish(&hostile).await;
        for path in ["/feeds/new.atom", "/feeds/updated.atom", "/feeds/categories/finance.atom"] {
            let feed = ask(&market, path, &[]).await;
            assert_eq!(feed.status, StatusCode::OK, "{path}");
            assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
            let document = roxmltree::Document::parse(feed.text()).expect(path);
            let root = document.root_element();
            assert_eq!(root.tag_name().namespace(), Some("http://www.w3.org/2005/Atom"));
            let text = |node: roxmltree::Node<'_, '_>, name: &str| {
                let found = node.children().find(|child| child.tag_name().name() == name);
                found.and_then(|child| child.text()).unwrap_or_else(|| panic!("{path} has no {name}")).to_owned()
            };
            assert_eq!(text(root, "id"), format!("{ORIGIN}{path}"));
            chrono::DateTime::parse_from_rfc3339(&text(root, "updated")).expect("an instant");
            let rel = |wanted: &str| {
                root.children().find(|node| node.attribute("rel") == Some(wanted)).expect(wanted).attribute("href")
            };
            assert_eq!(rel("self"), Some(format!("{ORIGIN}{path}").as_str()));
            assert!(rel("alternate").is_some_and(|page| page.starts_with(ORIGIN)));
            let entries: Vec<_> = root.children().filter(|node| node.tag_name().name() == "entry").collect();
            let ids: Vec<_> = entries.iter().map(|entry| text(*entry, "id")).collect();
            assert!(ids.contains(&format!("{ORIGIN}/apps/ledger-bridge")), "{path}: {ids:?}");
            assert!(!ids.contains(&format!("{ORIGIN}/apps/hidden-app")), "{path}");
            let bold = entries.iter().find(|entry| text(**entry, "id").ends_with("/apps/bold")).expect("is in");
            assert_eq!(text(*bold, "title"), "<b>&]]> \"Bold\"");
            assert_eq!(text(*bold, "summary"), "a < b & c");
            for entry in entries {
                chrono::DateTime::parse_from_rfc3339(&text(entry, "updated")).expect("an instant");
            }
        }
        let german = ask(&market, "/feeds/new.atom", &[("accept-language", "de")]).await;
        assert!(german.text().contains("xml:lang=\"de\"") && german.text().contains("Neue Apps"));
        for path in ["/feeds/categories/none.atom", "/feeds/categories/finance", "/feeds/categories/retail.atom"] {
            assert_eq!(ask(&market, path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}

#[test]
fn every_app_has_a_picture_for_previews() {
    deep(async {
        let market = Market::small().await;
        let long = listing()
            .named("会社 Überlanger Name ohne Ende und noch etwas mehr davon <&>")
            .slug("long")
            .tagline(&"Wort ".repeat(32))
            .build();
        market.publish(&long).await;
        let mut seen = Vec::new();
        for path in ["/og/default.png", "/og/apps/ledger-bridge.png", "/og/apps/long.png"] {
            let picture = ask(&market, path, &[]).await;
            assert_eq!((picture.status, picture.header("content-type")), (StatusCode::OK, "image/png"), "{path}");
            let image = image::load_from_memory_with_format(&picture.body, image::ImageFormat::Png).expect("a PNG");
            assert_eq!((image.width(), image.height()), (1200, 630), "{path}");
            assert!(!seen.contains(&picture.body), "{path} looks like another");
            let again = ask(&market, path, &[("if-none-match", picture.header("etag"))]).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
            seen.push(picture.body);
        }
        for path in ["/og/apps/nobody.png", "/og/apps/ledger-bridge", "/og/apps/..%2Fx.png", "/og/apps/.png"] {
            assert_eq!(ask(&market, path, &[]).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}
