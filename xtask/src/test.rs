//! `cargo xtask test`: everything that must hold, from the rules to the real window.

use std::process::Command;

use crate::{
    paths,
    run::{self, say},
    setup::{self, Need},
    tidy, web,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Only the tests whose name contains this.
    filter: Option<String>,
    /// Leave out the screens' own tests, which build the app twice more.
    #[arg(long)]
    native: bool,
    /// Leave out what needs a browser or a display.
    #[arg(long)]
    no_browsers: bool,
}

/// What every native build of the project selects. One selection means one set of features, so the
/// database engine is built once for the tests, the server and the shell.
pub(crate) const EVERYTHING: [&str; 6] =
    ["--workspace", "--exclude", "app", "--all-targets", "--features", "desktop/custom-protocol"];

pub(crate) fn test(options: &Options) -> anyhow::Result<()> {
    setup::ensure(&[Need::Web, Need::Desktop, Need::Tests])?;
    tidy::tidy()?;
    web::build()?;
    run::step("Build (the database engine takes its time the first time)", || {
        run::run(run::cargo(&["build"]).args(EVERYTHING))
    })?;

    run::step("Build the database server that two servers share", || run::run(&mut database(&["build"])))?;

    let filter = options.filter.as_deref();
    run::step("Rules, store, API, contract, faults, browser and desktop", || {
        let mut command = run::cargo(&["test"]);
        command.args(EVERYTHING);
        environment(&mut command);
        if options.no_browsers {
            command.env("GUILDHALL_NO_BROWSERS", "1");
        }
        // One failure does not hide the next.
        command.arg("--no-fail-fast");
        // `tests` runs real servers, browsers and windows: one at a time on a small machine.
        run::run(command.arg("--").args(filter).args(["--test-threads", "2"]))
    })?;
    if options.native {
        return Ok(());
    }
    run::step("Screens, rendered on the server", || {
        let mut command =
            run::cargo(&["test", "--package", "app", "--features", "ssr", "--lib", "--test", "pages", "--"]);
        run::run(command.args(filter))
    })?;
    if !options.no_browsers {
        run::step("Components in Chromium", || {
            let mut command =
                run::cargo(&["test", "--package", "app", "--features", "csr,every-screen", "--target"]);
            command.args(["wasm32-unknown-unknown", "--lib", "--test", "components", "--"]).args(filter);
            command.env("CARGO_TARGET_DIR", paths::web_target());
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
            command.env("CHROMEDRIVER", "/usr/bin/chromedriver");
            run::run(&mut command)
        })?;
    }
    say("Everything passed");
    Ok(())
}

/// A cargo command on the SurrealDB server of the tests, a package of its own: what it switches on in the
/// engine is not for the product.
pub(crate) fn database(command: &[&str]) -> Command {
    let mut cargo = run::cargo(command);
    cargo.args(["--locked", "--manifest-path"]).arg(paths::root().join("tests/database/Cargo.toml"));
    cargo
}

/// What the tests need to find what was built.
fn environment(command: &mut Command) {
    command.env("GUILDHALL_TEST_BIN", paths::target().join("debug"));
    command.env("GUILDHALL_TEST_DIST", paths::dist());
    let npm = paths::tools().join("npm/node_modules");
    command.env("GUILDHALL_TEST_AXE", npm.join("axe-core/axe.min.js"));
    command.env("GUILDHALL_TEST_PROVIDER", npm.join("oidc-provider/lib/index.js"));
    command.env("GUILDHALL_TEST_SCHEMATHESIS", paths::python("schemathesis"));
    command.env("GUILDHALL_TEST_SMTP", npm.join("smtp-server/dist/cjs/smtp-server.js"));
    command.env("GUILDHALL_TEST_OUTPUT", paths::target().join("test-output"));
}
