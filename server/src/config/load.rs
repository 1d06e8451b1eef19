//! Reading the layers, each over the one below, and remembering where a value came from.

#[cfg(test)]
mod tests;

use std::{
    fmt::{self, Write as _},
    io,
    path::{Path, PathBuf},
};

use toml::de::{DeTable, DeValue};

use super::{Config, KEYS, Key};
use crate::start::without_password;

/// Starts the name of every environment variable that is read.
pub(super) const VARIABLE_PREFIX: &str = "GUILDHALL_";
/// Names the file instead of `--config`.
const FILE_VARIABLE: &str = "GUILDHALL_CONFIG";
/// Variables of the project's own tools, which a server started by them inherits.
const OF_TOOLS: &[&str] = &["GUILDHALL_TOOLS", "GUILDHALL_NO_BROWSERS"];
/// Starts the variables that the tests hand to each other.
const OF_TESTS: &str = "GUILDHALL_TEST_";
/// Read from the data folder when no file is named.
const FILE_NAME: &str = "guildhall.toml";

/// What was given from outside.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// `--config`.
    pub file: Option<PathBuf>,
    /// The whole environment; other programs' variables are passed over.
    pub environment: Vec<(String, String)>,
    pub flags: Vec<Flag>,
}

/// A key that was set on the command line.
#[derive(Clone, Debug)]
pub struct Flag {
    /// As typed: `--listen`.
    pub flag: &'static str,
    pub key: &'static str,
    pub value: String,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    Default,
    File { path: PathBuf, line: usize },
    Environment(String),
    Flag(&'static str),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { path, line } => write!(f, "{}, line {line}", path.display()),
            Self::Environment(name) => write!(f, "environment variable {name}"),
            Self::Flag(flag) => write!(f, "flag {flag}"),
        }
    }
}

/// The configuration in force with the source of each value.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub config: Config,
    /// In the order of [`KEYS`].
    sources: Vec<Source>,
}

/// Why the configuration cannot be used: one sentence each.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{place}: unknown key `{name}`; {hint}.")]
    UnknownKey { place: Source, name: String, hint: String },
    #[error("{place}: `{key}` cannot be {value}; expected {accepts}.")]
    BadValue { place: Source, key: &'static str, value: String, accepts: &'static str },
    #[error("The configuration file {path} cannot be read: {why}.")]
    Unreadable { path: PathBuf, why: String },
    #[error("{path}, line {line}: not TOML: {why}.")]
    NotToml { path: PathBuf, line: usize, why: String },
    #[error("Both `data` ({data}) and `database` ({database}) are set; take one of them away.")]
    TwoStores { data: Source, database: Source },
    #[error("`mail.url` ({url}) is set without `mail.from`; say with it whom mail comes from.")]
    NoSender { url: Source },
}

/// Reads every layer.
///
/// # Errors
/// The first key or value that is not accepted, by its place.
pub fn load(inputs: &Inputs) -> Result<Loaded, ConfigError> {
    let mut loaded = Loaded { config: Config::default(), sources: vec![Source::Default; KEYS.len()] };
    if let Some((path, required)) = file_of(inputs) {
        loaded.read_file(&path, required)?;
    }
    for (name, value) in &inputs.environment {
        if is_ours(name) {
            let key = KEYS.iter().position(|key| key.variable() == *name);
            loaded.set(key, name, value, Source::Environment(name.clone()))?;
        }
    }
    for Flag { flag, key, value } in &inputs.flags {
        let at = KEYS.iter().position(|known| known.name == *key);
        loaded.set(at, key, value, Source::Flag(flag))?;
    }
    if loaded.config.data.is_some() && loaded.config.database.is_some() {
        return Err(ConfigError::TwoStores {
            data: loaded.source("data").clone(),
            database: loaded.source("database").clone(),
        });
    }
    if loaded.config.mail_url.is_some() && loaded.config.mail_from.is_none() {
        return Err(ConfigError::NoSender { url: loaded.source("mail.url").clone() });
    }
    Ok(loaded)
}

/// Whether a variable speaks to the server: then it is a key or a mistake.
fn is_ours(name: &str) -> bool {
    name.starts_with(VARIABLE_PREFIX)
        && name != FILE_VARIABLE
        && !OF_TOOLS.contains(&name)
        && !name.starts_with(OF_TESTS)
}

/// The file to read, and whether it must exist: named ones must, the one in the data folder need not.
fn file_of(inputs: &Inputs) -> Option<(PathBuf, bool)> {
    let variable = |name: &str| {
        inputs.environment.iter().find(|(known, _)| known == name).map(|(_, value)| PathBuf::from(value))
    };
    if let Some(named) = inputs.file.clone().or_else(|| variable(FILE_VARIABLE)) {
        return Some((named, true));
    }
    let flag = inputs.flags.iter().find(|flag| flag.key == "data").map(|flag| PathBuf::from(&flag.value));
    let folder = flag.or_else(|| variable("GUILDHALL_DATA"))?;
    Some((folder.join(FILE_NAME), false))
}

impl Loaded {
    /// Where the value of a key comes from.
    pub fn source(&self, key: &str) -> &Source {
        let at = KEYS.iter().position(|known| known.name == key);
        at.and_then(|at| self.sources.get(at)).unwrap_or(&Source::Default)
    }

    fn set(&mut self, key: Option<usize>, name: &str, value: &str, place: Source) -> Result<(), ConfigError> {
        let Some((at, known)) = key.and_then(|at| KEYS.get(at).map(|known| (at, known))) else {
            return Err(ConfigError::UnknownKey { hint: hint(name, &place), place, name: name.to_owned() });
        };
        if (known.set)(&mut self.config, value).is_none() {
            return Err(bad_value(known, format!("{:?}", without_password(value)), place));
        }
        self.sources[at] = place;
        Ok(())
    }

    fn read_file(&mut self, path: &Path, required: bool) -> Result<(), ConfigError> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !required => return Ok(()),
            Err(error) => {
                return Err(ConfigError::Unreadable { path: path.to_owned(), why: reason(&error) });
            }
        };
        let line_at =
            |offset: usize| text.as_bytes().iter().take(offset).filter(|b| **b == b'\n').count() + 1;
        let table = DeTable::parse(&text).map_err(|error| ConfigError::NotToml {
            path: path.to_owned(),
            line: error.span().map_or(1, |span| line_at(span.start)),
            why: error.message().trim_end_matches('.').to_owned(),
        })?;
        self.read_table("", table.get_ref(), &|offset| Source::File {
            path: path.to_owned(),
            line: line_at(offset),
        })
    }

    fn read_table(
        &mut self,
        prefix: &str,
        table: &DeTable<'_>,
        place_at: &dyn Fn(usize) -> Source,
    ) -> Result<(), ConfigError> {
        for (name, value) in table {
            let full = format!("{prefix}{}", name.get_ref());
            let place = place_at(name.span().start);
            let key = KEYS.iter().position(|key| key.name == full);
            let is_group = KEYS.iter().any(|key| key.name.starts_with(&format!("{full}.")));
            match value.get_ref() {
                DeValue::Table(inner) if is_group => {
                    self.read_table(&format!("{full}."), inner, place_at)?;
                }
                DeValue::String(text) => self.set(key, &full, text, place)?,
                DeValue::Integer(number) => self.set(key, &full, number.as_str(), place)?,
                DeValue::Boolean(on) => self.set(key, &full, &on.to_string(), place)?,
                other
                @ (DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_)) => {
                    match key.and_then(|at| KEYS.get(at)) {
                        Some(known) => {
                            return Err(bad_value(known, format!("a TOML {}", other.type_str()), place));
                        }
                        None => self.set(None, &full, "", place)?,
                    }
                }
            }
        }
        Ok(())
    }

    /// The effective configuration as TOML, each value with its source.
    pub fn print(&self) -> String {
        let mut text = String::from("# The configuration in force: defaults < file < environment < flags.\n");
        let mut group = "";
        for (key, source) in KEYS.iter().zip(&self.sources) {
            let (table, name) = key.name.split_once('.').unwrap_or(("", key.name));
            if table != group {
                // Writing to a text cannot fail, here and below.
                let _ = write!(text, "\n[{table}]\n");
                group = table;
            }
            let _ = match (key.get)(&self.config) {
                Some(value) => write!(text, "\n# {}\n{name} = {value}  # {source}\n", key.about),
                None => write!(text, "\n# {}\n# {name} is not set; expected {}\n", key.about, key.accepts),
            };
        }
        text
    }
}

fn bad_value(key: &Key, value: String, place: Source) -> ConfigError {
    ConfigError::BadValue { place, key: key.name, value, accepts: key.accepts }
}

/// The key that was probably meant, else all of them.
fn hint(name: &str, place: &Source) -> String {
    let shown = |key: &Key| match place {
        Source::Environment(_) => key.variable(),
        Source::Default | Source::File { .. } | Source::Flag(_) => key.name.to_owned(),
    };
    let near = KEYS
        .iter()
        .map(|key| (strsim::osa_distance(&shown(key), name), key))
        .filter(|(distance, _)| *distance <= 3)
        .min_by_key(|(distance, _)| *distance);
    match near {
        Some((_, key)) => format!("did you mean `{}`", shown(key)),
        None => format!("known ones are {}", KEYS.iter().map(shown).collect::<Vec<_>>().join(", ")),
    }
}

/// An error of the file system in words, without its number.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it does not exist".to_owned(),
        io::ErrorKind::PermissionDenied => "this user may not".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::NotADirectory => "a part of its path is a file".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
        io::ErrorKind::InvalidData => "it is not UTF-8 text".to_owned(),
        _ => error.to_string(),
    }
}
