//! What must hold beside the tests: format, house rules, lints, licences; and the OpenAPI document.

use std::fs;

use crate::{
    paths, run,
    setup::{self, Need},
    start,
    test::EVERYTHING,
    tidy,
};

pub(crate) fn fmt(check: bool) -> anyhow::Result<()> {
    let database = paths::root().join("tests/database/Cargo.toml");
    let mut apart = run::cargo(&["fmt", "--manifest-path"]);
    apart.arg(database);
    run::step("Format", || {
        for mut command in [run::cargo(&["fmt", "--all"]), apart] {
            if check {
                command.args(["--", "--check"]);
            }
            run::run(&mut command)?;
        }
        Ok(())
    })
}

/// `native` leaves out the lints of the browser code.
pub(crate) fn check(native: bool) -> anyhow::Result<()> {
    setup::ensure(&[Need::Web, Need::Desktop, Need::Deny])?;
    fmt(true)?;
    tidy::tidy()?;
    run::step("Licences and sources", || {
        run::run(&mut run::cargo(&["deny", "--all-features", "check", "bans", "licenses", "sources"]))
    })?;
    // The shell's build script wants the folder of the bundle to be there.
    fs::create_dir_all(paths::dist())?;
    run::step("Lints", || {
        run::run(run::cargo(&["clippy"]).args(EVERYTHING).args(["--", "--deny", "warnings"]))
    })?;
    if native {
        return Ok(());
    }
    run::step("Lints of the browser code", || {
        let mut command = run::cargo(&["clippy", "--package", "app", "--target", "wasm32-unknown-unknown"]);
        command.args(["--features", "csr,hydrate,every-screen", "--all-targets", "--", "--deny", "warnings"]);
        run::run(command.env("CARGO_TARGET_DIR", paths::web_target()))
    })
}

/// Writes the OpenAPI document where the contract test compares it.
pub(crate) fn openapi() -> anyhow::Result<()> {
    let binary = start::server(false)?;
    let document = run::output(run::program(&binary.to_string_lossy()).arg("openapi"))?;
    let place = paths::root().join("docs/openapi.json");
    fs::write(&place, document)?;
    println!("    {}", place.display());
    Ok(())
}
