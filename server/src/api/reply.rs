//! Writing a reply: JSON with a strong ETag, or 304 when the caller has it.

use axum::{
    body::Body,
    extract::Request,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use sha2::{Digest, Sha256};
use shared::endpoint::{Endpoint, Method};

use super::call::Answer;
use crate::failure::Failure;

/// What the caller says it has.
pub(super) struct Known(Option<HeaderValue>);

impl Known {
    pub(super) fn of(request: &Request) -> Self {
        Self(request.headers().get(header::IF_NONE_MATCH).cloned())
    }

    fn has(&self, tag: &str) -> bool {
        self.0
            .as_ref()
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| if_none_match_names(value, tag))
    }
}

/// Whether an `If-None-Match` value names the tag. The comparison is weak, as RFC 9110 asks for.
pub fn if_none_match_names(value: &str, tag: &str) -> bool {
    value.trim() == "*"
        || value.split(',').any(|known| known.trim().strip_prefix("W/").unwrap_or(known.trim()) == tag)
}

/// JSON with its tag.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub(super) bytes: Bytes,
    tag: HeaderValue,
}

impl Written {
    /// The tag of what has a version begins with it: `"7-…"`.
    fn new(bytes: Bytes, version: Option<u64>) -> Self {
        let tag = match (entity_tag(&bytes), version) {
            (tag, None) => tag,
            (tag, Some(version)) => format!("\"{version}-{}", tag.trim_start_matches('"')),
        };
        // Digits and quotes: every tag is a header value.
        let tag = HeaderValue::try_from(tag).unwrap_or(HeaderValue::from_static("\"\""));
        Self { bytes, tag }
    }

    #[cfg(test)]
    pub(super) fn text(text: &str) -> Self {
        Self::new(Bytes::copy_from_slice(text.as_bytes()), None)
    }

    /// A reply that is read, or the answer where it is more than that.
    pub(super) fn of<E: Endpoint>(answer: Answer<E>) -> Result<Result<Self, Answer<E>>, Failure> {
        let (reply, version) = match answer {
            Answer::Encoded(bytes) => return Ok(Ok(Self::new(bytes, None))),
            Answer::Lines(_) | Answer::WithCookies(..) => return Ok(Err(answer)),
            Answer::Value(reply) => (reply, None),
            Answer::Versioned(reply, version) => (reply, Some(version)),
        };
        Ok(Ok(Self::new(encoded(&reply)?, version)))
    }

    /// The response to a read.
    pub(super) fn response(self, known: &Known) -> Response {
        let fresh = self.tag.to_str().is_ok_and(|tag| known.has(tag));
        let mut response = Response::new(if fresh { Body::empty() } else { Body::from(self.bytes) });
        let headers = response.headers_mut();
        if !fresh {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
        headers.insert(header::ETAG, self.tag);
        if fresh {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        response
    }
}

fn encoded<R: serde::Serialize>(reply: &R) -> Result<Bytes, Failure> {
    let bytes = serde_json::to_vec(reply);
    Ok(bytes.map_err(|error| anyhow::Error::new(error).context("the reply has no JSON form"))?.into())
}

/// The reply of an endpoint as a response. Cookies have been taken off it before.
pub(super) fn write<E: Endpoint>(answer: Answer<E>, known: &Known) -> Response {
    let (reply, version) = match answer {
        Answer::Encoded(bytes) => return of_method::<E>(bytes, None, known),
        Answer::Lines(body) => return lines(body),
        Answer::Value(reply) | Answer::WithCookies(reply, _) => (reply, None),
        Answer::Versioned(reply, version) => (reply, Some(version)),
    };
    match encoded(&reply) {
        Ok(bytes) => of_method::<E>(bytes, version, known),
        Err(failure) => failure.into_response(),
    }
}

fn of_method<E: Endpoint>(bytes: Bytes, version: Option<u64>, known: &Known) -> Response {
    match E::DECLARATION.method {
        Method::Get => Written::new(bytes, version).response(known),
        Method::Post | Method::Put | Method::Patch | Method::Delete => {
            let mut response = Response::new(Body::from(bytes));
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
    }
}

fn lines(body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(shared::endpoint::Media::Ndjson.as_str()));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Public JSON that a cache may keep as long as it asks each time whether it is still true.
pub(super) fn json(bytes: Bytes, known: &Known) -> Response {
    Written::new(bytes, None).response(known)
}

/// A strong entity tag: the first 128 bits of the SHA-256 of the bytes, quoted.
pub fn entity_tag(bytes: &[u8]) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let digest = Sha256::digest(bytes);
    let mut tag = String::with_capacity(34);
    tag.push('"');
    for byte in digest.iter().take(16) {
        tag.push(char::from(HEX[usize::from(byte >> 4)]));
        tag.push(char::from(HEX[usize::from(byte & 15)]));
    }
    tag.push('"');
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn if_none_match_is_read_as_a_list() {
        let tag = entity_tag(b"a");
        let check =
            |value: &str, expected: bool| assert_eq!(if_none_match_names(value, &tag), expected, "{value}");
        check(&tag, true);
        check(&format!("\"x\", W/{tag}"), true);
        check("*", true);
        check("\"x\"", false);
        check("", false);
        check(tag.trim_matches('"'), false);
    }
}
