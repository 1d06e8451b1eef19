//! Opening everything that a handler needs, in order, and closing it again. The command line and the
//! desktop shell start the same way.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use shared::{
    listings::policy::NamePolicy,
    marketplace::rules::policy::DirectoryPolicy,
    ports::{Clock, IdGen, Random},
    sandbox::policy::SandboxPolicy,
};
use store::{Store, StoreError};

use crate::{
    config::{Config, reason},
    demo,
    directory::{Directory, DirectoryError},
    identity::{Identity, server_secret},
    mail::Post,
    media::{Media, MediaError},
    observe::Metrics,
    organisations::Dns,
    ports::{SystemClock, SystemIds, SystemRandom},
    services::{Parts, Services, Site},
    turns::Turns,
};

/// Why the server does not start: one sentence that names it and the way out.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("Nothing says where the data lives: give --data FOLDER, or --database URL.")]
    NoStore,
    #[error("The data folder {path} cannot be used: {why}.")]
    Folder { path: PathBuf, why: String },
    #[error("Pictures need a place beside the database {database}: name a folder with the key `media`.")]
    NoMedia { database: String },
    #[error("{0}")]
    Store(#[from] StoreError),
    #[error("{0}")]
    Media(#[from] MediaError),
    #[error("{}", chain(.0))]
    Directory(#[from] DirectoryError),
    #[error("The demo program could not be put in: {0:#}")]
    Demo(anyhow::Error),
    #[error("Mail cannot be sent by {0}.")]
    Mail(String),
    #[error("{0}")]
    Metrics(#[from] prometheus::Error),
}

/// The outside world of a server.
#[derive(Clone, Debug)]
pub struct Ports {
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn IdGen>,
    pub random: Arc<dyn Random>,
    pub metrics: Arc<Metrics>,
}

impl Ports {
    /// The clock and the ids of this machine.
    ///
    /// # Errors
    /// See [`Metrics::new`].
    pub fn of_this_machine() -> Result<Self, StartError> {
        Ok(Self {
            clock: Arc::new(SystemClock),
            ids: Arc::new(SystemIds::default()),
            random: Arc::new(SystemRandom),
            metrics: Arc::new(Metrics::new()?),
        })
    }
}

/// Opens store, pictures and directory, and puts the demo program in when it is asked for.
///
/// # Errors
/// The first thing that cannot be opened.
pub async fn start(config: &Config) -> Result<Services, StartError> {
    start_with(config, Ports::of_this_machine()?).await
}

/// Opens store and pictures alone, for work on the catalogue. Close the store afterwards.
///
/// # Errors
/// The first of them that cannot be opened.
pub async fn open_catalogue(config: &Config, ports: &Ports) -> Result<(Store, Media), StartError> {
    let places = Places::of(config)?;
    let store = Store::open(&places.store, Arc::clone(&ports.clock), Arc::clone(&ports.ids)).await?;
    match Media::open(&places.media) {
        Ok(media) => Ok((store, media)),
        Err(error) => {
            let _ = store.close().await;
            Err(error.into())
        }
    }
}

/// [`start`] with a clock and ids of the caller's.
///
/// # Errors
/// As [`start`].
pub async fn start_with(config: &Config, ports: Ports) -> Result<Services, StartError> {
    let post = Post::of(config).map_err(StartError::Mail)?;
    let (store, media) = open_catalogue(config, &ports).await?;
    let Ports { clock, ids, random, metrics } = ports;
    let opened = async {
        let folder = Places::of(config)?.directory;
        let policy = DirectoryPolicy::default();
        let directory = Directory::open(store.clone(), folder, policy, Arc::clone(&clock)).await?;
        let services = Services::new(Parts {
            store: store.clone(),
            directory,
            media: Arc::new(media),
            clock,
            ids,
            identity: Identity::new(
                config.identity.clone(),
                &config.public_origin(),
                config.proxies,
                Arc::clone(&random),
                server_secret::load(&store, &*random).await?,
            ),
            changes: store.changes(),
            dns: Dns::of(config.resolver),
            turns: Turns::default(),
            reviews: crate::review::Queue::default(),
            post,
            random,
            site: Site { origin: config.public_origin(), demo: config.demo },
            limits: config.limits,
            sandbox: match config.demo {
                true => SandboxPolicy::with_loopback(),
                false => SandboxPolicy::default(),
            },
            names: NamePolicy::default().reserving(config.reserved_names.iter().cloned()),
            metrics,
        });
        if config.demo {
            demo::seed(&services).await.map_err(StartError::Demo)?;
            // Ready means that the demo program can be seen.
            services.directory.catch_up().await?;
        }
        Ok(services)
    };
    match opened.await {
        Ok(services) => Ok(services),
        Err(error) => {
            // The folder is free again for whoever acts on the error; the first error is the one to tell.
            let _ = store.close().await;
            Err(error)
        }
    }
}

/// Writes down what the directory knows and closes the store.
///
/// # Errors
/// The store could not be flushed. What was acknowledged is on disk all the same.
pub async fn stop(services: &Services) -> Result<(), StoreError> {
    if let Err(error) = services.directory.close().await {
        // The next start reads the store instead.
        tracing::warn!(%error, "the directory was not saved");
    }
    services.store.clone().close().await
}

/// Where each part keeps its bytes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Places {
    pub(crate) store: String,
    pub(crate) media: String,
    /// `None` keeps the directory in memory alone.
    directory: Option<PathBuf>,
}

impl Places {
    fn of(config: &Config) -> Result<Self, StartError> {
        match (&config.data, &config.database) {
            (Some(folder), _) => Self::in_folder(folder, config.media.clone()),
            (None, Some(url)) => {
                let media = match &config.media {
                    Some(media) => media.clone(),
                    None if url.starts_with("mem://") => "mem://".to_owned(),
                    None => return Err(StartError::NoMedia { database: without_password(url) }),
                };
                Ok(Self { store: url.clone(), media, directory: None })
            }
            (None, None) => Err(StartError::NoStore),
        }
    }

    /// Everything in one folder, which is made when it is missing.
    ///
    /// # Errors
    /// The folder cannot be used.
    pub(crate) fn in_folder(folder: &Path, media: Option<String>) -> Result<Self, StartError> {
        let refused = |why: String| StartError::Folder { path: folder.to_owned(), why };
        std::fs::create_dir_all(folder).map_err(|error| refused(reason(&error)))?;
        let folder = folder.canonicalize().map_err(|error| refused(reason(&error)))?;
        let Some(text) = folder.to_str().filter(|text| !text.contains(['?', '#'])) else {
            return Err(refused("its path must be UTF-8 text without ? and #".to_owned()));
        };
        Ok(Self {
            store: format!("surrealkv://{text}/store?sync=every"),
            media: media.unwrap_or_else(|| format!("{text}/media")),
            directory: Some(folder.join("directory")),
        })
    }
}

/// An error with its causes, in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text = format!("{text}: {next}");
        cause = next.source();
    }
    text
}

/// A URL as it may be shown.
pub(crate) fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    match rest.rsplit_once('@') {
        Some((credentials, host)) => {
            let user = credentials.split(':').next().unwrap_or_default();
            format!("{scheme}://{user}:***@{host}")
        }
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_folder_holds_store_pictures_and_index() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = folder.path().canonicalize().expect("it exists").join("new");
        let config = Config { data: Some(data.clone()), ..Config::default() };
        let places = Places::of(&config).expect("the folder is made");
        assert_eq!(places.store, format!("surrealkv://{}/store?sync=every", data.display()));
        assert_eq!(places.media, data.join("media").to_string_lossy());
        assert_eq!(places.directory, Some(data.join("directory")));
    }

    #[test]
    fn what_is_missing_or_in_the_way_is_said_in_a_sentence() {
        let check = |config: Config, says: &str| {
            let sentence = Places::of(&config).expect_err(says).to_string();
            assert!(sentence.contains(says), "{sentence}");
        };
        check(Config::default(), "--data FOLDER");
        let remote = Config { database: Some("ws://root:secret@db:8000".to_owned()), ..Config::default() };
        check(remote.clone(), "`media`");
        assert!(!Places::of(&remote).expect_err("no media").to_string().contains("secret"));
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("file");
        std::fs::write(&file, "").expect("written");
        check(Config { data: Some(file.join("data")), ..Config::default() }, "a part of its path is a file");
    }
}
