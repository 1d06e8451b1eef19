//! Tells partners in advance: the job beside requests. Where a certification stands needs no job.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use shared::{
    certification::{
        model::Certification,
        rules::{By, Command, Facts, decide},
    },
    event::Actor,
};
use store::{StoreError, Unit};

use super::{POLICY_VERSION, policy};
use crate::{Failure, services::Services};

/// Certifications that one turn of the job looks at.
const AT_ONCE: usize = 200;

/// When the next partner is told.
pub(crate) async fn due(services: &Services) -> Result<Option<DateTime<Utc>>, StoreError> {
    services.store.next_due::<Certification>().await
}

/// Writes what is due into the partners' trails, where the notifications find it; each once.
///
/// # Errors
/// When the database cannot be read or written.
pub(crate) async fn tell_due(services: &Services) -> Result<(), Failure> {
    let policy = policy(services).await?;
    let now = services.clock.now();
    for before in services.store.due::<Certification>(now, AT_ONCE).await? {
        let facts = Facts {
            now,
            by: By::Program,
            actor: Actor::System,
            program: services.store.program(),
            published: false,
            reviews: BTreeSet::new(),
            policy_version: POLICY_VERSION,
            policy: &policy,
        };
        let decision = decide(&before, Command::Tell, &facts)?;
        if decision.events.is_empty() {
            continue;
        }
        let mut unit = Unit::default();
        unit.update(&decision.next);
        decision.events.into_iter().for_each(|event| unit.event(event));
        match services.store.commit(unit).await {
            // Another server told, or somebody decided: the next turn looks anew.
            Ok(_) | Err(StoreError::VersionConflict { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
