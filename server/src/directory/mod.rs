//! The directory read model: search, facets, sorting and cards from memory.
//!
//! A follower reads the store's events and makes immutable [`Snapshot`]s, which are swapped atomically.
//! Requests read the newest one and never the store. Everything here can be rebuilt from the store, and
//! is when anything about the saved copy is in doubt.

mod bitmap;
mod columns;
mod cursor;
mod editorial;
mod facets;
mod filter;
mod follow;
mod image;
mod list;
mod model;
mod names;
mod order;
mod phrases;
mod query;
mod row;
mod search;
mod shelves;
mod snapshot;
mod suggest;
#[cfg(test)]
mod tests;
mod text;
mod why;
mod words;

use std::{
    path::PathBuf,
    sync::{Arc, Weak},
    time::Duration,
};

use arc_swap::ArcSwap;
use bytes::Bytes;
use shared::{marketplace::rules::policy::DirectoryPolicy, ports::Clock, slug::Slug};
use store::{Store, StoreError};
use tokio::{
    sync::{Mutex, watch},
    time::{Instant, sleep},
};
use tokio_util::sync::CancellationToken;

pub(crate) use self::editorial::POLICY as EDITORIAL_POLICY;
pub use self::{list::ListError, snapshot::Snapshot};
use follow::Follower;

/// How long changes are gathered before they are read.
const GATHER: Duration = Duration::from_millis(20);
/// How often the store is asked for changes that another process made.
const POLL: Duration = Duration::from_secs(1);
/// The longest pause after failures.
const MAX_PAUSE: Duration = Duration::from_secs(60);
/// The model is saved after this much quiet …
const QUIET: Duration = Duration::from_secs(10);
/// … or after this long without any.
const OVERDUE: Duration = Duration::from_secs(120);
/// Memory for pages that handlers made from a snapshot.
const PAGES_BYTES: u64 = 16 << 20;

/// The directory of one program.
#[derive(Debug)]
pub struct Directory {
    snapshot: ArcSwap<Snapshot>,
    follower: Mutex<Follower>,
    pages: moka::sync::Cache<(u64, Slug), Bytes>,
    stopping: CancellationToken,
}

/// Why the directory cannot be loaded, brought up to date or saved.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the text index of the directory failed")]
    Index(#[from] tantivy::TantivyError),
    #[error("a card of the directory cannot be read")]
    Card(#[from] serde_json::Error),
    #[error("the directory cannot be kept in {folder}: free space or choose another folder with --data", folder = .folder.display())]
    Folder { folder: PathBuf, source: std::io::Error },
    #[error("the directory broke off and is built anew at the next attempt")]
    Stopped,
}

impl Directory {
    /// Loads the directory and begins to follow the store. `folder` is where it is kept between starts;
    /// without one it is read from the store and lives in memory.
    ///
    /// # Errors
    /// A store that does not answer, or a folder that cannot be written. A saved copy that is missing,
    /// damaged or does not fit is no error: the directory is built from the store.
    pub async fn open(
        store: Store,
        folder: Option<PathBuf>,
        policy: DirectoryPolicy,
        clock: Arc<dyn Clock>,
    ) -> Result<Arc<Self>, DirectoryError> {
        let changes = store.changes();
        let mut follower = Follower::new(store, folder, Arc::new(policy), clock);
        let snapshot = follower.start().await?;
        let pages = moka::sync::Cache::builder()
            .max_capacity(PAGES_BYTES)
            .weigher(|_: &(u64, Slug), page: &Bytes| u32::try_from(page.len()).unwrap_or(u32::MAX))
            .build();
        let directory = Arc::new(Self {
            snapshot: ArcSwap::new(snapshot),
            follower: Mutex::new(follower),
            pages,
            stopping: CancellationToken::new(),
        });
        let stopping = directory.stopping.clone();
        let weak = Arc::downgrade(&directory);
        tokio::spawn(async move {
            stopping.run_until_cancelled(keep_up(weak, changes)).await;
        });
        Ok(directory)
    }

    /// The directory as it stands.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// Reads every event that the store has now. What was committed before this call is in the snapshot
    /// after it.
    ///
    /// # Errors
    /// When the store or the index cannot be read; the snapshot stays as it was.
    pub async fn catch_up(&self) -> Result<(), DirectoryError> {
        let mut follower = self.follower.lock().await;
        if let Some(snapshot) = follower.catch_up().await? {
            self.snapshot.store(snapshot);
        }
        Ok(())
    }

    /// Saves the directory into its folder, so that the next start need not read the store.
    ///
    /// # Errors
    /// When the folder cannot be written; the copy that was there stays.
    pub async fn persist(&self) -> Result<(), DirectoryError> {
        self.follower.lock().await.save().await
    }

    /// Stops following the store and saves the directory.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub async fn close(&self) -> Result<(), DirectoryError> {
        self.stopping.cancel();
        self.persist().await
    }

    /// A page that was made from a snapshot and is good for as long as that is the newest: listing pages,
    /// by generation and address.
    pub fn kept_page(&self, generation: u64, slug: &Slug) -> Option<Bytes> {
        self.pages.get(&(generation, slug.clone()))
    }

    pub fn keep_page(&self, generation: u64, slug: Slug, page: Bytes) {
        self.pages.insert((generation, slug), page);
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        self.stopping.cancel();
    }
}

/// Catches up after every change, saves in quiet moments, and goes on after failures.
async fn keep_up(directory: Weak<Directory>, mut changes: watch::Receiver<u64>) {
    let mut pause = POLL;
    let mut quiet_since = Instant::now();
    let mut unsaved_since: Option<Instant> = None;
    loop {
        tokio::select! {
            changed = changes.changed() => match changed {
                Ok(()) => sleep(GATHER).await,
                Err(_) => return,
            },
            () = sleep(pause) => {}
        }
        changes.borrow_and_update();
        let Some(directory) = directory.upgrade() else { return };
        let before = directory.snapshot().generation();
        if let Err(error) = directory.catch_up().await {
            tracing::warn!(error = %anyhow::Error::from(error), "the directory does not follow the store; trying again");
            pause = (pause * 2).min(MAX_PAUSE);
            sleep(GATHER).await;
            continue;
        }
        pause = POLL;
        let now = Instant::now();
        if directory.snapshot().generation() != before {
            quiet_since = now;
        }
        let mut follower = directory.follower.lock().await;
        if !follower.is_unsaved() {
            unsaved_since = None;
            continue;
        }
        let since = *unsaved_since.get_or_insert(now);
        if now - quiet_since >= QUIET || now - since >= OVERDUE {
            if let Err(error) = follower.save().await {
                tracing::warn!(error = %anyhow::Error::from(error), "the directory was not saved");
            }
            unsaved_since = Some(now);
        }
    }
}
