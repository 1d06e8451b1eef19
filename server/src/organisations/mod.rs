//! Organisations over HTTP.

mod dns;
mod domains;
mod invitations;
mod members;
mod roles;
mod roster;
mod set_up;
mod settings;

pub use self::dns::{Dns, TxtLookup};
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
