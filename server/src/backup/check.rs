//! Reads a backup from front to back and says whether everything is there, as it was.

use std::{collections::BTreeMap, fs::File, io::BufReader, path::Path};

use anyhow::{Context, bail, ensure};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use shared::{
    event::{self, Event, Head},
    ids::OrganisationId,
};
use store::Row;

use super::{FORMAT, Holds, MAX_ENTRY_BYTES, Manifest, archive::Reader, refused};

/// What of a manifest is read before anything else: a later form may have other members.
#[derive(Deserialize)]
struct Form {
    format: u32,
}

/// Checks a backup: every entry is the one that was written, every row is there, and every trail is
/// unbroken from its beginning to its head.
///
/// # Errors
/// A sentence about the first thing that is not right.
pub fn check(file: &Path) -> anyhow::Result<Manifest> {
    let mut found = Found::default();
    let mut manifest = None;
    for_each(file, |name, bytes| {
        ensure!(manifest.is_none(), "something stands behind its end");
        match Holds::of(name) {
            Some(Holds::Manifest) => manifest = Some(read_manifest(&bytes)?),
            Some(Holds::Rows { table }) => found.rows(table, name, &bytes)?,
            Some(Holds::Picture { digest }) => found.picture(digest, name, &bytes)?,
            None => bail!("its entry {} is none of a backup", name.escape_debug()),
        }
        Ok(())
    })?;
    let judged = match &manifest {
        Some(manifest) => found.fits(manifest),
        None => Err(anyhow::anyhow!("its manifest is missing: it breaks off before its end")),
    };
    judged.map_err(|why| not_whole(file, &why))?;
    manifest.context("a manifest was found")
}

/// Reads every entry, in order.
pub(super) fn for_each(
    file: &Path,
    mut each: impl FnMut(&str, Vec<u8>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let opened = File::open(file).map_err(|error| refused(file, "read", &error))?;
    let mut reader = Reader::new(BufReader::new(opened), MAX_ENTRY_BYTES);
    loop {
        match reader.next() {
            Ok(Some((name, bytes))) => each(&name, bytes).map_err(|why| not_whole(file, &why))?,
            Ok(None) => return Ok(()),
            Err(error) => return Err(not_whole(file, &error.into())),
        }
    }
}

fn not_whole(file: &Path, why: &anyhow::Error) -> anyhow::Error {
    anyhow::anyhow!("{} is not a whole backup: {why:#}.", file.display())
}

fn read_manifest(bytes: &[u8]) -> anyhow::Result<Manifest> {
    let form: Form = serde_json::from_slice(bytes).context("its manifest cannot be read")?;
    ensure!(form.format == FORMAT, "it was written by a newer version of Guildhall: use that one");
    serde_json::from_slice(bytes).context("its manifest cannot be read")
}

/// The rows of an entry.
pub(super) fn rows(bytes: &[u8]) -> anyhow::Result<Vec<Row>> {
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).context("a row cannot be read")).collect()
}

/// What the entries so far hold.
#[derive(Default)]
struct Found {
    files: BTreeMap<String, String>,
    rows: BTreeMap<String, u64>,
    /// Where each trail ends by its events.
    reached: BTreeMap<OrganisationId, Head>,
    /// Where it ends by its head.
    heads: BTreeMap<OrganisationId, Head>,
    program: Option<String>,
    pictures: u64,
}

impl Found {
    fn entry(&mut self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let before = self.files.insert(name.to_owned(), digest(bytes));
        ensure!(before.is_none(), "its entry {name} is there twice");
        Ok(())
    }

    fn picture(&mut self, named: &str, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        self.entry(name, bytes)?;
        ensure!(digest(bytes) == named, "the picture {named} is damaged");
        self.pictures += 1;
        Ok(())
    }

    fn rows(&mut self, table: &str, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        self.entry(name, bytes)?;
        for row in rows(bytes)? {
            *self.rows.entry(table.to_owned()).or_default() += 1;
            match table {
                "event" => self.event(&row)?,
                "event_head" => self.head(&row)?,
                "program" => self.program = Some(column(&row, "organisation")?.to_owned()),
                _ => {}
            }
        }
        Ok(())
    }

    /// The events of an organisation come in order.
    fn event(&mut self, row: &Row) -> anyhow::Result<()> {
        let event: Event = serde_json::from_str(column(row, "body")?).context("an event cannot be read")?;
        let organisation = event.organisation;
        let head = self.reached.entry(organisation).or_insert_with(|| Head::start(organisation));
        event::verify(head, [&event]).with_context(|| format!("the trail of {organisation} is broken"))
    }

    fn head(&mut self, row: &Row) -> anyhow::Result<()> {
        let organisation =
            row.id.as_str().unwrap_or_default().parse().context("a head has no organisation")?;
        let sequence = row.columns.get("sequence").and_then(serde_json::Value::as_u64);
        let sequence = sequence.context("a head has no sequence")?;
        let hash = column(row, "hash")?.to_owned();
        self.heads.insert(organisation, Head { organisation, sequence, hash });
        Ok(())
    }

    fn fits(&self, manifest: &Manifest) -> anyhow::Result<()> {
        for (name, digest) in &manifest.files {
            match self.files.get(name) {
                Some(found) => ensure!(found == digest, "its entry {name} was changed"),
                None => bail!("its entry {name} is missing"),
            }
        }
        ensure!(self.files.len() == manifest.files.len(), "it has entries that do not belong to it");
        for table in manifest.rows.keys().chain(self.rows.keys()) {
            let count = |rows: &BTreeMap<String, u64>| rows.get(table).copied().unwrap_or_default();
            let (said, found) = (count(&manifest.rows), count(&self.rows));
            ensure!(said == found, "it has {found} rows of {table} instead of {said}");
        }
        ensure!(self.pictures == manifest.pictures, "it does not have as many pictures as it says");
        ensure!(self.program == Some(manifest.program.to_string()), "it is of another program than it says");
        let said: BTreeMap<OrganisationId, Head> =
            manifest.heads.iter().map(|head| (head.organisation, head.clone())).collect();
        ensure!(said == self.heads, "its trails have other heads than it says");
        for (organisation, head) in &self.heads {
            let reached = self.reached.get(organisation);
            ensure!(reached == Some(head), "the trail of {organisation} does not end in its head");
        }
        ensure!(self.reached.len() == self.heads.len(), "a trail has no head");
        Ok(())
    }
}

fn column<'r>(row: &'r Row, name: &str) -> anyhow::Result<&'r str> {
    row.columns.get(name).and_then(serde_json::Value::as_str).with_context(|| format!("a row has no {name}"))
}

pub(super) fn digest(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}
