//! Why a command about a certification is refused.

use chrono::NaiveDate;

use super::model::EvidenceKind;
use crate::decisions::words::MAX_CHARS;

/// A refusal, with the way on. The server maps each to problem details in one place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// 404: whose it is not does not learn about it.
    #[error("No such listing is among those of your organisation. Look in its table of listings.")]
    NotYours,
    /// The renewal is not open.
    #[error("This certification holds, and its renewal opens on {0}. Ask again then, or for a higher level.")]
    TooEarly(NaiveDate),
    /// Evidence is missing.
    #[error("This level needs more evidence: {}. Add it.", names(.0))]
    EvidenceMissing(Vec<EvidenceKind>),
    /// Evidence has no source.
    #[error("A report needs the address at which it can be read, and a review has to be named. Add it.")]
    EvidenceWithoutSource,
    /// A review that is none of this app's, or did not end with an approval.
    #[error("This review is not one that approved a version of this app. Choose one of those offered.")]
    AnotherReview,
    /// More pieces than can be read.
    #[error("At most {0} pieces of evidence. Put some of it together into one document.")]
    TooMuchEvidence(usize),
    /// A draft that is too long.
    #[error(
        "At most {MAX_CHARS} characters for each text. Shorten it, or put the rest into a document and link it."
    )]
    DraftTooLong,
    /// The app is not published.
    #[error("Only a published app is certified. Publish a version first.")]
    NotPublished,
    /// A reviewer asked for something.
    #[error("A reviewer asked for something. Say what you did about it, then send the request again.")]
    AnswerMissing,
    /// Nothing was asked for, or it was answered.
    #[error("Nothing waits for an answer. Reload the page.")]
    NoQuestion,
    /// A question waits already.
    #[error("The partner was asked for something and has not answered yet. Wait for it, or decide.")]
    AskedAlready,
    /// More than was asked for.
    #[error("The partner asks for a lower level. Grant at most that one.")]
    AboveRequest,
    /// Somebody else's id.
    #[error("This id is taken, or the certification has another one by now. Reload the page.")]
    IdTaken,
    /// There is none.
    #[error("No such certification is there. Go back to the list and reload it.")]
    NoCertification,
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
            Self::NotYours | Self::NoCertification => 404,
            Self::OwnOrganisation | Self::OwnRequest => 403,
            Self::TooEarly(_)
            | Self::NoRequest
            | Self::NothingHolds
            | Self::NotPublished
            | Self::NoQuestion
            | Self::AskedAlready
            | Self::IdTaken => 409,
            Self::EvidenceMissing(_)
            | Self::EvidenceWithoutSource
            | Self::AnotherReview
            | Self::TooMuchEvidence(_)
            | Self::DraftTooLong
            | Self::AnswerMissing
            | Self::AboveRequest => 422,
        }
    }
}

impl Rejection {
    /// The member of the body that is at fault, as a JSON pointer.
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::EvidenceMissing(_)
            | Self::EvidenceWithoutSource
            | Self::AnotherReview
            | Self::TooMuchEvidence(_) => Some("/evidence"),
            Self::AnswerMissing | Self::NoQuestion => Some("/answer"),
            Self::AboveRequest | Self::TooEarly(_) => Some("/level"),
            Self::IdTaken => Some("/certification"),
            Self::DraftTooLong
            | Self::NotYours
            | Self::NoCertification
            | Self::OwnOrganisation
            | Self::OwnRequest
            | Self::NoRequest
            | Self::NothingHolds
            | Self::NotPublished
            | Self::AskedAlready => None,
        }
    }
}
