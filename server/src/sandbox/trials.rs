//! Tries apps beside requests: runs that partners ask for, and the stages of reviews that call an app.
//!
//! A run that was begun and not finished, because its server died, is begun again by the next one that has
//! the job.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use shared::{
    decisions::reason::Reason,
    ids::{CallId, OrganisationId, RunId, SubmissionId},
    manifest::{Manifest, catalogue::Catalogue},
    review::{
        model::Case,
        stage::{Finding, Severity},
    },
    sandbox::{
        contract::plan::{Plan, Step},
        exchange::Exchange,
        log::Logged,
        model::Sandbox,
        trial::{Part, Results, Trial, TrialState, WhyStopped},
    },
};
use store::{StoreError, Unit, newest_first};
use tokio::task::JoinSet;

use super::{
    Trial as Given,
    runs::{KEPT_CALLS, KEPT_RUNS},
    tenants, try_part,
};
use crate::{
    Failure,
    review::{self, Found, open},
    services::Services,
};

/// Apps that are tried at the same time: a slow one takes nothing from the others.
const AT_ONCE: usize = 4;
/// Runs that are looked at together.
const BATCH: usize = 100;
/// Between two looks while apps are tried.
const LOOK_AGAIN: std::time::Duration = std::time::Duration::from_millis(500);

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Work {
    /// A run that a partner asked for.
    Asked(RunId, OrganisationId),
    /// The stage of a review whose turn it is.
    Stage(SubmissionId),
}

/// When there is something to do.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn due(services: &Services) -> Result<Option<DateTime<Utc>>, StoreError> {
    let stage = review::tries_due(services).await?;
    let asked = services.store.next_due::<Trial>().await?;
    Ok(stage.into_iter().chain(asked).min())
}

async fn waiting(services: &Services) -> Result<Vec<Work>, StoreError> {
    let asked = services.store.due::<Trial>(services.clock.now(), BATCH).await?;
    let asked = asked.iter().map(|trial| Work::Asked(trial.id, trial.organisation));
    Ok(review::tried_next(services).await?.into_iter().map(Work::Stage).chain(asked).collect())
}

/// Tries every app that waits for it, some at the same time. Stages of reviews come first, and half of the places
/// are theirs alone; of what partners ask for, one run of each is under way.
///
/// # Errors
/// The first failure, once everything else is done.
pub(crate) async fn run_due(services: &Services) -> Result<(), Failure> {
    let mut running = JoinSet::new();
    let mut known = BTreeSet::new();
    let mut at_it: BTreeSet<OrganisationId> = BTreeSet::new();
    let mut failed = None;
    loop {
        for work in waiting(services).await? {
            if running.len() == AT_ONCE || known.contains(&work) {
                continue;
            }
            let free = match &work {
                Work::Asked(_, organisation) => at_it.len() < AT_ONCE / 2 && at_it.insert(*organisation),
                Work::Stage(_) => true,
            };
            if free {
                known.insert(work.clone());
                let services = services.clone();
                running.spawn(async move {
                    let outcome = match &work {
                        Work::Asked(run, _) => asked(&services, *run).await,
                        Work::Stage(submission) => review::try_stage(&services, *submission).await,
                    };
                    (work, outcome)
                });
            }
        }
        if running.is_empty() {
            return failed.map_or(Ok(()), Err);
        }
        tokio::select! {
            Some(done) = running.join_next() => match done {
                Ok((work, outcome)) => {
                    if let Work::Asked(_, organisation) = &work {
                        at_it.remove(organisation);
                    }
                    match outcome {
                        Ok(()) => {
                            known.remove(&work);
                        }
                        // It stays known: it is not tried again in this turn.
                        Err(failure) => failed = Some(failed.unwrap_or(failure)),
                    }
                }
                Err(error) => failed = Some(failed.unwrap_or_else(|| anyhow::Error::new(error).into())),
            },
            () = tokio::time::sleep(LOOK_AGAIN) => {}
        }
    }
}

/// A run that a partner asked for.
async fn asked(services: &Services, run: RunId) -> Result<(), Failure> {
    let stored = services.store.get::<Trial>(newest_first(run.ulid())).await?;
    let Some(trial) = stored.filter(Trial::is_open) else { return Ok(()) };
    tracing::info!(%run, "an app is tried");
    match carry_out(services, trial).await {
        // Its tenant was deleted meanwhile.
        Err(Failure::Overtaken(_)) => Ok(()),
        outcome => outcome.map(|_| ()),
    }
}

/// Tries the app of a submission for a stage of its review, and says what was found; `None` when it could not
/// be tried for a reason that is not the app's.
///
/// # Errors
/// A failure of the database.
pub(crate) async fn for_review(
    services: &Services,
    case: &Case,
    part: Part,
    manifest: &str,
) -> Result<Option<Found>, Failure> {
    let Some(sandbox) = tenants::of_reviews(services, case.organisation, case.listing).await? else {
        return Ok(stopped(WhyStopped::NoSandbox));
    };
    // One that was begun on a server that died.
    let runs = services.store.owned_by::<Trial>(&sandbox.id.to_string(), None, KEPT_RUNS).await?;
    let mut begun =
        runs.iter().filter(|run| run.is_open() && run.review == Some(case.id) && run.part == part);
    let (id, version) = begun.next().map_or((RunId::new(&*services.ids), 0), |run| (run.id, run.version));
    let trial = Trial {
        id,
        version,
        organisation: sandbox.organisation,
        listing: sandbox.listing,
        sandbox: sandbox.id,
        part,
        review: Some(case.id),
        manifest: manifest.to_owned(),
        target: sandbox.target.clone(),
        asked_by: None,
        asked_at: services.clock.now(),
        state: TrialState::Waiting,
    };
    Ok(match carry_out(services, trial).await? {
        TrialState::Done(results) => Some(Found { passed: results.passes(), findings: findings(&results) }),
        TrialState::Stopped { why, .. } => stopped(why),
        TrialState::Waiting | TrialState::Running { .. } => None,
    })
}

/// What a review makes of a run that was stopped. That nothing can be called from here is ours to mend, and
/// nothing is asked of the partner for it.
fn stopped(why: WhyStopped) -> Option<Found> {
    let reason = Reason::new(match why {
        WhyStopped::NoSandbox => "sandbox.none",
        WhyStopped::Manifest => "sandbox.manifest",
        WhyStopped::NoCaller => return None,
    });
    Some(Found { passed: false, findings: vec![Finding { severity: Severity::Error, reason, field: None }] })
}

fn findings(results: &Results) -> Vec<Finding> {
    let contract = results.contract.iter().flat_map(|report| report.stage_findings());
    let performance = results.performance.iter().flat_map(|verdict| verdict.stage_findings());
    contract.chain(performance).collect()
}

/// Writes a run down as begun, tries the app, and writes down what was found with every call.
async fn carry_out(services: &Services, trial: Trial) -> Result<TrialState, Failure> {
    let since = services.clock.now();
    let begun = Trial { version: trial.version + 1, state: TrialState::Running { since }, ..trial };
    let mut unit = Unit::default();
    match begun.version {
        1 => unit.create(&begun),
        _ => unit.update(&begun),
    }
    services.store.commit(unit).await?;
    let sandbox = tenants::by_id(services, begun.sandbox).await?;
    let manifest = open::read(&begun.manifest, since.date_naive());
    let (state, logged) = match (sandbox, manifest) {
        (None, _) => (why(services, WhyStopped::NoSandbox), Vec::new()),
        (Some(_), None) => (why(services, WhyStopped::Manifest), Vec::new()),
        (Some(sandbox), Some(manifest)) => tried(services, &begun, &sandbox, &manifest, since).await,
    };
    let mut unit = Unit::default();
    unit.update(&Trial { version: begun.version + 1, state: state.clone(), ..begun.clone() });
    logged.iter().for_each(|logged| unit.create(logged));
    let owner = begun.sandbox.to_string();
    for old in services.store.owned_by::<Trial>(&owner, None, KEPT_RUNS * 2).await?.iter().skip(KEPT_RUNS) {
        unit.remove::<Trial>(newest_first(old.id.ulid()));
    }
    let kept = KEPT_CALLS.saturating_sub(logged.len());
    for old in services.store.owned_by::<Logged>(&owner, None, KEPT_CALLS * 2).await?.iter().skip(kept) {
        unit.remove::<Logged>(newest_first(old.id.ulid()));
    }
    services.store.commit(unit).await?;
    Ok(state)
}

fn why(services: &Services, why: WhyStopped) -> TrialState {
    TrialState::Stopped { at: services.clock.now(), why }
}

async fn tried(
    services: &Services,
    trial: &Trial,
    sandbox: &Sandbox,
    manifest: &Manifest,
    since: DateTime<Utc>,
) -> (TrialState, Vec<Logged>) {
    let given = Given {
        run: trial.id,
        manifest,
        catalogue: &Catalogue::default(),
        fixtures: &tenants::data_of(sandbox),
        target: &trial.target,
        secret: &sandbox.secret,
        versions: &services.sandbox.contract.versions_on(since.date_naive()),
        policy: &services.sandbox,
    };
    let tried = match try_part(given, trial.part, &*services.clock).await {
        Ok(tried) => tried,
        Err(error) => {
            tracing::error!(run = %trial.id, %error, "an app cannot be tried from here");
            return (why(services, WhyStopped::NoCaller), Vec::new());
        }
    };
    let at = services.clock.now();
    let log = |exchange: Exchange| {
        let step = tried.plan.steps.get(exchange.step)?;
        Some(logged(services, trial, &tried.plan, step, exchange, at))
    };
    let logged = tried.exchanges.into_iter().filter_map(log).collect();
    let results = Results { since, at, contract: tried.contract, performance: tried.performance };
    (TrialState::Done(Box::new(results)), logged)
}

fn logged(
    services: &Services,
    trial: &Trial,
    plan: &Plan,
    step: &Step,
    exchange: Exchange,
    at: DateTime<Utc>,
) -> Logged {
    Logged {
        id: CallId::new(&*services.ids),
        organisation: trial.organisation,
        listing: trial.listing,
        sandbox: trial.sandbox,
        run: Some(trial.id),
        again: None,
        name: step.name.clone(),
        api: step.version,
        signing: step.delivery.map(|_| step.signing),
        old_seconds: plan.old_seconds,
        at,
        exchange,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_the_apps_fault_is_no_finding() {
        assert!(stopped(WhyStopped::NoCaller).is_none());
        for why in [WhyStopped::NoSandbox, WhyStopped::Manifest] {
            assert!(stopped(why).is_some_and(|found| !found.passed && found.findings.len() == 1), "{why:?}");
        }
    }
}
