//! Endpoints of a partner's listings and the types that travel.

mod clean_up;
mod drafts;
mod governance;
mod ownership;
mod versions;

pub use self::{clean_up::*, drafts::*, governance::*, ownership::*, versions::*};
use crate::endpoint::Visitor;

/// Every endpoint of the slice.
pub(crate) fn visit_endpoints(visitor: &mut impl Visitor) {
    drafts::visit_endpoints(visitor);
    versions::visit_endpoints(visitor);
    ownership::visit_endpoints(visitor);
    governance::visit_endpoints(visitor);
    clean_up::visit_endpoints(visitor);
}
