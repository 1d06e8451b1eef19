//! How the listings of partners, their versions and their reviews are kept.

use chrono::{DateTime, Utc};
use shared::{
    decisions::receipt::Receipt,
    ids::OrganisationId,
    listings::{
        draft::Draft,
        governance::Governed,
        model::{Frozen, Listing, Version},
        state::VersionState,
    },
    review::model::Case,
};

use crate::documents::{Document, Table};

impl Document for Listing {
    const TABLE: Table = Table::App;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
    fn owner(&self) -> Option<String> {
        Some(self.organisation.to_string())
    }
}

impl Document for Draft {
    const TABLE: Table = Table::Draft;
    fn key(&self) -> String {
        self.listing.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
}

impl Document for Version {
    const TABLE: Table = Table::Version;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
    /// A listing has no two versions of one name.
    fn alias(&self) -> Option<String> {
        Some(format!("{}/{}", self.listing, self.label))
    }
    fn owner(&self) -> Option<String> {
        Some(self.listing.to_string())
    }
    /// When it is published.
    fn due(&self) -> Option<DateTime<Utc>> {
        match self.state {
            VersionState::Scheduled { at } => Some(at),
            _ => None,
        }
    }
}

/// What a submission froze: the content of a draft, under its digest.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FrozenContent {
    /// Of [`Self::content`].
    pub digest: shared::canonical::Digest,
    /// Whose it is.
    pub organisation: OrganisationId,
    pub content: shared::listings::field::Content,
}

impl FrozenContent {
    /// The content that a submission froze.
    pub fn key_of(frozen: &Frozen) -> String {
        frozen.content.to_string()
    }
}

impl Document for FrozenContent {
    const TABLE: Table = Table::Frozen;
    fn key(&self) -> String {
        self.digest.to_string()
    }
    fn version(&self) -> u64 {
        1
    }
}

impl Document for Governed {
    const TABLE: Table = Table::Governed;
    fn key(&self) -> String {
        self.listing.to_string()
    }
    /// Written with its listing, whose version guards both.
    fn version(&self) -> u64 {
        1
    }
    /// To whom it is offered.
    fn owner(&self) -> Option<String> {
        self.transfer.as_ref().map(|transfer| transfer.to.to_string())
    }
    /// When it changes hands.
    fn due(&self) -> Option<DateTime<Utc>> {
        Self::due(self)
    }
}

impl Document for Case {
    const TABLE: Table = Table::Case;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
    fn owner(&self) -> Option<String> {
        Some(self.listing.to_string())
    }
    /// Since when it waits: the queue is in the order of this.
    fn due(&self) -> Option<DateTime<Utc>> {
        self.is_open().then_some(self.submitted_at)
    }
}

impl Document for Receipt {
    const TABLE: Table = Table::Receipt;
    fn key(&self) -> String {
        self.hash.to_string()
    }
    fn version(&self) -> u64 {
        1
    }
    fn owner(&self) -> Option<String> {
        Some(self.subject.clone())
    }
}
