//! A listing goes to another partner: offered, accepted, and seen by both sides until it has changed hands.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Receipts, Versions};
use crate::{
    endpoint::{Access, ByListing, ByOrganisation, ByTransfer},
    endpoints,
    ids::{ListingId, TransferId},
    listings::state::Phase,
    organisations::permission::Permission,
    slug::Slug,
};

endpoints! { "listings";
    OfferListing: Post "/api/v1/organisations/{organisation}/listings/{listing}/offer" (Access::Holds(Permission::ListingsTransfer)) "offer_listing"
        "Offer a listing to another partner."
        [] { ByListing, (), NewOffer => Versions }
    TakeOfferBack: Delete "/api/v1/organisations/{organisation}/listings/{listing}/offer" (Access::Holds(Permission::ListingsTransfer)) "take_offer_back"
        "Take back an offer that nobody accepted yet."
        [] { ByListing, (), () => Versions }
    ReadListingReceipts: Get "/api/v1/organisations/{organisation}/listings/{listing}/receipts" (Access::Holds(Permission::ListingsRead)) "read_listing_receipts"
        "Read how suspensions and changes of owner of a listing were decided; `guildhall verify` judges again."
        [] { ByListing, (), () => Receipts }
    ListOffers: Get "/api/v1/organisations/{organisation}/listing-offers" (Access::Holds(Permission::ListingsRead)) "list_listing_offers"
        "List the listings that other partners offer to the organisation."
        [] { ByOrganisation, (), () => Offers }
    AcceptOffer: Post "/api/v1/organisations/{organisation}/listing-offers/{transfer}/acceptance" (Access::Holds(Permission::ListingsTransfer)) "accept_listing_offer"
        "Accept a listing that is offered; customers are told, and it changes hands after the quarantine."
        [] { ByTransfer, (), () => Offers }
    DeclineOffer: Delete "/api/v1/organisations/{organisation}/listing-offers/{transfer}" (Access::Holds(Permission::ListingsTransfer)) "decline_listing_offer"
        "Decline a listing that is offered."
        [] { ByTransfer, (), () => Offers }
}

/// To whom a listing is offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewOffer {
    /// A new id.
    pub transfer: TransferId,
    /// The partner's address in the marketplace.
    pub to: Slug,
}

/// A change of owner that is under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TransferView {
    pub transfer: TransferId,
    /// Who gets it; `None` for an organisation that is gone.
    pub to: Option<String>,
    pub offered_at: DateTime<Utc>,
    /// First instant at which an offer that was not accepted does not stand.
    pub expires_at: DateTime<Utc>,
    /// Once they accepted.
    pub accepted: Option<AcceptedView>,
}

/// An offer that was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AcceptedView {
    pub at: DateTime<Utc>,
    /// First instant at which the listing can change hands.
    pub quarantine_until: DateTime<Utc>,
    /// When the operator verified the new owner; `None` until then.
    pub verified_at: Option<DateTime<Utc>>,
}

/// What other partners offer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Offers {
    /// The one that was offered last first.
    pub offers: Vec<OfferView>,
    /// How long customers have after an acceptance.
    pub quarantine_days: u32,
}

/// A listing that another partner offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OfferView {
    pub listing: ListingId,
    pub name: String,
    /// Its address in the marketplace; `None` while it has none.
    pub slug: Option<String>,
    /// Whose it is; `None` for an organisation that is gone.
    pub from: Option<String>,
    /// What customers see of it.
    pub standing: Phase,
    pub change: TransferView,
}
