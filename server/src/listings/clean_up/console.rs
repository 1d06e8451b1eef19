//! The operator's page: what would happen today, the notices under way, and appeals.

use std::collections::{BTreeSet, HashMap};

use shared::{
    ids::{ListingId, OrganisationId},
    listings::{
        api::{
            AppealRuling, CleanUpList, CleanUpPreview, CleanUpRow, CleanedApp, DecideAppeal, ListCleanUp,
            PreviewCleanUp, PreviewRow,
        },
        clean_up::{
            CleanUp, Stands,
            judge::{Quiet, Step, look},
            rules::{Command, Rejection, decide, preview as judged},
        },
    },
    marketplace::{model::Listing, state::ListingState},
    page::Cursor,
    review::rules::verdict::Reviewer,
};
use store::{CleanUpStage, Unit};

use super::{
    POLICY, facts,
    observe::{Seen, see},
    put, view,
};
use crate::{
    Failure,
    again::again,
    api::{Answer, Call, Outcome},
    names, review,
    services::Services,
};

/// Most notices, and most appeals, that are listed.
const MOST: usize = 1_000;
/// Apps that one page of the preview looks at.
const PAGE: usize = 200;

pub(in crate::listings) async fn list(services: Services, call: Call<ListCleanUp>) -> Outcome<ListCleanUp> {
    let reviewer = review::reviewer(&services, call.person()?.person).await?;
    let mut appeals = at(&services, CleanUpStage::Appealed, &reviewer).await?;
    appeals
        .sort_by_key(|row| row.clean_up.notice.as_ref().and_then(|notice| Some(notice.appeal.as_ref()?.at)));
    let mut notices = at(&services, CleanUpStage::Noticed, &reviewer).await?;
    // The clock of what customers do not find stands still.
    let published = services.store.listings(&ids(&notices)).await?;
    let published: BTreeSet<_> =
        published.into_iter().filter(|app| app.state == ListingState::Published).map(|app| app.id).collect();
    notices.retain(|row| published.contains(&row.app.listing));
    notices.sort_by_key(|row| row.clean_up.notice.as_ref().and_then(|notice| notice.grace_until));
    Ok(Answer::Value(CleanUpList { appeals, notices, exempt_days: POLICY.exempt_days }))
}

fn ids(rows: &[CleanUpRow]) -> Vec<ListingId> {
    rows.iter().map(|row| row.app.listing).collect()
}

/// Apps at a stage.
async fn at(
    services: &Services,
    stage: CleanUpStage,
    reviewer: &Reviewer,
) -> Result<Vec<CleanUpRow>, Failure> {
    let states = services.store.owned_by::<CleanUp>(stage.as_str(), None, MOST).await?;
    let listings: Vec<_> = states.iter().map(|state| state.listing).collect();
    let apps = services.store.listings(&listings).await?;
    rows(services, apps, reviewer).await
}

/// Apps as the operator sees them, as they stand now.
async fn rows(
    services: &Services,
    apps: Vec<Listing>,
    reviewer: &Reviewer,
) -> Result<Vec<CleanUpRow>, Failure> {
    let seen = see(services, &apps).await?;
    let people = seen.iter().filter_map(|seen| view::who_appealed(&seen.state)).collect();
    let names = names::of(services, &people).await?;
    let now = services.clock.now();
    let row = |(app, seen): (CleanedApp, &Seen)| CleanUpRow {
        barred: barred(reviewer, app.organisation, &seen.state),
        clean_up: view::view(seen, &names, now),
        app,
    };
    Ok(view::apps(services, &apps).await?.into_iter().zip(&seen).map(row).collect())
}

fn barred(reviewer: &Reviewer, organisation: OrganisationId, state: &CleanUp) -> bool {
    let appealed_by = state.open_appeal().and_then(|appeal| appeal.by);
    reviewer.organisations.contains(&organisation) || appealed_by == Some(reviewer.person)
}

pub(in crate::listings) async fn preview(
    services: Services,
    call: Call<PreviewCleanUp>,
) -> Outcome<PreviewCleanUp> {
    let page = services.store.listings_after(call.query.cursor, PAGE).await?;
    let next = page.last().filter(|_| page.len() == PAGE).map(|last| Cursor(last.id.to_string()));
    let published: Vec<_> = page.into_iter().filter(|app| app.state == ListingState::Published).collect();
    let (seen, now) = (see(&services, &published).await?, services.clock.now());
    let steps = judged(seen.iter().map(|seen| (&seen.state, &seen.observed)), &POLICY, now);
    let steps: HashMap<_, _> = steps.into_iter().map(|one| (one.listing, one.judged.verdict)).collect();
    let mut rows = Vec::new();
    for (app, seen) in view::apps(&services, &published).await?.into_iter().zip(&seen) {
        let Some(step) = steps.get(&app.listing).cloned() else { continue };
        let criteria = look(&seen.observed, &POLICY, now);
        let fails = criteria.iter().any(|one| matches!(one.stands, Stands::Fails { .. }));
        if fails || !matches!(step, Step::Nothing { why: Quiet::Fine | Quiet::Young | Quiet::NotPublished }) {
            rows.push(PreviewRow { app, step, criteria, last_release_at: seen.observed.last_release_at });
        }
    }
    rows.sort_by_key(|row| rank(&row.step));
    Ok(Answer::Value(CleanUpPreview {
        at: now,
        looked_at: published.len(),
        fine: published.len() - rows.len(),
        rows,
        next,
    }))
}

/// What is shown first: what would change most.
const fn rank(step: &Step) -> u8 {
    match step {
        Step::Unlist { .. } => 0,
        Step::Notify { .. } => 1,
        Step::Wait { .. } => 2,
        Step::Clear => 3,
        Step::Nothing { .. } => 4,
    }
}

pub(in crate::listings) async fn decide_appeal(
    services: Services,
    call: Call<DecideAppeal>,
) -> Outcome<DecideAppeal> {
    let id = call.path.listing;
    let _turn = services.turns.of(&id.to_string()).await;
    let row = again!({
        let reviewer = review::reviewer(&services, call.person()?.person).await?;
        let app = services.store.listing(id).await?.ok_or(Rejection::NoSuchApp)?;
        let seen = see(&services, std::slice::from_ref(&app)).await?.pop().ok_or(Rejection::NoSuchApp)?;
        let row = rows(&services, vec![app.clone()], &reviewer).await?.pop().ok_or(Rejection::NoSuchApp)?;
        call.on_version(seen.state.version, &row)?;
        let facts = facts(&services, app.partner, &seen.observed, call.visitor.actor());
        let by = reviewer.clone();
        let command = match call.body.clone() {
            AppealRuling::Grant => Command::GrantAppeal { by },
            AppealRuling::Refuse { words } => Command::RefuseAppeal { by, words },
        };
        let decision = decide(&seen.state, command, &facts)?;
        let mut unit = Unit::default();
        put(&seen.state, &decision, &mut unit);
        let names = view::who_appealed(&decision.next).into_iter().collect();
        let names = names::of(&services, &names).await?;
        let now = facts.now;
        let clean_up = view::view(&Seen { state: decision.next, ..seen }, &names, now);
        let row = CleanUpRow { clean_up, ..row };
        call.deed.keep(&mut unit, &row, now)?;
        services.store.commit(unit).await?;
        Ok(row)
    })?;
    let version = row.clean_up.version;
    Ok(Answer::Versioned(row, version))
}
