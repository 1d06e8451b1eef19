//! What people are told: kept for each, and what they want by mail.

mod certified;
mod digest;
mod followers;
mod governance;
mod tell;
#[cfg(test)]
mod tests;
mod texts;
mod words;

use std::collections::BTreeMap;

use app::i18n::Locale;

use shared::{
    identity::{
        api::Accepted,
        model::{Person, Session},
    },
    ids::{OrganisationId, PersonId},
    notifications::{
        api::{
            GetPreferences, Inbox, ListNotifications, MarkRead, NotificationView, PreferencesView,
            SetPreferences,
        },
        model::{MailWhen, Notification, Preferences, Topic},
        rules::mail_when,
    },
    page::Cursor,
    problem::{FieldError, Problem, ProblemKind},
};
use store::{Document, StoreError, Unit};

use self::words::{Names, language_of, sentence};
pub(crate) use self::{
    digest::{digest_due, send_digests},
    tell::{due, tell},
};
use crate::{
    again::again,
    api::{Answer, Api, Call, Outcome},
    identity::account::session_of,
    services::Services,
};

/// Notifications on a page of the inbox.
const PAGE: usize = 30;
/// As many of the newest are looked at for the number of unread ones.
const COUNTED: usize = 100;

/// Mounts the slice.
pub fn mount(api: &mut Api) {
    api.mount::<ListNotifications, _, _>(list);
    api.mount::<MarkRead, _, _>(mark_read);
    api.mount::<GetPreferences, _, _>(preferences);
    api.mount::<SetPreferences, _, _>(set_preferences);
}

/// How many notifications a person has not read.
///
/// # Errors
/// When the database cannot be read.
pub async fn unread(services: &Services, session: &Session) -> Result<u64, StoreError> {
    let person = session.person.to_string();
    let newest = services.store.owned_by::<Notification>(&person, None, COUNTED).await?;
    let unread = |known: &&Notification| known.read_at.is_none() && is_shown(known, session);
    Ok(newest.iter().filter(unread).count() as u64)
}

/// Whether a session shows it: one that rests on the word of an organisation's provider shows what happened
/// there, and nothing of the person's other organisations. What becomes of apps that they follow is public.
fn is_shown(notification: &Notification, session: &Session) -> bool {
    notification.topic == Topic::Followed || session.vouches_for(notification.organisation)
}

/// What stands below a mail about one thing.
fn footer(topic: Topic, locale: Locale) -> &'static str {
    match topic {
        Topic::Security => texts::texts(locale).footer_security,
        Topic::Members | Topic::Organisation | Topic::Listings | Topic::Followed => {
            texts::texts(locale).footer
        }
    }
}

async fn list(services: Services, call: Call<ListNotifications>) -> Outcome<ListNotifications> {
    let session = session_of(&call)?;
    let person = session.person;
    let after = call.query.cursor.as_ref().map(|cursor| cursor.0.as_str());
    let mut page = services.store.owned_by::<Notification>(&person.to_string(), after, PAGE + 1).await?;
    let more = page.len() > PAGE;
    page.truncate(PAGE);
    let next = page.last().filter(|_| more).map(|last| Cursor(last.key()));
    page.retain(|notification| is_shown(notification, session));
    let notifications = views(&services, person, page).await?;
    Ok(Answer::Value(Inbox { notifications, next, unread: unread(&services, session).await? }))
}

/// Notifications in the words of their reader.
async fn views(
    services: &Services,
    reader: PersonId,
    page: Vec<Notification>,
) -> Result<Vec<NotificationView>, StoreError> {
    let names = Names::of(services, &page).await?;
    let reader = services.store.get::<Person>(reader.to_string()).await?;
    let locale = reader.as_ref().map(language_of).unwrap_or_default();
    let view = |notification: Notification| NotificationView {
        text: format!("{}.", sentence(&notification, &names, locale)),
        organisation: names.organisation(&notification).map(str::to_owned),
        id: notification.id,
        topic: notification.topic,
        kind: notification.kind,
        href: notification.href,
        at: notification.at,
        read: notification.read_at.is_some(),
    };
    Ok(page.into_iter().map(view).collect())
}

/// What a person was told of an organisation last, the newest first.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn latest(
    services: &Services,
    session: &Session,
    organisation: OrganisationId,
    most: usize,
) -> Result<Vec<NotificationView>, StoreError> {
    let person = session.person;
    let mut newest = services.store.owned_by::<Notification>(&person.to_string(), None, COUNTED).await?;
    // What is about the account itself belongs to no organisation.
    let is_of = |told: &Notification| told.organisation == organisation && !told.kind.starts_with("person.");
    newest.retain(|notification| is_of(notification) && is_shown(notification, session));
    newest.truncate(most);
    views(services, person, newest).await
}

async fn mark_read(services: Services, call: Call<MarkRead>) -> Outcome<MarkRead> {
    let session = session_of(&call)?;
    let person = session.person;
    let wanted = &call.body.notifications;
    let newest = services.store.owned_by::<Notification>(&person.to_string(), None, 1_000).await?;
    let now = services.clock.now();
    let mut unit = Unit::default();
    for notification in newest {
        let unread = notification.read_at.is_none() && is_shown(&notification, session);
        if unread && (wanted.is_empty() || wanted.contains(&notification.id)) {
            unit.put(&Notification { read_at: Some(now), ..notification });
        }
    }
    call.deed.keep(&mut unit, &Accepted {}, now)?;
    services.store.commit(unit).await?;
    Ok(Answer::Value(Accepted {}))
}

fn view(stored: Option<&Preferences>) -> PreferencesView {
    let mail = Topic::ALL.into_iter().map(|topic| (topic, mail_when(stored, topic))).collect();
    PreferencesView { version: stored.map_or(0, |stored| stored.version), mail }
}

async fn preferences(services: Services, call: Call<GetPreferences>) -> Outcome<GetPreferences> {
    let stored = services.store.get::<Preferences>(call.person()?.person.to_string()).await?;
    Ok(Answer::Value(view(stored.as_ref())))
}

async fn set_preferences(services: Services, call: Call<SetPreferences>) -> Outcome<SetPreferences> {
    let person = call.own()?.person;
    if call.body.mail.get(&Topic::Security).is_some_and(|when| *when != MailWhen::AtOnce) {
        let detail = "Mail about your account's security cannot be switched off: it is how you learn that \
                      somebody else is in it.";
        let errors = vec![FieldError::pointer("/mail/security", detail)];
        return Err(Problem { errors, ..Problem::new(ProblemKind::Unprocessable, detail) }.into());
    }
    let view = again!({
        let stored = services.store.get::<Preferences>(person.to_string()).await?;
        let mut mail: BTreeMap<Topic, MailWhen> =
            stored.as_ref().map(|stored| stored.mail.clone()).unwrap_or_default();
        mail.extend(call.body.mail.clone());
        let next = Preferences {
            person,
            version: stored.as_ref().map_or(1, |stored| stored.version + 1),
            mail,
            digest_at: stored.as_ref().and_then(|stored| stored.digest_at),
        };
        let mut unit = Unit::default();
        match &stored {
            None => unit.create(&next),
            Some(_) => unit.update(&next),
        }
        let view = view(Some(&next));
        call.deed.keep(&mut unit, &view, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(view)
    })?;
    Ok(Answer::Value(view))
}
