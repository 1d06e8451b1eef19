//! The outbox: mail that waits is handed over, tried again, or given up.

use chrono::{DateTime, Utc};
use shared::{
    ids::MailId,
    mail::{
        model::{Mail, MailState},
        rules::{self, Attempt},
    },
};
use store::{StoreError, Unit};
use tokio::task::JoinSet;

use super::Post;
use crate::services::Services;

/// Mails that are handed over at the same time.
const AT_ONCE: usize = 4;
/// Mails that are looked at in one turn.
const TURN: usize = 100;
/// Rows that are read or removed at once.
const BATCH: usize = 200;

/// When there is something to hand over; `None` where mail waits, and while none does.
pub(crate) async fn due(services: &Services) -> Result<Option<DateTime<Utc>>, StoreError> {
    if services.post.is_none() {
        return Ok(None);
    }
    services.store.next_due::<Mail>().await
}

/// Hands over what is due, as much as fits into one turn.
///
/// # Errors
/// When the database cannot be read or written. A mail that was handed over by then may go out once more:
/// its id stays the same.
pub(crate) async fn send_due(services: &Services) -> Result<(), StoreError> {
    let Some(post) = &services.post else { return Ok(()) };
    let mut waiting = services.store.due::<Mail>(services.clock.now(), TURN).await?.into_iter();
    let mut under_way = JoinSet::new();
    let mut outcome = Ok(());
    loop {
        while under_way.len() < AT_ONCE
            && outcome.is_ok()
            && let Some(mail) = waiting.next()
        {
            under_way.spawn(hand_over(services.clone(), post.clone(), mail));
        }
        match under_way.join_next().await {
            None => return outcome,
            Some(Ok(done)) => outcome = outcome.and(done),
            Some(Err(error)) => tracing::error!(%error, "handing over a mail broke off"),
        }
    }
}

/// Takes a mail up, hands it over, and writes down how it went. Of several servers one does.
async fn hand_over(services: Services, post: Post, mail: Mail) -> Result<(), StoreError> {
    let Some(taken) = rules::lease(&mail, services.clock.now()) else { return Ok(()) };
    if !written(&services, &taken).await? {
        return Ok(());
    }
    let attempt = if rules::is_stale(&taken, services.clock.now()) {
        Attempt::Refused("nobody could send it for a week".to_owned())
    } else {
        post.send(&taken).await
    };
    let done = rules::after(&taken, attempt, services.clock.now());
    let word = match &done.state {
        MailState::Sent { .. } => {
            tracing::info!(mail = %done.id, "mail sent");
            "sent"
        }
        MailState::Waiting { attempts, error, .. } => {
            let error = error.as_deref().unwrap_or_default();
            tracing::warn!(mail = %done.id, attempts, error, "mail not sent; it is tried again");
            "failed"
        }
        MailState::GivenUp { error, .. } => {
            tracing::error!(mail = %done.id, error, "mail given up");
            "given_up"
        }
    };
    services.metrics.mail(word);
    if !written(&services, &done).await? {
        tracing::warn!(mail = %done.id, "the mail was erased, or another server took it up meanwhile");
    }
    Ok(())
}

/// Writes the next version of a mail; `false` when somebody else did.
async fn written(services: &Services, mail: &Mail) -> Result<bool, StoreError> {
    let mut unit = Unit::default();
    unit.update(mail);
    match services.store.commit(unit).await {
        Ok(_) => Ok(true),
        Err(StoreError::VersionConflict { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Removes mail that was kept for long enough, and says how much.
///
/// # Errors
/// When the database cannot be read or written.
pub(crate) async fn sweep(services: &Services) -> Result<usize, StoreError> {
    let now = services.clock.now();
    let first = MailId::from_ulid(ulid::Ulid::nil()).to_string();
    let written = rules::over_before(now).timestamp_millis();
    let end = ulid::Ulid::from_parts(u64::try_from(written).unwrap_or(0), u128::MAX);
    let end = MailId::from_ulid(end).to_string();
    let (mut after, mut removed) = (first, 0);
    loop {
        let page = services.store.between::<Mail>(after, end.clone(), BATCH).await?;
        let Some(last) = page.last() else { return Ok(removed) };
        after = last.id.to_string();
        let mut unit = Unit::default();
        for mail in page.iter().filter(|mail| rules::is_over(mail, now)) {
            unit.remove::<Mail>(mail.id.to_string());
            removed += 1;
        }
        services.store.commit(unit).await?;
    }
}
