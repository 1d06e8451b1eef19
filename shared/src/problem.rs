//! Errors on the wire: RFC 9457 problem details with a stable `type` and pointers to the fields.

use serde::{Deserialize, Serialize};

/// The stable kinds of problem. The `type` member is `/problems/<slug>`; each has a page there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// A parameter or field is missing, unknown or has a value that is not accepted.
    InvalidRequest,
    /// Nobody is signed in, or what was shown as proof does not hold.
    SignInRequired,
    /// A password, code, link or key was shown, and it is not right.
    ProofRefused,
    /// The person is signed in; for this they have to prove once more that it is them.
    ProofRequired,
    /// The caller belongs here and may not do this, or the request came from another site.
    Forbidden,
    /// Nothing has this address, or nothing that the caller may know of.
    NotFound,
    /// The address exists, the method does not.
    MethodNotAllowed,
    /// The request did not arrive or was not answered in time.
    Timeout,
    /// What is there does not allow it: a name is taken, a limit is reached, the same request is under way.
    Conflict,
    /// It was there and has ended: an expired link, an invitation that was withdrawn.
    Gone,
    /// What `If-Match` names is not the current version.
    VersionStale,
    /// The body is larger than this endpoint reads.
    TooLarge,
    /// The body has another form than this endpoint reads.
    UnsupportedMedia,
    /// Every value is well-formed; together, or by a rule, they are not accepted.
    Unprocessable,
    /// A change has to name the version that it is based on, in `If-Match`.
    VersionRequired,
    /// The caller has used up what is let through in this while.
    TooManyRequests,
    /// A failure of ours. It says nothing of its inside and carries an id that is in the log.
    Internal,
    /// The server is starting, stopping or full; the same request may work shortly.
    Unavailable,
    /// The desktop app got no answer from the server that it is signed in to. No server says this.
    Unreachable,
}

impl ProblemKind {
    pub const ALL: [Self; 19] = [
        Self::InvalidRequest,
        Self::SignInRequired,
        Self::ProofRefused,
        Self::ProofRequired,
        Self::Forbidden,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Timeout,
        Self::Conflict,
        Self::Gone,
        Self::VersionStale,
        Self::TooLarge,
        Self::UnsupportedMedia,
        Self::Unprocessable,
        Self::VersionRequired,
        Self::TooManyRequests,
        Self::Internal,
        Self::Unavailable,
        Self::Unreachable,
    ];

    pub const fn status(self) -> u16 {
        match self {
            Self::InvalidRequest => 400,
            Self::SignInRequired | Self::ProofRefused | Self::ProofRequired => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Timeout => 408,
            Self::Conflict => 409,
            Self::Gone => 410,
            Self::VersionStale => 412,
            Self::TooLarge => 413,
            Self::UnsupportedMedia => 415,
            Self::Unprocessable => 422,
            Self::VersionRequired => 428,
            Self::TooManyRequests => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
            Self::Unreachable => 504,
        }
    }

    pub const fn slug(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid-request",
            Self::SignInRequired => "sign-in-required",
            Self::ProofRefused => "proof-refused",
            Self::ProofRequired => "proof-required",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::Timeout => "timeout",
            Self::Conflict => "conflict",
            Self::Gone => "gone",
            Self::VersionStale => "version-stale",
            Self::TooLarge => "too-large",
            Self::UnsupportedMedia => "unsupported-media",
            Self::Unprocessable => "unprocessable",
            Self::VersionRequired => "version-required",
            Self::TooManyRequests => "too-many-requests",
            Self::Internal => "internal",
            Self::Unavailable => "unavailable",
            Self::Unreachable => "unreachable",
        }
    }

    pub const fn title(self) -> &'static str {
        match self {
            Self::InvalidRequest => "The request has a value that is not accepted",
            Self::SignInRequired => "Nobody is signed in",
            Self::ProofRefused => "What was shown as proof is not right",
            Self::ProofRequired => "A fresh proof of identity is needed",
            Self::Forbidden => "This is not allowed",
            Self::NotFound => "Nothing is at this address",
            Self::MethodNotAllowed => "This address does not take that method",
            Self::Timeout => "The request took too long",
            Self::Conflict => "This contradicts what is there",
            Self::Gone => "This has ended",
            Self::VersionStale => "It changed in the meantime",
            Self::TooLarge => "The request is too large",
            Self::UnsupportedMedia => "The body is not JSON",
            Self::Unprocessable => "The request cannot be carried out",
            Self::VersionRequired => "The version is missing",
            Self::TooManyRequests => "Too many requests",
            Self::Internal => "The server failed to answer",
            Self::Unavailable => "The server cannot answer right now",
            Self::Unreachable => "The server cannot be reached",
        }
    }

    /// The kind for a refusal that knows only its status.
    pub fn of_status(status: u16) -> Self {
        Self::ALL.into_iter().find(|kind| kind.status() == status).unwrap_or(Self::InvalidRequest)
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
    /// With 412, and where something else is due: what stands there now, in the form in which it is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<serde_json::Value>,
    /// Seconds after which the same request may work. It travels beside the body, as `Retry-After`.
    #[serde(skip)]
    pub retry_after: Option<u32>,
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
            current: None,
            retry_after: None,
        }
    }

    /// Whether this is a problem of that kind.
    pub fn is(&self, kind: ProblemKind) -> bool {
        self.kind.strip_prefix("/problems/") == Some(kind.slug())
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
