//! Versions of the API, by the day on which they were published.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A version of what the program sends to apps, and of what they answer. The order is that of the days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ApiVersion {
    /// The first one.
    V2026_01_15,
    /// Bodies say by which version they are written; health is JSON, a duplicate is marked, and the answer to an
    /// uninstallation says by when data are gone.
    V2026_06_01,
}

/// Text that is no version of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a version of the API: known are {}", known())]
pub struct UnknownVersion;

fn known() -> String {
    ApiVersion::ALL.map(ApiVersion::as_str).join(", ")
}

impl ApiVersion {
    /// All of them, the oldest first.
    pub const ALL: [Self; 2] = [Self::V2026_01_15, Self::V2026_06_01];

    /// The day.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V2026_01_15 => "2026-01-15",
            Self::V2026_06_01 => "2026-06-01",
        }
    }
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for ApiVersion {
    type Err = UnknownVersion;
    fn from_str(text: &str) -> Result<Self, UnknownVersion> {
        Self::ALL.into_iter().find(|version| version.as_str() == text).ok_or(UnknownVersion)
    }
}

impl Serialize for ApiVersion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ApiVersion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ApiVersion {
    fn schema_name() -> Cow<'static, str> {
        "ApiVersion".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": Self::ALL.map(Self::as_str) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_a_day_and_reads_back() {
        assert!(ApiVersion::ALL.is_sorted());
        for version in ApiVersion::ALL {
            assert!(crate::time::day(version.as_str()).is_some(), "{version}");
            assert_eq!(version.as_str().parse(), Ok(version));
        }
        assert_eq!("2026-01-16".parse::<ApiVersion>(), Err(UnknownVersion));
        assert!(UnknownVersion.to_string().contains("2026-06-01"));
    }
}
