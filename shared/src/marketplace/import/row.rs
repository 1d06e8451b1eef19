//! The row as it travels.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::marketplace::model::Pricing;

/// A listing as a line of an import or export file, members in their canonical order.
///
/// Members that are empty are left out when written; unknown members are refused when read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(title = "Listing"))]
pub struct ImportRow {
    /// The name in the address, and what decides whether the row makes a listing or changes one.
    #[cfg_attr(
        feature = "schema",
        schemars(length(min = 1, max = 80), regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))
    )]
    pub slug: String,
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 64)))]
    pub name: String,
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 160)))]
    pub tagline: String,
    pub partner: PartnerRow,
    /// Slugs or labels; the first is the main one. They must exist unless `--create-categories` is given.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 100)))]
    pub categories: Vec<String>,
    /// Markdown, at most 64 KiB.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description_md: String,
    /// Slugs or labels; new ones are added to the taxonomy.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verticals: Vec<String>,
    /// Jobs to be done: slugs or labels; new ones are added to the taxonomy.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub jobs: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// BCP 47 tags of the app's own interface.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Where customer data can be kept: slugs or labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// Compliance regimes: slugs or labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub compliance: Vec<String>,
    /// `contact` when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pricing: Option<Pricing>,
    /// The app's own version, as its partner names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 64)))]
    pub version: Option<String>,
    /// An instant (`2026-05-04T09:30:00Z`) or a day (`2026-05-04`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(schema_with = "instant_or_day"))]
    pub released_at: Option<DateTime<Utc>>,
    /// An `http` or `https` address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(max = 2048), regex(pattern = "^https?://")))]
    pub website: Option<String>,
    /// A picture: a file beside the import file by its relative path, a `data:` URI, or
    /// `sha256:<hex>` for a picture that the data folder holds already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(length(max = 10)))]
    pub screenshots: Vec<ScreenshotRow>,
}

/// Who publishes the app. Made on first sight; a new name renames the partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(title = "Partner"))]
pub struct PartnerRow {
    #[cfg_attr(
        feature = "schema",
        schemars(length(min = 1, max = 80), regex(pattern = r"^[a-z0-9]+(-[a-z0-9]+)*$"))
    )]
    pub slug: String,
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 64)))]
    pub name: String,
}

/// A screenshot, with or without words for those who do not see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ScreenshotRow {
    Described(ScreenshotSource),
    /// The picture alone; it is described as “Screenshot 1 of NAME”.
    Bare(String),
}

/// A picture and what it shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScreenshotSource {
    /// As in `icon`.
    pub src: String,
    /// What the picture shows, in words. “Screenshot 1 of NAME” when left out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "schema", schemars(length(max = 500)))]
    pub alt: String,
}

#[cfg(feature = "schema")]
fn instant_or_day(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({
        "anyOf": [{ "type": "string", "format": "date-time" }, { "type": "string", "format": "date" }, { "type": "null" }],
    })
}
