//! Reading a request into a typed call.

use axum::extract::{RawPathParams, Request};
use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use shared::{
    endpoint::{Endpoint, Method, PathParameters, Query, decode_pairs},
    problem::{FieldError, Problem, ProblemKind},
};

use crate::{failure::Failure, http::Limits};

/// One request to the endpoint `E`, parsed.
#[derive(Debug)]
pub struct Call<E: Endpoint> {
    pub path: E::Path,
    pub query: E::Query,
    pub body: E::Body,
}

/// A reply of the endpoint `E`.
#[derive(Debug)]
pub enum Answer<E: Endpoint> {
    Value(E::Reply),
    /// JSON of an `E::Reply`, written already.
    Encoded(Bytes),
}

/// What a handler gives back.
pub type Outcome<E> = Result<Answer<E>, Failure>;

/// Parses path, query string and body; strict in each.
pub(super) async fn read<E: Endpoint>(
    parameters: Option<&RawPathParams>,
    request: Request,
    limits: Limits,
) -> Result<Call<E>, Failure> {
    let query = match request.uri().query() {
        None => E::Query::default(),
        Some(raw) => E::Query::parse(&decode_pairs(raw).map_err(|error| vec![error])?)?,
    };
    let path = read_path::<E>(parameters)?;
    let body = match E::DECLARATION.method {
        Method::Get | Method::Delete => parse_body::<E>(b"null")?,
        Method::Post | Method::Put | Method::Patch => {
            let bytes = read_body(request, limits).await?;
            // An endpoint without a body takes none: `()` reads from `null`.
            parse_body::<E>(if bytes.is_empty() { b"null" } else { &bytes })?
        }
    };
    Ok(Call { path, query, body })
}

/// A malformed name in the address names nothing: 404.
fn read_path<E: Endpoint>(parameters: Option<&RawPathParams>) -> Result<E::Path, Failure> {
    let values: Vec<(&str, &str)> = match parameters {
        Some(parameters) => parameters.iter().collect(),
        None => return Err(names_nothing("address", "Not UTF-8 text after percent-decoding.")),
    };
    E::Path::parse(&values).map_err(|error| names_nothing(error.name(), &error.detail))
}

fn names_nothing(name: &str, why: &str) -> Failure {
    Failure::new(ProblemKind::NotFound, format!("Nothing can have this {name}: {why}"))
}

async fn read_body(request: Request, limits: Limits) -> Result<Bytes, Failure> {
    let body = Limited::new(request.into_body(), limits.body_bytes).collect();
    match tokio::time::timeout(limits.body, body).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.downcast_ref::<LengthLimitError>().is_some() => {
            Err(too_large(limits.body_bytes))
        }
        Ok(Err(_)) => Err(Failure::new(
            ProblemKind::InvalidRequest,
            "The request body broke off before its end. Send it again.",
        )),
        Err(_) => Err(Failure::new(
            ProblemKind::Timeout,
            format!(
                "The request body did not arrive within {} seconds. Send it again.",
                limits.body.as_secs()
            ),
        )),
    }
}

/// The body has more than `most` bytes.
pub(crate) fn too_large(most: usize) -> Failure {
    Failure::new(
        ProblemKind::TooLarge,
        format!("The request body is over {most} bytes, the most that this address reads."),
    )
}

fn parse_body<E: Endpoint>(bytes: &[u8]) -> Result<E::Body, Failure> {
    serde_json::from_slice(bytes).map_err(|error| {
        let at = format!("line {}, column {}", error.line(), error.column());
        let why = format!("Not the JSON that this address reads, at {at}: {error}.");
        Problem::invalid(vec![FieldError::pointer("", why)]).into()
    })
}
