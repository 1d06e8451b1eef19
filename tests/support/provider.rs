//! A real identity provider (the npm package `oidc-provider`) on loopback, and somebody who signs in there.

use std::{process::Command, time::Duration};

use ::http::Request;
use bytes::Bytes;
use http_body_util::Full;
use shared::endpoint::encode_pairs;
use url::Url;

use crate::{
    http::{self, Answer},
    process::Process,
};

const PATIENCE: Duration = Duration::from_secs(30);
/// Most pages between leaving and coming back.
const MOST_PAGES: usize = 12;

/// A running provider; ended when dropped.
#[derive(Debug)]
pub struct Provider {
    pub issuer: String,
    _process: Process,
}

/// What somebody does at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed<'d> {
    /// Signs in with this address and agrees to whatever is asked.
    SignIn(&'d str),
    /// Turns around on the first page.
    Decline,
}

impl Provider {
    pub const CLIENT_ID: &'static str = "guildhall";
    pub const CLIENT_SECRET: &'static str = "known-to-both-and-of-no-importance";

    /// Starts it; it sends people back to `redirect`.
    ///
    /// # Panics
    /// When it does not come up.
    pub fn start(redirect: &str) -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/support/oidc-provider.mjs");
        let mut command = Command::new("node");
        command.arg(script).arg(crate::place("GUILDHALL_TEST_PROVIDER"));
        command.args([Self::CLIENT_ID, Self::CLIENT_SECRET, redirect]);
        let mut process = Process::start("oidc-provider", &mut command);
        let issuer = process.wait_for(PATIENCE, |printed| {
            printed.lines().find_map(|line| line.strip_prefix("listening on ")).map(str::to_owned)
        });
        Self { issuer, _process: process }
    }

    /// Goes to the address as a browser would, and does what is to be done there: the address at which the
    /// provider sends back.
    ///
    /// # Panics
    /// When the provider shows something else than its forms.
    pub async fn visit(&self, address: &str, deed: Deed<'_>) -> Url {
        let mut visitor = Visitor::default();
        let mut at = Url::parse(address).expect("an address");
        let mut answer = visitor.get(&at).await;
        for _ in 0..MOST_PAGES {
            if let Ok(next) = at.join(answer.header("location"))
                && answer.status.is_redirection()
            {
                at = next;
                if at.origin().ascii_serialization() != self.issuer {
                    return at;
                }
                answer = visitor.get(&at).await;
                continue;
            }
            assert_eq!(answer.status, 200, "{at}: {}", answer.text());
            let page = answer.text();
            answer = match deed {
                Deed::Decline => {
                    at = at.join(&format!("{}/abort", at.path())).expect("an address");
                    visitor.get(&at).await
                }
                Deed::SignIn(email) => {
                    let prompt = between(&page, "name=\"prompt\" value=\"", "\"");
                    let mut form = vec![("prompt", prompt)];
                    if prompt == "login" {
                        form.extend([("login", email), ("password", "any")]);
                    }
                    at = at.join(between(&page, "action=\"", "\"")).expect("an address");
                    visitor.post(&at, &form).await
                }
            };
        }
        panic!("the provider never sends back; last at {at}: {}", answer.text());
    }
}

fn between<'p>(page: &'p str, before: &str, after: &str) -> &'p str {
    let found = page.split_once(before).and_then(|(_, rest)| rest.split_once(after));
    found.unwrap_or_else(|| panic!("no {before} in {page}")).0
}

/// A browser that knows cookies and forms.
#[derive(Debug, Default)]
struct Visitor {
    cookies: Vec<(String, String)>,
}

impl Visitor {
    async fn get(&mut self, at: &Url) -> Answer {
        self.send("GET", at, Bytes::new()).await
    }

    async fn post(&mut self, at: &Url, form: &[(&str, &str)]) -> Answer {
        self.send("POST", at, encode_pairs(form).into()).await
    }

    async fn send(&mut self, method: &str, at: &Url, body: Bytes) -> Answer {
        let host = &at[url::Position::BeforeHost..url::Position::AfterPort];
        let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        let request = Request::builder()
            .method(method)
            .uri(&at[url::Position::BeforePath..url::Position::AfterQuery])
            .header("host", host)
            .header("cookie", pairs.collect::<Vec<_>>().join("; "))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Full::new(body))
            .expect("a well-formed request");
        let answer = http::send(host, request).await;
        for cookie in answer.headers.get_all("set-cookie") {
            let pair = cookie.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
            let Some((name, value)) = pair.split_once('=') else { continue };
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        answer
    }
}
