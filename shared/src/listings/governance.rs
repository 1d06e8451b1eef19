//! What the operator looks after: listings that are suspended or change hands.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    model::{Listing, Transfer},
    state::Place,
};
use crate::ids::{ListingId, OrganisationId};

pub mod deed;
pub mod judge;

/// A listing that is suspended or changes hands, to be found by who has to do something about it. It is
/// written in each unit that writes such a listing, and removed when nothing of that is left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Governed {
    /// Which.
    pub listing: ListingId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Whether it is suspended.
    pub suspended: bool,
    /// A change of owner; an offer that nobody answered in time is among them until it is replaced.
    pub transfer: Option<Transfer>,
}

impl Governed {
    /// `None` for a listing that needs no looking after.
    pub fn of(listing: &Listing) -> Option<Self> {
        let suspended = match listing.place {
            Place::Suspended { .. } => true,
            Place::Draft | Place::Shown { .. } | Place::Archived => false,
        };
        let governed = Self {
            listing: listing.id,
            organisation: listing.organisation,
            suspended,
            transfer: listing.transfer.clone(),
        };
        (suspended || governed.transfer.is_some()).then_some(governed)
    }

    /// The change of owner that is under way at an instant.
    pub fn moving(&self, now: DateTime<Utc>) -> Option<&Transfer> {
        self.transfer.as_ref().filter(|transfer| transfer.stands(now))
    }

    /// When the listing changes hands; `None` until it was accepted and the new owner verified.
    pub fn due(&self) -> Option<DateTime<Utc>> {
        let accepted = self.transfer.as_ref()?.accepted.as_ref()?;
        accepted.verified_at.is_some().then_some(accepted.quarantine_until)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{
        ids::TransferId,
        listings::model::{Accepted, Dossier},
        testing::{START, listing_id},
    };

    fn listing() -> Listing {
        Dossier::start(listing_id("ledger-bridge"), OrganisationId::from_ulid(ulid::Ulid(1))).listing
    }

    fn offered(accepted: Option<Accepted>) -> Listing {
        let transfer = Transfer {
            id: TransferId::from_ulid(ulid::Ulid(1)),
            to: OrganisationId::from_ulid(ulid::Ulid(2)),
            offered_at: START,
            expires_at: START + TimeDelta::days(14),
            accepted,
        };
        Listing { transfer: Some(transfer), ..listing() }
    }

    #[test]
    fn a_listing_that_nothing_happens_to_needs_no_looking_after() {
        assert_eq!(Governed::of(&listing()), None);
    }

    #[test]
    fn an_offer_is_under_way_until_its_instant() {
        let governed = Governed::of(&offered(None)).expect("an offer");
        assert!(governed.moving(START + TimeDelta::days(14) - TimeDelta::nanoseconds(1)).is_some());
        assert!(governed.moving(START + TimeDelta::days(14)).is_none());
        assert_eq!(governed.due(), None);
    }

    #[test]
    fn it_is_due_when_the_quarantine_ends_once_the_owner_is_verified() {
        let until = START + TimeDelta::days(20);
        let accepted = Accepted { at: START, quarantine_until: until, verified_at: None };
        assert_eq!(Governed::of(&offered(Some(accepted.clone()))).and_then(|one| one.due()), None);
        let verified = Accepted { verified_at: Some(START), ..accepted };
        let governed = Governed::of(&offered(Some(verified))).expect("a change");
        assert_eq!(governed.due(), Some(until));
        assert!(governed.moving(until + TimeDelta::days(100)).is_some());
    }
}
