//! Speed and size, each as a ratio against a limit or a peer measured in the same run.
//!
//! `cargo xtask bench` builds what is measured and starts this. Rounds of the two sides alternate, and
//! the median of the rounds counts, so that a machine that is busy for a moment slows both alike.

mod catalogue;
mod editor;
mod identity;
mod lighthouse;
mod report;
mod requests;
mod review;
mod search;
mod size;
mod storage;
mod window;

use clap::Parser;

use crate::report::Report;

#[derive(Debug, Parser)]
struct Arguments {
    /// Only the groups whose name contains this: storage, search, requests, identity, review, editor, size, lighthouse, window.
    filter: Option<String>,
    /// Listings in the large catalogue.
    #[arg(long, default_value_t = 100_000)]
    listings: u32,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let wanted = |group: &str| arguments.filter.as_deref().is_none_or(|filter| group.contains(filter));
    let mut report = Report::default();
    let folder = tempfile::tempdir()?;

    if wanted("size") {
        size::measure(&mut report)?;
    }
    let small = arguments.listings / 10;
    if wanted("search") {
        for listings in [small, arguments.listings] {
            let data = folder.path().join(format!("search-{listings}"));
            catalogue::imported(&data, listings)?;
            tests::run(search::measure(&mut report, &data, listings))?;
        }
    }
    if wanted("requests") {
        tests::run(requests::measure(&mut report))?;
    }
    if wanted("identity") {
        tests::run(identity::measure(&mut report))?;
    }
    if wanted("review") {
        tests::run(review::measure(&mut report))?;
    }
    if wanted("editor") {
        tests::run(editor::measure(&mut report))?;
    }
    if wanted("storage") {
        tests::run(storage::measure(&mut report, folder.path(), arguments.listings))?;
    }
    if wanted("window") {
        tests::run(window::measure(&mut report))?;
    }
    if wanted("lighthouse") {
        tests::run(lighthouse::measure(&mut report))?;
    }
    report.print();
    Ok(())
}
