//! Signing up, in and out, and the links that go by mail.

mod demo;
mod links;
mod password;
mod sign_up;
#[cfg(test)]
mod tests;

use shared::{
    identity::{
        api::{Accepted, GetMe, Me, MyOrganisation, SignOut},
        event::PersonEvent,
        model::Session,
        rules::access::Caller,
    },
    organisations::{api::RoleName, model::Organisation},
};
use store::Unit;

use super::sessions;
use crate::{
    api::{Answer, Api, Call, Outcome},
    services::Services,
};

/// Mounts the endpoints.
pub(super) fn mount(api: &mut Api) {
    api.mount::<GetMe, _, _>(get_me);
    api.mount::<SignOut, _, _>(sign_out);
    sign_up::mount(api);
    password::mount(api);
    links::mount(api);
    demo::mount(api);
}

async fn get_me(services: Services, call: Call<GetMe>) -> Outcome<GetMe> {
    if let Some(session) = &call.visitor.session {
        return Ok(Answer::Value(sessions::me(&services, session).await?));
    }
    if let Caller::Key { seat, .. } = &call.visitor.caller {
        let organisation = services.store.get::<Organisation>(seat.organisation.to_string()).await?;
        let organisation = organisation.map(|organisation| MyOrganisation {
            id: organisation.id,
            kind: organisation.kind,
            name: organisation.name.to_string(),
            slug: organisation.slug.to_string(),
            role: RoleName { role: "key".to_owned(), name: None },
        });
        return Ok(Answer::Value(Me { organisation, permissions: seat.permissions, ..Me::default() }));
    }
    // A browser whose session has ended stops sending it.
    let cookies = match call.visitor.refused {
        Some(_) => services.identity.cookies.sign_out(),
        None => Vec::new(),
    };
    Ok(Answer::WithCookies(Me::default(), cookies))
}

async fn sign_out(services: Services, call: Call<SignOut>) -> Outcome<SignOut> {
    if let Some(session) = &call.visitor.session {
        let mut unit = Unit::default();
        unit.remove::<Session>(session.id.to_string());
        let event = PersonEvent::SignedOut { session: session.id };
        sessions::note(&services, &call.visitor, session.person, &event, &mut unit);
        call.deed.keep(&mut unit, &Accepted {}, services.clock.now())?;
        services.store.commit(unit).await?;
    }
    Ok(Answer::WithCookies(Accepted {}, services.identity.cookies.sign_out()))
}
