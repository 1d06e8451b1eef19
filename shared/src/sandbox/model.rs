//! Test tenants, as stored.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::target::Target;
use crate::{
    ids::{ListingId, OrganisationId, SandboxId},
    webhooks::secret::SigningSecret,
};

/// A tenant with invented data in which one app is tried. Its data are
/// [`fixtures`](super::fixtures::fixtures) of seed and generation; nothing of them is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sandbox {
    /// Chosen by who makes it.
    pub id: SandboxId,
    /// Raised by one at each write; 1 for the first.
    pub version: u64,
    /// Whose it is: the organisation of the app.
    pub organisation: OrganisationId,
    /// For which app.
    pub listing: ListingId,
    /// Where the app is called.
    pub target: Target,
    /// What its data are made from.
    pub seed: u32,
    /// 1 for the first, one more after each reset.
    pub generation: u32,
    /// Signs what is sent to the app.
    pub secret: SigningSecret,
    /// When it was made.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub created_at: DateTime<Utc>,
    /// The day (UTC) on which somebody last made or renewed it.
    #[serde(deserialize_with = "crate::time::read_day")]
    pub renewed_on: NaiveDate,
    /// First day (UTC) on which it is over.
    #[serde(deserialize_with = "crate::time::read_day")]
    pub expires_on: NaiveDate,
}

impl Sandbox {
    /// Whether it is over. No job has to run for that.
    pub fn is_over(&self, now: DateTime<Utc>) -> bool {
        self.expires_on <= now.date_naive()
    }

    /// Days that it still has, today included; 0 when it is over.
    pub fn days_left(&self, now: DateTime<Utc>) -> u32 {
        u32::try_from((self.expires_on - now.date_naive()).num_days()).unwrap_or(0)
    }
}
