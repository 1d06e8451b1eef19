//! Events of single sign-on. No secret is in a payload.

use chrono::{DateTime, Utc};

use super::model::Connection;
use crate::event::{Actor, NewEvent};

pub const CONNECTED: &str = "sign_on.connected";
pub const CHANGED: &str = "sign_on.changed";
pub const DISCONNECTED: &str = "sign_on.disconnected";

/// The event that goes with a write of a connection.
pub fn connection_event(
    kind: &'static str,
    before: Option<&Connection>,
    after: Option<&Connection>,
    actor: Actor,
    at: DateTime<Utc>,
) -> Option<NewEvent> {
    let organisation = after.or(before)?.organisation;
    let facts = |connection: &Connection| {
        serde_json::json!({
            "issuer": connection.issuer,
            "client_id": connection.client_id,
            "join_as": connection.join_as,
            "required": connection.required,
        })
    };
    Some(NewEvent {
        organisation,
        actor,
        kind,
        subject: organisation.to_string(),
        payload: serde_json::json!({ "before": before.map(facts), "after": after.map(facts) }),
        at,
    })
}
