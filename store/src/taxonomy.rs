//! The terms that listings are sorted by, read.

use shared::marketplace::model::Term;

use crate::{Store, StoreError};

impl Store {
    /// Every term: by taxonomy, there by position, there by label.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn terms(&self) -> Result<Vec<Term>, StoreError> {
        let mut terms: Vec<Term> = self.after("term", None, usize::MAX).await?;
        terms.sort_by(|a, b| (a.taxonomy, a.position, &a.label).cmp(&(b.taxonomy, b.position, &b.label)));
        Ok(terms)
    }
}
