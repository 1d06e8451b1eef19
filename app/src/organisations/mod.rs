//! The pages of an organisation: settings, members, roles, domains, invitations.

use leptos::prelude::*;

/// The page at a path; `None` where this slice has none.
pub fn at(path: &str) -> Option<AnyView> {
    let _ = path;
    None
}
