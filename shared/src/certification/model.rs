//! Certifications, as stored.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{link::Link, notices::Notice};
use crate::{
    canonical::Digest,
    decisions::words::Words,
    ids::{CertificationId, ListingId, OrganisationId, PersonId},
    marketplace::model::BadgeKind,
};

pub use crate::marketplace::model::Level;

/// One competency of one app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certification {
    /// Chosen by who asks first.
    pub id: CertificationId,
    /// Raised by one at each write; 1 for the first.
    pub version: u64,
    /// Which app.
    pub listing: ListingId,
    /// Whose app it is.
    pub organisation: OrganisationId,
    /// What is certified.
    pub competency: BadgeKind,
    /// What the partner asks for now.
    pub request: Option<Request>,
    /// The last one that was granted.
    pub badge: Option<Badge>,
    /// Why the last request was not granted.
    pub refused: Option<Refused>,
    /// Why the operator took it away.
    pub withdrawn: Option<Withdrawn>,
    /// What was told in advance of the badge that holds.
    pub told: BTreeSet<Notice>,
    /// The first instant at which something has to be told next; `None` when nothing has.
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub tell_at: Option<DateTime<Utc>>,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// For which level.
    pub level: Level,
    /// What it rests on, in order.
    pub evidence: Vec<Evidence>,
    /// Who asks; `None` for a key.
    pub by: Option<PersonId>,
    /// Since when.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
    /// What reviewers asked for before they decide, the oldest first.
    pub questions: Vec<Question>,
}

impl Request {
    /// The question that waits for the partner.
    pub fn open_question(&self) -> Option<&Question> {
        self.questions.last().filter(|question| question.answer.is_none())
    }

    /// Whose turn it is.
    pub fn waits_for(&self) -> WaitsFor {
        if self.open_question().is_some() { WaitsFor::Partner } else { WaitsFor::Reviewer }
    }
}

/// Whose turn a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum WaitsFor {
    /// A reviewer of the program decides, or asks for more.
    Reviewer,
    /// The partner answers what was asked.
    Partner,
}

/// Something that a reviewer asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Question {
    /// What.
    pub words: Words,
    /// When.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
    /// What the partner says to it; `None` while it waits.
    pub answer: Option<Words>,
}

/// Something that a certification rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Evidence {
    /// Of which kind it is.
    pub kind: EvidenceKind,
    /// What it shows.
    pub words: Words,
    /// Where it can be read; a report has one.
    pub link: Option<Link>,
    /// Hash of the receipt of a review; a review has one.
    pub review: Option<Digest>,
}

/// The kinds of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum EvidenceKind {
    /// The partner's word.
    Statement,
    /// A review of the program.
    Review,
    /// A report by somebody outside.
    Report,
}

impl EvidenceKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Statement, Self::Review, Self::Report];

    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Review => "review",
            Self::Report => "report",
        }
    }
}

/// A certification that was granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Badge {
    /// Who checked.
    pub issuer: String,
    /// How deeply.
    pub level: Level,
    /// First day on which it holds (UTC).
    #[serde(deserialize_with = "crate::time::read_day")]
    pub issued_on: NaiveDate,
    /// First day of the remediation: the day on which it has to be renewed.
    #[serde(deserialize_with = "crate::time::read_day")]
    pub expires_on: NaiveDate,
    /// What was looked at, for everybody.
    pub looked_at: Words,
    /// Hash of the receipt.
    pub receipt: Digest,
}

/// A request that was not granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// Why.
    pub words: Words,
    /// When.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
    /// Hash of the receipt.
    pub receipt: Digest,
}

/// A certification that the operator took away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawn {
    /// Why.
    pub words: Words,
    /// When.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
    /// Hash of the receipt.
    pub receipt: Digest,
}
