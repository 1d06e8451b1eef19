//! Runs of the checks that partners ask for: asked, listed, read.

use std::collections::BTreeSet;

use shared::{
    ids::{PersonId, SandboxId},
    sandbox::{
        api::{CallRow, ReadRun, RunRow, RunView, StartRun},
        error::Rejection,
        log::Logged,
        trial::{Part, Trial, TrialState},
    },
};
use store::{Unit, newest_first};

use super::tenants::{self, own};
use crate::{
    Failure,
    again::again,
    api::{Answer, Call, Outcome},
    listings, names,
    review::open,
    services::Services,
};

/// Runs of a tenant that are kept.
pub(super) const KEPT_RUNS: usize = 20;
/// Calls of a tenant that are kept.
pub(super) const KEPT_CALLS: usize = 1_000;

/// The last runs of a tenant, the newest first.
///
/// # Errors
/// A failure of the database.
pub(super) async fn rows(services: &Services, sandbox: SandboxId) -> Result<Vec<RunRow>, Failure> {
    let trials = services.store.owned_by::<Trial>(&sandbox.to_string(), None, KEPT_RUNS).await?;
    with_names(services, &trials).await
}

async fn with_names(services: &Services, trials: &[Trial]) -> Result<Vec<RunRow>, Failure> {
    let asked = |trial: &Trial| trial.asked_by.as_ref().map(PersonId::to_string);
    let ids: BTreeSet<String> = trials.iter().filter_map(asked).collect();
    let people = names::of(services, &ids).await?;
    let row = |trial: &Trial| RunRow::of(trial, asked(trial).and_then(|person| people.get(&person).cloned()));
    Ok(trials.iter().map(row).collect())
}

pub(super) async fn start(services: Services, call: Call<StartRun>) -> Outcome<StartRun> {
    let _turn = services.turns.of(&call.path.sandbox.to_string()).await;
    let sandbox = own(&services, call.path).await?;
    tenants::used(&services, &sandbox).await?;
    let view = again!({
        let sandbox = own(&services, call.path).await?;
        let (id, now) = (call.body.run, services.clock.now());
        let runs = services.store.owned_by::<Trial>(&sandbox.id.to_string(), None, KEPT_RUNS).await?;
        if services.store.get::<Trial>(newest_first(id.ulid())).await?.is_some() {
            return Err(Rejection::IdTaken.into());
        }
        if runs.iter().any(Trial::is_open) {
            return Err(Rejection::Running.into());
        }
        let content = listings::draft_content(&services, sandbox.organisation, sandbox.listing).await?;
        if open::manifest(&services, &content, now).is_none() {
            return Err(Rejection::NoManifest.into());
        }
        let trial = Trial {
            id,
            version: 1,
            organisation: sandbox.organisation,
            listing: sandbox.listing,
            sandbox: sandbox.id,
            part: Part::Everything,
            review: None,
            manifest: content.manifest,
            target: sandbox.target.clone(),
            asked_by: call.visitor.person().map(|person| person.person),
            asked_at: now,
            state: TrialState::Waiting,
        };
        let mut unit = Unit::default();
        unit.create(&trial);
        let mut view = tenants::view(&services, &sandbox).await?;
        view.runs.splice(0..0, with_names(&services, std::slice::from_ref(&trial)).await?);
        call.deed.keep(&mut unit, &view, now)?;
        services.store.commit(unit).await?;
        Ok(view)
    })?;
    Ok(Answer::Value(view))
}

pub(super) async fn read(services: Services, call: Call<ReadRun>) -> Outcome<ReadRun> {
    let path = call.path;
    let at = shared::endpoint::BySandbox {
        organisation: path.organisation,
        listing: path.listing,
        sandbox: path.sandbox,
    };
    let sandbox = own(&services, at).await?;
    let trial = services.store.get::<Trial>(newest_first(path.run.ulid())).await?;
    let trial = trial.filter(|trial| trial.sandbox == sandbox.id).ok_or(Rejection::NotYours)?;
    let all = services.store.owned_by::<Logged>(&sandbox.id.to_string(), None, KEPT_CALLS).await?;
    let of_run = all.iter().filter(|logged| logged.run == Some(trial.id));
    let mut calls: Vec<_> = of_run.map(CallRow::of).collect();
    calls.sort_by_key(|call| call.step);
    let rows = with_names(&services, std::slice::from_ref(&trial)).await?;
    let row = rows.into_iter().next().ok_or(Rejection::NotYours)?;
    let results = match trial.state {
        TrialState::Done(results) => Some(*results),
        TrialState::Waiting | TrialState::Running { .. } | TrialState::Stopped { .. } => None,
    };
    Ok(Answer::Value(RunView { row, target: trial.target, results, calls }))
}
