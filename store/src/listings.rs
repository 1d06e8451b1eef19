//! Listings, read.

use shared::{ids::ListingId, marketplace::model::Listing, slug::Slug};

use crate::{
    Store, StoreError,
    connect::bound,
    error::Fault,
    rows::{list, number, record, text, tuple},
};

impl Store {
    /// # Errors
    /// When the database cannot be read.
    pub async fn listing(&self, id: ListingId) -> Result<Option<Listing>, StoreError> {
        Ok(self.listings(&[id]).await?.pop())
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn listing_by_slug(&self, slug: &Slug) -> Result<Option<Listing>, StoreError> {
        self.by_slug("SELECT VALUE body FROM listing WHERE slug = $slug", slug.as_str()).await
    }

    /// The listings in the order of `ids`; missing ones are left out.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn listings(&self, ids: &[ListingId]) -> Result<Vec<Listing>, StoreError> {
        self.by_ids(ids.iter().map(|id| record("listing", id.to_string()))).await
    }

    /// At most `limit` listings behind `after`, by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn listings_after(
        &self,
        after: Option<ListingId>,
        limit: usize,
    ) -> Result<Vec<Listing>, StoreError> {
        self.after("listing", after.map(|id| id.to_string()), limit).await
    }

    /// Address, id and version of every listing, by id; nothing of their content.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn listing_keys(&self) -> Result<Vec<(Slug, ListingId, u64)>, StoreError> {
        let rows = self.value("SELECT VALUE [slug, record::id(id), version] FROM listing", bound([])).await?;
        let keys = list(rows).and_then(|rows| {
            rows.into_iter()
                .map(|row| {
                    let [slug, id, version] = tuple(row)?;
                    let broken =
                        |why: &dyn std::fmt::Display| Fault::Other(format!("a stored listing: {why}"));
                    let slug = text(slug)?.parse().map_err(|error| broken(&error))?;
                    let id = text(id)?.parse().map_err(|error| broken(&error))?;
                    Ok((slug, id, number(version)?))
                })
                .collect()
        });
        keys.map_err(|fault| self.explain(fault))
    }
}
