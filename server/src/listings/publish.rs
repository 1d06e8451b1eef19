//! Publishes versions whose instant has come: the job beside requests.

use chrono::{DateTime, Utc};
use shared::{
    event::Actor,
    listings::{
        error::Rejection,
        model::Version,
        rules::{By, Command},
    },
};
use store::{StoreError, Unit};
use tokio::task::JoinSet;

use super::{
    decide::{Given, put},
    load, market,
};
use crate::{Failure, again::again, services::Services};

/// Versions that one turn of the job publishes.
const A_TURN: usize = 200;
/// Those that are on their way to the database together: their units share transactions.
const TOGETHER: usize = 16;

/// When the next version is published.
pub(crate) async fn due(services: &Services) -> Result<Option<DateTime<Utc>>, StoreError> {
    services.store.next_due::<Version>().await
}

/// Publishes the versions whose instant has come, each in a unit of its own.
///
/// # Errors
/// When the database cannot be read or written.
pub(crate) async fn publish_due(services: &Services) -> Result<(), Failure> {
    let due = services.store.due::<Version>(services.clock.now(), A_TURN).await?;
    let (mut due, mut running) = (due.into_iter(), JoinSet::new());
    loop {
        while running.len() < TOGETHER
            && let Some(version) = due.next()
        {
            let services = services.clone();
            running.spawn(async move { publish_one(&services, &version).await });
        }
        match running.join_next().await {
            None => return Ok(()),
            Some(Ok(done)) => done?,
            Some(Err(gone)) => return Err(anyhow::Error::new(gone).into()),
        }
    }
}

async fn publish_one(services: &Services, version: &Version) -> Result<(), Failure> {
    let _turn = services.turns.of(&version.listing.to_string()).await;
    let now = services.clock.now();
    again!({
        let Some(listing) = services.store.get(version.listing.to_string()).await? else { return Ok(()) };
        let loaded = load::of(services, listing).await?;
        let before = &loaded.dossier;
        let given = Given::new(By::Program, Actor::System, now);
        let decision = match given.decide(before, Command::PublishDue { version: version.id }) {
            Ok(decision) => decision,
            // Somebody took it off the schedule, or another server has published it.
            Err(Rejection::NotScheduled | Rejection::NotDue(_) | Rejection::NoVersion) => return Ok(()),
            Err(refused) => {
                // It cannot be published as things are: it goes off the schedule, and the partner decides.
                tracing::warn!(version = %version.id, %refused, "a scheduled version was not published");
                let owner = By::Partner(before.listing.organisation);
                let off = Given::new(owner, Actor::System, now);
                off.decide(before, Command::Unschedule { version: version.id })?
            }
        };
        let mut unit = Unit::default();
        put(before, &decision, &mut unit);
        let shown = loaded.shown.as_ref();
        market::write(services, &decision.next, shown, &Actor::System, now, &mut unit).await?;
        services.store.commit(unit).await?;
        Ok(())
    })
}
