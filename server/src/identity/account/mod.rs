//! A person's own account: profile, sessions, data.

mod data;

use crate::api::Api;

/// Mounts the endpoints.
pub(super) fn mount(api: &mut Api) {
    data::mount(api);
}
