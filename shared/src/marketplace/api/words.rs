//! The words of the contract: facets, sorts, stars.

use std::fmt;

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

impl Stars {
    pub fn as_number(self) -> f64 {
        f64::from(self.0) / 100.0
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
