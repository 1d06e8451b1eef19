//! Units of work, migrations and the event spine on SurrealDB. The only crate that names it.
//!
//! A [`Unit`] carries the writes of one decision and the events that tell of them; [`Store::commit`]
//! puts all of it into one transaction or nothing of it. Reads hand back the types of `shared`, never
//! rows. What the database holds, and why so, is in `docs/database.md`.
//!
//! The engine needs deep stacks: run it on threads of at least 10 MiB (`thread_stack_size`).

use std::sync::{Arc, OnceLock};

use shared::{
    ids::OrganisationId,
    ports::{Clock, IdGen},
};
use tokio::sync::watch;

mod apps;
mod certification;
mod collections;
mod commit;
mod connect;
mod copy;
mod documents;
mod editorial;
mod error;
mod events;
mod following;
mod group;
mod identity;
mod listings;
mod migrations;
mod partners;
mod program;
mod recent;
mod rows;
mod sandbox;
mod signals;
mod taxonomy;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod unit;
mod uploads;

pub use apps::FrozenContent;
pub use certification::{CleanUpStage, Queued, ROUND, competency_key};
pub use copy::{Filling, Row, Snapshot, tables};
pub use documents::{Document, Table, newest_first};
pub use error::StoreError;
pub use unit::Unit;

use connect::{Address, Client};
use error::Fault;

/// Log directives for the engine: it says much about itself at `info`, and one part calls every orderly
/// close an error; what really fails there comes back as a [`StoreError`].
pub const QUIETER_LOG: &str =
    "surrealdb=warn,surrealdb::core::kvs::ds=off,surrealdb_core=warn,surrealkv=warn";

/// The database of one program. Clones share the connection.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<Inner>,
    /// Ends with the last clone.
    writes: group::Queue,
}

#[derive(Debug)]
struct Inner {
    address: Address,
    client: Arc<Client>,
    ids: Arc<dyn IdGen>,
    program: OrganisationId,
    changes: watch::Sender<u64>,
    /// Where this process is the only one that writes.
    recent: Option<recent::Recent>,
    /// Why this store writes no more, see [`Store::failed`].
    stopped: OnceLock<Fault>,
}

impl Store {
    /// Opens the database, brings its schema forward, and gives the program its organisation when it
    /// has none yet.
    ///
    /// `url` is `mem://`, `surrealkv://FOLDER` (made when absent; `?sync=every` unless stated
    /// otherwise, so that an acknowledged write has reached the disk), or a SurrealDB server at
    /// `ws://`, `wss://`, `http://` or `https://`, with `user:password@` for its root user.
    ///
    /// # Errors
    /// [`StoreError::InUse`], [`StoreError::Unreadable`] and [`StoreError::DiskFull`] for a folder,
    /// [`StoreError::Unreachable`] for a server or an unknown kind of URL,
    /// [`StoreError::NewerSchema`] when a newer version wrote it.
    pub async fn open(url: &str, clock: Arc<dyn Clock>, ids: Arc<dyn IdGen>) -> Result<Self, StoreError> {
        let address = Address::parse(url)?;
        let client = Arc::new(Client::connect(&address).await?);
        let prepared = async {
            migrations::run(&client, &address, clock.as_ref(), migrations::ALL).await?;
            program::identity(&client, &address, ids.as_ref()).await
        };
        let program = match prepared.await {
            Ok(program) => program,
            Err(error) => {
                // The folder must be free again for whoever acts on the error.
                client.close().await.ok();
                return Err(error);
            }
        };
        tracing::info!(database = ?address, %program, "database open");
        let (changes, _) = watch::channel(0);
        let stopped = OnceLock::new();
        let recent = match address {
            Address::Memory | Address::Folder { .. } => Some(recent::Recent::new()),
            Address::Server { .. } => None,
        };
        Ok(Self::of(Inner { address, client, ids, program, changes, recent, stopped }))
    }

    fn of(inner: Inner) -> Self {
        let inner = Arc::new(inner);
        let writes = group::start(Arc::clone(&inner));
        Self { inner, writes }
    }

    /// The operator's own organisation: events of the taxonomy and of collections belong to it.
    pub fn program(&self) -> OrganisationId {
        self.inner.program
    }

    /// A counter that ticks after each write made through this store or a clone of it.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.inner.changes.subscribe()
    }

    /// Puts everything on disk and frees the folder. Clones of this store answer with errors from
    /// here on.
    ///
    /// # Errors
    /// When the engine cannot be stopped in order; what was acknowledged is on disk even then.
    pub async fn close(self) -> Result<(), StoreError> {
        self.inner.client.close().await.map_err(|fault| self.inner.address.explain(fault))
    }
}

impl Inner {
    /// The error for a fault of a write. After a fault of the disk a folder takes no more writes until it
    /// is opened again: the engine (surrealkv 0.21) would append them behind a torn record of its log and
    /// acknowledge them, and the next start, which ends its replay at the torn record, would lose them.
    fn failed(&self, fault: Fault) -> StoreError {
        if matches!(fault, Fault::DiskFull | Fault::Disk(_))
            && matches!(self.address, Address::Folder { .. })
            && self.stopped.set(fault.clone()).is_ok()
        {
            tracing::error!(database = ?self.address, ?fault, "no more writes until the next start");
        }
        self.address.explain(fault)
    }

    /// # Errors
    /// When a fault of the disk has stopped the writes.
    fn writable(&self) -> Result<(), StoreError> {
        self.stopped.get().map_or(Ok(()), |fault| Err(self.address.explain(fault.clone())))
    }

    fn ticked(&self) {
        self.changes.send_modify(|count| *count += 1);
    }
}
