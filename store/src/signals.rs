//! Measurements of listings: outside units, versions and events, so that they never contend with them.

use shared::{ids::ListingId, marketplace::model::Signals};
use surrealdb::types::{SurrealValue, Value};

use crate::{
    Store, StoreError,
    connect::bound,
    error::Fault,
    rows::{array, body, list, number, record, row},
};

/// How often a batch is tried against other batches.
const ATTEMPTS: u32 = 14;

impl Store {
    /// Replaces the measurements of these listings, all or none, and raises the revision.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when every attempt met another batch, [`StoreError::DiskFull`].
    pub async fn put_signals(&self, rows: &[(ListingId, Signals)]) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        let rows: Vec<Value> = rows
            .iter()
            .map(|measured| Ok(row(record_of(measured.0), [("body", body(measured)?.into_value())])))
            .collect::<Result<_, _>>()
            .map_err(|fault| self.explain(fault))?;
        let parameters = bound([("rows", array(rows))]);
        self.inner.writable()?;
        for attempt in 0..ATTEMPTS {
            let statements = "BEGIN;
INSERT INTO signals $rows ON DUPLICATE KEY UPDATE body = $input.body RETURN NONE;
UPSERT signals_revision:only SET value = (value ?? 0) + 1 RETURN NONE;
COMMIT;";
            match self.inner.client.run(statements, parameters.clone()).await {
                Ok(_) => {
                    self.inner.ticked();
                    return Ok(());
                }
                Err(Fault::Conflict) => self.inner.pause(attempt).await,
                Err(fault) => return Err(self.inner.failed(fault)),
            }
        }
        Err(StoreError::Busy)
    }

    /// The measurements of these listings in their order; listings without any are left out.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn signals(&self, ids: &[ListingId]) -> Result<Vec<(ListingId, Signals)>, StoreError> {
        self.by_ids(ids.iter().map(|id| record_of(*id))).await
    }

    /// At most `limit` measurements behind `after`, by listing.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn signals_after(
        &self,
        after: Option<ListingId>,
        limit: usize,
    ) -> Result<Vec<(ListingId, Signals)>, StoreError> {
        self.after("signals", after.map(|id| id.to_string()), limit).await
    }

    /// How many batches of measurements were put: 0 before the first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn signals_revision(&self) -> Result<u64, StoreError> {
        let rows = self.value("SELECT VALUE value FROM signals_revision", bound([])).await?;
        let revision = list(rows).and_then(|mut rows| rows.pop().map_or(Ok(0), number));
        revision.map_err(|fault| self.explain(fault))
    }
}

fn record_of(listing: ListingId) -> surrealdb::types::RecordId {
    record("signals", listing.to_string())
}
