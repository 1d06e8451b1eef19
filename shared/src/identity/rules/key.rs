//! Keys to the API: how they look, who makes them, what they may do.

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use crate::{
    event::{Actor, NewEvent},
    identity::{
        base32,
        error::IdentityError,
        event::{KEY_MADE, KEY_REVOKED, KEY_ROTATED, key_event},
        model::{ApiKey, KeyOwner, Name, Retiring},
        policy::KeyPolicy,
        secret::{Opens, Secret},
    },
    ids::{KeyId, PersonId},
    organisations::{
        model::{OrganisationKind, Seat},
        permission::{Permission, Permissions},
    },
};

/// What every key begins with, so that scanners of leaked secrets find it.
const PREFIX: &str = "ghk_";
/// Letters of the checksum: 40 bits.
const CHECK_CHARS: usize = 8;

/// A key as its holder has it: `ghk_<id>_<secret><checksum>`.
#[derive(Clone, Debug)]
pub struct KeyToken {
    pub id: KeyId,
    pub secret: Secret,
}

impl KeyToken {
    /// The text that is shown once.
    pub fn encode(&self) -> String {
        let body = format!("{PREFIX}{}_{}", self.id.ulid(), self.secret.encode());
        let check = checksum(&body);
        body + &check
    }

    /// The key in a text. The checksum tells a mistyped key from an unknown one without a look into the
    /// database.
    ///
    /// # Errors
    /// [`IdentityError::KeyMalformed`] for everything that [`Self::encode`] cannot have made.
    pub fn parse(text: &str) -> Result<Self, IdentityError> {
        let parsed = || {
            let (body, check) = text.split_at_checked(text.len().checked_sub(CHECK_CHARS)?)?;
            if text.len() > 128 || checksum(body) != check {
                return None;
            }
            let (id, secret) = body.strip_prefix(PREFIX)?.split_once('_')?;
            let id = ulid::Ulid::from_string(id).ok()?;
            let token = Self { id: KeyId::from_ulid(id), secret: Secret::parse(secret)? };
            (token.encode() == text).then_some(token)
        };
        parsed().ok_or(IdentityError::KeyMalformed)
    }
}

fn checksum(body: &str) -> String {
    let digest = Sha256::digest(body.as_bytes());
    base32::encode(&digest[..CHECK_CHARS * 5 / 8])
}

/// A key that somebody asks for. The client chooses the id, the server draws the secret.
#[derive(Clone, Debug)]
pub struct Mint {
    pub id: KeyId,
    pub owner: NewOwner,
    pub name: Name,
    pub scopes: Permissions,
    pub expires_at: DateTime<Utc>,
}

/// Whose the key will be: one's own, or the organisation's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewOwner {
    Myself,
    Organisation,
}

/// What a decision rests on beside the command. That the person proved a short while ago that it is them
/// is asked before: [`own`](super::access::own).
#[derive(Clone, Debug)]
pub struct Facts<'p> {
    pub now: DateTime<Utc>,
    pub by: PersonId,
    pub seat: Seat,
    pub actor: Actor,
    pub policy: &'p KeyPolicy,
}

/// A key to be written, and the event that tells of it.
pub type Written = (ApiKey, NewEvent);

/// Makes a key.
///
/// # Errors
/// Scopes that the person does not hold or that keys cannot have, or a lifetime out of bounds.
pub fn mint(command: Mint, secret: &Secret, facts: &Facts<'_>) -> Result<Written, IdentityError> {
    let owner = match command.owner {
        NewOwner::Myself => KeyOwner::Person(facts.by),
        NewOwner::Organisation if manages(facts) => KeyOwner::Organisation,
        NewOwner::Organisation => {
            return Err(IdentityError::KeyScopes(Permissions::of(&[Permission::KeysManage])));
        }
    };
    if command.scopes.is_empty() {
        return Err(IdentityError::KeyWithoutScopes);
    }
    in_reach(command.scopes, facts)?;
    if command.expires_at <= facts.now
        || command.expires_at > facts.now + TimeDelta::days(facts.policy.max_days.into())
    {
        return Err(IdentityError::KeyLifetime(facts.policy.max_days));
    }
    let key = ApiKey {
        id: command.id,
        version: 1,
        organisation: facts.seat.organisation,
        owner,
        made_by: facts.by,
        name: command.name,
        scopes: command.scopes,
        hash: secret.hash(Opens::Key),
        retiring: None,
        made_at: facts.now,
        expires_at: command.expires_at,
        used_at: None,
        revoked_at: None,
    };
    let event = key_event(KEY_MADE, &key, facts.actor.clone(), facts.now);
    Ok((key, event))
}

/// Gives the key a new secret. The old one works for `overlap_hours` more; one that was still retiring
/// stops at once.
///
/// Whoever rotates gets the secret, so it takes the key's own person, or somebody who holds everything
/// that an organisation's key can do.
///
/// # Errors
/// A key that ended, somebody else's key, or too long an overlap.
pub fn rotate(
    key: &ApiKey,
    secret: &Secret,
    overlap_hours: u32,
    facts: &Facts<'_>,
) -> Result<Written, IdentityError> {
    match key.owner {
        KeyOwner::Person(person) if person == facts.by => {}
        KeyOwner::Organisation if manages(facts) => in_reach(key.scopes, facts)?,
        KeyOwner::Person(_) | KeyOwner::Organisation => return Err(IdentityError::KeyOfAnother),
    }
    holds(key, facts.now)?;
    if overlap_hours > facts.policy.max_overlap_hours {
        return Err(IdentityError::KeyOverlap(facts.policy.max_overlap_hours));
    }
    let until = facts.now + TimeDelta::hours(overlap_hours.into());
    let next = ApiKey {
        version: key.version + 1,
        hash: secret.hash(Opens::Key),
        retiring: (overlap_hours > 0).then_some(Retiring { hash: key.hash, until }),
        ..key.clone()
    };
    let event = key_event(KEY_ROTATED, &next, facts.actor.clone(), facts.now);
    Ok((next, event))
}

/// Ends the key at once. `None` when it has ended so already.
///
/// # Errors
/// Somebody else's key, unless the person manages keys.
pub fn revoke(key: &ApiKey, facts: &Facts<'_>) -> Result<Option<Written>, IdentityError> {
    if key.owner != KeyOwner::Person(facts.by) && !manages(facts) {
        return Err(IdentityError::KeyOfAnother);
    }
    if key.revoked_at.is_some() {
        return Ok(None);
    }
    let next =
        ApiKey { version: key.version + 1, revoked_at: Some(facts.now), retiring: None, ..key.clone() };
    let event = key_event(KEY_REVOKED, &next, facts.actor.clone(), facts.now);
    Ok(Some((next, event)))
}

/// Whether the secret opens the key. Why a key does not work any more is told only to who has its secret.
///
/// # Errors
/// An unknown secret, or a key or secret that ended.
pub fn check(key: &ApiKey, presented: &Secret, now: DateTime<Utc>) -> Result<(), IdentityError> {
    let presented = presented.hash(Opens::Key);
    let retiring = key.retiring.as_ref().filter(|retiring| retiring.hash == presented);
    if presented != key.hash && retiring.is_none() {
        return Err(IdentityError::KeyUnknown);
    }
    holds(key, now)?;
    match retiring {
        Some(retiring) if now >= retiring.until => Err(IdentityError::KeyReplaced),
        Some(_) | None => Ok(()),
    }
}

/// The key with its use written down; `None` while the last note is recent enough.
pub fn touched(key: &ApiKey, now: DateTime<Utc>, policy: &KeyPolicy) -> Option<ApiKey> {
    let seconds = TimeDelta::seconds(policy.touch_seconds.into());
    let due = key.used_at.is_none_or(|used| now >= used + seconds);
    due.then(|| ApiKey { version: key.version + 1, used_at: Some(now), ..key.clone() })
}

/// What the key may do now: its scopes, and for a person's key only what the person may. `None` when its
/// person does not belong to the organisation any more.
pub fn seat(key: &ApiKey, kind: OrganisationKind, person: Option<&Seat>) -> Option<Seat> {
    let reach = match key.owner {
        KeyOwner::Organisation => Permissions::of_keys(kind),
        KeyOwner::Person(_) => {
            let person = person.filter(|seat| seat.organisation == key.organisation)?;
            Permissions::of_keys(kind).and(person.permissions)
        }
    };
    Some(Seat { organisation: key.organisation, kind, permissions: key.scopes.and(reach) })
}

const fn manages(facts: &Facts<'_>) -> bool {
    facts.seat.permissions.has(Permission::KeysManage)
}

fn in_reach(scopes: Permissions, facts: &Facts<'_>) -> Result<(), IdentityError> {
    let beyond = scopes.beyond(Permissions::of_keys(facts.seat.kind).and(facts.seat.permissions));
    if beyond.is_empty() { Ok(()) } else { Err(IdentityError::KeyScopes(beyond)) }
}

fn holds(key: &ApiKey, now: DateTime<Utc>) -> Result<(), IdentityError> {
    if key.revoked_at.is_some() {
        return Err(IdentityError::KeyRevoked);
    }
    if now >= key.expires_at { Err(IdentityError::KeyExpired) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
