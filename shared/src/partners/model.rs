//! A partner organisation.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{ids::OrganisationId, slug::Slug};

/// A firm that publishes in the marketplace, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partner {
    pub id: OrganisationId,
    pub version: u64,
    pub slug: Slug,
    pub name: String,
    /// Who they are, in a paragraph; may be empty.
    pub about: String,
    pub website: Option<String>,
    /// Where they are based, for people: `Ghent, Belgium`.
    pub location: Option<String>,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub since: DateTime<Utc>,
}
