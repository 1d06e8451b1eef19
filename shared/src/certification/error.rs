//! Why a command about a certification is refused.

use chrono::NaiveDate;

use super::model::EvidenceKind;

/// A refusal, with the way on. The server maps each to problem details in one place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// 404: whose it is not does not learn about it.
    #[error("Nothing is there for you. Check which organisation you are in.")]
    NotYours,
    /// The renewal is not open.
    #[error("This certification holds, and its renewal opens on {0}. Ask again then, or for a higher level.")]
    TooEarly(NaiveDate),
    /// Evidence is missing.
    #[error("This level needs more evidence: {}. Add it.", names(.0))]
    EvidenceMissing(Vec<EvidenceKind>),
    /// Evidence has no document.
    #[error("A review or a report needs its document. Upload it, or name the review.")]
    EvidenceWithoutDocument,
    /// Nobody asks for anything.
    #[error("Nothing is asked for. Reload the page.")]
    NoRequest,
    /// Nothing holds.
    #[error("This certification does not hold, so there is nothing to take away.")]
    NothingHolds,
    /// The reviewer belongs to the organisation that asks.
    #[error("You belong to the organisation that asks. Leave it to a reviewer who does not.")]
    OwnOrganisation,
    /// The reviewer asked.
    #[error("You asked for this yourself. Leave it to another reviewer.")]
    OwnRequest,
}

fn names(kinds: &[EvidenceKind]) -> String {
    let name = |kind: &EvidenceKind| match kind {
        EvidenceKind::Statement => "a statement",
        EvidenceKind::Review => "a review of the program",
        EvidenceKind::Report => "a report by somebody outside",
    };
    kinds.iter().map(name).collect::<Vec<_>>().join(", ")
}

impl Rejection {
    /// The HTTP status that fits.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotYours => 404,
            Self::OwnOrganisation | Self::OwnRequest => 403,
            Self::TooEarly(_) | Self::NoRequest | Self::NothingHolds => 409,
            Self::EvidenceMissing(_) | Self::EvidenceWithoutDocument => 422,
        }
    }
}
