//! The configuration: defaults < TOML file < environment < flags. Every key is one row of [`KEYS`].

mod keys;
mod load;
mod mail;

use std::{net::SocketAddr, path::PathBuf};

pub(crate) use self::load::reason;
pub use self::{
    keys::{KEYS, Key},
    load::{ConfigError, Flag, Inputs, Loaded, Source, load},
    mail::{Sender, SmtpUrl},
};
use shared::identity::policy::IdentityPolicy;

use crate::http::Limits;

/// Everything that can be configured, in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// `host:port`.
    pub listen: String,
    /// Folder of store, pictures and index.
    pub data: Option<PathBuf>,
    /// SurrealDB URL, instead of a store in `data`.
    pub database: Option<String>,
    /// Folder or URL of the pictures; `data/media` when not given.
    pub media: Option<String>,
    /// Scheme and host of public addresses; from `listen` when not given.
    pub origin: Option<String>,
    pub demo: bool,
    /// Folder with the built screens.
    pub assets: Option<PathBuf>,
    pub log_format: LogFormat,
    /// A level, or directives of `tracing_subscriber::EnvFilter`.
    pub log_level: String,
    pub limits: Limits,
    /// Proxies in front of this server that are believed about the address of a client.
    pub proxies: usize,
    /// DNS server that is asked about domains; the system's own when not given.
    pub resolver: Option<SocketAddr>,
    /// The server that takes mail; without one mail waits.
    pub mail_url: Option<SmtpUrl>,
    /// Whom mail comes from.
    pub mail_from: Option<Sender>,
    pub identity: IdentityPolicy,
    /// Names that no app bears, or is like, without a person having looked; beside the program's own.
    pub reserved_names: Vec<String>,
}

/// How a log line is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    #[default]
    Text,
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            data: None,
            database: None,
            media: None,
            origin: None,
            demo: false,
            assets: None,
            log_format: LogFormat::Text,
            log_level: "info".to_owned(),
            limits: Limits::default(),
            proxies: 0,
            resolver: None,
            mail_url: None,
            mail_from: None,
            identity: IdentityPolicy::default(),
            reserved_names: Vec::new(),
        }
    }
}

impl Config {
    /// A server without a disk, for tests and trials.
    pub fn in_memory() -> Self {
        Self { database: Some("mem://".to_owned()), ..Self::default() }
    }

    /// Where the public addresses start.
    pub fn public_origin(&self) -> String {
        match &self.origin {
            Some(origin) => origin.trim_end_matches('/').to_owned(),
            None => format!("http://{}", self.listen),
        }
    }
}
