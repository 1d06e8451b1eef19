//! Reading the layers, each over the one below, and remembering where a value came from.

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

#[cfg(test)]
mod tests {
    use super::*;

    fn flag(key: &'static str, value: &str) -> Flag {
        Flag { flag: "--test", key, value: value.to_owned() }
    }

    fn variable(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join(FILE_NAME);
        std::fs::write(&path, text).expect("the file is written");
        (folder, path)
    }

    #[test]
    fn each_layer_wins_over_the_one_below() {
        // Which of the layers set the key, and which value wins.
        for (in_file, in_environment, in_flag, winner) in [
            (false, false, false, "info"),
            (true, false, false, "debug"),
            (false, true, false, "warn"),
            (true, true, false, "warn"),
            (false, false, true, "error"),
            (true, false, true, "error"),
            (false, true, true, "error"),
            (true, true, true, "error"),
        ] {
            let (_folder, path) = file(if in_file { "[log]\nlevel = \"debug\"\n" } else { "" });
            let inputs = Inputs {
                file: Some(path),
                environment: in_environment
                    .then(|| variable("GUILDHALL_LOG_LEVEL", "warn"))
                    .into_iter()
                    .collect(),
                flags: in_flag.then(|| flag("log.level", "error")).into_iter().collect(),
            };
            let loaded = load(&inputs).expect("all values are good");
            assert_eq!(loaded.config.log_level, winner, "{in_file} {in_environment} {in_flag}");
        }
    }

    #[test]
    fn a_mistake_is_one_sentence_with_its_place() {
        let check = |text: &str, says: &[&str]| {
            let (_folder, path) = file(text);
            let error = load(&Inputs { file: Some(path.clone()), ..Inputs::default() }).expect_err(text);
            let sentence = error.to_string();
            assert!(sentence.contains(&*path.to_string_lossy()), "{sentence}");
            assert!(!sentence.contains('\n'), "{sentence}");
            for part in says {
                assert!(sentence.contains(part), "{sentence:?} lacks {part:?}");
            }
        };
        check("\ndemo = true\nlistne = \"x\"", &["line 3", "`listne`", "did you mean `listen`"]);
        check("[log]\nlevels = 1", &["line 2", "`log.levels`", "did you mean `log.level`"]);
        check("[colours]\nred = 1", &["line 1", "`colours`", "known ones are"]);
        check("listen = 8080", &["line 1", "`listen`", "\"8080\"", "host:port"]);
        check("listen = [1]", &["`listen`", "a TOML array"]);
        check("http.connections = 0", &["`http.connections`", "from 1 to 100000"]);
        check("demo = \"yes\"", &["`demo`", "true or false"]);
        check("a = 1\n]", &["line 2", "not TOML"]);
    }

    #[test]
    fn mistakes_in_the_environment_and_in_flags_are_named() {
        let inputs = Inputs { environment: vec![variable("GUILDHALL_DEMOO", "1")], ..Inputs::default() };
        let sentence = load(&inputs).expect_err("unknown").to_string();
        assert!(sentence.contains("GUILDHALL_DEMOO"), "{sentence}");
        assert!(sentence.contains("did you mean `GUILDHALL_DEMO`"), "{sentence}");
        let inputs = Inputs { flags: vec![flag("origin", "ftp://x")], ..Inputs::default() };
        assert!(load(&inputs).expect_err("bad").to_string().starts_with("flag --test: `origin`"));
    }

    #[test]
    fn variables_of_the_tools_are_passed_over() {
        let environment = ["GUILDHALL_TOOLS", "GUILDHALL_NO_BROWSERS", "GUILDHALL_TEST_BIN", "PATH"]
            .map(|name| variable(name, "x"))
            .to_vec();
        assert!(load(&Inputs { environment, ..Inputs::default() }).is_ok());
    }

    #[test]
    fn the_file_in_the_data_folder_is_read_and_need_not_exist() {
        let (folder, path) = file("demo = true");
        let data = folder.path().to_string_lossy().into_owned();
        let inputs = Inputs { flags: vec![flag("data", &data)], ..Inputs::default() };
        let loaded = load(&inputs).expect("good");
        assert!(loaded.config.demo);
        assert_eq!(loaded.source("demo"), &Source::File { path: path.clone(), line: 1 });
        std::fs::remove_file(&path).expect("removed");
        assert!(!load(&inputs).expect("no file is fine").config.demo);
        let named = Inputs { file: Some(path), ..Inputs::default() };
        assert!(load(&named).expect_err("named but missing").to_string().contains("does not exist"));
    }

    #[test]
    fn two_stores_are_refused() {
        let inputs =
            Inputs { flags: vec![flag("data", "/x"), flag("database", "mem://")], ..Inputs::default() };
        assert!(matches!(load(&inputs), Err(ConfigError::TwoStores { .. })));
    }

    #[test]
    fn mail_that_comes_from_nobody_is_refused() {
        let url = flag("mail.url", "smtp://127.0.0.1:2525");
        let refused = load(&Inputs { flags: vec![url.clone()], ..Inputs::default() });
        assert!(refused.expect_err("no sender").to_string().contains("`mail.from`"));
        let from = flag("mail.from", "Market <no-reply@market.example>");
        assert!(load(&Inputs { flags: vec![url, from], ..Inputs::default() }).is_ok());
    }

    #[test]
    fn a_password_is_never_shown() {
        let flags = vec![
            flag("mail.url", "smtps://anna:opensesame@mail.example"),
            flag("mail.from", "no-reply@market.example"),
        ];
        let loaded = load(&Inputs { flags, ..Inputs::default() }).expect("good");
        let printed = loaded.print();
        assert!(printed.contains("smtps://anna:***@mail.example"), "{printed}");
        assert!(!format!("{printed}{loaded:?}").contains("opensesame"), "{printed}");
        let flags = vec![flag("mail.url", "smtp://anna:opensesame@mail.example")];
        let sentence = load(&Inputs { flags, ..Inputs::default() }).expect_err("not encrypted").to_string();
        assert!(sentence.contains("tls=required") && !sentence.contains("opensesame"), "{sentence}");
    }

    #[test]
    fn what_is_printed_can_be_read_back_and_names_every_source() {
        let (_folder, path) = file("demo = true\n[http]\nidle_seconds = 5\n");
        let inputs = Inputs {
            file: Some(path.clone()),
            environment: vec![
                variable("GUILDHALL_ORIGIN", "https://market.example"),
                variable("PATH", "/bin"),
            ],
            flags: vec![flag("data", "/a \"quoted\" folder")],
        };
        let loaded = load(&inputs).expect("good");
        let printed = loaded.print();
        assert!(printed.contains(&format!("demo = true  # {}, line 1", path.display())), "{printed}");
        assert!(
            printed.contains("origin = \"https://market.example\"  # environment variable GUILDHALL_ORIGIN")
        );
        assert!(printed.contains("listen = \"127.0.0.1:8080\"  # default"));
        let (_other, copy) = file(&printed);
        let again = load(&Inputs { file: Some(copy), ..Inputs::default() }).expect("it reads itself");
        assert_eq!(again.config, loaded.config);
    }

    #[test]
    fn keys_are_unique_and_their_defaults_are_accepted() {
        let default = Config::default();
        for (at, key) in KEYS.iter().enumerate() {
            assert!(KEYS.iter().skip(at + 1).all(|other| other.name != key.name), "{}", key.name);
            if let Some(value) = (key.get)(&default) {
                let mut config = Config::default();
                let plain = value.trim_matches('"');
                assert!((key.set)(&mut config, plain).is_some(), "{} refuses {plain}", key.name);
                assert_eq!(config, default, "{}", key.name);
            }
        }
    }
}
