//! A new account. What is answered says nothing about who has one: that goes by mail.

use shared::{
    identity::{
        api::{Accepted, NewAccount, SendLinkAgain, SignUp},
        event::PersonEvent,
        model::{Person, Proofs},
        rules::{
            password::Password,
            recovery::RecoveryCodes,
            token::{self, Purpose},
        },
        secret::Secret,
    },
    ids::PersonId,
};
use store::Unit;

use crate::{
    Failure,
    again::again,
    api::{Answer, Api, Call, Outcome},
    identity::devices,
    mail::{self, letters::Letter},
    services::Services,
};

pub(super) fn mount(api: &mut Api) {
    api.mount::<SignUp, _, _>(sign_up);
    api.mount::<SendLinkAgain, _, _>(send_again);
}

async fn sign_up(services: Services, call: Call<SignUp>) -> Outcome<SignUp> {
    let NewAccount { email, name, password, locale } = &call.body;
    let password = Password::chosen(password, email, name, &services.identity.policy.password)?;
    mail::not_too_often(&services, &call.visitor, email).await?;
    // Hashed whether it is needed or not: both ways take the same time.
    let hash = services.identity.hasher.hash(&password).await?;
    let cookies = again!({
        let now = services.clock.now();
        let mut unit = Unit::default();
        let known = services.store.find::<Person>(&email.key()).await?;
        let person = match known {
            None => {
                let person = Person {
                    id: PersonId::new(&*services.ids),
                    version: 1,
                    email: email.clone(),
                    verified_at: None,
                    name: name.clone(),
                    locale: locale.clone(),
                    since: now,
                };
                let proofs = Proofs {
                    person: person.id,
                    version: 1,
                    password: Some(hash.clone()),
                    passkeys: Vec::new(),
                    totp: None,
                    recovery: RecoveryCodes::default(),
                };
                unit.create(&person);
                unit.create(&proofs);
                let program = services.store.program();
                let actor = call.visitor.actor_as(person.id);
                unit.event(PersonEvent::SignedUp.at(program, person.id, actor, now));
                send_link(&services, &person, &proofs, &mut unit);
                person.id
            }
            // Not the second one's password: who follows the link from another browser than the one that
            // signed up first chooses a new one.
            Some(person) if person.verified_at.is_none() => {
                if let Some(proofs) = services.store.get::<Proofs>(person.id.to_string()).await? {
                    send_link(&services, &person, &proofs, &mut unit);
                }
                PersonId::new(&*services.ids)
            }
            Some(person) => {
                unit.create(&Letter::AlreadyThere.to(&services, &person.email, &person.locale));
                PersonId::new(&*services.ids)
            }
        };
        let cookies = vec![devices::remembered(&services, &call.visitor, person)];
        call.deed.keep_with_cookies(&mut unit, &Accepted {}, &cookies, now)?;
        services.store.commit(unit).await?;
        Ok(cookies)
    })?;
    Ok(Answer::WithCookies(Accepted {}, cookies))
}

/// The link once more. Whether the address has an account, and whether it was proved, is told to nobody but
/// who reads its mail: every way takes the same reads and one mail.
async fn send_again(services: Services, call: Call<SendLinkAgain>) -> Outcome<SendLinkAgain> {
    let email = &call.body.email;
    mail::not_too_often(&services, &call.visitor, email).await?;
    let person = services.store.find::<Person>(&email.key()).await?;
    let id = person.as_ref().map_or_else(|| PersonId::new(&*services.ids), |person| person.id);
    let proofs = services.store.get::<Proofs>(id.to_string()).await?;
    let mut unit = Unit::default();
    match (&person, &proofs) {
        (Some(person), Some(proofs)) if person.verified_at.is_none() => {
            send_link(&services, person, proofs, &mut unit);
        }
        (Some(person), _) => {
            unit.create(&Letter::AlreadyThere.to(&services, &person.email, &person.locale));
        }
        (None, _) => {
            let locale = "en".parse().map_err(anyhow::Error::new)?;
            unit.create(&Letter::NobodyWaits.to(&services, email, &locale));
        }
    }
    call.deed.keep(&mut unit, &Accepted {}, services.clock.now())?;
    services.store.commit(unit).await?;
    Ok(Answer::Value(Accepted {}))
}

/// Puts a link that proves the person's address into the unit.
pub(super) fn send_link(services: &Services, person: &Person, proofs: &Proofs, unit: &mut Unit) {
    let secret = Secret::draw(&*services.random);
    let purpose = Purpose::VerifyMail { email: person.email.clone() };
    let (now, policy) = (services.clock.now(), &services.identity.policy.token);
    unit.create(&token::issue(person.id, purpose, proofs.version, &secret, now, policy));
    let link = format!("/verify#{}", secret.encode());
    unit.create(&Letter::VerifyMail { link }.to(services, &person.email, &person.locale));
}

/// The proofs of a person; every person has some.
pub(super) async fn proofs_of(services: &Services, person: PersonId) -> Result<Proofs, Failure> {
    let proofs = services.store.get::<Proofs>(person.to_string()).await?;
    proofs.ok_or_else(|| anyhow::anyhow!("{person} has no proofs").into())
}
