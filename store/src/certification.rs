//! How certifications, requests that are being written, and the clean-up are kept.

use chrono::{DateTime, Utc};
use shared::{
    certification::{draft::Draft, model::Certification},
    ids::{CertificationId, ListingId},
    listings::clean_up::{CleanUp, Stage, health::Health, round::Round},
    marketplace::model::BadgeKind,
};

use crate::documents::{Document, Table};

/// An app has one certification of each competency, and one request that is being written for it.
pub fn competency_key(listing: ListingId, competency: BadgeKind) -> String {
    format!("{listing}/{}", competency.as_str())
}

impl Document for Certification {
    const TABLE: Table = Table::Certification;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
    fn alias(&self) -> Option<String> {
        Some(competency_key(self.listing, self.competency))
    }
    fn owner(&self) -> Option<String> {
        Some(self.listing.to_string())
    }
    /// When the partner is told next.
    fn due(&self) -> Option<DateTime<Utc>> {
        self.tell_at
    }
}

impl Document for Draft {
    const TABLE: Table = Table::CertificationDraft;
    fn key(&self) -> String {
        competency_key(self.listing, self.competency)
    }
    fn version(&self) -> u64 {
        self.version
    }
}

/// A certification whose request waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Queued {
    pub certification: CertificationId,
    #[serde(deserialize_with = "shared::time::read_instant")]
    pub since: DateTime<Utc>,
}

impl Document for Queued {
    const TABLE: Table = Table::CertificationQueue;
    fn key(&self) -> String {
        self.certification.to_string()
    }
    fn version(&self) -> u64 {
        1
    }
    /// Since when: the queue is in this order.
    fn due(&self) -> Option<DateTime<Utc>> {
        Some(self.since)
    }
}

/// Where apps stand in the clean-up: rows are listed by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CleanUpStage {
    /// Nothing is under way.
    Clear,
    /// The partner was told.
    Noticed,
    /// The partner appealed, and nobody has decided.
    Appealed,
    /// It was unlisted.
    Unlisted,
}

impl CleanUpStage {
    /// Of an app.
    pub fn of(clean_up: &CleanUp) -> Self {
        match &clean_up.stage {
            Stage::Clear => Self::Clear,
            _ if clean_up.open_appeal().is_some() => Self::Appealed,
            Stage::Noticed { .. } => Self::Noticed,
            Stage::Unlisted { .. } => Self::Unlisted,
        }
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Noticed => "noticed",
            Self::Appealed => "appealed",
            Self::Unlisted => "unlisted",
        }
    }
}

impl Document for CleanUp {
    const TABLE: Table = Table::CleanUp;
    fn key(&self) -> String {
        self.listing.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
    fn owner(&self) -> Option<String> {
        Some(CleanUpStage::of(self).as_str().to_owned())
    }
}

impl Document for Health {
    const TABLE: Table = Table::Health;
    fn key(&self) -> String {
        self.listing.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
}

impl Document for Round {
    const TABLE: Table = Table::CleanUpRound;
    fn key(&self) -> String {
        ROUND.to_owned()
    }
    fn version(&self) -> u64 {
        self.version
    }
}

/// The key of the one [`Round`].
pub const ROUND: &str = "only";
