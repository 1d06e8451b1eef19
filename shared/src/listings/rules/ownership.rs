//! How a listing changes hands: offer, acceptance, quarantine, verification, change.
//!
//! Nothing of the listing is submitted or published from the offer until the end: what customers get then
//! was approved for the owner that they know.

use super::{By, Change, Facts, alive, operator, owner, program, settled};
use crate::{
    ids::{OrganisationId, TransferId},
    listings::{
        error::Rejection,
        event::{EndedBy, Happened},
        model::{Dossier, Transfer},
        state::Place,
    },
};

pub(super) fn offer(state: &Dossier, id: TransferId, to: OrganisationId, facts: &Facts<'_>) -> Change {
    owner(state, facts)?;
    alive(state)?;
    if state.listing.transfer.as_ref().is_some_and(|transfer| transfer.id == id && transfer.to == to) {
        return Ok(None);
    }
    settled(state, facts.now)?;
    if matches!(state.listing.place, Place::Suspended { .. }) {
        return Err(Rejection::Suspended);
    }
    if to == state.listing.organisation {
        return Err(Rejection::SameOwner);
    }
    if !facts.receiver_can {
        return Err(Rejection::NoReceiver);
    }
    if state.listing.open.is_some() || state.listing.scheduled.is_some() {
        return Err(Rejection::UnderWay);
    }
    let expires_at = facts.now + facts.policy.ownership.offer();
    let transfer = Transfer { id, to, offered_at: facts.now, expires_at, accepted: None };
    Ok(Some(Happened::Offered { transfer }))
}

/// The transfer that stands.
fn standing<'s>(state: &'s Dossier, facts: &Facts<'_>) -> Result<&'s Transfer, Rejection> {
    state.listing.transfer.as_ref().filter(|transfer| transfer.stands(facts.now)).ok_or(Rejection::NoOffer)
}

pub(super) fn end(state: &Dossier, facts: &Facts<'_>) -> Change {
    let transfer = standing(state, facts)?;
    let by = match facts.by {
        By::Operator => EndedBy::Operator,
        By::Partner(one) if one == state.listing.organisation => EndedBy::Owner,
        By::Partner(one) if one == transfer.to => EndedBy::Receiver,
        By::Partner(_) | By::Program => return Err(Rejection::NotYours),
    };
    if transfer.accepted.is_some() && by != EndedBy::Operator {
        return Err(Rejection::AcceptedAlready);
    }
    Ok(Some(Happened::OfferEnded { to: transfer.to, by }))
}

pub(super) fn accept(state: &Dossier, facts: &Facts<'_>) -> Change {
    let transfer = standing(state, facts)?;
    if facts.by != By::Partner(transfer.to) {
        return Err(Rejection::NotYours);
    }
    if transfer.accepted.is_some() {
        return Ok(None);
    }
    let quarantine_until = facts.now + facts.policy.ownership.quarantine();
    Ok(Some(Happened::Accepted { to: transfer.to, quarantine_until }))
}

pub(super) fn verify(state: &Dossier, facts: &Facts<'_>) -> Change {
    operator(facts)?;
    let transfer = standing(state, facts)?;
    let accepted = transfer.accepted.as_ref().ok_or(Rejection::NoOffer)?;
    Ok(accepted.verified_at.is_none().then_some(Happened::Verified { to: transfer.to }))
}

pub(super) fn change(state: &Dossier, facts: &Facts<'_>) -> Change {
    program(facts)?;
    let transfer = standing(state, facts)?;
    let accepted = transfer.accepted.as_ref().ok_or(Rejection::NoOffer)?;
    if facts.now < accepted.quarantine_until {
        return Err(Rejection::Quarantine(accepted.quarantine_until));
    }
    if accepted.verified_at.is_none() {
        return Err(Rejection::NotVerified);
    }
    Ok(Some(Happened::OwnerChanged { from: state.listing.organisation, to: transfer.to }))
}
