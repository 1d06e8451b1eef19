//! The trail over HTTP: read, filtered, exported with a signed head.

use crate::api::Api;

/// Mounts the slice.
pub fn mount(_api: &mut Api) {}
