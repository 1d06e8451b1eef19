//! Organisations over HTTP.

mod dns;
mod domains;
mod invitations;
pub(crate) mod members;
mod roles;
mod roster;
mod set_up;
mod settings;

pub use self::dns::{Dns, TxtLookup};
pub(crate) use self::set_up::is_needed;
use crate::api::Api;

/// Mounts the slice.
pub fn mount(api: &mut Api) {
    set_up::mount(api);
    settings::mount(api);
    members::mount(api);
    invitations::mount(api);
    roles::mount(api);
    domains::mount(api);
}
