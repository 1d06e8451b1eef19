//! Events of the marketplace: their kinds, and the payload that followers read.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::model::{Collection, Listing, Term};
use crate::{
    event::{Actor, NewEvent},
    ids::OrganisationId,
};

/// A listing entered the directory.
pub const PUBLISHED: &str = "listing.published";
/// A listing in the directory changed.
pub const UPDATED: &str = "listing.updated";
/// A listing is not there for anybody.
pub const HIDDEN: &str = "listing.hidden";
/// A collection was made.
pub const COLLECTION_CREATED: &str = "collection.created";
/// A taxonomy got a new term.
pub const TERM_ADDED: &str = "term.added";

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

/// The event that goes with a new term. Taxonomies belong to the program's own organisation.
pub fn term_added(program: OrganisationId, term: &Term, actor: Actor, at: DateTime<Utc>) -> NewEvent {
    NewEvent {
        organisation: program,
        actor,
        kind: TERM_ADDED,
        subject: format!("{}/{}", term.taxonomy.as_str(), term.slug),
        payload: serde_json::json!({ "taxonomy": term.taxonomy, "slug": term.slug, "label": term.label }),
        at,
    }
}

/// The event that goes with a new collection. Collections belong to the program's own organisation.
pub fn collection_created(
    program: OrganisationId,
    collection: &Collection,
    actor: Actor,
    at: DateTime<Utc>,
) -> NewEvent {
    NewEvent {
        organisation: program,
        actor,
        kind: COLLECTION_CREATED,
        subject: collection.id.to_string(),
        payload: serde_json::json!({ "slug": collection.slug, "version": collection.version }),
        at,
    }
}
