//! Single sign-on over HTTP: an organisation's provider vouches for its people.

use crate::api::Api;

/// Mounts the slice.
pub fn mount(_api: &mut Api) {}
