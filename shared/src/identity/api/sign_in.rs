//! Signing up, in and out, and the links that go by mail.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Accepted;
use crate::{
    endpoint::Access,
    endpoints,
    identity::{
        email::Email,
        model::{Locale, Name},
    },
    ids::{OrganisationId, PersonId},
    organisations::{api::RoleName, model::OrganisationKind, permission::Permissions},
};

endpoints! { "identity";
    GetMe: Get "/api/v1/me" (Access::Visitor) "get_me"
        "Read who is signed in, where, and what they may do."
        [public()] { (), (), () => Me }
    SignUp: Post "/api/v1/sign-up" (Access::Visitor) "sign_up"
        "Ask for an account; a mail to the address says how it goes on."
        [] { (), (), NewAccount => Accepted }
    SendLinkAgain: Post "/api/v1/sign-up/link" (Access::Visitor) "send_link_again"
        "Ask once more for the link that proves the address of a new account; a mail says how it goes on."
        [] { (), (), MailAddress => Accepted }
    SignIn: Post "/api/v1/sign-in" (Access::Visitor) "sign_in"
        "Sign in with mail address and password."
        [] { (), (), Credentials => SignInReply }
    SignInSecondFactor: Post "/api/v1/sign-in/second-factor" (Access::Visitor) "sign_in_second_factor"
        "Show the second factor after the password."
        [] { (), (), SecondFactor => Me }
    StartPasskeySignIn: Post "/api/v1/sign-in/passkey/start" (Access::Visitor) "start_passkey_sign_in"
        "Ask for a challenge to sign in with a passkey."
        [] { (), (), () => Ceremony }
    FinishPasskeySignIn: Post "/api/v1/sign-in/passkey" (Access::Visitor) "finish_passkey_sign_in"
        "Sign in with a passkey that has signed the challenge."
        [] { (), (), PasskeyAnswer => Me }
    SignOut: Post "/api/v1/sign-out" (Access::Visitor) "sign_out"
        "End this session."
        [] { (), (), () => Accepted }
    Reauthenticate: Post "/api/v1/reauthenticate" (Access::SignedIn) "reauthenticate"
        "Prove once more who is signed in, with password or passkey."
        [] { (), (), Proof => Me }
    VerifyMail: Post "/api/v1/mail/verify" (Access::Visitor) "verify_mail"
        "Prove a mail address by the link that was sent to it, and sign in."
        [] { (), (), LinkToken => SignInReply }
    ChangeMail: Post "/api/v1/mail/change" (Access::Visitor) "change_mail"
        "Make a new mail address one's own by the link that was sent to it."
        [] { (), (), LinkToken => Accepted }
    ForgotPassword: Post "/api/v1/password/forgot" (Access::Visitor) "forgot_password"
        "Ask for a link to reset a password."
        [] { (), (), MailAddress => Accepted }
    ResetPassword: Post "/api/v1/password/reset" (Access::Visitor) "reset_password"
        "Set a new password by the link that was sent."
        [] { (), (), NewPassword => Accepted }
    ListDemoPeople: Get "/api/v1/demo/people" (Access::Visitor) "list_demo_people"
        "List the ready-made people of a demo program."
        [] { (), (), () => DemoPeople }
    SignInAsDemoPerson: Post "/api/v1/demo/sign-in" (Access::Visitor) "sign_in_as_demo_person"
        "Become one of the ready-made people of a demo program."
        [] { (), (), DemoSignIn => Me }
}

/// Who is signed in. Without a person nobody is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Me {
    pub person: Option<MyPerson>,
    /// The organisation that they act in, or that the key belongs to.
    pub organisation: Option<MyOrganisation>,
    /// Every organisation that they belong to, by name.
    pub organisations: Vec<MyOrganisation>,
    /// What they may do in [`Self::organisation`].
    pub permissions: Permissions,
    /// Until when keys, payouts and ownership can be managed without another proof.
    pub fresh_until: Option<DateTime<Utc>>,
    /// How many notifications they have not read.
    pub unread: u64,
}

/// The person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyPerson {
    pub id: PersonId,
    /// For `If-Match` when the profile is changed.
    pub version: u64,
    pub name: Name,
    pub email: Email,
    pub locale: Locale,
}

/// An organisation of the person who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MyOrganisation {
    pub id: OrganisationId,
    pub kind: OrganisationKind,
    pub name: String,
    pub slug: String,
    pub role: RoleName,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewAccount {
    pub email: Email,
    pub name: Name,
    pub password: String,
    pub locale: Locale,
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Credentials {
    /// As it was typed: what is no address is answered like an unknown one.
    pub email: String,
    pub password: String,
}

/// Never shows the password.
impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").finish_non_exhaustive()
    }
}

/// What a first proof leads to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "next", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum SignInReply {
    SignedIn {
        me: Box<Me>,
    },
    /// Show a second factor with this step within five minutes.
    SecondFactor {
        step: String,
        /// How many recovery codes are left.
        recovery_left: u8,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SecondFactor {
    pub step: String,
    /// Six digits of the authenticator app, or a recovery code.
    pub code: String,
}

/// A challenge for an authenticator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ceremony {
    /// Goes back with the answer; works once.
    pub ceremony: String,
    /// `PublicKeyCredentialCreationOptionsJSON` or `PublicKeyCredentialRequestOptionsJSON` (WebAuthn).
    pub options: serde_json::Value,
}

/// What an authenticator made of a challenge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PasskeyAnswer {
    pub ceremony: String,
    /// `PublicKeyCredential.toJSON()`.
    pub credential: serde_json::Value,
}

/// One proof of who is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "with", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Proof {
    Password {
        password: String,
        /// Of the authenticator app, or a recovery code: for who has one and came in through a provider.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<String>,
    },
    Passkey {
        ceremony: String,
        credential: serde_json::Value,
    },
    /// For who has neither, because their organisation signs them in.
    Code {
        code: String,
    },
}

/// The secret of a link, from behind its `#`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinkToken {
    pub token: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MailAddress {
    pub email: Email,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewPassword {
    pub token: String,
    pub password: String,
}

/// The people of a demo program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DemoPeople {
    pub people: Vec<DemoPerson>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DemoPerson {
    pub id: PersonId,
    pub name: String,
    pub email: Email,
    pub organisation: String,
    pub kind: OrganisationKind,
    pub role: RoleName,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DemoSignIn {
    pub person: PersonId,
}
