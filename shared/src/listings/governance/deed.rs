//! What is done about a listing with a receipt.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    canonical::Digest,
    decisions::words::Words,
    ids::{ListingId, OrganisationId, PersonId, SubmissionId, TransferId, VersionId},
    listings::rules::Command,
};

/// What is done about a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub enum Deed {
    /// The operator takes it away for a while.
    Suspend {
        /// Who is in charge.
        owner: PersonId,
        /// Why.
        reason: Words,
        /// What has to happen so that it is lifted.
        way_back: Words,
    },
    /// The operator brings it back.
    Lift,
    /// The partner offers it to another one.
    Offer {
        /// A new id.
        transfer: TransferId,
        /// To whom.
        to: OrganisationId,
    },
    /// Somebody takes the offer back, declines it, or stops the change.
    EndOffer,
    /// The other partner accepts.
    AcceptOffer,
    /// The operator verified the new owner.
    VerifyOwner,
    /// The program changes the owner.
    ChangeOwner,
    /// The partner publishes an approved version.
    Publish {
        /// Which.
        version: VersionId,
    },
    /// The partner publishes the first one for who has its link.
    PublishByLink {
        /// Which.
        version: VersionId,
        /// Hash of the token in the link.
        link: Digest,
    },
    /// The partner publishes one at an instant.
    Schedule {
        /// Which.
        version: VersionId,
        /// When.
        #[serde(deserialize_with = "crate::time::read_instant")]
        at: DateTime<Utc>,
    },
    /// The partner takes one off the schedule, or the program, when it cannot be published as things are.
    Unschedule {
        /// Which.
        version: VersionId,
    },
    /// The program publishes one whose instant has come.
    PublishDue {
        /// Which.
        version: VersionId,
    },
    /// The partner or the operator makes one live again.
    RollBack {
        /// Which.
        to: VersionId,
    },
    /// The program sends one to a person, because of its name.
    Hold {
        /// Which.
        version: VersionId,
        /// Id of the round.
        submission: SubmissionId,
    },
    /// The partner takes the listing out of the directory.
    Unlist {
        /// Hash of the token in the link.
        link: Option<Digest>,
    },
    /// The partner puts it back.
    Relist,
    /// The partner says what replaces it.
    Deprecate {
        /// What does.
        replacement: ListingId,
    },
    /// The partner ends it.
    Archive,
}

impl Deed {
    /// The deed of a command; `None` for a command that a review answers for, or a clean-up.
    pub fn of(command: &Command) -> Option<Self> {
        Some(match command.clone() {
            Command::Suspend { owner, reason, way_back } => Self::Suspend { owner, reason, way_back },
            Command::Lift => Self::Lift,
            Command::Offer { transfer, to } => Self::Offer { transfer, to },
            Command::EndOffer => Self::EndOffer,
            Command::AcceptOffer => Self::AcceptOffer,
            Command::VerifyOwner => Self::VerifyOwner,
            Command::ChangeOwner => Self::ChangeOwner,
            Command::Publish { version } => Self::Publish { version },
            Command::PublishByLink { version, link } => Self::PublishByLink { version, link },
            Command::Schedule { version, at } => Self::Schedule { version, at },
            Command::Unschedule { version } => Self::Unschedule { version },
            Command::PublishDue { version } => Self::PublishDue { version },
            Command::RollBack { to } => Self::RollBack { to },
            Command::Hold { version, submission } => Self::Hold { version, submission },
            Command::Unlist { link } => Self::Unlist { link },
            Command::Relist => Self::Relist,
            Command::Deprecate { replacement } => Self::Deprecate { replacement },
            Command::Archive => Self::Archive,
            Command::Submit { .. }
            | Command::Withdraw { .. }
            | Command::Answer { .. }
            | Command::FollowReview { .. }
            | Command::CleanUp { .. } => return None,
        })
    }

    /// The version that it is about; its receipt stands with those of the version's review.
    pub const fn version(&self) -> Option<VersionId> {
        match self {
            Self::Publish { version }
            | Self::PublishByLink { version, .. }
            | Self::Schedule { version, .. }
            | Self::Unschedule { version }
            | Self::PublishDue { version }
            | Self::RollBack { to: version }
            | Self::Hold { version, .. } => Some(*version),
            Self::Suspend { .. }
            | Self::Lift
            | Self::Offer { .. }
            | Self::EndOffer
            | Self::AcceptOffer
            | Self::VerifyOwner
            | Self::ChangeOwner
            | Self::Unlist { .. }
            | Self::Relist
            | Self::Deprecate { .. }
            | Self::Archive => None,
        }
    }
}

impl From<Deed> for Command {
    fn from(deed: Deed) -> Self {
        match deed {
            Deed::Suspend { owner, reason, way_back } => Self::Suspend { owner, reason, way_back },
            Deed::Lift => Self::Lift,
            Deed::Offer { transfer, to } => Self::Offer { transfer, to },
            Deed::EndOffer => Self::EndOffer,
            Deed::AcceptOffer => Self::AcceptOffer,
            Deed::VerifyOwner => Self::VerifyOwner,
            Deed::ChangeOwner => Self::ChangeOwner,
            Deed::Publish { version } => Self::Publish { version },
            Deed::PublishByLink { version, link } => Self::PublishByLink { version, link },
            Deed::Schedule { version, at } => Self::Schedule { version, at },
            Deed::Unschedule { version } => Self::Unschedule { version },
            Deed::PublishDue { version } => Self::PublishDue { version },
            Deed::RollBack { to } => Self::RollBack { to },
            Deed::Hold { version, submission } => Self::Hold { version, submission },
            Deed::Unlist { link } => Self::Unlist { link },
            Deed::Relist => Self::Relist,
            Deed::Deprecate { replacement } => Self::Deprecate { replacement },
            Deed::Archive => Self::Archive,
        }
    }
}
