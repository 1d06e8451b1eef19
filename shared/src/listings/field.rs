//! The fields of a draft: what an editor shows, and to what a finding points.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    canonical::canonical,
    marketplace::model::{Picture, Pricing, Screenshot},
    money::Money,
    slug::Slug,
};

/// Most bytes of one field of a draft, as canonical JSON: the program's policy, and what editors go by.
pub const MAX_FIELD_BYTES: usize = 256 * 1024;

/// Whether a value has more than `most` bytes as canonical JSON.
pub fn is_larger_than(value: &Value, most: usize) -> bool {
    match value {
        // A text is at least as long in JSON as it is, and no byte of it becomes more than six: only what is
        // near the limit is written out.
        Value::String(text) if text.len() > most => true,
        Value::String(text) if text.len().saturating_mul(6).saturating_add(2) <= most => false,
        _ => canonical(value).len() > most,
    }
}

macro_rules! fields {
    ($($(#[$about:meta])* $variant:ident = $name:literal;)*) => {
        /// One field of a draft. A name never changes its meaning: events and rounds of review name it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum Field { $($(#[$about])* #[serde(rename = $name)] $variant,)* }

        impl Field {
            /// All of them, in the order of the editor.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name of its member in [`Content`].
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

fields! {
    /// Name of the app.
    Name = "name";
    /// One line about it.
    Tagline = "tagline";
    /// Markdown.
    Description = "description";
    /// Icon.
    Icon = "icon";
    /// Pictures of the app at work, in order.
    Screenshots = "screenshots";
    /// Link to a video.
    Video = "video";
    /// Address of the app's own site.
    Website = "website";
    /// Terms of the taxonomy of categories.
    Categories = "categories";
    /// Terms of the taxonomy of verticals.
    Verticals = "verticals";
    /// Terms of the taxonomy of jobs.
    Jobs = "jobs";
    /// Free words for the search.
    Tags = "tags";
    /// Languages of the app's interface.
    Languages = "languages";
    /// Model and lowest price.
    Pricing = "pricing";
    /// Plans with prices.
    Plans = "plans";
    /// Length of a trial.
    TrialDays = "trial_days";
    /// How customers get help.
    Support = "support";
    /// What is promised about help and uptime.
    Sla = "sla";
    /// What is stored, where, for how long, and by whom else.
    Data = "data";
    /// What changed in this version.
    Changelog = "changelog";
    /// The manifest, as TOML.
    Manifest = "manifest";
}

/// What a draft says, read from its fields. A field that was never written has its empty value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Content {
    /// Name of the app.
    pub name: String,
    /// One line about it.
    pub tagline: String,
    /// Markdown as written.
    pub description: String,
    /// Icon.
    #[cfg_attr(feature = "schema", schemars(with = "Value"))]
    pub icon: Option<Picture>,
    /// Pictures of the app at work, in order.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<Value>"))]
    pub screenshots: Vec<Screenshot>,
    /// Link to a video.
    pub video: Option<String>,
    /// Address of the app's own site.
    pub website: Option<String>,
    /// Terms; the first is the main one.
    pub categories: Vec<Slug>,
    /// Terms.
    pub verticals: Vec<Slug>,
    /// Terms.
    pub jobs: Vec<Slug>,
    /// Free words for the search.
    pub tags: Vec<String>,
    /// BCP 47 tags of the app's interface.
    pub languages: Vec<String>,
    /// Model and lowest price.
    pub pricing: Option<Pricing>,
    /// Plans with prices.
    pub plans: Vec<Plan>,
    /// Days of a trial; `None` without one.
    pub trial_days: Option<u16>,
    /// How customers get help.
    pub support: Option<Support>,
    /// What is promised.
    pub sla: Option<Sla>,
    /// Data and trust.
    pub data: Option<DataAndTrust>,
    /// What changed in this version.
    pub changelog: Vec<Change>,
    /// The manifest, as TOML.
    pub manifest: String,
}

/// A plan that customers choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plan {
    /// What it is called.
    pub name: String,
    /// For one period; `None` when the price is made for each customer.
    pub price: Option<Money>,
    /// For what the price is.
    pub per: Period,
    /// What is in it, a line each.
    #[serde(default)]
    pub includes: Vec<String>,
}

/// For what a price is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Period {
    /// A month.
    Month,
    /// A year.
    Year,
    /// Once and for all.
    Once,
    /// Each unit that is used.
    Unit,
}

/// How customers get help.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Support {
    /// Mail address.
    pub email: String,
    /// Page for help.
    pub url: String,
}

/// What a partner promises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sla {
    /// Hours to the first answer.
    pub first_answer_hours: u32,
    /// Uptime in basis points: 9 950 is 99.5 %.
    pub uptime_basis_points: u16,
}

/// What an app does with the data of its customers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DataAndTrust {
    /// What is stored and why.
    pub stored: String,
    /// Where it is kept.
    pub regions: Vec<Slug>,
    /// Days until it is deleted after the end; 0 when nothing is stored.
    pub retention_days: u32,
    /// Who else works with it.
    pub subprocessors: Vec<String>,
    /// Address of the privacy policy.
    pub privacy_url: String,
    /// Whom to tell of a security hole.
    pub security_contact: String,
    /// When somebody outside last tested it.
    #[serde(deserialize_with = "read_day")]
    pub last_tested_on: Option<NaiveDate>,
}

fn read_day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    let read = |text: String| {
        crate::time::day(&text).ok_or_else(|| serde::de::Error::custom("not a day such as 2026-11-22"))
    };
    text.map(read).transpose()
}

/// One line of a changelog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// Of which kind it is.
    pub kind: ChangeType,
    /// The line.
    pub text: String,
}

/// The kinds of lines in a changelog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ChangeType {
    /// New.
    Added,
    /// Other than before.
    Changed,
    /// Will go.
    Deprecated,
    /// Is gone.
    Removed,
    /// Works again.
    Fixed,
    /// Closes a hole.
    Security,
}

impl Field {
    /// Whether a value has the shape of this field. `null` empties a field.
    ///
    /// # Errors
    /// What does not fit, as a parser says it.
    pub fn check(self, value: &Value) -> Result<(), String> {
        if value.is_null() {
            return Ok(());
        }
        let content = Map::from_iter([(self.as_str().to_owned(), value.clone())]);
        let read: Result<Content, _> = serde_json::from_value(Value::Object(content));
        read.map(|_| ()).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_a_member_of_the_content_and_every_member_is_a_field() {
        let content = serde_json::json!(Content::default());
        let members: Vec<_> = content.as_object().expect("an object").keys().map(String::as_str).collect();
        let mut fields: Vec<_> = Field::ALL.iter().map(|field| field.as_str()).collect();
        fields.sort_unstable();
        assert_eq!(members, fields);
        for field in Field::ALL {
            assert_eq!(serde_json::json!(field), field.as_str());
            assert_eq!(field.check(&content[field.as_str()]), Ok(()), "{field:?}");
        }
    }

    #[test]
    fn the_size_of_a_value_is_that_of_its_json_however_it_is_found() {
        let text = |letter: &str, count: usize| Value::String(letter.repeat(count));
        let quotes = MAX_FIELD_BYTES - 2;
        for (value, larger) in [
            (text("x", quotes), false),
            (text("x", quotes + 1), true),
            (text("x", 5 * 1024 * 1024), true),
            // One byte becomes six.
            (text("\u{1}", quotes / 6), false),
            (text("\u{1}", quotes / 6 + 1), true),
            (text("ü", quotes / 2), false),
            (serde_json::json!(["x".repeat(quotes - 2)]), false),
            (serde_json::json!(["x".repeat(quotes - 1)]), true),
        ] {
            assert_eq!(is_larger_than(&value, MAX_FIELD_BYTES), larger);
            assert_eq!(canonical(&value).len() > MAX_FIELD_BYTES, larger);
        }
    }

    #[test]
    fn a_value_of_another_shape_does_not_fit() {
        for (field, value) in [
            (Field::Name, serde_json::json!(7)),
            (Field::Categories, serde_json::json!(["No slug"])),
            (Field::Screenshots, serde_json::json!([{ "alt": "no picture" }])),
            (Field::TrialDays, serde_json::json!(-1)),
            (Field::Support, serde_json::json!({ "phone": "123" })),
        ] {
            assert!(field.check(&value).is_err(), "{field:?} {value}");
        }
    }
}
