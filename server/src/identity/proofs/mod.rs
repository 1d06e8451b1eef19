//! Ways to sign in: password, passkeys, authenticator app, recovery codes; and proving once more who one is.

mod authenticator;
mod passkeys;
mod password;
mod picture;
mod reauthentication;
mod relying_party;
mod second_factor;
#[cfg(test)]
mod tests;

use shared::{
    identity::{
        api::{GetProofs, PasskeyView, ProofsView},
        model::{Proofs, Session},
        rules::{self, access::Verdict},
    },
    ids::PersonId,
    sign_on::model::{Connection, Subject},
};
use store::{StoreError, Unit};

use super::account::session_of;
use crate::{
    Failure,
    api::{Answer, Api, Call, Outcome},
    services::Services,
};

/// Most providers by which one person comes in.
const MOST_PROVIDERS: usize = 100;

/// Mounts the endpoints.
pub(super) fn mount(api: &mut Api) {
    api.mount::<GetProofs, _, _>(get);
    password::mount(api);
    passkeys::mount(api);
    authenticator::mount(api);
    reauthentication::mount(api);
    second_factor::mount(api);
}

async fn get(services: Services, call: Call<GetProofs>) -> Outcome<GetProofs> {
    let person = session_of(&call)?.person;
    let proofs = stored(&services, person).await?;
    Ok(Answer::Value(view(&proofs, signs_on(&services, person).await?)))
}

/// The proofs of a person; none where their organisation's provider has always signed them in.
async fn stored(services: &Services, person: PersonId) -> Result<Proofs, StoreError> {
    let proofs = services.store.get::<Proofs>(person.to_string()).await?;
    Ok(proofs.unwrap_or_else(|| rules::proofs::none(person)))
}

/// Puts changed proofs into the unit.
fn write(unit: &mut Unit, before: &Proofs, after: &Proofs) {
    match before.version {
        0 => unit.create(after),
        _ => unit.update(after),
    }
}

/// The caller's session as it is now: what the request came with may be a moment old.
async fn current(services: &Services, session: &Session) -> Result<Session, Failure> {
    let stored = services.store.get::<Session>(session.id.to_string()).await?;
    stored.ok_or_else(|| Verdict::SignIn.into())
}

/// Whether the provider of an organisation signs the person in.
async fn signs_on(services: &Services, person: PersonId) -> Result<bool, StoreError> {
    let subjects = services.store.owned_by::<Subject>(&person.to_string(), None, MOST_PROVIDERS).await?;
    let organisations: Vec<String> =
        subjects.iter().map(|subject| subject.organisation.to_string()).collect();
    let connections = services.store.get_all::<Connection>(organisations).await?;
    Ok(subjects.iter().any(|subject| {
        let same = |connection: &Connection| {
            connection.organisation == subject.organisation && connection.issuer == subject.issuer
        };
        connections.iter().any(same)
    }))
}

fn view(proofs: &Proofs, signs_on: bool) -> ProofsView {
    let passkeys = proofs.passkeys.iter().map(|passkey| PasskeyView {
        id: passkey.id.clone(),
        name: passkey.name.to_string(),
        added_at: passkey.added_at,
        used_at: passkey.used_at,
    });
    ProofsView {
        version: proofs.version,
        password: proofs.password.is_some(),
        passkeys: passkeys.collect(),
        authenticator: proofs.totp.as_ref().and_then(|totp| totp.confirmed_at),
        recovery_left: u8::try_from(proofs.recovery.left()).unwrap_or(u8::MAX),
        signs_on,
    }
}
