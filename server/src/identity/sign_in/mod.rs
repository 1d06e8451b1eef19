//! Signing up, in and out, and the links that go by mail.

use crate::api::Api;

/// Mounts the endpoints.
pub(super) fn mount(_api: &mut Api) {}
