//! Brings a backup back into a new data folder.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::{Context, anyhow, bail, ensure};
use shared::{
    event,
    event::Head,
    ports::{Clock, IdGen},
};
use store::{Filling, Store};
use tokio::{sync::mpsc, task::spawn_blocking};

use super::{
    Holds, Manifest,
    archive::Entry,
    check::{check, for_each, rows},
    refused,
    take::sync_folder,
};
use crate::{media::Media, start::Places};

/// Bytes of rows in one transaction, far below what one takes.
const BATCH_BYTES: usize = 4 << 20;
/// Rows in one transaction.
const BATCH_ROWS: usize = 500;
/// Events read at a time.
const PAGE: usize = 500;
/// Entries that wait for the database.
const AHEAD: usize = 2;

/// Restores a backup into a folder that is empty or not there. Everything is checked, written beside it,
/// read back, and only then put in its place.
///
/// # Errors
/// A sentence; nothing is left of the attempt.
pub async fn restore(
    file: &Path,
    data: &Path,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGen>,
) -> anyhow::Result<Manifest> {
    free(data)?;
    let backup = file.to_owned();
    let manifest = spawn_blocking(move || check(&backup)).await.context("reading the backup")??;
    let beside = beside(data, &*ids)?;
    let restored = async {
        fill(file, &beside, &manifest, Arc::clone(&clock)).await?;
        compare(&beside, &manifest, clock, ids).await?;
        let (from, to) = (beside.clone(), data.to_owned());
        let placed = spawn_blocking(move || place(&from, &to)).await.context("putting it in place")?;
        placed.map_err(|error| refused(data, "written", &error))
    };
    match restored.await {
        Ok(()) => Ok(manifest),
        Err(error) => {
            // The error above is the one to tell.
            let _ = fs::remove_dir_all(&beside);
            Err(error)
        }
    }
}

/// Refuses a folder that holds something.
fn free(data: &Path) -> anyhow::Result<()> {
    match fs::read_dir(data) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(refused(data, "used", &error)),
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => bail!(
                "{} is not empty: restore into a new folder, and put it in the place of the old one yourself.",
                data.display()
            ),
        },
    }
}

/// A new folder on the same disk.
fn beside(data: &Path, ids: &dyn IdGen) -> anyhow::Result<PathBuf> {
    let name =
        data.file_name().with_context(|| format!("{} is not the name of a folder.", data.display()))?;
    let mut name = name.to_owned();
    name.push(format!(".restoring-{}", ids.ulid()));
    let folder = data.with_file_name(name);
    fs::create_dir_all(&folder).map_err(|error| refused(&folder, "made", &error))?;
    Ok(folder)
}

async fn fill(file: &Path, folder: &Path, manifest: &Manifest, clock: Arc<dyn Clock>) -> anyhow::Result<()> {
    let places = Places::in_folder(folder, None)?;
    let media = Media::open(&places.media)?;
    let filling = Filling::begin(&places.store, clock, manifest.schema).await?;
    let filled = pour(file, &filling, &media).await;
    let closed = filling.close().await;
    filled?;
    Ok(closed?)
}

async fn pour(file: &Path, filling: &Filling, media: &Media) -> anyhow::Result<()> {
    let (sender, mut entries) = mpsc::channel::<Entry>(AHEAD);
    let backup = file.to_owned();
    let reading = spawn_blocking(move || {
        for_each(&backup, |name, bytes| {
            sender.blocking_send((name.to_owned(), bytes)).map_err(|_| anyhow!("nobody reads on"))
        })
    });
    while let Some((name, bytes)) = entries.recv().await {
        match Holds::of(&name) {
            Some(Holds::Rows { table }) => insert(filling, table, &bytes).await?,
            Some(Holds::Picture { digest }) => media.take_back(digest, bytes.into()).await?,
            Some(Holds::Manifest) | None => {}
        }
    }
    reading.await.context("reading the backup")?
}

async fn insert(filling: &Filling, table: &str, bytes: &[u8]) -> anyhow::Result<()> {
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    let mut rest = lines.as_slice();
    while !rest.is_empty() {
        let mut size = 0;
        let fits = rest.iter().take(BATCH_ROWS).take_while(|line| {
            size += line.len();
            size <= BATCH_BYTES
        });
        // A row that is larger goes alone.
        let (batch, after) = rest.split_at(fits.count().max(1));
        filling.insert(table, &rows(&batch.concat())?).await?;
        rest = after;
    }
    Ok(())
}

/// Opens what was written as a server would, and compares every trail with the backup.
async fn compare(
    folder: &Path,
    manifest: &Manifest,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGen>,
) -> anyhow::Result<()> {
    let places = Places::in_folder(folder, None)?;
    let store = Store::open(&places.store, clock, ids).await?;
    let compared = async {
        ensure!(store.program() == manifest.program, "What was restored is another program.");
        let heads = store.heads().await?;
        ensure!(heads == manifest.heads, "What was restored has other trails than the backup.");
        for head in heads {
            let mut reached = Head::start(head.organisation);
            loop {
                let events = store.events_after(head.organisation, reached.sequence, PAGE).await?;
                if events.is_empty() {
                    break;
                }
                event::verify(&mut reached, &events)?;
            }
            ensure!(reached == head, "The trail of {} was not restored whole.", head.organisation);
        }
        Ok(())
    };
    let compared = compared.await;
    let closed = store.close().await;
    compared?;
    Ok(closed?)
}

/// Puts the folder in its place once everything in it is on disk.
fn place(from: &Path, to: &Path) -> io::Result<()> {
    sync_all(from)?;
    match fs::remove_dir(to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    fs::rename(from, to)?;
    match to.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => sync_folder(folder),
        _ => sync_folder(Path::new(".")),
    }
}

fn sync_all(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_all(&entry.path())?;
        } else {
            File::open(entry.path())?.sync_all()?;
        }
    }
    sync_folder(folder)
}
