//! What the marketplace answers: cards, pages, suggestions.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};

use super::words::{Facet, Stars};
use crate::{
    marketplace::model::{Badge, Pricing, Release, Signals},
    page::Cursor,
    partners::api::PartnerRef,
};

/// The score that is shown, and how many reviews it rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rating {
    /// Bayesian average; 0 while there is no review.
    pub score: Stars,
    pub count: u32,
}

/// A listing in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListingCard {
    pub slug: String,
    pub name: String,
    pub tagline: String,
    /// 128 px wide; other widths by the last part of the address.
    pub icon_url: Option<String>,
    pub partner: PartnerRef,
    pub categories: Vec<String>,
    pub verticals: Vec<String>,
    pub pricing: Pricing,
    pub rating: Rating,
    pub installs: u64,
    pub badges: Vec<Badge>,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub updated_at: DateTime<Utc>,
    /// Only with `explain=true`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

/// Why a listing stands where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Why {
    /// The number that the list is ordered by.
    pub score: f64,
    /// How it came about, in the order of computation.
    pub parts: Vec<WhyPart>,
    /// Set on the one result that is shown to give a new app a chance, not for its score.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exploration: bool,
}

/// One part of a rank.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WhyPart {
    /// `text_match`, `rating`, `installs`, `momentum`, `freshness`, `certified`, `name`, `updated_at`, `published_at`.
    pub factor: String,
    /// The measured value, in words or as a number: `name, tagline`, `4.52`, `1 204`.
    pub value: String,
    /// What it multiplies the score by, or the score itself for the first part.
    pub effect: f64,
}

/// One value of a facet with the number of listings that choosing it would give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FacetCount {
    pub value: String,
    pub label: String,
    pub count: u64,
}

/// A page of the directory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListingsPage {
    pub items: Vec<ListingCard>,
    /// Listings that match in all.
    pub total: u64,
    /// Each facet's values. A count honours every filter but those of its own facet.
    pub facets: BTreeMap<Facet, Vec<FacetCount>>,
    /// `null` on the last page.
    pub next_cursor: Option<Cursor>,
    /// A search text that finds more, when this one finds little.
    pub did_you_mean: Option<String>,
}

/// A picture of a listing with the widths that it is served in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScreenshotView {
    /// The address without the width: append `/480`, `/960` or `/1600`.
    pub url: String,
    pub width: u32,
    pub height: u32,
    pub alt: String,
}

/// A term with its label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TermRef {
    pub slug: String,
    pub label: String,
}

/// A listing's own page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListingPage {
    pub slug: String,
    pub name: String,
    pub tagline: String,
    pub icon_url: Option<String>,
    pub partner: PartnerRef,
    /// Sanitised HTML.
    pub description_html: String,
    pub categories: Vec<TermRef>,
    pub verticals: Vec<TermRef>,
    pub jobs: Vec<TermRef>,
    pub tags: Vec<String>,
    pub languages: Vec<String>,
    pub regions: Vec<TermRef>,
    pub compliance: Vec<TermRef>,
    pub pricing: Pricing,
    pub release: Option<Release>,
    pub website: Option<String>,
    pub screenshots: Vec<ScreenshotView>,
    pub badges: Vec<Badge>,
    pub rating: Rating,
    /// Reviews, installs and how many of them are recent.
    pub signals: Signals,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub published_at: DateTime<Utc>,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub updated_at: DateTime<Utc>,
    /// Other apps that do the same job; at most four.
    pub alternatives: Vec<ListingCard>,
    /// A change of owner that is decided and waits; `None` when there is none.
    #[serde(default)]
    pub changes_owner: Option<OwnerChangeView>,
}

/// The parts of a listing's page that only read: HTML that the server drew from the same components, with
/// everything that somebody wrote escaped or sanitised. It needs no script.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListingDetails {
    /// What the app is called.
    pub name: String,
    /// The app is suspended, or not offered any more: there is `lead` alone, and no listing.
    pub away: bool,
    /// Whether search engines may show the page.
    pub indexed: bool,
    /// Above the page: the way to its parts, and what has to be known first.
    pub lead: String,
    /// What the app is, costs, asks for and changed.
    pub story: String,
    /// The column of facts.
    pub facts: String,
}

/// What customers are told before an app goes to another partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OwnerChangeView {
    /// Who gets it; `None` for a partner without a page.
    pub to: Option<PartnerRef>,
    /// First instant at which it can change hands.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub from_at: DateTime<Utc>,
}

/// A line under the search box while typing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Suggestion {
    Listing { slug: String, name: String, tagline: String, icon_url: Option<String> },
    Partner { slug: String, name: String },
    Category { slug: String, label: String },
    Vertical { slug: String, label: String },
}

/// By way of a flat line: serde's own way with a tag inside keeps a tree of everything, which is a lot of
/// code in the browser.
impl<'de> Deserialize<'de> for Suggestion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Line {
            kind: String,
            slug: String,
            #[serde(default)]
            name: String,
            #[serde(default)]
            label: String,
            #[serde(default)]
            tagline: String,
            #[serde(default)]
            icon_url: Option<String>,
        }
        let Line { kind, slug, name, label, tagline, icon_url } = Line::deserialize(deserializer)?;
        match kind.as_str() {
            "listing" => Ok(Self::Listing { slug, name, tagline, icon_url }),
            "partner" => Ok(Self::Partner { slug, name }),
            "category" => Ok(Self::Category { slug, label }),
            "vertical" => Ok(Self::Vertical { slug, label }),
            _ => Err(serde::de::Error::custom("unknown kind of suggestion")),
        }
    }
}

/// What might be meant, best first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Suggestions {
    pub items: Vec<Suggestion>,
}

/// A term with the number of listings in the directory that carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TermCount {
    pub slug: String,
    pub label: String,
    pub about: String,
    pub count: u64,
}

/// The taxonomies: how the marketplace is sorted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Categories {
    pub categories: Vec<TermCount>,
    pub verticals: Vec<TermCount>,
    pub jobs: Vec<TermCount>,
}

/// A shelf of the home page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Shelf {
    pub slug: String,
    pub title: String,
    pub about: String,
    pub listings: Vec<ListingCard>,
    /// The page of everything that it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all: Option<String>,
}

/// The home page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Home {
    pub total: u64,
    pub partners: u64,
    pub categories: Vec<TermCount>,
    pub verticals: Vec<TermCount>,
    /// What the slots show, and the collections that no slot shows. One without a title is called by its slug:
    /// `picks`, `notable`, `new`, `trending`.
    pub shelves: Vec<Shelf>,
    /// The jobs with the most apps, each with its best ones.
    pub jobs: Vec<Shelf>,
}
