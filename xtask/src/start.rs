//! `cargo xtask start`: from a fresh machine to the marketplace in the browser.

use std::path::PathBuf;

use crate::{
    paths,
    run::{self, say},
    setup::{self, Need},
    web,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Port on 127.0.0.1.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Folder for the database, the pictures and the search index.
    #[arg(long, default_value = ".guildhall")]
    data: PathBuf,
    /// Build fully optimised. The first time this takes about 20 minutes longer.
    #[arg(long)]
    release: bool,
    /// Start with an empty marketplace.
    #[arg(long)]
    no_demo: bool,
}

pub(crate) fn start(options: &Options) -> anyhow::Result<()> {
    setup::ensure(&[Need::Web])?;
    web::build()?;
    let binary = server(options.release)?;
    let data = paths::root().join(&options.data);
    // By name, not by number: browsers keep passkeys for names alone.
    let origin = format!("http://localhost:{}", options.port);
    say(&format!("Serving on {origin} from {} (Ctrl-C ends it)", data.display()));
    let mut serve = run::program(&binary.to_string_lossy());
    serve.arg("serve").arg("--listen").arg(format!("127.0.0.1:{}", options.port));
    serve.args(["--origin", &origin]).arg("--data").arg(data).arg("--assets").arg(paths::dist());
    if !options.no_demo {
        serve.arg("--demo");
    }
    run::run(&mut serve)
}

/// Builds the `guildhall` binary.
pub(crate) fn server(release: bool) -> anyhow::Result<PathBuf> {
    let profile = if release { "release" } else { "dev" };
    run::step("Server (the database engine takes its time the first time)", || {
        run::run(&mut run::cargo(&[
            "build",
            "--package",
            "server",
            "--bin",
            "guildhall",
            "--profile",
            profile,
        ]))
    })?;
    Ok(paths::target().join(if release { "release" } else { "debug" }).join("guildhall"))
}
