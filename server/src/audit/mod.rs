//! The trail over HTTP: read, filtered, exported with a signed head.

mod export;
mod names;
mod read;
#[cfg(test)]
mod tests;

use shared::audit::api::{ExportAudit, ReadAudit};

use crate::api::Api;

/// Mounts the slice.
pub fn mount(api: &mut Api) {
    api.mount::<ReadAudit, _, _>(read::read);
    api.mount::<ExportAudit, _, _>(export::export);
}
