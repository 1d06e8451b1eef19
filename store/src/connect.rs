//! From a database URL to a connection, with caches of a stated size and errors in plain words.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};

use surrealdb::{
    IndexedResults, Surreal,
    engine::{
        any::{self, Any},
        local::Db,
    },
    method::Transaction,
    opt::auth::Root,
    types::{SurrealValue, Value, Variables},
};
use surrealdb_cnf::ConfigMap;
use surrealdb_engine_local::Datastore;

use crate::error::{Fault, StoreError};

/// Namespace and database that hold everything.
const NAME: &str = "guildhall";

/// Memory of the embedded engine. Its own defaults follow the machine (half of the RAM for blocks, up
/// to 4 GiB for writes); the public directory is served from its own memory, so small caches do.
const BLOCK_CACHE_BYTES: u64 = 24 << 20;
/// The write buffer; also the most that one transaction can write, see [`MAX_UNIT_BYTES`].
const MEMTABLE_BYTES: u64 = 64 << 20;
/// The most that one unit may bring, in bytes of its rows: the engine refuses a transaction that does
/// not fit its write buffer, and only after it has begun to write it.
pub(crate) const MAX_UNIT_BYTES: usize = 40 << 20;
/// Values above this go to a file of their own and are not rewritten by compaction.
const VALUE_LOG_THRESHOLD: u64 = 4 << 10;
const VALUE_LOG_FILE_BYTES: u64 = 64 << 20;

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Address {
    Memory,
    /// A folder of this machine, owned by this process; `options` as in a URL query.
    Folder {
        path: PathBuf,
        options: String,
    },
    /// A SurrealDB server.
    Server {
        url: String,
        user: Option<(String, String)>,
    },
}

impl Address {
    pub(crate) fn parse(url: &str) -> Result<Self, StoreError> {
        let unknown = || StoreError::Unreachable {
            url: without_credentials(url),
            why: "it is not one of surrealkv://FOLDER, mem://, ws://, wss://, http:// or https://".to_owned(),
        };
        let (scheme, rest) = url.split_once("://").ok_or_else(unknown)?;
        match scheme {
            "mem" => Ok(Self::Memory),
            "surrealkv" => {
                let (path, options) = rest.split_once('?').unwrap_or((rest, ""));
                if path.is_empty() {
                    return Err(unknown());
                }
                let options = match (options.split('&').any(|option| option.starts_with("sync=")), options) {
                    (true, options) => options.to_owned(),
                    // An acknowledged write has reached the disk, unless somebody asked for less.
                    (false, "") => "sync=every".to_owned(),
                    (false, options) => format!("{options}&sync=every"),
                };
                Ok(Self::Folder { path: PathBuf::from(path), options })
            }
            "ws" | "wss" | "http" | "https" if !rest.is_empty() => {
                let decode =
                    |part: &str| percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned();
                let user = rest.rsplit_once('@').map(|(credentials, _)| {
                    let (user, password) = credentials.split_once(':').unwrap_or((credentials, ""));
                    (decode(user), decode(password))
                });
                Ok(Self::Server { url: without_credentials(url), user })
            }
            _ => Err(unknown()),
        }
    }

    /// What stands in the errors of this database.
    pub(crate) fn path(&self) -> PathBuf {
        match self {
            Self::Memory => PathBuf::from("mem://"),
            Self::Folder { path, .. } => path.clone(),
            Self::Server { url, .. } => PathBuf::from(url),
        }
    }

    /// The error that a caller sees for a fault that no rule of the store explains.
    pub(crate) fn explain(&self, fault: Fault) -> StoreError {
        match fault {
            Fault::Conflict => StoreError::Busy,
            Fault::StaleVersion => StoreError::VersionConflict { what: "An entry".to_owned() },
            Fault::Taken { what } => StoreError::Taken { what },
            Fault::DiskFull => StoreError::DiskFull { path: self.path() },
            Fault::Disk(why) => StoreError::Unreadable { path: self.path(), why },
            Fault::Connection(why) => StoreError::Unreachable { url: self.path().display().to_string(), why },
            Fault::Other(why) => StoreError::Database(why),
        }
    }
}

/// Never shows a password.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path().display())
    }
}

fn without_credentials(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://{host}"),
        _ => url.to_owned(),
    }
}

/// A connection to the database, embedded or not.
pub(crate) enum Client {
    Embedded { db: Surreal<Db>, datastore: Arc<Datastore> },
    Remote(Surreal<Any>),
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Embedded { .. } => "Client::Embedded",
            Self::Remote(_) => "Client::Remote",
        })
    }
}

impl Client {
    pub(crate) async fn connect(address: &Address) -> Result<Self, StoreError> {
        match address {
            Address::Memory => embedded("mem://").await.map_err(StoreError::Database),
            Address::Folder { path, options } => {
                prepare(path)?;
                let url = format!("surrealkv://{}?{options}", path.display());
                embedded(&url).await.map_err(|why| refused(path, why))
            }
            Address::Server { url, user } => {
                let connected = async {
                    let db = any::connect(url.as_str()).await?;
                    if let Some((username, password)) = user.clone() {
                        db.signin(Root { username, password }).await?;
                    }
                    db.use_ns(NAME).use_db(NAME).await?;
                    Ok(Self::Remote(db))
                };
                connected.await.map_err(|error: surrealdb::Error| StoreError::Unreachable {
                    url: url.clone(),
                    why: error.to_string(),
                })
            }
        }
    }

    /// Runs the statements and hands back their results, or the fault that explains the failure.
    pub(crate) async fn run(&self, statements: &str, bound: Variables) -> Result<IndexedResults, Fault> {
        let answer = match self {
            Self::Embedded { db, .. } => db.query(statements).bind(bound).await,
            Self::Remote(db) => db.query(statements).bind(bound).await,
        };
        checked(answer)
    }

    /// Begins to read the database as it is at this moment.
    pub(crate) async fn freeze(&self) -> Result<Frozen, Fault> {
        Ok(match self {
            Self::Embedded { db, .. } => {
                Frozen::Embedded(db.clone().begin().await.map_err(|error| Fault::of(&error))?)
            }
            Self::Remote(db) => Frozen::Remote(db.clone().begin().await.map_err(|error| Fault::of(&error))?),
        })
    }

    /// The value of one statement's result.
    pub(crate) async fn value(&self, statement: &str, bound: Variables) -> Result<Value, Fault> {
        let mut results = self.run(statement, bound).await?;
        results.take::<Value>(0).map_err(|error| Fault::of(&error))
    }

    /// Everything that was written is on disk and the folder is free when this returns.
    pub(crate) async fn close(&self) -> Result<(), Fault> {
        match self {
            Self::Embedded { datastore, .. } => {
                datastore.shutdown().await.map_err(|error| Fault::Other(error.to_string()))
            }
            Self::Remote(_) => Ok(()),
        }
    }
}

/// A transaction that only reads: what others write after its beginning is not in it. End it with
/// [`Frozen::thaw`]; until then the engine keeps what it sees.
pub(crate) enum Frozen {
    Embedded(Transaction<Db>),
    Remote(Transaction<Any>),
}

impl fmt::Debug for Frozen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Frozen")
    }
}

impl Frozen {
    /// The value of one statement's result.
    pub(crate) async fn value(&self, statement: &str, bound: Variables) -> Result<Value, Fault> {
        let answer = match self {
            Self::Embedded(transaction) => transaction.query(statement).bind(bound).await,
            Self::Remote(transaction) => transaction.query(statement).bind(bound).await,
        };
        checked(answer)?.take::<Value>(0).map_err(|error| Fault::of(&error))
    }

    pub(crate) async fn thaw(self) -> Result<(), Fault> {
        let ended = match self {
            Self::Embedded(transaction) => transaction.cancel().await.map(drop),
            Self::Remote(transaction) => transaction.cancel().await.map(drop),
        };
        ended.map_err(|error| Fault::of(&error))
    }
}

/// The results of a query, or the fault that explains the failure.
fn checked(answer: surrealdb::Result<IndexedResults>) -> Result<IndexedResults, Fault> {
    let mut results = answer.map_err(|error| Fault::of(&error))?;
    match Fault::first_cause(results.take_errors().values().map(Fault::of)) {
        Some(fault) => Err(fault),
        None => Ok(results),
    }
}

/// Parameters of a query.
pub(crate) fn bound<const N: usize>(parameters: [(&str, Value); N]) -> Variables {
    parameters.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// An integer that the database holds; its own are signed.
pub(crate) fn integer(number: u64) -> Value {
    i64::try_from(number).unwrap_or(i64::MAX).into_value()
}

async fn embedded(path: &str) -> Result<Client, String> {
    let config = ConfigMap::empty()
        .with_key_value("surrealkv_block_cache_capacity", BLOCK_CACHE_BYTES.to_string())
        .with_key_value("surrealkv_max_memtable_size", MEMTABLE_BYTES.to_string())
        .with_key_value("surrealkv_vlog_threshold", VALUE_LOG_THRESHOLD.to_string())
        .with_key_value("surrealkv_vlog_max_file_size", VALUE_LOG_FILE_BYTES.to_string());
    let opened = async {
        let datastore = Datastore::builder()
            .with_config(config)
            .without_maintenance_tasks()
            .build_with_path(path)
            .await?;
        // In this order: a maintenance task must not write before the storage version stands.
        datastore.check_version().await?;
        datastore.bootstrap().await?;
        datastore.start_maintenance_tasks();
        Ok::<_, Box<dyn std::error::Error + Send + Sync>>(datastore)
    };
    let datastore = opened.await.map_err(|error| error.to_string())?;
    let db = Surreal::<Db>::unstable_from_datastore(Arc::clone(&datastore), None)
        .await
        .map_err(|error| error.to_string())?;
    db.use_ns(NAME).use_db(NAME).await.map_err(|error| error.to_string())?;
    Ok(Client::Embedded { db, datastore })
}

/// Makes the folder, so that what is wrong with it is said by the operating system and not by the engine.
fn prepare(path: &Path) -> Result<(), StoreError> {
    std::fs::create_dir_all(path).and_then(|()| std::fs::read_dir(path).map(drop)).map_err(|error| {
        if error.kind() == std::io::ErrorKind::StorageFull {
            StoreError::DiskFull { path: path.to_owned() }
        } else {
            StoreError::Unreadable { path: path.to_owned(), why: error.to_string() }
        }
    })
}

/// The engine opens a folder or says why not, in text.
fn refused(path: &Path, why: String) -> StoreError {
    let path = path.to_owned();
    if why.contains("already locked") {
        StoreError::InUse { path }
    } else if why.contains("No space left on device") || why.contains("os error 28") {
        StoreError::DiskFull { path }
    } else {
        StoreError::Unreadable { path, why }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_name_a_database_and_state_the_sync_mode() {
        let folder = |path: &str, options: &str| {
            Ok(Address::Folder { path: PathBuf::from(path), options: options.to_owned() })
        };
        let server = |url: &str, user: Option<(&str, &str)>| {
            Ok(Address::Server {
                url: url.to_owned(),
                user: user.map(|(user, password)| (user.to_owned(), password.to_owned())),
            })
        };
        let check =
            |url: &str, address: Result<Address, StoreError>| assert_eq!(Address::parse(url), address);
        check("mem://", Ok(Address::Memory));
        check("surrealkv:///var/lib/g", folder("/var/lib/g", "sync=every"));
        check("surrealkv://data?sync=never", folder("data", "sync=never"));
        check("surrealkv://data?versioned=true", folder("data", "versioned=true&sync=every"));
        check("ws://127.0.0.1:8000", server("ws://127.0.0.1:8000", None));
        check("wss://root:p%40ss@db.test", server("wss://db.test", Some(("root", "p@ss"))));
        for wrong in ["", "data", "surrealkv://", "file:///x", "ws://"] {
            assert!(matches!(Address::parse(wrong), Err(StoreError::Unreachable { .. })), "{wrong}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        let address = Address::parse("ws://root:secret@db.test").expect("an address");
        assert!(!format!("{address:?}").contains("secret"));
        assert!(!address.explain(Fault::Connection("gone".to_owned())).to_string().contains("secret"));
        let wrong = Address::parse("ftp://root:secret@db.test").expect_err("not an address");
        assert!(!wrong.to_string().contains("secret"));
    }
}
