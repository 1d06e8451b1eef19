//! A person's own account: profile, ways to sign in, sessions, data.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Accepted, Ceremony, MailAddress, Me};
use crate::{
    endpoint::{Access, ByPasskey, BySession},
    endpoints,
    identity::model::{ClientKind, Locale, Name},
    ids::{OrganisationId, SessionId},
};

endpoints! { "identity";
    EditProfile: Patch "/api/v1/me" (Access::SignedIn) "edit_profile"
        "Change one's name or language."
        [public() versioned()] { (), (), ProfileEdit => Me }
    SwitchOrganisation: Put "/api/v1/me/organisation" (Access::SignedIn) "switch_organisation"
        "Act in another organisation from now on."
        [] { (), (), Switch => Me }
    AskToChangeMail: Post "/api/v1/me/mail" (Access::Fresh) "ask_to_change_mail"
        "Ask for a link to a new mail address."
        [] { (), (), MailAddress => Accepted }
    GetProofs: Get "/api/v1/me/proofs" (Access::SignedIn) "get_proofs"
        "Read one's own ways to sign in."
        [] { (), (), () => ProofsView }
    SetPassword: Put "/api/v1/me/password" (Access::Fresh) "set_password"
        "Set a password; every other session ends."
        [] { (), (), ChosenPassword => ProofsView }
    RemovePassword: Delete "/api/v1/me/password" (Access::Fresh) "remove_password"
        "Sign in without a password from now on."
        [] { (), (), () => ProofsView }
    StartPasskey: Post "/api/v1/me/passkeys/start" (Access::Fresh) "start_passkey"
        "Ask for a challenge to add a passkey."
        [] { (), (), () => Ceremony }
    AddPasskey: Post "/api/v1/me/passkeys" (Access::Fresh) "add_passkey"
        "Add a passkey that has signed the challenge."
        [] { (), (), NewPasskey => ProofsView }
    RemovePasskey: Delete "/api/v1/me/passkeys/{passkey}" (Access::Fresh) "remove_passkey"
        "Remove a passkey."
        [] { ByPasskey, (), () => ProofsView }
    StartAuthenticator: Post "/api/v1/me/authenticator" (Access::Fresh) "start_authenticator"
        "Ask for a secret for an authenticator app."
        [] { (), (), () => AuthenticatorSecret }
    ConfirmAuthenticator: Put "/api/v1/me/authenticator" (Access::Fresh) "confirm_authenticator"
        "Show the first code of the app; from then on it is asked for at every sign-in."
        [] { (), (), Code => RecoveryCodesReply }
    RemoveAuthenticator: Delete "/api/v1/me/authenticator" (Access::Fresh) "remove_authenticator"
        "Sign in without a second factor from now on."
        [] { (), (), () => ProofsView }
    DrawRecoveryCodes: Post "/api/v1/me/recovery-codes" (Access::Fresh) "draw_recovery_codes"
        "Draw ten new recovery codes; those before stop working."
        [] { (), (), () => RecoveryCodesReply }
    StartReauthentication: Post "/api/v1/reauthenticate/start" (Access::SignedIn) "start_reauthentication"
        "Ask for a passkey challenge, or a code by mail, to prove once more who is signed in."
        [] { (), (), ReauthenticationAsked => ReauthenticationStarted }
    ListSessions: Get "/api/v1/me/sessions" (Access::SignedIn) "list_sessions"
        "List where one is signed in."
        [] { (), (), () => Sessions }
    EndSession: Delete "/api/v1/me/sessions/{session}" (Access::SignedIn) "end_session"
        "Sign out one session."
        [] { BySession, (), () => Sessions }
    EndOtherSessions: Post "/api/v1/me/sessions/end-others" (Access::SignedIn) "end_other_sessions"
        "Sign out everywhere else."
        [] { (), (), () => Sessions }
    ExportMyData: Get "/api/v1/me/export" (Access::Fresh) "export_my_data"
        "Read everything that is kept about oneself."
        [] { (), (), () => PersonalData }
    PreviewErasure: Get "/api/v1/me/erasure" (Access::SignedIn) "preview_erasure"
        "Read what erasing one's account removes, what is kept and why, and what stands in the way."
        [] { (), (), () => ErasureView }
    EraseMe: Post "/api/v1/me/erasure" (Access::Fresh) "erase_me"
        "Erase one's account."
        [] { (), (), Erase => ErasureView }
}

/// New values; `None` keeps the old one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProfileEdit {
    pub name: Option<Name>,
    pub locale: Option<Locale>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Switch {
    pub organisation: OrganisationId,
}

/// Ways to sign in, without their secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProofsView {
    pub version: u64,
    pub password: bool,
    pub passkeys: Vec<PasskeyView>,
    /// Since when an authenticator app is asked for.
    pub authenticator: Option<DateTime<Utc>>,
    pub recovery_left: u8,
    /// The organisation's identity provider signs this person in.
    pub signs_on: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PasskeyView {
    pub id: String,
    pub name: String,
    pub added_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChosenPassword {
    pub password: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewPasskey {
    pub ceremony: String,
    pub name: Name,
    pub credential: serde_json::Value,
}

/// What an authenticator app scans or is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AuthenticatorSecret {
    /// base32, in groups of four for a person to type.
    pub secret: String,
    /// `otpauth://totp/…`
    pub uri: String,
    /// Side of the square picture of [`Self::uri`], in modules.
    pub side: u32,
    /// The picture's dark modules, row by row, as one SVG path on a grid of [`Self::side`].
    pub picture: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Code {
    pub code: String,
}

/// Shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecoveryCodesReply {
    pub codes: Vec<String>,
    pub proofs: ProofsView,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "with", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ReauthenticationAsked {
    Passkey,
    /// A six-digit code by mail, for who has neither password nor passkey.
    Mail,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "with", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ReauthenticationStarted {
    Passkey { ceremony: String, options: serde_json::Value },
    Mail,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sessions {
    /// The newest use first.
    pub sessions: Vec<SessionView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionView {
    pub id: SessionId,
    /// The one that asks.
    pub this: bool,
    pub client: ClientKind,
    pub device: String,
    /// The network address from which it started.
    pub address: Option<String>,
    pub organisation: Option<String>,
    pub started_at: DateTime<Utc>,
    pub used_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

/// Everything about a person, for themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PersonalData {
    pub exported_at: DateTime<Utc>,
    /// Each kind of data with its rows.
    pub data: serde_json::Value,
    /// The events that the person caused, in every trail that holds some; at most 10,000.
    pub events: Vec<serde_json::Value>,
}

/// What erasing does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ErasureView {
    pub erased: bool,
    /// Organisations that the person owns: they have to be handed on first.
    pub owns: Vec<String>,
    /// What is removed, a sentence each.
    pub removed: Vec<String>,
    /// What is kept, and why.
    pub kept: Vec<Kept>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Kept {
    pub what: String,
    pub why: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Erase {
    /// The own mail address, typed once more.
    pub email: String,
}
