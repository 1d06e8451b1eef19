//! The event spine: what happened, in order, per organisation, chained by hash.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    identity::model::Origin,
    ids::{KeyId, OrganisationId, PersonId},
};

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Actor {
    /// The program itself: the demo seed, a job, a migration.
    System,
    /// Somebody with a shell on the host, through the `guildhall` command.
    Host { command: String },
    /// A person who is signed in.
    Person {
        id: PersonId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Origin>,
    },
    /// A program that holds a key to the API.
    Key {
        id: KeyId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Origin>,
    },
}

/// An event before it has its place in the sequence.
#[derive(Clone, Debug, PartialEq)]
pub struct NewEvent {
    pub organisation: OrganisationId,
    pub actor: Actor,
    /// `<slice>.<what happened>`, such as `listing.published`.
    pub kind: &'static str,
    /// Id of the entity that it is about.
    pub subject: String,
    pub payload: Value,
    pub at: DateTime<Utc>,
}

/// An event in its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub organisation: OrganisationId,
    /// 1, 2, 3 … without a gap in one organisation.
    pub sequence: u64,
    pub actor: Actor,
    pub kind: String,
    pub subject: String,
    pub payload: Value,
    pub at: DateTime<Utc>,
    /// Hash of the event before, [`GENESIS`] for the first.
    pub previous: String,
    /// [`Self::expected_hash`] of this event.
    pub hash: String,
}

/// How far a follower of the events of an organisation has come, as stored: in the transaction of what it
/// made of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    pub follower: String,
    pub organisation: OrganisationId,
    pub version: u64,
    /// The last event that it has read.
    pub sequence: u64,
}

impl Cursor {
    /// Under which it is found.
    pub fn key_of(follower: &str, organisation: OrganisationId) -> String {
        format!("{follower}/{organisation}")
    }

    /// Where the follower stands after reading as far as `sequence`.
    pub fn moved(before: Option<&Self>, follower: &str, organisation: OrganisationId, sequence: u64) -> Self {
        let version = before.map_or(1, |before| before.version + 1);
        Self { follower: follower.to_owned(), organisation, version, sequence }
    }
}

/// What stands in `previous` of the first event: 64 zeros.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The last event of an organisation: where the next one attaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub organisation: OrganisationId,
    /// 0 before the first event.
    pub sequence: u64,
    pub hash: String,
}

impl Head {
    pub fn start(organisation: OrganisationId) -> Self {
        Self { organisation, sequence: 0, hash: GENESIS.to_owned() }
    }

    /// Puts the event behind this head and moves the head onto it.
    pub fn append(&mut self, new: NewEvent) -> Event {
        let mut event = Event {
            organisation: new.organisation,
            sequence: self.sequence + 1,
            actor: new.actor,
            kind: new.kind.to_owned(),
            subject: new.subject,
            payload: new.payload,
            at: new.at,
            previous: self.hash.clone(),
            hash: String::new(),
        };
        event.hash = event.expected_hash();
        self.sequence = event.sequence;
        self.hash.clone_from(&event.hash);
        event
    }
}

impl Event {
    /// SHA-256, in lower-case hex, over the canonical JSON of every other member: members sorted by
    /// name, no white space, the instant in UTC with milliseconds.
    pub fn expected_hash(&self) -> String {
        let canonical = serde_json::json!({
            "actor": self.actor,
            "at": self.at.to_rfc3339_opts(SecondsFormat::Millis, true),
            "kind": self.kind,
            "organisation": self.organisation,
            "payload": self.payload,
            "previous": self.previous,
            "sequence": self.sequence,
            "subject": self.subject,
        });
        format!("{:x}", Sha256::digest(canonical.to_string()))
    }
}

/// Where a chain is broken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrokenChain {
    #[error("event {expected} is missing: event {found} stands in its place")]
    Gap { expected: u64, found: u64 },
    #[error("event {0} does not follow the one before it")]
    Link(u64),
    #[error("event {0} was changed after it was written")]
    Content(u64),
}

/// Checks that the events continue `head` without a gap, a change or another order, and moves it.
///
/// # Errors
/// The first place at which they do not.
pub fn verify<'e>(head: &mut Head, events: impl IntoIterator<Item = &'e Event>) -> Result<(), BrokenChain> {
    for event in events {
        if event.sequence != head.sequence + 1 {
            return Err(BrokenChain::Gap { expected: head.sequence + 1, found: event.sequence });
        }
        if event.previous != head.hash {
            return Err(BrokenChain::Link(event.sequence));
        }
        if event.hash != event.expected_hash() {
            return Err(BrokenChain::Content(event.sequence));
        }
        head.sequence = event.sequence;
        head.hash.clone_from(&event.hash);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chain(kinds: &[u8]) -> (Head, Vec<Event>) {
        let organisation = OrganisationId::from_ulid(ulid::Ulid(1));
        let start = Head::start(organisation);
        let mut head = start.clone();
        let events = kinds
            .iter()
            .map(|kind| {
                head.append(NewEvent {
                    organisation,
                    actor: Actor::System,
                    kind: "listing.published",
                    subject: "lst".to_owned(),
                    payload: serde_json::json!({ "kind": kind }),
                    at: DateTime::UNIX_EPOCH,
                })
            })
            .collect();
        (start, events)
    }

    proptest! {
        #[test]
        fn an_untouched_chain_verifies_and_any_change_shows(
            kinds in prop::collection::vec(any::<u8>(), 2..20),
            at in any::<prop::sample::Index>(),
            how in 0_u8..4,
        ) {
            let (mut head, mut events) = chain(&kinds);
            prop_assert_eq!(verify(&mut head.clone(), &events), Ok(()));
            let at = at.index(events.len() - 1);
            match how {
                0 => events[at].payload = serde_json::json!({ "kind": "other" }),
                1 => { events.remove(at); }
                2 => events.swap(at, at + 1),
                _ => {
                    events[at].subject.push('x');
                    events[at].hash = events[at].expected_hash();
                }
            }
            prop_assert!(verify(&mut head, &events).is_err());
        }
    }
}
