//! Customers' journeys in Chromium, against the real server with the demo program.

mod journeys;
mod pages;

use tests::{browser::Browser, browser::Look, server::Server};

/// A server and a window on it.
async fn open(look: Look) -> (Server, Browser) {
    let server = Server::demo().await;
    let browser = Browser::open(look).await;
    (server, browser)
}

async fn go(browser: &Browser, server: &Server, path: &str) {
    browser.client.goto(&server.url(path)).await.unwrap_or_else(|error| panic!("{path}: {error}"));
}

/// A selector by test id.
fn id(id: &str) -> String {
    format!("[data-testid={id}]")
}
