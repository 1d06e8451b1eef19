//! What is known of a partner when something of it is looked at.

use chrono::{DateTime, TimeDelta, Utc};
use shared::{ids::OrganisationId, listings::model::Listing};
use store::StoreError;

use crate::services::Services;

/// Rejections and suspensions count for this long.
const MEMORY: TimeDelta = TimeDelta::days(365);

/// How reviews and incidents of a partner went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Past {
    /// Whether anything of it was ever in the marketplace.
    pub(crate) known: bool,
    /// Its listings that everybody reaches.
    pub(crate) listings: usize,
    /// Whether a review has approved anything of it.
    pub(crate) approved: bool,
    /// Within [`MEMORY`].
    pub(crate) suspensions: u32,
    /// Within [`MEMORY`].
    pub(crate) rejections: u32,
}

/// How they went for a partner, until an instant.
///
/// # Errors
/// A failure of the database.
pub(crate) async fn past(
    services: &Services,
    organisation: OrganisationId,
    now: DateTime<Utc>,
) -> Result<Past, StoreError> {
    let queue = services.reviews.now(&services.store, now).await?;
    let ended = || queue.rows().filter(|row| row.organisation == organisation).filter_map(|row| row.end);
    let rejected = ended().filter(|end| end.rejected && now - end.at <= MEMORY).count();
    let snapshot = services.directory.snapshot();
    Ok(Past {
        known: !snapshot.listings_of(organisation).is_empty(),
        listings: snapshot.reached_of(organisation),
        approved: ended().any(|end| end.approved),
        suspensions: suspensions(services, organisation, now - MEMORY).await?,
        rejections: u32::try_from(rejected).unwrap_or(u32::MAX),
    })
}

/// How often listings of a partner were suspended since an instant.
async fn suspensions(
    services: &Services,
    organisation: OrganisationId,
    since: DateTime<Utc>,
) -> Result<u32, StoreError> {
    let listings = services.store.all_owned_by::<Listing>(&organisation.to_string()).await?;
    let all = listings.iter().flat_map(|listing| &listing.suspensions);
    Ok(u32::try_from(all.filter(|at| **at >= since).count()).unwrap_or(u32::MAX))
}
