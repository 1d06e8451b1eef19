//! Identity providers as they are asked: what they say of themselves, kept for a while.

mod ask;
mod token;

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use moka::sync::Cache;
use openidconnect::{
    AdditionalProviderMetadata, DiscoveryError, IssuerUrl, ProviderMetadata,
    core::{
        CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm, CoreResponseMode, CoreResponseType,
        CoreSubjectIdentifierType,
    },
    url::Url,
};
use serde::{Deserialize, Serialize};
use shared::sign_on::error::SignOnError;

pub(super) use self::ask::{Leaving, Returning};
use super::outside::{Outside, OutsideError, Reach};

/// For how long a provider is taken at its word about itself.
const KEPT: TimeDelta = TimeDelta::minutes(10);
/// Providers that are remembered at once.
const MOST: u64 = 1_000;
/// Longest issuer, in bytes.
const MAX_ISSUER_BYTES: usize = 500;

/// What a provider says of itself, with its keys.
type Metadata = ProviderMetadata<
    More,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// What later documents added.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct More {
    /// Its answers say who gives them (RFC 9207).
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for More {}

/// Every provider that somebody here comes from.
#[derive(Debug)]
pub(super) struct Providers {
    outside: Outside,
    known: Cache<String, (DateTime<Utc>, Arc<Metadata>)>,
}

impl Providers {
    pub(super) fn new(reach: Reach) -> Self {
        let kept = Duration::from_secs(KEPT.num_seconds().unsigned_abs());
        let known = Cache::builder().max_capacity(MOST).time_to_live(kept).build();
        Self { outside: Outside::new(reach), known }
    }

    /// An issuer as somebody typed it.
    ///
    /// # Errors
    /// What is no https address, or has a query or a name and password in it.
    pub(super) fn issuer(&self, text: &str) -> Result<IssuerUrl, SignOnError> {
        let issuer = IssuerUrl::new(text.to_owned()).map_err(|_| SignOnError::BadIssuer)?;
        let url = issuer.url();
        let scheme = match self.outside.reach() {
            Reach::World => url.scheme() == "https",
            Reach::Anywhere => ["https", "http"].contains(&url.scheme()),
        };
        let plain = url.host().is_some()
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none()
            && text.bytes().all(|byte| byte.is_ascii_graphic())
            && text.len() <= MAX_ISSUER_BYTES;
        if scheme && plain { Ok(issuer) } else { Err(SignOnError::BadIssuer) }
    }

    /// Whether people can sign in with a provider, as far as it says: it is asked anew.
    ///
    /// # Errors
    /// A provider that does not answer, or with which nobody can sign in here.
    pub(super) async fn try_out(&self, issuer: &IssuerUrl, now: DateTime<Utc>) -> Result<(), SignOnError> {
        self.discover(issuer, now).await.map(drop)
    }

    /// Asks a provider what it says of itself, and keeps the answer.
    async fn discover(&self, issuer: &IssuerUrl, now: DateTime<Utc>) -> Result<Arc<Metadata>, SignOnError> {
        let found = Metadata::discover_async(issuer.clone(), &self.outside).await;
        let metadata = found.map_err(|error| SignOnError::Discovery(sentence(&error)))?;
        self.usable(&metadata).map_err(SignOnError::Discovery)?;
        Ok(self.keep(metadata, now))
    }

    /// What a provider says of itself, asked a short while ago or now.
    async fn known(&self, issuer: &str, now: DateTime<Utc>) -> Result<Arc<Metadata>, SignOnError> {
        match self.known.get(issuer) {
            Some((read_at, metadata)) if now < read_at + KEPT => Ok(metadata),
            Some(_) | None => self.discover(&self.issuer(issuer)?, now).await,
        }
    }

    fn keep(&self, metadata: Metadata, now: DateTime<Utc>) -> Arc<Metadata> {
        let issuer = metadata.issuer().to_string();
        let metadata = Arc::new(metadata);
        self.known.insert(issuer, (now, Arc::clone(&metadata)));
        metadata
    }

    /// Whether people can sign in with this provider, as far as it says.
    fn usable(&self, metadata: &Metadata) -> Result<(), String> {
        let token = metadata.token_endpoint().ok_or("It names no token endpoint.")?;
        let code = |types: &openidconnect::ResponseTypes<_>| types.iter().eq(&[CoreResponseType::Code]);
        if !metadata.response_types_supported().iter().any(code) {
            return Err("It does not offer the authorization code flow.".to_owned());
        }
        let offered = metadata.id_token_signing_alg_values_supported();
        if !offered.iter().any(|algorithm| token::ACCEPTED.contains(algorithm)) {
            return Err("It signs in no way that is accepted here: RS256, ES256, PS256 or EdDSA.".to_owned());
        }
        if metadata.jwks().keys().is_empty() {
            return Err("It shows no keys that are understood here.".to_owned());
        }
        let user_info = metadata.userinfo_endpoint().map(|endpoint| endpoint.url());
        let urls = [metadata.authorization_endpoint().url(), token.url()].into_iter().chain(user_info);
        urls.into_iter().try_for_each(|url: &Url| {
            self.outside.check(url).map_err(|error| format!("Of what it names, {error}."))
        })
    }
}

/// What is wrong, for whoever sets the connection up.
fn sentence(error: &DiscoveryError<OutsideError>) -> String {
    match error {
        DiscoveryError::Request(error) => format!("{error}."),
        DiscoveryError::Response(status, _, _) if !status.is_success() => {
            format!("It answers with status {}. Check the issuer for spelling.", status.as_u16())
        }
        DiscoveryError::Response(_, _, _) | DiscoveryError::Parse(_) => {
            "What stands at its addresses is not what the specification asks for.".to_owned()
        }
        // The library says both: the issuer that was asked and the one that answered.
        DiscoveryError::Validation(why) => format!("It names another issuer: {why}. Enter it as it does."),
        DiscoveryError::UrlParse(_) | DiscoveryError::Other(_) => {
            "Its address cannot be asked. Check the issuer for spelling.".to_owned()
        }
        // The enum may grow.
        _ => "It gives no answer that is understood.".to_owned(),
    }
}

/// Text that somebody outside wrote, as it may be shown: short, on one line.
pub(super) fn shown(text: &str) -> String {
    let plain = text.chars().filter(|letter| !shared::identity::model::steers_text(*letter));
    plain.take(200).collect::<String>().trim().trim_end_matches('.').to_owned()
}
