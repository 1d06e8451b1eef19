//! Certification of apps: what partners ask for, what reviewers decide, and what partners are told in advance.

mod console;
mod load;
mod partner;
mod tell;
#[cfg(test)]
mod tests;
mod view;

use shared::{
    certification::{
        api::{
            AskForMore, CancelRequest, DecideCertification, KeepRequest, ListCertifications, ListRequests,
            ReadCertification, ReadCertificationReceipts, RequestCertification, WithdrawCertification,
        },
        draft::Draft,
        model::Certification,
        policy::CertificationPolicy,
        rules::Decision,
        shown::show,
    },
    event::Actor,
    ids::{ListingId, OrganisationId},
    marketplace::model::{BadgeKind, Listing},
    organisations::model::Organisation,
};
use store::{Queued, StoreError, Unit, competency_key};

pub(crate) use self::tell::{due, tell_due};
use crate::{api::Api, services::Services};

/// Version of the numbers: receipts name it.
pub(crate) const POLICY_VERSION: u32 = 1;

/// Mounts the slice.
pub fn mount(api: &mut Api) {
    api.mount::<ListCertifications, _, _>(partner::list);
    api.mount::<KeepRequest, _, _>(partner::keep);
    api.mount::<RequestCertification, _, _>(partner::request);
    api.mount::<CancelRequest, _, _>(partner::cancel);
    api.mount::<ReadCertificationReceipts, _, _>(partner::receipts);
    api.mount::<ListRequests, _, _>(console::list);
    api.mount::<ReadCertification, _, _>(console::read);
    api.mount::<AskForMore, _, _>(console::ask);
    api.mount::<DecideCertification, _, _>(console::decide_request);
    api.mount::<WithdrawCertification, _, _>(console::withdraw);
}

/// The numbers until the program publishes its own. The operator issues badges under its own name.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn policy(services: &Services) -> Result<CertificationPolicy, StoreError> {
    let operator = services.store.get::<Organisation>(services.store.program().to_string()).await?;
    let policy = CertificationPolicy::default();
    Ok(match operator {
        Some(operator) => CertificationPolicy { issuer: operator.name.to_string(), ..policy },
        None => policy,
    })
}

/// The certifications of an app go along with it to its new owner: what was certified is the app, whose owner was
/// verified. What its owner before asked for or was writing ends, since it is theirs.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn go_along(
    services: &Services,
    listing: ListingId,
    to: OrganisationId,
    unit: &mut Unit,
) -> Result<(), StoreError> {
    for before in services.store.all_owned_by::<Certification>(&listing.to_string()).await? {
        unit.remove::<Queued>(before.id.to_string());
        let version = before.version + 1;
        unit.update(&Certification { organisation: to, version, request: None, ..before });
    }
    for competency in BadgeKind::ALL {
        unit.remove::<Draft>(competency_key(listing, competency));
    }
    Ok(())
}

/// Puts a decision into a unit, with what follows from it for the queue and for what customers see.
pub(crate) fn put(
    stored: Option<&Listing>,
    before: &Certification,
    decision: &Decision,
    policy: &CertificationPolicy,
    actor: &Actor,
    unit: &mut Unit,
) {
    let Some(event) = decision.events.first() else { return };
    let next = &decision.next;
    if before.version == 0 {
        unit.create(next);
    } else {
        unit.update(next);
    }
    match &next.request {
        Some(request) => unit.put(&Queued { certification: next.id, since: request.at }),
        None => unit.remove::<Queued>(next.id.to_string()),
    }
    if let Some(receipt) = &decision.receipt {
        unit.put(receipt);
    }
    let shown = stored.and_then(|stored| show(stored, before, next, policy, actor.clone(), event.at));
    decision.events.iter().cloned().for_each(|event| unit.event(event));
    if let Some((listing, event)) = shown {
        unit.update_listing(&listing);
        unit.event(event);
    }
}
