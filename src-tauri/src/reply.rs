//! Answers that the shell makes itself.

use http::{HeaderValue, Response, StatusCode, header};
use serde::Serialize;
use shared::problem::{Problem, ProblemKind};

/// A reply. It is of this moment and nothing to keep.
pub(crate) fn json(reply: &impl Serialize) -> Response<Vec<u8>> {
    match serde_json::to_vec(reply) {
        Ok(body) => plain(StatusCode::OK, "application/json", body),
        Err(error) => {
            problem(&Problem::new(ProblemKind::Internal, format!("The reply has no JSON form: {error}.")))
        }
    }
}

pub(crate) fn problem(problem: &Problem) -> Response<Vec<u8>> {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    plain(status, "application/problem+json", serde_json::to_vec(problem).unwrap_or_default())
}

pub(crate) fn plain(status: StatusCode, mime: &str, body: Vec<u8>) -> Response<Vec<u8>> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    if let Ok(mime) = HeaderValue::from_str(mime) {
        response.headers_mut().insert(header::CONTENT_TYPE, mime);
    }
    if mime.ends_with("json") {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}
