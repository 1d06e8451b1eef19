//! How a screen calls the API: one typed `call` (and `send` for what changes something), two bodies.
//!
//! In the browser and in the desktop webview it is a fetch of a relative URL. In the server's build it
//! is a call of the Router in process, through the [`InProcess`] that the server puts into the context.

#[cfg(feature = "every-screen")]
mod send;

use std::{future::Future, pin::Pin};

use shared::{
    endpoint::Endpoint,
    problem::{Problem, ProblemKind},
};

#[cfg(feature = "every-screen")]
pub use send::{Prover, ask_proved, send, send_octets};

/// Why a call gave no reply.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum CallError {
    /// The server answered with a problem.
    Problem(Box<Problem>),
    /// No answer: no network, or the server is gone.
    Offline,
}

impl CallError {
    /// HTTP status to answer with when a page cannot be rendered because of this.
    pub fn status(&self) -> u16 {
        match self {
            Self::Problem(problem) => problem.status,
            Self::Offline => 503,
        }
    }
}

/// The answer to one `GET`: the address that was asked, and the reply's text as it came.
///
/// Pages load answers of this one type, and each reads its own type out of the text: everything that waits
/// for a page is compiled once, not once for each page.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Answer {
    /// Path and query string.
    pub address: String,
    /// JSON.
    pub reply: Result<String, CallError>,
}

impl Answer {
    /// The reply, typed.
    ///
    /// # Errors
    /// The server's problem, [`CallError::Offline`], or a text that is not this endpoint's reply.
    pub fn read<E: Endpoint>(&self) -> Result<E::Reply, CallError> {
        let text = self.reply.as_ref().map_err(Clone::clone)?;
        serde_json::from_str(text).map_err(|_| CallError::Problem(Box::new(unreadable(200))))
    }
}

/// Asks an address with `GET`.
pub fn ask(address: String) -> Pin<Box<dyn Future<Output = Answer> + Send>> {
    Box::pin(async move {
        let reply = match fetch("GET", &address).await {
            Ok((200..300, text)) => Ok(text),
            Ok((status, text)) => Err(refused(status, &text, None)),
            Err(error) => Err(error),
        };
        Answer { address, reply }
    })
}

/// Calls a `GET` endpoint.
///
/// # Errors
/// Those of [`Answer::read`].
pub async fn call<E: Endpoint<Body = ()>>(path: &E::Path, query: &E::Query) -> Result<E::Reply, CallError> {
    ask(E::url(path, query)).await.read::<E>()
}

/// What an answer outside the 200s says. The desktop app says that its server cannot be reached: that is no
/// answer. `retry_after` are the seconds of the header of that name.
fn refused(status: u16, text: &str, retry_after: Option<u32>) -> CallError {
    let mut problem: Box<Problem> =
        serde_json::from_str(text).unwrap_or_else(|_| Box::new(unreadable(status)));
    problem.retry_after = retry_after;
    if problem.is(ProblemKind::Unreachable) { CallError::Offline } else { CallError::Problem(problem) }
}

fn unreadable(status: u16) -> Problem {
    Problem {
        status,
        ..Problem::new(
            ProblemKind::Internal,
            "The answer could not be read. Reload the page; if it stays, the app and the server differ in version.",
        )
    }
}

#[cfg(feature = "ssr")]
mod in_process {
    use std::{fmt, future::Future, pin::Pin, sync::Arc};

    /// Status and body of an answer.
    type Routed = Pin<Box<dyn Future<Output = (u16, Vec<u8>)> + Send>>;

    /// The Router, as the screens see it while the server renders them: method and URL in, answer out,
    /// the caller's identity already attached. Put into the context by the server.
    #[derive(Clone)]
    pub struct InProcess(pub Arc<dyn Fn(&'static str, String) -> Routed + Send + Sync>);

    impl fmt::Debug for InProcess {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("InProcess")
        }
    }
}

#[cfg(feature = "ssr")]
pub use in_process::InProcess;

#[cfg(feature = "ssr")]
async fn fetch(method: &'static str, url: &str) -> Result<(u16, String), CallError> {
    let Some(InProcess(router)) = leptos::prelude::use_context::<InProcess>() else {
        return Err(CallError::Offline);
    };
    let (status, body) = router(method, url.to_owned()).await;
    String::from_utf8(body)
        .map(|text| (status, text))
        .map_err(|_| CallError::Problem(Box::new(unreadable(status))))
}

#[cfg(all(not(feature = "ssr"), any(feature = "csr", feature = "hydrate")))]
async fn fetch(method: &'static str, url: &str) -> Result<(u16, String), CallError> {
    use send_wrapper::SendWrapper;
    let url = url.to_owned();
    // Resources want `Send`; a browser has one thread.
    SendWrapper::new(async move {
        let method = match method {
            "GET" => gloo_net::http::Method::GET,
            "POST" => gloo_net::http::Method::POST,
            "PUT" => gloo_net::http::Method::PUT,
            "PATCH" => gloo_net::http::Method::PATCH,
            _ => gloo_net::http::Method::DELETE,
        };
        let request =
            gloo_net::http::RequestBuilder::new(&url).method(method).header("accept", "application/json");
        let response = request.send().await.map_err(|_| CallError::Offline)?;
        let body = response.text().await.map_err(|_| CallError::Offline)?;
        Ok((response.status(), body))
    })
    .await
}

#[cfg(not(any(feature = "ssr", feature = "csr", feature = "hydrate")))]
async fn fetch(_: &'static str, _: &str) -> Result<(u16, String), CallError> {
    Err(CallError::Offline)
}
