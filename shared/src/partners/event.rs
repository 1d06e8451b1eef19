//! Events of the partners slice: their kinds and their payload.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::model::Partner;
use crate::event::{Actor, NewEvent};

/// A firm joined the program.
pub const REGISTERED: &str = "partner.registered";
/// What the public sees of a partner changed; their cards in the directory follow.
pub const UPDATED: &str = "partner.updated";

/// Payload of every `partner.*` event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartnerEvent {
    pub slug: String,
    /// The partner's version after the change.
    pub version: u64,
    /// Members that changed, by name; empty for a new partner.
    pub changed: Vec<String>,
}

/// The event that goes with a write of `partner`.
pub fn partner_event(
    kind: &'static str,
    partner: &Partner,
    changed: Vec<String>,
    actor: Actor,
    at: DateTime<Utc>,
) -> NewEvent {
    NewEvent {
        organisation: partner.id,
        actor,
        kind,
        subject: partner.id.to_string(),
        payload: serde_json::json!(PartnerEvent {
            slug: partner.slug.to_string(),
            version: partner.version,
            changed,
        }),
        at,
    }
}
