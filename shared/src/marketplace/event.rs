//! Events of the marketplace: their kinds, and the payload that followers read.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::model::Listing;
use crate::event::{Actor, NewEvent};

/// A listing entered the directory.
pub const PUBLISHED: &str = "listing.published";
/// A listing in the directory changed.
pub const UPDATED: &str = "listing.updated";

/// Payload of every `listing.*` event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingEvent {
    pub slug: String,
    /// The listing's version after the change.
    pub version: u64,
    /// Members that changed, by name; empty for a new listing.
    pub changed: Vec<String>,
}

/// The event that goes with a write of `listing`.
pub fn listing_event(
    kind: &'static str,
    listing: &Listing,
    changed: Vec<String>,
    actor: Actor,
    at: DateTime<Utc>,
) -> NewEvent {
    NewEvent {
        organisation: listing.partner,
        actor,
        kind,
        subject: listing.id.to_string(),
        payload: serde_json::json!(ListingEvent {
            slug: listing.slug.to_string(),
            version: listing.version,
            changed,
        }),
        at,
    }
}
