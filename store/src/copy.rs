//! The whole database at one moment, row by row, and a database that is filled from such rows.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use shared::{event::Head, ids::OrganisationId, ports::Clock};
use surrealdb::types::{Array, Number, Object, RecordId, RecordIdKey, RecordIdKeyRange, Value};

use crate::{
    Store, StoreError, Table,
    connect::{Address, Client, Frozen, bound, integer},
    error::Fault,
    events, migrations, program,
    rows::{array, list, record},
};

/// Tables beside those of documents. `migration` is not among them: the number of the last step stands
/// for it.
const TABLES: &[&str] = &[
    "program",
    "partner",
    "listing",
    "term",
    "collection",
    "signals",
    "signals_revision",
    "event",
    "event_head",
];

/// Every table that holds something of the program.
pub fn tables() -> impl Iterator<Item = &'static str> {
    TABLES.iter().copied().chain(Table::ALL.iter().map(|table| table.as_str()))
}

/// A row of any table: its id and its columns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub id: serde_json::Value,
    pub columns: serde_json::Map<String, serde_json::Value>,
}

/// The database as it was at one moment. Others go on writing; nothing of that is in it.
///
/// End it with [`Snapshot::end`]: until then the engine keeps what it sees.
#[derive(Debug)]
pub struct Snapshot {
    address: Address,
    frozen: Frozen,
    program: OrganisationId,
    schema: u32,
}

impl Store {
    /// Begins to read the database as it is now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        let frozen = self.inner.client.freeze().await.map_err(|fault| self.explain(fault))?;
        // The first read fixes the moment where the engine does not do so at the beginning.
        let schema = match frozen.value(migrations::NUMBERS, bound([])).await.and_then(migrations::last) {
            Ok(schema) => schema,
            Err(fault) => {
                // The first fault is the one to tell.
                drop(frozen.thaw().await);
                return Err(self.explain(fault));
            }
        };
        Ok(Snapshot { address: self.inner.address.clone(), frozen, program: self.program(), schema })
    }
}

impl Snapshot {
    /// The operator's own organisation.
    pub const fn program(&self) -> OrganisationId {
        self.program
    }

    /// The number of the last step of the schema.
    pub const fn schema(&self) -> u32 {
        self.schema
    }

    /// The last event of every organisation that has one, by organisation.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn heads(&self) -> Result<Vec<Head>, StoreError> {
        let rows = self.frozen.value(events::ALL_HEADS, bound([])).await;
        rows.and_then(events::heads).map_err(|fault| self.address.explain(fault))
    }

    /// At most `limit` rows of a table behind `after`, by id.
    ///
    /// # Errors
    /// When the database cannot be read, or the program has no such table.
    pub async fn rows(&self, table: &str, after: Option<&Row>, limit: usize) -> Result<Vec<Row>, StoreError> {
        self.page(table, after, limit).await.map_err(|fault| self.address.explain(fault))
    }

    async fn page(&self, table: &str, after: Option<&Row>, limit: usize) -> Result<Vec<Row>, Fault> {
        use std::ops::Bound::{Excluded, Unbounded};
        let start = match after {
            None => Unbounded,
            Some(row) => Excluded(key(&row.id)?),
        };
        let range = record(known(table)?, RecordIdKeyRange { start, end: Unbounded });
        let limit = integer(u64::try_from(limit).unwrap_or(u64::MAX));
        // Through a function, as every page: see `Store::range`.
        let rows = self
            .frozen
            .value(
                "SELECT * FROM array::first([$range]) LIMIT $limit",
                bound([("range", Value::RecordId(range)), ("limit", limit)]),
            )
            .await?;
        list(rows)?.into_iter().map(read).collect()
    }

    /// Lets the engine forget this moment.
    ///
    /// # Errors
    /// When the database cannot be reached any more.
    pub async fn end(self) -> Result<(), StoreError> {
        self.frozen.thaw().await.map_err(|fault| self.address.explain(fault))
    }
}

/// A new database that is filled with the rows of another one.
#[derive(Debug)]
pub struct Filling {
    address: Address,
    client: Client,
}

impl Filling {
    /// Opens a new database with the schema of the other one. Opened as a [`Store`] later it moves forward
    /// to the newest.
    ///
    /// # Errors
    /// As [`Store::open`]; [`StoreError::NewerSchema`] for the rows of a newer version,
    /// [`StoreError::Taken`] for a database that holds something.
    pub async fn begin(url: &str, clock: Arc<dyn Clock>, schema: u32) -> Result<Self, StoreError> {
        let steps = usize::try_from(schema).ok().and_then(|schema| migrations::ALL.get(..schema));
        let known = u32::try_from(migrations::ALL.len()).unwrap_or(u32::MAX);
        let steps = steps.ok_or(StoreError::NewerSchema { found: schema, known })?;
        let address = Address::parse(url)?;
        let filling = Self { client: Client::connect(&address).await?, address };
        let prepared = async {
            migrations::run(&filling.client, &filling.address, clock.as_ref(), steps).await?;
            match program::stored(&filling.client).await {
                Ok(None) => Ok(()),
                Ok(Some(_)) => Err(StoreError::Taken { what: "This database".to_owned() }),
                Err(fault) => Err(filling.address.explain(fault)),
            }
        };
        match prepared.await {
            Ok(()) => Ok(filling),
            Err(error) => {
                // The folder must be free again for whoever acts on the error.
                filling.client.close().await.ok();
                Err(error)
            }
        }
    }

    /// Writes rows of a table, in one transaction.
    ///
    /// # Errors
    /// When a row does not fit its table or is there already, or the database cannot be written.
    pub async fn insert(&self, table: &str, rows: &[Row]) -> Result<(), StoreError> {
        self.write(table, rows).await.map_err(|fault| self.address.explain(fault))
    }

    async fn write(&self, table: &str, rows: &[Row]) -> Result<(), Fault> {
        if rows.is_empty() {
            return Ok(());
        }
        let table = known(table)?;
        let rows = rows.iter().map(|row| written(table, row)).collect::<Result<Vec<_>, _>>()?;
        let statement = format!("INSERT INTO {table} $rows RETURN NONE");
        self.client.run(&statement, bound([("rows", array(rows))])).await.map(drop)
    }

    /// Puts everything on disk and frees the folder.
    ///
    /// # Errors
    /// When the engine cannot be stopped in order.
    pub async fn close(self) -> Result<(), StoreError> {
        self.client.close().await.map_err(|fault| self.address.explain(fault))
    }
}

/// The table of this name; nothing else gets into a statement.
fn known(table: &str) -> Result<&'static str, Fault> {
    tables()
        .find(|known| *known == table)
        .ok_or_else(|| Fault::Other(format!("the program has no table “{}”", table.escape_debug())))
}

/// A row as the database hands it out. A column without a value is left out.
fn read(row: Value) -> Result<Row, Fault> {
    let Value::Object(row) = row else { return Err(strange("a row", &row)) };
    let mut id = None;
    let mut columns = serde_json::Map::new();
    for (name, value) in row.into_inner() {
        match value {
            Value::RecordId(record) if name == "id" => id = Some(json(key_value(record.key))?),
            Value::None => {}
            value => drop(columns.insert(name, json(value)?)),
        }
    }
    let id = id.ok_or_else(|| Fault::Other("a row has no id".to_owned()))?;
    Ok(Row { id, columns })
}

fn written(table: &'static str, row: &Row) -> Result<Value, Fault> {
    let mut object = Object::new();
    object.insert("id", RecordId::new(table, key(&row.id)?));
    for (name, column) in &row.columns {
        object.insert(name.clone(), value(column)?);
    }
    Ok(Value::Object(object))
}

/// What columns and ids consist of: texts, whole numbers, and lists of them.
fn json(value: Value) -> Result<serde_json::Value, Fault> {
    match value {
        Value::String(text) => Ok(text.into()),
        Value::Number(Number::Int(number)) => Ok(number.into()),
        Value::Array(items) => items.into_iter().map(json).collect(),
        other => Err(strange("a column", &other)),
    }
}

fn value(column: &serde_json::Value) -> Result<Value, Fault> {
    match column {
        serde_json::Value::String(text) => Ok(Value::String(text.clone())),
        serde_json::Value::Number(number) => match number.as_i64() {
            Some(number) => Ok(Value::Number(Number::Int(number))),
            None => Err(Fault::Other(format!("{number} is not a number of the database"))),
        },
        serde_json::Value::Array(items) => Ok(array(items.iter().map(value).collect::<Result<Vec<_>, _>>()?)),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Object(_) => {
            Err(Fault::Other(format!("{column} is no value of a column")))
        }
    }
}

fn key_value(key: RecordIdKey) -> Value {
    match key {
        RecordIdKey::Number(number) => Value::Number(Number::Int(number)),
        RecordIdKey::String(text) => Value::String(text),
        RecordIdKey::Array(items) => Value::Array(items),
        RecordIdKey::Uuid(_) | RecordIdKey::Object(_) | RecordIdKey::Range(_) => Value::None,
    }
}

fn key(id: &serde_json::Value) -> Result<RecordIdKey, Fault> {
    match value(id)? {
        Value::Number(Number::Int(number)) => Ok(RecordIdKey::Number(number)),
        Value::String(text) => Ok(RecordIdKey::String(text)),
        Value::Array(items) => Ok(RecordIdKey::Array(Array::from(items.into_iter().collect::<Vec<_>>()))),
        other => Err(strange("an id", &other)),
    }
}

fn strange(what: &str, found: &Value) -> Fault {
    Fault::Other(format!("{what} of the database is of another kind: {:?}", found.kind()))
}

#[cfg(test)]
mod tests;
