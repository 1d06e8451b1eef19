//! Hand-made selections of listings, read.

use shared::marketplace::model::Collection;

use crate::{Store, StoreError};

impl Store {
    /// Every collection in the order of their making.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn collections(&self) -> Result<Vec<Collection>, StoreError> {
        self.after("collection", None, usize::MAX).await
    }
}
