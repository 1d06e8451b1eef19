//! One unit, one transaction; replayed as a whole when another one came first.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use shared::{
    event::{Event, Head},
    ids::OrganisationId,
};
use surrealdb::types::{RecordId, SurrealValue, Value, Variables};

use crate::{
    Inner, Store, StoreError, Unit,
    connect::{MAX_UNIT_BYTES, bound, integer},
    error::{Fault, STALE_HEAD, STALE_VERSION},
    rows::{array, body, number, record, row, tuple},
};

/// Why a transaction was not committed.
#[derive(Debug)]
pub(crate) enum WriteError {
    /// By what it carries, or by others: another transaction may do better.
    Refused(StoreError),
    /// By disk or network: whatever comes next meets the same.
    Broken(StoreError),
}

impl From<WriteError> for StoreError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Refused(error) | WriteError::Broken(error) => error,
        }
    }
}

/// How often a unit is tried before the caller hears [`StoreError::Busy`].
const ATTEMPTS: u32 = 14;
/// Longest pause before the second attempt; it doubles from there up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(2);
const LONGEST_PAUSE: Duration = Duration::from_millis(250);

impl Store {
    /// Writes everything that the unit carries in one transaction, or nothing of it, and hands back
    /// its events in their places.
    ///
    /// When another transaction came first the whole unit is replayed on what is there then, after a
    /// pause drawn at random.
    ///
    /// # Errors
    /// [`StoreError::VersionConflict`] when an updated entity is not at the version before,
    /// [`StoreError::Taken`] for an address or id in use, [`StoreError::Busy`] when every attempt met
    /// another writer; nothing is written in these cases. [`StoreError::DiskFull`], and every write
    /// after it until the store is opened again: then the unit is there whole or not at all. Over a network [`StoreError::Unreachable`] can also mean that only the answer was lost.
    pub async fn commit(&self, unit: Unit) -> Result<Vec<Event>, StoreError> {
        if unit.is_empty() {
            return Ok(Vec::new());
        }
        if let Some(fault) = unit.broken {
            return Err(self.explain(fault));
        }
        if unit.bytes > MAX_UNIT_BYTES {
            return Err(StoreError::Database(format!(
                "a write of {} MiB is more than one transaction takes ({} MiB); split it",
                unit.bytes >> 20,
                MAX_UNIT_BYTES >> 20,
            )));
        }
        self.writes.commit(unit).await
    }
}

impl Inner {
    /// Commits a unit that was checked, in one transaction.
    pub(crate) async fn write(&self, unit: &Unit) -> Result<Vec<Event>, WriteError> {
        self.writable().map_err(WriteError::Broken)?;
        if let Some(recent) = &self.recent {
            recent.begins(unit);
        }
        let outcome = self.carry_out(unit).await;
        if let Some(recent) = &self.recent {
            match &outcome {
                Ok(_) => recent.written(unit),
                Err(Fault::Conflict | Fault::StaleVersion | Fault::Taken { .. }) => recent.refused(),
                Err(Fault::DiskFull | Fault::Disk(_) | Fault::Connection(_) | Fault::Other(_)) => {
                    recent.broken(unit);
                }
            }
        }
        match outcome {
            Ok(events) => {
                self.ticked();
                Ok(events)
            }
            // Every attempt met another writer.
            Err(Fault::Conflict) => Err(WriteError::Refused(StoreError::Busy)),
            Err(Fault::StaleVersion) => Err(WriteError::Refused(self.stale(unit).await)),
            Err(fault @ (Fault::Taken { .. } | Fault::Other(_))) => {
                Err(WriteError::Refused(self.failed(fault)))
            }
            Err(fault @ (Fault::DiskFull | Fault::Disk(_) | Fault::Connection(_))) => {
                Err(WriteError::Broken(self.failed(fault)))
            }
        }
    }

    /// Tries until no other writer is in the way.
    async fn carry_out(&self, unit: &Unit) -> Result<Vec<Event>, Fault> {
        let organisations = unit.events.iter().map(|event| event.organisation).collect();
        let statements = statements(unit);
        let entities = parameters(unit);
        for attempt in 0..ATTEMPTS {
            match self.attempt(unit, &organisations, &statements, entities.clone()).await {
                Err(Fault::Conflict) => self.pause(attempt).await,
                outcome => return outcome,
            }
        }
        Err(Fault::Conflict)
    }

    async fn attempt(
        &self,
        unit: &Unit,
        organisations: &BTreeSet<OrganisationId>,
        statements: &str,
        mut parameters: Variables,
    ) -> Result<Vec<Event>, Fault> {
        let mut events = Vec::with_capacity(unit.events.len());
        if !unit.events.is_empty() {
            let mut heads = self.heads_of(organisations).await?;
            let before = heads.clone();
            for event in &unit.events {
                let organisation = event.organisation;
                let head = heads.entry(organisation).or_insert_with(|| Head::start(organisation));
                events.push(head.append(event.clone()));
            }
            parameters.extend(bound([
                ("head_records", array(before.keys().map(|id| Value::RecordId(head_record(*id))))),
                ("head_sequences", array(before.values().map(|head| integer(head.sequence)))),
                ("heads", array(heads.values().map(head_row))),
                ("events", array(events.iter().map(event_row).collect::<Result<Vec<_>, _>>()?)),
            ]));
        }
        self.client.run(statements, parameters).await?;
        Ok(events)
    }

    /// The heads of those organisations that have one.
    async fn heads_of(
        &self,
        organisations: &BTreeSet<OrganisationId>,
    ) -> Result<BTreeMap<OrganisationId, Head>, Fault> {
        let records = array(organisations.iter().map(|id| Value::RecordId(head_record(*id))));
        let rows = self.client.value(crate::events::HEADS_OF, bound([("records", records)])).await?;
        let heads = crate::events::heads(rows)?;
        Ok(heads.into_iter().map(|head| (head.organisation, head)).collect())
    }

    /// Names the first entity that is not at the version that the unit expects.
    async fn stale(&self, unit: &Unit) -> StoreError {
        for (_, writes) in unit.tables() {
            for (entity, expected) in &writes.expected {
                let found = self.version_and_slug(entity).await;
                match found {
                    Err(fault) => return self.address.explain(fault),
                    Ok(Some((version, slug))) if version != *expected => {
                        let named = slug.map_or_else(String::new, |slug| format!(" “{slug}”"));
                        return StoreError::VersionConflict { what: format!("The {}{named}", entity.table) };
                    }
                    Ok(None) => {
                        return StoreError::VersionConflict { what: format!("The {}", entity.table) };
                    }
                    Ok(Some(_)) => {}
                }
            }
        }
        // It moved on in the meantime, or the unit writes one entity twice.
        StoreError::VersionConflict { what: "An entry".to_owned() }
    }

    async fn version_and_slug(&self, entity: &RecordId) -> Result<Option<(u64, Option<String>)>, Fault> {
        let records = array([Value::RecordId(entity.clone())]);
        let rows = self
            .client
            .value("SELECT VALUE [version, slug] FROM $records", bound([("records", records)]))
            .await?;
        let Some(row) = crate::rows::list(rows)?.pop() else { return Ok(None) };
        let [version, slug] = tuple(row)?;
        Ok(Some((number(version)?, crate::rows::text(slug).ok())))
    }

    /// Waits between nothing and the full pause of this attempt, so that colliding writers spread out.
    pub(crate) async fn pause(&self, attempt: u32) {
        let full = FIRST_PAUSE.saturating_mul(1 << attempt.min(16)).min(LONGEST_PAUSE);
        let thousandths = u32::from(self.ids.ulid().to_bytes()[15]) * 1000 / 255;
        tokio::time::sleep(full * thousandths / 1000).await;
    }
}

/// The transaction, with a statement for each kind of write that the unit holds.
fn statements(unit: &Unit) -> String {
    let mut text = "BEGIN;\n".to_owned();
    let mut add = |statement: String| {
        text.push_str(&statement);
        text.push('\n');
    };
    for (table, writes) in unit.tables() {
        if !writes.expected.is_empty() {
            add(format!(
                "IF (SELECT VALUE version FROM ${table}_records) != ${table}_versions {{ THROW '{STALE_VERSION}' }};"
            ));
        }
    }
    for (table, writes) in unit.tables() {
        let columns = columns(table);
        // Before the others: what is removed may have the alias of what comes.
        if !writes.removed.is_empty() {
            add(format!("DELETE ${table}_removed RETURN NONE;"));
        }
        if !writes.updated.is_empty() {
            // Not `INSERT … ON DUPLICATE KEY UPDATE`: with a taken address that would overwrite the
            // row that has it.
            let set = assignments(columns, "$row");
            add(format!("FOR $row IN ${table}_updated {{ UPDATE $row.id SET {set} RETURN NONE }};"));
        }
        if !writes.created.is_empty() {
            add(format!("INSERT INTO {table} ${table}_created RETURN NONE;"));
        }
        if !writes.put.is_empty() {
            let set = assignments(columns, "$input");
            add(format!("INSERT INTO {table} ${table}_put ON DUPLICATE KEY UPDATE {set} RETURN NONE;"));
        }
    }
    if !unit.events.is_empty() {
        add(format!(
            "IF (SELECT VALUE sequence FROM $head_records) != $head_sequences {{ THROW '{STALE_HEAD}' }};
INSERT INTO event_head $heads ON DUPLICATE KEY UPDATE sequence = $input.sequence, hash = $input.hash RETURN NONE;
INSERT INTO event $events RETURN NONE;"
        ));
    }
    text.push_str("COMMIT;");
    text
}

/// What a table has beside the id.
fn columns(table: &str) -> &'static [&'static str] {
    match table {
        "term" => &["body"],
        "partner" | "listing" | "collection" => &["slug", "version", "body"],
        _ => &["alias", "owner", "due", "version", "body"],
    }
}

fn assignments(columns: &[&str], row: &str) -> String {
    columns.iter().map(|column| format!("{column} = {row}.{column}")).collect::<Vec<_>>().join(", ")
}

/// What [`statements`] refers to, apart from heads and events, which each attempt makes anew.
fn parameters(unit: &Unit) -> Variables {
    let mut parameters = bound([]);
    for (table, writes) in unit.tables() {
        let removed = writes.removed.iter().map(|record| Value::RecordId(record.clone()));
        parameters.insert(format!("{table}_created"), array(writes.created.iter().cloned()));
        parameters.insert(format!("{table}_updated"), array(writes.updated.iter().cloned()));
        parameters.insert(format!("{table}_put"), array(writes.put.iter().cloned()));
        parameters.insert(format!("{table}_removed"), array(removed));
        parameters.insert(format!("{table}_records"), writes.records());
        parameters.insert(format!("{table}_versions"), writes.versions());
    }
    parameters
}

fn head_record(organisation: OrganisationId) -> RecordId {
    record("event_head", organisation.to_string())
}

fn head_row(head: &Head) -> Value {
    row(
        head_record(head.organisation),
        [("sequence", integer(head.sequence)), ("hash", head.hash.clone().into_value())],
    )
}

fn event_row(event: &Event) -> Result<Value, Fault> {
    let key = crate::events::key(event.organisation, event.sequence);
    Ok(row(record("event", key), [("body", body(event)?.into_value())]))
}
