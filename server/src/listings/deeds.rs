//! Suspensions and changes of owner: each is decided, written down with a receipt, and told in every trail
//! that it concerns.

use shared::{
    decisions::receipt::{About, Receipt, issue},
    event::NewEvent,
    ids::{ListingId, OrganisationId, PersonId},
    listings::{
        api::Receipts,
        error::Rejection,
        governance::judge::{Deed, Governing, GoverningInputs},
        model::Dossier,
        rules::Decision,
    },
    organisations::{
        model::{Organisation, OrganisationKind, Roster},
        permission::Permission,
    },
};
use store::{StoreError, Unit};

use super::{
    decide::{Given, POLICY, put},
    load::Loaded,
    market,
};
use crate::{Failure, review::POLICY_VERSION, services::Services};

/// Most receipts of one listing.
const MOST_RECEIPTS: usize = 500;

/// Decides a deed.
///
/// # Errors
/// What the rules refuse.
pub(super) fn decided(before: &Dossier, deed: &Deed, given: &Given<'_>) -> Result<Decision, Rejection> {
    given.decide(before, deed.clone().into())
}

/// Puts a deed into a unit: the listing, what customers see of it, its receipt and its events.
///
/// # Errors
/// A failure of the database.
pub(super) async fn put_deed(
    services: &Services,
    loaded: &Loaded,
    deed: Deed,
    decision: &Decision,
    given: &Given<'_>,
    unit: &mut Unit,
) -> Result<(), Failure> {
    let before = &loaded.dossier;
    let Some(happened) = &decision.happened else { return Ok(()) };
    put(before, decision, unit);
    let inputs = GoverningInputs {
        listing: before.listing.clone(),
        deed,
        by: given.by,
        in_charge_can: given.in_charge_can,
        receiver_can: given.receiver_can,
        policy: POLICY.ownership.clone(),
        now: given.now,
    };
    let subject = before.listing.id.to_string();
    let about = About { subject: subject.clone(), policy: POLICY_VERSION, at: given.now };
    unit.put(&issue::<Governing>(about, &inputs).1);
    if happened.concerns_program() {
        unit.event(NewEvent {
            organisation: services.store.program(),
            actor: given.actor.clone(),
            kind: happened.kind(),
            subject,
            payload: serde_json::json!(happened),
            at: given.now,
        });
    }
    market::write(services, &decision.next, loaded.shown.as_ref(), &given.actor, given.now, unit).await
}

/// Whether somebody of the operator can lift a suspension, and so be in charge of one.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn can_be_in_charge(services: &Services, person: PersonId) -> Result<bool, StoreError> {
    let program = services.store.get::<Roster>(services.store.program().to_string()).await?;
    Ok(program.is_some_and(|roster| roster.permissions(person).has(Permission::ListingsSuspend)))
}

/// Whether an organisation is a partner with people, who can take a listing over.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn can_receive(
    services: &Services,
    organisation: OrganisationId,
) -> Result<bool, StoreError> {
    let stored = services.store.get::<Organisation>(organisation.to_string()).await?;
    Ok(stored.is_some_and(|organisation| organisation.kind == OrganisationKind::Partner))
}

/// The receipts of a listing, in the order in which they were judged.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn receipts_of(services: &Services, listing: ListingId) -> Result<Receipts, StoreError> {
    let subject = listing.to_string();
    let mut receipts = services.store.owned_by::<Receipt>(&subject, None, MOST_RECEIPTS).await?;
    receipts.sort_by_key(|receipt| (receipt.at, receipt.kind));
    Ok(Receipts { receipts })
}
