//! Events of certification: their kinds and their payload.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::model::{Badge, Certification, Level};
use crate::{
    canonical::Digest,
    event::{Actor, NewEvent},
    ids::ListingId,
    marketplace::model::BadgeKind,
};

/// A partner asks.
pub const REQUESTED: &str = "certification.requested";
/// A partner does not ask any more.
pub const CANCELLED: &str = "certification.cancelled";
/// It was granted.
pub const GRANTED: &str = "certification.granted";
/// It was renewed.
pub const RENEWED: &str = "certification.renewed";
/// It was not granted.
pub const REFUSED: &str = "certification.refused";
/// The operator took it away.
pub const WITHDRAWN: &str = "certification.withdrawn";

/// Payload of every `certification.*` event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificationEvent {
    /// Of which app.
    pub listing: ListingId,
    /// Of what.
    pub competency: BadgeKind,
    /// The level that is asked for or was decided about.
    pub level: Option<Level>,
    /// The badge from now on.
    pub badge: Option<Badge>,
    /// Hash of the receipt.
    pub receipt: Option<Digest>,
}

/// The event that goes with a write of `after`.
pub fn event(
    kind: &'static str,
    after: &Certification,
    level: Option<Level>,
    receipt: Option<Digest>,
    actor: &Actor,
    at: DateTime<Utc>,
) -> NewEvent {
    let payload = CertificationEvent {
        listing: after.listing,
        competency: after.competency,
        level,
        badge: after.badge.clone(),
        receipt,
    };
    NewEvent {
        organisation: after.organisation,
        actor: actor.clone(),
        kind,
        subject: after.id.to_string(),
        payload: serde_json::json!(payload),
        at,
    }
}
