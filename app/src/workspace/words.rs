//! Roles and kinds of organisations in words.

use shared::organisations::{model::OrganisationKind, role::BuiltIn};

use super::texts;

/// The role as the page's language names it; a role of an organisation's own has its own name.
pub fn role_name(role: &str) -> String {
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
