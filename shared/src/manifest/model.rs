//! A manifest as it is understood: schema version 1.
//!
//! A value of [`Manifest`] is well formed in its types. Whether it may name what it names, and whether it
//! fits the policy, is for the rules of the linter.

use std::{borrow::Cow, cmp::Ordering, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{money::Money, slug::Slug};

/// The schema version that this program reads and writes.
pub const SCHEMA: u32 = 1;

/// A version by Semantic Versioning 2.0.0, such as `1.4.0` or `2.0.0-beta.1`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(semver::Version);

/// Text that is not a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a version: three numbers with points between them, such as 1.4.0")]
pub struct BadVersion;

impl Version {
    /// Which of two comes later. What stands behind a plus sign does not count (semver.org, 10).
    pub fn precedence(&self, other: &Self) -> Ordering {
        self.0.cmp_precedence(&other.0)
    }
}

impl FromStr for Version {
    type Err = BadVersion;
    fn from_str(text: &str) -> Result<Self, BadVersion> {
        semver::Version::parse(text).map(Self).map_err(|_| BadVersion)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Version {
    fn schema_name() -> Cow<'static, str> {
        "AppVersion".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": r"^\d+\.\d+\.\d+([-+].+)?$" })
    }
}

/// Everything that an app says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Manifest {
    /// [`SCHEMA`].
    pub schema: u32,
    pub identity: Identity,
    pub entry: Entry,
    /// Where a part of the app may appear inside the customer's workspace.
    #[serde(default)]
    pub surfaces: Vec<Surface>,
    /// What the app asks a customer's consent for.
    #[serde(default)]
    pub scopes: Vec<ScopeRequest>,
    #[serde(default)]
    pub events: Events,
    /// What the app keeps outside the customer's workspace.
    #[serde(default)]
    pub data: Vec<DataStored>,
    #[serde(default)]
    pub subprocessors: Vec<Subprocessor>,
    /// Every host that the app talks to.
    #[serde(default)]
    pub destinations: Vec<Destination>,
    #[serde(default)]
    pub webhooks: Vec<Webhook>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub health: Option<Health>,
    #[serde(default)]
    pub plans: Vec<Plan>,
    /// What is counted for plans that are paid by use.
    #[serde(default)]
    pub meters: Vec<Meter>,
    #[serde(default)]
    pub support: Support,
}

/// Who the app is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Identity {
    /// The same in every version.
    pub id: Slug,
    pub name: String,
    pub version: Version,
    /// One sentence.
    pub summary: String,
}

/// The addresses at which the platform calls the app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Entry {
    /// Opened when a person starts the app.
    pub launch: String,
    /// Called when a customer has installed the app.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub install: Option<String>,
    /// Called when a customer has removed the app: their data has to go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uninstall: Option<String>,
}

/// A place in which a part of the app appears.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Surface {
    /// A kind of the catalogue, such as `panel`.
    pub kind: String,
    /// A place of that kind, such as `contact.detail`.
    #[serde(rename = "where")]
    pub place: String,
    /// What it is called there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// A scope that the app asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScopeRequest {
    /// A scope of the catalogue, such as `contacts:read`.
    pub scope: String,
    /// Why, in words for the customer who is asked.
    pub purpose: String,
    /// Whether the app does not work without it.
    #[serde(default)]
    pub required: bool,
    /// The fields that the app reads or writes with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
}

/// What the app wants to be told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Events {
    /// Events of the catalogue, such as `order.created`.
    #[serde(default)]
    pub subscribe: Vec<String>,
}

/// A class of data that the app keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DataStored {
    /// A data class of the catalogue, such as `contact-details`.
    pub class: String,
    pub purpose: String,
    /// Regions of the catalogue, such as `eu`.
    #[serde(default)]
    pub regions: Vec<String>,
    /// Days after which it is deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retention_days: Option<u32>,
}

/// Somebody who handles customers' data for the maker of the app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Subprocessor {
    pub name: String,
    /// ISO 3166-1 alpha-2, such as `DE`.
    pub country: String,
    pub purpose: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A host that the app talks to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Destination {
    /// A name in the domain name system, without scheme, port and path.
    pub host: String,
    pub purpose: String,
}

/// An address that events are sent to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Webhook {
    pub url: String,
    #[serde(default)]
    pub events: Vec<String>,
}

/// Where the app says whether it is well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Health {
    pub url: String,
}

/// How often a price is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Interval {
    Month,
    Year,
    Once,
}

impl Interval {
    /// The names in a manifest.
    pub const NAMES: &[&str] = &["month", "year", "once"];

    /// The name in a manifest.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Year => "year",
            Self::Once => "once",
        }
    }
}

/// What a customer can buy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plan {
    pub id: Slug,
    pub name: String,
    /// A plan that costs nothing says so: zero.
    pub price: Money,
    pub interval: Interval,
    #[serde(default)]
    pub trial_days: u32,
    /// What is paid by use beside the price.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub usage: Vec<Usage>,
}

/// What one plan takes for what a meter counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Usage {
    /// The id of a [`Meter`].
    pub meter: Slug,
    /// Units in each interval that cost nothing more.
    #[serde(default)]
    pub included: u64,
    /// For one unit beyond those.
    pub price: Money,
}

/// Something that is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Meter {
    pub id: Slug,
    pub name: String,
    /// What one of it is called, such as `order`.
    pub unit: String,
}

/// Who helps, and how soon.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Support {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Hours until the first answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sla_hours: Option<u32>,
    /// BCP 47, such as `en` or `de-AT`.
    #[serde(default)]
    pub languages: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_ordered_as_semver_says() {
        let version = |text: &str| text.parse::<Version>().expect("a version");
        assert_eq!(version("1.10.0").precedence(&version("1.9.0")), Ordering::Greater);
        assert_eq!(version("1.0.0-beta.1").precedence(&version("1.0.0")), Ordering::Less);
        assert_eq!(version("1.0.0+build.1").precedence(&version("1.0.0+build.2")), Ordering::Equal);
        for bad in ["", "1", "1.0", "v1.0.0", "1.0.0.0", "01.0.0", "1.0.0-"] {
            assert_eq!(bad.parse::<Version>(), Err(BadVersion), "{bad}");
        }
    }
}
