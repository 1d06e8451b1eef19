//! Why a command about a review is refused.

use chrono::{DateTime, Utc};

use super::stage::StageKind;

/// A refusal, with the way on. The server maps each to problem details in one place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// The reviewer belongs to the organisation that submitted.
    #[error("You belong to the organisation that submitted this. Leave it to a reviewer who does not.")]
    OwnOrganisation,
    /// The reviewer submitted it.
    #[error("You submitted this yourself. Leave it to another reviewer.")]
    OwnSubmission,
    /// The round has ended.
    #[error("This review has ended. A new submission opens a new one.")]
    Over,
    /// Somebody else has the claim.
    #[error("Another reviewer has claimed this until {}. Take another one, or come back then.", time(.0))]
    ClaimedByAnother(DateTime<Utc>),
    /// Nobody has the claim.
    #[error("Claim this submission first. What you wrote is kept.")]
    NotClaimed,
    /// The claim is over since this instant.
    #[error("Your claim ended at {}. Claim it again and send: what you wrote and ticked is kept.", time(.0))]
    ClaimLapsed(DateTime<Utc>),
    /// It was escalated to somebody else.
    #[error("This submission was escalated to another person. They decide it.")]
    Escalated,
    /// A stage before is not cleared.
    #[error("The stage “{}” is not done. Finish it first.", named(*.0))]
    StageOpen(StageKind),
    /// The policy did not ask for this stage, or it is done.
    #[error("The stage “{}” is not open in this review. Reload the page.", named(*.0))]
    StageNotOpen(StageKind),
    /// The stage is run by the program.
    #[error("The stage “{}” is run by the program. Wait for its result.", named(*.0))]
    Automated(StageKind),
    /// The last run of the stage broke off; it is tried again at this instant.
    #[error("The last run of this stage broke off. It is tried again at {}.", time(.0))]
    Paused(DateTime<Utc>),
    /// The stage needs a person.
    #[error("The stage “{}” needs a person.", named(*.0))]
    NeedsAPerson(StageKind),
    /// Items of the checklist are open.
    #[error("On the checklist {} not ticked. Tick what you looked at, or ask for changes.", items(.0.len()))]
    Unticked(Vec<String>),
    /// Not on the checklist of this submission.
    #[error("“{0}” is not on the checklist of this submission. Reload the page.")]
    NoItem(String),
    /// The second approval needs another person.
    #[error("You have approved this already. Its scopes are sensitive, so a second person has to look.")]
    SameEyes,
    /// Nothing was asked for.
    #[error("Say at least one thing that has to change, and at which field.")]
    NothingRequested,
    /// Escalated to themselves, or to who may not decide it or approved it before.
    #[error(
        "This person cannot decide it. Choose a reviewer who is not you, not of the partner, and did not approve it."
    )]
    NotTheirs,
    /// It is not escalated.
    #[error("This submission is with nobody else. Reload the page.")]
    NotEscalated,
    /// Somebody else escalated it.
    #[error("Only who escalated it, or who sets up reviews, can take it back. Ask one of them.")]
    NotYoursToTakeBack,
    /// Too many notes.
    #[error("A review holds {0} notes, and they are used up. Decide it.")]
    NotesFull(usize),
    /// A person did what only the program does, or the other way round.
    #[error("This is not yours to do here. Reload the page.")]
    NotYours,
}

/// A stage as reviewers call it: `security review`.
fn named(stage: StageKind) -> String {
    stage.as_str().replace('_', " ")
}

/// `1 item is`, `6 items are`.
fn items(count: usize) -> String {
    if count == 1 { "1 item is".to_owned() } else { format!("{count} items are") }
}

/// `10:15 UTC`.
fn time(at: &DateTime<Utc>) -> String {
    use chrono::Timelike;
    format!("{:02}:{:02} UTC", at.hour(), at.minute())
}

impl Rejection {
    /// The HTTP status that fits.
    pub const fn status(&self) -> u16 {
        match self {
            Self::OwnOrganisation | Self::OwnSubmission | Self::NotYours | Self::NotYoursToTakeBack => 403,
            Self::NoItem(_) => 404,
            Self::NothingRequested | Self::Unticked(_) | Self::NotTheirs => 422,
            Self::Over
            | Self::ClaimedByAnother(_)
            | Self::NotClaimed
            | Self::ClaimLapsed(_)
            | Self::Escalated
            | Self::NotEscalated
            | Self::Paused(_)
            | Self::StageOpen(_)
            | Self::StageNotOpen(_)
            | Self::Automated(_)
            | Self::NeedsAPerson(_)
            | Self::SameEyes
            | Self::NotesFull(_) => 409,
        }
    }
}
