//! Why a command about a listing is refused.

use chrono::{DateTime, SecondsFormat, Utc};

use super::field::Field;

/// A refusal, with the way on. The server maps each to problem details in one place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// 404: whose listing it is not does not learn about it.
    #[error("No such listing is among those of your organisation. Look in its table of listings.")]
    NotYours,
    /// Who is in charge of a suspension has to be able to lift it.
    #[error("Nobody of the operator who may lift a suspension is chosen. Choose who is in charge.")]
    NotInCharge,
    /// Somebody of the operator who belongs to the partner as well.
    #[error("You belong to the partner, or to whom the listing goes. Ask somebody else of the operator.")]
    OwnOrganisation,
    /// The operator gave customers an earlier version in its place.
    #[error("The operator took this version away. Submit one that mends it, or ask the operator.")]
    TakenAway,
    /// To whom a listing is offered is no partner with people.
    #[error("No partner with this address can take a listing over. Look it up on the partner's page.")]
    NoReceiver,
    /// The listing is over.
    #[error("This listing is archived. Start a new one.")]
    Archived,
    /// Two edits of one batch are about one field.
    #[error("The field {} comes twice. Send it once.", .0.as_str())]
    FieldTwice(Field),
    /// A value does not fit its field.
    #[error("The field {} cannot hold this: {why}.", .field.as_str())]
    FieldShape {
        /// Which.
        field: Field,
        /// What a parser says.
        why: String,
    },
    /// A value is too large.
    #[error("The field {} is larger than {bytes} bytes. Shorten it.", .field.as_str())]
    FieldTooLarge {
        /// Which.
        field: Field,
        /// The limit.
        bytes: usize,
    },
    /// Something that is required is missing.
    #[error("{0} required things are missing. The checklist beside the editor names each.")]
    Incomplete(usize),
    /// A version is in review.
    #[error("A version is in review already. Wait for it, or withdraw it first.")]
    VersionOpen,
    /// The id is taken.
    #[error("This id is taken. Try again.")]
    IdTaken,
    /// The name of the version is taken.
    #[error("Another version has this name. Choose the next one.")]
    LabelTaken,
    /// The version is not called as its manifest says.
    #[error("The manifest says version {0}. A version is called as its manifest says.")]
    LabelDiffers(String),
    /// No such version.
    #[error("No such version is there. Reload the page.")]
    NoVersion,
    /// Requests without an answer.
    #[error("{0} requests have no answer yet. Say for each what you changed, or why not.")]
    Unanswered(usize),
    /// An answer to nothing.
    #[error("The review does not ask for this. Reload the page.")]
    NotAsked,
    /// The version is not in a state for that.
    #[error("This version is not in review any more. Reload the page.")]
    NotOpen,
    /// The review is of another round.
    #[error("This review is of another round or of other bytes than the version.")]
    AnotherRound,
    /// The version has not passed everything.
    #[error(
        "This version has not passed every stage of its review. Only an approved version can be published."
    )]
    NotApproved,
    /// The name of the version is too like another one by now.
    #[error(
        "The name of this version is too like {} by now, so a person has to look at it first. Submit it as a new version, or publish the one in review first.",
        .0.as_ref().map_or_else(|| "another one".to_owned(), |name| format!("“{name}”"))
    )]
    NameHeld(Option<String>),
    /// The version was approved for another owner.
    #[error("This version was approved for the owner before. Submit it again.")]
    OtherOwner,
    /// Only a first version is published by link.
    #[error("Customers have this listing. Take it out of the directory instead, and it gets a link.")]
    LinkFirst,
    /// A version is published by link at once.
    #[error("A version is published by link at once, and not at an instant. Choose one of the two.")]
    LinkAtOnce,
    /// The instant is not ahead.
    #[error("This instant has passed. Publish now, or choose a later one.")]
    ScheduleInPast,
    /// The instant is too far ahead.
    #[error("A version can be scheduled {0} days ahead at most. Choose an earlier day.")]
    ScheduleTooFar(u32),
    /// Another version is scheduled.
    #[error("Another version is scheduled. Take it off the schedule first.")]
    ScheduleTaken,
    /// The version is not scheduled.
    #[error("This version is not scheduled. Reload the page.")]
    NotScheduled,
    /// Its instant has not come.
    #[error("This version is due at {}.", instant(.0))]
    NotDue(DateTime<Utc>),
    /// Only a version that was live can be live again.
    #[error("This version was never live. Publish it instead.")]
    NeverLive,
    /// Customers do not reach it.
    #[error("Customers do not see this listing. Publish a version first.")]
    NotShown,
    /// The clean-up unlisted it, and something fails still.
    #[error("The clean-up unlisted this, and {0} criteria fail still. Mend them, or appeal.")]
    CleanUpFails(usize),
    /// What replaces it is not there.
    #[error("What replaces it has to be another listing that is published. Choose one.")]
    BadReplacement,
    /// Customers have it.
    #[error("Customers find this listing. Deprecate or unlist it first, so that they are told.")]
    ArchiveShown,
    /// It is suspended.
    #[error("This listing is suspended. The suspension says what has to happen first.")]
    Suspended,
    /// It is not suspended.
    #[error("This listing is not suspended. Reload the page.")]
    NotSuspended,
    /// It changes hands.
    #[error("This listing is changing hands, so nothing of it is submitted or published until that is over.")]
    ChangingHands,
    /// No change of owner is under way.
    #[error("No such offer stands any more. Ask for a new one.")]
    NoOffer,
    /// It was accepted already.
    #[error("The offer was accepted already. Ask the operator to stop the change.")]
    AcceptedAlready,
    /// To whom it belongs already.
    #[error("The listing belongs to this organisation. Choose another one.")]
    SameOwner,
    /// A version is in review or scheduled.
    #[error(
        "A version is in review or scheduled. Withdraw it first: nothing may be under way while a listing changes hands."
    )]
    UnderWay,
    /// The quarantine lasts.
    #[error("Customers have until {} to object. The listing changes hands after that.", instant(.0))]
    Quarantine(DateTime<Utc>),
    /// The new owner is not verified.
    #[error("The new owner is not verified yet. The operator does that.")]
    NotVerified,
}

fn instant(at: &DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

impl Rejection {
    /// The HTTP status that fits.
    pub const fn status(&self) -> u16 {
        match self {
            Self::OwnOrganisation => 403,
            Self::NotYours | Self::NoVersion => 404,
            Self::NoOffer => 410,
            Self::FieldTwice(_)
            | Self::FieldShape { .. }
            | Self::FieldTooLarge { .. }
            | Self::Incomplete(_)
            | Self::LabelDiffers(_)
            | Self::Unanswered(_)
            | Self::NotAsked
            | Self::ScheduleInPast
            | Self::ScheduleTooFar(_)
            | Self::LinkAtOnce
            | Self::BadReplacement
            | Self::SameOwner
            | Self::NotInCharge
            | Self::NoReceiver => 422,
            Self::Archived
            | Self::VersionOpen
            | Self::IdTaken
            | Self::LabelTaken
            | Self::NotOpen
            | Self::AnotherRound
            | Self::NotApproved
            | Self::NameHeld(_)
            | Self::OtherOwner
            | Self::LinkFirst
            | Self::ScheduleTaken
            | Self::NotScheduled
            | Self::NotDue(_)
            | Self::NeverLive
            | Self::TakenAway
            | Self::NotShown
            | Self::CleanUpFails(_)
            | Self::ArchiveShown
            | Self::Suspended
            | Self::NotSuspended
            | Self::ChangingHands
            | Self::AcceptedAlready
            | Self::UnderWay
            | Self::Quarantine(_)
            | Self::NotVerified => 409,
        }
    }
}
