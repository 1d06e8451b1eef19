//! Endpoints of single sign-on.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    endpoint::{Access, ByOrganisation},
    endpoints,
    identity::api::Me,
    organisations::{permission::Permission, role::RoleRef},
};

endpoints! { "sign_on";
    GetSignOn: Get "/api/v1/organisations/{organisation}/sign-on" (Access::Holds(Permission::OrganisationRead)) "get_sign_on"
        "Read how the organisation's people sign in through its identity provider."
        [public()] { ByOrganisation, (), () => SignOnView }
    ConnectSignOn: Put "/api/v1/organisations/{organisation}/sign-on" (Access::Holds(Permission::SignOnManage)) "connect_sign_on"
        "Connect the organisation's identity provider, or change the connection."
        [public()] { ByOrganisation, (), SignOnSettings => SignOnView }
    DisconnectSignOn: Delete "/api/v1/organisations/{organisation}/sign-on" (Access::Holds(Permission::SignOnManage)) "disconnect_sign_on"
        "Disconnect the organisation's identity provider."
        [public()] { ByOrganisation, (), () => SignOnView }
    StartSignOn: Post "/api/v1/sign-on/start" (Access::Visitor) "start_sign_on"
        "Ask for the address of the identity provider that signs this mail address in."
        [] { (), (), SignOnAsked => SignOnRedirect }
    FinishSignOn: Post "/api/v1/sign-on/finish" (Access::Visitor) "finish_sign_on"
        "Sign in with what the identity provider sent back."
        [] { (), (), SignOnAnswer => SignedOn }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignOnView {
    pub connection: Option<ConnectionView>,
    /// Where the provider has to send people back to.
    pub redirect: String,
    /// Domains for whose addresses the provider may speak.
    pub domains: Vec<String>,
}

/// A connection without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConnectionView {
    pub version: u64,
    pub issuer: String,
    pub client_id: String,
    pub has_secret: bool,
    /// As [`crate::organisations::role::RoleRef`] is written.
    pub join_as: Option<String>,
    pub required: bool,
    pub changed_at: DateTime<Utc>,
    pub worked_at: Option<DateTime<Utc>>,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignOnSettings {
    /// The version that this is based on; 0 for the first.
    pub based_on: u64,
    pub issuer: String,
    pub client_id: String,
    /// `None` keeps the old one, an empty text takes it away.
    #[serde(default)]
    pub client_secret: Option<String>,
    #[serde(default)]
    pub join_as: Option<RoleRef>,
    #[serde(default)]
    pub required: bool,
}

/// Never shows the secret.
impl std::fmt::Debug for SignOnSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignOnSettings").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignOnAsked {
    /// A mail address at a domain of the organisation, or the organisation's own address (slug).
    pub who: String,
    /// Where to go afterwards: a path of this site.
    #[serde(default)]
    pub after: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignOnRedirect {
    pub url: String,
}

/// The query string with which the provider sent the browser back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignOnAnswer {
    pub state: String,
    pub code: Option<String>,
    pub error: Option<String>,
    pub error_description: Option<String>,
    pub iss: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignedOn {
    pub me: Me,
    /// Where to go now: a path of this site.
    pub after: String,
}
