//! What one decision writes, as data.

use std::collections::BTreeMap;

use serde::Serialize;
use shared::{
    event::NewEvent,
    ids::CollectionId,
    marketplace::model::{Collection, Listing, Taxonomy, Term},
    partners::model::Partner,
    slug::Slug,
};
use surrealdb::types::{RecordId, SurrealValue, Value};

use crate::{
    connect::integer,
    documents::Table,
    error::Fault,
    rows::{array, body, record, row},
};

/// The writes of one decision and the events that tell of them: all of it is committed, or nothing.
///
/// One unit writes an entity once. `create_*` wants an id and an address that nobody has;
/// `update_*` wants the stored version to be one below the version that it brings.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    pub(crate) partners: Writes,
    pub(crate) listings: Writes,
    pub(crate) collections: Writes,
    pub(crate) terms: Writes,
    pub(crate) documents: BTreeMap<Table, Writes>,
    pub(crate) events: Vec<NewEvent>,
    /// Size of the rows, roughly.
    pub(crate) bytes: usize,
    pub(crate) broken: Option<Fault>,
}

/// Rows of one table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Writes {
    pub(crate) created: Vec<Value>,
    pub(crate) updated: Vec<Value>,
    pub(crate) put: Vec<Value>,
    pub(crate) removed: Vec<RecordId>,
    /// Record and expected version of each of `updated`, and of those of `removed` that have to be there.
    pub(crate) expected: Vec<(RecordId, u64)>,
    /// Every record of these, whatever happens to it.
    pub(crate) records: Vec<RecordId>,
}

impl Writes {
    pub(crate) fn create(&mut self, record: RecordId, row: Value) {
        self.records.push(record);
        self.created.push(row);
    }

    pub(crate) fn update(&mut self, record: RecordId, expected: u64, row: Value) {
        self.records.push(record.clone());
        self.expected.push((record, expected));
        self.updated.push(row);
    }

    pub(crate) fn put(&mut self, record: RecordId, row: Value) {
        self.records.push(record);
        self.put.push(row);
    }

    pub(crate) fn remove(&mut self, record: RecordId) {
        self.records.push(record.clone());
        self.removed.push(record);
    }

    pub(crate) fn take(&mut self, record: RecordId, expected: u64) {
        self.expected.push((record.clone(), expected));
        self.remove(record);
    }

    fn append(&mut self, mut other: Self) {
        self.created.append(&mut other.created);
        self.updated.append(&mut other.updated);
        self.put.append(&mut other.put);
        self.removed.append(&mut other.removed);
        self.expected.append(&mut other.expected);
        self.records.append(&mut other.records);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    pub(crate) fn records(&self) -> Value {
        array(self.expected.iter().map(|(record, _)| Value::RecordId(record.clone())))
    }

    pub(crate) fn versions(&self) -> Value {
        array(self.expected.iter().map(|(_, version)| integer(*version)))
    }
}

/// What the versioned tables know of an entity beside its body.
struct Columns<'e> {
    table: &'static str,
    id: String,
    slug: &'e str,
    version: u64,
}

impl Columns<'_> {
    fn row(self, body: String) -> Value {
        let columns = [
            ("slug", self.slug.to_owned().into_value()),
            ("version", integer(self.version)),
            ("body", body.into_value()),
        ];
        row(record(self.table, self.id), columns)
    }
}

impl Unit {
    /// A new partner.
    pub fn create_partner(&mut self, partner: &Partner) {
        let body = self.body(partner);
        create(&mut self.partners, partner_columns(partner), body);
    }

    /// A partner whose stored version is `partner.version - 1`.
    pub fn update_partner(&mut self, partner: &Partner) {
        let body = self.body(partner);
        update(&mut self.partners, partner_columns(partner), body);
    }

    /// A new listing.
    pub fn create_listing(&mut self, listing: &Listing) {
        let body = self.body(listing);
        create(&mut self.listings, listing_columns(listing), body);
    }

    /// A listing whose stored version is `listing.version - 1`.
    pub fn update_listing(&mut self, listing: &Listing) {
        let body = self.body(listing);
        update(&mut self.listings, listing_columns(listing), body);
    }

    /// A new collection.
    pub fn create_collection(&mut self, collection: &Collection) {
        let body = self.body(collection);
        create(&mut self.collections, collection_columns(collection), body);
    }

    /// A collection whose stored version is `collection.version - 1`.
    pub fn update_collection(&mut self, collection: &Collection) {
        let body = self.body(collection);
        update(&mut self.collections, collection_columns(collection), body);
    }

    /// Removes a collection, if it is there.
    pub fn remove_collection(&mut self, id: CollectionId) {
        self.bytes += 64;
        self.collections.remove(record("collection", id.to_string()));
    }

    /// A term, new or in place of the one with its taxonomy and slug.
    pub fn put_term(&mut self, term: &Term) {
        let body = self.body(term);
        let record = term_record(term.taxonomy, &term.slug);
        self.terms.put(record.clone(), row(record, [("body", body.into_value())]));
    }

    /// Removes a term, if it is there.
    pub fn remove_term(&mut self, taxonomy: Taxonomy, slug: &Slug) {
        self.bytes += 64;
        self.terms.remove(term_record(taxonomy, slug));
    }

    /// An event; it gets its place in the sequence of its organisation when the unit is committed.
    /// Its payload holds no fractional numbers: amounts are integers with a unit.
    pub fn event(&mut self, event: NewEvent) {
        if has_fraction(&event.payload) {
            // Its last digit may differ after a round trip through JSON, and the hash covers it.
            self.broken =
                Some(Fault::Other(format!("the payload of {} has a fractional number", event.kind)));
        }
        // The envelope around the payload, with its two hashes, is about this long.
        self.bytes += 512 + event.payload.to_string().len();
        self.events.push(event);
    }

    /// Whether committing it would change nothing.
    pub fn is_empty(&self) -> bool {
        self.partners.is_empty()
            && self.listings.is_empty()
            && self.collections.is_empty()
            && self.terms.is_empty()
            && self.documents.values().all(Writes::is_empty)
            && self.events.is_empty()
    }

    /// Every table that the unit writes, with its name.
    pub(crate) fn tables(&self) -> impl Iterator<Item = (&'static str, &Writes)> {
        [
            ("partner", &self.partners),
            ("listing", &self.listings),
            ("collection", &self.collections),
            ("term", &self.terms),
        ]
        .into_iter()
        .chain(self.documents.iter().map(|(table, writes)| (table.as_str(), writes)))
        .filter(|(_, writes)| !writes.is_empty())
    }

    /// Every row that the unit writes, as text.
    pub(crate) fn rows(&self) -> impl Iterator<Item = String> {
        self.tables().flat_map(|(_, writes)| writes.records.iter().map(|record| format!("{record:?}")))
    }

    /// This unit and then another one, as one.
    pub(crate) fn append(&mut self, other: Self) {
        self.partners.append(other.partners);
        self.listings.append(other.listings);
        self.collections.append(other.collections);
        self.terms.append(other.terms);
        for (table, writes) in other.documents {
            self.documents.entry(table).or_default().append(writes);
        }
        self.events.extend(other.events);
        self.bytes += other.bytes;
    }

    pub(crate) fn body(&mut self, entity: &impl Serialize) -> String {
        let body = body(entity).unwrap_or_else(|fault| {
            self.broken = Some(fault);
            String::new()
        });
        self.bytes += 256 + body.len();
        body
    }
}

fn term_record(taxonomy: Taxonomy, slug: &Slug) -> RecordId {
    record("term", format!("{}/{slug}", taxonomy.as_str()))
}

fn has_fraction(payload: &serde_json::Value) -> bool {
    match payload {
        serde_json::Value::Number(number) => number.is_f64(),
        serde_json::Value::Array(items) => items.iter().any(has_fraction),
        serde_json::Value::Object(members) => members.values().any(has_fraction),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::String(_) => false,
    }
}

fn create(writes: &mut Writes, columns: Columns<'_>, body: String) {
    writes.create(record(columns.table, columns.id.clone()), columns.row(body));
}

fn update(writes: &mut Writes, columns: Columns<'_>, body: String) {
    let expected = columns.version.saturating_sub(1);
    writes.update(record(columns.table, columns.id.clone()), expected, columns.row(body));
}

fn partner_columns(partner: &Partner) -> Columns<'_> {
    Columns {
        table: "partner",
        id: partner.id.to_string(),
        slug: partner.slug.as_str(),
        version: partner.version,
    }
}

fn listing_columns(listing: &Listing) -> Columns<'_> {
    Columns {
        table: "listing",
        id: listing.id.to_string(),
        slug: listing.slug.as_str(),
        version: listing.version,
    }
}

fn collection_columns(collection: &Collection) -> Columns<'_> {
    Columns {
        table: "collection",
        id: collection.id.to_string(),
        slug: collection.slug.as_str(),
        version: collection.version,
    }
}
