//! Events of people and keys. They stand in the trail of the organisation that the person acts in; what
//! happens outside of any goes to the operator's.
//!
//! A trail cannot be erased, so payloads name people by id and hold no mail address.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::model::{ApiKey, ClientKind, KeyOwner};
use crate::{
    event::{Actor, NewEvent},
    ids::{OrganisationId, PersonId, SessionId},
    organisations::permission::Permissions,
};

pub const KEY_MADE: &str = "key.made";
pub const KEY_ROTATED: &str = "key.rotated";
pub const KEY_REVOKED: &str = "key.revoked";

/// What happened to a person; its JSON is the payload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum PersonEvent {
    SignedUp,
    SignedIn {
        session: SessionId,
        client: ClientKind,
        /// What a device calls itself on which the person had not signed in before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        new_device: Option<String>,
    },
    SignedOut {
        session: SessionId,
    },
    /// Every session but the one that asked.
    SignedOutEverywhere,
    ProfileEdited,
    MailVerified,
    MailChanged,
    PasswordChanged,
    PasswordReset,
    PasswordRemoved,
    /// Somebody on the host made a link to set a new password.
    ResetLinkMade,
    SecondFactorAdded,
    SecondFactorRemoved,
    PasskeyAdded,
    PasskeyRemoved,
    RecoveryCodesDrawn,
    RecoveryCodeUsed {
        left: u8,
    },
    /// The account is gone; the id stays in the trails and names nobody.
    Erased,
}

impl PersonEvent {
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::SignedUp => "person.signed_up",
            Self::SignedIn { .. } => "person.signed_in",
            Self::SignedOut { .. } => "person.signed_out",
            Self::SignedOutEverywhere => "person.signed_out_everywhere",
            Self::ProfileEdited => "person.profile_edited",
            Self::MailVerified => "person.mail_verified",
            Self::MailChanged => "person.mail_changed",
            Self::PasswordChanged => "person.password_changed",
            Self::PasswordReset => "person.password_reset",
            Self::PasswordRemoved => "person.password_removed",
            Self::ResetLinkMade => "person.reset_link_made",
            Self::SecondFactorAdded => "person.second_factor_added",
            Self::SecondFactorRemoved => "person.second_factor_removed",
            Self::PasskeyAdded => "person.passkey_added",
            Self::PasskeyRemoved => "person.passkey_removed",
            Self::RecoveryCodesDrawn => "person.recovery_codes_drawn",
            Self::RecoveryCodeUsed { .. } => "person.recovery_code_used",
            Self::Erased => "person.erased",
        }
    }

    /// The event on the spine.
    pub fn at(
        &self,
        organisation: OrganisationId,
        person: PersonId,
        actor: Actor,
        at: DateTime<Utc>,
    ) -> NewEvent {
        NewEvent {
            organisation,
            actor,
            kind: self.kind(),
            subject: person.to_string(),
            payload: serde_json::json!(self),
            at,
        }
    }
}

/// Payload of every `key.*` event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyEvent {
    pub name: String,
    pub owner: KeyOwner,
    pub scopes: Permissions,
    /// The key's version after the change.
    pub version: u64,
}

/// The event that goes with a write of `key`.
pub fn key_event(kind: &'static str, key: &ApiKey, actor: Actor, at: DateTime<Utc>) -> NewEvent {
    let payload =
        KeyEvent { name: key.name.to_string(), owner: key.owner, scopes: key.scopes, version: key.version };
    NewEvent {
        organisation: key.organisation,
        actor,
        kind,
        subject: key.id.to_string(),
        payload: serde_json::json!(payload),
        at,
    }
}
