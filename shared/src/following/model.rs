//! That somebody follows an app, as stored.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{ListingId, PersonId};

/// A person follows a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Following {
    pub listing: ListingId,
    pub person: PersonId,
    /// Since when.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
}

impl Following {
    /// Most listings that one person follows.
    pub const MOST: usize = 200;

    /// Its id: the listing first, so that those who follow one lie side by side.
    pub fn key_of(listing: ListingId, person: PersonId) -> String {
        format!("{listing}/{person}")
    }
}
