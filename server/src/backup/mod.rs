//! A copy of everything that a program keeps, in one file: taken while the program runs, checked before it
//! counts, and brought back into a new folder.
//!
//! The file is a gzipped tar: the rows of each table as NDJSON, the pictures under their hashes, and at its
//! end a manifest with what has to be there. The rows are those of one moment. What can be derived (the
//! index, smaller pictures) is not in it. It holds secrets: hashes of passwords, keys that sign.

mod archive;
mod check;
mod restore;
mod take;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    fmt,
    io::{self},
    path::Path,
};

use anyhow::anyhow;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{event::Head, ids::OrganisationId};

pub use self::{check::check, restore::restore, take::take};
use crate::config::reason;

/// The form of the file. A later one that this version cannot read has another number.
const FORMAT: u32 = 1;
/// The last entry.
const MANIFEST: &str = "manifest.json";
/// Largest entry that is read, in bytes: more than a page of the largest rows.
const MAX_ENTRY_BYTES: u64 = 256 << 20;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    format: u32,
    /// The version of Guildhall that wrote it.
    written_by: String,
    /// The step of the database's schema that its rows have.
    schema: u32,
    pub program: OrganisationId,
    /// The moment of which the rows are.
    #[serde(deserialize_with = "shared::time::read_instant")]
    pub taken_at: DateTime<Utc>,
    /// How many rows each table has.
    pub rows: BTreeMap<String, u64>,
    /// Where each trail ends.
    pub heads: Vec<Head>,
    pub pictures: u64,
    /// Stored pictures whose bytes do not match their name any more: they are not in it.
    pub damaged: Vec<String>,
    /// SHA-256 of every other entry, by name.
    files: BTreeMap<String, String>,
}

impl fmt::Display for Manifest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: u64 = self.rows.values().sum();
        let events: u64 = self.heads.iter().map(|head| head.sequence).sum();
        let of = self.taken_at.format("%Y-%m-%d %H:%M:%S UTC");
        write!(
            f,
            "as of {of}: {rows} rows, {events} events in {} unbroken trails, {} pictures",
            self.heads.len(),
            self.pictures
        )?;
        if !self.damaged.is_empty() {
            write!(
                f,
                "; {} damaged pictures are not in it: {}",
                self.damaged.len(),
                self.damaged.join(", ")
            )?;
        }
        Ok(())
    }
}

/// What the operating system says about a file, as a sentence.
fn refused(path: &Path, what: &str, error: &io::Error) -> anyhow::Error {
    anyhow!("{} cannot be {what}: {}.", path.display(), reason(error))
}

/// The part of a table's rows.
fn rows_entry(table: &str, part: u32) -> String {
    format!("rows/{table}/{part:06}.ndjson")
}

fn picture_entry(digest: &str) -> String {
    format!("pictures/{}/{digest}", digest.get(..2).unwrap_or_default())
}

/// What an entry holds, by its name.
#[derive(Debug, PartialEq, Eq)]
enum Holds<'n> {
    Rows { table: &'n str },
    Picture { digest: &'n str },
    Manifest,
}

impl<'n> Holds<'n> {
    fn of(name: &'n str) -> Option<Self> {
        if name == MANIFEST {
            return Some(Self::Manifest);
        }
        let parts: Vec<&str> = name.split('/').collect();
        match parts.as_slice() {
            ["rows", table, _] => Some(Self::Rows { table }),
            ["pictures", _, digest] => Some(Self::Picture { digest }),
            _ => None,
        }
    }
}
