//! Why a command about a test tenant is refused.

use chrono::NaiveDate;

use super::address::Reason;

/// A refusal, with the way on. The server maps each to problem details in one place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// 404: whose it is not does not learn about it.
    #[error("No such sandbox, run or call is there. Look among the sandboxes of the listing.")]
    NotYours,
    /// Another one has the id.
    #[error("This id is taken. Try again.")]
    IdTaken,
    /// It is over.
    #[error("This sandbox was over on {0}. Make a new one; the same seed gives the same data.")]
    Over(NaiveDate),
    /// The target may not be called.
    #[error("Nothing is called at this address ({}). Register a public https address.", .0.as_str())]
    TargetRefused(Reason),
    /// The app has as many as it can.
    #[error("An app can have {0} sandboxes. Delete one, or reset it instead of making another.")]
    TooMany(usize),
    /// A run is under way.
    #[error("The checks are being run. Wait until they are done.")]
    Running,
    /// Nothing says what to call.
    #[error("The manifest cannot be read, so nothing says what to call. Mend what the linter finds in it.")]
    NoManifest,
    /// A call that went elsewhere.
    #[error("The app was called at another target then. Run the checks to call it at this one.")]
    OtherTarget,
}

impl Rejection {
    /// The HTTP status that fits.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotYours => 404,
            Self::IdTaken | Self::TooMany(_) | Self::Running | Self::NoManifest | Self::OtherTarget => 409,
            Self::Over(_) => 410,
            Self::TargetRefused(_) => 422,
        }
    }

    /// The member of the request at fault, as a JSON pointer.
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::IdTaken => Some("/sandbox"),
            Self::TargetRefused(_) => Some("/target"),
            Self::NotYours
            | Self::Over(_)
            | Self::TooMany(_)
            | Self::Running
            | Self::NoManifest
            | Self::OtherTarget => None,
        }
    }
}
