//! Organisations, their members, and what is on its way in.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    permission::Permissions,
    role::{CustomRole, RoleRef, Standing},
};
use crate::{
    identity::{
        email::{Domain, Email},
        model::Name,
        secret::SecretHash,
    },
    ids::{DomainClaimId, InvitationId, OrganisationId, PersonId, RoleId},
    slug::Slug,
};

/// What an organisation is in the program. It never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum OrganisationKind {
    /// Runs the program. There is one.
    Operator,
    /// Publishes, sells and refers.
    Partner,
    /// Finds, installs and rates.
    Customer,
}

impl OrganisationKind {
    pub const ALL: [Self; 3] = [Self::Operator, Self::Partner, Self::Customer];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Partner => "partner",
            Self::Customer => "customer",
        }
    }
}

/// An organisation, as stored. Who belongs to it is its [`Roster`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    pub id: OrganisationId,
    /// Raised by one at each write; 1 for the first.
    pub version: u64,
    pub kind: OrganisationKind,
    pub name: Name,
    /// Unique among organisations.
    pub slug: Slug,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub since: DateTime<Utc>,
}

/// Who belongs to an organisation: its owner, its members, its own roles, and who is invited.
///
/// One row with one version, so that a rule that spans people is decided on one state. The owner has a
/// place of their own: there is always exactly one. Only [`decide`](super::rules::roster::decide) makes
/// the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    pub(super) organisation: OrganisationId,
    pub(super) version: u64,
    pub(super) kind: OrganisationKind,
    pub(super) owner: PersonId,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub(super) owner_since: DateTime<Utc>,
    /// Everyone but the owner.
    pub(super) members: BTreeMap<PersonId, Member>,
    pub(super) roles: BTreeMap<RoleId, CustomRole>,
    /// Those that nobody has used or withdrawn yet; expired ones go with the next that is sent.
    pub(super) invitations: BTreeMap<InvitationId, Invitation>,
}

/// A person in an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub role: RoleRef,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub since: DateTime<Utc>,
}

/// That a person belongs to an organisation, as stored beside the [`Roster`] which decides it: by it the
/// organisations of a person are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    pub person: PersonId,
    pub organisation: OrganisationId,
}

/// A way into an organisation that works once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    pub email: Email,
    pub role: RoleRef,
    /// Of the secret in the link.
    pub hash: SecretHash,
    /// Who sent it; `None` from the host. It works only while they could send it again.
    pub by: Option<PersonId>,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub sent_at: DateTime<Utc>,
    /// The first instant at which it does not work.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub expires_at: DateTime<Utc>,
}

/// The place of a person in an organisation, as far as permissions go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    pub organisation: OrganisationId,
    pub kind: OrganisationKind,
    pub permissions: Permissions,
}

impl Roster {
    /// The roster of a new organisation: its owner alone.
    pub fn start(
        organisation: OrganisationId,
        kind: OrganisationKind,
        owner: PersonId,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            organisation,
            version: 1,
            kind,
            owner,
            owner_since: now,
            members: BTreeMap::new(),
            roles: BTreeMap::new(),
            invitations: BTreeMap::new(),
        }
    }

    pub const fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    pub const fn version(&self) -> u64 {
        self.version
    }

    pub const fn kind(&self) -> OrganisationKind {
        self.kind
    }

    pub const fn owner(&self) -> PersonId {
        self.owner
    }

    /// The owner first, then the members, with the day that each is there since.
    pub fn people(&self) -> impl Iterator<Item = (PersonId, Standing, DateTime<Utc>)> {
        let members = self
            .members
            .iter()
            .map(|(person, member)| (*person, Standing::Member(member.role), member.since));
        std::iter::once((self.owner, Standing::Owner, self.owner_since)).chain(members)
    }

    pub const fn roles(&self) -> &BTreeMap<RoleId, CustomRole> {
        &self.roles
    }

    pub const fn invitations(&self) -> &BTreeMap<InvitationId, Invitation> {
        &self.invitations
    }

    /// `None` for a person who does not belong to it.
    pub fn standing(&self, person: PersonId) -> Option<Standing> {
        if person == self.owner {
            return Some(Standing::Owner);
        }
        self.members.get(&person).map(|member| Standing::Member(member.role))
    }

    /// What a role of this organisation allows; `None` for a role that it does not have.
    pub fn permissions_of_role(&self, role: RoleRef) -> Option<Permissions> {
        match role {
            RoleRef::BuiltIn(role) => role.permissions(self.kind),
            RoleRef::Custom(id) => {
                self.roles.get(&id).map(|role| role.permissions.and(Permissions::of_roles(self.kind)))
            }
        }
    }

    /// What a person may do here; nothing for one who does not belong to it.
    pub fn permissions(&self, person: PersonId) -> Permissions {
        match self.standing(person) {
            None => Permissions::NONE,
            Some(Standing::Owner) => Permissions::of_owner(self.kind),
            Some(Standing::Member(role)) => self.permissions_of_role(role).unwrap_or(Permissions::NONE),
        }
    }

    /// `None` for a person who does not belong to it.
    pub fn seat(&self, person: PersonId) -> Option<Seat> {
        self.standing(person)?;
        Some(Seat { organisation: self.organisation, kind: self.kind, permissions: self.permissions(person) })
    }
}

/// An organisation's claim that a domain is its own, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DomainClaim {
    pub id: DomainClaimId,
    pub version: u64,
    pub organisation: OrganisationId,
    pub domain: Domain,
    pub challenge: Challenge,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub asked_at: DateTime<Utc>,
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub verified_at: Option<DateTime<Utc>>,
}

/// How a domain is proved, with what is waited for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "method", rename_all = "snake_case")]
pub enum Challenge {
    /// A TXT record at `_guildhall.<domain>` has this text.
    Dns { record: String },
    /// Somebody follows the link in a mail to an address that only the keeper of the domain reads.
    Mail { to: Email, hash: SecretHash },
}

impl Challenge {
    pub const fn method(&self) -> &'static str {
        match self {
            Self::Dns { .. } => "dns",
            Self::Mail { .. } => "mail",
        }
    }
}
