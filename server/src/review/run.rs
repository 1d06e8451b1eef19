//! The stages that the program runs.
//!
//! A stage that was begun and not finished, because its server died, is begun again by the next one that has
//! the job. What two servers finish is finished once: the second finds the stage closed.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use shared::{
    decisions::reason::Reason,
    event::Actor,
    ids::SubmissionId,
    listings::field::{Content, Field},
    manifest::{Manifest, rule::Severity as LintSeverity},
    review::{
        error::Rejection,
        model::Case,
        rules::{By, Command, decide},
        stage::{Finding, Severity, StageKind},
    },
    sandbox::trial::Part,
};
use store::{StoreError, Unit};

use super::{act, open, put};
use crate::{Failure, again::again, listings, sandbox, services::Services};

/// Most findings of one stage that are kept; the report has them all.
const MOST_FINDINGS: usize = 200;

/// The stages that look at what was submitted.
const READ: [StageKind; 1] = [StageKind::Lint];
/// Those that call the app: they take their time.
const TRIED: [StageKind; 2] = [StageKind::ContractTests, StageKind::PerformanceBudget];

/// What a stage found.
pub(crate) struct Found {
    pub(crate) passed: bool,
    pub(crate) findings: Vec<Finding>,
}

/// When a stage that looks at what was submitted waits for the program; now, if one does.
pub(crate) async fn due(services: &Services) -> Result<Option<DateTime<Utc>>, StoreError> {
    first(services, &READ).await
}

/// When the next app of a submission is called; now, if one waits.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn tries_due(services: &Services) -> Result<Option<DateTime<Utc>>, StoreError> {
    first(services, &TRIED).await
}

/// The earliest instant at which one of these stages can be run.
async fn first(services: &Services, stages: &[StageKind]) -> Result<Option<DateTime<Utc>>, StoreError> {
    let standing = services.reviews.now(&services.store, services.clock.now()).await?;
    let waiting = standing.rows().filter(|row| row.stage.is_some_and(|stage| stages.contains(&stage)));
    Ok(waiting.map(|row| row.paused_until.unwrap_or(DateTime::UNIX_EPOCH)).min())
}

/// Submissions whose app has to be called next.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn tried_next(services: &Services) -> Result<Vec<SubmissionId>, StoreError> {
    waiting(services, &TRIED).await
}

async fn waiting(services: &Services, stages: &[StageKind]) -> Result<Vec<SubmissionId>, StoreError> {
    let now = services.clock.now();
    let standing = services.reviews.now(&services.store, now).await?;
    let waiting = standing.rows().filter(|row| {
        row.stage.is_some_and(|stage| stages.contains(&stage))
            && row.paused_until.is_none_or(|until| until <= now)
    });
    Ok(waiting.map(|row| row.id).collect())
}

/// Runs every stage that looks at what was submitted, submission by submission in the order of the queue. One that
/// cannot be run keeps none of the others waiting.
///
/// # Errors
/// The first failure, once every other one was run.
pub(crate) async fn run_due(services: &Services) -> Result<(), Failure> {
    let mut outcome = Ok(());
    for id in waiting(services, &READ).await? {
        outcome = outcome.and(step(services, id, &READ).await);
    }
    outcome
}

/// Calls the app of a submission for the stage whose turn it is.
///
/// # Errors
/// When the database cannot be read or written.
pub(crate) async fn try_stage(services: &Services, id: SubmissionId) -> Result<(), Failure> {
    step(services, id, &TRIED).await
}

/// Runs the stage whose turn it is, if it is one of these and no other server was faster.
async fn step(services: &Services, id: SubmissionId, stages: &[StageKind]) -> Result<(), Failure> {
    let Some(case) = services.store.get::<Case>(id.to_string()).await? else { return Ok(()) };
    let stage = case.at().filter(|_| case.is_open()).map(|stage| stage.kind);
    let Some(stage) = stage.filter(|stage| stages.contains(stage)) else { return Ok(()) };
    if !command(services, id, Command::Begin { stage }).await? {
        return Ok(());
    }
    let dossier = listings::dossier(services, case.listing).await?;
    let content = match dossier.versions.get(&case.of).and_then(|version| version.round(case.id)) {
        Some((round, _)) => listings::content(services, &round.frozen).await?,
        None => None,
    }
    .unwrap_or_default();
    let found = match Part::of(stage) {
        None => {
            let approved = match dossier.approved_beside(Some(case.of), case.submitted_at) {
                Some((_, approved)) => listings::content(services, &approved.frozen).await?,
                None => None,
            };
            let now = services.clock.now();
            let approved = approved.and_then(|content| open::manifest(services, &content, now));
            Some(lint(services, &content, approved))
        }
        Some(part) => sandbox::for_review(services, &case, part, &content.manifest).await?,
    };
    // Nothing is said of the app by a run that we could not make.
    let Some(Found { passed, mut findings }) = found else {
        if command(services, id, Command::Interrupt { stage }).await? {
            tracing::error!(submission = %id, stage = stage.as_str(), "a stage of a review broke off");
        }
        return Ok(());
    };
    findings.truncate(MOST_FINDINGS);
    if command(services, id, Command::Finish { stage, passed, findings }).await? {
        tracing::info!(submission = %id, stage = stage.as_str(), passed, "a stage of a review was run");
    }
    Ok(())
}

/// Gives a command of the program; `false` when the case does not wait for it any more.
pub(super) async fn command(
    services: &Services,
    id: SubmissionId,
    command: Command,
) -> Result<bool, Failure> {
    let _turn = services.turns.of(&id.to_string()).await;
    again!({
        let Some(before) = services.store.get::<Case>(id.to_string()).await? else { return Ok(false) };
        let facts = act::facts(services, By::Program, Actor::System, services.clock.now());
        let decision = match decide(&before, command.clone(), &facts) {
            Ok(decision) => decision,
            Err(
                Rejection::Over | Rejection::Paused(_) | Rejection::StageNotOpen(_) | Rejection::StageOpen(_),
            ) => return Ok(false),
            Err(error) => return Err(error.into()),
        };
        let mut unit = Unit::default();
        put(services, &before, &decision, &mut unit).await?;
        services.store.commit(unit).await?;
        Ok(true)
    })
}

/// The linter over the manifest that was frozen, against the one that was approved last.
fn lint(services: &Services, content: &Content, approved: Option<Manifest>) -> Found {
    let Some(report) = open::report(services, content, approved, services.clock.now()) else {
        let missing = Finding {
            severity: Severity::Error,
            reason: Reason::new("nag.manifest_missing"),
            field: Some(Field::Manifest),
        };
        return Found { passed: false, findings: vec![missing] };
    };
    let finding = |found: &shared::manifest::report::Finding| Finding {
        severity: match found.severity {
            LintSeverity::Error => Severity::Error,
            LintSeverity::Warning => Severity::Warning,
            LintSeverity::Hint => Severity::Hint,
        },
        reason: Reason {
            id: Cow::Owned(format!("lint.{}", found.rule.id())),
            facts: (found.facts.iter())
                .map(|(name, fact)| (name.clone(), fact.clone().into()))
                .chain([("place".to_owned(), found.place.pointer.clone().into())])
                .collect(),
        },
        field: Some(Field::Manifest),
    };
    Found { passed: report.passes, findings: report.findings.iter().map(finding).collect() }
}
