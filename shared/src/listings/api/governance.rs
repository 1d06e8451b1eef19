//! What the operator does about a listing: suspends it, lifts that, verifies a new owner, stops a change.
//!
//! Every write answers with the listing as it is from then on.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Receipts, SuspensionView, TransferView};
use crate::{
    decisions::words::Words,
    editorial::api::Found,
    endpoint::{Access, ByListing, ByOrganisation},
    endpoints,
    identity::email::Domain,
    ids::{ListingId, PersonId, VersionId},
    listings::{model::Label, state::Phase},
    marketplace::api::SuggestQuery,
    organisations::permission::Permission,
};

endpoints! { "listings";
    ListGoverned: Get "/api/v1/organisations/{organisation}/governance" (Access::Holds(Permission::ListingsSuspend)) "list_governed_listings"
        "List the listings that are suspended or change hands."
        [] { ByOrganisation, (), () => GovernedListings }
    FindGovernable: Get "/api/v1/organisations/{organisation}/governance/find" (Access::Holds(Permission::ListingsSuspend)) "find_governable_listings"
        "Find a listing by its name or address, whether customers find it or not."
        [] { ByOrganisation, SuggestQuery, () => Found }
    ReadGoverned: Get "/api/v1/organisations/{organisation}/governance/listings/{listing}" (Access::Holds(Permission::ListingsSuspend)) "read_governed_listing"
        "Read where a listing of any partner stands, and what can be done about it."
        [] { ByListing, (), () => GovernedListing }
    SuspendListing: Put "/api/v1/organisations/{organisation}/governance/listings/{listing}/suspension" (Access::Holds(Permission::ListingsSuspend)) "suspend_listing"
        "Take a listing away for a while, with somebody in charge, a reason and a way back."
        [] { ByListing, (), NewSuspension => GovernedListing }
    LiftSuspension: Delete "/api/v1/organisations/{organisation}/governance/listings/{listing}/suspension" (Access::Holds(Permission::ListingsSuspend)) "lift_suspension"
        "Bring a suspended listing back as it was shown before."
        [] { ByListing, (), () => GovernedListing }
    RollBackListing: Put "/api/v1/organisations/{organisation}/governance/listings/{listing}/live" (Access::Holds(Permission::ListingsSuspend)) "roll_back_listing"
        "Make an earlier version live again, to take a bad update away."
        [] { ByListing, (), LiveAgain => GovernedListing }
    VerifyOwner: Put "/api/v1/organisations/{organisation}/governance/listings/{listing}/verification" (Access::Holds(Permission::ListingsVerifyOwner)) "verify_new_owner"
        "Say that who takes a listing over was verified."
        [] { ByListing, (), () => GovernedListing }
    StopTransfer: Delete "/api/v1/organisations/{organisation}/governance/listings/{listing}/transfer" (Access::Holds(Permission::ListingsVerifyOwner)) "stop_owner_change"
        "Stop a change of owner; the listing stays where it is."
        [] { ByListing, (), () => GovernedListing }
    ReadGovernanceReceipts: Get "/api/v1/organisations/{organisation}/governance/listings/{listing}/receipts" (Access::Holds(Permission::ListingsSuspend)) "read_governance_receipts"
        "Read how suspensions and changes of owner of a listing were decided; `guildhall verify` judges again."
        [] { ByListing, (), () => Receipts }
}

/// Listings that somebody of the operator looks after.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GovernedListings {
    /// New owners that wait to be verified first, then by when something happens to them.
    pub listings: Vec<GovernedRow>,
}

/// A listing in the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GovernedRow {
    pub listing: ListingId,
    pub name: String,
    /// Whose it is; `None` for an organisation that is gone.
    pub partner: Option<String>,
    pub suspension: Option<SuspensionView>,
    pub change: Option<TransferView>,
}

/// A listing of any partner, for who may act on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GovernedListing {
    pub row: GovernedRow,
    /// What customers see.
    pub standing: Phase,
    /// Its address in the marketplace; `None` while it has none.
    pub slug: Option<String>,
    /// Who can be in charge of a suspension.
    pub people: Vec<InCharge>,
    /// Whether anything was decided about it, for its receipts.
    pub decided: bool,
    /// What the version is called that customers have; `None` while there is none.
    pub live: Option<Label>,
    /// Versions that can be live again, the one that was submitted last first.
    pub earlier: Vec<EarlierVersion>,
    /// To whom it goes; `None` while it goes nowhere.
    pub receiver: Option<ReceiverView>,
}

/// What is known of the organisation to which a listing goes, for who verifies it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReceiverView {
    pub since: DateTime<Utc>,
    /// Who owns it; `None` for somebody who has left.
    pub owner: Option<String>,
    pub people: usize,
    /// Domains that it has proved.
    pub domains: Vec<Domain>,
    /// Its listings that customers reach.
    pub listings: usize,
    /// Whether a review has approved anything of it.
    pub approved: bool,
    /// How often a listing of it was suspended in the last year.
    pub suspensions: u32,
    /// How often a version of it was rejected in the last year.
    pub rejections: u32,
}

/// A version that was live and can be again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EarlierVersion {
    pub version: VersionId,
    pub label: Label,
}

/// Which version customers get back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LiveAgain {
    pub version: VersionId,
}

/// Somebody of the operator who may lift a suspension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InCharge {
    pub person: PersonId,
    pub name: String,
}

/// A suspension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewSuspension {
    /// Who is in charge.
    pub owner: PersonId,
    /// Why, for the partner.
    pub reason: Words,
    /// What has to happen so that it is lifted.
    pub way_back: Words,
}
