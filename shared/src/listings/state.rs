//! The states of listings and versions.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::model::Dossier;
use crate::{
    canonical::Digest,
    decisions::words::Words,
    ids::{ListingId, PersonId},
    marketplace,
};

/// Where a listing stands in the marketplace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "place", rename_all = "snake_case")]
pub enum Place {
    /// Nothing of it was ever published.
    Draft,
    /// Customers reach it.
    Shown {
        /// How.
        shown: Shown,
    },
    /// The operator took it away for a while.
    Suspended {
        /// Why, and how it comes back.
        suspension: Suspension,
        /// How it is shown when the suspension is lifted.
        before: Shown,
    },
    /// It is over.
    Archived,
}

/// How customers reach a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "shown", rename_all = "snake_case")]
pub enum Shown {
    /// In the directory.
    Published,
    /// By who has its link.
    Unlisted {
        /// Hash of the token in the link; `None` when the address alone is enough.
        link: Option<Digest>,
    },
    /// By its address, with what replaces it.
    Deprecated {
        /// What customers should use.
        replacement: ListingId,
    },
}

/// A suspension: it has an owner, a reason and a way back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    /// Who of the operator is in charge.
    pub owner: PersonId,
    /// Why, for partner and customers.
    pub reason: Words,
    /// What has to happen so that it is lifted.
    pub way_back: Words,
    /// Since when.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub at: DateTime<Utc>,
}

/// Where a version stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum VersionState {
    /// In the queue.
    Submitted,
    /// A stage is under way.
    InReview,
    /// The partner has to change something.
    ChangesRequested,
    /// It can be published.
    Approved,
    /// It is published at an instant.
    Scheduled {
        /// When.
        #[serde(deserialize_with = "crate::time::read_instant")]
        at: DateTime<Utc>,
    },
    /// It is live.
    Published,
    /// It was live; it can be again.
    Superseded,
    /// Its review ended for good.
    Rejected,
    /// The partner took it back.
    Withdrawn,
}

impl VersionState {
    /// Whether it keeps another version from being submitted.
    pub const fn is_open(self) -> bool {
        match self {
            Self::Submitted | Self::InReview | Self::ChangesRequested => true,
            Self::Approved
            | Self::Scheduled { .. }
            | Self::Published
            | Self::Superseded
            | Self::Rejected
            | Self::Withdrawn => false,
        }
    }
}

/// The state of a listing in one word, for tables and filters. While a version is under way it says so,
/// and what customers see does not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Phase {
    /// Being written.
    Draft,
    /// In the queue.
    Submitted,
    /// A stage is under way.
    InReview,
    /// The partner has to change something.
    ChangesRequested,
    /// The last round ended for good, and nothing is live.
    Rejected,
    /// A version can be published.
    Approved,
    /// A version is published at an instant.
    Scheduled,
    /// In the directory.
    Published,
    /// Reached by its link.
    Unlisted,
    /// Taken away for a while.
    Suspended,
    /// Replaced.
    Deprecated,
    /// Over.
    Archived,
}

/// What customers see of a listing, in one word; [`Phase::Draft`] when nothing.
pub const fn standing(place: &Place) -> Phase {
    match place {
        Place::Draft => Phase::Draft,
        Place::Shown { shown: Shown::Published } => Phase::Published,
        Place::Shown { shown: Shown::Unlisted { .. } } => Phase::Unlisted,
        Place::Shown { shown: Shown::Deprecated { .. } } => Phase::Deprecated,
        Place::Suspended { .. } => Phase::Suspended,
        Place::Archived => Phase::Archived,
    }
}

/// What a partner has to know of a listing, in one word.
pub fn phase(dossier: &Dossier) -> Phase {
    let listing = &dossier.listing;
    let standing = standing(&listing.place);
    if matches!(listing.place, Place::Suspended { .. } | Place::Archived) {
        return standing;
    }
    let state = |id| dossier.versions.get(&id).map(|version| version.state);
    let under_way = listing.open.or(listing.scheduled).or(listing.last).and_then(state);
    match under_way {
        Some(VersionState::Submitted) => Phase::Submitted,
        Some(VersionState::InReview) => Phase::InReview,
        Some(VersionState::ChangesRequested) => Phase::ChangesRequested,
        Some(VersionState::Scheduled { .. }) => Phase::Scheduled,
        Some(VersionState::Approved) => Phase::Approved,
        Some(VersionState::Rejected) if standing == Phase::Draft => Phase::Rejected,
        Some(
            VersionState::Rejected
            | VersionState::Published
            | VersionState::Superseded
            | VersionState::Withdrawn,
        )
        | None => standing,
    }
}

/// In which state the marketplace has the listing; `None` when it has it not at all.
pub const fn shown_as(place: &Place) -> Option<marketplace::state::ListingState> {
    use marketplace::state::ListingState;
    match place {
        Place::Shown { shown: Shown::Published } => Some(ListingState::Published),
        Place::Shown { shown: Shown::Unlisted { .. } | Shown::Deprecated { .. } } => {
            Some(ListingState::Unlisted)
        }
        Place::Draft | Place::Suspended { .. } | Place::Archived => None,
    }
}
