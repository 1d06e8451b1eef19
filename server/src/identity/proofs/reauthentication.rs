//! Proving once more who is signed in, for what an open session alone must not be enough.

use serde_json::Value;
use shared::identity::{
    api::{Me, Proof, Reauthenticate, ReauthenticationAsked, ReauthenticationStarted, StartReauthentication},
    error::IdentityError,
    model::Session,
    rules::{
        ceremony::{self, Ceremony, Purpose, Typed},
        password::Password,
        proofs,
        session::Rotation,
    },
};
use store::Unit;

use super::{
    current,
    passkeys::{after_signing, waited, waiting},
    relying_party, stored, write,
};
use crate::{
    Failure,
    again::again,
    api::{Answer, Api, Call, Outcome},
    identity::{
        account::{person_of, session_of},
        sessions::{self, Begun},
        strikes,
    },
    mail::{self, letters::Letter},
    services::Services,
};

pub(super) fn mount(api: &mut Api) {
    api.mount::<StartReauthentication, _, _>(start);
    api.mount::<Reauthenticate, _, _>(prove);
}

async fn start(services: Services, call: Call<StartReauthentication>) -> Outcome<StartReauthentication> {
    let session = session_of(&call)?;
    match call.body {
        ReauthenticationAsked::Passkey => {
            let proofs = stored(&services, session.person).await?;
            if proofs.passkeys.is_empty() {
                return Err(IdentityError::NoSuchWay.into());
            }
            let challenge = relying_party::ask(&services, Some(&proofs.passkeys))?;
            let mut unit = Unit::default();
            let (person, session) = (session.person, session.id);
            let purpose = |state| Purpose::Reauthenticate { person, session, state };
            let asked = waiting(&services, challenge, purpose, &mut unit);
            let reply = ReauthenticationStarted::Passkey { ceremony: asked.ceremony, options: asked.options };
            call.deed.keep(&mut unit, &reply, services.clock.now())?;
            services.store.commit(unit).await?;
            Ok(Answer::Value(reply))
        }
        ReauthenticationAsked::Mail => {
            send_code(&services, &call, session).await?;
            Ok(Answer::Value(ReauthenticationStarted::Mail))
        }
    }
}

/// Mails six digits to who has nothing better.
async fn send_code(
    services: &Services,
    call: &Call<StartReauthentication>,
    session: &Session,
) -> Result<(), Failure> {
    let person = person_of(services, session.person).await?;
    let proofs = stored(services, person.id).await?;
    if proofs.password.is_some() || !proofs.passkeys.is_empty() {
        return Err(IdentityError::StrongerProofThere.into());
    }
    mail::not_too_often_to_oneself(services, person.id).await?;
    again!({
        let (now, policy) = (services.clock.now(), &services.identity.policy.token);
        let before = services.store.get::<Ceremony>(ceremony::mail_code_id(person.id)).await?;
        let drawn =
            ceremony::draw_mail_code(before.as_ref(), person.id, session.id, &*services.random, now, policy);
        // One is on its way.
        let Some((code, kept)) = drawn else { return Ok(()) };
        let mut unit = Unit::default();
        match before {
            None => unit.create(&kept),
            Some(_) => unit.update(&kept),
        }
        unit.create(&Letter::Code { code: &code }.to(services, &person.email, &person.locale));
        call.deed.keep(&mut unit, &ReauthenticationStarted::Mail, now)?;
        services.store.commit(unit).await?;
        Ok(())
    })
}

async fn prove(services: Services, call: Call<Reauthenticate>) -> Outcome<Reauthenticate> {
    let session = session_of(&call)?;
    let (me, begun) = match &call.body {
        Proof::Password { password, code } => {
            with_password(&services, &call, session, password, code.as_deref()).await?
        }
        Proof::Passkey { ceremony, credential } => {
            with_passkey(&services, &call, session, ceremony, credential).await?
        }
        Proof::Code { code } => with_code(&services, &call, session, code).await?,
    };
    Ok(Answer::WithCookies(me, begun.cookies(&services, &call.visitor)))
}

/// Writes what the proof changed, and with it that the session has been proved now.
async fn proved(
    services: &Services,
    call: &Call<Reauthenticate>,
    session: &Session,
    mut unit: Unit,
) -> Result<(Me, Begun), Failure> {
    let session = current(services, session).await?;
    let begun = sessions::rotate(services, &session, Rotation::Authenticated, &mut unit);
    let me = sessions::me(services, &begun.session).await?;
    call.deed.keep_begun(&mut unit, &me, &begun, services.clock.now())?;
    services.store.commit(unit).await?;
    Ok((me, begun))
}

/// As slow, and as slowed down, as signing in is: guesses here count there.
async fn with_password(
    services: &Services,
    call: &Call<Reauthenticate>,
    session: &Session,
    password: &str,
    code: Option<&str>,
) -> Result<(Me, Begun), Failure> {
    let person = person_of(services, session.person).await?;
    let (account, known) = (person.email.key(), Some(person.id));
    let proofs = stored(services, person.id).await?;
    let password = Password::entered(password);
    let right = services.identity.hasher.is_right(password.as_ref(), proofs.password.as_deref()).await?;
    if strikes::held_up(services, &call.visitor, &account, known).await? {
        return Err(IdentityError::PasswordRefused.into());
    }
    if !right {
        strikes::failed(services, &call.visitor, &account, known).await?;
        return Err(IdentityError::PasswordRefused.into());
    }
    // For whom only a provider vouches, this is signing in.
    let two_factors =
        session.through.is_some() && proofs.totp.as_ref().is_some_and(|totp| totp.confirmed_at.is_some());
    let done = again!({
        let mut unit = Unit::default();
        if two_factors {
            with_second_factor(services, call, session, code, &mut unit).await?;
        }
        proved(services, call, session, unit).await
    })?;
    strikes::succeeded(services, &call.visitor, &account, known).await?;
    if two_factors {
        strikes::succeeded(services, &call.visitor, &strikes::second_factor_of(person.id), known).await?;
    }
    Ok(done)
}

/// Wrong codes count as they do at signing in.
async fn with_second_factor(
    services: &Services,
    call: &Call<Reauthenticate>,
    session: &Session,
    code: Option<&str>,
    unit: &mut Unit,
) -> Result<(), Failure> {
    let code = code.filter(|code| !code.trim().is_empty()).ok_or(IdentityError::SecondFactorMissing)?;
    let (account, known) = (strikes::second_factor_of(session.person), Some(session.person));
    if strikes::held_up(services, &call.visitor, &account, known).await? {
        return Err(IdentityError::SecondFactorRefused.into());
    }
    let before = stored(services, session.person).await?;
    match proofs::second_factor(&before, code, services.clock.now()) {
        Ok((after, _)) => {
            write(unit, &before, &after);
            Ok(())
        }
        Err(error) => {
            strikes::failed(services, &call.visitor, &account, known).await?;
            Err(error.into())
        }
    }
}

async fn with_passkey(
    services: &Services,
    call: &Call<Reauthenticate>,
    session: &Session,
    secret: &str,
    credential: &Value,
) -> Result<(Me, Begun), Failure> {
    let claimed = relying_party::claimed(credential, Some(session.person))?;
    again!({
        let (purpose, used) = waited(services, secret).await?;
        let Purpose::Reauthenticate { person, session: asked, state } = purpose else {
            return Err(IdentityError::CeremonyOver.into());
        };
        if (person, asked) != (session.person, session.id) {
            return Err(IdentityError::CeremonyOver.into());
        }
        let before = stored(services, session.person).await?;
        let after = after_signing(services, &before, &claimed, state, credential)?;
        let mut unit = Unit::default();
        unit.update(&used);
        write(&mut unit, &before, &after);
        proved(services, call, session, unit).await
    })
}

async fn with_code(
    services: &Services,
    call: &Call<Reauthenticate>,
    session: &Session,
    code: &str,
) -> Result<(Me, Begun), Failure> {
    let (account, known) = (ceremony::mail_code_id(session.person), Some(session.person));
    let done = again!({
        if strikes::held_up(services, &call.visitor, &account, known).await? {
            return Err(IdentityError::MailCodeRefused.into());
        }
        let waiting = services.store.get::<Ceremony>(account.clone()).await?;
        let waiting = waiting.ok_or(IdentityError::MailCodeRefused)?;
        let mut unit = Unit::default();
        match ceremony::type_mail_code(&waiting, session.id, code, services.clock.now())? {
            Typed::Right(used) => {
                unit.update(&used);
                proved(services, call, session, unit).await
            }
            Typed::Wrong(missed) => {
                unit.update(&missed);
                services.store.commit(unit).await?;
                strikes::failed(services, &call.visitor, &account, known).await?;
                Err(IdentityError::MailCodeRefused.into())
            }
        }
    })?;
    strikes::succeeded(services, &call.visitor, &account, known).await?;
    Ok(done)
}
