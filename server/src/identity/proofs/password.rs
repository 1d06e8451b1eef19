//! Choosing a password, or doing without.

use shared::identity::{
    api::{RemovePassword, SetPassword},
    event::PersonEvent,
    rules::{
        password::Password,
        proofs::{self, Removal},
        session::Rotation,
    },
};
use store::Unit;

use super::{current, signs_on, stored, view, write};
use crate::{
    again::again,
    api::{Answer, Api, Call, Outcome},
    identity::{
        account::{person_of, session_of},
        sessions,
    },
    mail::letters::Letter,
    services::Services,
};

pub(super) fn mount(api: &mut Api) {
    api.mount::<SetPassword, _, _>(set);
    api.mount::<RemovePassword, _, _>(remove);
}

async fn set(services: Services, call: Call<SetPassword>) -> Outcome<SetPassword> {
    let session = session_of(&call)?;
    let person = person_of(&services, session.person).await?;
    let policy = &services.identity.policy.password;
    let password = Password::chosen(&call.body.password, &person.email, &person.name, policy)?;
    let hash = services.identity.hasher.hash(&password).await?;
    let signs_on = signs_on(&services, person.id).await?;
    let (view, begun) = again!({
        let before = stored(&services, person.id).await?;
        let after = proofs::with_password(&before, &hash);
        let view = view(&after, signs_on);
        let session = current(&services, session).await?;
        let mut unit = Unit::default();
        write(&mut unit, &before, &after);
        sessions::end_all(&services, person.id, Some(session.id), &mut unit).await?;
        let begun = sessions::rotate(&services, &session, Rotation::Privileges, &mut unit);
        unit.create(&Letter::PasswordChanged.to(&services, &person.email, &person.locale));
        sessions::note(&services, &call.visitor, person.id, &PersonEvent::PasswordChanged, &mut unit);
        call.deed.keep_begun(&mut unit, &view, &begun, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok((view, begun))
    })?;
    Ok(Answer::WithCookies(view, begun.cookies(&services, &call.visitor)))
}

async fn remove(services: Services, call: Call<RemovePassword>) -> Outcome<RemovePassword> {
    let person = session_of(&call)?.person;
    let signs_on = signs_on(&services, person).await?;
    let view = again!({
        let before = stored(&services, person).await?;
        let after = proofs::without(&before, Removal::Password, signs_on)?;
        let view = view(&after, signs_on);
        let mut unit = Unit::default();
        write(&mut unit, &before, &after);
        sessions::note(&services, &call.visitor, person, &PersonEvent::PasswordRemoved, &mut unit);
        call.deed.keep(&mut unit, &view, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(view)
    })?;
    Ok(Answer::Value(view))
}
