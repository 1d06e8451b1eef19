//! Events of certification: their kinds and their payload.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    model::{Badge, Certification, Level},
    notices::What,
};
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
/// A reviewer asks the partner for more.
pub const MORE_ASKED: &str = "certification.more_asked";
/// It can be renewed.
pub const RENEWAL_OPENED: &str = "certification.renewal_opened";
/// It ends before long.
pub const ENDS_SOON: &str = "certification.ends_soon";
/// It ended and holds still for a while.
pub const REMEDIATION_BEGAN: &str = "certification.remediation_began";
/// It lapses before long.
pub const LAPSES_SOON: &str = "certification.lapses_soon";
/// It lapsed.
pub const LAPSED: &str = "certification.lapsed";

/// The kind of the event that tells of a notice.
pub const fn kind_of(what: What) -> &'static str {
    match what {
        What::RenewalOpens => RENEWAL_OPENED,
        What::EndsSoon { .. } => ENDS_SOON,
        What::RemediationBegins => REMEDIATION_BEGAN,
        What::LapsesSoon { .. } => LAPSES_SOON,
        What::Lapsed => LAPSED,
    }
}

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
    /// The day that a notice tells of: the end, or the lapse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
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
        until: None,
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
