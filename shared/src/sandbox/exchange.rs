//! What was sent to an app and what came back: what a runner writes down, and what the log shows.

use serde::{Deserialize, Serialize};

use super::address::Reason;
use crate::canonical::Digest;

/// What a call says of who makes it.
pub const USER_AGENT: &str = "Guildhall-Sandbox/1";

/// How a call asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Method {
    /// Reads. A redirect within the origin is followed.
    Get,
    /// Tells. No redirect is followed.
    Post,
}

impl Method {
    /// As it stands in a request.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// A header: the name in lower case, and its value.
pub type Header = (String, String);

/// A request as it is sent, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Request {
    /// How.
    pub method: Method,
    /// Where, absolute.
    pub url: String,
    /// In order, without those of the connection (`host`, `content-length`).
    pub headers: Vec<Header>,
    /// JSON; empty for a `GET`.
    pub body: String,
}

impl Request {
    /// The first header of a name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        first(&self.headers, name)
    }
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Outcome {
    /// An answer, read whole.
    Answered(Answer),
    /// No answer, or one that was not read to its end.
    Failed {
        /// Why.
        failure: Failure,
        /// Milliseconds from the first attempt to connect until it was given up.
        elapsed_ms: u64,
    },
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Answer {
    /// 100 to 999.
    pub status: u16,
    /// In order, names in lower case.
    pub headers: Vec<Header>,
    /// What it says.
    pub body: Body,
    /// Milliseconds from the first attempt to connect until the last byte.
    pub elapsed_ms: u64,
    /// Where it came from: the address after the redirects that were followed.
    pub url: String,
}

impl Answer {
    /// The first header of a name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        first(&self.headers, name)
    }

    /// Whether it says yes.
    pub const fn is_success(&self) -> bool {
        matches!(self.status, 200..=299)
    }
}

fn first<'h>(headers: &'h [Header], name: &str) -> Option<&'h str> {
    headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_str())
}

/// The body of an answer, as far as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Body {
    /// The first bytes as text; what is not UTF-8 is replaced by U+FFFD.
    pub text: String,
    /// Bytes of all of it.
    pub length: u64,
    /// Whether the text is only the beginning.
    pub truncated: bool,
    /// SHA-256 of all of it.
    pub digest: Digest,
}

impl Body {
    /// Of a body that was read whole, of which the first `kept` bytes are kept.
    pub fn of(bytes: &[u8], kept: usize) -> Self {
        let prefix = bytes.get(..kept).unwrap_or(bytes);
        Self {
            text: String::from_utf8_lossy(prefix).into_owned(),
            length: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            truncated: prefix.len() < bytes.len(),
            digest: Digest::of_bytes(bytes),
        }
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "failure", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Failure {
    /// The name leads to an address that is not called. Nothing was sent.
    RefusedAddress {
        /// The address.
        address: String,
        /// Why.
        reason: Reason,
    },
    /// The name leads nowhere.
    Resolve,
    /// Nobody takes the connection, or it broke before the answer was there.
    Connect,
    /// No secure connection: the certificate, its name, its end.
    Tls,
    /// The answer did not begin in time.
    Timeout,
    /// The answer began, and did not end in time.
    Endless,
    /// The answer is larger than the policy allows.
    TooLarge,
    /// A redirect leads to where nothing is called. It was not followed.
    RedirectInward {
        /// Where to, as it was said.
        location: String,
        /// Why not.
        reason: Reason,
    },
    /// One redirect after another.
    RedirectLoop,
    /// What came back is no HTTP.
    Garbage,
}

impl Failure {
    /// Its name, stable.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::RefusedAddress { .. } => "refused_address",
            Self::Resolve => "resolve",
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Timeout => "timeout",
            Self::Endless => "endless",
            Self::TooLarge => "too_large",
            Self::RedirectInward { .. } => "redirect_inward",
            Self::RedirectLoop => "redirect_loop",
            Self::Garbage => "garbage",
        }
    }
}

/// One call of a plan, done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Exchange {
    /// Number of the step in its plan, from 0.
    pub step: usize,
    /// As it was sent.
    pub request: Request,
    /// What came of it.
    pub outcome: Outcome,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_kept_as_far_as_the_policy_says() {
        let whole = Body::of(b"abc", 3);
        assert_eq!((whole.text.as_str(), whole.length, whole.truncated), ("abc", 3, false));
        let cut = Body::of("aé".as_bytes(), 2);
        assert_eq!((cut.text.as_str(), cut.length, cut.truncated), ("a\u{fffd}", 3, true));
        assert_ne!(whole.digest, cut.digest);
    }

    #[test]
    fn an_exchange_reads_back() {
        let exchange = Exchange {
            step: 0,
            request: Request {
                method: Method::Post,
                url: "https://app.parcels.example/hooks".to_owned(),
                headers: vec![("content-type".to_owned(), "application/json".to_owned())],
                body: "{}".to_owned(),
            },
            outcome: Outcome::Failed {
                failure: Failure::RefusedAddress { address: "10.0.0.1".to_owned(), reason: Reason::Private },
                elapsed_ms: 3,
            },
        };
        let json = serde_json::to_string(&exchange).expect("json");
        assert!(json.contains("\"POST\"") && json.contains("\"refused_address\""), "{json}");
        assert_eq!(serde_json::from_str::<Exchange>(&json).expect("the same"), exchange);
    }
}
