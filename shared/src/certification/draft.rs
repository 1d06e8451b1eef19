//! A request that is being written: kept for everybody of the partner, as it was typed.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    error::Rejection,
    link,
    model::{EvidenceKind, Level},
    policy::CertificationPolicy,
};
use crate::{
    canonical::Digest,
    decisions::words::MAX_CHARS,
    ids::{ListingId, PersonId},
    marketplace::model::BadgeKind,
};

/// What is written and not sent, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// For which app.
    pub listing: ListingId,
    /// For which competency.
    pub competency: BadgeKind,
    /// Raised by one at each write; 1 for the first.
    pub version: u64,
    /// What was typed.
    pub typed: Typed,
    /// Who wrote last; `None` for a key.
    pub by: Option<PersonId>,
    /// When.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
}

/// What was typed into a request. Nothing of it has to be right yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Typed {
    /// The level that is meant.
    pub level: Level,
    /// The evidence so far.
    pub evidence: Vec<TypedEvidence>,
    /// What will be said to what a reviewer asked for; empty where nothing was.
    pub answer: String,
}

/// A piece of evidence as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TypedEvidence {
    /// Of which kind it is.
    pub kind: EvidenceKind,
    /// What it shows.
    pub words: String,
    /// Where it can be read.
    pub link: String,
    /// Hash of the receipt of a review.
    pub review: Option<Digest>,
}

/// Makes sure that a draft can be kept.
///
/// # Errors
/// It is longer than any request could be.
pub fn fits(typed: &Typed, policy: &CertificationPolicy) -> Result<(), Rejection> {
    if typed.evidence.len() > policy.max_evidence {
        return Err(Rejection::TooMuchEvidence(policy.max_evidence));
    }
    let long = |text: &str| text.chars().count() > MAX_CHARS;
    let too_long = |one: &TypedEvidence| long(&one.words) || one.link.len() > link::MAX_BYTES;
    if long(&typed.answer) || typed.evidence.iter().any(too_long) {
        return Err(Rejection::DraftTooLong);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(words: String, pieces: usize) -> Typed {
        let one = TypedEvidence { kind: EvidenceKind::Statement, words, link: String::new(), review: None };
        Typed { level: Level::Declared, evidence: vec![one; pieces], answer: String::new() }
    }

    #[test]
    fn a_draft_is_as_long_as_a_request_can_be() {
        let policy = CertificationPolicy::default();
        assert_eq!(fits(&typed("é".repeat(MAX_CHARS), policy.max_evidence), &policy), Ok(()));
        let more = typed(String::new(), policy.max_evidence + 1);
        assert_eq!(fits(&more, &policy), Err(Rejection::TooMuchEvidence(policy.max_evidence)));
        let long = typed("é".repeat(MAX_CHARS + 1), 1);
        assert_eq!(fits(&long, &policy), Err(Rejection::DraftTooLong));
    }
}
