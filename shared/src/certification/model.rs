//! Certifications, as stored.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    canonical::Digest,
    decisions::words::Words,
    ids::{CertificationId, ListingId, OrganisationId, PersonId},
    marketplace::model::BadgeKind,
};

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
}

/// How deep the look was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Level {
    /// The partner says so.
    Declared,
    /// The program checked.
    Verified,
    /// Somebody outside did.
    Audited,
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
    /// Hash of the document or of the review's receipt; `None` for a statement without one.
    pub digest: Option<Digest>,
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
}
