//! Links that prove a mail address.

use chrono::{DateTime, Utc};
use shared::{
    identity::{
        api::{Accepted, ChangeMail, SignInReply, VerifyMail},
        error::IdentityError,
        event::PersonEvent,
        model::{Person, Proofs},
        rules::token::{self, Facts, OneTimeToken, Purpose, Use},
        secret::{Opens, Secret},
    },
    sign_on::error::SignOnError,
};
use store::Unit;

use super::sign_up::proofs_of;
use crate::{
    Failure,
    again::again,
    api::{Answer, Api, Call, Outcome},
    identity::{devices, sessions},
    mail::letters::Letter,
    services::Services,
    sign_on,
};

pub(super) fn mount(api: &mut Api) {
    api.mount::<VerifyMail, _, _>(verify);
    api.mount::<ChangeMail, _, _>(change);
}

/// The token of a link, its person and their proofs.
pub(super) async fn opened(
    services: &Services,
    secret: &Secret,
) -> Result<(OneTimeToken, Person, Proofs), Failure> {
    let unknown = || Failure::from(IdentityError::LinkUnknown);
    let hash = secret.hash(Opens::Token).to_string();
    let token = services.store.get::<OneTimeToken>(hash).await?.ok_or_else(unknown)?;
    let person = services.store.get::<Person>(token.person.to_string()).await?.ok_or_else(unknown)?;
    let proofs = proofs_of(services, person.id).await?;
    Ok((token, person, proofs))
}

pub(super) const fn facts<'p>(person: &'p Person, proofs: &Proofs, now: DateTime<Utc>) -> Facts<'p> {
    Facts { now, proofs_version: proofs.version, email: &person.email }
}

async fn verify(services: Services, call: Call<VerifyMail>) -> Outcome<VerifyMail> {
    let secret = Secret::parse(&call.body.token).ok_or(IdentityError::LinkUnknown)?;
    let begun = again!({
        let now = services.clock.now();
        let (token, person, proofs) = opened(&services, &secret).await?;
        let used = token::redeem(&token, &secret, Use::VerifyMail, facts(&person, &proofs, now))?;
        // A link begins an account. It is no way into one that has begun: that asks for every proof.
        if person.verified_at.is_some() {
            return Err(IdentityError::LinkUsed.into());
        }
        if sign_on::is_required(&services, &person.email).await? {
            return Err(SignOnError::Required.into());
        }
        let mut unit = Unit::default();
        unit.update(&used);
        unit.update(&Person { version: person.version + 1, verified_at: Some(now), ..person.clone() });
        // Whoever signed up under somebody else's address waits in vain: their password ends here.
        if !devices::knows(&services, &call.visitor, person.id) {
            unit.update(&Proofs { version: proofs.version + 1, password: None, ..proofs });
        }
        sessions::note(&services, &call.visitor, person.id, &PersonEvent::MailVerified, &mut unit);
        let begun = sessions::begin(&services, &call.visitor, person.id, &mut unit).await?;
        let reply = SignInReply::SignedIn { me: Box::default() };
        call.deed.keep_around_me(&mut unit, &reply, &begun, now)?;
        services.store.commit(unit).await?;
        Ok(begun)
    })?;
    let me = Box::new(sessions::me(&services, &begun.session).await?);
    Ok(Answer::WithCookies(SignInReply::SignedIn { me }, begun.cookies(&services, &call.visitor)))
}

async fn change(services: Services, call: Call<ChangeMail>) -> Outcome<ChangeMail> {
    let secret = Secret::parse(&call.body.token).ok_or(IdentityError::LinkUnknown)?;
    again!({
        let now = services.clock.now();
        let (token, person, proofs) = opened(&services, &secret).await?;
        let used = token::redeem(&token, &secret, Use::ChangeMail, facts(&person, &proofs, now))?;
        let Purpose::ChangeMail { email } = used.purpose.clone() else {
            return Err(IdentityError::LinkUnknown.into());
        };
        let holder = services.store.find::<Person>(&email.key()).await?;
        if holder.is_some_and(|holder| holder.id != person.id) {
            return Err(IdentityError::LinkSuperseded.into());
        }
        let mut unit = Unit::default();
        unit.update(&used);
        // Links to the old address stop working.
        unit.update(&Proofs { version: proofs.version + 1, ..proofs });
        unit.create(&Letter::MailChanged { to: &email }.to(&services, &person.email, &person.locale));
        sessions::note(&services, &call.visitor, person.id, &PersonEvent::MailChanged, &mut unit);
        unit.update(&Person { version: person.version + 1, verified_at: Some(now), email, ..person });
        call.deed.keep(&mut unit, &Accepted {}, now)?;
        services.store.commit(unit).await?;
        Ok(())
    })?;
    Ok(Answer::Value(Accepted {}))
}
