//! Calls that change something, and calls that want a fresh proof of who is signed in.

use std::{fmt, future::Future, pin::Pin, sync::Arc, time::Duration};

use leptos::prelude::use_context;
use shared::{
    endpoint::{Endpoint, Media, Method, Octets},
    problem::ProblemKind,
};

use super::{Answer, CallError, ask, refused, unreadable};
use crate::ui::new_intent;

type Proving = Pin<Box<dyn Future<Output = bool> + Send>>;

/// Lets a person prove once more that it is them, and says whether they did. A call with this in its context
/// waits for it and is made again.
#[derive(Clone)]
pub struct Prover(pub Arc<dyn Fn() -> Proving + Send + Sync>);

impl fmt::Debug for Prover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Prover")
    }
}

impl CallError {
    /// How long to wait before the same is sent again by itself, when nobody answered or the server could not
    /// just then: as long as it says, or else `pause`. `None` for a refusal, which stays one.
    pub fn again_after(&self, pause: Duration) -> Option<Duration> {
        match self {
            Self::Offline => Some(pause),
            Self::Problem(problem) if matches!(problem.status, 429 | 500..=599) => {
                Some(problem.retry_after.map_or(pause, |seconds| Duration::from_secs(seconds.into())))
            }
            Self::Problem(_) => None,
        }
    }
}

/// What came back: status, text, and the seconds of `Retry-After` where there are some.
type Answered = (u16, String, Option<u32>);

/// The text of an answer in the 200s.
fn read((status, text, retry_after): Answered) -> Result<String, CallError> {
    match status {
        200..300 => Ok(text),
        _ => Err(refused(status, &text, retry_after)),
    }
}

/// Calls an endpoint that changes something.
///
/// `intent` is the same for every attempt at one deed, and new for the next: a repeated attempt whose first
/// answer was lost gets that answer and changes nothing again. `based_on` is the version that was shown, for
/// endpoints that want one.
///
/// # Errors
/// The server's problem, [`CallError::Offline`], or a text that is not this endpoint's reply.
pub async fn send<E: Endpoint>(
    path: &E::Path,
    body: &E::Body,
    intent: &str,
    based_on: Option<u64>,
) -> Result<E::Reply, CallError> {
    let method = E::DECLARATION.method;
    let body = match method {
        Method::Get | Method::Delete => None,
        Method::Post | Method::Put | Method::Patch => {
            serde_json::to_string(body).ok().map(|text| Body { media: Media::Json, bytes: text.into_bytes() })
        }
    };
    let url = E::url(path, &E::Query::default());
    let text = sent(method.as_str(), url, body, intent.to_owned(), based_on).await?;
    serde_json::from_str(&text).map_err(|_| CallError::Problem(Box::new(unreadable(200))))
}

/// Sends bytes as they are, to an endpoint at which repeating the same bytes changes nothing.
///
/// # Errors
/// Those of [`send`].
pub async fn send_octets<E: Endpoint<Body = Octets>>(
    path: &E::Path,
    query: &E::Query,
    bytes: Vec<u8>,
) -> Result<E::Reply, CallError> {
    let body = Body { media: Media::Octets, bytes };
    let url = E::url(path, query);
    let text = read(deliver(E::DECLARATION.method.as_str(), &url, Some(body), "", None).await?)?;
    serde_json::from_str(&text).map_err(|_| CallError::Problem(Box::new(unreadable(200))))
}

/// What a call brings.
#[derive(Clone)]
#[cfg_attr(
    not(all(not(feature = "ssr"), any(feature = "csr", feature = "hydrate"))),
    expect(dead_code, reason = "pages are rendered by reading alone")
)]
struct Body {
    media: Media,
    /// JSON is UTF-8.
    bytes: Vec<u8>,
}

/// [`send`] but for its types: compiled once.
fn sent(
    method: &'static str,
    url: String,
    body: Option<Body>,
    mut intent: String,
    based_on: Option<u64>,
) -> Pin<Box<dyn Future<Output = Result<String, CallError>> + Send>> {
    let prover = use_context::<Prover>();
    Box::pin(async move {
        loop {
            let error = match read(deliver(method, &url, body.clone(), &intent, based_on).await?) {
                Ok(text) => return Ok(text),
                Err(error) => error,
            };
            if !proved(&error, prover.as_ref()).await {
                return Err(error);
            }
            // The refusal was the answer to the attempt before.
            intent = new_intent();
        }
    })
}

/// [`ask`] for what is read only after a fresh proof.
pub fn ask_proved(address: String) -> Pin<Box<dyn Future<Output = Answer> + Send>> {
    let prover = use_context::<Prover>();
    Box::pin(async move {
        loop {
            let answer = ask(address.clone()).await;
            match &answer.reply {
                Err(error) if proved(error, prover.as_ref()).await => {}
                _ => return answer,
            }
        }
    })
}

/// Whether the call failed for want of a proof, and the person has given one meanwhile.
async fn proved(error: &CallError, prover: Option<&Prover>) -> bool {
    match (error, prover) {
        (CallError::Problem(problem), Some(Prover(prove))) if problem.is(ProblemKind::ProofRequired) => {
            prove().await
        }
        _ => false,
    }
}

#[cfg(all(not(feature = "ssr"), any(feature = "csr", feature = "hydrate")))]
async fn deliver(
    method: &'static str,
    url: &str,
    body: Option<Body>,
    intent: &str,
    based_on: Option<u64>,
) -> Result<Answered, CallError> {
    use send_wrapper::SendWrapper;
    let (url, intent) = (url.to_owned(), intent.to_owned());
    SendWrapper::new(async move {
        let method = match method {
            "POST" => gloo_net::http::Method::POST,
            "PUT" => gloo_net::http::Method::PUT,
            "PATCH" => gloo_net::http::Method::PATCH,
            _ => gloo_net::http::Method::DELETE,
        };
        let mut request =
            gloo_net::http::RequestBuilder::new(&url).method(method).header("accept", "application/json");
        if !intent.is_empty() {
            request = request.header("idempotency-key", &intent);
        }
        if let Some(version) = based_on {
            request = request.header("if-match", &format!("\"{version}\""));
        }
        let sent = match body {
            // Never a `Blob`: the desktop's window breaks over one.
            Some(Body { media, bytes }) => match request
                .header("content-type", media.as_str())
                .body(js_sys::Uint8Array::from(bytes.as_slice()))
            {
                Ok(request) => request.send().await,
                Err(error) => Err(error),
            },
            None => request.send().await,
        };
        let response = sent.map_err(|_| CallError::Offline)?;
        let retry_after = response.headers().get("retry-after").and_then(|seconds| seconds.parse().ok());
        let text = response.text().await.map_err(|_| CallError::Offline)?;
        Ok((response.status(), text, retry_after))
    })
    .await
}

/// Pages are rendered by reading alone.
#[cfg(not(all(not(feature = "ssr"), any(feature = "csr", feature = "hydrate"))))]
async fn deliver(
    _: &'static str,
    _: &str,
    _: Option<Body>,
    _: &str,
    _: Option<u64>,
) -> Result<Answered, CallError> {
    Err(CallError::Offline)
}

#[cfg(test)]
mod tests {
    use shared::problem::Problem;

    use super::*;

    #[test]
    fn what_may_work_later_is_sent_again_and_a_refusal_is_not() {
        let pause = Duration::from_secs(5);
        assert_eq!(CallError::Offline.again_after(pause), Some(pause));
        let answered = |kind: ProblemKind, retry_after| {
            let text = serde_json::to_string(&Problem::new(kind, "This is why.")).expect("JSON");
            read((kind.status(), text, retry_after)).expect_err("no answer of the 200s")
        };
        for (kind, retry_after, expected) in [
            (ProblemKind::TooManyRequests, Some(40), Some(40)),
            (ProblemKind::TooManyRequests, None, Some(5)),
            (ProblemKind::Unavailable, Some(1), Some(1)),
            (ProblemKind::Internal, None, Some(5)),
            // The desktop app did not reach its server.
            (ProblemKind::Unreachable, None, Some(5)),
            (ProblemKind::Unprocessable, Some(40), None),
            (ProblemKind::Conflict, None, None),
            (ProblemKind::SignInRequired, None, None),
        ] {
            let after = answered(kind, retry_after).again_after(pause);
            assert_eq!(after, expected.map(Duration::from_secs), "{kind:?}");
        }
        // Something between them answered, and not with a problem.
        let gateway = read((502, "<h1>Bad gateway</h1>".to_owned(), None)).expect_err("no answer");
        assert_eq!(gateway.again_after(pause), Some(pause));
    }
}
