//! Endpoints of certification and the types that travel: those of the partner, and the reviewers' console.

mod console;
mod partner;

pub use self::{console::*, partner::*};
use crate::endpoint::Visitor;

/// Every endpoint of the slice.
pub(crate) fn visit_endpoints(visitor: &mut impl Visitor) {
    partner::visit_endpoints(visitor);
    console::visit_endpoints(visitor);
}
