//! Publishes versions whose instant has come: the job beside requests.

use chrono::{DateTime, Utc};
use shared::{
    event::Actor,
    ids::VersionId,
    listings::{
        error::Rejection,
        governance::deed::Deed,
        model::{Dossier, Version},
        rules::{By, Command, Decision},
    },
    review,
};
use store::{StoreError, Unit};
use tokio::task::JoinSet;

use super::{
    decide::{Given, put},
    deeds,
    hold::{self, Check},
    load, market,
};
use crate::{Failure, again::again, services::Services};

/// Those who publish at this server take turns: of two names that are alike one comes first, and the other one
/// is held. Between servers [`hold::NameOrder`] sees to it.
pub(super) const NAMES: &str = "names";
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
/// The first failure, once everything else is done.
pub(crate) async fn publish_due(services: &Services) -> Result<(), Failure> {
    let due = services.store.due::<Version>(services.clock.now(), A_TURN).await?;
    let (mut due, mut running) = (due.into_iter(), JoinSet::new());
    let mut failed = None;
    loop {
        while running.len() < TOGETHER
            && let Some(version) = due.next()
        {
            let services = services.clone();
            running.spawn(async move { publish_one(&services, &version).await });
        }
        match running.join_next().await {
            None => return failed.map_or(Ok(()), Err),
            // The others need not wait for what is wrong with one.
            Some(Ok(Err(failure))) => failed = Some(failed.unwrap_or(failure)),
            Some(Ok(Ok(()))) => {}
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
        let id = version.id;
        let (mut review, mut unit) = (None, Unit::default());
        let _names = services.turns.of(NAMES).await;
        let (deed, given, decision) = match given.decide(before, Command::PublishDue { version: id }) {
            Ok(decision) => match hold::check(services, &loaded, &decision, &given).await? {
                Check::Clear(order) => {
                    order.iter().for_each(|order| order.next(&mut unit));
                    (Deed::PublishDue { version: id }, given, decision)
                }
                Check::Held(held) => {
                    review = Some(held.review);
                    (held.deed, held.given, held.decision)
                }
                Check::Refused(refused) => off_the_schedule(before, id, &refused, now)?,
            },
            // Somebody took it off the schedule, or another server has published it.
            Err(Rejection::NotScheduled | Rejection::NotDue(_) | Rejection::NoVersion) => return Ok(()),
            Err(refused) => off_the_schedule(before, id, &refused, now)?,
        };
        put(before, &decision, &mut unit);
        if decision.happened.is_some() {
            unit.put(&deeds::receipt(before, deed, &given));
        }
        if let Some(review) = review {
            put_review(review, &mut unit);
        }
        let shown = loaded.shown.as_ref();
        market::write(services, &decision.next, shown, &Actor::System, now, &mut unit).await?;
        services.store.commit(unit).await?;
        Ok(())
    })
}

/// It cannot be published as things are: it goes off the schedule, and the partner decides.
fn off_the_schedule(
    before: &Dossier,
    version: VersionId,
    refused: &Rejection,
    now: DateTime<Utc>,
) -> Result<(Deed, Given<'static>, Decision), Rejection> {
    tracing::warn!(%version, %refused, "a scheduled version was not published");
    let off = Given::new(By::Program, Actor::System, now);
    let decision = off.decide(before, Command::Unschedule { version })?;
    Ok((Deed::Unschedule { version }, off, decision))
}

/// Puts a review that was just opened into a unit.
pub(super) fn put_review(opened: review::rules::Decision, unit: &mut Unit) {
    unit.create(&opened.next);
    opened.receipts.iter().for_each(|receipt| unit.put(receipt));
    opened.events.into_iter().for_each(|event| unit.event(event));
}
