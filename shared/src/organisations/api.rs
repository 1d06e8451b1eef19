//! Endpoints of organisations and the types that travel.

mod domains;
mod members;
mod set_up;
mod settings;

pub use self::{domains::*, members::*, set_up::*, settings::*};
use crate::endpoint::Visitor;

pub(crate) fn visit_endpoints(visitor: &mut impl Visitor) {
    set_up::visit_endpoints(visitor);
    settings::visit_endpoints(visitor);
    members::visit_endpoints(visitor);
    domains::visit_endpoints(visitor);
}
