//! Documents that this process read or wrote a while ago.
//!
//! A folder belongs to one process, and each of its writes goes through [`crate::commit`]. What was read
//! stays true until that says otherwise, so reading it again costs no statement, of which the engine plans
//! each anew. A database server has other writers: of it nothing is remembered.

use std::sync::{Arc, PoisonError, RwLock};

use moka::sync::Cache;
use surrealdb::types::{Object, RecordId, RecordIdKey, Value};

use crate::{Table, Unit};

/// Most bytes of rows, and of lists.
const MOST: u64 = 12 << 20;
/// What is larger is read from the database.
const LARGEST: usize = 32 << 10;
/// What an entry takes beside its texts, roughly.
const AROUND: usize = 96;

/// The rows of an owner behind a key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct List {
    pub(crate) table: Table,
    pub(crate) owner: String,
    pub(crate) after: Option<String>,
    pub(crate) limit: usize,
}

/// The bodies of some rows, and how often their table was written before they were read.
#[derive(Clone, Debug)]
struct Listed {
    bodies: Arc<[String]>,
    writes: u64,
}

#[derive(Debug)]
pub(crate) struct Recent {
    /// `None` for a row that is known not to be there.
    rows: Cache<(Table, String), Option<Arc<str>>>,
    lists: Cache<List, Listed>,
    /// How often each table was written. Whoever remembers what they read holds it while they do: what was
    /// read before a write is not remembered after it.
    writes: RwLock<Vec<u64>>,
}

impl Recent {
    pub(crate) fn new() -> Self {
        let bytes = |texts: usize| u32::try_from(AROUND + texts).unwrap_or(u32::MAX);
        let row = move |(_, key): &(Table, String), body: &Option<Arc<str>>| {
            bytes(key.len() + body.as_ref().map_or(0, |body| body.len()))
        };
        let list = move |list: &List, listed: &Listed| {
            bytes(list.owner.len() + listed.bodies.iter().map(|body| AROUND + body.len()).sum::<usize>())
        };
        Self {
            rows: Cache::builder().weigher(row).max_capacity(MOST).build(),
            lists: Cache::builder().weigher(list).max_capacity(MOST).build(),
            writes: RwLock::new(vec![0; Table::ALL.len()]),
        }
    }

    /// How often a table was written until now.
    pub(crate) fn writes(&self, table: Table) -> u64 {
        let writes = self.writes.read().unwrap_or_else(PoisonError::into_inner);
        writes.get(table as usize).copied().unwrap_or_default()
    }

    /// A row, if it is remembered, or that there is none.
    pub(crate) fn row(&self, table: Table, key: &str) -> Option<Option<Arc<str>>> {
        self.rows.get(&(table, key.to_owned()))
    }

    /// Remembers a row that was read when the table had been written so often.
    pub(crate) fn remember_row(&self, table: Table, key: String, body: Option<&str>, writes: u64) {
        if body.is_some_and(|body| body.len() > LARGEST) {
            return;
        }
        self.unless_written(table, writes, || self.rows.insert((table, key), body.map(Arc::from)));
    }

    /// The bodies of a list, if they are remembered.
    pub(crate) fn list(&self, list: &List) -> Option<Arc<[String]>> {
        let listed = self.lists.get(list)?;
        (listed.writes == self.writes(list.table)).then_some(listed.bodies)
    }

    /// Remembers a list that was read when the table had been written so often.
    pub(crate) fn remember_list(&self, list: List, bodies: &[String], writes: u64) {
        if bodies.iter().map(String::len).sum::<usize>() > LARGEST {
            return;
        }
        let listed = Listed { bodies: bodies.into(), writes };
        self.unless_written(list.table, writes, || self.lists.insert(list, listed));
    }

    fn unless_written(&self, table: Table, writes: u64, remember: impl FnOnce()) {
        let now = self.writes.read().unwrap_or_else(PoisonError::into_inner);
        if now.get(table as usize) == Some(&writes) {
            remember();
        }
        drop(now);
    }

    /// Takes over what was committed.
    pub(crate) fn written(&self, unit: &Unit) {
        let mut counts = self.writes.write().unwrap_or_else(PoisonError::into_inner);
        for (table, writes) in &unit.documents {
            if let Some(count) = counts.get_mut(*table as usize) {
                *count += 1;
            }
            // By its alias such a row can have gone into the place of another one.
            if writes.put.iter().any(has_alias) {
                self.rows.invalidate_all();
            }
            for record in &writes.removed {
                self.rows.insert((*table, key(record)), None);
            }
            for (record, body) in
                writes.created.iter().chain(&writes.updated).chain(&writes.put).filter_map(columns)
            {
                let row = (*table, key(record));
                if body.len() > LARGEST {
                    self.rows.invalidate(&row);
                } else {
                    self.rows.insert(row, Some(Arc::from(body)));
                }
            }
        }
    }

    /// Forgets whatever a unit writes of which nobody knows how it ended.
    pub(crate) fn forget(&self, unit: &Unit) {
        let mut counts = self.writes.write().unwrap_or_else(PoisonError::into_inner);
        for table in unit.documents.keys() {
            if let Some(count) = counts.get_mut(*table as usize) {
                *count += 1;
            }
        }
        self.rows.invalidate_all();
    }
}

/// The key as documents name it: theirs are texts.
fn key(record: &RecordId) -> String {
    match &record.key {
        RecordIdKey::String(key) => key.clone(),
        other => format!("{other:?}"),
    }
}

fn object(row: &Value) -> Option<&Object> {
    match row {
        Value::Object(row) => Some(row),
        _ => None,
    }
}

fn has_alias(row: &Value) -> bool {
    object(row).and_then(|row| row.get("alias")).is_some_and(|alias| matches!(alias, Value::String(_)))
}

fn columns(row: &Value) -> Option<(&RecordId, &str)> {
    let row = object(row)?;
    match (row.get("id")?, row.get("body")?) {
        (Value::RecordId(record), Value::String(body)) => Some((record, body)),
        _ => None,
    }
}
