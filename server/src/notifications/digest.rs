//! The day's mail: what a person did not read in the app, once a day.

use chrono::{DateTime, Utc};
use shared::{
    identity::model::Person,
    ids::PersonId,
    notifications::model::{Notification, Preferences},
};
use store::{Document, StoreError, Unit};

use super::{
    texts::texts,
    words::{Names, language_of, sentence},
};
use crate::{Failure, mail::letters::Letter, services::Services};

/// People whose mail is written in one turn; the others wait for the next.
const TURN: usize = 200;
/// Notifications of a person that are read at once, and at most written at once.
const PAGE: usize = 500;
/// Lines of one mail; the rest is counted.
const LINES: usize = 40;

/// When the first mail of a day goes out; `None` while nothing waits for one.
pub(crate) async fn digest_due(services: &Services) -> Result<Option<DateTime<Utc>>, StoreError> {
    services.store.next_due::<Notification>().await
}

/// Writes the mails of those for whom something is due, as many as fit into one turn.
///
/// # Errors
/// When the database cannot be read or written.
pub(crate) async fn send_digests(services: &Services) -> Result<(), Failure> {
    for _ in 0..TURN {
        let first = services.store.due::<Notification>(services.clock.now(), 1).await?;
        let Some(first) = first.first() else { return Ok(()) };
        if !digest_of(services, first.person).await? {
            // Another server is at it.
            return Ok(());
        }
    }
    Ok(())
}

/// One person's mail, and that it was written, in one transaction. `false` when somebody else wrote it.
async fn digest_of(services: &Services, id: PersonId) -> Result<bool, Failure> {
    let now = services.clock.now();
    // Of two servers that write the same mail one finds that the other was faster: by this row, so that it
    // is read before what the mail says.
    let before = services.store.get::<Preferences>(id.to_string()).await?;
    let due = due_of(services, id, now).await?;
    let mut unit = Unit::default();
    for notification in &due {
        unit.put(&Notification { undigested: false, ..notification.clone() });
    }
    let person = services.store.get::<Person>(id.to_string()).await?;
    if let Some(person) = person {
        let next = Preferences {
            person: id,
            version: before.as_ref().map_or(1, |before| before.version + 1),
            mail: before.as_ref().map(|before| before.mail.clone()).unwrap_or_default(),
            digest_at: Some(now),
        };
        match &before {
            None => unit.create(&next),
            Some(_) => unit.update(&next),
        }
        let unread: Vec<_> = due.into_iter().filter(|notification| notification.read_at.is_none()).collect();
        if !unread.is_empty() && person.verified_at.is_some() {
            let letter = letter(services, &person, &unread).await?;
            unit.create(&letter.to(services, &person.email, &person.locale));
        }
    }
    match services.store.commit(unit).await {
        Ok(_) => Ok(true),
        Err(StoreError::VersionConflict { .. } | StoreError::Taken { .. }) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// What a person's mail is made of, the oldest first.
async fn due_of(
    services: &Services,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Vec<Notification>, StoreError> {
    let mut due: Vec<Notification> = Vec::new();
    let mut after: Option<String> = None;
    while due.len() < PAGE {
        let page =
            services.store.owned_by::<Notification>(&person.to_string(), after.as_deref(), PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.key());
        let is_due = |notification: &Notification| notification.due().is_some_and(|due| due <= now);
        due.extend(page.into_iter().filter(is_due));
    }
    due.reverse();
    Ok(due)
}

async fn letter(
    services: &Services,
    person: &Person,
    unread: &[Notification],
) -> Result<Letter<'static>, StoreError> {
    let locale = language_of(person);
    let (t, names) = (texts(locale), Names::of(services, unread).await?);
    let line = |notification: &Notification| {
        let sentence = sentence(notification, &names, locale);
        let place = names.organisation(notification).map(|name| format!("{name}: ")).unwrap_or_default();
        format!("– {place}{sentence}.\n  {}{}", services.site.origin, notification.href)
    };
    let mut parts = vec![(t.digest_lead)(unread.len())];
    parts.extend(unread.iter().take(LINES).map(line));
    let more = unread.len().saturating_sub(LINES);
    if more > 0 {
        parts.push((t.digest_more)(more));
    }
    Ok(Letter::Digest { subject: (t.digest_subject)(unread.len()), text: parts.join("\n\n") })
}
