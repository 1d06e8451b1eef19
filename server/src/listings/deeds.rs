//! Suspensions, changes of owner and what is published: each is decided, written down with a receipt, and
//! told in every trail that it concerns.

use chrono::{DateTime, Utc};
use shared::{
    decisions::receipt::{About, Receipt, issue},
    event::{Actor, NewEvent},
    ids::ListingId,
    listings::{
        api::Receipts,
        error::Rejection,
        event::Happened,
        governance::{
            deed::Deed,
            judge::{Governing, GoverningInputs},
        },
        model::Dossier,
        rules::{By, Decision},
    },
    marketplace::state::ListingState,
    organisations::{
        model::{Organisation, OrganisationKind, Roster},
        permission::Permission,
    },
};
use store::{StoreError, Unit};

use super::{
    decide::{Given, POLICY, put},
    load::{self, Loaded},
    market,
};
use crate::{Failure, certification, review::POLICY_VERSION, services::Services};

/// Decides a deed.
///
/// # Errors
/// What the rules refuse.
pub(super) fn decided(before: &Dossier, deed: &Deed, given: &Given<'_>) -> Result<Decision, Rejection> {
    given.decide(before, deed.clone().into())
}

/// How a deed was decided. One of the partner about a version stands with the receipts of its round, the
/// others with those of the listing.
pub(super) fn receipt(before: &Dossier, deed: Deed, given: &Given<'_>) -> Receipt {
    let version = deed.version().and_then(|id| before.versions.get(&id)).cloned();
    let subject = match (&deed, &version) {
        (Deed::Hold { submission, .. }, _) => submission.to_string(),
        (_, Some(version)) if given.by != By::Operator => version.submission.id.to_string(),
        (_, Some(_) | None) => before.listing.id.to_string(),
    };
    let publishing = matches!(deed, Deed::Schedule { .. }).then(|| POLICY.publishing.clone());
    let inputs = GoverningInputs {
        listing: before.listing.clone(),
        version,
        deed,
        by: given.by,
        in_charge_can: given.in_charge_can,
        receiver_can: given.receiver_can,
        replacement_published: given.replacement_published,
        failing: given.failing.clone(),
        policy: POLICY.ownership.clone(),
        publishing,
        now: given.now,
    };
    issue::<Governing>(About { subject, policy: POLICY_VERSION, at: given.now }, &inputs).1
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
    unit.put(&receipt(before, deed, given));
    if happened.concerns_program() || given.by == By::Operator {
        unit.event(NewEvent {
            organisation: services.store.program(),
            actor: given.actor.clone(),
            kind: happened.kind(),
            subject: before.listing.id.to_string(),
            payload: serde_json::json!(happened),
            at: given.now,
        });
    }
    if let Happened::OwnerChanged { to, .. } = happened {
        certification::go_along(services, before.listing.id, *to, unit).await?;
    }
    market::write(services, &decision.next, loaded.shown.as_ref(), &given.actor, given.now, unit).await
}

/// What a deed rests on beside the listing.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn given(
    services: &Services,
    deed: &Deed,
    by: By,
    actor: Actor,
    now: DateTime<Utc>,
) -> Result<Given<'static>, StoreError> {
    let given = Given::new(by, actor, now);
    Ok(match deed {
        Deed::Suspend { owner, .. } => {
            let program = services.store.get::<Roster>(services.store.program().to_string()).await?;
            let can = |roster: Roster| roster.permissions(*owner).has(Permission::ListingsSuspend);
            Given { in_charge_can: program.is_some_and(can), ..given }
        }
        Deed::Offer { to, .. } => {
            let receiver = services.store.get::<Organisation>(to.to_string()).await?;
            let partner = |organisation: Organisation| organisation.kind == OrganisationKind::Partner;
            Given { receiver_can: receiver.is_some_and(partner), ..given }
        }
        Deed::Deprecate { replacement } => {
            let other = services.store.listing(*replacement).await?;
            let published = other.is_some_and(|other| other.state == ListingState::Published);
            Given { replacement_published: published, ..given }
        }
        Deed::Lift
        | Deed::EndOffer
        | Deed::AcceptOffer
        | Deed::VerifyOwner
        | Deed::ChangeOwner
        | Deed::Publish { .. }
        | Deed::PublishByLink { .. }
        | Deed::Schedule { .. }
        | Deed::Unschedule { .. }
        | Deed::PublishDue { .. }
        | Deed::RollBack { .. }
        | Deed::Hold { .. }
        | Deed::Unlist { .. }
        | Deed::Relist
        | Deed::Archive => given,
    })
}

/// Does a deed in a unit of its own, as at an instant: for what nobody calls for.
///
/// # Errors
/// What the rules refuse, or a failure of the database.
pub(crate) async fn carry_out(
    services: &Services,
    listing: ListingId,
    deed: Deed,
    by: By,
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    let loaded = load::any(services, listing).await?;
    let given = given(services, &deed, by, Actor::System, now).await?;
    let decision = decided(&loaded.dossier, &deed, &given)?;
    let mut unit = Unit::default();
    put_deed(services, &loaded, deed, &decision, &given, &mut unit).await?;
    services.store.commit(unit).await?;
    Ok(())
}

/// The receipts of a listing, in the order in which they were judged.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn receipts_of(services: &Services, listing: ListingId) -> Result<Receipts, StoreError> {
    let subject = listing.to_string();
    let mut receipts = services.store.all_owned_by::<Receipt>(&subject).await?;
    receipts.sort_by_key(|receipt| (receipt.at, receipt.kind));
    Ok(Receipts { receipts })
}
