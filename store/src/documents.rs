//! Entities that are kept alike: one row each, with its version, and beside its body no more than what
//! the database has to look at.

use std::collections::HashMap;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Serialize, de::DeserializeOwned};
use surrealdb::types::{RecordIdKey, RecordIdKeyRange, SurrealValue, Value};

use crate::{
    Store, StoreError, Unit,
    connect::{bound, integer},
    error::Fault,
    recent::List,
    rows::{array, entity, list, number, record, text, texts, tuple},
};

/// An entity with a table of its own. The shape of the table is the same for all: see
/// `migrations/0002_identity.surql`.
pub trait Document: Serialize + DeserializeOwned + Send + Sync + 'static {
    const TABLE: Table;
    /// The id of the row.
    fn key(&self) -> String;
    /// Raised by one at each update; 1 for the first.
    fn version(&self) -> u64;
    /// What no other row of the table may have.
    fn alias(&self) -> Option<String> {
        None
    }
    /// Whose it is: rows are listed by it, in the order of their ids.
    fn owner(&self) -> Option<String> {
        None
    }
    /// From when on somebody has to do something about it: send it, sweep it away.
    fn due(&self) -> Option<DateTime<Utc>> {
        None
    }
}

macro_rules! tables {
    ($($variant:ident = $name:literal,)*) => {
        /// The tables of [`Document`]s.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Table { $($variant,)* }

        impl Table {
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

tables! {
    App = "app",
    Attempt = "sign_on_attempt",
    Call = "call",
    Case = "review_case",
    Categories = "categories",
    Ceremony = "ceremony",
    Certification = "certification",
    CertificationDraft = "certification_draft",
    CertificationQueue = "certification_queue",
    CleanUp = "clean_up",
    CleanUpRound = "clean_up_round",
    CollectionEdit = "collection_edit",
    Connection = "sign_on",
    Cursor = "cursor",
    Device = "device",
    DomainClaim = "domain_claim",
    Draft = "draft",
    Following = "following",
    Frozen = "frozen",
    Governed = "governed",
    Health = "health",
    Idempotency = "idempotency",
    Key = "api_key",
    Lease = "lease",
    Mail = "mail",
    Membership = "membership",
    NameOrder = "name_order",
    Notification = "notification",
    Organisation = "organisation",
    Person = "person",
    Picks = "picks",
    Preferences = "preferences",
    Proofs = "proofs",
    Rate = "rate",
    Receipt = "receipt",
    Roster = "roster",
    Sandbox = "sandbox",
    Schedule = "home_schedule",
    ServerSecret = "server_secret",
    Session = "session",
    SigningKey = "signing_key",
    Strikes = "strikes",
    Subject = "sign_on_subject",
    Token = "token",
    Trial = "trial",
    Upload = "upload",
    Version = "app_version",
}

/// A key for what is read with the newest first: the engine reads backwards by walking through everything
/// behind the place where it begins, and forwards it finds the place at once.
pub fn newest_first(id: ulid::Ulid) -> String {
    ulid::Ulid(!id.0).to_string()
}

/// An instant as a column holds it: texts that sort as the instants do.
fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn optional(text: Option<String>) -> Value {
    text.map_or(Value::None, SurrealValue::into_value)
}

/// Rows that are read at once where all are.
const PAGE: usize = 500;

impl Unit {
    /// A new entity: its id and its alias must be nobody's.
    pub fn create<D: Document>(&mut self, document: &D) {
        let row = self.document(document);
        let record = record(D::TABLE.as_str(), document.key());
        self.documents.entry(D::TABLE).or_default().create(record, row);
    }

    /// An entity whose stored version is one below the version that it brings.
    pub fn update<D: Document>(&mut self, document: &D) {
        let row = self.document(document);
        let record = record(D::TABLE.as_str(), document.key());
        let expected = document.version().saturating_sub(1);
        self.documents.entry(D::TABLE).or_default().update(record, expected, row);
    }

    /// An entity, new or in place of the one with its id, whatever its version.
    pub fn put<D: Document>(&mut self, document: &D) {
        let row = self.document(document);
        let record = record(D::TABLE.as_str(), document.key());
        self.documents.entry(D::TABLE).or_default().put(record, row);
    }

    /// Removes an entity, if it is there.
    pub fn remove<D: Document>(&mut self, key: impl Into<String>) {
        let record = record(D::TABLE.as_str(), key.into());
        self.bytes += 64;
        self.documents.entry(D::TABLE).or_default().remove(record);
    }

    /// Removes a row of any table of documents, if it is there.
    pub fn remove_row(&mut self, table: Table, key: &str) {
        self.bytes += 64;
        self.documents.entry(table).or_default().remove(record(table.as_str(), key.to_owned()));
    }

    /// Removes a row of any table of documents that has to be there, at this version.
    pub fn take_row(&mut self, table: Table, key: &str, version: u64) {
        self.bytes += 64;
        self.documents.entry(table).or_default().take(record(table.as_str(), key.to_owned()), version);
    }

    /// Removes an entity that has to be there, at the version that it brings: of several who use up what
    /// works once, one does.
    pub fn take<D: Document>(&mut self, document: &D) {
        let record = record(D::TABLE.as_str(), document.key());
        self.bytes += 64;
        self.documents.entry(D::TABLE).or_default().take(record, document.version());
    }

    fn document<D: Document>(&mut self, document: &D) -> Value {
        let body = self.body(document);
        crate::rows::row(
            record(D::TABLE.as_str(), document.key()),
            [
                ("alias", optional(document.alias())),
                ("owner", optional(document.owner())),
                ("due", optional(document.due().map(instant))),
                ("version", integer(document.version())),
                ("body", body.into_value()),
            ],
        )
    }
}

/// See [`Store::get_all`].
const KEYS_AND_BODIES: &str = "SELECT VALUE [record::id(id), body] FROM $records";

fn keys_and_bodies(rows: Value) -> Result<HashMap<String, String>, Fault> {
    let pair = |row| {
        let [key, body] = tuple(row)?;
        Ok((text(key)?, text(body)?))
    };
    list(rows)?.into_iter().map(pair).collect()
}

impl Store {
    /// The entity under an id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn get<D: Document>(&self, key: impl Into<String>) -> Result<Option<D>, StoreError> {
        Ok(self.get_all(vec![key.into()]).await?.pop())
    }

    /// The entities under these ids, in this order; missing ones are left out.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn get_all<D: Document>(&self, keys: Vec<String>) -> Result<Vec<D>, StoreError> {
        let Some(recent) = &self.inner.recent else {
            let records: Vec<_> = keys.into_iter().map(|key| record(D::TABLE.as_str(), key)).collect();
            return self.by_ids(records).await;
        };
        let remembered: Vec<_> = keys.iter().map(|key| recent.row(D::TABLE, key)).collect();
        let mut read = HashMap::new();
        if remembered.iter().any(Option::is_none) {
            let writes = recent.writes(D::TABLE);
            let unknown = keys.iter().zip(&remembered).filter(|(_, known)| known.is_none());
            let records =
                unknown.clone().map(|(key, _)| Value::RecordId(record(D::TABLE.as_str(), key.clone())));
            let rows = self.value(KEYS_AND_BODIES, bound([("records", array(records))])).await?;
            read = keys_and_bodies(rows).map_err(|fault| self.explain(fault))?;
            for (key, _) in unknown {
                recent.remember_row(D::TABLE, key.clone(), read.get(key).map(String::as_str), writes);
            }
        }
        let bodies = keys.iter().zip(&remembered).filter_map(|(key, known)| match known {
            Some(known) => known.as_deref(),
            None => read.get(key).map(String::as_str),
        });
        bodies.map(entity).collect::<Result<_, _>>().map_err(|fault| self.explain(fault))
    }

    /// The entity with an alias.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn find<D: Document>(&self, alias: &str) -> Result<Option<D>, StoreError> {
        let statement = format!("SELECT VALUE body FROM {} WHERE alias = $alias", D::TABLE.as_str());
        let alias = alias.to_owned().into_value();
        Ok(self.select(&statement, bound([("alias", alias)])).await?.pop())
    }

    /// At most `limit` entities of an owner behind `after`, in the order of their keys. There is no
    /// other order: see [`newest_first`].
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn owned_by<D: Document>(
        &self,
        owner: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<D>, StoreError> {
        let list = List { table: D::TABLE, owner: owner.to_owned(), after: after.map(str::to_owned), limit };
        if let Some(bodies) = self.inner.recent.as_ref().and_then(|recent| recent.list(&list)) {
            let entities: Result<_, _> = bodies.iter().map(|body| entity(body)).collect();
            return entities.map_err(|fault| self.explain(fault));
        }
        let writes = self.inner.recent.as_ref().map(|recent| recent.writes(D::TABLE));
        let table = D::TABLE.as_str();
        let place = if after.is_some() { "AND id > $beyond " } else { "" };
        // `id` has to be selected to be sorted by.
        let statement = format!(
            "SELECT VALUE body FROM (SELECT id, body FROM {table} WHERE owner = $owner {place}ORDER BY id ASC LIMIT $limit)"
        );
        let mut parameters = bound([
            ("owner", owner.to_owned().into_value()),
            ("limit", integer(u64::try_from(limit).unwrap_or(u64::MAX))),
        ]);
        if let Some(key) = after {
            parameters.insert("beyond".to_owned(), Value::RecordId(record(table, key.to_owned())));
        }
        let bodies = texts(self.value(&statement, parameters).await?).map_err(|fault| self.explain(fault))?;
        if let (Some(recent), Some(writes)) = (&self.inner.recent, writes) {
            recent.remember_list(list, &bodies, writes);
        }
        let entities: Result<_, _> = bodies.iter().map(|body| entity(body)).collect();
        entities.map_err(|fault| self.explain(fault))
    }

    /// Every entity of an owner, in the order of their keys; for owners that have some hundreds at most.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn all_owned_by<D: Document>(&self, owner: &str) -> Result<Vec<D>, StoreError> {
        let mut all: Vec<D> = Vec::new();
        loop {
            let last = all.last().map(Document::key);
            let page = self.owned_by::<D>(owner, last.as_deref(), PAGE).await?;
            let whole = page.len() < PAGE;
            all.extend(page);
            if whole {
                return Ok(all);
            }
        }
    }

    /// The ids of every row that an owner has in a table, whatever it is.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn keys_of(&self, table: Table, owner: &str) -> Result<Vec<String>, StoreError> {
        let statement = format!("SELECT VALUE record::id(id) FROM {} WHERE owner = $owner", table.as_str());
        let rows = self.value(&statement, bound([("owner", owner.to_owned().into_value())])).await?;
        let keys = list(rows).and_then(|keys| keys.into_iter().map(text).collect());
        keys.map_err(|fault| self.explain(fault))
    }

    /// How many entities an owner has.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn count_of<D: Document>(&self, owner: &str) -> Result<u64, StoreError> {
        let statement = format!(
            "SELECT VALUE n FROM (SELECT count() AS n FROM {} WHERE owner = $owner GROUP ALL)",
            D::TABLE.as_str()
        );
        let rows = self.value(&statement, bound([("owner", owner.to_owned().into_value())])).await?;
        let count = list(rows).and_then(|mut rows| rows.pop().map_or(Ok(0), number));
        count.map_err(|fault| self.explain(fault))
    }

    /// At most `limit` entities that are due at `now`, the longest due first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn due<D: Document>(&self, now: DateTime<Utc>, limit: usize) -> Result<Vec<D>, StoreError> {
        let statement = format!(
            "SELECT VALUE body FROM (SELECT due, body FROM {} WHERE due > '' AND due <= $now ORDER BY due ASC LIMIT $limit)",
            D::TABLE.as_str()
        );
        let limit = integer(u64::try_from(limit).unwrap_or(u64::MAX));
        self.select(&statement, bound([("now", instant(now).into_value()), ("limit", limit)])).await
    }

    /// When the first entity of a table is due.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn next_due<D: Document>(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let statement = format!(
            "SELECT VALUE due FROM (SELECT due FROM {} WHERE due > '' ORDER BY due ASC LIMIT 1)",
            D::TABLE.as_str()
        );
        let first = list(self.value(&statement, bound([])).await?).and_then(|mut rows| {
            let first = rows.pop().map(text).transpose()?;
            let at = first.map(|first| {
                shared::time::instant(&first)
                    .ok_or_else(|| Fault::Other(format!("a stored instant cannot be read: {first}")))
            });
            at.transpose()
        });
        first.map_err(|fault| self.explain(fault))
    }

    /// Ids and versions of at most `limit` rows of a table that are due at `now`, the longest due first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn due_keys(
        &self,
        table: Table,
        now: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<(String, u64)>, StoreError> {
        let statement = format!(
            "SELECT VALUE [record::id(id), version] FROM (SELECT id, due, version FROM {} WHERE due > '' AND due <= $now ORDER BY due ASC LIMIT $limit)",
            table.as_str()
        );
        let limit = integer(u64::try_from(limit).unwrap_or(u64::MAX));
        let rows =
            self.value(&statement, bound([("now", instant(now).into_value()), ("limit", limit)])).await?;
        let keys = list(rows).and_then(|rows| {
            let key = |row| {
                let [key, version] = tuple(row)?;
                Ok((text(key)?, number(version)?))
            };
            rows.into_iter().map(key).collect()
        });
        keys.map_err(|fault| self.explain(fault))
    }

    /// At most `limit` entities of a table behind `after`, by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn all_after<D: Document>(
        &self,
        after: Option<String>,
        limit: usize,
    ) -> Result<Vec<D>, StoreError> {
        use std::ops::Bound::{Excluded, Unbounded};
        let start = after.map_or(Unbounded, |id| Excluded(RecordIdKey::String(id)));
        self.range(D::TABLE.as_str(), RecordIdKeyRange { start, end: Unbounded }, limit).await
    }

    /// At most `limit` entities whose ids lie behind `first` and before `end`, by id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn between<D: Document>(
        &self,
        first: String,
        end: String,
        limit: usize,
    ) -> Result<Vec<D>, StoreError> {
        use std::ops::Bound::Excluded;
        let range = RecordIdKeyRange {
            start: Excluded(RecordIdKey::String(first)),
            end: Excluded(RecordIdKey::String(end)),
        };
        self.range(D::TABLE.as_str(), range, limit).await
    }
}
