//! Errors on the wire: RFC 9457 problem details with a stable `type` and pointers to the fields.

use serde::{Deserialize, Serialize};

/// The stable kinds of problem. The `type` member is `/problems/<slug>`; each has a page there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// A parameter or field is missing, unknown or has a value that is not accepted.
    InvalidRequest,
    /// Nothing public has this address.
    NotFound,
    /// The address exists, the method does not.
    MethodNotAllowed,
    /// The body is larger than this endpoint reads.
    TooLarge,
    /// The request did not arrive or was not answered in time.
    Timeout,
    /// The server is starting, stopping or full; the same request may work shortly.
    Unavailable,
    /// A failure of ours. It says nothing of its inside and carries an id that is in the log.
    Internal,
}

impl ProblemKind {
    pub const ALL: [Self; 7] = [
        Self::InvalidRequest,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::TooLarge,
        Self::Timeout,
        Self::Unavailable,
        Self::Internal,
    ];

    pub const fn status(self) -> u16 {
        match self {
            Self::InvalidRequest => 400,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::TooLarge => 413,
            Self::Timeout => 408,
            Self::Unavailable => 503,
            Self::Internal => 500,
        }
    }

    pub const fn slug(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid-request",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::TooLarge => "too-large",
            Self::Timeout => "timeout",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Self::InvalidRequest => "The request has a value that is not accepted",
            Self::NotFound => "Nothing is published at this address",
            Self::MethodNotAllowed => "This address does not take that method",
            Self::TooLarge => "The request is too large",
            Self::Timeout => "The request took too long",
            Self::Unavailable => "The server cannot answer right now",
            Self::Internal => "The server failed to answer",
        }
    }
}

/// A problem as it travels: `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// `/problems/<slug>`, stable.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    /// What happened and what to do, in a sentence.
    pub detail: String,
    /// The request id, also in the log and in the `x-request-id` header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance: Option<String>,
    /// Each field at fault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

impl Problem {
    pub fn new(kind: ProblemKind, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("/problems/{}", kind.slug()),
            title: kind.title().to_owned(),
            status: kind.status(),
            detail: detail.into(),
            instance: None,
            errors: Vec::new(),
        }
    }

    /// A 400 that names each field at fault.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        let detail = match errors.as_slice() {
            [] => "The request has a value that is not accepted.".to_owned(),
            [one] => format!("{}: {}", one.name(), one.detail),
            [first, rest @ ..] => format!("{}: {} ({} more below.)", first.name(), first.detail, rest.len()),
        };
        Self { errors, ..Self::new(ProblemKind::InvalidRequest, detail) }
    }
}

/// One field at fault: a query or path parameter by name, or a body member by JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldError {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// What is wrong and what would be accepted.
    pub detail: String,
}

impl FieldError {
    /// A query or path parameter; an empty name stands for the query string as a whole.
    pub fn parameter(name: &str, detail: impl Into<String>) -> Self {
        Self { parameter: Some(name.to_owned()), pointer: None, detail: detail.into() }
    }

    /// A member of a JSON document, as a JSON pointer (`/partner/slug`).
    pub fn pointer(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { parameter: None, pointer: Some(pointer.into()), detail: detail.into() }
    }

    pub fn names_parameter(&self, name: &str) -> bool {
        self.parameter.as_deref() == Some(name)
    }

    /// The name of the field, for a sentence.
    pub fn name(&self) -> &str {
        match (self.parameter.as_deref(), self.pointer.as_deref()) {
            (Some(""), _) | (None, None | Some("")) => "request",
            (Some(name), _) => name,
            (None, Some(pointer)) => pointer,
        }
    }
}
