//! Events of listings: their kinds and their payloads.
//!
//! `listing.*` are the events of the directory ([`crate::marketplace::event`]); these say how a listing
//! came to be there. The state of a listing is what its events make of it: see
//! [`super::rules::apply`].

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    field::Field,
    model::{Label, Listing, Submission, Transfer},
    state::Suspension,
};
use crate::{
    canonical::Digest,
    decisions::words::Words,
    event::{Actor, NewEvent},
    ids::{ListingId, OrganisationId, VersionId},
    review::model::{Clearance, Request},
};

/// A draft was edited.
pub const DRAFT_EDITED: &str = "draft.edited";
/// A listing was started.
pub const STARTED: &str = "app.started";
/// A version was frozen and submitted.
pub const SUBMITTED: &str = "version.submitted";
/// A stage of its review is under way.
pub const IN_REVIEW: &str = "version.in_review";
/// Its review asks for changes.
pub const CHANGES_REQUESTED: &str = "version.changes_requested";
/// The partner answered what was asked for.
pub const ANSWERED: &str = "version.answered";
/// It can be published.
pub const APPROVED: &str = "version.approved";
/// Its review ended for good.
pub const REJECTED: &str = "version.rejected";
/// It is not published, because its name is too like another one by now: it is in review again.
pub const HELD: &str = "version.held";
/// The partner took it back.
pub const WITHDRAWN: &str = "version.withdrawn";
/// It is published at an instant.
pub const SCHEDULED: &str = "version.scheduled";
/// It is not scheduled any more.
pub const UNSCHEDULED: &str = "version.unscheduled";
/// It is live.
pub const PUBLISHED: &str = "version.published";
/// It is live again.
pub const ROLLED_BACK: &str = "version.rolled_back";
/// The listing is reached by its link only.
pub const UNLISTED: &str = "app.unlisted";
/// The listing is in the directory again.
pub const RELISTED: &str = "app.relisted";
/// Another listing replaces it.
pub const DEPRECATED: &str = "app.deprecated";
/// The listing is over.
pub const ARCHIVED: &str = "app.archived";
/// The operator took the listing away for a while.
pub const SUSPENDED: &str = "app.suspended";
/// The listing is back.
pub const LIFTED: &str = "app.suspension_lifted";
/// The listing was offered to another organisation.
pub const OFFERED: &str = "ownership.offered";
/// The change of owner will not happen.
pub const OFFER_ENDED: &str = "ownership.ended";
/// The other organisation accepted.
pub const ACCEPTED: &str = "ownership.accepted";
/// The new owner was verified.
pub const VERIFIED: &str = "ownership.verified";
/// The listing belongs to another organisation.
pub const OWNER_CHANGED: &str = "ownership.changed";

/// Payload of `draft.edited`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftEvent {
    /// The draft's version after the change.
    pub version: u64,
    /// Digests of the values of the fields that were written.
    pub fields: BTreeMap<Field, Digest>,
}

/// What happened to a listing; its JSON is the payload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Happened {
    /// `app.started`
    Started {
        /// Whose it is.
        organisation: OrganisationId,
    },
    /// `version.submitted`: a new version, or a new round of one.
    Submitted {
        /// Which.
        version: VersionId,
        /// As the partner names it.
        label: Label,
        /// What is frozen.
        submission: Submission,
    },
    /// `version.in_review`
    InReview {
        /// Which.
        version: VersionId,
    },
    /// `version.changes_requested`
    ChangesRequested {
        /// Which.
        version: VersionId,
        /// What is asked for.
        requests: Vec<Request>,
    },
    /// `version.answered`
    Answered {
        /// Which.
        version: VersionId,
        /// By the place of the request.
        answers: Vec<(usize, Words)>,
    },
    /// `version.approved`
    Approved {
        /// Which.
        version: VersionId,
        /// By what.
        clearance: Clearance,
    },
    /// `version.rejected`
    Rejected {
        /// Which.
        version: VersionId,
    },
    /// `version.held`
    Held {
        /// Which.
        version: VersionId,
        /// The round in which a person looks at it: the same bytes as before.
        submission: Submission,
    },
    /// `version.withdrawn`
    Withdrawn {
        /// Which.
        version: VersionId,
    },
    /// `version.scheduled`
    Scheduled {
        /// Which.
        version: VersionId,
        /// When it is due.
        #[serde(deserialize_with = "crate::time::read_instant")]
        due: DateTime<Utc>,
    },
    /// `version.unscheduled`
    Unscheduled {
        /// Which.
        version: VersionId,
    },
    /// `version.published`, `version.rolled_back`
    Published {
        /// Which.
        version: VersionId,
        /// Which was live before.
        before: Option<VersionId>,
        /// Whether it was live once.
        again: bool,
        /// Of the first version of a listing: hash of the token in its link, where it is for who has that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        link: Option<Digest>,
        /// The operator took the one before away from customers.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        by_operator: bool,
    },
    /// `app.unlisted`
    Unlisted {
        /// Hash of the token in the link.
        link: Option<Digest>,
        /// Hash of the clean-up's receipt; `None` when the partner did it.
        clean_up: Option<Digest>,
    },
    /// `app.relisted`
    Relisted,
    /// `app.deprecated`
    Deprecated {
        /// What replaces it.
        replacement: ListingId,
    },
    /// `app.archived`
    Archived,
    /// `app.suspended`
    Suspended {
        /// Why, and how it comes back.
        suspension: Suspension,
    },
    /// `app.suspension_lifted`
    Lifted,
    /// `ownership.offered`
    Offered {
        /// To whom and until when.
        transfer: Transfer,
    },
    /// `ownership.ended`
    OfferEnded {
        /// To whom it was offered.
        to: OrganisationId,
        /// By whom.
        by: EndedBy,
    },
    /// `ownership.accepted`
    Accepted {
        /// Who did.
        to: OrganisationId,
        /// First instant at which it can change hands.
        #[serde(deserialize_with = "crate::time::read_instant")]
        quarantine_until: DateTime<Utc>,
    },
    /// `ownership.verified`
    Verified {
        /// Who was.
        to: OrganisationId,
    },
    /// `ownership.changed`
    OwnerChanged {
        /// Whose it was.
        from: OrganisationId,
        /// Whose it is.
        to: OrganisationId,
    },
}

/// Who ended an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndedBy {
    /// Who offered.
    Owner,
    /// To whom it was offered.
    Receiver,
    /// The operator.
    Operator,
}

impl Happened {
    /// The kind on the spine.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Started { .. } => STARTED,
            Self::Submitted { .. } => SUBMITTED,
            Self::InReview { .. } => IN_REVIEW,
            Self::ChangesRequested { .. } => CHANGES_REQUESTED,
            Self::Answered { .. } => ANSWERED,
            Self::Approved { .. } => APPROVED,
            Self::Rejected { .. } => REJECTED,
            Self::Held { .. } => HELD,
            Self::Withdrawn { .. } => WITHDRAWN,
            Self::Scheduled { .. } => SCHEDULED,
            Self::Unscheduled { .. } => UNSCHEDULED,
            Self::Published { again: false, .. } => PUBLISHED,
            Self::Published { again: true, .. } => ROLLED_BACK,
            Self::Unlisted { .. } => UNLISTED,
            Self::Relisted => RELISTED,
            Self::Deprecated { .. } => DEPRECATED,
            Self::Archived => ARCHIVED,
            Self::Suspended { .. } => SUSPENDED,
            Self::Lifted => LIFTED,
            Self::Offered { .. } => OFFERED,
            Self::OfferEnded { .. } => OFFER_ENDED,
            Self::Accepted { .. } => ACCEPTED,
            Self::Verified { .. } => VERIFIED,
            Self::OwnerChanged { .. } => OWNER_CHANGED,
        }
    }

    /// The version that it is about.
    pub const fn version(&self) -> Option<VersionId> {
        match self {
            Self::Submitted { version, .. }
            | Self::InReview { version }
            | Self::ChangesRequested { version, .. }
            | Self::Answered { version, .. }
            | Self::Approved { version, .. }
            | Self::Rejected { version }
            | Self::Held { version, .. }
            | Self::Withdrawn { version }
            | Self::Scheduled { version, .. }
            | Self::Unscheduled { version }
            | Self::Published { version, .. } => Some(*version),
            Self::Started { .. }
            | Self::Unlisted { .. }
            | Self::Relisted
            | Self::Deprecated { .. }
            | Self::Archived
            | Self::Suspended { .. }
            | Self::Lifted
            | Self::Offered { .. }
            | Self::OfferEnded { .. }
            | Self::Accepted { .. }
            | Self::Verified { .. }
            | Self::OwnerChanged { .. } => None,
        }
    }

    /// Whether customers who follow it are told.
    pub const fn tells_customers(&self) -> bool {
        match self {
            Self::Published { .. }
            | Self::Unlisted { .. }
            | Self::Relisted
            | Self::Deprecated { .. }
            | Self::Archived
            | Self::Suspended { .. }
            | Self::Lifted
            | Self::Accepted { .. }
            | Self::OwnerChanged { .. } => true,
            Self::Started { .. }
            | Self::Submitted { .. }
            | Self::InReview { .. }
            | Self::ChangesRequested { .. }
            | Self::Answered { .. }
            | Self::Approved { .. }
            | Self::Rejected { .. }
            | Self::Held { .. }
            | Self::Withdrawn { .. }
            | Self::Scheduled { .. }
            | Self::Unscheduled { .. }
            | Self::Offered { .. }
            | Self::OfferEnded { .. }
            | Self::Verified { .. } => false,
        }
    }

    /// The other organisation that it concerns.
    pub(crate) const fn other(&self) -> Option<OrganisationId> {
        match self {
            Self::Offered { transfer } => Some(transfer.to),
            Self::OfferEnded { to, .. }
            | Self::Accepted { to, .. }
            | Self::Verified { to }
            | Self::OwnerChanged { to, .. } => Some(*to),
            _ => None,
        }
    }

    /// Whether it stands in the program's trail, too: the operator did it, or has something to do about it.
    pub const fn concerns_program(&self) -> bool {
        match self {
            Self::Suspended { .. }
            | Self::Lifted
            | Self::Accepted { .. }
            | Self::OfferEnded { by: EndedBy::Operator, .. }
            | Self::Verified { .. }
            | Self::OwnerChanged { .. } => true,
            Self::Started { .. }
            | Self::Submitted { .. }
            | Self::InReview { .. }
            | Self::ChangesRequested { .. }
            | Self::Answered { .. }
            | Self::Approved { .. }
            | Self::Rejected { .. }
            | Self::Held { .. }
            | Self::Withdrawn { .. }
            | Self::Scheduled { .. }
            | Self::Unscheduled { .. }
            | Self::Published { .. }
            | Self::Unlisted { .. }
            | Self::Relisted
            | Self::Deprecated { .. }
            | Self::Archived
            | Self::Offered { .. }
            | Self::OfferEnded { by: EndedBy::Owner | EndedBy::Receiver, .. } => false,
        }
    }

    /// The events on the spine: one in the trail of whose listing it was, and one in that of the other
    /// organisation of a change of owner.
    pub fn at(&self, before: &Listing, actor: &Actor, at: DateTime<Utc>) -> Vec<NewEvent> {
        let event = |organisation| NewEvent {
            organisation,
            actor: actor.clone(),
            kind: self.kind(),
            subject: before.id.to_string(),
            payload: serde_json::json!(self),
            at,
        };
        std::iter::once(before.organisation).chain(self.other()).map(event).collect()
    }
}
