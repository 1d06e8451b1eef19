//! The pages of an organisation: settings, members, roles, domains, and the links that lead into it.

pub mod asked;
pub mod domains;
pub mod found;
pub mod here;
pub mod invitation;
pub mod link;
pub mod members;
pub mod overview;
pub mod roles;
pub mod texts;
pub mod words;

use leptos::prelude::*;

pub(crate) use asked::asked;
pub use found::FoundForm;
pub use here::{Here, Lacking, NoOrganisation};
pub(crate) use here::{page, page_of};
pub use texts::{Texts, texts};

/// The page at a path; `None` where this slice has none.
pub fn at(path: &str) -> Option<AnyView> {
    match path {
        "/organisation" => Some(overview::page()),
        "/organisation/members" => Some(members::page()),
        "/organisation/roles" => Some(roles::page()),
        "/organisation/domains" => Some(domains::page()),
        "/domain-proof" => Some(domains::proof_page()),
        "/invitation" => Some(invitation::page()),
        "/organisation/new" => Some(found::page()),
        _ => None,
    }
}
