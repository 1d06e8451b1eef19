//! Search with all facets over HTTP, against the bare search engine in process on the same queries.

use std::{path::Path, sync::Arc, time::Instant};

use anyhow::{Context, ensure};
use server::{config::Config, directory::Snapshot};
use tantivy::collector::{Count, TopDocs};
use tests::http;

use crate::{
    catalogue::QUERIES,
    report::{Must, Report, median, millis},
};

const ROUNDS: usize = 41;

pub(crate) async fn measure(report: &mut Report, data: &Path, listings: u32) -> anyhow::Result<()> {
    let config = Config { data: Some(data.to_owned()), ..Config::default() };
    let services = server::start(&config).await?;
    services.directory.catch_up().await?;
    let snapshot = services.directory.snapshot();
    ensure!(
        snapshot.len() == listings as usize,
        "{} of {listings} listings are in the directory",
        snapshot.len()
    );

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?.to_string();
    let router = server::router(services.clone(), None);
    let serving = tokio::spawn(async move { axum::serve(listener, router).await });
    let mut connection = http::Connection::open(&address).await;

    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        for query in QUERIES {
            let path = format!("/api/v1/listings?q={}", shared::endpoint::encode_component(query));
            let start = Instant::now();
            let answer = connection.get(&path).await;
            let time = millis(start.elapsed());
            ensure!(answer.status == 200, "{path}: {}", answer.text());
            let start = Instant::now();
            bare(&snapshot, query)?;
            let peer = millis(start.elapsed());
            // The first rounds warm both.
            if round >= 5 {
                ours.push(time);
                theirs.push(peer);
            }
        }
    }
    let what =
        format!("search + all facets over HTTP at {listings}, p50, against TopDocs(24)+Count in process");
    report.ratio(&what, (median(ours), "ms"), (median(theirs), "ms"), Must::AtMost(3.0));
    serving.abort();
    server::stop(&services).await?;
    Ok(())
}

fn bare(snapshot: &Arc<Snapshot>, words: &str) -> anyhow::Result<()> {
    let (searcher, query) = snapshot.text_query(words)?.context("the query has words")?;
    let (top, count) = searcher.search(&query, &(TopDocs::with_limit(24).order_by_score(), Count))?;
    ensure!(count > 0 && !top.is_empty(), "{words:?} finds something");
    Ok(())
}
