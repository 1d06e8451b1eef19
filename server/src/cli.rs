//! The commands. Each failure is one sentence on standard error; exit codes are 0 for done, 1 for work
//! that had errors, 2 for a command or configuration that cannot be used.

mod catalogue;
mod host;
mod lint;
mod manifest;
mod report;
mod serve;
mod test;
mod verify;

use std::{
    ffi::OsString,
    fmt::{self, Display},
    future::Future,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Args, Parser, Subcommand};

use crate::{
    api::openapi::Document,
    config::{self, ConfigError, Flag, Inputs, KEYS, Loaded},
};

/// The engine of the store needs deep stacks.
pub const STACK_BYTES: usize = 10 << 20;

/// A partner-ecosystem platform: the marketplace, its API and its tools.
#[derive(Debug, Parser)]
#[command(name = "guildhall", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the marketplace.
    #[command(after_long_help = keys_help())]
    Serve(ServeArgs),
    /// Bring listings in from NDJSON, one row per line; existing ones are updated by slug.
    Import(ImportArgs),
    /// Write every listing as NDJSON, in the format that `import` reads.
    Export(ExportArgs),
    /// Find what is wrong with an app's manifest, offline; exit code 1 when it cannot be submitted.
    Lint(lint::LintArgs),
    /// Call an app and find what of the contract and the performance budget it does not keep; exit code 1 when
    /// it cannot be submitted.
    Test(test::TestArgs),
    /// Prove offline that nothing of an exported trail was changed, dropped or reordered.
    Verify(verify::VerifyArgs),
    /// Copy everything into one file, checked, also while a server runs.
    Backup(host::BackupArgs),
    /// Bring a backup back into a new data folder.
    Restore(host::RestoreArgs),
    /// Help people who lost their way in.
    Admin {
        #[command(subcommand)]
        command: host::AdminCommand,
    },
    /// Keys by which the server signs.
    Keys {
        #[command(subcommand)]
        command: host::KeysCommand,
    },
    /// Print the JSON Schema of a format.
    Schema {
        #[command(subcommand)]
        of: SchemaOf,
    },
    /// Print the OpenAPI document of the public API.
    Openapi,
}

#[derive(Debug, Subcommand)]
enum SchemaOf {
    /// One row of `import` and `export`.
    Listing,
    /// The manifest of an app.
    Manifest,
}

/// Where the data lives.
#[derive(Debug, Args)]
struct PlaceArgs {
    /// Folder of the store, the pictures and the index; made when it is missing.
    #[arg(long, value_name = "DIR", conflicts_with = "database")]
    data: Option<PathBuf>,
    /// SurrealDB to use instead of a store in the data folder.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Configuration file; guildhall.toml in the data folder when not given.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct ServeArgs {
    #[command(flatten)]
    place: PlaceArgs,
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// Fill an empty store with the demo program.
    #[arg(long)]
    demo: bool,
    /// Folder with the built screens; without it only the API answers.
    #[arg(long, value_name = "DIR")]
    assets: Option<PathBuf>,
    /// Scheme and host of public addresses, when the server stands behind another one.
    #[arg(long, value_name = "URL")]
    origin: Option<String>,
    /// Print the configuration in force with the source of each value, and stop.
    #[arg(long)]
    print_config: bool,
}

#[derive(Debug, Args)]
struct ImportArgs {
    #[command(flatten)]
    place: PlaceArgs,
    /// NDJSON file, or - for standard input.
    file: PathBuf,
    /// Check every row and report, but write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Make categories that do not exist yet.
    #[arg(long)]
    create_categories: bool,
}

#[derive(Debug, Args)]
struct ExportArgs {
    #[command(flatten)]
    place: PlaceArgs,
    /// File to write; standard output when not given.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Folder to write the pictures to, so that an import can read them back.
    #[arg(long, value_name = "DIR")]
    media: Option<PathBuf>,
}

/// Why a command ends early.
#[derive(Debug)]
struct Stopped {
    sentence: String,
    code: u8,
}

impl Stopped {
    /// The work had errors.
    fn failed(error: impl Display) -> Self {
        Self { sentence: one_line(&error), code: 1 }
    }

    /// The command or the configuration cannot be used.
    fn misused(error: impl Display) -> Self {
        Self { sentence: one_line(&error), code: 2 }
    }
}

impl From<ConfigError> for Stopped {
    fn from(error: ConfigError) -> Self {
        Self::misused(error)
    }
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    run(std::env::args_os())
}

fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(help_or_error) => {
            // Nobody is left to tell when the terminal is gone.
            let _ = help_or_error.print();
            return if help_or_error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
        }
    };
    let done = match cli.command {
        Command::Serve(args) => serve::serve(&args),
        Command::Import(args) => catalogue::import(&args),
        Command::Export(args) => catalogue::export(&args),
        Command::Lint(args) => lint::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Verify(args) => verify::run(&args),
        Command::Backup(args) => host::backup(&args),
        Command::Restore(args) => host::restore(&args),
        Command::Admin { command } => host::admin(&command),
        Command::Keys { command } => host::keys(&command),
        Command::Schema { of: SchemaOf::Listing } => {
            print(&format!("{:#}\n", crate::catalogue::schema_listing()))
        }
        Command::Schema { of: SchemaOf::Manifest } => print(&format!("{:#}\n", lint::schema())),
        Command::Openapi => print(&Document::of_product().text()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stopped { sentence, code }) => {
            if !sentence.is_empty() {
                let _ = writeln!(io::stderr(), "guildhall: {sentence}");
            }
            ExitCode::from(code)
        }
    }
}

/// Text for another program or a person; a reader that has heard enough is no error.
fn print(text: &str) -> Result<(), Stopped> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Stopped::failed(format!("Standard output cannot be written: {}.", config::reason(&error))))
        }
        _ => Ok(()),
    }
}

/// The work on threads that are deep enough for the store, the calling one not among them.
fn on_runtime<T: Send + 'static>(
    work: impl Future<Output = Result<T, Stopped>> + Send + 'static,
) -> Result<T, Stopped> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(STACK_BYTES)
        .thread_name("guildhall")
        .enable_all()
        .build()
        .map_err(|error| Stopped::failed(format!("No threads can be started: {error}.")))?;
    let done = runtime.block_on(runtime.spawn(work));
    // Blocking work that was left behind, such as a picture being drawn, does not hold up the end.
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    done.unwrap_or_else(|_| Err(Stopped::failed("The command failed inside; the log above says where.")))
}

impl PlaceArgs {
    fn load(&self, mut flags: Vec<Flag>) -> Result<Loaded, Stopped> {
        if let Some(data) = &self.data {
            flags.push(Flag { flag: "--data", key: "data", value: path_text(data)? });
        }
        if let Some(database) = &self.database {
            flags.push(Flag { flag: "--database", key: "database", value: database.clone() });
        }
        let environment = std::env::vars_os()
            .filter_map(|(name, value)| {
                Some((name.into_string().ok()?, value.to_string_lossy().into_owned()))
            })
            .collect();
        Ok(config::load(&Inputs { file: self.config.clone(), environment, flags })?)
    }
}

fn path_text(path: &std::path::Path) -> Result<String, Stopped> {
    path.to_str()
        .map(str::to_owned)
        .ok_or_else(|| Stopped::misused(format!("The path {} is not UTF-8 text.", path.display())))
}

/// An error on one line, whatever its text holds.
fn one_line(error: &impl Display) -> String {
    error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn keys_help() -> String {
    let mut text = String::from(
        "Configuration keys, in the file as written and in the environment as shown \
         (flags win over the environment, the environment over the file):\n",
    );
    for key in KEYS {
        use fmt::Write as _;
        // Writing to a text cannot fail.
        let _ = write!(text, "\n  {}  {}\n      {}\n", key.name, key.variable(), key.about);
    }
    text
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_documented_commands_are_understood() {
        for line in [
            "guildhall serve --listen 127.0.0.1:0 --data /x --demo --assets dist --print-config",
            "guildhall serve --database mem://",
            "guildhall import - --data /x --dry-run --create-categories",
            "guildhall export --data /x --out y --media z",
            "guildhall schema listing",
            "guildhall openapi",
            "guildhall test --manifest manifest.toml --target http://127.0.0.1:9000",
            "guildhall test --manifest - --target https://a.example --api-version 2026-01-15 --format sarif \
             --secret whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw --policy policy.json --language de",
            "guildhall verify audit.ndjson",
            "guildhall verify - --keys keys.json --trust ghsk_a=00 --trust ghsk_b=11",
            "guildhall backup --data /x --out y.tar.gz",
            "guildhall restore y.tar.gz --data /x",
            "guildhall admin owner --data /x --organisation acme --email anna@example.com",
            "guildhall admin reset --data /x --email anna@example.com",
            "guildhall admin sessions end --database ws://db --email anna@example.com",
            "guildhall keys list --data /x",
            "guildhall keys rotate --database ws://db",
        ] {
            assert!(Cli::try_parse_from(line.split(' ')).is_ok(), "{line}");
        }
        assert!(Cli::try_parse_from("guildhall serve --data x --database mem://".split(' ')).is_err());
    }
}
