//! Why a sign-in through a provider is refused.

use crate::identity::email::Domain;

/// A refusal, with the way on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignOnError {
    #[error("The issuer has to be an https address without query, such as https://login.example.com.")]
    BadIssuer,
    #[error("The provider at this issuer does not answer as OpenID Connect asks for: {0}")]
    Discovery(String),
    #[error("Prove a domain first: only people at the organisation's own domains come in this way.")]
    NoDomain,
    #[error("Sign in through the provider once before you require it, so that nobody is locked out.")]
    NeverWorked,
    #[error(
        "No organisation signs people at this address in through a provider. Use your password or a passkey."
    )]
    NotConnected,
    #[error("This sign-in was not begun in this browser, or took too long. Start again.")]
    UnknownAttempt,
    #[error("The provider did not let you in: {0}")]
    Refused(String),
    #[error(
        "What the provider said cannot be trusted: {0}. Start again; if it stays, tell your administrator."
    )]
    Untrusted(String),
    #[error("The provider gave no verified mail address at {0}. Ask your administrator.")]
    ForeignAddress(Domain),
    #[error("You are not a member of this organisation. Ask for an invitation.")]
    NotAMember,
    #[error("Your organisation asks you to sign in through its identity provider.")]
    Required,
    #[error("Another person has this account at the provider. Ask your administrator.")]
    SubjectTaken,
}

impl SignOnError {
    /// The HTTP status that fits.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Refused(_) | Self::Untrusted(_) => 401,
            Self::ForeignAddress(_) | Self::NotAMember | Self::Required => 403,
            Self::NotConnected => 404,
            Self::NoDomain | Self::NeverWorked | Self::SubjectTaken => 409,
            Self::UnknownAttempt => 410,
            Self::BadIssuer | Self::Discovery(_) => 422,
        }
    }
}
