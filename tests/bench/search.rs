//! Search with all facets over HTTP, against the bare search engine in process on the same queries.

use std::{
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    sync::Arc,
    time::Instant,
};

use anyhow::{Context, ensure};
use server::{config::Config, directory::Snapshot};
use tantivy::collector::{Count, TopDocs};

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
    let (ours, theirs) = tokio::task::spawn_blocking(move || rounds(&address, &snapshot)).await??;
    let what =
        format!("search + all facets over HTTP at {listings}, p50, against TopDocs(24)+Count in process");
    report.ratio(&what, (median(ours), "ms"), (median(theirs), "ms"), Must::AtMost(3.0));
    serving.abort();
    server::stop(&services).await?;
    Ok(())
}

/// Times of each search over HTTP and in process, in milliseconds, in turn.
fn rounds(address: &str, snapshot: &Arc<Snapshot>) -> anyhow::Result<(Vec<f64>, Vec<f64>)> {
    let mut caller = Caller::open(address)?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        for query in QUERIES {
            let path = format!("/api/v1/listings?q={}", shared::endpoint::encode_component(query));
            let start = Instant::now();
            caller.get(&path)?;
            let time = millis(start.elapsed());
            let start = Instant::now();
            bare(snapshot, query)?;
            let peer = millis(start.elapsed());
            // The first rounds warm both.
            if round >= 5 {
                ours.push(time);
                theirs.push(peer);
            }
        }
    }
    Ok((ours, theirs))
}

/// The least caller there is, on a thread of its own: what is measured is the server, not a client.
struct Caller {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Caller {
    fn open(address: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: vec![0; 1 << 20] })
    }

    /// Asks and reads the answer whole.
    fn get(&mut self, path: &str) -> anyhow::Result<()> {
        self.stream.write_all(format!("GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n").as_bytes())?;
        let mut read = 0;
        loop {
            let more = self.stream.read(&mut self.buffer[read..])?;
            ensure!(more > 0, "{path}: the answer broke off");
            read += more;
            let Some(end) = self.buffer[..read].windows(4).position(|part| part == b"\r\n\r\n") else {
                continue;
            };
            let head = std::str::from_utf8(&self.buffer[..end])?.to_ascii_lowercase();
            ensure!(head.starts_with("http/1.1 200"), "{path}: {head}");
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            let length: usize = length.context("an answer with a length")?.parse()?;
            if read >= end + 4 + length {
                return Ok(());
            }
        }
    }
}

fn bare(snapshot: &Arc<Snapshot>, words: &str) -> anyhow::Result<()> {
    let (searcher, query) = snapshot.text_query(words)?.context("the query has words")?;
    let (top, count) = searcher.search(&query, &(TopDocs::with_limit(24).order_by_score(), Count))?;
    ensure!(count > 0 && !top.is_empty(), "{words:?} finds something");
    Ok(())
}
