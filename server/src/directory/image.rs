//! The model on disk, so that a restart reads one file instead of every row of the store.
//!
//! `columns` holds frames (length, bytes) and the checksum of all of them behind; `index-EPOCH` is the
//! text index that its slots belong to. Anything that does not fit is thrown away and built anew: the
//! store is the truth.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use shared::{
    ids::OrganisationId,
    marketplace::{
        model::{Collection, Term},
        rules::policy::DirectoryPolicy,
    },
    partners::model::Partner,
};

use super::{
    columns::{Columns, SavedOrders},
    facets::{Dictionary, Facets},
    model::{Model, read_payload},
    row::Row,
    snapshot::Partners,
    text::TextIndex,
};

/// Raised when rows, cards or the words of the index are made in another way.
const FORMAT: u32 = 2;
const MAGIC: &[u8; 8] = b"GHCOLUMN";
/// No frame is longer: the largest holds an order of all slots.
const MAX_FRAME: usize = 1 << 30;

/// Where each organisation's events were read to: sequence and hash of the last one.
pub(crate) type Cursors = BTreeMap<OrganisationId, (u64, String)>;

/// Everything that is saved besides the rows.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    /// JSON of the policy that ratings were computed under.
    policy: String,
    epoch: u64,
    text_generation: u64,
    generation: u64,
    day: NaiveDate,
    cursors: Vec<(OrganisationId, u64, String)>,
    signals_revision: u64,
    /// JSON, because their types are free to leave members out.
    partners: String,
    terms: String,
    collections: String,
    dictionary: Dictionary,
    rows: u64,
}

/// Why a saved model is not used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unusable {
    #[error("nothing is saved")]
    Absent,
    #[error("it cannot be read: {0}")]
    Io(#[from] io::Error),
    #[error("it was written by another version")]
    Format,
    #[error("it is damaged")]
    Damaged,
    #[error("ratings were computed under another policy")]
    Policy,
    #[error("the text index is missing or older: {0}")]
    Index(String),
}

/// A model as it was saved, and what it had read.
#[derive(Debug)]
pub(crate) struct Saved {
    pub(crate) model: Model,
    pub(crate) cursors: Cursors,
    pub(crate) signals_revision: u64,
}

pub(crate) fn index_folder(folder: &Path, epoch: u64) -> PathBuf {
    folder.join(format!("index-{epoch}"))
}

fn columns_file(folder: &Path) -> PathBuf {
    folder.join("columns")
}

/// Makes room for a new model: its text index in an empty folder, nothing else.
pub(crate) fn clear(folder: &Path, epoch: u64) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    match fs::remove_file(columns_file(folder)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with("index-") {
            fs::remove_dir_all(entry.path())?;
        }
    }
    let index = index_folder(folder, epoch);
    fs::create_dir(&index)?;
    Ok(index)
}

/// Saves a model; the file is whole or not there, also when the power fails.
pub(crate) fn save(folder: &Path, model: &Model, cursors: &Cursors, signals_revision: u64) -> io::Result<()> {
    let head = Head {
        policy: json(&*model.policy)?,
        epoch: model.epoch,
        text_generation: model.text_generation,
        generation: model.generation,
        day: model.day,
        cursors: cursors.iter().map(|(id, (sequence, hash))| (*id, *sequence, hash.clone())).collect(),
        signals_revision,
        partners: json(&model.partners.all().iter().map(|partner| &**partner).collect::<Vec<&Partner>>())?,
        terms: json(&*model.terms)?,
        collections: json(&*model.collections)?,
        dictionary: model.columns.facets.dictionary(),
        rows: model.columns.rows.len() as u64,
    };
    let fresh = folder.join("columns.new");
    let mut out = Frames {
        file: BufWriter::with_capacity(1 << 20, File::create(&fresh)?),
        sum: crc32fast::Hasher::new(),
    };
    out.put(MAGIC)?;
    out.put(&FORMAT.to_le_bytes())?;
    out.frame(&head)?;
    out.frame(&model.columns.saved_orders())?;
    for row in model.columns.rows.iter() {
        out.frame(&**row)?;
    }
    let sum = out.sum.clone().finalize();
    out.put(&sum.to_le_bytes())?;
    let file = out.file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    fs::rename(&fresh, columns_file(folder))?;
    File::open(folder)?.sync_all()
}

/// Loads the model that was saved in `folder`.
pub(crate) fn load(folder: &Path, policy: &Arc<DirectoryPolicy>) -> Result<Saved, Unusable> {
    let file = match File::open(columns_file(folder)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Unusable::Absent),
        file => file?,
    };
    let mut frames = Frames { file: BufReader::with_capacity(1 << 20, file), sum: crc32fast::Hasher::new() };
    let mut start = [0; 12];
    frames.take(&mut start)?;
    if start[..8] != *MAGIC || start[8..] != FORMAT.to_le_bytes() {
        return Err(Unusable::Format);
    }
    let mut buffer = Vec::new();
    let head: Head = frames.read(&mut buffer)?;
    if head.policy != json(&**policy)? {
        return Err(Unusable::Policy);
    }
    let orders: SavedOrders = frames.read(&mut buffer)?;
    let mut rows = Vec::new();
    for _ in 0..head.rows {
        rows.push(Arc::new(frames.read::<Row>(&mut buffer)?));
    }
    let expected = frames.sum.clone().finalize();
    let mut sum = [0; 4];
    frames.take(&mut sum)?;
    if sum != expected.to_le_bytes() {
        return Err(Unusable::Damaged);
    }
    assemble(folder, policy, head, orders, rows)
}

fn assemble(
    folder: &Path,
    policy: &Arc<DirectoryPolicy>,
    head: Head,
    orders: SavedOrders,
    rows: Vec<Arc<Row>>,
) -> Result<Saved, Unusable> {
    let indexed = |error: tantivy::TantivyError| Unusable::Index(error.to_string());
    let (text, payload) = TextIndex::open(&index_folder(folder, head.epoch)).map_err(indexed)?;
    // A newer commit is fine: the events since bring rows and index together again.
    let fits = payload
        .as_deref()
        .and_then(read_payload)
        .is_some_and(|(epoch, generation)| epoch == head.epoch && generation >= head.text_generation);
    if !fits {
        return Err(Unusable::Index(format!("its last commit is {payload:?}")));
    }
    let facets = Facets::restore(head.dictionary, &rows).ok_or(Unusable::Damaged)?;
    let columns = Columns::restore(rows, facets, orders, policy, head.day).ok_or(Unusable::Damaged)?;
    let parse = |_| Unusable::Damaged;
    let partners: Partners =
        serde_json::from_str::<Vec<Partner>>(&head.partners).map_err(parse)?.into_iter().collect();
    let terms: Vec<Term> = serde_json::from_str(&head.terms).map_err(parse)?;
    let collections: Vec<Collection> = serde_json::from_str(&head.collections).map_err(parse)?;
    let mut model = Model::new(text, Arc::clone(policy), head.day, head.generation);
    model.restore(head.epoch, head.text_generation, columns, partners, terms, collections);
    let cursors = head.cursors.into_iter().map(|(id, sequence, hash)| (id, (sequence, hash))).collect();
    Ok(Saved { model, cursors, signals_revision: head.signals_revision })
}

fn json(value: &impl Serialize) -> io::Result<String> {
    Ok(serde_json::to_string(value)?)
}

/// Bytes with their checksum.
struct Frames<F> {
    file: F,
    sum: crc32fast::Hasher,
}

impl<W: Write> Frames<W> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sum.update(bytes);
        self.file.write_all(bytes)
    }

    fn frame(&mut self, value: &impl Serialize) -> io::Result<()> {
        let bytes = postcard::to_stdvec(value).map_err(io::Error::other)?;
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        self.put(&length.to_le_bytes())?;
        self.put(&bytes)
    }
}

impl<R: Read> Frames<R> {
    fn take(&mut self, bytes: &mut [u8]) -> Result<(), Unusable> {
        self.file.read_exact(bytes).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => Unusable::Damaged,
            _ => Unusable::Io(error),
        })?;
        self.sum.update(bytes);
        Ok(())
    }

    fn read<T: DeserializeOwned>(&mut self, buffer: &mut Vec<u8>) -> Result<T, Unusable> {
        let mut length = [0; 4];
        self.take(&mut length)?;
        let length = u32::from_le_bytes(length) as usize;
        if length > MAX_FRAME {
            return Err(Unusable::Damaged);
        }
        // Grown as far as the file really goes, not as far as a damaged length says.
        buffer.clear();
        let read = (&mut self.file).take(length as u64).read_to_end(buffer)?;
        if read != length {
            return Err(Unusable::Damaged);
        }
        self.sum.update(buffer);
        postcard::from_bytes(buffer).map_err(|_| Unusable::Damaged)
    }
}
