//! How people, what proves them, and what they belong to are kept.

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    event::Cursor,
    identity::{
        model::{ApiKey, Person, Proofs, Session},
        rules::{ceremony::Ceremony, desktop::Device, token::OneTimeToken},
    },
    jobs::Lease,
    mail::model::{Mail, MailState},
    notifications::{
        model::{Notification, Preferences},
        rules::digest_after,
    },
    organisations::model::{DomainClaim, Membership, Organisation, Roster},
    sign_on::model::{Attempt, Connection, Subject},
};

use crate::{
    Unit,
    documents::{Document, Table, newest_first},
};

/// What has ended is kept for as long before it is swept away, so that whoever comes late is told why.
const REMAINS: TimeDelta = TimeDelta::days(30);

impl Document for Person {
    const TABLE: Table = Table::Person;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
    fn alias(&self) -> Option<String> {
        Some(self.email.key())
    }
}

impl Document for Proofs {
    const TABLE: Table = Table::Proofs;
    fn key(&self) -> String {
        self.person.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
}

impl Document for Session {
    const TABLE: Table = Table::Session;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
    fn owner(&self) -> Option<String> {
        Some(self.person.to_string())
    }
    fn due(&self) -> Option<DateTime<Utc>> {
        Some(self.used_at + REMAINS)
    }
}

impl Document for OneTimeToken {
    const TABLE: Table = Table::Token;
    fn key(&self) -> String {
        self.hash.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
    fn owner(&self) -> Option<String> {
        Some(self.person.to_string())
    }
    fn due(&self) -> Option<DateTime<Utc>> {
        Some(self.expires_at + REMAINS)
    }
}

impl Document for Ceremony {
    const TABLE: Table = Table::Ceremony;
    fn key(&self) -> String {
        self.id.clone()
    }
    fn version(&self) -> u64 {
        self.version
    }
    /// A person of whom it is known whose it is; who signs in with a passkey is known afterwards.
    fn owner(&self) -> Option<String> {
        self.purpose.person().map(|person| person.to_string())
    }
    fn due(&self) -> Option<DateTime<Utc>> {
        Some(self.expires_at)
    }
}

impl Document for Device {
    const TABLE: Table = Table::Device;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
    /// The half of the refresh token that stays the same.
    fn alias(&self) -> Option<String> {
        Some(self.family.to_string())
    }
    fn owner(&self) -> Option<String> {
        Some(self.person.to_string())
    }
    fn due(&self) -> Option<DateTime<Utc>> {
        Some(self.used_at + REMAINS)
    }
}

impl Document for ApiKey {
    const TABLE: Table = Table::Key;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
    fn owner(&self) -> Option<String> {
        Some(self.organisation.to_string())
    }
}

impl Document for Organisation {
    const TABLE: Table = Table::Organisation;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
    fn alias(&self) -> Option<String> {
        Some(self.slug.to_string())
    }
}

impl Document for Roster {
    const TABLE: Table = Table::Roster;
    fn key(&self) -> String {
        self.organisation().to_string()
    }
    fn version(&self) -> u64 {
        Roster::version(self)
    }
}

impl Document for Membership {
    const TABLE: Table = Table::Membership;
    fn key(&self) -> String {
        format!("{}/{}", self.person, self.organisation)
    }
    fn version(&self) -> u64 {
        1
    }
    fn owner(&self) -> Option<String> {
        Some(self.person.to_string())
    }
}

impl Document for DomainClaim {
    const TABLE: Table = Table::DomainClaim;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
    /// One organisation proves a domain; any number may claim it.
    fn alias(&self) -> Option<String> {
        self.verified_at.map(|_| self.domain.to_string())
    }
    fn owner(&self) -> Option<String> {
        Some(self.organisation.to_string())
    }
}

impl Document for Connection {
    const TABLE: Table = Table::Connection;
    fn key(&self) -> String {
        self.organisation.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
}

impl Document for Subject {
    const TABLE: Table = Table::Subject;
    fn key(&self) -> String {
        Self::key_of(&self.issuer, &self.subject)
    }
    fn version(&self) -> u64 {
        1
    }
    fn owner(&self) -> Option<String> {
        Some(self.person.to_string())
    }
}

impl Document for Attempt {
    const TABLE: Table = Table::Attempt;
    fn key(&self) -> String {
        self.state.to_string()
    }
    fn version(&self) -> u64 {
        1
    }
    fn due(&self) -> Option<DateTime<Utc>> {
        Some(self.expires_at)
    }
}

impl Document for Lease {
    const TABLE: Table = Table::Lease;
    fn key(&self) -> String {
        self.job.clone()
    }
    fn version(&self) -> u64 {
        self.version
    }
}

impl Document for Mail {
    const TABLE: Table = Table::Mail;
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
    fn due(&self) -> Option<DateTime<Utc>> {
        match &self.state {
            MailState::Waiting { due, .. } => Some(*due),
            // Swept away by ids, which say when they were written.
            MailState::Sent { .. } | MailState::GivenUp { .. } => None,
        }
    }
}

impl Document for Notification {
    const TABLE: Table = Table::Notification;
    fn key(&self) -> String {
        newest_first(self.id.ulid())
    }
    fn version(&self) -> u64 {
        1
    }
    fn owner(&self) -> Option<String> {
        Some(self.person.to_string())
    }
    /// The digest that it waits for.
    fn due(&self) -> Option<DateTime<Utc>> {
        self.undigested.then(|| digest_after(self.at))
    }
}

impl Document for Cursor {
    const TABLE: Table = Table::Cursor;
    fn key(&self) -> String {
        Self::key_of(&self.follower, self.organisation)
    }
    fn version(&self) -> u64 {
        self.version
    }
}

impl Document for Preferences {
    const TABLE: Table = Table::Preferences;
    fn key(&self) -> String {
        self.person.to_string()
    }
    fn version(&self) -> u64 {
        self.version
    }
}

impl Unit {
    /// Writes a roster and who belongs to its organisation from now on; `before` is `None` for a new one.
    pub fn roster(&mut self, before: Option<&Roster>, after: &Roster) {
        match before {
            None => self.create(after),
            Some(_) => self.update(after),
        }
        let organisation = after.organisation();
        let membership = |person| Membership { person, organisation };
        for (person, ..) in after.people() {
            if before.is_none_or(|before| before.standing(person).is_none()) {
                self.put(&membership(person));
            }
        }
        for (person, ..) in before.into_iter().flat_map(Roster::people) {
            if after.standing(person).is_none() {
                self.remove::<Membership>(membership(person).key());
            }
        }
    }
}
