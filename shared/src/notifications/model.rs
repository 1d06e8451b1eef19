//! A notification and what a person wants to hear of.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{NotificationId, OrganisationId, PersonId};

/// What notifications are about; a preference is set for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Topic {
    /// Sign-ins from new devices, changed passwords, ended keys. Mail about these cannot be switched off.
    Security,
    /// Who joined, left, or has another role.
    Members,
    /// Settings of the organisation: name, domains, single sign-on, keys.
    Organisation,
    /// What becomes of the organisation's listings, and of submissions that one reviews.
    Listings,
    /// What becomes of apps that one follows.
    Followed,
}

impl Topic {
    pub const ALL: [Self; 5] =
        [Self::Security, Self::Members, Self::Organisation, Self::Listings, Self::Followed];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Security => "security",
            Self::Members => "members",
            Self::Organisation => "organisation",
            Self::Listings => "listings",
            Self::Followed => "followed",
        }
    }
}

/// When mail about a topic is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum MailWhen {
    AtOnce,
    /// Together, once a day.
    #[default]
    Daily,
    Never,
}

/// What a person wants by mail, as stored. The inbox in the app has everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferences {
    pub person: PersonId,
    pub version: u64,
    pub mail: BTreeMap<Topic, MailWhen>,
    /// When the last digest was sent.
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub digest_at: Option<DateTime<Utc>>,
}

/// Something that a person is told, as stored. Its words are made when it is shown, in their language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notification {
    pub id: NotificationId,
    pub person: PersonId,
    pub organisation: OrganisationId,
    pub topic: Topic,
    /// Kind of the event that it comes from: `member.joined`.
    pub kind: String,
    /// What the words need: people and keys by their ids, so that nobody's name stays here, and everything
    /// else by its name as it was.
    pub facts: BTreeMap<String, String>,
    /// Where it leads: a path of this site.
    pub href: String,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub read_at: Option<DateTime<Utc>>,
    /// Waits for the next digest.
    #[serde(default)]
    pub undigested: bool,
}
