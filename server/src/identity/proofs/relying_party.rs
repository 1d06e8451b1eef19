//! The site as passkeys know it (WebAuthn). What travels and what is stored is JSON; the library that checks
//! it is named here and nowhere else.

use anyhow::Error;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use shared::{
    identity::{
        error::IdentityError,
        model::{Passkey, Person, Proofs},
    },
    ids::PersonId,
    problem::FieldError,
};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, DiscoverableKey, Passkey as Record, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder, WebauthnError,
};

use crate::{Failure, services::Services};

/// Longest id of a credential (WebAuthn, 7.1), in bytes.
const MAX_ID_BYTES: usize = 1023;

/// A challenge for an authenticator, and what has to be kept to check its answer.
#[derive(Debug)]
pub(super) struct Challenge {
    pub(super) options: Value,
    pub(super) state: Value,
}

/// A passkey that was made just now.
#[derive(Debug)]
pub(super) struct Made {
    /// base64url.
    pub(super) id: String,
    pub(super) record: Value,
}

/// Who says that they hold which passkey; nothing is proved yet.
#[derive(Debug)]
pub(super) struct Claimed {
    pub(super) person: PersonId,
    /// base64url.
    pub(super) passkey: String,
}

/// The site. Passkeys are bound to the name of its host, and answer only pages of its origin.
fn site(services: &Services) -> Result<Webauthn, Failure> {
    of_origin(&services.site.origin)
}

fn of_origin(origin: &str) -> Result<Webauthn, Failure> {
    let origin = Url::parse(origin).map_err(Error::new)?;
    let name = origin.domain().ok_or(IdentityError::PasskeysNeedName)?;
    let site = WebauthnBuilder::new(name, &origin).and_then(|builder| builder.rp_name("Guildhall").build());
    Ok(site.map_err(Error::new)?)
}

/// Asks an authenticator to make a passkey that it finds by itself later, when nobody has said who they
/// are.
pub(super) fn ask_for_new(
    services: &Services,
    person: &Person,
    proofs: &Proofs,
) -> Result<Challenge, Failure> {
    let known = proofs.passkeys.iter().filter_map(|passkey| URL_SAFE_NO_PAD.decode(&passkey.id).ok());
    let (asked, state) = site(services)?
        .start_passkey_registration(
            Uuid::from_bytes(person.id.ulid().to_bytes()),
            person.email.as_str(),
            person.name.as_str(),
            Some(known.collect()),
        )
        .map_err(Error::new)?;
    let mut options = written(&asked.public_key)?;
    if let Some(selection) = options.get_mut("authenticatorSelection") {
        selection["residentKey"] = json!("required");
        selection["requireResidentKey"] = json!(true);
    }
    Ok(Challenge { options, state: written(&state)? })
}

/// The passkey that an authenticator made.
///
/// Another person may have one under the same id: a passkey is always looked for among those of the person
/// that it says it belongs to, never by its id alone.
pub(super) fn made(services: &Services, state: Value, credential: &Value) -> Result<Made, Failure> {
    let state: PasskeyRegistration = read(state)?;
    let credential: RegisterPublicKeyCredential = answered(credential)?;
    let record = site(services)?.finish_passkey_registration(&credential, &state).map_err(refused)?;
    let id: &[u8] = record.cred_id().as_ref();
    if id.is_empty() || id.len() > MAX_ID_BYTES {
        return Err(IdentityError::PasskeyRefused.into());
    }
    Ok(Made { id: URL_SAFE_NO_PAD.encode(id), record: written(&record)? })
}

/// Asks for a passkey: one of these, or any that an authenticator finds for this site.
pub(super) fn ask(services: &Services, among: Option<&[Passkey]>) -> Result<Challenge, Failure> {
    let (asked, state) = site(services)?.start_discoverable_authentication().map_err(Error::new)?;
    let mut options = written(&asked.public_key)?;
    if let Some(among) = among {
        let allowed = among.iter().map(|passkey| json!({ "type": "public-key", "id": passkey.id }));
        options["allowCredentials"] = allowed.collect();
    }
    Ok(Challenge { options, state: written(&state)? })
}

/// Whose passkey an answer says that it is of. An authenticator that was told which ones to use may leave
/// the person out: then it is `else_of`.
pub(super) fn claimed(credential: &Value, else_of: Option<PersonId>) -> Result<Claimed, Failure> {
    let credential: PublicKeyCredential = answered(credential)?;
    let named = credential.get_user_unique_id().and_then(|bytes| <[u8; 16]>::try_from(bytes).ok());
    let named = named.map(|bytes| PersonId::from_ulid(ulid::Ulid::from_bytes(bytes)));
    let person = named.or(else_of).ok_or(IdentityError::PasskeyRefused)?;
    Ok(Claimed { person, passkey: URL_SAFE_NO_PAD.encode(credential.get_credential_id()) })
}

/// What is to be kept of a passkey that has signed the challenge.
pub(super) fn signed(
    services: &Services,
    state: Value,
    credential: &Value,
    passkey: &Passkey,
) -> Result<Value, Failure> {
    let state: DiscoverableAuthentication = read(state)?;
    let credential: PublicKeyCredential = answered(credential)?;
    let mut record: Record = read(passkey.record.clone())?;
    let key = DiscoverableKey::from(&record);
    let result =
        site(services)?.finish_discoverable_authentication_v2(&credential, state, &key).map_err(refused)?;
    record.update_credential(&result);
    written(&record)
}

/// Why an answer does not do, for the person who gave it.
fn refused(error: WebauthnError) -> Failure {
    tracing::debug!(%error, "a passkey was refused");
    match error {
        WebauthnError::InvalidRPOrigin
        | WebauthnError::InvalidRPIDHash
        | WebauthnError::CredentialCrossOrigin => IdentityError::PasskeyElsewhere,
        WebauthnError::CredentialPossibleCompromise => IdentityError::PasskeyCopied,
        _ => IdentityError::PasskeyRefused,
    }
    .into()
}

fn answered<T: DeserializeOwned>(credential: &Value) -> Result<T, Failure> {
    T::deserialize(credential).map_err(|error| {
        let detail =
            format!("Not what a passkey answers, as `PublicKeyCredential.toJSON()` gives it: {error}.");
        vec![FieldError::pointer("/credential", detail)].into()
    })
}

fn written(value: &impl Serialize) -> Result<Value, Failure> {
    Ok(serde_json::to_value(value).map_err(Error::new)?)
}

fn read<T: DeserializeOwned>(value: Value) -> Result<T, Failure> {
    Ok(serde_json::from_value(value).map_err(Error::new)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_needs_a_name() {
        for origin in ["https://market.example", "http://localhost:8080"] {
            assert!(of_origin(origin).is_ok(), "{origin}");
        }
        for origin in ["http://127.0.0.1:8080", "http://[::1]:8080", "https://192.0.2.1"] {
            let Err(Failure::Problem(problem)) = of_origin(origin) else { panic!("{origin}") };
            assert_eq!(problem.status, 409);
            assert!(problem.detail.contains("Browsers keep passkeys only for sites with a name"), "{origin}");
        }
    }
}
