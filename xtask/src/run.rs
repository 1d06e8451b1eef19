//! Running programs, and saying so.

use std::{
    env,
    ffi::OsString,
    path::PathBuf,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};

use crate::paths;

/// Says what begins now.
pub(crate) fn say(what: &str) {
    println!("\x1b[1m==> {what}\x1b[0m");
}

/// Runs a step and says how long it took.
pub(crate) fn step<T>(what: &str, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    say(what);
    let start = Instant::now();
    let outcome = work().with_context(|| format!("{what}: failed"))?;
    println!("    {what}: {}", human(start.elapsed()));
    Ok(outcome)
}

pub(crate) fn human(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}

/// A program with the project's own tools first on its `PATH`, started in the root.
pub(crate) fn program(name: &str) -> Command {
    let mut command = Command::new(name);
    command.current_dir(paths::root()).env("PATH", path());
    // What cargo told this program about itself is not for the programs that it starts: some build
    // scripts watch these, and everything above them would be built anew.
    for (name, _) in env::vars_os() {
        let own = name.to_string_lossy().starts_with("CARGO_PKG_");
        if own
            || name == "CARGO_MANIFEST_DIR"
            || name == "CARGO_MANIFEST_PATH"
            || name == "CARGO_MANIFEST_LINKS"
        {
            command.env_remove(&name);
        }
    }
    command
}

/// `cargo`, the one that runs this.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = program(&env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.args(arguments).env("CARGO_TARGET_DIR", paths::target());
    command
}

/// `PATH` with the project's own tools first.
pub(crate) fn path() -> OsString {
    let own: [PathBuf; 2] = [paths::tools().join("bin"), paths::npm_bin()];
    let system = env::var_os("PATH").unwrap_or_default();
    env::join_paths(own.into_iter().chain(env::split_paths(&system))).unwrap_or(system)
}

/// Runs to the end, showing its output.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    let shown = show(command);
    let status = command.status().with_context(|| format!("`{shown}` could not be started"))?;
    if !status.success() {
        bail!("`{shown}` ended with {status}");
    }
    Ok(())
}

/// Runs to the end and gives its standard output; standard error is shown.
pub(crate) fn output(command: &mut Command) -> anyhow::Result<String> {
    let shown = show(command);
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("`{shown}` could not be started"))?;
    if !output.status.success() {
        bail!("`{shown}` ended with {}", output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// First line of what `name arguments…` prints; `None` when it cannot be run.
pub(crate) fn version(name: &str, arguments: &[&str]) -> Option<String> {
    let output = program(name).args(arguments).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).lines().next()?.trim().to_owned();
    output.status.success().then_some(text)
}

fn show(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let shown = words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
    if shown.chars().count() > 200 { shown.chars().take(200).chain("…".chars()).collect() } else { shown }
}
