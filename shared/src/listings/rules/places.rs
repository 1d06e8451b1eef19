//! Where a listing stands in the marketplace.

use super::{Change, Facts, alive, operator, owner, program, settled, shown};
use crate::{
    canonical::Digest,
    decisions::words::Words,
    ids::{ListingId, PersonId},
    listings::{
        error::Rejection,
        event::Happened,
        model::Dossier,
        state::{Place, Shown, Suspension},
    },
};

pub(super) fn unlist(state: &Dossier, link: Option<Digest>, facts: &Facts<'_>) -> Change {
    owner(state, facts)?;
    let next = Shown::Unlisted { link: link.clone() };
    let news = *shown(state)? != next;
    Ok(news.then_some(Happened::Unlisted { link, clean_up: None }))
}

pub(super) fn clean_up(state: &Dossier, receipt: Digest, facts: &Facts<'_>) -> Change {
    program(facts)?;
    match shown(state)? {
        Shown::Published => Ok(Some(Happened::Unlisted { link: None, clean_up: Some(receipt) })),
        Shown::Unlisted { .. } | Shown::Deprecated { .. } => Ok(None),
    }
}

pub(super) fn relist(state: &Dossier, facts: &Facts<'_>) -> Change {
    owner(state, facts)?;
    if *shown(state)? == Shown::Published {
        return Ok(None);
    }
    if state.listing.cleaned_up && !facts.failing.is_empty() {
        return Err(Rejection::CleanUpFails(facts.failing.len()));
    }
    Ok(Some(Happened::Relisted))
}

pub(super) fn deprecate(state: &Dossier, replacement: ListingId, facts: &Facts<'_>) -> Change {
    owner(state, facts)?;
    if replacement == state.listing.id || !facts.replacement_published {
        return Err(Rejection::BadReplacement);
    }
    let news = *shown(state)? != Shown::Deprecated { replacement };
    Ok(news.then_some(Happened::Deprecated { replacement }))
}

pub(super) fn archive(state: &Dossier, facts: &Facts<'_>) -> Change {
    owner(state, facts)?;
    settled(state, facts.now)?;
    match &state.listing.place {
        Place::Archived => Ok(None),
        Place::Suspended { .. } => Err(Rejection::Suspended),
        Place::Shown { shown: Shown::Published } => Err(Rejection::ArchiveShown),
        Place::Draft | Place::Shown { shown: Shown::Unlisted { .. } | Shown::Deprecated { .. } } => {
            Ok(Some(Happened::Archived))
        }
    }
}

pub(super) fn suspend(
    state: &Dossier,
    in_charge: PersonId,
    reason: Words,
    way_back: Words,
    facts: &Facts<'_>,
) -> Change {
    operator(facts)?;
    shown(state)?;
    if !facts.in_charge_can {
        return Err(Rejection::NotInCharge);
    }
    let suspension = Suspension { owner: in_charge, reason, way_back, at: facts.now };
    Ok(Some(Happened::Suspended { suspension }))
}

pub(super) fn lift(state: &Dossier, facts: &Facts<'_>) -> Change {
    operator(facts)?;
    alive(state)?;
    match &state.listing.place {
        Place::Suspended { .. } => Ok(Some(Happened::Lifted)),
        Place::Draft | Place::Shown { .. } | Place::Archived => Err(Rejection::NotSuspended),
    }
}
