//! A provider's signed statement about somebody, and whether it holds.

use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::{
    ClaimsVerificationError, ClientId, EndUserEmail, EndUserName, IdTokenVerifier, LanguageTag,
    LocalizedClaim, Nonce, SignatureVerificationError, SubjectIdentifier,
    core::{CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm as Signing, CoreUserInfoClaims},
};
use shared::sign_on::{model::Connection, rules::Claims};

use super::Metadata;

/// How a statement may be signed: never by a secret that both know, never not at all.
pub(super) const ACCEPTED: [Signing; 9] = [
    Signing::RsaSsaPkcs1V15Sha256,
    Signing::RsaSsaPkcs1V15Sha384,
    Signing::RsaSsaPkcs1V15Sha512,
    Signing::RsaSsaPssSha256,
    Signing::RsaSsaPssSha384,
    Signing::RsaSsaPssSha512,
    Signing::EcdsaP256Sha256,
    Signing::EcdsaP384Sha384,
    Signing::EdDsa,
];

/// By how much the clocks of two machines may differ.
const LEEWAY: TimeDelta = TimeDelta::seconds(60);
/// Longest name that a provider has for somebody, in bytes (OpenID Connect Core, 2).
const MAX_SUBJECT_BYTES: usize = 255;

/// Why a statement is not believed: a part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Doubt {
    #[error("no key of the provider fits the signature")]
    UnknownKey,
    #[error("it is signed in a way that is not accepted")]
    Algorithm,
    #[error("the signature is wrong")]
    Signature,
    #[error("it is by another issuer")]
    Issuer,
    #[error("it is meant for another program")]
    Audience,
    #[error("it is not about this sign-in")]
    Nonce,
    #[error("it is not of this time; one of two clocks is wrong")]
    Time,
    #[error("it names nobody")]
    Subject,
    #[error("it is not understood")]
    Other,
}

/// What a statement says that holds.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) claims: Claims,
    /// For asking further about the same person.
    pub(super) subject: SubjectIdentifier,
}

/// Checks a statement: signature, issuer, audience, party, time and nonce.
pub(super) fn verify(
    metadata: &Metadata,
    connection: &Connection,
    statement: &CoreIdToken,
    nonce: &str,
    now: DateTime<Utc>,
) -> Result<Said, Doubt> {
    let id = ClientId::new(connection.client_id.clone());
    let verifier =
        IdTokenVerifier::new_public_client(id.clone(), metadata.issuer().clone(), metadata.jwks().clone())
            .set_allowed_algs(ACCEPTED)
            .set_time_fn(|| now - LEEWAY)
            .set_issue_time_verifier_fn(|issued_at| {
                if issued_at <= now + LEEWAY { Ok(()) } else { Err("issued in the future".to_owned()) }
            });
    let nonce = Nonce::new(nonce.to_owned());
    let claims = statement.claims(&verifier, &nonce).map_err(|error| doubt(&error))?;
    if claims.authorized_party().is_some_and(|party| *party != id) {
        return Err(Doubt::Audience);
    }
    let subject = claims.subject().clone();
    if subject.is_empty() || subject.len() > MAX_SUBJECT_BYTES {
        return Err(Doubt::Subject);
    }
    Ok(Said { claims: of_statement(claims), subject })
}

fn doubt(error: &ClaimsVerificationError) -> Doubt {
    use SignatureVerificationError as Bad;
    match error {
        ClaimsVerificationError::Expired(_) => Doubt::Time,
        ClaimsVerificationError::InvalidAudience(_) => Doubt::Audience,
        ClaimsVerificationError::InvalidIssuer(_) => Doubt::Issuer,
        ClaimsVerificationError::InvalidNonce(_) => Doubt::Nonce,
        ClaimsVerificationError::InvalidSubject(_) => Doubt::Subject,
        ClaimsVerificationError::SignatureVerification(Bad::NoMatchingKey) => Doubt::UnknownKey,
        ClaimsVerificationError::SignatureVerification(
            Bad::DisallowedAlg(_) | Bad::UnsupportedAlg(_) | Bad::NoSignature,
        ) => Doubt::Algorithm,
        ClaimsVerificationError::SignatureVerification(_) => Doubt::Signature,
        // The enum may grow.
        _ => Doubt::Other,
    }
}

fn of_statement(claims: &CoreIdTokenClaims) -> Claims {
    let subject = claims.subject();
    claimed(subject, claims.email(), claims.email_verified(), claims.name(), claims.locale())
}

pub(super) fn of_user_info(claims: &CoreUserInfoClaims) -> Claims {
    let subject = claims.subject();
    claimed(subject, claims.email(), claims.email_verified(), claims.name(), claims.locale())
}

fn claimed(
    subject: &SubjectIdentifier,
    email: Option<&EndUserEmail>,
    email_verified: Option<bool>,
    names: Option<&LocalizedClaim<EndUserName>>,
    locale: Option<&LanguageTag>,
) -> Claims {
    // The name in no language in particular, else the first one.
    let name = names.and_then(|names| names.get(None).or_else(|| names.iter().next().map(|(_, name)| name)));
    Claims {
        subject: subject.to_string(),
        email: email.and_then(|email| email.parse().ok()),
        email_verified: email_verified == Some(true),
        name: name.map(|name| name.to_string()),
        locale: locale.and_then(|tag| tag.as_ref().parse().ok()),
    }
}
