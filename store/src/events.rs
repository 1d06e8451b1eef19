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
    rows::{list, number, text, tuple},
};

/// `event:['org_…', 7]`: the events of an organisation lie together and in order.
pub(crate) fn key(organisation: OrganisationId, sequence: u64) -> RecordIdKey {
    RecordIdKey::Array(Array::from(vec![organisation.to_string().into_value(), integer(sequence)]))
}

/// The heads of a `SELECT VALUE [record::id(id), sequence, hash]`.
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
        let rows =
            self.value("SELECT VALUE [record::id(id), sequence, hash] FROM event_head", bound([])).await?;
        heads(rows).map_err(|fault| self.explain(fault))
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
