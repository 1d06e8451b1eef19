//! The clean-up as partners and the operator see it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use shared::{
    listings::{
        api::{AppealView, CleanUpView, CleanedApp, HealthView, NoticeView},
        clean_up::{Appeal, CleanUp, Criterion, Looked, Stage, Trouble, judge::look},
        model::Dossier,
        state::{Phase, standing},
    },
    marketplace::model::Listing,
    organisations::model::Roster,
    sandbox::budget::Came,
};
use store::StoreError;

use super::{
    super::load::Loaded,
    POLICY,
    observe::{Seen, see},
};
use crate::{
    Failure,
    names::{self, Names},
    services::Services,
};

/// Where a listing stands, for its partner; `None` while nothing is to be said.
///
/// # Errors
/// When the database cannot be read.
pub(in crate::listings) async fn for_partner(
    services: &Services,
    loaded: &Loaded,
    dossier: &Dossier,
    changed: Option<&CleanUp>,
) -> Result<Option<CleanUpView>, Failure> {
    let Some(shown) = &loaded.shown else { return Ok(None) };
    let Some(seen) = see(services, std::slice::from_ref(shown)).await?.pop() else { return Ok(None) };
    let state = changed.unwrap_or(&seen.state).clone();
    let names = names::of(services, &who_appealed(&state).into_iter().collect()).await?;
    // What was listed again begins anew.
    let over = matches!(state.stage, Stage::Unlisted { .. }) && !dossier.listing.cleaned_up;
    let view = view(&Seen { state, ..seen }, &names, services.clock.now());
    let notice = view.notice.filter(|_| !over);
    let said = standing(&dossier.listing.place) == Phase::Published
        || notice.is_some()
        || view.exempt_until.is_some();
    Ok(said.then_some(CleanUpView { notice, ..view }))
}

/// The id of who appealed.
pub(super) fn who_appealed(state: &CleanUp) -> Option<String> {
    match &state.stage {
        Stage::Clear => None,
        Stage::Noticed { appeal, .. } | Stage::Unlisted { appeal, .. } => {
            appeal.as_ref()?.by.map(|by| by.to_string())
        }
    }
}

/// Where an app stands.
pub(super) fn view(seen: &Seen, names: &Names, now: DateTime<Utc>) -> CleanUpView {
    let Seen { state, observed, health } = seen;
    let criteria = look(observed, &POLICY, now);
    let appeal = |appeal: &Appeal| AppealView {
        words: appeal.words.clone(),
        at: appeal.at,
        by: appeal.by.and_then(|by| names.get(&by.to_string()).cloned()),
        answer: appeal.answer.clone(),
    };
    let named = |named: &BTreeSet<Criterion>| -> Vec<Looked> {
        criteria.iter().filter(|one| named.contains(&one.criterion)).cloned().collect()
    };
    let notice = match &state.stage {
        Stage::Clear => None,
        Stage::Noticed { at, named: criteria, grace_until, appeal: said } => Some(NoticeView {
            at: *at,
            grace_until: Some(*grace_until),
            named: named(criteria),
            appeal: said.as_ref().map(appeal),
        }),
        Stage::Unlisted { at, named: criteria, appeal: said } => Some(NoticeView {
            at: *at,
            grace_until: None,
            named: named(criteria),
            appeal: said.as_ref().map(appeal),
        }),
    };
    CleanUpView {
        version: state.version,
        notice,
        exempt_until: state.exempt_until.filter(|until| now < *until),
        health: health.as_ref().filter(|health| health.trouble(now) != Trouble::NotKnown).map(|health| {
            HealthView {
                url: health.url.clone(),
                at: health.checked_at,
                status: match health.came {
                    Came::Status { status } => Some(status),
                    Came::Failed { .. } => None,
                },
                failing_since: health.failing_since,
            }
        }),
        criteria,
    }
}

/// Apps in the operator's lists, in their order.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn apps(services: &Services, all: &[Listing]) -> Result<Vec<CleanedApp>, StoreError> {
    let ids: BTreeSet<_> = all.iter().map(|app| app.partner.to_string()).collect();
    let names = names::with_partners(services, &ids).await?;
    let rosters = services.store.get_all::<Roster>(ids.into_iter().collect()).await?;
    let there: BTreeSet<_> = rosters.iter().map(Roster::organisation).collect();
    let app = |app: &Listing| CleanedApp {
        listing: app.id,
        name: app.name.clone(),
        slug: app.slug.to_string(),
        organisation: app.partner,
        partner: names.get(&app.partner.to_string()).cloned().unwrap_or_default(),
        nobody_to_tell: !there.contains(&app.partner),
    };
    Ok(all.iter().map(app).collect())
}
