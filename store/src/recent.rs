//! Documents that this process read or wrote a while ago.
//!
//! A folder belongs to one process, and each of its writes goes through [`crate::commit`]. What was read
//! stays true until that says otherwise, so reading it again costs no statement, of which the engine plans
//! each anew. A database server has other writers: of it nothing is remembered.

use std::{
    collections::HashSet,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};

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
    /// Whoever remembers what they read holds it while they do.
    state: RwLock<State>,
}

#[derive(Debug)]
struct State {
    /// How often a write of each table began or ended: what was read before that is not remembered after it.
    writes: Vec<u64>,
    /// What is being written. The database may show it already, so it is read there: nobody sees it go back.
    under_way: HashSet<(Table, String)>,
    /// The tables of these: no list of theirs is answered from here.
    tables: Vec<Table>,
}

impl State {
    fn count(&mut self, unit: &Unit) {
        for table in unit.documents.keys() {
            if let Some(count) = self.writes.get_mut(*table as usize) {
                *count += 1;
            }
        }
    }
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
            state: RwLock::new(State {
                writes: vec![0; Table::ALL.len()],
                under_way: HashSet::new(),
                tables: Vec::new(),
            }),
        }
    }

    fn state(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self) -> RwLockWriteGuard<'_, State> {
        self.state.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// How often a table was written until now.
    pub(crate) fn writes(&self, table: Table) -> u64 {
        self.state().writes.get(table as usize).copied().unwrap_or_default()
    }

    /// A row, if it is remembered, or that there is none.
    pub(crate) fn row(&self, table: Table, key: &str) -> Option<Option<Arc<str>>> {
        let row = (table, key.to_owned());
        let state = self.state();
        if state.under_way.contains(&row) { None } else { self.rows.get(&row) }
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
        let state = self.state();
        let listed = self.lists.get(list)?;
        let holds = state.writes.get(list.table as usize) == Some(&listed.writes)
            && !state.tables.contains(&list.table);
        holds.then_some(listed.bodies)
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
        let state = self.state();
        if state.writes.get(table as usize) == Some(&writes) {
            remember();
        }
        drop(state);
    }

    /// A unit is about to be written. One is at a time.
    pub(crate) fn begins(&self, unit: &Unit) {
        let mut state = self.change();
        state.count(unit);
        state.tables = unit.documents.keys().copied().collect();
        for (table, writes) in &unit.documents {
            state.under_way.extend(writes.records.iter().map(|record| (*table, key(record))));
        }
    }

    /// Takes over what was committed.
    pub(crate) fn written(&self, unit: &Unit) {
        let mut state = self.change();
        state.count(unit);
        for (table, writes) in &unit.documents {
            // By its alias such a row can have gone into the place of another one.
            if writes.put.iter().any(has_alias) {
                self.rows.invalidate_all();
            }
            for record in &writes.removed {
                self.rows.insert((*table, key(record)), None);
            }
            let rows = writes.created.iter().chain(&writes.updated).chain(&writes.put);
            for (record, body) in rows.filter_map(id_and_body) {
                let row = (*table, key(record));
                if body.len() > LARGEST {
                    self.rows.invalidate(&row);
                } else {
                    self.rows.insert(row, Some(Arc::from(body)));
                }
            }
        }
        Self::ends(&mut state);
    }

    /// The unit was refused: everything is as it was.
    pub(crate) fn refused(&self) {
        Self::ends(&mut self.change());
    }

    /// Nobody knows how a write ended.
    pub(crate) fn broken(&self, unit: &Unit) {
        let mut state = self.change();
        state.count(unit);
        self.rows.invalidate_all();
        Self::ends(&mut state);
    }

    fn ends(state: &mut State) {
        state.under_way.clear();
        state.tables.clear();
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

fn id_and_body(row: &Value) -> Option<(&RecordId, &str)> {
    let row = object(row)?;
    match (row.get("id")?, row.get("body")?) {
        (Value::RecordId(record), Value::String(body)) => Some((record, body)),
        _ => None,
    }
}
