//! Endpoints of identity and the types that travel.

mod account;
mod desktop;
mod keys;
mod sign_in;

pub use self::{account::*, desktop::*, keys::*, sign_in::*};
use crate::endpoint::Visitor;

pub(crate) fn visit_endpoints(visitor: &mut impl Visitor) {
    sign_in::visit_endpoints(visitor);
    account::visit_endpoints(visitor);
    keys::visit_endpoints(visitor);
    desktop::visit_endpoints(visitor);
}

/// A reply that says no more than that the request was taken: what happens next depends on facts that
/// the caller may not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Accepted {}
