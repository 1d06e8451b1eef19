//! A mail that was written and where it stands.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{identity::email::Email, ids::MailId};

/// A mail, as stored. It is written in the transaction of what it tells of, and sent afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub id: MailId,
    pub version: u64,
    pub to: Email,
    pub subject: String,
    pub text: String,
    /// The address of the one button, if the mail has one; it stands in the text, too.
    pub link: Option<String>,
    pub state: MailState,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub written_at: DateTime<Utc>,
}

/// Where a mail stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum MailState {
    /// Waits for its turn; while a server works on it, `due` is when its lease ends.
    Waiting {
        #[serde(deserialize_with = "crate::time::read_instant")]
        due: DateTime<Utc>,
        attempts: u32,
        /// What the mail server said at the last attempt.
        #[serde(default)]
        error: Option<String>,
    },
    Sent {
        #[serde(deserialize_with = "crate::time::read_instant")]
        at: DateTime<Utc>,
    },
    /// Every attempt failed, or the mail server refused it for good.
    GivenUp {
        #[serde(deserialize_with = "crate::time::read_instant")]
        at: DateTime<Utc>,
        error: String,
    },
}
