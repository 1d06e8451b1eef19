//! `cargo xtask desktop`: the shell, or a package of it.

use std::path::PathBuf;

use crate::{
    paths,
    run::{self, say},
    setup::{self, Need},
    web,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Make a Debian package instead of opening the window.
    #[arg(long)]
    bundle: bool,
    /// Build fully optimised. The first time this takes about 20 minutes longer.
    #[arg(long)]
    release: bool,
    /// Folder for the database; by default the one that the system keeps for this application.
    #[arg(long)]
    data: Option<PathBuf>,
}

pub(crate) fn desktop(options: &Options) -> anyhow::Result<()> {
    setup::ensure(&[Need::Web, Need::Desktop])?;
    web::build()?;
    if options.bundle {
        return bundle(options.release);
    }
    let binary = shell(options.release)?;
    say("Opening the window (its data stays on this machine; no network is used)");
    let mut shell = run::program(&binary.to_string_lossy());
    if let Some(data) = &options.data {
        shell.env("GUILDHALL_DATA", paths::root().join(data));
    }
    run::run(&mut shell)
}

/// Builds the `guildhall-desktop` binary with the bundle inside.
pub(crate) fn shell(release: bool) -> anyhow::Result<PathBuf> {
    let profile = if release { "release" } else { "dev" };
    run::step("Desktop shell", || {
        let arguments =
            ["build", "--package", "desktop", "--features", "custom-protocol", "--profile", profile];
        run::run(&mut run::cargo(&arguments))
    })?;
    Ok(paths::target().join(if release { "release" } else { "debug" }).join("guildhall-desktop"))
}

fn bundle(release: bool) -> anyhow::Result<()> {
    setup::ensure(&[Need::Bundle])?;
    run::step("Debian package", || {
        let mut tauri = run::program("tauri");
        tauri.current_dir(paths::root().join("src-tauri")).env("CARGO_TARGET_DIR", paths::target());
        tauri.args(["build", "--bundles", "deb"]);
        if !release {
            tauri.arg("--debug");
        }
        run::run(&mut tauri)
    })?;
    let folder = paths::target().join(if release { "release" } else { "debug" }).join("bundle/deb");
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "deb") {
            println!("    {}\n    Install it with: sudo apt-get install {}", path.display(), path.display());
        }
    }
    Ok(())
}
