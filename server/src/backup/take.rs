//! Takes a backup of a store and its pictures while others write.

use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use store::{Row, Snapshot, Store};
use tokio::{
    sync::mpsc,
    task::{JoinHandle, spawn_blocking},
};

use super::{
    FORMAT, MANIFEST, Manifest, archive::Writer, check, check::digest, picture_entry, refused, rows_entry,
};
use crate::media::{Media, MediaError};

/// Rows read at a time.
const PAGE: usize = 200;
/// Bytes of rows after which an entry is full.
const PART_BYTES: usize = 4 << 20;
/// Entries that wait for the disk.
const AHEAD: usize = 2;

/// Writes a backup to a file, or into a folder under the name of its moment, and hands back where it is.
/// A file of that name is replaced once the new one is whole and was read back.
///
/// # Errors
/// A sentence; nothing is left of the attempt, and a file that was there before stays.
pub async fn take(
    store: &Store,
    media: &Media,
    now: DateTime<Utc>,
    out: &Path,
) -> anyhow::Result<(PathBuf, Manifest)> {
    let file = if out.is_dir() {
        out.join(now.format("guildhall-%Y%m%dT%H%M%SZ.tar.gz").to_string())
    } else {
        out.to_owned()
    };
    let mut partial = file.clone().into_os_string();
    partial.push(".partial");
    let partial = PathBuf::from(partial);
    let taken = write_and_check(store, media, now, &partial).await;
    let placed = match taken {
        Ok(manifest) => place(&partial, &file)
            .map(|()| (file.clone(), manifest))
            .map_err(|error| refused(&file, "written", &error)),
        Err(error) => Err(error),
    };
    if placed.is_err() {
        // The error above is the one to tell.
        let _ = fs::remove_file(&partial);
    }
    placed
}

async fn write_and_check(
    store: &Store,
    media: &Media,
    now: DateTime<Utc>,
    partial: &Path,
) -> anyhow::Result<Manifest> {
    let mut file = Entries::create(partial, now)?;
    let written = write(store, media, now, &mut file).await;
    // The thread that writes knows better why it stopped than who could not hand it more.
    file.finish().await?;
    let written = written?;
    let partial = partial.to_owned();
    let read = spawn_blocking(move || check(&partial)).await.context("reading the backup back")??;
    anyhow::ensure!(read == written, "What was written of the backup is not what was read back.");
    Ok(read)
}

async fn write(
    store: &Store,
    media: &Media,
    now: DateTime<Utc>,
    file: &mut Entries,
) -> anyhow::Result<Manifest> {
    let snapshot = store.snapshot().await?;
    let rows = rows(&snapshot, now, file).await;
    // Whatever came of it, the engine may forget this moment.
    let ended = snapshot.end().await;
    let mut manifest = rows?;
    ended?;
    // Pictures are stored before the rows that name them and never removed: those of the rows are there.
    for named in media.digests().await? {
        match media.original(&named).await {
            Ok(Some(bytes)) => {
                file.add(picture_entry(&named), bytes).await?;
                manifest.pictures += 1;
            }
            Ok(None) => {}
            Err(MediaError::Damaged(named)) => manifest.damaged.push(named),
            Err(error) => return Err(error.into()),
        }
    }
    manifest.files = std::mem::take(&mut file.digests);
    file.add(MANIFEST.to_owned(), serde_json::to_vec_pretty(&manifest)?.into()).await?;
    Ok(manifest)
}

async fn rows(snapshot: &Snapshot, now: DateTime<Utc>, file: &mut Entries) -> anyhow::Result<Manifest> {
    let mut counts = BTreeMap::new();
    for table in store::tables() {
        let (mut lines, mut part, mut count) = (Vec::new(), 0, 0);
        let mut after: Option<Row> = None;
        loop {
            let page = snapshot.rows(table, after.as_ref(), PAGE).await?;
            for row in &page {
                serde_json::to_writer(&mut lines, row)?;
                lines.push(b'\n');
                count += 1;
            }
            let last = page.len() < PAGE;
            if !lines.is_empty() && (last || lines.len() >= PART_BYTES) {
                part += 1;
                file.add(rows_entry(table, part), std::mem::take(&mut lines).into()).await?;
            }
            if last {
                break;
            }
            after = page.into_iter().next_back();
        }
        counts.insert(table.to_owned(), count);
    }
    Ok(Manifest {
        format: FORMAT,
        written_by: env!("CARGO_PKG_VERSION").to_owned(),
        schema: snapshot.schema(),
        program: snapshot.program(),
        taken_at: now,
        rows: counts,
        heads: snapshot.heads().await?,
        pictures: 0,
        damaged: Vec::new(),
        files: BTreeMap::new(),
    })
}

/// Entries on their way to a thread that compresses and writes them.
struct Entries {
    path: PathBuf,
    sender: Option<mpsc::Sender<(String, Bytes)>>,
    writing: JoinHandle<io::Result<()>>,
    digests: BTreeMap<String, String>,
}

impl Entries {
    fn create(path: &Path, now: DateTime<Utc>) -> anyhow::Result<Self> {
        let opened = create(path).map_err(|error| refused(path, "written", &error))?;
        let (sender, mut entries) = mpsc::channel::<(String, Bytes)>(AHEAD);
        let time = u64::try_from(now.timestamp()).unwrap_or_default();
        let writing = spawn_blocking(move || {
            let mut archive = Writer::new(BufWriter::new(opened), time);
            while let Some((name, bytes)) = entries.blocking_recv() {
                archive.add(&name, &bytes)?;
            }
            let mut file = archive.finish()?;
            file.flush()?;
            file.get_ref().sync_all()
        });
        Ok(Self { path: path.to_owned(), sender: Some(sender), writing, digests: BTreeMap::new() })
    }

    async fn add(&mut self, name: String, bytes: Bytes) -> anyhow::Result<()> {
        self.digests.insert(name.clone(), digest(&bytes));
        let sender = self.sender.as_ref().context("the backup was finished")?;
        sender.send((name, bytes)).await.context("The backup cannot be written")
    }

    async fn finish(mut self) -> anyhow::Result<()> {
        self.sender = None;
        let written = self.writing.await.context("writing the backup")?;
        written.map_err(|error| refused(&self.path, "written", &error))
    }
}

/// A new file that nobody else can read.
fn create(path: &Path) -> io::Result<File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn place(partial: &Path, file: &Path) -> io::Result<()> {
    fs::rename(partial, file)?;
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => sync_folder(folder),
        _ => sync_folder(Path::new(".")),
    }
}

/// A name in a folder is on disk once the folder is.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
