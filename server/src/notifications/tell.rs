//! Follows the events and tells people: each event once, since how far it was read is written with what it
//! led to.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use shared::{
    event::{Cursor, Event, Head},
    identity::model::Person,
    ids::{NotificationId, OrganisationId},
    notifications::{
        model::{MailWhen, Notification, Preferences},
        rules::{Told, is_news, mail_when_of, told},
    },
    organisations::model::Roster,
};
use store::{Document, StoreError, Unit};

use super::{
    followers,
    words::{Names, language_of, sentence},
};
use crate::{Failure, mail::letters::Letter, services::Services};

/// Its name among the followers of the events.
const FOLLOWER: &str = "notifications";
/// Events that are read at once.
const PAGE: usize = 500;
/// Notifications in one transaction, but for those of its last event.
const ENOUGH: usize = 200;
/// Transactions in one turn; the rest waits for the next.
const TURN: usize = 200;
/// Cursors that are read at once.
const CURSORS: usize = 1_000;

/// Now, if there are events that were not read.
pub(crate) async fn due(services: &Services) -> Result<Option<DateTime<Utc>>, StoreError> {
    let behind = !behind(services).await?.is_empty();
    Ok(behind.then_some(DateTime::UNIX_EPOCH))
}

/// The organisations with events that were not read, and how far they were.
async fn behind(services: &Services) -> Result<Vec<(OrganisationId, Option<Cursor>)>, StoreError> {
    let mut cursors = cursors(services).await?;
    let heads = services.store.heads().await?.into_iter();
    let with_cursor = heads.map(|head| {
        let cursor = cursors.remove(&head.organisation);
        (head, cursor)
    });
    let read = |cursor: &Option<Cursor>| cursor.as_ref().map_or(0, |cursor| cursor.sequence);
    let behind = with_cursor.filter(|(Head { sequence, .. }, cursor)| read(cursor) < *sequence);
    Ok(behind.map(|(head, cursor)| (head.organisation, cursor)).collect())
}

async fn cursors(services: &Services) -> Result<BTreeMap<OrganisationId, Cursor>, StoreError> {
    // `0` is the character behind the slash.
    let (mut after, end) = (format!("{FOLLOWER}/"), format!("{FOLLOWER}0"));
    let mut all = BTreeMap::new();
    loop {
        let page = services.store.between::<Cursor>(after, end.clone(), CURSORS).await?;
        let Some(last) = page.last() else { return Ok(all) };
        after = last.key();
        all.extend(page.into_iter().map(|cursor| (cursor.organisation, cursor)));
    }
}

/// Reads what was not read and tells of it, as much as fits into one turn.
///
/// # Errors
/// When the database cannot be read or written.
pub(crate) async fn tell(services: &Services) -> Result<(), Failure> {
    let mut left = TURN;
    for (organisation, mut cursor) in behind(services).await? {
        while left > 0 {
            left -= 1;
            match step(services, organisation, cursor.as_ref()).await? {
                Some(moved) => cursor = Some(moved),
                None => break,
            }
        }
    }
    Ok(())
}

/// One transaction: what some events lead to, and that they were read. `None` when there are none, and when
/// another server has read them.
async fn step(
    services: &Services,
    organisation: OrganisationId,
    cursor: Option<&Cursor>,
) -> Result<Option<Cursor>, Failure> {
    let read = cursor.map_or(0, |cursor| cursor.sequence);
    let events = services.store.events_after(organisation, read, PAGE).await?;
    let roster = services.store.get::<Roster>(organisation.to_string()).await?;
    let now = services.clock.now();
    let (mut read, mut all) = (None, Vec::new());
    for event in events {
        read = Some(event.sequence);
        if is_news(event.at, now) {
            let mut heard = told(&event, roster.as_ref());
            heard.extend(followers::told(services, &event, roster.as_ref(), &heard).await?);
            all.extend(heard.into_iter().map(|told| (told, event.clone())));
        }
        if all.len() >= ENOUGH {
            break;
        }
    }
    let Some(read) = read else { return Ok(None) };
    let mut unit = Unit::default();
    write(services, all, &mut unit).await?;
    let moved = Cursor::moved(cursor, FOLLOWER, organisation, read);
    match cursor {
        None => unit.create(&moved),
        Some(_) => unit.update(&moved),
    }
    match services.store.commit(unit).await {
        Ok(_) => Ok(Some(moved)),
        Err(StoreError::VersionConflict { .. } | StoreError::Taken { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Puts the notifications into the unit, and the mails that go at once. Whoever erased their account in the
/// meantime is told nothing.
async fn write(services: &Services, all: Vec<(Told, Event)>, unit: &mut Unit) -> Result<(), Failure> {
    if all.is_empty() {
        return Ok(());
    }
    let mut ids: Vec<String> = all.iter().map(|(told, _)| told.person.to_string()).collect();
    ids.sort_unstable();
    ids.dedup();
    let people = services.store.get_all::<Person>(ids.clone()).await?;
    let preferences = services.store.get_all::<Preferences>(ids).await?;
    let mut at_once = Vec::new();
    for (told, event) in all {
        let Some(person) = people.iter().find(|person| person.id == told.person) else { continue };
        let preferred = preferences.iter().find(|preferences| preferences.person == person.id);
        let when = mail_when_of(preferred, told.topic, &event.kind);
        let notification = Notification {
            id: NotificationId::new(&*services.ids),
            person: person.id,
            organisation: event.organisation,
            topic: told.topic,
            kind: event.kind,
            facts: told.facts,
            href: told.href,
            at: event.at,
            read_at: None,
            undigested: when == MailWhen::Daily && !told.mailed,
        };
        unit.create(&notification);
        if when == MailWhen::AtOnce && !told.mailed && person.verified_at.is_some() {
            at_once.push((notification, person));
        }
    }
    let notifications: Vec<Notification> = at_once.iter().map(|(known, _)| known.clone()).collect();
    let names = Names::of(services, &notifications).await?;
    for (notification, person) in at_once {
        let locale = language_of(person);
        let sentence = sentence(&notification, &names, locale);
        let letter = Letter::News {
            sentence: match names.organisation(&notification) {
                Some(organisation) => format!("{organisation}: {sentence}"),
                None => sentence,
            },
            href: notification.href.clone(),
            footer: super::footer(notification.topic, locale),
        };
        unit.create(&letter.to(services, &person.email, &person.locale));
    }
    Ok(())
}
