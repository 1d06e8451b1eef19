//! What waits for the operator beside reviews: appeals, requests for certifications, new owners, and what is
//! suspended.

use std::collections::BTreeSet;

use shared::{
    certification::{
        model::{Certification, WaitsFor},
        rules::touch,
    },
    home::model::{Entry, Kind, What},
    listings::{
        clean_up::CleanUp,
        governance::Governed,
        model::Listing,
        state::{Place, Suspension},
    },
    review::rules::verdict::Reviewer,
};
use store::{CleanUpStage, Queued};

use super::Desk;
use crate::{Failure, names, review};

/// Most rows of a kind that are looked at.
const MOST: usize = 200;

/// # Errors
/// A failure of the database.
pub(super) async fn gather(desk: &mut Desk<'_>) -> Result<(), Failure> {
    if desk.wants(&[Kind::Appeal, Kind::ToCertify]) {
        let reviewer = review::reviewer(desk.services, desk.person).await?;
        appeals(desk, &reviewer).await?;
        certifications(desk, &reviewer).await?;
    }
    governed(desk).await
}

/// Appeals that the reader may decide.
async fn appeals(desk: &mut Desk<'_>, reviewer: &Reviewer) -> Result<(), Failure> {
    if !desk.wants(&[Kind::Appeal]) {
        return Ok(());
    }
    let store = &desk.services.store;
    let appealed = store.owned_by::<CleanUp>(CleanUpStage::Appealed.as_str(), None, MOST).await?;
    let ids: Vec<_> = appealed.iter().map(|state| state.listing).collect();
    let apps = store.listings(&ids).await?;
    let partners = apps.iter().map(|app| app.partner.to_string()).collect();
    let names = names::with_partners(desk.services, &partners).await?;
    for state in &appealed {
        let (Some(appeal), Some(app)) =
            (state.open_appeal(), apps.iter().find(|app| app.id == state.listing))
        else {
            continue;
        };
        let own = reviewer.organisations.contains(&app.partner) || appeal.by == Some(reviewer.person);
        if !own {
            desk.put(Entry {
                what: What::Appeal { listing: app.id },
                name: Some(app.name.clone()),
                whose: names.get(&app.partner.to_string()).cloned(),
                since: Some(appeal.at),
                until: None,
            });
        }
    }
    Ok(())
}

/// Requests for certifications that the reader may decide.
async fn certifications(desk: &mut Desk<'_>, reviewer: &Reviewer) -> Result<(), Failure> {
    if !desk.wants(&[Kind::ToCertify]) {
        return Ok(());
    }
    let store = &desk.services.store;
    let queue = store.due::<Queued>(desk.now, MOST).await?;
    let ids = queue.iter().map(|queued| queued.certification.to_string()).collect();
    let all = store.get_all::<Certification>(ids).await?;
    let mut named = BTreeSet::new();
    for one in &all {
        named.extend([one.listing.to_string(), one.organisation.to_string()]);
    }
    let names = names::with_partners(desk.services, &named).await?;
    for one in &all {
        let Some(request) = one.request.as_ref().filter(|asked| asked.waits_for() == WaitsFor::Reviewer)
        else {
            continue;
        };
        if touch(reviewer, one.organisation, request.by).is_ok() {
            let (certification, competency, level) = (one.id, one.competency, request.level);
            desk.put(Entry {
                what: What::ToCertify { certification, competency, level },
                name: names.get(&one.listing.to_string()).cloned(),
                whose: names.get(&one.organisation.to_string()).cloned(),
                since: Some(request.at),
                until: None,
            });
        }
    }
    Ok(())
}

/// New owners to verify, and suspended listings.
async fn governed(desk: &mut Desk<'_>) -> Result<(), Failure> {
    if !desk.wants(&[Kind::ToVerify, Kind::Suspended]) {
        return Ok(());
    }
    let store = &desk.services.store;
    let governed = store.all_after::<Governed>(None, MOST).await?;
    let keys = governed.iter().filter(|one| one.suspended || one.moving(desk.now).is_some());
    let listings = store.get_all::<Listing>(keys.map(|one| one.listing.to_string()).collect()).await?;
    let mut named = BTreeSet::new();
    for one in &listings {
        named.extend([one.id.to_string(), one.organisation.to_string()]);
        named.extend(one.transfer.as_ref().map(|transfer| transfer.to.to_string()));
    }
    let names = names::with_partners(desk.services, &named).await?;
    for one in &listings {
        let (listing, name) = (one.id, names.get(&one.id.to_string()).cloned());
        if let Some(suspension) = suspension(one) {
            desk.put(Entry {
                what: What::Suspended { listing, in_charge: suspension.owner == desk.person },
                name: name.clone(),
                whose: names.get(&one.organisation.to_string()).cloned(),
                since: Some(suspension.at),
                until: None,
            });
        }
        let accepted =
            one.transfer.as_ref().and_then(|transfer| Some((transfer, transfer.accepted.as_ref()?)));
        if let Some((transfer, accepted)) = accepted.filter(|(_, accepted)| accepted.verified_at.is_none()) {
            desk.put(Entry {
                what: What::ToVerify { listing },
                name,
                whose: names.get(&transfer.to.to_string()).cloned(),
                since: Some(accepted.at),
                until: Some(accepted.quarantine_until),
            });
        }
    }
    Ok(())
}

fn suspension(listing: &Listing) -> Option<&Suspension> {
    match &listing.place {
        Place::Suspended { suspension, .. } => Some(suspension),
        Place::Draft | Place::Shown { .. } | Place::Archived => None,
    }
}
