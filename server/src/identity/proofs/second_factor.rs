//! The second factor after the password.

use shared::{
    identity::{
        api::SignInSecondFactor,
        error::IdentityError,
        event::PersonEvent,
        model::Person,
        rules::{
            proofs::{self, Shown},
            token::{self, Facts, OneTimeToken, Use},
        },
        secret::{Opens, Secret},
    },
    sign_on::error::SignOnError,
};
use store::Unit;

use super::{stored, view, write};
use crate::{
    again::again,
    api::{Answer, Api, Call, Outcome},
    identity::{sessions, strikes},
    services::Services,
    sign_on,
};

pub(super) fn mount(api: &mut Api) {
    api.mount::<SignInSecondFactor, _, _>(sign_in);
}

/// A wrong code is written down, on the step and as a strike, before it is answered: of many that come at
/// once no more are compared than one after the other would be. The strikes have an account of their own,
/// which the right password before does not clear.
async fn sign_in(services: Services, call: Call<SignInSecondFactor>) -> Outcome<SignInSecondFactor> {
    let visitor = &call.visitor;
    let secret = Secret::parse(&call.body.step).ok_or(IdentityError::StepOver)?;
    let id = secret.hash(Opens::Token).to_string();
    let (begun, account) = again!({
        let now = services.clock.now();
        let step = services.store.get::<OneTimeToken>(id.clone()).await?.ok_or(IdentityError::StepOver)?;
        let person = services.store.get::<Person>(step.person.to_string()).await?;
        let person = person.ok_or(IdentityError::StepOver)?;
        let before = stored(&services, person.id).await?;
        let facts = Facts { now, proofs_version: before.version, email: &person.email };
        let used =
            token::redeem(&step, &secret, Use::SecondFactor, facts).map_err(|_| IdentityError::StepOver)?;
        let account = strikes::second_factor_of(person.id);
        if strikes::held_up(&services, visitor, &account, Some(person.id)).await? {
            return Err(IdentityError::SecondFactorRefused.into());
        }
        // The organisation may have come to require its provider since the password was typed.
        if sign_on::is_required(&services, &person.email).await? {
            return Err(SignOnError::Required.into());
        }
        let mut unit = Unit::default();
        let (after, shown) = match proofs::second_factor(&before, &call.body.code, now) {
            Ok(accepted) => accepted,
            Err(error) => {
                unit.update(&token::missed(&step));
                services.store.commit(unit).await?;
                strikes::failed(&services, visitor, &account, Some(person.id)).await?;
                return Err(match error {
                    IdentityError::CodeUsed => error.into(),
                    _ => IdentityError::SecondFactorRefused.into(),
                });
            }
        };
        unit.update(&used);
        write(&mut unit, &before, &after);
        match shown {
            Shown::App => {}
            Shown::RecoveryCode => {
                let event = PersonEvent::RecoveryCodeUsed { left: view(&after, false).recovery_left };
                sessions::note(&services, visitor, person.id, &event, &mut unit);
            }
        }
        let begun = sessions::begin_again(&services, visitor, &person, &mut unit).await?;
        call.deed.keep_me(&mut unit, &begun, now)?;
        services.store.commit(unit).await?;
        Ok((begun, account))
    })?;
    strikes::succeeded(&services, visitor, &account, Some(begun.session.person)).await?;
    let me = sessions::me(&services, &begun.session).await?;
    Ok(Answer::WithCookies(me, begun.cookies(&services, visitor)))
}
