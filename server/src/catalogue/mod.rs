//! The catalogue as a file: NDJSON in, NDJSON out, one listing a line.
//!
//! [`import`] reads ahead on a thread of its own, checks rows against the marketplace, and commits them
//! in batches that land whole or not at all. Nothing of the file is kept in memory but the batches under
//! way and the addresses that were seen. [`export`] writes rows that an import reads back to the same
//! listings; equal catalogues give equal bytes.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use shared::problem::FieldError;

mod accept;
mod export;
mod import;
mod known;
mod lines;
mod pictures;
pub mod progress;
mod schema;
#[cfg(test)]
mod tests;

pub use export::{Exported, export};
pub use import::import;
pub use schema::schema_listing;

/// Where a catalogue is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Pictures are looked for below the file's folder.
    File(PathBuf),
    /// Pictures are looked for below the current folder.
    Stdin,
}

impl Source {
    /// The path of a file; `-` stands for standard input.
    pub fn from_argument(path: &Path) -> Self {
        if path == Path::new("-") { Self::Stdin } else { Self::File(path.to_owned()) }
    }
}

/// How an import is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Writes nothing, and reports what would have happened.
    pub dry_run: bool,
    /// Adds unknown categories to the taxonomy instead of refusing the row.
    pub create_categories: bool,
}

/// What an import tells while it runs.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// So far, of the file's size where it is known. What is told of has landed.
    Advanced { bytes: u64, of: Option<u64>, rows: u64 },
    /// A row did not land.
    Refused(&'a BadRow),
    /// A row landed, but not as it was written.
    Noted(&'a BadRow),
}

/// A row and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// From 1; blank lines count.
    pub line: u64,
    /// By JSON pointer; the empty pointer stands for the whole line.
    pub faults: Vec<FieldError>,
}

impl fmt::Display for BadRow {
    /// A line of text for each fault: `line 7: /name: Missing. Every row needs it.`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.faults.iter().enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            match fault.pointer.as_deref() {
                None | Some("") => write!(f, "line {}: {}", self.line, fault.detail)?,
                Some(pointer) => write!(f, "line {}: {pointer}: {}", self.line, fault.detail)?,
            }
        }
        Ok(())
    }
}

/// What an import did, or with `dry_run` would have done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    /// Rows that did not land.
    pub failed: u64,
    pub partners_created: u64,
    pub partners_renamed: u64,
    /// Categories, verticals and jobs that were added to the taxonomy.
    pub terms_added: u64,
    pub dry_run: bool,
}

impl Summary {
    pub const fn rows(&self) -> u64 {
        self.created + self.updated + self.unchanged + self.failed
    }

    /// Exit code of the command: 1 when any row failed.
    pub const fn exit_code(&self) -> u8 {
        if self.failed == 0 { 0 } else { 1 }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { created, updated, unchanged, failed, .. } = self;
        write!(f, "{created} created, {updated} updated, {unchanged} unchanged, {failed} failed")?;
        for (count, what) in [
            (self.partners_created, "partners made"),
            (self.partners_renamed, "partners renamed"),
            (self.terms_added, "terms added"),
        ] {
            if count > 0 {
                write!(f, "; {count} {what}")?;
            }
        }
        if self.dry_run {
            write!(f, " — a dry run: nothing was written")?;
        }
        Ok(())
    }
}
