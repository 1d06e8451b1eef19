//! The name of a thing in an address.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, de};

/// Longest slug, in characters.
pub const MAX_CHARS: usize = 80;

/// Lower-case ASCII letters, digits and single hyphens inside; 1 to [`MAX_CHARS`] characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Slug(
    #[cfg_attr(
        feature = "schema",
        schemars(length(min = 1, max = 80), regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))
    )]
    String,
);

/// Why a text is not a slug.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSlug {
    #[error("Empty. Use lower-case letters, digits and hyphens.")]
    Empty,
    #[error("Longer than {MAX_CHARS} characters.")]
    TooLong,
    #[error("Only lower-case letters a–z, digits and single hyphens between them are allowed.")]
    Characters,
}

impl Slug {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The slug nearest to a name: accents dropped, everything else that is not a letter or digit
    /// folded into hyphens. `None` when nothing is left.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut slug = String::new();
        for letter in crate::text::fold(name).chars() {
            if letter.is_ascii_alphanumeric() {
                slug.push(letter);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        slug.truncate(MAX_CHARS);
        slug.trim_end_matches('-').parse().ok()
    }
}

impl FromStr for Slug {
    type Err = BadSlug;
    fn from_str(text: &str) -> Result<Self, BadSlug> {
        if text.is_empty() {
            return Err(BadSlug::Empty);
        }
        let fits = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        if !text.split('-').all(fits) {
            return Err(BadSlug::Characters);
        }
        if text.len() > MAX_CHARS {
            return Err(BadSlug::TooLong);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Slug {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Slug {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_slugs() {
        let check = |name: &str, slug: Option<&str>| {
            assert_eq!(Slug::from_name(name).as_ref().map(Slug::as_str), slug, "{name:?}");
        };
        check("Ledger Bridge", Some("ledger-bridge"));
        check("  Čeština & Ñandú!  ", Some("cestina-nandu"));
        check("会社", None);
        check("", None);
    }

    #[test]
    fn malformed_slugs_are_refused() {
        for bad in ["", "-a", "a-", "a--b", "A", "ä", "a b", "a/b", "a\0"] {
            assert!(bad.parse::<Slug>().is_err(), "{bad:?}");
        }
        assert_eq!("a".repeat(81).parse::<Slug>(), Err(BadSlug::TooLong));
    }
}
