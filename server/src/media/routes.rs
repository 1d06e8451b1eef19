//! `/media/{digest}/{width}`.

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Response},
    routing::get,
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use shared::{marketplace::model::Picture, problem::ProblemKind};

use super::parse_digest;
use crate::{Failure, Services};

/// The addresses of pictures.
pub fn routes() -> Router<Services> {
    Router::new().route("/media/{digest}/{width}", get(variant))
}

const HEADERS: [(HeaderName, HeaderValue); 3] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    // A picture opened by itself is a document of its own: it may do nothing.
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
];

async fn variant(
    State(services): State<Services>,
    Path((digest, width)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let width = width.parse().ok().filter(|width| Picture::WIDTHS.contains(width));
    let (Some(width), Some(_)) = (width, parse_digest(&digest)) else { return Err(unknown()) };
    // The address names the content: whoever has this tag has these bytes.
    let tag = format!("\"{digest}-{width}\"");
    if crate::pages::none_match(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, HEADERS, [(header::ETAG, tag)]).into_response());
    }
    let (bytes, mime) = services.media.variant(&digest, width).await?.ok_or_else(unknown)?;
    Ok((HEADERS, [(header::ETAG, tag.as_str()), (header::CONTENT_TYPE, mime)], bytes).into_response())
}

fn unknown() -> Failure {
    let widths = Picture::WIDTHS.map(|width| width.to_string()).join(", ");
    Failure::new(
        ProblemKind::NotFound,
        format!("No picture is kept at this address. Pictures are served in the widths {widths}."),
    )
}
