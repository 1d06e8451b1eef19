//! The words of the contract: facets, sorts, stars.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A facet of the directory: values within one are alternatives, facets narrow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Facet {
    Category,
    Vertical,
    Job,
    Pricing,
    Region,
    Compliance,
    Language,
    Badge,
}

impl Facet {
    pub const ALL: [Self; 8] = [
        Self::Category,
        Self::Vertical,
        Self::Job,
        Self::Pricing,
        Self::Region,
        Self::Compliance,
        Self::Language,
        Self::Badge,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Vertical => "vertical",
            Self::Job => "job",
            Self::Pricing => "pricing",
            Self::Region => "region",
            Self::Compliance => "compliance",
            Self::Language => "language",
            Self::Badge => "badge",
        }
    }

    /// Place in [`Self::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// Order of a list of listings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Sort {
    /// Best match first; without a search text, by quality.
    #[default]
    Relevance,
    Trending,
    Rating,
    Newest,
    Installs,
    Name,
}

impl Sort {
    pub const ALL: [Self; 6] =
        [Self::Relevance, Self::Trending, Self::Rating, Self::Newest, Self::Installs, Self::Name];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Trending => "trending",
            Self::Rating => "rating",
            Self::Newest => "newest",
            Self::Installs => "installs",
            Self::Name => "name",
        }
    }
}

/// A rating in hundredths of a star, 0 to 500; on the wire a number with two decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stars(pub u16);

/// Text or number that is no rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotStars;

impl Stars {
    const MAX: u16 = 500;

    pub fn as_number(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// As short as it can be written, and read by [`FromStr`]: `4`, `4.5`, `4.25`.
    pub fn shortest(self) -> String {
        let text = self.to_string();
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// A plain decimal number from 0 to 5, cut to two decimals: `4`, `4.5`, `4.25`.
///
/// Digit by digit: it runs in the browser, where the standard library's way to a float is a table larger
/// than a page.
impl FromStr for Stars {
    type Err = NotStars;

    fn from_str(text: &str) -> Result<Self, NotStars> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
        let digits =
            |text: &str| !text.is_empty() && text.len() <= 18 && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(decimals) {
            return Err(NotStars);
        }
        let digit = |at: usize| decimals.as_bytes().get(at).map_or(0, |byte| u64::from(byte - b'0'));
        let rest = decimals.bytes().skip(2).any(|byte| byte != b'0');
        let hundredths =
            whole.parse::<u64>().map_err(|_| NotStars)?.saturating_mul(100) + digit(0) * 10 + digit(1);
        match u16::try_from(hundredths) {
            Ok(stars) if stars < Self::MAX || (stars == Self::MAX && !rest) => Ok(Self(stars)),
            _ => Err(NotStars),
        }
    }
}

impl fmt::Display for Stars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

impl Serialize for Stars {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.as_number())
    }
}

impl<'de> Deserialize<'de> for Stars {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        if !(0.0..=5.0).contains(&number) {
            return Err(serde::de::Error::custom("a rating lies between 0 and 5"));
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 500, checked above"
        )]
        Ok(Self((number * 100.0).round() as u16))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Stars {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Stars".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number", "minimum": 0, "maximum": 5, "multipleOf": 0.01 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_are_read_as_they_are_written() {
        for hundredths in 0..=500 {
            let stars = Stars(hundredths);
            assert_eq!(stars.shortest().parse(), Ok(stars), "{stars}");
            assert_eq!(stars.to_string().parse(), Ok(stars), "{stars}");
            assert_eq!(stars.shortest(), stars.as_number().to_string());
        }
        assert_eq!("4.259".parse(), Ok(Stars(425)));
        for text in [
            "",
            ".",
            "4.",
            ".5",
            "-1",
            "+1",
            "5.01",
            "5.001",
            "6",
            "1e0",
            "NaN",
            "4,5",
            "99999999999999999999",
        ] {
            assert_eq!(text.parse::<Stars>(), Err(NotStars), "{text}");
        }
    }
}
