//! Sending somebody to their provider, and asking it about whoever came back.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use openidconnect::{
    AccessToken, AuthType, AuthenticationFlow, AuthorizationCode, ClientId, ClientSecret, CsrfToken,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, JsonWebKeySet, LoginHint, Nonce, OAuth2TokenResponse,
    PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, StandardErrorResponse,
    SubjectIdentifier, TokenResponse, UserInfoError,
    core::{
        CoreClient, CoreClientAuthMethod, CoreErrorResponseType, CoreResponseType, CoreTokenResponse,
        CoreUserInfoClaims,
    },
};
use shared::{
    identity::email::Email,
    sign_on::{
        error::SignOnError,
        model::{Attempt, Connection},
        rules::Claims,
    },
};

use super::{
    Metadata, Providers, shown,
    token::{self, Doubt, Said},
};
use crate::sign_on::outside::OutsideError;

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Somebody on their way to their provider.
#[derive(Debug)]
pub(in crate::sign_on) struct Leaving<'l> {
    pub(in crate::sign_on) connection: &'l Connection,
    /// Where the provider sends them back to.
    pub(in crate::sign_on) redirect: &'l str,
    pub(in crate::sign_on) state: String,
    pub(in crate::sign_on) nonce: &'l str,
    pub(in crate::sign_on) verifier: &'l str,
    /// Who they say they are, so that they need not type it again.
    pub(in crate::sign_on) hint: Option<&'l Email>,
}

/// Somebody who came back with a code.
#[derive(Debug)]
pub(in crate::sign_on) struct Returning<'r> {
    pub(in crate::sign_on) connection: &'r Connection,
    pub(in crate::sign_on) redirect: &'r str,
    pub(in crate::sign_on) attempt: &'r Attempt,
    pub(in crate::sign_on) code: &'r str,
    /// Who answers, as far as the answer says.
    pub(in crate::sign_on) iss: Option<&'r str>,
}

impl Providers {
    /// The address to which somebody is sent.
    ///
    /// # Errors
    /// A provider that does not answer.
    pub(in crate::sign_on) async fn address(
        &self,
        leaving: Leaving<'_>,
        now: DateTime<Utc>,
    ) -> Result<String, SignOnError> {
        let metadata = self.known(&leaving.connection.issuer, now).await?;
        let client = client(&metadata, leaving.connection, leaving.redirect)?;
        let Leaving { state, nonce, verifier, hint, .. } = leaving;
        let nonce = Nonce::new(nonce.to_owned());
        let verifier = PkceCodeVerifier::new(verifier.to_owned());
        let mut request = client
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                || CsrfToken::new(state),
                || nonce,
            )
            .add_scope(Scope::new("email".to_owned()))
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier));
        if let Some(hint) = hint {
            request = request.set_login_hint(LoginHint::new(hint.to_string()));
        }
        let (url, _, _) = request.url();
        Ok(url.into())
    }

    /// What the provider says about whoever came back.
    ///
    /// # Errors
    /// A code that the provider does not take, a statement that does not hold, a provider that does not
    /// answer.
    pub(in crate::sign_on) async fn claims(
        &self,
        returning: Returning<'_>,
        now: DateTime<Utc>,
    ) -> Result<Claims, SignOnError> {
        let Returning { connection, redirect, attempt, code, iss } = returning;
        let metadata = self.known(&connection.issuer, now).await?;
        let said_by_all = metadata.additional_metadata().authorization_response_iss_parameter_supported;
        if iss.map_or(said_by_all, |iss| iss != connection.issuer) {
            return Err(untrusted("another provider answered"));
        }
        let client = client(&metadata, connection, redirect)?;
        let request = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| untrusted("it names no token endpoint"))?
            .set_pkce_verifier(PkceCodeVerifier::new(attempt.verifier.clone()));
        let answer = request.request_async(&self.outside).await.map_err(|error| refused(&error))?;
        let said = self.verified(&metadata, connection, attempt, &answer, now).await?;
        if said.claims.email.is_some() {
            return Ok(said.claims);
        }
        let about = self.user_info(&client, &answer, said.subject).await?;
        Ok(match about {
            Some(about) => Claims { subject: said.claims.subject, ..token::of_user_info(&about) },
            None => said.claims,
        })
    }

    /// The provider's signed statement, checked; once more with new keys when it is signed by one that
    /// nobody has seen.
    async fn verified(
        &self,
        metadata: &Arc<Metadata>,
        connection: &Connection,
        attempt: &Attempt,
        answer: &CoreTokenResponse,
        now: DateTime<Utc>,
    ) -> Result<Said, SignOnError> {
        let statement = answer.id_token().ok_or_else(|| untrusted("it made no statement"))?;
        let doubted = match token::verify(metadata, connection, statement, &attempt.nonce, now) {
            Err(Doubt::UnknownKey) => {
                let keys = JsonWebKeySet::fetch_async(metadata.jwks_uri(), &self.outside).await;
                let keys = keys.map_err(|_| untrusted("its keys cannot be read"))?;
                let metadata = self.keep(Metadata::clone(metadata).set_jwks(keys), now);
                token::verify(&metadata, connection, statement, &attempt.nonce, now)
            }
            other => other,
        };
        doubted.map_err(|doubt| {
            tracing::warn!(issuer = connection.issuer, ?doubt, "a provider's statement was not believed");
            untrusted(&doubt.to_string())
        })
    }

    /// What the provider says about somebody beside its statement: many leave the mail address for here.
    async fn user_info(
        &self,
        client: &Client,
        answer: &CoreTokenResponse,
        subject: SubjectIdentifier,
    ) -> Result<Option<CoreUserInfoClaims>, SignOnError> {
        // The library takes for granted that it fits in a header.
        if !answer.access_token().secret().bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(untrusted("its access token is malformed"));
        }
        let token = AccessToken::new(answer.access_token().secret().clone());
        let Ok(request) = client.user_info(token, Some(subject)) else { return Ok(None) };
        let about = request.request_async(&self.outside).await;
        about.map(Some).map_err(|error: UserInfoError<OutsideError>| match error {
            UserInfoError::Request(error) => SignOnError::Refused(format!("{error}.")),
            UserInfoError::ClaimsVerification(_) => untrusted("it speaks about somebody else"),
            _ => untrusted("what it says about you is not understood"),
        })
    }
}

fn client(metadata: &Metadata, connection: &Connection, redirect: &str) -> Result<Client, SignOnError> {
    let secret = connection.client_secret.clone().map(ClientSecret::new);
    let methods = metadata.token_endpoint_auth_methods_supported();
    let takes = |method| methods.is_none_or(|methods| methods.contains(&method));
    let by = if secret.is_some() && takes(CoreClientAuthMethod::ClientSecretBasic) {
        AuthType::BasicAuth
    } else {
        AuthType::RequestBody
    };
    let redirect = RedirectUrl::new(redirect.to_owned())
        .map_err(|_| SignOnError::Refused("this server does not know its own address.".to_owned()))?;
    let id = ClientId::new(connection.client_id.clone());
    Ok(CoreClient::from_provider_metadata(metadata.clone(), id, secret)
        .set_auth_type(by)
        .set_redirect_uri(redirect))
}

fn untrusted(why: &str) -> SignOnError {
    SignOnError::Untrusted(why.to_owned())
}

/// Why the provider gives nothing for the code.
fn refused(
    error: &RequestTokenError<OutsideError, StandardErrorResponse<CoreErrorResponseType>>,
) -> SignOnError {
    match error {
        RequestTokenError::ServerResponse(said) => {
            tracing::warn!(error = %shown(&said.to_string()), "a provider took no code");
            SignOnError::Refused(match said.error() {
                CoreErrorResponseType::InvalidClient | CoreErrorResponseType::UnauthorizedClient => {
                    "it does not accept the client id or the secret of this connection. Tell your \
                     administrator."
                        .to_owned()
                }
                CoreErrorResponseType::InvalidGrant => {
                    "the code was used or is too old. Start again.".to_owned()
                }
                other => format!("it says “{}”.", shown(other.as_ref())),
            })
        }
        RequestTokenError::Request(error) => SignOnError::Refused(format!("{error}.")),
        RequestTokenError::Parse(_, _) | RequestTokenError::Other(_) => {
            untrusted("its answer is not understood")
        }
    }
}
