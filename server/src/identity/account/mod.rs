//! A person's own account: profile, sessions, data.

use crate::api::Api;

/// Mounts the endpoints.
pub(super) fn mount(_api: &mut Api) {}
