//! The browser bundle: built by Trunk when a source changed, with each text file compressed beside it.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};

use crate::{paths, run};

/// What the bundle is made of, relative to the root.
const SOURCES: [&str; 10] = [
    "app/src",
    "app/Cargo.toml",
    "shared/src",
    "public",
    "index.html",
    "every-screen.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo/config.toml",
];

/// Builds `dist/` unless it is what the sources would give.
pub(crate) fn build() -> anyhow::Result<()> {
    let stamp = paths::target().join("web.stamp");
    let state = format!("{:016x} {}", fingerprint()?, paths::dist().display());
    if fs::read_to_string(&stamp).is_ok_and(|old| old == state) && paths::dist().join(EVERY_SCREEN).exists() {
        return Ok(());
    }
    // Trunk is told to fetch nothing, and tells Cargo the same.
    run::step("Sources of the browser's libraries", || {
        run::run(&mut run::cargo(&["fetch", "--locked", "--target", "wasm32-unknown-unknown"]))
    })?;
    run::step("Browser bundle (a few minutes the first time)", || {
        trunk("index.html", &paths::dist())?;
        let every = paths::web_target().join("every-screen");
        trunk(EVERY_SCREEN, &every)?;
        join(&every, &paths::dist())?;
        compress(&paths::dist())?;
        fs::create_dir_all(paths::target())?;
        fs::write(&stamp, &state).with_context(|| format!("{} cannot be written", stamp.display()))
    })
}

/// The document of the bundle with every screen; the browser gets it where the one for browsing ends, and
/// the desktop has no other.
const EVERY_SCREEN: &str = "every-screen.html";

fn trunk(document: &str, dist: &Path) -> anyhow::Result<()> {
    let mut trunk = run::program("trunk");
    trunk.args(["build", document, "--offline", "--cargo-profile", "web", "--dist"]).arg(dist);
    trunk.env("CARGO_TARGET_DIR", paths::web_target()).env_remove("NO_COLOR");
    run::run(&mut trunk)
}

/// Puts the second bundle beside the first: its own files under their hashed names, and its document. All
/// else is the same in both.
fn join(every: &Path, dist: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(every)? {
        let from = entry?.path();
        let Some(name) = from.file_name() else { continue };
        let to = if name == "index.html" { dist.join(EVERY_SCREEN) } else { dist.join(name) };
        if from.is_file() && !to.exists() {
            fs::copy(&from, &to).with_context(|| format!("{} cannot be written", to.display()))?;
        }
    }
    Ok(())
}

fn fingerprint() -> anyhow::Result<u64> {
    let mut files = Vec::new();
    for source in SOURCES {
        collect(&paths::root().join(source), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.exists() {
        files.push(path.to_path_buf());
    } else {
        bail!("{} is missing", path.display());
    }
    Ok(())
}

/// Whether a file gets smaller by compressing it.
fn compressible(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    matches!(
        ending,
        Some("css" | "html" | "js" | "json" | "svg" | "ttf" | "txt" | "wasm" | "webmanifest" | "xml")
    )
}

fn compress(folder: &Path) -> anyhow::Result<()> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.retain(|file| compressible(file));
    run::run(run::program("brotli").args(["--best", "--force", "--keep"]).args(files))
}
