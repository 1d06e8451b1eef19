//! Events of test tenants: their kinds and their payload.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{model::Sandbox, target::Target};
use crate::{
    event::{Actor, NewEvent},
    ids::ListingId,
};

/// Somebody made one.
pub const CREATED: &str = "sandbox.created";
/// Its data are made anew.
pub const RESET: &str = "sandbox.reset";
/// The app is called elsewhere.
pub const TARGET_CHANGED: &str = "sandbox.target_changed";
/// Another secret signs.
pub const SECRET_REPLACED: &str = "sandbox.secret_replaced";
/// Somebody wants it longer.
pub const RENEWED: &str = "sandbox.renewed";
/// It was used and lasts longer.
pub const EXTENDED: &str = "sandbox.extended";
/// Its day came.
pub const EXPIRED: &str = "sandbox.expired";
/// Somebody deleted it.
pub const DELETED: &str = "sandbox.deleted";

/// Payload of every `sandbox.*` event. The secret is not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SandboxEvent {
    /// For which app.
    pub listing: ListingId,
    /// Where the app is called.
    pub target: Target,
    /// What its data are made from.
    pub seed: u32,
    /// How often it was made anew, from 1.
    pub generation: u32,
    /// First day (UTC) on which it is over.
    #[serde(deserialize_with = "crate::time::read_day")]
    pub expires_on: NaiveDate,
}

/// The event that goes with a write of `sandbox`.
pub fn event(kind: &'static str, sandbox: &Sandbox, actor: &Actor, at: DateTime<Utc>) -> NewEvent {
    let payload = SandboxEvent {
        listing: sandbox.listing,
        target: sandbox.target.clone(),
        seed: sandbox.seed,
        generation: sandbox.generation,
        expires_on: sandbox.expires_on,
    };
    NewEvent {
        organisation: sandbox.organisation,
        actor: actor.clone(),
        kind,
        subject: sandbox.id.to_string(),
        payload: serde_json::json!(payload),
        at,
    }
}
