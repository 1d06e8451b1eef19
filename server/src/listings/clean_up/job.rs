//! Looks at every published app once a day: notice, grace, unlisted.

use chrono::{DateTime, Utc};
use shared::{
    event::Actor,
    ids::ListingId,
    listings::{
        clean_up::{
            judge::Step,
            round::{self, Round},
            rules::{Command, decide},
        },
        rules::{self, By},
    },
    marketplace::state::ListingState,
};
use store::{ROUND, StoreError, Unit};

use super::{
    super::{
        decide::{self, Given},
        load, market,
    },
    facts, health,
    observe::see,
    put,
};
use crate::{Failure, again::again, services::Services};

/// Apps that one turn of the job looks at.
const AT_ONCE: usize = 200;

/// When there is something to look at.
pub(crate) async fn clean_up_due(services: &Services) -> Result<Option<DateTime<Utc>>, StoreError> {
    let round = services.store.get::<Round>(ROUND).await?;
    Ok(Some(round::due(round.as_ref(), services.clock.now())))
}

/// Looks at the next apps of the day's round, each in a unit of its own. What was looked at already, by this
/// server or another one, changes nothing the second time.
///
/// # Errors
/// The first failure, once every other app of the turn was judged.
pub(crate) async fn look_at_all(services: &Services) -> Result<(), Failure> {
    let now = services.clock.now();
    let before = services.store.get::<Round>(ROUND).await?;
    let after = round::begin(before.as_ref(), now);
    let apps = services.store.listings_after(after, AT_ONCE).await?;
    // What is unlisted comes back once nothing fails: that has to be seen, too.
    let reached = apps.iter().filter(|app| app.state.has_page());
    let mut outcome = health::ask(services, health::addresses(services, reached).await?).await;
    for app in apps.iter().filter(|app| app.state == ListingState::Published) {
        // One that cannot be judged today does not keep the others from it.
        outcome = outcome.and(look_at(services, app.id).await);
    }
    let last = apps.last().map(|app| app.id);
    let next = round::looked(before.as_ref(), last, apps.len() < AT_ONCE, now);
    let mut unit = Unit::default();
    match &before {
        None => unit.create(&next),
        Some(_) => unit.update(&next),
    }
    match services.store.commit(unit).await {
        // Another server looked, too.
        Ok(_) | Err(StoreError::VersionConflict { .. } | StoreError::Taken { .. }) => outcome,
        Err(error) => Err(error.into()),
    }
}

async fn look_at(services: &Services, id: ListingId) -> Result<(), Failure> {
    let _turn = services.turns.of(&id.to_string()).await;
    again!({
        let Some(loaded) = load::find(services, id).await? else { return Ok(()) };
        let Some(shown) = &loaded.shown else { return Ok(()) };
        let Some(seen) = see(services, std::slice::from_ref(shown)).await?.pop() else { return Ok(()) };
        let organisation = loaded.dossier.listing.organisation;
        let facts = facts(services, organisation, &seen.observed, Actor::System);
        let decision = decide(&seen.state, Command::Look, &facts)?;
        if decision.events.is_empty() {
            return Ok(());
        }
        let mut unit = Unit::default();
        put(&seen.state, &decision, &mut unit);
        if let (Some(Step::Unlist { .. }), Some(receipt)) = (&decision.step, &decision.receipt) {
            let before = &loaded.dossier;
            let command = rules::Command::CleanUp { receipt: receipt.hash.clone() };
            let unlisted = Given::new(By::Program, Actor::System, facts.now).decide(before, command)?;
            decide::put(before, &unlisted, &mut unit);
            let (next, now) = (&unlisted.next, facts.now);
            market::write(services, next, Some(shown), &Actor::System, now, &mut unit).await?;
        }
        services.store.commit(unit).await?;
        Ok(())
    })
}
