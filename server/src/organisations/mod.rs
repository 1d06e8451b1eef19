//! Organisations over HTTP.

use crate::api::Api;

/// Mounts the slice.
pub fn mount(_api: &mut Api) {}
