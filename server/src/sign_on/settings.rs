//! Connecting an organisation's provider.

use std::sync::Arc;

use shared::{
    ids::OrganisationId,
    organisations::{error::Rejection, model::Roster, rules::roster},
    problem::{FieldError, Problem, ProblemKind},
    sign_on::{
        api::{ConnectSignOn, ConnectionView, DisconnectSignOn, GetSignOn, SignOnSettings, SignOnView},
        error::SignOnError,
        event::{CHANGED, CONNECTED, DISCONNECTED, connection_event},
        model::Connection,
        rules::{self, Wanted},
    },
};
use store::{StoreError, Unit};

use super::{ATTEMPTS, domains_of, lost, provider::Providers, redirect};
use crate::{
    Failure,
    api::{Answer, Api, Call, Outcome, stale},
    services::Services,
};

/// Longest client id and secret, in bytes.
const MAX_CLIENT_BYTES: usize = 1_000;

pub(super) fn mount(api: &mut Api, providers: &Arc<Providers>) {
    api.mount::<GetSignOn, _, _>(get);
    let shared = Arc::clone(providers);
    api.mount::<ConnectSignOn, _, _>(move |services, call| connect(services, Arc::clone(&shared), call));
    api.mount::<DisconnectSignOn, _, _>(disconnect);
}

async fn get(services: Services, call: Call<GetSignOn>) -> Outcome<GetSignOn> {
    let organisation = call.path.organisation;
    let connection = services.store.get::<Connection>(organisation.to_string()).await?;
    Ok(Answer::Value(view(&services, organisation, connection.as_ref()).await?))
}

async fn connect(
    services: Services,
    providers: Arc<Providers>,
    call: Call<ConnectSignOn>,
) -> Outcome<ConnectSignOn> {
    let organisation = call.path.organisation;
    let by = call.person()?.person;
    let (based_on, wanted) = (call.body.based_on, wanted(&call.body)?);
    let issuer = providers.issuer(&wanted.issuer)?;
    if domains_of(&services, organisation).await?.is_empty() {
        return Err(SignOnError::NoDomain.into());
    }
    // Before it is written: a connection with which nobody can sign in is none.
    providers.try_out(&issuer, services.clock.now()).await?;
    for _ in 0..ATTEMPTS {
        let now = services.clock.now();
        let before = services.store.get::<Connection>(organisation.to_string()).await?;
        if before.as_ref().map_or(0, |before| before.version) != based_on {
            return Err(stale(&view(&services, organisation, before.as_ref()).await?));
        }
        let roster = services.store.get::<Roster>(organisation.to_string()).await?;
        let roster = roster.ok_or(Rejection::NotAMember)?;
        if let Some(role) = wanted.join_as {
            roster::may_give(&roster, by, role).map_err(|rejection| at_role(&rejection))?;
        }
        let domains = domains_of(&services, organisation).await?;
        let next = rules::connect(before.as_ref(), organisation, wanted.clone(), &domains, now)?;
        let mut unit = Unit::default();
        let kind = match &before {
            None => {
                unit.create(&next);
                CONNECTED
            }
            Some(_) => {
                unit.update(&next);
                CHANGED
            }
        };
        if let Some(event) = connection_event(kind, before.as_ref(), Some(&next), call.visitor.actor(), now) {
            unit.event(event);
        }
        let reply = view(&services, organisation, Some(&next)).await?;
        call.deed.keep(&mut unit, &reply, now)?;
        match services.store.commit(unit).await {
            Ok(_) => return Ok(Answer::Value(reply)),
            Err(error) if lost(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(StoreError::Busy.into())
}

async fn disconnect(services: Services, call: Call<DisconnectSignOn>) -> Outcome<DisconnectSignOn> {
    let organisation = call.path.organisation;
    for _ in 0..ATTEMPTS {
        let now = services.clock.now();
        let before = services.store.get::<Connection>(organisation.to_string()).await?;
        let mut unit = Unit::default();
        if let Some(before) = &before {
            unit.take(before);
            let event = connection_event(DISCONNECTED, Some(before), None, call.visitor.actor(), now);
            event.into_iter().for_each(|event| unit.event(event));
        }
        let reply = view(&services, organisation, None).await?;
        call.deed.keep(&mut unit, &reply, now)?;
        match services.store.commit(unit).await {
            Ok(_) => return Ok(Answer::Value(reply)),
            Err(error) if lost(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(StoreError::Busy.into())
}

/// What the settings say, once each text is one that can stand in a request.
fn wanted(settings: &SignOnSettings) -> Result<Wanted, Failure> {
    let client_id = settings.client_id.trim().to_owned();
    let client_secret = settings.client_secret.as_deref().map(|secret| secret.trim().to_owned());
    let good =
        |text: &str| text.len() <= MAX_CLIENT_BYTES && text.bytes().all(|byte| (0x20..0x7f).contains(&byte));
    let mut errors = Vec::new();
    if client_id.is_empty() || !good(&client_id) {
        errors.push(FieldError::pointer(
            "/client_id",
            "The id under which your provider knows this program: 1 to 1,000 visible ASCII characters.",
        ));
    }
    if !client_secret.as_deref().is_none_or(good) {
        errors.push(FieldError::pointer(
            "/client_secret",
            "The secret as your provider shows it: at most 1,000 visible ASCII characters.",
        ));
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    Ok(Wanted {
        issuer: settings.issuer.trim().to_owned(),
        client_id,
        client_secret,
        join_as: settings.join_as,
        required: settings.required,
    })
}

/// A refusal of the role in which people come in.
fn at_role(rejection: &Rejection) -> Failure {
    let detail = rejection.to_string();
    let errors = vec![FieldError::pointer("/join_as", detail.clone())];
    Problem { errors, ..Problem::new(ProblemKind::of_status(rejection.status()), detail) }.into()
}

async fn view(
    services: &Services,
    organisation: OrganisationId,
    connection: Option<&Connection>,
) -> Result<SignOnView, StoreError> {
    let domains = domains_of(services, organisation).await?;
    Ok(SignOnView {
        connection: connection.map(|connection| ConnectionView {
            version: connection.version,
            issuer: connection.issuer.clone(),
            client_id: connection.client_id.clone(),
            has_secret: connection.client_secret.is_some(),
            join_as: connection.join_as.map(|role| role.to_string()),
            required: connection.required,
            changed_at: connection.changed_at,
            worked_at: connection.worked_at,
        }),
        redirect: redirect(services),
        domains: domains.iter().map(ToString::to_string).collect(),
    })
}
