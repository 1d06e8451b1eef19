//! Test tenants, their runs and their log, as documents.

use chrono::{DateTime, NaiveTime, Utc};
use shared::sandbox::{log::Logged, model::Sandbox, trial::Trial};

use crate::documents::{Document, Table, newest_first};

impl Document for Sandbox {
    const TABLE: Table = Table::Sandbox;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
    fn owner(&self) -> Option<String> {
        Some(self.listing.to_string())
    }
    fn due(&self) -> Option<DateTime<Utc>> {
        Some(self.expires_on.and_time(NaiveTime::MIN).and_utc())
    }
}

/// The newest first: see [`newest_first`].
impl Document for Trial {
    const TABLE: Table = Table::Trial;
    fn key(&self) -> String {
        newest_first(self.id.ulid())
    }
    fn version(&self) -> u64 {
        self.version
    }
    fn owner(&self) -> Option<String> {
        Some(self.sandbox.to_string())
    }
    fn due(&self) -> Option<DateTime<Utc>> {
        // One of a review is done by its stage.
        (self.is_open() && self.review.is_none()).then_some(self.asked_at)
    }
}

/// Written once. The newest first: see [`newest_first`].
impl Document for Logged {
    const TABLE: Table = Table::Call;
    fn key(&self) -> String {
        newest_first(self.id.ulid())
    }
    fn version(&self) -> u64 {
        1
    }
    fn owner(&self) -> Option<String> {
        Some(self.sandbox.to_string())
    }
}
