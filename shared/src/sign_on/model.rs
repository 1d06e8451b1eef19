//! How an organisation's people come in through its identity provider.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    identity::secret::SecretHash,
    ids::{OrganisationId, PersonId},
    organisations::role::RoleRef,
};

/// An organisation's connection to its provider, as stored. One for each organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    pub organisation: OrganisationId,
    pub version: u64,
    /// `https://…`; discovery reads `<issuer>/.well-known/openid-configuration`.
    pub issuer: String,
    pub client_id: String,
    /// `None` for a public client.
    pub client_secret: Option<String>,
    /// The role of a person who comes in for the first time; `None` lets in only who is a member already.
    pub join_as: Option<RoleRef>,
    /// Nobody at the organisation's domains signs in by another way any more.
    pub required: bool,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub changed_at: DateTime<Utc>,
    /// When somebody last came in through it; before the first time it cannot be required.
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub worked_at: Option<DateTime<Utc>>,
}

/// Who somebody is at a provider, as stored: found by issuer and subject, never by mail address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    pub issuer: String,
    pub subject: String,
    pub person: PersonId,
    pub organisation: OrganisationId,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub since: DateTime<Utc>,
}

impl Subject {
    /// Under which the row is found: a hash, since both texts are the provider's and of any length.
    pub fn key_of(issuer: &str, subject: &str) -> String {
        use sha2::{Digest, Sha256};
        let digest = Sha256::new().chain_update(issuer).chain_update([0]).chain_update(subject).finalize();
        format!("{digest:x}")
    }
}

/// A sign-in that is under way at the provider, as stored; works once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Of the state that comes back; the browser holds another secret, so that nobody finishes what
    /// somebody else began.
    pub state: SecretHash,
    pub browser: SecretHash,
    pub organisation: OrganisationId,
    /// Who was asked: an answer is shown to nobody else, also when the connection changes meanwhile.
    pub issuer: String,
    pub nonce: String,
    /// The PKCE verifier.
    pub verifier: String,
    /// Where to go afterwards: a path of ours.
    pub after: String,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub expires_at: DateTime<Utc>,
}
