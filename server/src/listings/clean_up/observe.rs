//! What is known of an app that the clean-up judges.

use std::collections::HashMap;

use shared::{
    certification::{
        model::Certification,
        policy::CertificationPolicy,
        standing::{Standing, standing},
    },
    listings::clean_up::{CleanUp, Criterion, Lapse, Observed, Trouble, health::Health, rules::failing_now},
    marketplace::{
        model::{Listing, Signals},
        state::ListingState,
    },
};
use store::StoreError;

use super::{super::load::Loaded, POLICY};
use crate::{Failure, certification, services::Services};

/// Certifications of one app that are read: one of each competency.
const MOST: usize = 16;

/// Where an app stands, and what is known of it.
pub(super) struct Seen {
    pub(super) state: CleanUp,
    pub(super) observed: Observed,
    /// The last call to its health endpoint.
    pub(super) health: Option<Health>,
}

/// Where some apps stand, and what is known of each, in their order.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn see(services: &Services, apps: &[Listing]) -> Result<Vec<Seen>, StoreError> {
    let ids: Vec<_> = apps.iter().map(|app| app.id.to_string()).collect();
    let (states, calls) = tokio::try_join!(
        services.store.get_all::<CleanUp>(ids.clone()),
        services.store.get_all::<Health>(ids)
    )?;
    let mut calls: HashMap<_, _> = calls.into_iter().map(|call| (call.listing, call)).collect();
    let mut states: HashMap<_, _> = states.into_iter().map(|state| (state.listing, state)).collect();
    let policy = certification::policy(services).await?;
    let ids: Vec<_> = apps.iter().map(|app| app.id).collect();
    let measured: HashMap<_, _> = services.store.signals(&ids).await?.into_iter().collect();
    let mut seen = Vec::with_capacity(apps.len());
    for app in apps {
        let state = states.remove(&app.id).unwrap_or_else(|| CleanUp::start(app.id));
        let health = calls.remove(&app.id);
        let observed = observe(services, app, measured.get(&app.id), health.as_ref(), &policy).await?;
        seen.push(Seen { state, observed, health });
    }
    Ok(seen)
}

/// What is known of an app.
async fn observe(
    services: &Services,
    app: &Listing,
    measured: Option<&Signals>,
    health: Option<&Health>,
    policy: &CertificationPolicy,
) -> Result<Observed, StoreError> {
    let now = services.clock.now();
    let certifications = services.store.owned_by::<Certification>(&app.id.to_string(), None, MOST).await?;
    let lapsed = certifications.iter().filter_map(|one| match standing(one, policy, now) {
        Standing::Lapsed { on } => Some(Lapse { what: one.competency.as_str().to_owned(), on }),
        _ => None,
    });
    Ok(Observed {
        published: app.state == ListingState::Published,
        first_published_at: app.published_at,
        last_release_at: app.release.as_ref().and_then(|release| release.released_at),
        active_customers: measured.map(|signals| signals.installs),
        health: health.map_or(Trouble::NotKnown, |health| health.trouble(now)),
        lapsed: lapsed.collect(),
        support: Trouble::NotKnown,
    })
}

/// What keeps an app from being listed again.
///
/// # Errors
/// When the database cannot be read.
pub(in crate::listings) async fn failing(
    services: &Services,
    loaded: &Loaded,
) -> Result<Vec<Criterion>, Failure> {
    let Some(shown) = &loaded.shown else { return Ok(Vec::new()) };
    let mut seen = see(services, std::slice::from_ref(shown)).await?;
    let failing = |seen: Seen| failing_now(Some(&seen.state), &seen.observed, &POLICY, services.clock.now());
    Ok(seen.pop().map(failing).unwrap_or_default())
}
