//! The desktop window with content against an empty window of the same shell.

use std::time::Instant;

use tests::{browser::Person, desktop::Desktop};

use crate::report::{Must, Report, median, millis};

const ROUNDS: usize = 7;

pub(crate) async fn measure(report: &mut Report) -> anyhow::Result<()> {
    let data = tempfile::tempdir()?;
    let (mut ours, mut empty) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let start = Instant::now();
        let shell = Desktop::open(data.path()).await;
        shell.see("main article a[href^='/apps/']").await;
        let full = millis(start.elapsed());
        shell.close().await;
        let start = Instant::now();
        let shell = Desktop::open_program(data.path(), &tests::binary("examples/empty")).await;
        shell.see("#empty").await;
        let bare = millis(start.elapsed());
        shell.close().await;
        // The first start makes the database and the caches of the web engine.
        if round > 0 {
            ours.push(full);
            empty.push(bare);
        }
    }
    let what = "desktop window with content against an empty window";
    report.ratio(what, (median(ours), "ms"), (median(empty), "ms"), Must::AtMost(1.5));
    Ok(())
}
