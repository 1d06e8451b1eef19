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
    manifest::rule::Severity as LintSeverity,
    review::{
        error::Rejection,
        model::Case,
        rules::{By, Command, decide},
        stage::{Finding, Severity, StageKind},
    },
};
use store::{StoreError, Unit};

use super::{act, open, put};
use crate::{Failure, again::again, listings, services::Services};

/// Most findings of one stage that are kept; the report has them all.
const MOST_FINDINGS: usize = 200;

/// The stages that are run here.
const RUN: [StageKind; 1] = [StageKind::Lint];

/// What a stage found.
struct Found {
    passed: bool,
    findings: Vec<Finding>,
}

/// Now, if a stage waits for the program.
pub(crate) async fn due(services: &Services) -> Result<Option<DateTime<Utc>>, StoreError> {
    Ok((!waiting(services).await?.is_empty()).then_some(DateTime::UNIX_EPOCH))
}

async fn waiting(services: &Services) -> Result<Vec<SubmissionId>, StoreError> {
    let standing = services.reviews.now(&services.store, services.clock.now()).await?;
    let waiting = standing.rows().filter(|row| row.stage.is_some_and(|stage| RUN.contains(&stage)));
    Ok(waiting.map(|row| row.id).collect())
}

/// Runs every stage that waits for the program, submission by submission in the order of the queue.
///
/// # Errors
/// When the database cannot be read or written.
pub(crate) async fn run_due(services: &Services) -> Result<(), Failure> {
    for id in waiting(services).await? {
        while let Some(stage) = step(services, id).await? {
            tracing::info!(submission = %id, stage = stage.as_str(), "a stage of a review was run");
        }
    }
    Ok(())
}

/// Runs the stage whose turn it is; `None` when that is not the program's, or another server was faster.
async fn step(services: &Services, id: SubmissionId) -> Result<Option<StageKind>, Failure> {
    let Some(case) = services.store.get::<Case>(id.to_string()).await? else { return Ok(None) };
    let stage = case.at().filter(|_| case.is_open()).map(|stage| stage.kind);
    let Some(stage) = stage.filter(|stage| RUN.contains(stage)) else { return Ok(None) };
    if !command(services, id, Command::Begin { stage }).await? {
        return Ok(None);
    }
    let content = match listings::dossier(services, case.listing).await?.versions.get(&case.of) {
        Some(version) => listings::content(services, version).await?,
        None => None,
    }
    .unwrap_or_default();
    let Found { passed, mut findings } = lint(services, &content);
    findings.truncate(MOST_FINDINGS);
    let finished = command(services, id, Command::Finish { stage, passed, findings }).await?;
    Ok(finished.then_some(stage))
}

/// Gives a command of the program; `false` when the case does not wait for it any more.
async fn command(services: &Services, id: SubmissionId, command: Command) -> Result<bool, Failure> {
    let _turn = services.turns.of(&id.to_string()).await;
    again!({
        let Some(before) = services.store.get::<Case>(id.to_string()).await? else { return Ok(false) };
        let facts = act::facts(services, By::Program, Actor::System, services.clock.now());
        let decision = match decide(&before, command.clone(), &facts) {
            Ok(decision) => decision,
            Err(Rejection::Over | Rejection::StageNotOpen(_) | Rejection::StageOpen(_)) => return Ok(false),
            Err(error) => return Err(error.into()),
        };
        let mut unit = Unit::default();
        put(services, &before, &decision, &mut unit).await?;
        services.store.commit(unit).await?;
        Ok(true)
    })
}

/// The linter over the manifest that was frozen.
fn lint(services: &Services, content: &Content) -> Found {
    let Some(report) = open::report(services, content, services.clock.now()) else {
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
