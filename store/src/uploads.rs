//! How files on their way are kept: what is known of them. Their bytes are with the pictures.

use chrono::{DateTime, Utc};
use shared::uploads::model::Upload;

use crate::documents::{Document, Table};

impl Document for Upload {
    const TABLE: Table = Table::Upload;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
    /// Whose it is, while it is under way: those are counted.
    fn owner(&self) -> Option<String> {
        self.is_open().then(|| self.organisation.to_string())
    }
    /// When it is over.
    fn due(&self) -> Option<DateTime<Utc>> {
        Some(self.expires_at)
    }
}
