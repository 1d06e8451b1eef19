//! People's journeys in Chromium, against the real server with the demo program.

mod certification;
mod editorial;
mod governance;
mod identity;
mod journeys;
mod listings;
mod pages;
mod pictures;
mod road;

use serde_json::Value;
use tests::{
    browser::{Browser, Look, Person},
    server::Server,
};

/// A server and a window on it.
async fn open(look: Look) -> (Server, Browser) {
    let server = Server::demo().await;
    let browser = Browser::open(look).await;
    (server, browser)
}

async fn go(browser: &Browser, server: &Server, path: &str) {
    browser.client.goto(&server.url(path)).await.unwrap_or_else(|error| panic!("{path}: {error}"));
}

/// Waits until the wasm of the page listens: before that a click is a plain link.
async fn hydrated(browser: &Browser) {
    browser
        .until("the page is hydrated", async || {
            browser.script("return document.documentElement.hasAttribute('data-live')").await
                == Value::Bool(true)
        })
        .await;
}

/// Becomes one of the ready-made people.
async fn act_as(browser: &Browser, server: &Server, name: &str) {
    go(browser, server, "/demo").await;
    browser.press_button(name).await;
    browser.until(&format!("signed in as {name}"), async || browser.address().await.ends_with("/home")).await;
}

/// A selector by test id.
fn id(id: &str) -> String {
    format!("[data-testid={id}]")
}
