//! Mail: written in the transaction of what it tells of, sent afterwards.

pub mod letters;

use crate::api::Api;

/// Mounts the slice.
pub fn mount(_api: &mut Api) {}
