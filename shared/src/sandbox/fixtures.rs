//! Invented data of a test tenant: contacts, orders, tickets, files, users.
//!
//! The same seed and generation give the same bytes, everywhere and always: nothing is read from a clock.
//! Every record has a stream of its own, so that one more of them leaves the others as they are. Hosts are
//! under `.example` (RFC 2606), and telephone numbers are of the ranges kept for fiction.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{canonical::Digest, money::Money};

mod draw;
mod make;
mod names;

/// The version of what is invented. It is raised whenever the same seed gives other data.
pub const FIXTURES: u32 = 1;

/// How many contacts there are.
pub const CONTACTS: usize = 40;
/// How many orders there are.
pub const ORDERS: usize = 60;
/// How many tickets there are.
pub const TICKETS: usize = 25;
/// How many files there are.
pub const FILES: usize = 15;
/// How many users there are.
pub const USERS: usize = 8;

/// All data of a tenant. What one record names of another is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fixtures {
    /// People that the tenant does business with.
    pub contacts: Vec<Contact>,
    /// What they ordered, the oldest first.
    pub orders: Vec<Order>,
    /// What they asked, the oldest first.
    pub tickets: Vec<Ticket>,
    /// Documents.
    pub files: Vec<File>,
    /// Who works there.
    pub users: Vec<User>,
}

/// A person that the tenant does business with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contact {
    /// Such as `contact-5e1f09-001`; another one in each generation.
    pub id: String,
    /// As it is written, in any script.
    pub name: String,
    /// Where they work.
    pub company: String,
    /// At the host of the company.
    pub email: String,
    /// ITU-T E.164, with spaces.
    pub phone: String,
    /// One line.
    pub address: String,
    /// `1984-02-29`; many do not say.
    pub birthday: Option<String>,
    /// May be empty.
    pub notes: String,
}

/// What somebody ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Order {
    /// Such as `order-5e1f09-001`.
    pub id: String,
    /// As people say it.
    pub number: String,
    /// The sum of the lines.
    pub total: Money,
    /// RFC 3339.
    pub placed_at: String,
    /// At least one.
    pub lines: Vec<Line>,
    /// Id of a contact.
    pub buyer: String,
    /// One line.
    pub delivery_address: String,
    /// Whether it is paid.
    pub payment_state: PaymentState,
}

/// A line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Line {
    /// What.
    pub title: String,
    /// How many; at least 1.
    pub quantity: u32,
    /// For one of them.
    pub price: Money,
}

/// Whether an order is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum PaymentState {
    /// It is waited for.
    Open,
    /// It is there.
    Paid,
    /// It went back.
    Refunded,
}

/// What somebody asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ticket {
    /// Such as `ticket-5e1f09-001`.
    pub id: String,
    /// As people say it.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// Where it stands.
    pub state: TicketState,
    /// At least one, the oldest first.
    pub messages: Vec<Message>,
    /// Id of a contact.
    pub requester: String,
    /// Ids of files.
    pub attachments: Vec<String>,
}

/// Where a ticket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum TicketState {
    /// Somebody has to answer.
    Open,
    /// The requester has to.
    Waiting,
    /// Done.
    Closed,
}

/// A message of a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Message {
    /// Id of a contact or of a user.
    pub from: String,
    /// RFC 3339.
    pub at: String,
    /// What it says.
    pub text: String,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct File {
    /// Such as `file-5e1f09-001`.
    pub id: String,
    /// With its ending.
    pub name: String,
    /// Bytes of the content.
    pub size: u64,
    /// RFC 3339.
    pub changed_at: String,
    /// Text in UTF-8.
    pub content: String,
    /// Ids of users.
    pub shared_with: Vec<String>,
}

/// Somebody who works there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct User {
    /// Such as `user-5e1f09-001`.
    pub id: String,
    /// As it is written, in any script.
    pub name: String,
    /// In which part.
    pub team: String,
    /// At the host of the tenant.
    pub email: String,
    /// What they may do.
    pub role: UserRole,
    /// RFC 3339.
    pub last_seen_at: String,
}

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum UserRole {
    /// Everything. The first one is.
    Admin,
    /// Everyday work.
    Member,
    /// Reading.
    Viewer,
}

/// The data of a tenant.
pub fn fixtures(seed: u32, generation: u32) -> Fixtures {
    make::Maker::new(seed, generation).all()
}

impl Fixtures {
    /// A record of a kind in the singular, such as `order`, as JSON; `at` counts round. `None` for a kind that
    /// is not invented here.
    pub fn record(&self, kind: &str, at: usize) -> Option<Value> {
        fn one<T: Serialize>(records: &[T], at: usize) -> Option<Value> {
            records.get(at.checked_rem(records.len())?).map(|record| serde_json::json!(record))
        }
        match kind {
            "contact" => one(&self.contacts, at),
            "order" => one(&self.orders, at),
            "ticket" => one(&self.tickets, at),
            "file" => one(&self.files, at),
            "user" => one(&self.users, at),
            _ => None,
        }
    }

    /// SHA-256 of the canonical JSON of all of it.
    pub fn digest(&self) -> Digest {
        Digest::of(self)
    }
}

#[cfg(test)]
mod tests;
