//! Why a proof of identity is refused.

use crate::organisations::permission::Permissions;

/// A refusal, with the way on. The server maps each to problem details in one place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    #[error("The password needs at least {0} characters. A few words in a row are easy to remember.")]
    PasswordTooShort(usize),
    #[error("The password has more than {0} characters. Use a shorter one.")]
    PasswordTooLong(usize),
    #[error(
        "This password is among the first that are guessed. Use a few words that have nothing to do with each other."
    )]
    PasswordCommon,
    #[error(
        "The password is your name, your address or ours. Use a few words that have nothing to do with you."
    )]
    PasswordIsYou,
    /// One sentence for an unknown address, a wrong password and a pause after too many attempts: who
    /// guesses does not learn which it was.
    #[error(
        "The address or the password is not right, or there were too many attempts. Wait a few minutes and try again, or reset the password."
    )]
    SignInRefused,
    #[error("You are signed out. Sign in again; nothing that you typed is lost.")]
    SessionEnded,
    #[error(
        "This link is not one of ours, or only a part of it arrived. Open it from the mail, or ask for a new one."
    )]
    LinkUnknown,
    #[error("This link was used already. If you did not do it, ask for a new one.")]
    LinkUsed,
    #[error("This link has expired. Ask for a new one.")]
    LinkExpired,
    #[error("Something changed since this link was sent. Ask for a new one.")]
    LinkSuperseded,
    #[error("This code is not right. Enter the six digits that your app shows now.")]
    CodeWrong,
    #[error("This code was used already. Wait for the next one.")]
    CodeUsed,
    #[error("This recovery code is not right, or was used already. Each works once.")]
    RecoveryCodeWrong,
    #[error("This is the last way to sign in. Add another one first.")]
    LastWayIn,
    #[error("No such way to sign in is there. Reload the page.")]
    NoSuchWay,
    /// One sentence for a wrong code and a pause after too many: who guesses does not learn which it was.
    #[error(
        "This code is not right, or there were too many attempts. Enter the six digits that your app shows now or a recovery code that is not used yet, or wait a few minutes."
    )]
    SecondFactorRefused,
    #[error(
        "You came in through your organisation's provider, and your account has a second factor. Enter the code that your app shows now, or a recovery code, together with the password."
    )]
    SecondFactorMissing,
    #[error("Signing in took too long, or was tried too often with a wrong code. Begin again.")]
    StepOver,
    #[error("The password is not right, or there were too many attempts. Wait a few minutes and try again.")]
    PasswordRefused,
    #[error("This code is not right, has expired, or was tried too often. Ask for a new one by mail.")]
    MailCodeRefused,
    #[error("You have a password or a passkey. Confirm with one of them that it is you.")]
    StrongerProofThere,
    #[error("An authenticator app is set up already. Remove it before you set up another one.")]
    AuthenticatorThere,
    #[error("This request for a passkey has ended: each works once and for a few minutes. Begin again.")]
    CeremonyOver,
    #[error(
        "This passkey was not accepted: it is not known here, or its answer does not fit. Try another one, or another way."
    )]
    PasskeyRefused,
    #[error("The passkey answered for another site. Open Guildhall at its own address and try again.")]
    PasskeyElsewhere,
    #[error(
        "This passkey was not accepted: its counter went back, so there may be a copy of it. Sign in another way and remove it."
    )]
    PasskeyCopied,
    #[error("This passkey is among yours already.")]
    PasskeyThere,
    #[error("You have {0} passkeys, which is the most. Remove one that you do not use.")]
    PasskeysFull(usize),
    #[error(
        "Browsers keep passkeys only for sites with a name, and this one goes by an IP address. Choose another way to sign in."
    )]
    PasskeysNeedName,
    #[error(
        "This code of the desktop app is not known, was used already, or is older than a minute. Begin again in the app."
    )]
    DesktopCodeRefused,
    #[error("This app is signed out. Sign in again in the app.")]
    DesktopSignedOut,
    #[error(
        "This refresh token was used before, so somebody else may have it. The app was signed out; sign in again in the app."
    )]
    RefreshReused,
    #[error(
        "This is not an API key of ours, or a part of it is missing. Copy it whole: it begins with ghk_."
    )]
    KeyMalformed,
    #[error("This API key is not known. It may have been removed; make a new one.")]
    KeyUnknown,
    #[error("This API key has expired. Make a new one.")]
    KeyExpired,
    #[error("This API key was revoked. Make a new one.")]
    KeyRevoked,
    #[error("This secret of the API key was replaced. Use the newer one.")]
    KeyReplaced,
    #[error("A key needs at least one scope.")]
    KeyWithoutScopes,
    #[error("This key cannot have {0}: you do not hold it, or it is for people only.")]
    KeyScopes(Permissions),
    #[error("A key has to expire within {0} days, and not in the past.")]
    KeyLifetime(u32),
    #[error("The secret before can work for at most {0} more hours.")]
    KeyOverlap(u32),
    #[error("This key is somebody else's. They can rotate it; who manages keys can revoke it.")]
    KeyOfAnother,
}

impl IdentityError {
    /// The HTTP status that fits.
    pub const fn status(&self) -> u16 {
        match self {
            Self::SignInRefused
            | Self::SessionEnded
            | Self::CodeWrong
            | Self::CodeUsed
            | Self::RecoveryCodeWrong
            | Self::SecondFactorRefused
            | Self::SecondFactorMissing
            | Self::PasswordRefused
            | Self::MailCodeRefused
            | Self::PasskeyRefused
            | Self::PasskeyElsewhere
            | Self::PasskeyCopied
            | Self::DesktopCodeRefused
            | Self::DesktopSignedOut
            | Self::RefreshReused
            | Self::KeyMalformed
            | Self::KeyUnknown
            | Self::KeyExpired
            | Self::KeyRevoked
            | Self::KeyReplaced => 401,
            Self::KeyOfAnother => 403,
            Self::NoSuchWay | Self::LinkUnknown => 404,
            Self::LastWayIn
            | Self::StrongerProofThere
            | Self::AuthenticatorThere
            | Self::PasskeyThere
            | Self::PasskeysFull(_)
            | Self::PasskeysNeedName => 409,
            Self::LinkUsed
            | Self::LinkExpired
            | Self::LinkSuperseded
            | Self::StepOver
            | Self::CeremonyOver => 410,
            Self::PasswordTooShort(_)
            | Self::PasswordTooLong(_)
            | Self::PasswordCommon
            | Self::PasswordIsYou
            | Self::KeyWithoutScopes
            | Self::KeyScopes(_)
            | Self::KeyLifetime(_)
            | Self::KeyOverlap(_) => 422,
        }
    }
}
