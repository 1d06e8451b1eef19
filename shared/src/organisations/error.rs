//! Why a command about an organisation is refused.

use super::permission::{Permission, Permissions};
use crate::identity::email::Domain;

/// A refusal, with the way on. The server maps each to problem details in one place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// 404: who does not belong to an organisation does not learn about it.
    #[error("Nothing is there for you. Check which organisation you are in.")]
    NotAMember,
    #[error("Your role does not include “{0}”. Ask the owner or an admin of the organisation.")]
    Lacks(Permission),
    #[error("You can only give or take away what you hold yourself; you lack {0}.")]
    Beyond(Permissions),
    #[error("Organisations of this kind do not have {0}. Leave it out of the role.")]
    NotForThisKind(Permissions),
    #[error("No such role is there. Reload the page and choose another.")]
    NoRole,
    #[error("Another role has this name. Choose another one.")]
    RoleNameTaken,
    #[error("{people} people and {invitations} invitations have this role. Give them another one first.")]
    RoleInUse { people: usize, invitations: usize },
    #[error("An organisation can have {0} roles of its own. Remove one that nobody has.")]
    TooManyRoles(usize),
    #[error(
        "An organisation can have {0} people, invited ones included. Withdraw invitations or remove members."
    )]
    Full(usize),
    #[error("This id is taken. Try again.")]
    IdTaken,
    #[error("No such member is there. Reload the page.")]
    NoMember,
    #[error("This person is a member already.")]
    AlreadyMember,
    #[error("The owner can do everything and keeps it. Transfer the ownership first.")]
    OwnerKeepsEverything,
    #[error("The owner cannot leave or be removed. Transfer the ownership to another member first.")]
    OwnerStays,
    #[error("This invitation was used or withdrawn, or was never sent. Ask for a new one.")]
    InvitationGone,
    #[error("This invitation has expired. Ask for a new one.")]
    InvitationExpired,
    #[error(
        "This invitation was sent to another address. Sign in with that one, or ask for a new invitation."
    )]
    InvitationForAnother,
    #[error("Who sent this invitation may not invite any more. Ask another member for a new one.")]
    InviterLost,
    #[error("The program has its operator already. Sign in and ask for an invitation.")]
    OperatorExists,
    #[error("Another organisation has this address. Choose another one.")]
    SlugTaken,
    #[error("Anyone can have an address at {0}, so no organisation can claim it.")]
    PublicDomain(Domain),
    #[error("Another organisation has proved that {0} is its own. If that is wrong, write to the operator.")]
    DomainTaken(Domain),
    #[error("This claim has expired. Claim the domain again.")]
    DomainClaimExpired,
    #[error("No such claim is there. Reload the page.")]
    NoDomainClaim,
    #[error(
        "No TXT record at _guildhall.{0} has the expected text yet. New records can take an hour to be seen."
    )]
    NoDnsRecord(Domain),
    #[error("This link does not belong to the claim. Open the newest mail, or claim the domain again.")]
    WrongDomainLink,
}

impl Rejection {
    /// The HTTP status that fits.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotAMember | Self::NoRole | Self::NoMember | Self::NoDomainClaim => 404,
            Self::Lacks(_) | Self::Beyond(_) | Self::InvitationForAnother => 403,
            Self::InvitationGone | Self::InvitationExpired | Self::InviterLost | Self::DomainClaimExpired => {
                410
            }
            Self::NotForThisKind(_)
            | Self::PublicDomain(_)
            | Self::NoDnsRecord(_)
            | Self::WrongDomainLink => 422,
            Self::RoleNameTaken
            | Self::RoleInUse { .. }
            | Self::TooManyRoles(_)
            | Self::Full(_)
            | Self::IdTaken
            | Self::AlreadyMember
            | Self::OwnerKeepsEverything
            | Self::OwnerStays
            | Self::OperatorExists
            | Self::SlugTaken
            | Self::DomainTaken(_) => 409,
        }
    }
}
