//! Keys to the API, and the keys by which the server signs.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    endpoint::{Access, ByKey, ByOrganisation},
    endpoints,
    identity::model::Name,
    ids::{KeyId, PersonId},
    organisations::permission::{Permission, Permissions},
};

endpoints! { "keys";
    ListKeys: Get "/api/v1/organisations/{organisation}/keys" (Access::Holds(Permission::OrganisationRead)) "list_keys"
        "List one's own keys, and with keys.read those of the organisation."
        [public()] { ByOrganisation, (), () => Keys }
    MakeKey: Post "/api/v1/organisations/{organisation}/keys" (Access::Fresh) "make_key"
        "Make a key; its secret is in this reply and nowhere else."
        [public()] { ByOrganisation, (), NewKey => KeyMade }
    RotateKey: Post "/api/v1/organisations/{organisation}/keys/{key}/rotate" (Access::Fresh) "rotate_key"
        "Give a key a new secret; the old one works for a while longer."
        [public()] { ByKey, (), Rotate => KeyMade }
    RevokeKey: Delete "/api/v1/organisations/{organisation}/keys/{key}" (Access::Fresh) "revoke_key"
        "End a key at once."
        [public()] { ByKey, (), () => KeyView }
    ListSigningKeys: Get "/api/v1/signing-keys" (Access::Anyone) "list_signing_keys"
        "List the public keys by which this server signs, for whoever verifies offline."
        [public()] { (), (), () => SigningKeys }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Keys {
    /// The caller's own in this organisation, the newest first.
    pub mine: Vec<KeyView>,
    /// The organisation's, the newest first; `None` for who may not see them.
    pub organisation: Option<Vec<KeyView>>,
    /// What a key of the caller can have.
    pub scopes: Permissions,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyView {
    pub id: KeyId,
    pub version: u64,
    pub name: String,
    /// Whose it is; `None` for the organisation's.
    pub person: Option<PersonId>,
    pub made_by: PersonId,
    /// Their name, while they have an account.
    pub made_by_name: Option<String>,
    pub scopes: Permissions,
    pub state: KeyState,
    pub made_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
    /// Until when the secret before the last rotation works.
    pub retiring_until: Option<DateTime<Utc>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum KeyState {
    Works,
    Expired,
    Revoked,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewKey {
    /// Chosen by the client.
    pub id: KeyId,
    /// The organisation's instead of one's own: it works on when the person leaves.
    pub of_organisation: bool,
    pub name: Name,
    pub scopes: Permissions,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub expires_at: DateTime<Utc>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rotate {
    /// For how many hours the old secret works on; 0 ends it at once.
    pub overlap_hours: u32,
}

/// A key with its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KeyMade {
    pub key: KeyView,
    /// `ghk_…`, for `Authorization: Bearer`. Shown once.
    pub secret: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SigningKeys {
    /// The newest first; the first one signs.
    pub keys: Vec<SigningKeyView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SigningKeyView {
    /// The name that stands in signatures.
    pub name: String,
    /// Ed25519, 32 bytes in lower-case hex.
    pub public_key: String,
    pub since: DateTime<Utc>,
    /// From when on it signs nothing more; what it signed before stays good.
    pub retired_at: Option<DateTime<Utc>>,
}
