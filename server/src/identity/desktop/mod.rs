//! The desktop app signs in: a code with PKCE, then refresh tokens that change at each use.

use crate::api::Api;

/// Mounts the endpoints.
pub(super) fn mount(_api: &mut Api) {}
