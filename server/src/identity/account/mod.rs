//! A person's own account: profile, sessions, data.

mod data;
#[cfg(test)]
mod repeated;

use shared::{
    identity::{
        api::{
            Accepted, AskToChangeMail, EditProfile, EndOtherSessions, EndSession, ListSessions, SessionView,
            Sessions, SwitchOrganisation,
        },
        email::Email,
        event::PersonEvent,
        model::{Person, Proofs, Session},
        rules::{
            access::Verdict,
            session::{Rotation, ends_at},
            token::{self, Purpose},
        },
        secret::Secret,
    },
    ids::{PersonId, SessionId},
    organisations::model::{Organisation, Roster},
    problem::{FieldError, Problem, ProblemKind},
};
use store::Unit;

use super::sessions;
use crate::{
    Failure,
    again::again,
    api::{Answer, Api, Call, Outcome},
    mail::{self, letters::Letter},
    services::Services,
};

/// Most sessions of a person that are listed.
const MOST_SESSIONS: usize = 1000;

/// Mounts the endpoints.
pub(super) fn mount(api: &mut Api) {
    api.mount::<EditProfile, _, _>(edit);
    api.mount::<SwitchOrganisation, _, _>(switch);
    api.mount::<AskToChangeMail, _, _>(ask_to_change_mail);
    api.mount::<ListSessions, _, _>(list);
    api.mount::<EndSession, _, _>(end);
    api.mount::<EndOtherSessions, _, _>(end_others);
    data::mount(api);
}

/// The session of the caller; every person who is signed in has one.
pub(crate) fn session_of<E: shared::endpoint::Endpoint>(call: &Call<E>) -> Result<&Session, Failure> {
    call.visitor.session.as_deref().ok_or_else(|| Verdict::SignIn.into())
}

/// The caller, as stored.
pub(super) async fn person_of(services: &Services, id: PersonId) -> Result<Person, Failure> {
    let person = services.store.get::<Person>(id.to_string()).await?;
    person.ok_or_else(|| Verdict::SignIn.into())
}

async fn edit(services: Services, call: Call<EditProfile>) -> Outcome<EditProfile> {
    call.own()?;
    let session = session_of(&call)?;
    let person = person_of(&services, session.person).await?;
    let mut me = sessions::me(&services, session).await?;
    call.on_version(person.version, &me.person)?;
    let name = call.body.name.clone().unwrap_or_else(|| person.name.clone());
    let locale = call.body.locale.clone().unwrap_or_else(|| person.locale.clone());
    if name == person.name && locale == person.locale {
        return Ok(Answer::Value(me));
    }
    let next = Person { version: person.version + 1, name, locale, ..person };
    if let Some(mine) = &mut me.person {
        (mine.version, mine.name, mine.locale) = (next.version, next.name.clone(), next.locale.clone());
    }
    let mut unit = Unit::default();
    unit.update(&next);
    sessions::note(&services, &call.visitor, next.id, &PersonEvent::ProfileEdited, &mut unit);
    call.deed.keep(&mut unit, &me, services.clock.now())?;
    match services.store.commit(unit).await {
        Err(store::StoreError::VersionConflict { .. }) => {
            let now = person_of(&services, session.person).await?;
            Err(crate::api::stale(
                &serde_json::json!({ "version": now.version, "name": now.name, "locale": now.locale }),
            ))
        }
        outcome => {
            outcome?;
            Ok(Answer::Value(me))
        }
    }
}

async fn switch(services: Services, call: Call<SwitchOrganisation>) -> Outcome<SwitchOrganisation> {
    let session = session_of(&call)?;
    let wanted = call.body.organisation;
    call.enters(Some(wanted))?;
    let roster = services.store.get::<Roster>(wanted.to_string()).await?;
    if roster.and_then(|roster| roster.standing(session.person)).is_none() {
        return Err(Verdict::Hidden.into());
    }
    let begun = again!({
        let stored = services.store.get::<Session>(session.id.to_string()).await?;
        let stored = stored.ok_or_else(|| Failure::from(Verdict::SignIn))?;
        let mut unit = Unit::default();
        let begun = sessions::rotate(&services, &stored, Rotation::Switched(Some(wanted)), &mut unit);
        call.deed.keep_me(&mut unit, &begun, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(begun)
    })?;
    let me = sessions::me(&services, &begun.session).await?;
    Ok(Answer::WithCookies(me, begun.cookies(&services, &call.visitor)))
}

async fn ask_to_change_mail(services: Services, call: Call<AskToChangeMail>) -> Outcome<AskToChangeMail> {
    let person = person_of(&services, call.person()?.person).await?;
    let email: &Email = &call.body.email;
    if email.same_mailbox(&person.email) {
        let detail = "This is your address already.";
        let errors = vec![FieldError::pointer("/email", detail)];
        return Err(Problem { errors, ..Problem::new(ProblemKind::Unprocessable, detail) }.into());
    }
    mail::not_too_often(&services, &call.visitor, email).await?;
    let mut unit = Unit::default();
    // Whether the address has an account is told to nobody but who reads its mail.
    if services.store.find::<Person>(&email.key()).await?.is_some() {
        unit.create(&Letter::AlreadyThere.to(&services, email, &person.locale));
    } else {
        let proofs = services.store.get::<Proofs>(person.id.to_string()).await?;
        let version = proofs.map_or(0, |proofs| proofs.version);
        let secret = Secret::draw(&*services.random);
        let purpose = Purpose::ChangeMail { email: email.clone() };
        let (now, policy) = (services.clock.now(), &services.identity.policy.token);
        unit.create(&token::issue(person.id, purpose, version, &secret, now, policy));
        let link = format!("/mail-change#{}", secret.encode());
        unit.create(&Letter::ChangeMail { link }.to(&services, email, &person.locale));
    }
    call.deed.keep(&mut unit, &Accepted {}, services.clock.now())?;
    services.store.commit(unit).await?;
    Ok(Answer::Value(Accepted {}))
}

/// Whether a session of the same person is shown to another: what a provider vouches for sees others of its
/// kind.
fn is_shown(session: &Session, to: &Session) -> bool {
    to.through.is_none() || session.through == to.through
}

async fn sessions_of(
    services: &Services,
    this: &Session,
    without: &[SessionId],
) -> Result<Sessions, Failure> {
    let policy = &services.identity.policy.session;
    let now = services.clock.now();
    let mut all = services.store.owned_by::<Session>(&this.person.to_string(), None, MOST_SESSIONS).await?;
    let shown = |session: &Session| {
        ends_at(session, policy) > now && !without.contains(&session.id) && is_shown(session, this)
    };
    all.retain(shown);
    all.sort_by_key(|session| std::cmp::Reverse(session.used_at));
    let organisations = all.iter().filter_map(|session| session.organisation).map(|id| id.to_string());
    let names = services.store.get_all::<Organisation>(organisations.collect()).await?;
    let name = |id| names.iter().find(|known| known.id == id).map(|known| known.name.to_string());
    let sessions = all.into_iter().map(|session| SessionView {
        id: session.id,
        this: session.id == this.id,
        client: session.client,
        ends_at: ends_at(&session, policy),
        device: session.device,
        address: session.address.map(|address| address.to_canonical().to_string()),
        organisation: session.organisation.and_then(name),
        started_at: session.started_at,
        used_at: session.used_at,
    });
    Ok(Sessions { sessions: sessions.collect() })
}

async fn list(services: Services, call: Call<ListSessions>) -> Outcome<ListSessions> {
    let session = session_of(&call)?;
    Ok(Answer::Value(sessions_of(&services, session, &[]).await?))
}

async fn end(services: Services, call: Call<EndSession>) -> Outcome<EndSession> {
    let session = session_of(&call)?;
    let ended = call.path.session;
    let stored = services.store.get::<Session>(ended.to_string()).await?;
    let own = |stored: &Session| stored.person == session.person && is_shown(stored, session);
    if !stored.as_ref().is_some_and(own) {
        return Err(Failure::new(
            ProblemKind::NotFound,
            "No such session of yours is there; it may have ended already. Reload the page.",
        ));
    }
    let left = sessions_of(&services, session, &[ended]).await?;
    let mut unit = Unit::default();
    unit.remove::<Session>(ended.to_string());
    let event = PersonEvent::SignedOut { session: ended };
    sessions::note(&services, &call.visitor, session.person, &event, &mut unit);
    call.deed.keep(&mut unit, &left, services.clock.now())?;
    services.store.commit(unit).await?;
    let cookies = if ended == session.id { services.identity.cookies.sign_out() } else { Vec::new() };
    Ok(Answer::WithCookies(left, cookies))
}

async fn end_others(services: Services, call: Call<EndOtherSessions>) -> Outcome<EndOtherSessions> {
    call.own()?;
    let session = session_of(&call)?;
    let mut unit = Unit::default();
    sessions::end_all(&services, session.person, Some(session.id), &mut unit).await?;
    let all = sessions_of(&services, session, &[]).await?;
    let left = Sessions { sessions: all.sessions.into_iter().filter(|session| session.this).collect() };
    sessions::note(&services, &call.visitor, session.person, &PersonEvent::SignedOutEverywhere, &mut unit);
    call.deed.keep(&mut unit, &left, services.clock.now())?;
    services.store.commit(unit).await?;
    Ok(Answer::Value(left))
}
