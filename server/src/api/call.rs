//! Reading a request into a typed call.

use axum::{body::Body, extract::RawPathParams};
use bytes::Bytes;
use http::{HeaderMap, header, request::Parts};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::{Deserialize, de::value::BytesDeserializer};
use shared::{
    endpoint::{Declaration, Endpoint, Media, Method, PathParameters, Precondition, Query, decode_pairs},
    identity::rules::access::{self, SignedIn, Verdict},
    ids::OrganisationId,
    problem::{FieldError, Problem, ProblemKind},
};

use super::deed::Deed;
use crate::{failure::Failure, http::Limits, identity::visitor::Visitor};

/// One request to the endpoint `E`, parsed.
#[derive(Debug)]
pub struct Call<E: Endpoint> {
    pub path: E::Path,
    pub query: E::Query,
    pub body: E::Body,
    pub visitor: Visitor,
    /// The version that a change is based on, where the endpoint asks for one.
    pub based_on: Option<u64>,
    pub deed: Deed,
}

impl<E: Endpoint> Call<E> {
    /// The person who is signed in, for endpoints that only people may call.
    ///
    /// # Errors
    /// Nobody is, or a key calls.
    pub fn person(&self) -> Result<&SignedIn, Failure> {
        self.visitor.person().ok_or_else(|| Verdict::SignIn.into())
    }

    /// The same, for what is the person's own: a provider's word is not enough for it.
    ///
    /// # Errors
    /// Nobody is signed in, or only a provider vouches for them.
    pub fn own(&self) -> Result<&SignedIn, Failure> {
        self.enters(None)
    }

    /// The same, for a person who goes on to act in `organisation`, or in a new one.
    ///
    /// # Errors
    /// Nobody is signed in; or only the provider of another organisation vouches for them.
    pub fn enters(&self, organisation: Option<OrganisationId>) -> Result<&SignedIn, Failure> {
        let person = self.person()?;
        let verdict = access::enter(person, organisation);
        if verdict.is_allowed() { Ok(person) } else { Err(verdict.into()) }
    }

    /// Refuses a change that is based on another version than the one that is there.
    ///
    /// # Errors
    /// 412 with what is there now.
    pub fn on_version(&self, version: u64, current: &impl serde::Serialize) -> Result<(), Failure> {
        match self.based_on {
            Some(based_on) if based_on != version => Err(stale(current)),
            Some(_) | None => Ok(()),
        }
    }
}

/// A change was based on what is not there any more.
pub fn stale(current: &impl serde::Serialize) -> Failure {
    let problem = Problem::new(
        ProblemKind::VersionStale,
        "Somebody changed this after you opened it. What is there now is in `current`; look at it and send \
         your change again.",
    );
    Problem { current: serde_json::to_value(current).ok(), ..problem }.into()
}

/// A reply of the endpoint `E`.
#[derive(Debug)]
pub enum Answer<E: Endpoint> {
    Value(E::Reply),
    /// JSON of an `E::Reply`, written already.
    Encoded(Bytes),
    /// What has a version: it stands in the `ETag`.
    Versioned(E::Reply, u64),
    /// A reply that signs somebody in or out.
    WithCookies(E::Reply, Vec<String>),
    /// Lines of JSON as they become ready.
    Lines(Body),
}

/// What a handler gives back.
pub type Outcome<E> = Result<Answer<E>, Failure>;

/// Path, query string and body, as bytes.
pub(super) struct Read<E: Endpoint> {
    pub(super) path: E::Path,
    pub(super) query: E::Query,
    pub(super) based_on: Option<u64>,
}

/// Parses path, query string and precondition; strict in each.
pub(super) fn read<E: Endpoint>(
    parameters: Option<&RawPathParams>,
    parts: &Parts,
) -> Result<Read<E>, Failure> {
    let query = match parts.uri.query() {
        None => E::Query::default(),
        Some(raw) => E::Query::parse(&decode_pairs(raw).map_err(|error| vec![error])?)?,
    };
    let path = read_path::<E>(parameters)?;
    let based_on = match E::DECLARATION.precondition {
        Precondition::None => None,
        Precondition::Version => Some(read_version(&parts.headers)?),
    };
    Ok(Read { path, query, based_on })
}

/// `If-Match: "7"`, or the whole `ETag` of a reply: `"7-…"`.
fn read_version(headers: &HeaderMap) -> Result<u64, Failure> {
    let Some(value) = headers.get(header::IF_MATCH) else {
        return Err(Failure::new(
            ProblemKind::VersionRequired,
            "Say which version the change is based on: send the `ETag` of what you read in `If-Match`.",
        ));
    };
    let tag = value.to_str().unwrap_or_default().trim();
    let version = tag
        .strip_prefix('"')
        .and_then(|tag| tag.strip_suffix('"'))
        .and_then(|tag| tag.split('-').next())
        .and_then(|version| version.parse().ok());
    version.ok_or_else(|| {
        vec![FieldError::parameter("If-Match", "One ETag as it was read, such as \"7\", in quotes.")].into()
    })
}

/// The body as bytes; empty where the method has none.
pub(super) async fn body(
    declaration: &Declaration,
    headers: &HeaderMap,
    body: Body,
    limits: Limits,
) -> Result<Bytes, Failure> {
    match declaration.method {
        Method::Get | Method::Delete => Ok(Bytes::new()),
        Method::Post | Method::Put | Method::Patch => {
            let bytes = read_body(body, limits).await?;
            if !bytes.is_empty() && !is(headers, declaration.takes) {
                let form = match declaration.takes {
                    Media::Json | Media::Ndjson => "JSON",
                    Media::Octets => "bytes as they are",
                };
                let kind = declaration.takes.as_str();
                return Err(Failure::new(
                    ProblemKind::UnsupportedMedia,
                    format!("Send the body as {form}, with `Content-Type: {kind}`."),
                ));
            }
            Ok(bytes)
        }
    }
}

fn is(headers: &HeaderMap, media: Media) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = value.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case(media.as_str())
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

async fn read_body(body: Body, limits: Limits) -> Result<Bytes, Failure> {
    let body = Limited::new(body, limits.body_bytes).collect();
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

/// Most levels of arrays and objects in a body.
const MAX_DEPTH: usize = 32;

/// How many levels of arrays and objects a text of JSON has; of other text anything.
fn depth(text: &[u8]) -> usize {
    let (mut open, mut deepest, mut quoted, mut escaped) = (0_usize, 0, false, false);
    for byte in text {
        match (quoted, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => quoted = !quoted,
            (false, b'[' | b'{') => {
                open += 1;
                deepest = deepest.max(open);
            }
            (false, b']' | b'}') => open = open.saturating_sub(1),
            (true | false, _) => {}
        }
    }
    deepest
}

/// Reads the body; an endpoint without a body takes none: `()` reads from `null`.
pub(super) fn parse_body<E: Endpoint>(bytes: &[u8]) -> Result<E::Body, Failure> {
    if E::DECLARATION.takes == Media::Octets {
        let octets = BytesDeserializer::<serde_json::Error>::new(bytes);
        return E::Body::deserialize(octets).map_err(|error| anyhow::Error::new(error).into());
    }
    let bytes = if bytes.is_empty() { b"null" } else { bytes };
    if depth(bytes) > MAX_DEPTH {
        let detail =
            format!("The body is nested more than {MAX_DEPTH} levels deep, which nothing here needs.");
        return Err(Problem::invalid(vec![FieldError::pointer("", detail)]).into());
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let body = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let pointer = pointer(error.path());
        FieldError::pointer(pointer, sentence(&error.into_inner()))
    });
    let ended = |body| reader.end().map(|()| body).map_err(|error| FieldError::pointer("", sentence(&error)));
    body.and_then(ended).map_err(|error| Problem::invalid(vec![error]).into())
}

/// What is wrong, with its place in the text where the text is no JSON at all.
fn sentence(error: &serde_json::Error) -> String {
    use serde_json::error::Category;
    let said = error.to_string();
    match error.classify() {
        Category::Data => match said.rsplit_once(" at line ") {
            Some((what, _)) if what.ends_with('.') => what.to_owned(),
            Some((what, _)) => format!("Not accepted: {what}."),
            None => said,
        },
        Category::Io | Category::Syntax | Category::Eof => format!("Not JSON: {said}."),
    }
}

/// The place in a document as a JSON pointer.
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        let name = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.replace('~', "~0").replace('/', "~1"),
            Segment::Enum { .. } | Segment::Unknown => continue,
        };
        pointer.push('/');
        pointer.push_str(&name);
    }
    pointer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_counted_outside_of_texts() {
        let cases: [(&str, usize); 7] = [
            ("null", 0),
            ("{}", 1),
            (r#"{"a":[1,{"b":2}],"c":{}}"#, 3),
            (r#"{"a":"[[[{{{"}"#, 1),
            (r#"{"a":"\"[[","b":[]}"#, 2),
            (r#"["\\",[]]"#, 2),
            ("]]]][", 1),
        ];
        for (text, levels) in cases {
            assert_eq!(depth(text.as_bytes()), levels, "{text}");
        }
    }
}
