//! Roles and kinds of organisations in words.

use shared::organisations::{api::RoleName, model::OrganisationKind, role::BuiltIn};

use super::texts;

/// The role in the language of the page; one of an organisation's own has the name that it was given.
pub fn role_name(role: &RoleName) -> String {
    role.name.clone().unwrap_or_else(|| built_in_role(&role.role))
}

/// What is `owner` or a built-in role, in the language of the page; anything else as it is.
pub fn built_in_role(role: &str) -> String {
    let t = texts();
    if role == "owner" {
        return t.owner.to_owned();
    }
    let known = BuiltIn::ALL.into_iter().position(|built_in| built_in.as_str() == role);
    known.and_then(|at| t.built_in_roles.get(at)).map_or_else(|| role.to_owned(), |name| (*name).to_owned())
}

/// What an organisation is in the program.
pub fn kind_name(kind: OrganisationKind) -> &'static str {
    let t = texts();
    match kind {
        OrganisationKind::Operator => t.operator,
        OrganisationKind::Partner => t.partner,
        OrganisationKind::Customer => t.customer,
    }
}
