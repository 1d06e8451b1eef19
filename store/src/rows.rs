//! Rows as the database holds them, and the reads that all entities share.

use serde::{Serialize, de::DeserializeOwned};
use surrealdb::types::{
    Array, Object, RecordId, RecordIdKey, RecordIdKeyRange, SurrealValue, Value, Variables,
};

use crate::{
    Store, StoreError,
    connect::{bound, integer},
    error::Fault,
};

/// The entity as the column `body` holds it: canonical JSON of its type in `shared`. One text is far
/// cheaper for the engine to move than a tree of values, and domain types stay free of its traits.
pub(crate) fn body(entity: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(entity).map_err(|error| Fault::Other(error.to_string()))
}

/// The entities of a `SELECT VALUE body`.
pub(crate) fn entities<T: DeserializeOwned>(value: Value) -> Result<Vec<T>, Fault> {
    texts(value)?.iter().map(|body| entity(body)).collect()
}

/// The entity of a body.
pub(crate) fn entity<T: DeserializeOwned>(body: &str) -> Result<T, Fault> {
    serde_json::from_str(body)
        .map_err(|error| Fault::Other(format!("a stored entry cannot be read: {error}")))
}

pub(crate) fn texts(value: Value) -> Result<Vec<String>, Fault> {
    list(value)?.into_iter().map(text).collect()
}

pub(crate) fn list(value: Value) -> Result<Vec<Value>, Fault> {
    match value {
        Value::Array(items) => Ok(items.into_iter().collect()),
        other => Err(unexpected("a list", &other)),
    }
}

pub(crate) fn text(value: Value) -> Result<String, Fault> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(unexpected("a text", &other)),
    }
}

pub(crate) fn number(value: Value) -> Result<u64, Fault> {
    i64::from_value(value)
        .ok()
        .and_then(|number| u64::try_from(number).ok())
        .ok_or_else(|| Fault::Other("the database answered with something that is not a count".to_owned()))
}

/// A list of exactly `N` values.
pub(crate) fn tuple<const N: usize>(value: Value) -> Result<[Value; N], Fault> {
    list(value)?.try_into().map_err(|items: Vec<Value>| {
        Fault::Other(format!("the database answered with {} columns instead of {N}", items.len()))
    })
}

fn unexpected(wanted: &str, found: &Value) -> Fault {
    Fault::Other(format!("the database answered with {:?} instead of {wanted}", found.kind()))
}

/// The record of `table` under an id.
pub(crate) fn record(table: &'static str, key: impl Into<RecordIdKey>) -> RecordId {
    RecordId::new(table, key)
}

/// A row to write.
pub(crate) fn row<const N: usize>(id: RecordId, columns: [(&str, Value); N]) -> Value {
    let mut row = Object::new();
    row.insert("id", id);
    for (name, value) in columns {
        row.insert(name, value);
    }
    Value::Object(row)
}

pub(crate) fn array(items: impl IntoIterator<Item = Value>) -> Value {
    Value::Array(Array::from(items.into_iter().collect::<Vec<_>>()))
}

/// See [`Store::range`].
const PAGE: &str = "SELECT VALUE body FROM array::first([$range]) LIMIT $limit";

impl Store {
    pub(crate) fn explain(&self, fault: Fault) -> StoreError {
        self.inner.address.explain(fault)
    }

    pub(crate) async fn value(&self, statement: &str, bound: Variables) -> Result<Value, StoreError> {
        self.inner.client.value(statement, bound).await.map_err(|fault| self.explain(fault))
    }

    pub(crate) async fn select<T: DeserializeOwned>(
        &self,
        statement: &str,
        bound: Variables,
    ) -> Result<Vec<T>, StoreError> {
        entities(self.value(statement, bound).await?).map_err(|fault| self.explain(fault))
    }

    /// The entities of these records in this order; missing ones are left out.
    pub(crate) async fn by_ids<T: DeserializeOwned>(
        &self,
        records: impl IntoIterator<Item = RecordId>,
    ) -> Result<Vec<T>, StoreError> {
        let records = array(records.into_iter().map(Value::RecordId));
        self.select("SELECT VALUE body FROM $records", bound([("records", records)])).await
    }

    /// The entity under an address, through the UNIQUE index of its table.
    pub(crate) async fn by_slug<T: DeserializeOwned>(
        &self,
        statement: &'static str,
        slug: &str,
    ) -> Result<Option<T>, StoreError> {
        let slug = Value::String(slug.to_owned());
        Ok(self.select(statement, bound([("slug", slug)])).await?.pop())
    }

    /// The next entities of a table in the order of their ids.
    pub(crate) async fn after<T: DeserializeOwned>(
        &self,
        table: &'static str,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<T>, StoreError> {
        use std::ops::Bound::{Excluded, Unbounded};
        let start = after.map_or(Unbounded, |id| Excluded(RecordIdKey::String(id)));
        self.range(table, RecordIdKeyRange { start, end: Unbounded }, limit).await
    }

    /// The next entities in a range of record ids.
    ///
    /// The range goes through a function so that the planner does not see it: given the range itself it
    /// reads all of it and cuts afterwards (SurrealDB 3.3.5), fifty times slower at 100,000 rows; given
    /// a function it stops at the limit.
    pub(crate) async fn range<T: DeserializeOwned>(
        &self,
        table: &'static str,
        range: RecordIdKeyRange,
        limit: usize,
    ) -> Result<Vec<T>, StoreError> {
        let limit = integer(u64::try_from(limit).unwrap_or(u64::MAX));
        let range = Value::RecordId(record(table, range));
        self.select(PAGE, bound([("range", range), ("limit", limit)])).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn a_page_stops_reading_at_its_limit() {
        testing::run(async {
            let store = testing::in_memory().await;
            let all = std::ops::Bound::Unbounded::<RecordIdKey>;
            let range = RecordIdKeyRange { start: all.clone(), end: all };
            let parameters =
                bound([("range", Value::RecordId(record("listing", range))), ("limit", integer(10))]);
            let plan = store.value(&format!("EXPLAIN {PAGE}"), parameters).await.expect("a plan");
            let plan = format!("{plan:?}");
            // `RecordIdScan` has no limit of its own: with it, a page costs as much as the table.
            assert!(plan.contains("limit: $limit") || plan.contains("limit: 10"), "{plan}");
            assert!(!plan.contains("RecordIdScan"), "{plan}");
        });
    }
}
