//! Every command of the project. `cargo xtask --help` lists them.

mod bench;
mod check;
mod desktop;
mod paths;
mod run;
mod setup;
mod start;
mod test;
mod tidy;
mod web;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "Every command of the project", arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Set up what is missing, build, and serve the marketplace with a demo program.
    Start(start::Options),
    /// Set up what is missing and run every test.
    Test(test::Options),
    /// Open the desktop shell, or make a package of it.
    Desktop(desktop::Options),
    /// Measure speed and size, each as a ratio in one run.
    Bench(bench::Options),
    /// Check the house rules that the compiler does not.
    Tidy,
    /// Format the code; with `--check` only say what is not formatted.
    Fmt {
        #[arg(long)]
        check: bool,
    },
    /// Everything that must hold before a change lands, but for the tests: fmt, tidy, clippy, deny.
    Check {
        /// Leave out the lints of the browser code.
        #[arg(long)]
        native: bool,
    },
    /// Write the OpenAPI document to docs/openapi.json.
    Openapi,
}

fn main() {
    let outcome = match Arguments::parse().command {
        Command::Start(options) => start::start(&options),
        Command::Test(options) => test::test(&options),
        Command::Desktop(options) => desktop::desktop(&options),
        Command::Bench(options) => bench::bench(&options),
        Command::Tidy => tidy::tidy(),
        Command::Fmt { check } => check::fmt(check),
        Command::Check { native } => check::check(native),
        Command::Openapi => check::openapi(),
    };
    if let Err(error) = outcome {
        eprintln!("\nxtask: {error:#}");
        std::process::exit(1);
    }
}
