//! Uploads that are over leave, with what had arrived of them.

use shared::uploads::model::Upload;
use store::{Document, StoreError, Unit};

use crate::{Failure, services::Services};

/// Uploads that are looked up together.
const BATCH: usize = 100;

/// Removes what is over, and says how much it was.
///
/// # Errors
/// When the database or the store of pictures fails.
pub(crate) async fn sweep(services: &Services) -> Result<usize, Failure> {
    let now = services.clock.now();
    let mut removed = 0;
    loop {
        let over = services.store.due_keys(Upload::TABLE, now, BATCH).await?;
        let before = removed;
        for (key, version) in &over {
            // Nobody adds to what is over; the row goes last, so that what is left over is found again.
            services.media.drop_chunks(key).await?;
            let mut unit = Unit::default();
            unit.take_row(Upload::TABLE, key, *version);
            match services.store.commit(unit).await {
                Ok(_) => removed += 1,
                // It is another server's sweep.
                Err(StoreError::VersionConflict { .. } | StoreError::Busy) => {}
                Err(error) => return Err(error.into()),
            }
        }
        if over.is_empty() || removed == before {
            return Ok(removed);
        }
    }
}
