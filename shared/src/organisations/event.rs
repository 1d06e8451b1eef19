//! Events of organisations: their kinds and their payloads.
//!
//! A trail cannot be erased, so payloads name people by id and hold no mail address.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    model::{DomainClaim, Organisation},
    permission::Permissions,
    role::RoleRef,
};
use crate::{
    event::{Actor, NewEvent},
    ids::{InvitationId, OrganisationId, PersonId, RoleId},
};

pub const CREATED: &str = "organisation.created";
pub const UPDATED: &str = "organisation.updated";
pub const TRANSFERRED: &str = "organisation.transferred";
pub const INVITED: &str = "invitation.sent";
pub const INVITATION_WITHDRAWN: &str = "invitation.withdrawn";
pub const JOINED: &str = "member.joined";
pub const ROLE_CHANGED: &str = "member.role_changed";
pub const REMOVED: &str = "member.removed";
pub const LEFT: &str = "member.left";
pub const ROLE_CREATED: &str = "role.created";
pub const ROLE_UPDATED: &str = "role.updated";
pub const ROLE_REMOVED: &str = "role.removed";
pub const DOMAIN_CLAIMED: &str = "domain.claimed";
pub const DOMAIN_VERIFIED: &str = "domain.verified";
pub const DOMAIN_RELEASED: &str = "domain.released";

/// Payload of `organisation.created` and `organisation.updated`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationEvent {
    /// What stood there before; `None` for a new organisation.
    pub before: Option<Named>,
    pub after: Named,
    pub version: u64,
}

/// What an organisation is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub name: String,
    pub slug: String,
}

impl Named {
    fn of(organisation: &Organisation) -> Self {
        Self { name: organisation.name.to_string(), slug: organisation.slug.to_string() }
    }
}

/// What happened to a roster; its JSON is the payload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RosterEvent {
    /// `organisation.transferred`
    Transferred { owner_before: PersonId, owner_after: PersonId },
    /// `invitation.sent`; `replaces` is an earlier one to the same address.
    Invited { invitation: InvitationId, invited_as: RoleRef, replaces: Option<InvitationId> },
    /// `invitation.withdrawn`
    Withdrawn { invitation: InvitationId },
    /// `member.joined`
    Joined { person: PersonId, joined_as: RoleRef, by_invitation: InvitationId },
    /// `member.joined`; the issuer is the provider that vouched for them.
    JoinedBySignOn { person: PersonId, joined_as: RoleRef, by_sign_on: String },
    /// `member.role_changed`
    RoleChanged { person: PersonId, before: RoleRef, after: RoleRef },
    /// `member.removed`
    Removed { removed: PersonId, before: RoleRef },
    /// `member.left`
    Left { left: PersonId, before: RoleRef },
    /// `role.created`, `role.updated`, `role.removed`
    Role { role: RoleId, before: Option<RoleFacts>, after: Option<RoleFacts> },
}

/// A role at one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleFacts {
    pub name: String,
    pub permissions: Permissions,
}

impl RosterEvent {
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Transferred { .. } => TRANSFERRED,
            Self::Invited { .. } => INVITED,
            Self::Withdrawn { .. } => INVITATION_WITHDRAWN,
            Self::Joined { .. } | Self::JoinedBySignOn { .. } => JOINED,
            Self::RoleChanged { .. } => ROLE_CHANGED,
            Self::Removed { .. } => REMOVED,
            Self::Left { .. } => LEFT,
            Self::Role { before: None, .. } => ROLE_CREATED,
            Self::Role { after: None, .. } => ROLE_REMOVED,
            Self::Role { .. } => ROLE_UPDATED,
        }
    }

    fn subject(&self) -> String {
        match self {
            Self::Transferred { owner_after: person, .. }
            | Self::Joined { person, .. }
            | Self::JoinedBySignOn { person, .. }
            | Self::RoleChanged { person, .. }
            | Self::Removed { removed: person, .. }
            | Self::Left { left: person, .. } => person.to_string(),
            Self::Invited { invitation, .. } | Self::Withdrawn { invitation } => invitation.to_string(),
            Self::Role { role, .. } => role.to_string(),
        }
    }

    /// The event on the spine.
    pub fn at(&self, organisation: OrganisationId, actor: Actor, at: DateTime<Utc>) -> NewEvent {
        NewEvent {
            organisation,
            actor,
            kind: self.kind(),
            subject: self.subject(),
            payload: serde_json::json!(self),
            at,
        }
    }
}

/// The event that goes with a write of `after`.
pub fn organisation_event(
    before: Option<&Organisation>,
    after: &Organisation,
    actor: Actor,
    at: DateTime<Utc>,
) -> NewEvent {
    let payload =
        OrganisationEvent { before: before.map(Named::of), after: Named::of(after), version: after.version };
    NewEvent {
        organisation: after.id,
        actor,
        kind: if before.is_some() { UPDATED } else { CREATED },
        subject: after.id.to_string(),
        payload: serde_json::json!(payload),
        at,
    }
}

/// The event that goes with a change of a claim to a domain.
pub fn domain_event(kind: &'static str, claim: &DomainClaim, actor: Actor, at: DateTime<Utc>) -> NewEvent {
    NewEvent {
        organisation: claim.organisation,
        actor,
        kind,
        subject: claim.id.to_string(),
        payload: serde_json::json!({ "domain": claim.domain, "method": claim.challenge.method() }),
        at,
    }
}
