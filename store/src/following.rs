//! How it is kept who follows what.

use shared::{following::model::Following, ids::ListingId};

use crate::{
    Store, StoreError,
    documents::{Document, Table},
};

impl Document for Following {
    const TABLE: Table = Table::Following;
    fn key(&self) -> String {
        Self::key_of(self.listing, self.person)
    }
    fn version(&self) -> u64 {
        1
    }
    fn owner(&self) -> Option<String> {
        Some(self.person.to_string())
    }
}

impl Store {
    /// Those who follow a listing, in the order of their ids, behind one of them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn followers(
        &self,
        listing: ListingId,
        after: Option<&Following>,
        limit: usize,
    ) -> Result<Vec<Following>, StoreError> {
        let first = after.map_or_else(|| format!("{listing}/"), Document::key);
        // `0` is the character behind the slash.
        self.between(first, format!("{listing}0"), limit).await
    }
}
