//! Keys to the API.

use crate::api::Api;

/// Mounts the endpoints.
pub(super) fn mount(_api: &mut Api) {}
