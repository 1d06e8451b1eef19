//! An authenticator app as second factor, and the codes for the day on which the phone is lost.

use shared::identity::{
    api::{
        AuthenticatorSecret, ConfirmAuthenticator, DrawRecoveryCodes, RecoveryCodesReply,
        RemoveAuthenticator, StartAuthenticator,
    },
    event::PersonEvent,
    rules::{
        proofs::{self, Removal},
        totp::TotpSecret,
    },
};
use store::Unit;

use super::{picture, signs_on, stored, view, write};
use crate::{
    again::again,
    api::{Answer, Api, Call, Outcome},
    identity::{
        account::{person_of, session_of},
        sessions,
    },
    services::Services,
};

/// What the app calls the account's program.
const ISSUER: &str = "Guildhall";

pub(super) fn mount(api: &mut Api) {
    api.mount::<StartAuthenticator, _, _>(start);
    api.mount::<ConfirmAuthenticator, _, _>(confirm);
    api.mount::<RemoveAuthenticator, _, _>(remove);
    api.mount::<DrawRecoveryCodes, _, _>(draw_codes);
}

async fn start(services: Services, call: Call<StartAuthenticator>) -> Outcome<StartAuthenticator> {
    let person = person_of(&services, session_of(&call)?.person).await?;
    let secret = TotpSecret::draw(&*services.random);
    let uri = secret.uri(ISSUER, &person.email);
    let picture = picture::of(&uri)?;
    let reply = AuthenticatorSecret {
        secret: in_groups(&secret.encode()),
        uri,
        side: picture.side,
        picture: picture.path,
    };
    again!({
        let before = stored(&services, person.id).await?;
        let after = proofs::setting_up(&before, secret.clone())?;
        let mut unit = Unit::default();
        write(&mut unit, &before, &after);
        call.deed.keep(&mut unit, &reply, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(())
    })?;
    Ok(Answer::Value(reply))
}

/// Four letters at a time, for a person to type.
fn in_groups(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

async fn confirm(services: Services, call: Call<ConfirmAuthenticator>) -> Outcome<ConfirmAuthenticator> {
    let person = session_of(&call)?.person;
    let signs_on = signs_on(&services, person).await?;
    let reply = again!({
        let now = services.clock.now();
        let before = stored(&services, person).await?;
        let (after, codes) = proofs::confirmed(&before, &call.body.code, &*services.random, now)?;
        let reply = RecoveryCodesReply { codes, proofs: view(&after, signs_on) };
        let mut unit = Unit::default();
        write(&mut unit, &before, &after);
        sessions::note(&services, &call.visitor, person, &PersonEvent::SecondFactorAdded, &mut unit);
        call.deed.keep(&mut unit, &reply, now)?;
        services.store.commit(unit).await?;
        Ok(reply)
    })?;
    Ok(Answer::Value(reply))
}

async fn remove(services: Services, call: Call<RemoveAuthenticator>) -> Outcome<RemoveAuthenticator> {
    let person = session_of(&call)?.person;
    let signs_on = signs_on(&services, person).await?;
    let view = again!({
        let before = stored(&services, person).await?;
        let after = proofs::without(&before, Removal::SecondFactor, signs_on)?;
        let view = view(&after, signs_on);
        let mut unit = Unit::default();
        write(&mut unit, &before, &after);
        // One that was never confirmed was no factor.
        if proofs::asks_for_second_factor(&before) {
            sessions::note(&services, &call.visitor, person, &PersonEvent::SecondFactorRemoved, &mut unit);
        }
        call.deed.keep(&mut unit, &view, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(view)
    })?;
    Ok(Answer::Value(view))
}

async fn draw_codes(services: Services, call: Call<DrawRecoveryCodes>) -> Outcome<DrawRecoveryCodes> {
    let person = session_of(&call)?.person;
    let signs_on = signs_on(&services, person).await?;
    let reply = again!({
        let before = stored(&services, person).await?;
        let (after, codes) = proofs::with_new_codes(&before, &*services.random)?;
        let reply = RecoveryCodesReply { codes, proofs: view(&after, signs_on) };
        let mut unit = Unit::default();
        write(&mut unit, &before, &after);
        sessions::note(&services, &call.visitor, person, &PersonEvent::RecoveryCodesDrawn, &mut unit);
        call.deed.keep(&mut unit, &reply, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(reply)
    })?;
    Ok(Answer::Value(reply))
}
