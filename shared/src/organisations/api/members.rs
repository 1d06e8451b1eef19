//! Members, invitations and roles.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    endpoint::{Access, ByInvitation, ByMember, ByOrganisation, ByRole},
    endpoints,
    identity::{api::Me, email::Email, model::Name},
    ids::{InvitationId, OrganisationId, PersonId},
    organisations::{
        model::OrganisationKind,
        permission::{Permission, Permissions},
        role::RoleRef,
    },
};

endpoints! { "organisations";
    ListMembers: Get "/api/v1/organisations/{organisation}/members" (Access::Holds(Permission::MembersRead)) "list_members"
        "List members and invitations."
        [public()] { ByOrganisation, (), () => Members }
    ChangeMember: Put "/api/v1/organisations/{organisation}/members/{person}" (Access::Holds(Permission::MembersManage)) "change_member"
        "Give a member another role."
        [public() versioned()] { ByMember, (), MemberRole => Members }
    RemoveMember: Delete "/api/v1/organisations/{organisation}/members/{person}" (Access::Holds(Permission::MembersManage)) "remove_member"
        "Remove a member; their own keys here end."
        [public() versioned()] { ByMember, (), () => Members }
    Invite: Post "/api/v1/organisations/{organisation}/invitations" (Access::Holds(Permission::MembersInvite)) "invite"
        "Invite somebody by mail; an earlier invitation to the same address stops working."
        [public()] { ByOrganisation, (), NewInvitation => Members }
    WithdrawInvitation: Delete "/api/v1/organisations/{organisation}/invitations/{invitation}" (Access::Holds(Permission::MembersInvite)) "withdraw_invitation"
        "Withdraw an invitation."
        [public()] { ByInvitation, (), () => Members }
    LookAtInvitation: Post "/api/v1/invitations/look" (Access::Visitor) "look_at_invitation"
        "Read what an invitation is to, by its link."
        [] { (), (), InvitationLink => InvitationView }
    AcceptInvitation: Post "/api/v1/invitations/accept" (Access::SignedIn) "accept_invitation"
        "Join the organisation of an invitation and act in it from now on."
        [] { (), (), InvitationLink => Me }
    GetRoles: Get "/api/v1/organisations/{organisation}/roles" (Access::Holds(Permission::MembersRead)) "get_roles"
        "Read the matrix of roles and permissions."
        [public()] { ByOrganisation, (), () => RoleMatrix }
    DefineRole: Put "/api/v1/organisations/{organisation}/roles/{role}" (Access::Holds(Permission::RolesManage)) "define_role"
        "Make a role of the organisation's own, or change it."
        [public() versioned()] { ByRole, (), RoleDefinition => RoleMatrix }
    RemoveRole: Delete "/api/v1/organisations/{organisation}/roles/{role}" (Access::Holds(Permission::RolesManage)) "remove_role"
        "Remove a role that nobody has."
        [public() versioned()] { ByRole, (), () => RoleMatrix }
}

/// The people of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Members {
    /// Of the roster: for `If-Match`, together with the `ETag`.
    pub version: u64,
    /// The owner first.
    pub people: Vec<MemberView>,
    /// Those that still work, the newest first.
    pub invitations: Vec<InvitationRow>,
    /// Roles that the caller can give.
    pub roles: Vec<RoleName>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MemberView {
    pub person: PersonId,
    pub name: String,
    pub email: String,
    pub role: RoleName,
    pub since: DateTime<Utc>,
    /// Whether the caller may change or remove them.
    pub manageable: bool,
}

/// A role as a list names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoleName {
    /// `owner`, the name of a built-in role, or `rol_…`; for a key that calls, `key`.
    pub role: String,
    /// The name that the organisation gave it; `None` for built-in ones, which each language names.
    pub name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InvitationRow {
    pub invitation: InvitationId,
    pub email: String,
    pub role: RoleName,
    pub by_name: Option<String>,
    pub sent_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MemberRole {
    pub role: RoleRef,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewInvitation {
    /// Chosen by the client.
    pub id: InvitationId,
    pub email: Email,
    pub role: RoleRef,
}

/// What stands in the link of an invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InvitationLink {
    pub organisation: OrganisationId,
    pub invitation: InvitationId,
    pub token: String,
}

/// What an invitation is to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InvitationView {
    pub organisation: String,
    pub kind: OrganisationKind,
    pub role: RoleName,
    pub by_name: Option<String>,
    pub email: Email,
    pub expires_at: DateTime<Utc>,
    /// The caller is signed in under another address.
    pub for_another: bool,
}

/// Who may do what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoleMatrix {
    /// Of the roster: for `If-Match`, together with the `ETag`.
    pub version: u64,
    /// Everything that organisations of this kind have.
    pub rows: Permissions,
    /// The owner, the built-in roles, then the organisation's own by name.
    pub columns: Vec<RoleColumn>,
    /// What the caller can put into a role.
    pub grantable: Permissions,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoleColumn {
    pub role: RoleName,
    pub permissions: Permissions,
    /// How many people have it.
    pub people: u64,
    /// A role of the organisation's own.
    pub own: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoleDefinition {
    pub name: Name,
    pub permissions: Permissions,
}
