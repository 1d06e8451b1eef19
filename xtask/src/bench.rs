//! `cargo xtask bench`: builds everything as it is measured, then runs the measuring program.

use crate::{
    desktop, paths, run,
    setup::{self, Need},
    start, test, web,
};

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Only the rows whose name contains this.
    filter: Option<String>,
    /// Measure the development build: quick to make, and every ratio still compares like with like.
    #[arg(long)]
    dev: bool,
    /// Listings in the large catalogue.
    #[arg(long, default_value_t = 100_000)]
    listings: u32,
}

pub(crate) fn bench(options: &Options) -> anyhow::Result<()> {
    setup::ensure(&[Need::Web, Need::Desktop, Need::Tests, Need::Bench])?;
    web::build()?;
    let release = !options.dev;
    let profile = if release { "release" } else { "dev" };
    start::server(release)?;
    desktop::shell(release)?;
    run::step("Empty window", || {
        let arguments =
            ["build", "--package", "desktop", "--features", "custom-protocol", "--example", "empty"];
        run::run(run::cargo(&arguments).args(["--profile", profile]))
    })?;
    run::step("Measuring program", || {
        run::run(&mut run::cargo(&[
            "build",
            "--package",
            "tests",
            "--bin",
            "guildhall-bench",
            "--profile",
            profile,
        ]))
    })?;
    run::step("Reference app", || {
        run::run(&mut run::cargo(&["build", "--package", "reference-app", "--profile", profile]))
    })?;
    // As the tests have it: it is not what is measured, and takes long to build for release.
    run::step("Database that two servers share", || run::run(&mut test::database(&["build"])))?;
    let folder = paths::target().join(if release { "release" } else { "debug" });
    let mut bench = run::program(&folder.join("guildhall-bench").to_string_lossy());
    bench.arg("--listings").arg(options.listings.to_string()).args(options.filter.as_deref());
    bench.env("GUILDHALL_TEST_BIN", &folder);
    bench.env("GUILDHALL_TEST_DATABASE", paths::target().join("debug/guildhall-test-database"));
    bench.env("GUILDHALL_TEST_DIST", paths::dist());
    bench.env("GUILDHALL_TEST_OUTPUT", paths::target().join("test-output"));
    bench.env("GUILDHALL_TEST_LIGHTHOUSE", paths::npm_bin().join("lighthouse"));
    run::run(&mut bench)
}
