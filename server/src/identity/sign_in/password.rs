//! Signing in with a password, and getting a new one.

use shared::{
    identity::{
        api::{Accepted, ForgotPassword, ResetPassword, SignIn, SignInReply},
        email::Email,
        error::IdentityError,
        event::PersonEvent,
        model::{Person, Proofs},
        rules::{
            password::Password,
            token::{self, OneTimeToken, Purpose, Use},
        },
        secret::{Opens, Secret},
    },
    problem::ProblemKind,
    sign_on::error::SignOnError,
};
use store::Unit;

use super::{
    links::{facts, opened},
    sign_up::{proofs_of, send_link},
};
use crate::{
    Failure,
    again::again,
    api::{Answer, Api, Call, Outcome},
    identity::{sessions, strikes},
    mail::{self, letters::Letter},
    services::Services,
    sign_on,
};

pub(super) fn mount(api: &mut Api) {
    api.mount::<SignIn, _, _>(sign_in);
    api.mount::<ForgotPassword, _, _>(forgot);
    api.mount::<ResetPassword, _, _>(reset);
}

/// Every refusal takes the same work and says the same, whether the address is known, the password is
/// wrong, or there were too many attempts.
async fn sign_in(services: Services, call: Call<SignIn>) -> Outcome<SignIn> {
    let visitor = &call.visitor;
    let email: Option<Email> = call.body.email.parse().ok();
    let account = email.as_ref().map_or_else(|| call.body.email.trim().to_lowercase(), Email::key);
    let account: String = account.chars().take(254).collect();
    let person = match &email {
        Some(email) => services.store.find::<Person>(&email.key()).await?,
        None => None,
    };
    let proofs = match &person {
        Some(person) => Some(proofs_of(&services, person.id).await?),
        None => None,
    };
    let id = person.as_ref().map(|person| person.id);
    let password = Password::entered(&call.body.password);
    let hash = proofs.as_ref().and_then(|proofs| proofs.password.as_deref());
    let right = services.identity.hasher.is_right(password.as_ref(), hash).await?;
    // After the work, which takes turns: a burst of guesses is judged one by one.
    let held_up = strikes::held_up(&services, visitor, &account, id).await?;
    let (Some(person), Some(proofs), true) = (person, proofs, right && !held_up) else {
        if !held_up {
            strikes::failed(&services, visitor, &account, id).await?;
        }
        return Err(IdentityError::SignInRefused.into());
    };
    strikes::succeeded(&services, visitor, &account, id).await?;
    if sign_on::is_required(&services, &person.email).await? {
        return Err(SignOnError::Required.into());
    }
    if person.verified_at.is_none() {
        mail::not_too_often(&services, visitor, &person.email).await?;
        let mut unit = Unit::default();
        send_link(&services, &person, &proofs, &mut unit);
        services.store.commit(unit).await?;
        return Err(Failure::new(
            ProblemKind::Forbidden,
            "Your address is not confirmed yet. Open the link in the mail that is on its way to you.",
        ));
    }
    let mut unit = Unit::default();
    if proofs.totp.as_ref().is_some_and(|totp| totp.confirmed_at.is_some()) {
        let secret = Secret::draw(&*services.random);
        let (now, policy) = (services.clock.now(), &services.identity.policy.token);
        unit.create(&token::issue(person.id, Purpose::SecondFactor, proofs.version, &secret, now, policy));
        let recovery_left = u8::try_from(proofs.recovery.left()).unwrap_or(u8::MAX);
        let reply = SignInReply::SecondFactor { step: secret.encode(), recovery_left };
        call.deed.keep(&mut unit, &reply, now)?;
        services.store.commit(unit).await?;
        return Ok(Answer::Value(reply));
    }
    let begun = sessions::begin_again(&services, visitor, &person, &mut unit).await?;
    let reply = SignInReply::SignedIn { me: Box::default() };
    call.deed.keep_around_me(&mut unit, &reply, &begun, services.clock.now())?;
    services.store.commit(unit).await?;
    let me = Box::new(sessions::me(&services, &begun.session).await?);
    Ok(Answer::WithCookies(SignInReply::SignedIn { me }, begun.cookies(&services, visitor)))
}

async fn forgot(services: Services, call: Call<ForgotPassword>) -> Outcome<ForgotPassword> {
    let email = &call.body.email;
    mail::not_too_often(&services, &call.visitor, email).await?;
    let mut unit = Unit::default();
    match services.store.find::<Person>(&email.key()).await? {
        Some(person) => {
            let proofs = proofs_of(&services, person.id).await?;
            let secret = Secret::draw(&*services.random);
            let (now, policy) = (services.clock.now(), &services.identity.policy.token);
            let token = token::issue(person.id, Purpose::ResetPassword, proofs.version, &secret, now, policy);
            unit.create(&token);
            let link = format!("/reset#{}", secret.encode());
            unit.create(&Letter::ResetPassword { link }.to(&services, &person.email, &person.locale));
        }
        None => {
            let locale = "en".parse().map_err(anyhow::Error::new)?;
            unit.create(&Letter::NobodyHere.to(&services, email, &locale));
        }
    }
    call.deed.keep(&mut unit, &Accepted {}, services.clock.now())?;
    services.store.commit(unit).await?;
    Ok(Answer::Value(Accepted {}))
}

async fn reset(services: Services, call: Call<ResetPassword>) -> Outcome<ResetPassword> {
    let secret = Secret::parse(&call.body.token).ok_or(IdentityError::LinkUnknown)?;
    again!({
        let now = services.clock.now();
        let (token, person, proofs) = opened(&services, &secret).await?;
        let used: OneTimeToken =
            token::redeem(&token, &secret, Use::ResetPassword, facts(&person, &proofs, now))?;
        debug_assert_eq!(used.hash, secret.hash(Opens::Token));
        let policy = &services.identity.policy.password;
        let password = Password::chosen(&call.body.password, &person.email, &person.name, policy)?;
        let hash = services.identity.hasher.hash(&password).await?;
        let mut unit = Unit::default();
        unit.update(&used);
        unit.update(&Proofs { version: proofs.version + 1, password: Some(hash), ..proofs });
        if person.verified_at.is_none() {
            // The mail arrived: the address is theirs.
            unit.update(&Person { version: person.version + 1, verified_at: Some(now), ..person.clone() });
        }
        sessions::end_all(&services, person.id, None, &mut unit).await?;
        sessions::note(&services, &call.visitor, person.id, &PersonEvent::PasswordReset, &mut unit);
        unit.create(&Letter::PasswordChanged.to(&services, &person.email, &person.locale));
        call.deed.keep(&mut unit, &Accepted {}, now)?;
        services.store.commit(unit).await?;
        Ok(())
    })?;
    Ok(Answer::WithCookies(Accepted {}, services.identity.cookies.sign_out()))
}
