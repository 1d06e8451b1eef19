//! What a person wrote to somebody else.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, de};

/// Longest text, in characters.
pub const MAX_CHARS: usize = 4_000;

/// A text that says something: not blank, trimmed, at most [`MAX_CHARS`] characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Words(#[cfg_attr(feature = "schema", schemars(length(min = 1, max = 4000)))] String);

/// Why a text is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadWords {
    /// Nothing but white space.
    #[error("Empty. Write at least a sentence.")]
    Empty,
    /// More than [`MAX_CHARS`] characters.
    #[error("Longer than {MAX_CHARS} characters. Shorten it, or put the rest into a document and link it.")]
    TooLong,
}

impl Words {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Words {
    type Err = BadWords;
    fn from_str(text: &str) -> Result<Self, BadWords> {
        let text = text.trim();
        if text.is_empty() {
            Err(BadWords::Empty)
        } else if text.chars().count() > MAX_CHARS {
            Err(BadWords::TooLong)
        } else {
            Ok(Self(text.to_owned()))
        }
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_text_and_one_that_is_too_long_are_refused() {
        assert_eq!(" \n".parse::<Words>(), Err(BadWords::Empty));
        assert_eq!("é".repeat(MAX_CHARS + 1).parse::<Words>(), Err(BadWords::TooLong));
        assert_eq!(" ok ".parse::<Words>().map(|words| words.to_string()), Ok("ok".to_owned()));
    }
}
