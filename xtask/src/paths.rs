//! Where things are.

use std::{
    env,
    path::{Path, PathBuf},
};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    // Cargo says it at each run. What was true when this was built is of another clone where several share
    // their output.
    let here = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let here = here.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    here.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Cargo's output for programs that run here.
pub(crate) fn target() -> PathBuf {
    let set = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    set.map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// Cargo's output for the browser, apart so that the two never rebuild each other's dependencies.
pub(crate) fn web_target() -> PathBuf {
    target().join("web")
}

/// Tools that the project installs for itself, outside the clone so that every clone shares them:
/// `GUILDHALL_TOOLS`, else `guildhall/tools` in the user's cache folder.
pub(crate) fn tools() -> PathBuf {
    if let Some(folder) = env::var_os("GUILDHALL_TOOLS") {
        return PathBuf::from(folder);
    }
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cache")));
    cache.unwrap_or_else(env::temp_dir).join("guildhall").join("tools")
}

/// Programs installed by `npm`.
pub(crate) fn npm_bin() -> PathBuf {
    tools().join("npm").join("node_modules").join(".bin")
}

/// A program installed by `pip`.
pub(crate) fn python(program: &str) -> PathBuf {
    tools().join("python").join("bin").join(program)
}

/// The browser bundle.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}
