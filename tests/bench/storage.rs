//! Import, restart and memory at the size of the large catalogue.

use std::{
    fs,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use server::ports::{SystemClock, SystemIds};
use shared::ports::{Clock, IdGen};
use store::{Store, Unit};
use tests::server::Server;

use crate::{
    catalogue,
    report::{Must, Report, median, millis},
};

/// Listings in one commit, as the import does it.
const BATCH: usize = 500;

pub(crate) async fn measure(report: &mut Report, folder: &Path, listings: u32) -> anyhow::Result<()> {
    let (data, alone) = (folder.join("imported"), folder.join("alone"));
    let file = folder.join("large.ndjson");
    catalogue::write(&file, listings)?;
    let start = Instant::now();
    catalogue::import(&file, &data)?;
    let import = millis(start.elapsed());

    let written = write_alone(&data, &alone).await?;
    ensure!(written.0 == listings as usize, "{} of {listings} rows were written", written.0);
    report.ratio(
        &format!("import of {listings} rows against writing them with the store alone"),
        (import, "ms"),
        (millis(written.1), "ms"),
        Must::AtMost(1.5),
    );

    // The first start builds the directory; the ones after it are what is measured.
    let mut first = Server::on(&data, &[]).await;
    ensure!(first.process.stop(Duration::from_secs(120)) == Some(0), "the server stops");
    let (mut restarts, mut reads, mut memory) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..3 {
        let start = Instant::now();
        let mut server = Server::on(&data, &[]).await;
        restarts.push(millis(start.elapsed()));
        for query in catalogue::QUERIES {
            let path = format!("/api/v1/listings?q={}", shared::endpoint::encode_component(query));
            ensure!(server.get(&path).await.status == 200, "{path}");
        }
        memory.push(resident_mb(server.process.pid())?);
        ensure!(server.process.stop(Duration::from_secs(120)) == Some(0), "the server stops");
        reads.push(millis(read_all(&data).await?));
    }
    report.ratio(
        &format!("restart at {listings} to /readyz against reading all rows once"),
        (median(restarts), "ms"),
        (median(reads), "ms"),
        Must::AtMost(0.5),
    );
    report.value(&format!("memory at {listings} listings"), median(memory), "MB RSS", Must::AtMost(400.0));
    Ok(())
}

async fn open(folder: &Path) -> anyhow::Result<Store> {
    fs::create_dir_all(folder.join("store"))?;
    let url = format!("surrealkv://{}?sync=every", folder.join("store").display());
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let ids: Arc<dyn IdGen> = Arc::new(SystemIds::default());
    Ok(Store::open(&url, clock, ids).await?)
}

/// Copies the imported rows into an empty store: the writing alone, without files, checks or pictures.
async fn write_alone(from: &Path, to: &Path) -> anyhow::Result<(usize, Duration)> {
    let source = open(from).await?;
    let mut units = Vec::new();
    let mut after = None;
    loop {
        let batch = source.listings_after(after, BATCH).await?;
        let Some(last) = batch.last() else { break };
        after = Some(last.id);
        let mut unit = Unit::default();
        for listing in &batch {
            unit.create_listing(listing);
            unit.event(shared::marketplace::event::listing_event(
                shared::marketplace::event::PUBLISHED,
                listing,
                Vec::new(),
                shared::event::Actor::System,
                listing.published_at,
            ));
        }
        units.push((batch.len(), unit));
    }
    source.close().await?;
    let target = open(to).await?;
    let start = Instant::now();
    let mut rows = 0;
    for (count, unit) in units {
        target.commit(unit).await?;
        rows += count;
    }
    let time = start.elapsed();
    target.close().await?;
    Ok((rows, time))
}

async fn read_all(data: &Path) -> anyhow::Result<Duration> {
    let store = open(data).await?;
    let start = Instant::now();
    let mut after = None;
    loop {
        let batch = store.listings_after(after, 1000).await?;
        let Some(last) = batch.last() else { break };
        after = Some(last.id);
    }
    let time = start.elapsed();
    store.close().await?;
    Ok(time)
}

fn resident_mb(pid: u32) -> anyhow::Result<f64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("the process is there")?;
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse()?;
    Ok(kib * 1024.0 / 1e6)
}
