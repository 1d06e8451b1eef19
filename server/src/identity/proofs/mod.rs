//! Ways to sign in: password, passkeys, authenticator app, recovery codes; and proving once more who one is.

use crate::api::Api;

/// Mounts the endpoints.
pub(super) fn mount(_api: &mut Api) {}
