//! Calls to a server over the network, within bounds.

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};
use reqwest::{Client, redirect::Policy};
use serde::de::DeserializeOwned;
use shared::{
    desktop::model::ServerAddress,
    endpoint::{Endpoint, Method},
    problem::Problem,
};

/// For opening a connection.
const CONNECT: Duration = Duration::from_secs(10);
/// For a whole call, a long export among them.
const PATIENCE: Duration = Duration::from_secs(120);
/// For the short calls around signing in.
const SHORT: Duration = Duration::from_secs(20);
/// Most that is read of an answer: the window takes it whole.
const MOST_BYTES: usize = 64 << 20;

/// Why a call got no answer: a part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum OutsideError {
    #[error("it did not answer in time")]
    Slow,
    #[error("its answer is larger than {} MiB", MOST_BYTES >> 20)]
    TooLarge,
    #[error("{0}")]
    Unreachable(String),
}

/// Why a typed call has no reply.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(super) enum CallFailure {
    #[error(transparent)]
    Outside(#[from] OutsideError),
    /// The server answered with a problem.
    #[error("{}", .0.detail)]
    Problem(Box<Problem>),
    /// What answers is not one of ours.
    #[error("it is not a Guildhall server")]
    Foreign { status: StatusCode, location: Option<String> },
}

/// A reply, and the server's own time.
#[derive(Debug)]
pub(super) struct Replied<T> {
    pub(super) reply: T,
    pub(super) at: Option<DateTime<Utc>>,
}

/// Makes the calls.
#[derive(Clone, Debug)]
pub(super) struct Outside {
    /// To servers elsewhere, by way of the proxy that the system names.
    far: Result<Client, String>,
    /// To servers on this computer, which no proxy reaches.
    near: Result<Client, String>,
}

impl Outside {
    pub(super) fn new() -> Self {
        let client = |near: bool| {
            let builder =
                Client::builder().user_agent(agent()).connect_timeout(CONNECT).redirect(Policy::none());
            let builder = if near { builder.no_proxy() } else { builder };
            builder.build().map_err(|error| cause(&error))
        };
        Self { far: client(false), near: client(true) }
    }

    /// Sends a request for a path to a server and reads the answer whole.
    ///
    /// # Errors
    /// What kept the answer from coming.
    pub(super) async fn send(
        &self,
        address: &ServerAddress,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, OutsideError> {
        self.within(PATIENCE, address, request).await
    }

    async fn within(
        &self,
        patience: Duration,
        address: &ServerAddress,
        request: Request<Vec<u8>>,
    ) -> Result<Response<Vec<u8>>, OutsideError> {
        let client = if address.is_here() { &self.near } else { &self.far };
        let client = client.as_ref().map_err(|why| OutsideError::Unreachable(why.clone()))?;
        let (parts, body) = request.into_parts();
        let url = format!("{address}{}", parts.uri);
        let mut response = client
            .request(parts.method, url)
            .headers(parts.headers)
            .body(body)
            .timeout(patience)
            .send()
            .await
            .map_err(|error| explain(&error))?;
        let mut bytes = Vec::new();
        while let Some(part) = response.chunk().await.map_err(|error| explain(&error))? {
            if bytes.len() + part.len() > MOST_BYTES {
                return Err(OutsideError::TooLarge);
            }
            bytes.extend_from_slice(&part);
        }
        let mut answer = Response::new(bytes);
        *answer.status_mut() = response.status();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        Ok(answer)
    }

    /// Calls an endpoint as nobody.
    ///
    /// # Errors
    /// No answer, a problem, or an answer that is not the endpoint's.
    pub(super) async fn call<E: Endpoint<Path = ()>>(
        &self,
        address: &ServerAddress,
        body: &E::Body,
        deed: Option<&str>,
    ) -> Result<Replied<E::Reply>, CallFailure> {
        let method = E::DECLARATION.method;
        let bytes = match method {
            Method::Get | Method::Delete => Vec::new(),
            // What is declared to travel has a form in which it does.
            Method::Post | Method::Put | Method::Patch => serde_json::to_vec(body).unwrap_or_default(),
        };
        let mut request = Request::new(bytes);
        *request.method_mut() = method.as_str().parse().unwrap_or_default();
        *request.uri_mut() = E::DECLARATION.path.parse().unwrap_or_default();
        let headers = request.headers_mut();
        let json = HeaderValue::from_static("application/json");
        headers.insert(header::ACCEPT, json.clone());
        if !matches!(method, Method::Get | Method::Delete) {
            headers.insert(header::CONTENT_TYPE, json);
        }
        if let Some(deed) = deed.and_then(|deed| HeaderValue::try_from(deed).ok()) {
            headers.insert("idempotency-key", deed);
        }
        let answer = self.within(SHORT, address, request).await?;
        let (at, status) = (date(answer.headers()), answer.status());
        if status.is_success() && is_json(answer.headers(), "application/json") {
            return match parsed(answer.body()) {
                Some(reply) => Ok(Replied { reply, at }),
                None => Err(CallFailure::Foreign { status, location: None }),
            };
        }
        if let Some(problem) = problem_of(&answer) {
            return Err(CallFailure::Problem(Box::new(problem)));
        }
        let location = answer.headers().get(header::LOCATION).and_then(|value| value.to_str().ok());
        Err(CallFailure::Foreign { status, location: location.map(str::to_owned) })
    }
}

/// What a server says in place of a reply; `None` where it says nothing of the kind.
pub(super) fn problem_of(answer: &Response<Vec<u8>>) -> Option<Problem> {
    is_json(answer.headers(), "application/problem+json").then(|| parsed(answer.body())).flatten()
}

fn parsed<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok()
}

fn is_json(headers: &HeaderMap, wanted: &str) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(wanted))
}

fn date(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    let text = headers.get(header::DATE)?.to_str().ok()?;
    DateTime::parse_from_rfc2822(text).ok().map(|date| date.to_utc())
}

/// How the app names itself; servers show it in the list of sessions.
fn agent() -> String {
    format!("Guildhall-Desktop/{} ({})", env!("CARGO_PKG_VERSION"), std::env::consts::OS)
}

fn explain(error: &reqwest::Error) -> OutsideError {
    if error.is_timeout() {
        return OutsideError::Slow;
    }
    OutsideError::Unreachable(cause(error).chars().take(200).collect())
}

/// What is at the bottom of an error: the layers above only name each other.
fn cause(error: &reqwest::Error) -> String {
    anyhow::Chain::new(error).last().map(ToString::to_string).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_a_server_is_read_from_its_answer() {
        let mut headers = HeaderMap::new();
        assert_eq!(date(&headers), None);
        headers.insert(header::DATE, HeaderValue::from_static("Fri, 27 Nov 2026 14:00:00 GMT"));
        assert_eq!(
            date(&headers).map(|date| date.to_rfc3339()).as_deref(),
            Some("2026-11-27T14:00:00+00:00")
        );
        headers.insert(header::DATE, HeaderValue::from_static("yesterday"));
        assert_eq!(date(&headers), None);
    }
}
