//! Every page in every look: no accessibility violation, no sideways scrolling, no complaint of the
//! browser; and the pictures of the README.

use tests::{
    axe,
    browser::{Browser, Look, Person},
    run,
    server::Server,
};

use crate::go;

/// Every page and state, by the name of its picture.
async fn pages(server: &Server) -> Vec<(&'static str, String)> {
    let list = server.get("/api/v1/listings?sort=installs&limit=4").await.json();
    let slugs: Vec<&str> = list["items"].as_array().into_iter().flatten().filter_map(|item| item["slug"].as_str()).collect();
    let first = &list["items"][0];
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let four = slugs.iter().map(|slug| format!("app={slug}")).collect::<Vec<_>>().join("&");
    vec![
        ("home", "/".to_owned()),
        ("directory", "/apps".to_owned()),
        ("directory-filtered", format!("/apps?q=a&category={}", text(&first["categories"][0]))),
        ("directory-empty", "/apps?q=zzzzqqqq".to_owned()),
        ("directory-error", "/apps?limit=0".to_owned()),
        ("listing", format!("/apps/{}", slugs[0])),
        ("partner", format!("/partners/{}", text(&first["partner"]["slug"]))),
        ("categories", "/categories".to_owned()),
        ("category", format!("/categories/{}", text(&first["categories"][0]))),
        ("vertical", format!("/verticals/{}", text(&first["verticals"][0]))),
        ("compare-empty", "/compare".to_owned()),
        ("compare", format!("/compare?{four}")),
        ("about", "/about".to_owned()),
        ("gallery", "/gallery".to_owned()),
        ("not-found", "/no-such-page".to_owned()),
    ]
}

async fn every_page(name: &str, look: Look) {
    let server = Server::demo().await;
    let browser = Browser::open(look).await;
    for (page, path) in pages(&server).await {
        go(&browser, &server, &path).await;
        browser.see("main h1").await;
        pictures_loaded(&browser).await;
        axe::clean(&browser, &format!("{page} ({name})")).await;
        let wider = browser.script("return document.documentElement.scrollWidth - innerWidth").await;
        assert!(wider.as_i64().is_some_and(|wider| wider <= 0), "{page} ({name}) scrolls sideways by {wider} px");
        let complaints: Vec<String> = browser.complaints().await;
        let unexpected: Vec<&String> = complaints
            .iter()
            .filter(|line| !(line.contains(&path) && (line.contains("404") || line.contains("400"))))
            .collect();
        assert!(unexpected.is_empty(), "{page} ({name}): {unexpected:?}");
        browser.picture(&format!("{page}-{name}")).await;
    }
    browser.close().await;
}

async fn pictures_loaded(browser: &Browser) {
    browser
        .until("the pictures in view are there", async || {
            let pending = "return [...document.images].filter(i => i.loading !== 'lazy' && !(i.complete && i.naturalWidth)).length";
            browser.script(pending).await == 0
        })
        .await;
}

#[test]
fn light_and_wide() {
    run(every_page("light-1440", Look::default()));
}

#[test]
fn dark_and_wide() {
    run(every_page("dark-1440", Look { dark: true, ..Look::default() }));
}

#[test]
fn light_and_narrow() {
    run(every_page("light-390", Look { width: 390, height: 844, ..Look::default() }));
}

#[test]
fn dark_narrow_and_german() {
    run(every_page("dark-390-de", Look { width: 390, height: 844, dark: true, language: "de", ..Look::default() }));
}
