//! How a screen calls the API: one typed `call`, two bodies.
//!
//! In the browser and in the desktop webview it is a fetch of a relative URL. In the server's build it
//! is a call of the Router in process, through the [`InProcess`] that the server puts into the context.

use shared::{
    endpoint::Endpoint,
    problem::{Problem, ProblemKind},
};

/// Why a call gave no reply.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum CallError {
    /// The server answered with a problem.
    Problem(Problem),
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

/// Calls a `GET` endpoint.
///
/// # Errors
/// The server's problem, or [`CallError::Offline`].
pub async fn call<E: Endpoint<Body = ()>>(path: &E::Path, query: &E::Query) -> Result<E::Reply, CallError> {
    let url = E::url(path, query);
    let (status, body) = fetch(E::DECLARATION.method.as_str(), &url).await?;
    if (200..300).contains(&status) {
        serde_json::from_slice(&body).map_err(|_| unreadable(status))
    } else {
        Err(CallError::Problem(serde_json::from_slice(&body).unwrap_or_else(|_| unreadable_problem(status))))
    }
}

fn unreadable(status: u16) -> CallError {
    CallError::Problem(unreadable_problem(status))
}

fn unreadable_problem(status: u16) -> Problem {
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
    pub type Answer = Pin<Box<dyn Future<Output = (u16, Vec<u8>)> + Send>>;

    /// The Router, as the screens see it while the server renders them: method and URL in, answer out,
    /// the caller's identity already attached. Put into the context by the server.
    #[derive(Clone)]
    pub struct InProcess(pub Arc<dyn Fn(&'static str, String) -> Answer + Send + Sync>);

    impl fmt::Debug for InProcess {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("InProcess")
        }
    }
}

#[cfg(feature = "ssr")]
pub use in_process::{Answer, InProcess};

#[cfg(feature = "ssr")]
async fn fetch(method: &'static str, url: &str) -> Result<(u16, Vec<u8>), CallError> {
    let Some(InProcess(router)) = leptos::prelude::use_context::<InProcess>() else {
        return Err(CallError::Offline);
    };
    Ok(router(method, url.to_owned()).await)
}

#[cfg(all(not(feature = "ssr"), any(feature = "csr", feature = "hydrate")))]
async fn fetch(method: &'static str, url: &str) -> Result<(u16, Vec<u8>), CallError> {
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
        let body = response.binary().await.map_err(|_| CallError::Offline)?;
        Ok((response.status(), body))
    })
    .await
}

#[cfg(not(any(feature = "ssr", feature = "csr", feature = "hydrate")))]
async fn fetch(_: &'static str, _: &str) -> Result<(u16, Vec<u8>), CallError> {
    Err(CallError::Offline)
}
