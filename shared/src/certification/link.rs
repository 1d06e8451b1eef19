//! Addresses of documents that a certification rests on.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::manifest::web;

/// Longest address, in bytes.
pub const MAX_BYTES: usize = 2_000;

/// An `https` address of the public internet, by name and without a password in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link(
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"^https://.{1,1992}$")))]
    String,
);

/// A text that is no such address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "Not an address that a reviewer can open. Give one that begins with https://, without a name and password in it."
)]
pub struct BadLink;

impl Link {
    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Link {
    type Err = BadLink;
    fn from_str(text: &str) -> Result<Self, BadLink> {
        let text = text.trim();
        let url = web::parse(text).filter(|_| text.len() <= MAX_BYTES).ok_or(BadLink)?;
        let public = !url.host.is_private() && !url.host.is_literal();
        if url.scheme == "https" && url.credentials.is_none() && public {
            Ok(Self(text.to_owned()))
        } else {
            Err(BadLink)
        }
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Link {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_reviewer_can_open_is_a_link() {
        for good in ["https://reports.example/2026.pdf", " https://a.example/x?y=1#z "] {
            assert!(good.parse::<Link>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "report.pdf",
            "http://a.example/",
            "javascript:alert(1)",
            "https://ada:secret@a.example/",
            "https://localhost/",
            "https://192.168.0.1/",
        ] {
            assert_eq!(bad.parse::<Link>(), Err(BadLink), "{bad}");
        }
        let long = format!("https://a.example/{}", "x".repeat(MAX_BYTES));
        assert_eq!(long.parse::<Link>(), Err(BadLink));
    }
}
