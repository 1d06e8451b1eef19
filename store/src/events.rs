//! The event spine, read.

use shared::{
    event::{Event, Head},
    ids::OrganisationId,
};
use surrealdb::types::{Array, RecordIdKey, RecordIdKeyRange, SurrealValue, Value};

use crate::{
    Store, StoreError,
    connect::{bound, integer},
    error::Fault,
    rows::{array, list, number, record, text, tuple},
};

/// The heads of some organisations, see [`heads`].
pub(crate) const HEADS_OF: &str = "SELECT VALUE [record::id(id), sequence, hash] FROM $records";
/// Every head, see [`heads`].
pub(crate) const ALL_HEADS: &str = "SELECT VALUE [record::id(id), sequence, hash] FROM event_head";

/// `event:['org_…', 7]`: the events of an organisation lie together and in order.
pub(crate) fn key(organisation: OrganisationId, sequence: u64) -> RecordIdKey {
    RecordIdKey::Array(Array::from(vec![organisation.to_string().into_value(), integer(sequence)]))
}

/// The heads that [`HEADS_OF`] or [`ALL_HEADS`] found.
pub(crate) fn heads(rows: Value) -> Result<Vec<Head>, Fault> {
    list(rows)?
        .into_iter()
        .map(|row| {
            let [organisation, sequence, hash] = tuple(row)?;
            let organisation = text(organisation)?
                .parse()
                .map_err(|error| Fault::Other(format!("a stored head: {error}")))?;
            Ok(Head { organisation, sequence: number(sequence)?, hash: text(hash)? })
        })
        .collect()
}

impl Store {
    /// The last event of every organisation that has one, by organisation.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn heads(&self) -> Result<Vec<Head>, StoreError> {
        let rows = self.value(ALL_HEADS, bound([])).await?;
        heads(rows).map_err(|fault| self.explain(fault))
    }

    /// The last event of one organisation; before the first one, where it will attach.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn head_of(&self, organisation: OrganisationId) -> Result<Head, StoreError> {
        let records = array([Value::RecordId(record("event_head", organisation.to_string()))]);
        let rows = self.value(HEADS_OF, bound([("records", records)])).await?;
        let heads = heads(rows).map_err(|fault| self.explain(fault))?;
        Ok(heads.into_iter().next().unwrap_or_else(|| Head::start(organisation)))
    }

    /// At most `limit` events of an organisation behind `sequence`, in order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn events_after(
        &self,
        organisation: OrganisationId,
        sequence: u64,
        limit: usize,
    ) -> Result<Vec<Event>, StoreError> {
        use std::ops::Bound::{Excluded, Included};
        let range = RecordIdKeyRange {
            start: Excluded(key(organisation, sequence)),
            end: Included(key(organisation, u64::MAX)),
        };
        self.range("event", range, limit).await
    }
}
