//! Partners, read.

use shared::{ids::OrganisationId, partners::model::Partner, slug::Slug};

use crate::{Store, StoreError, rows::record};

impl Store {
    /// # Errors
    /// When the database cannot be read.
    pub async fn partner(&self, id: OrganisationId) -> Result<Option<Partner>, StoreError> {
        Ok(self.by_ids([record("partner", id.to_string())]).await?.pop())
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn partner_by_slug(&self, slug: &Slug) -> Result<Option<Partner>, StoreError> {
        self.by_slug("SELECT VALUE body FROM partner WHERE slug = $slug", slug.as_str()).await
    }

    /// At most `limit` partners behind `after`, by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn partners_after(
        &self,
        after: Option<OrganisationId>,
        limit: usize,
    ) -> Result<Vec<Partner>, StoreError> {
        self.after("partner", after.map(|id| id.to_string()), limit).await
    }
}
