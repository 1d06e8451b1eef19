//! Passkeys: adding and removing them, and signing in with one.

use serde_json::Value;
use shared::{
    identity::{
        api::{
            AddPasskey, Ceremony as Asked, FinishPasskeySignIn, RemovePasskey, StartPasskey,
            StartPasskeySignIn,
        },
        error::IdentityError,
        event::PersonEvent,
        model::{Passkey, Person, Proofs},
        rules::{
            ceremony::{self, Ceremony, Purpose},
            proofs::{self, MOST_PASSKEYS, Removal},
        },
        secret::{Opens, Secret},
    },
    sign_on::error::SignOnError,
};
use store::Unit;

use super::{
    relying_party::{self, Challenge, Claimed},
    signs_on, stored, view, write,
};
use crate::{
    Failure,
    again::again,
    api::{Answer, Api, Call, Outcome},
    identity::{
        account::{person_of, session_of},
        sessions,
    },
    services::Services,
    sign_on,
};

pub(super) fn mount(api: &mut Api) {
    api.mount::<StartPasskey, _, _>(start);
    api.mount::<AddPasskey, _, _>(add);
    api.mount::<RemovePasskey, _, _>(remove);
    api.mount::<StartPasskeySignIn, _, _>(start_sign_in);
    api.mount::<FinishPasskeySignIn, _, _>(sign_in);
}

/// A challenge that waits for its answer: in the unit for us, in the reply for the authenticator.
pub(super) fn waiting(
    services: &Services,
    challenge: Challenge,
    purpose: impl FnOnce(Value) -> Purpose,
    unit: &mut Unit,
) -> Asked {
    let secret = Secret::draw(&*services.random);
    let (now, policy) = (services.clock.now(), &services.identity.policy.token);
    unit.create(&ceremony::begin(purpose(challenge.state), &secret, now, policy));
    Asked { ceremony: secret.encode(), options: challenge.options }
}

/// What waits for this answer, and the same as used.
pub(super) async fn waited(services: &Services, secret: &str) -> Result<(Purpose, Ceremony), Failure> {
    let secret = Secret::parse(secret).ok_or(IdentityError::CeremonyOver)?;
    let id = secret.hash(Opens::Ceremony).to_string();
    let waiting = services.store.get::<Ceremony>(id).await?.ok_or(IdentityError::CeremonyOver)?;
    let used = ceremony::redeem(&waiting, services.clock.now())?;
    Ok((waiting.purpose, used))
}

/// The proofs after one of their passkeys has signed the challenge.
pub(super) fn after_signing(
    services: &Services,
    before: &Proofs,
    claimed: &Claimed,
    state: Value,
    credential: &Value,
) -> Result<Proofs, Failure> {
    let passkey = before.passkeys.iter().find(|known| known.id == claimed.passkey);
    let passkey = passkey.filter(|_| before.person == claimed.person).ok_or(IdentityError::PasskeyRefused)?;
    let record = relying_party::signed(services, state, credential, passkey)?;
    Ok(proofs::after_use(before, &claimed.passkey, record, services.clock.now())?)
}

async fn start(services: Services, call: Call<StartPasskey>) -> Outcome<StartPasskey> {
    let session = session_of(&call)?;
    let person = person_of(&services, session.person).await?;
    let proofs = stored(&services, person.id).await?;
    if proofs.passkeys.len() >= MOST_PASSKEYS {
        return Err(IdentityError::PasskeysFull(MOST_PASSKEYS).into());
    }
    let challenge = relying_party::ask_for_new(&services, &person, &proofs)?;
    let mut unit = Unit::default();
    let purpose = |state| Purpose::AddPasskey { person: person.id, session: session.id, state };
    let asked = waiting(&services, challenge, purpose, &mut unit);
    call.deed.keep(&mut unit, &asked, services.clock.now())?;
    services.store.commit(unit).await?;
    Ok(Answer::Value(asked))
}

async fn add(services: Services, call: Call<AddPasskey>) -> Outcome<AddPasskey> {
    let session = session_of(&call)?;
    let signs_on = signs_on(&services, session.person).await?;
    let view = again!({
        let (purpose, used) = waited(&services, &call.body.ceremony).await?;
        let Purpose::AddPasskey { person, session: asked, state } = purpose else {
            return Err(IdentityError::CeremonyOver.into());
        };
        if (person, asked) != (session.person, session.id) {
            return Err(IdentityError::CeremonyOver.into());
        }
        let made = relying_party::made(&services, state, &call.body.credential)?;
        let now = services.clock.now();
        let name = call.body.name.clone();
        let passkey = Passkey { id: made.id, name, record: made.record, added_at: now, used_at: None };
        let before = stored(&services, session.person).await?;
        let after = proofs::with_passkey(&before, passkey)?;
        let view = view(&after, signs_on);
        let mut unit = Unit::default();
        unit.update(&used);
        write(&mut unit, &before, &after);
        sessions::note(&services, &call.visitor, session.person, &PersonEvent::PasskeyAdded, &mut unit);
        call.deed.keep(&mut unit, &view, now)?;
        services.store.commit(unit).await?;
        Ok(view)
    })?;
    Ok(Answer::Value(view))
}

async fn remove(services: Services, call: Call<RemovePasskey>) -> Outcome<RemovePasskey> {
    let person = session_of(&call)?.person;
    let signs_on = signs_on(&services, person).await?;
    let view = again!({
        let before = stored(&services, person).await?;
        let after = proofs::without(&before, Removal::Passkey(&call.path.passkey), signs_on)?;
        let view = view(&after, signs_on);
        let mut unit = Unit::default();
        write(&mut unit, &before, &after);
        sessions::note(&services, &call.visitor, person, &PersonEvent::PasskeyRemoved, &mut unit);
        call.deed.keep(&mut unit, &view, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(view)
    })?;
    Ok(Answer::Value(view))
}

async fn start_sign_in(services: Services, call: Call<StartPasskeySignIn>) -> Outcome<StartPasskeySignIn> {
    let challenge = relying_party::ask(&services, None)?;
    let mut unit = Unit::default();
    let asked = waiting(&services, challenge, |state| Purpose::PasskeySignIn { state }, &mut unit);
    call.deed.keep(&mut unit, &asked, services.clock.now())?;
    services.store.commit(unit).await?;
    Ok(Answer::Value(asked))
}

async fn sign_in(services: Services, call: Call<FinishPasskeySignIn>) -> Outcome<FinishPasskeySignIn> {
    let credential = &call.body.credential;
    let claimed = relying_party::claimed(credential, None)?;
    let begun = again!({
        let (purpose, used) = waited(&services, &call.body.ceremony).await?;
        let Purpose::PasskeySignIn { state } = purpose else {
            return Err(IdentityError::CeremonyOver.into());
        };
        let before = stored(&services, claimed.person).await?;
        let after = after_signing(&services, &before, &claimed, state, credential)?;
        let person = services.store.get::<Person>(claimed.person.to_string()).await?;
        let person = person.ok_or(IdentityError::PasskeyRefused)?;
        if sign_on::is_required(&services, &person.email).await? {
            return Err(SignOnError::Required.into());
        }
        let mut unit = Unit::default();
        unit.update(&used);
        write(&mut unit, &before, &after);
        let begun = sessions::begin_again(&services, &call.visitor, &person, &mut unit).await?;
        call.deed.keep_me(&mut unit, &begun, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(begun)
    })?;
    let me = sessions::me(&services, &begun.session).await?;
    Ok(Answer::WithCookies(me, begun.cookies(&services, &call.visitor)))
}
