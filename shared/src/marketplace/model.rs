//! Entities and value objects of the marketplace.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    details::{Details, SuspendedSince},
    state::ListingState,
};
use crate::{
    canonical::Digest,
    ids::{CollectionId, ListingId, OrganisationId},
    money::Money,
    slug::Slug,
};

/// Longest name of a listing or partner, in characters.
pub const MAX_NAME_CHARS: usize = 64;
/// Longest tagline, in characters.
pub const MAX_TAGLINE_CHARS: usize = 160;
/// Longest description, in bytes of Markdown.
pub const MAX_DESCRIPTION_BYTES: usize = 64 * 1024;
/// Most screenshots of one listing.
pub const MAX_SCREENSHOTS: usize = 10;

/// An app in the marketplace, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    pub id: ListingId,
    /// Raised by one at each write; 1 for the first.
    pub version: u64,
    pub slug: Slug,
    pub state: ListingState,
    pub name: String,
    pub tagline: String,
    pub partner: OrganisationId,
    /// Markdown as the partner wrote it; sanitised when shown.
    pub description_md: String,
    /// Terms of [`Taxonomy::Category`]; the first is the main one.
    pub categories: Vec<Slug>,
    pub verticals: Vec<Slug>,
    pub jobs: Vec<Slug>,
    pub tags: Vec<String>,
    /// BCP 47 tags of the app's own interface.
    pub languages: Vec<String>,
    /// Where customer data can be kept.
    pub regions: Vec<Slug>,
    pub compliance: Vec<Slug>,
    pub pricing: Pricing,
    /// The app's own version, as its partner names it.
    #[serde(default)]
    pub release: Option<Release>,
    pub website: Option<String>,
    pub icon: Option<Picture>,
    pub screenshots: Vec<Screenshot>,
    pub badges: Vec<Badge>,
    /// A change of owner that is decided and waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes_owner: Option<OwnerChange>,
    /// What its live version says beyond this; `None` for one that came by import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Details>,
    /// What customers should use in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<ListingId>,
    /// Set while the operator has taken it away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspended: Option<SuspendedSince>,
    /// Hash of the token without which its page is not there; see [`crate::listings::link`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Digest>,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub published_at: DateTime<Utc>,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub updated_at: DateTime<Utc>,
}

/// What customers are told before an app goes to another partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnerChange {
    /// Who gets it.
    pub to: OrganisationId,
    /// First instant at which it can change hands.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub from_at: DateTime<Utc>,
}

impl Listing {
    /// A listing that says nothing yet: its first version, in the directory from now on.
    pub fn blank(id: ListingId, slug: Slug, at: DateTime<Utc>) -> Self {
        Self {
            id,
            version: 1,
            slug,
            state: ListingState::Published,
            name: String::new(),
            tagline: String::new(),
            partner: OrganisationId::from_ulid(ulid::Ulid(0)),
            description_md: String::new(),
            categories: Vec::new(),
            verticals: Vec::new(),
            jobs: Vec::new(),
            tags: Vec::new(),
            languages: Vec::new(),
            regions: Vec::new(),
            compliance: Vec::new(),
            pricing: Pricing { model: PricingModel::Contact, from: None },
            release: None,
            website: None,
            icon: None,
            screenshots: Vec::new(),
            badges: Vec::new(),
            changes_owner: None,
            details: None,
            replaced_by: None,
            suspended: None,
            link: None,
            published_at: at,
            updated_at: at,
        }
    }
}

/// The latest release of an app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Release {
    /// As the partner names it; empty when only the day of the release is known.
    pub version: String,
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub released_at: Option<DateTime<Utc>>,
}

/// A stored picture: the content address of its original and its size in pixels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Picture {
    /// SHA-256 of the stored original, lower-case hex.
    pub digest: String,
    pub width: u32,
    pub height: u32,
}

impl Picture {
    /// Widths in pixels at which pictures are served.
    pub const WIDTHS: [u32; 6] = [64, 128, 256, 480, 960, 1600];

    /// Address of the picture at the served width nearest above `width`.
    pub fn url(&self, width: u32) -> String {
        let served = Self::WIDTHS.into_iter().find(|served| *served >= width).unwrap_or(1600);
        format!("/media/{}/{served}", self.digest)
    }
}

/// A picture of the app at work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screenshot {
    pub picture: Picture,
    /// What the picture shows, in words.
    pub alt: String,
}

/// How an app is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum PricingModel {
    Free,
    Freemium,
    Subscription,
    Usage,
    OneTime,
    Contact,
}

impl PricingModel {
    pub const ALL: [Self; 6] =
        [Self::Free, Self::Freemium, Self::Subscription, Self::Usage, Self::OneTime, Self::Contact];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Freemium => "freemium",
            Self::Subscription => "subscription",
            Self::Usage => "usage",
            Self::OneTime => "one_time",
            Self::Contact => "contact",
        }
    }
}

/// Pricing in one line: the model, and the lowest price where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pricing {
    pub model: PricingModel,
    /// Per month for subscriptions, per unit for usage, once for one-time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Money>,
}

/// What a badge says was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum BadgeKind {
    /// Scopes, storage and data flows were reviewed.
    Security,
    /// Uptime and response times hold their budget.
    Performance,
    /// Retention, residency and deletion were checked.
    Data,
}

impl BadgeKind {
    pub const ALL: [Self; 3] = [Self::Security, Self::Performance, Self::Data];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Security => "security",
            Self::Performance => "performance",
            Self::Data => "data",
        }
    }
}

/// How deep the look was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Level {
    /// The partner says so.
    Declared,
    /// The program checked.
    Verified,
    /// Somebody outside did.
    Audited,
}

impl Level {
    pub const ALL: [Self; 3] = [Self::Declared, Self::Verified, Self::Audited];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Verified => "verified",
            Self::Audited => "audited",
        }
    }
}

/// A certification of the app, with its dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Badge {
    pub kind: BadgeKind,
    /// Who checked.
    pub issuer: String,
    #[serde(deserialize_with = "crate::time::read_day")]
    pub issued_on: NaiveDate,
    /// First day on which it no longer holds.
    #[serde(deserialize_with = "crate::time::read_day")]
    pub expires_on: NaiveDate,
    /// What was looked at, in a sentence.
    pub evidence: String,
    /// How deeply; `None` for a badge that came by import and does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
}

/// Measurements of a listing, kept apart from it and never contending with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Signals {
    /// Reviews with one to five stars, in that order.
    pub ratings: [u32; 5],
    /// Installs in all.
    pub installs: u64,
    /// Installs in the last 28 days.
    pub installs_28d: u64,
    /// Installs in the 28 days before those.
    pub installs_prior_28d: u64,
}

/// A list of terms that listings are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Taxonomy {
    Category,
    Vertical,
    Job,
}

impl Taxonomy {
    pub const ALL: [Self; 3] = [Self::Category, Self::Vertical, Self::Job];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Vertical => "vertical",
            Self::Job => "job",
        }
    }
}

/// One term of a taxonomy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    pub taxonomy: Taxonomy,
    pub slug: Slug,
    pub label: String,
    /// One or two sentences for the landing page; may be empty.
    pub about: String,
    /// Place among its siblings, ascending; equal places go by label.
    pub position: u32,
}

/// A hand-made selection of listings, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    pub id: CollectionId,
    pub version: u64,
    pub slug: Slug,
    pub title: String,
    pub about: String,
    pub listings: Vec<ListingId>,
}
