//! The desktop app signs in through the system's browser: a code with PKCE (RFC 7636) to a loopback
//! address (RFC 8252), then a refresh token that changes at each use.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Accepted, Me};
use crate::{endpoint::Access, endpoints};

endpoints! { "identity";
    AuthoriseDesktop: Post "/api/v1/desktop/authorise" (Access::SignedIn) "authorise_desktop"
        "Let a desktop app on this machine sign in as oneself."
        [] { (), (), DesktopRequest => DesktopRedirect }
    ExchangeDesktopCode: Post "/api/v1/desktop/token" (Access::Visitor) "exchange_desktop_code"
        "Exchange a code, or a refresh token, for the next pair of tokens."
        [] { (), (), DesktopGrant => DesktopTokens }
    RevokeDesktop: Post "/api/v1/desktop/revoke" (Access::Visitor) "revoke_desktop"
        "Sign a desktop app out by its refresh token."
        [] { (), (), DesktopRefresh => Accepted }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DesktopRequest {
    /// base64url of the SHA-256 of the verifier: `S256`.
    pub challenge: String,
    /// `http://127.0.0.1:PORT/…` or `http://[::1]:PORT/…`: nothing else is redirected to.
    pub redirect: String,
    /// Goes back unchanged; at most 200 characters.
    pub state: String,
    /// What the computer calls itself.
    pub device: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DesktopRedirect {
    /// The redirect with `code` and `state`.
    pub url: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "grant", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum DesktopGrant {
    Code {
        code: String,
        verifier: String,
        redirect: String,
    },
    /// Each works once; a second use ends the sign-in, since one of two holders is not the app.
    Refresh {
        refresh: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DesktopRefresh {
    pub refresh: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DesktopTokens {
    /// For `Authorization: Bearer`.
    pub access: String,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub expires_at: DateTime<Utc>,
    pub refresh: String,
    pub me: Me,
}
