//! The desktop app signs in: a code with PKCE, then refresh tokens that change at each use.

#[cfg(test)]
mod tests;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use shared::{
    endpoint::encode_component,
    event::Actor,
    identity::{
        api::{
            Accepted, AuthoriseDesktop, DesktopGrant, DesktopRedirect, DesktopTokens, ExchangeDesktopCode,
            RevokeDesktop,
        },
        error::IdentityError,
        event::PersonEvent,
        model::{ClientKind, Origin, Person, Session},
        rules::{
            ceremony::{self, Ceremony, DesktopCode, Purpose},
            desktop::{self, Device, RefreshToken},
            session::{self, Rotation, SignIn},
        },
        secret::{Opens, Secret},
    },
    ids::{DeviceId, PersonId, SessionId},
};
use store::Unit;

use super::{account::session_of, cookies::SessionToken, sessions, visitor::Visitor};
use crate::{
    Failure,
    again::again,
    api::{Answer, Api, Call, Outcome},
    mail::letters::Letter,
    services::Services,
};

/// Mounts the endpoints.
pub(super) fn mount(api: &mut Api) {
    api.mount::<AuthoriseDesktop, _, _>(authorise);
    api.mount::<ExchangeDesktopCode, _, _>(exchange);
    api.mount::<RevokeDesktop, _, _>(revoke);
}

async fn authorise(services: Services, call: Call<AuthoriseDesktop>) -> Outcome<AuthoriseDesktop> {
    let session = session_of(&call)?;
    let asked = &call.body;
    desktop::check(asked)?;
    let secret = Secret::draw(&*services.random);
    let (now, policy) = (services.clock.now(), &services.identity.policy.token);
    let code = DesktopCode {
        person: session.person,
        organisation: session.organisation,
        through: session.through,
        challenge: asked.challenge.clone(),
        redirect: asked.redirect.clone(),
        device: asked.device.clone(),
        proved_at: session.authenticated_at,
    };
    let mut unit = Unit::default();
    unit.create(&ceremony::begin(Purpose::DesktopCode(code), &secret, now, policy));
    let (code, state) = (secret.encode(), encode_component(&asked.state));
    let reply = DesktopRedirect { url: format!("{}?code={code}&state={state}", asked.redirect) };
    call.deed.keep(&mut unit, &reply, now)?;
    services.store.commit(unit).await?;
    Ok(Answer::Value(reply))
}

async fn exchange(services: Services, call: Call<ExchangeDesktopCode>) -> Outcome<ExchangeDesktopCode> {
    let tokens = match &call.body {
        DesktopGrant::Code { code, verifier, redirect } => {
            with_code(&services, &call, code, verifier, redirect).await?
        }
        DesktopGrant::Refresh { refresh } => with_refresh(&services, &call, refresh).await?,
    };
    Ok(Answer::Value(tokens))
}

/// The first tokens of an app.
async fn with_code(
    services: &Services,
    call: &Call<ExchangeDesktopCode>,
    code: &str,
    verifier: &str,
    redirect: &str,
) -> Result<DesktopTokens, Failure> {
    let refused = || Failure::from(IdentityError::DesktopCodeRefused);
    let code = Secret::parse(code).ok_or_else(refused)?.hash(Opens::DesktopCode).to_string();
    again!({
        let now = services.clock.now();
        let waiting = services.store.get::<Ceremony>(code.clone()).await?.ok_or_else(refused)?;
        let used = ceremony::redeem(&waiting, now).map_err(|_| refused())?;
        let Purpose::DesktopCode(asked) = waiting.purpose else { return Err(refused()) };
        if asked.redirect != redirect || !answers(verifier, &asked.challenge) {
            return Err(refused());
        }
        let person = services.store.get::<Person>(asked.person.to_string()).await?.ok_or_else(refused)?;
        let secret = Secret::draw(&*services.random);
        let sign_in = SignIn {
            id: SessionId::new(&*services.ids),
            person: person.id,
            organisation: asked.organisation,
            through: asked.through,
            client: ClientKind::Desktop,
            device: if asked.device.trim().is_empty() { call.visitor.device.clone() } else { asked.device },
            address: call.visitor.address,
        };
        let policy = &services.identity.policy.session;
        let session = session::start_in_app(sign_in, asked.proved_at, &secret, now, policy);
        let (device, refresh) =
            desktop::begin(DeviceId::new(&*services.ids), person.id, session.id, &*services.random, now);
        let mut unit = Unit::default();
        unit.update(&used);
        unit.create(&session);
        unit.create(&device);
        unit.create(&Letter::NewDevice { device: &session.device }.to(
            services,
            &person.email,
            &person.locale,
        ));
        let event = PersonEvent::SignedIn {
            session: session.id,
            client: session.client,
            new_device: Some(session.device.clone()),
        };
        note(services, &call.visitor, &session, &event, &mut unit);
        let token = SessionToken { session: session.id, secret };
        let tokens = tokens(services, &session, &token, &refresh).await?;
        call.deed.keep(&mut unit, &tokens, now)?;
        services.store.commit(unit).await?;
        Ok(tokens)
    })
}

/// Whether this is what the challenge was made of: `S256` (RFC 7636, 4.6).
fn answers(verifier: &str, challenge: &str) -> bool {
    let made = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
    // Both are public hashes by now: which byte differs tells nothing.
    (43..=128).contains(&verifier.len()) && made == challenge
}

/// The next tokens of an app. A token that was used before ends the app's session: its two holders cannot be
/// told apart.
async fn with_refresh(
    services: &Services,
    call: &Call<ExchangeDesktopCode>,
    refresh: &str,
) -> Result<DesktopTokens, Failure> {
    let token = RefreshToken::parse(refresh).ok_or(IdentityError::DesktopSignedOut)?;
    again!({
        let now = services.clock.now();
        let policy = &services.identity.policy.session;
        let device = services.store.find::<Device>(&token.family().to_string()).await?;
        let device = device.ok_or(IdentityError::DesktopSignedOut)?;
        let Some((next, refresh)) = desktop::refresh(&device, &token, &*services.random, now) else {
            end(services, &call.visitor, &device).await?;
            return Err(IdentityError::RefreshReused.into());
        };
        let session = services.store.get::<Session>(device.session.to_string()).await?;
        let holds = |session: &Session| session::check(session, now, policy).is_ok();
        let Some(session) = session.filter(holds) else {
            end(services, &call.visitor, &device).await?;
            return Err(IdentityError::DesktopSignedOut.into());
        };
        let mut unit = Unit::default();
        unit.update(&next);
        let why = Rotation::Refreshed { until: now + policy.access() };
        let begun = sessions::rotate(services, &session, why, &mut unit);
        let tokens = tokens(services, &begun.session, &begun.token, &refresh).await?;
        call.deed.keep(&mut unit, &tokens, now)?;
        services.store.commit(unit).await?;
        Ok(tokens)
    })
}

async fn tokens(
    services: &Services,
    session: &Session,
    token: &SessionToken,
    refresh: &RefreshToken,
) -> Result<DesktopTokens, Failure> {
    Ok(DesktopTokens {
        access: token.encode(),
        expires_at: session.bearer_until.unwrap_or(session.used_at),
        refresh: refresh.encode(),
        me: sessions::me(services, session).await?,
    })
}

async fn revoke(services: Services, call: Call<RevokeDesktop>) -> Outcome<RevokeDesktop> {
    // What is no token, or none of ours any more, is signed out already (RFC 7009, 2.2).
    if let Some(token) = RefreshToken::parse(&call.body.refresh)
        && let Some(device) = services.store.find::<Device>(&token.family().to_string()).await?
    {
        end(&services, &call.visitor, &device).await?;
    }
    Ok(Answer::Value(Accepted {}))
}

/// Ends an app and its session.
async fn end(services: &Services, visitor: &Visitor, device: &Device) -> Result<(), Failure> {
    let mut unit = Unit::default();
    unit.remove::<Device>(device.id.to_string());
    if let Some(session) = services.store.get::<Session>(device.session.to_string()).await? {
        unit.remove::<Session>(session.id.to_string());
        let event = PersonEvent::SignedOut { session: session.id };
        note(services, visitor, &session, &event, &mut unit);
    }
    services.store.commit(unit).await?;
    Ok(())
}

/// Puts an event into the trail of the organisation that the app acts in. It is the app that calls, whatever
/// its library says of itself.
fn note(services: &Services, visitor: &Visitor, session: &Session, event: &PersonEvent, unit: &mut Unit) {
    let person: PersonId = session.person;
    let from = Origin { client: ClientKind::Desktop, ..visitor.from.clone() };
    let actor = Actor::Person { id: person, from: Some(from) };
    let trail = session.organisation.unwrap_or_else(|| services.store.program());
    unit.event(event.at(trail, person, actor, services.clock.now()));
}
