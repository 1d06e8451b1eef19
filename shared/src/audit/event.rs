//! Events of the trail itself: the keys by which the server signs. They stand in the operator's trail.

use chrono::{DateTime, Utc};

use crate::{
    event::{Actor, NewEvent},
    ids::OrganisationId,
};

pub const SIGNING_KEY_MADE: &str = "signing_key.made";
pub const SIGNING_KEY_ROTATED: &str = "signing_key.rotated";

/// A key signs from now on; `retired` are the names of those that do so no more.
pub fn signing_key_event(
    operator: OrganisationId,
    name: &str,
    public_key: &str,
    retired: &[String],
    actor: Actor,
    at: DateTime<Utc>,
) -> NewEvent {
    NewEvent {
        organisation: operator,
        actor,
        kind: if retired.is_empty() { SIGNING_KEY_MADE } else { SIGNING_KEY_ROTATED },
        subject: name.to_owned(),
        payload: serde_json::json!({ "public_key": public_key, "retired": retired }),
        at,
    }
}
