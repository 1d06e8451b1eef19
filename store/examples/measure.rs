//! How fast the store writes and reads many listings, and how much memory it takes meanwhile:
//! `cargo run --release -p store --example measure -- [LISTINGS] [FOLDER]`.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use chrono::{DateTime, Utc};
use shared::{
    event::Actor,
    ids::{ListingId, OrganisationId},
    marketplace::{
        event::{PUBLISHED, UPDATED, listing_event},
        model::{Listing, Pricing, PricingModel, Signals},
        state::ListingState,
    },
    ports::{Clock, IdGen},
};
use store::{Store, StoreError, Unit};

const BATCH: usize = 500;

#[derive(Debug)]
struct Epoch;

impl Clock for Epoch {
    fn now(&self) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }
}

#[derive(Debug)]
struct Counter(AtomicU64);

impl IdGen for Counter {
    fn ulid(&self) -> ulid::Ulid {
        ulid::Ulid(u128::from(self.0.fetch_add(1, Ordering::Relaxed)))
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().map_or(Ok(10_000), |count| count.parse())?;
    let folder = arguments.next().map(PathBuf::from);
    let temporary = tempfile::tempdir()?;
    let folder = folder.unwrap_or_else(|| temporary.path().to_owned());
    let runtime =
        tokio::runtime::Builder::new_multi_thread().thread_stack_size(10 << 20).enable_all().build()?;
    let url = format!("surrealkv://{}", folder.display());
    runtime.block_on(async { tokio::spawn(measure(url, count)).await })??;
    Ok(())
}

async fn measure(url: String, count: usize) -> Result<(), StoreError> {
    let ids = Arc::new(Counter(AtomicU64::new(1)));
    let store = Store::open(&url, Arc::new(Epoch), ids.clone()).await?;
    let partners: Vec<_> = (0..25).map(|_| OrganisationId::new(ids.as_ref())).collect();
    let mut changed = Vec::new();
    let mut signals = Vec::new();

    let started = Instant::now();
    let mut unit = Unit::default();
    for n in 0..count {
        let listing = listing(n, partners[n % partners.len()], ids.as_ref());
        unit.create_listing(&listing);
        unit.event(listing_event(PUBLISHED, &listing, Vec::new(), Actor::System, Epoch.now()));
        signals.push((listing.id, Signals::default()));
        if n % BATCH == BATCH - 1 || n == count - 1 {
            store.commit(std::mem::take(&mut unit)).await?;
        }
        if n < (count / 5).min(5_000) {
            changed.push(raised(listing));
        }
    }
    report("create, with events", count, started);

    let started = Instant::now();
    for batch in signals.chunks(BATCH) {
        store.put_signals(batch).await?;
    }
    report("put signals", count, started);

    let started = Instant::now();
    for batch in changed.chunks(BATCH) {
        let mut unit = Unit::default();
        for listing in batch {
            unit.update_listing(listing);
            unit.event(listing_event(UPDATED, listing, Vec::new(), Actor::System, Epoch.now()));
        }
        store.commit(unit).await?;
    }
    report("update, with events", changed.len(), started);

    let started = Instant::now();
    store.close().await?;
    let store = Store::open(&url, Arc::new(Epoch), ids).await?;
    report("close and open", 1, started);

    for round in ["read all", "read all again"] {
        let started = Instant::now();
        let mut after = None;
        let mut read = 0;
        loop {
            let page = store.listings_after(after, 1000).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            read += page.len();
        }
        report(round, read, started);
    }
    let started = Instant::now();
    report("keys", store.listing_keys().await?.len(), started);
    let started = Instant::now();
    let mut read = 0;
    for head in store.heads().await? {
        let mut sequence = 0;
        while sequence < head.sequence {
            let page = store.events_after(head.organisation, sequence, 1000).await?;
            sequence = page.last().map_or(head.sequence, |event| event.sequence);
            read += page.len();
        }
    }
    report("events", read, started);
    let started = Instant::now();
    for listing in changed.iter().take(1000) {
        store.listing_by_slug(&listing.slug).await?;
    }
    report("by slug", changed.len().min(1000), started);
    store.close().await
}

fn listing(n: usize, partner: OrganisationId, ids: &dyn IdGen) -> Listing {
    let slug = |text: String| text.parse().unwrap_or_else(|error| unreachable!("{error}"));
    Listing {
        id: ListingId::new(ids),
        version: 1,
        slug: slug(format!("app-{n}")),
        state: ListingState::Published,
        name: format!("App number {n}"),
        tagline: "Keeps two systems of record in step, field by field".to_owned(),
        partner,
        description_md: "## What it does\n\nIt reads, it writes, it tells why.\n".repeat(20),
        categories: vec![slug("crm".to_owned()), slug("analytics".to_owned())],
        verticals: vec![slug("retail".to_owned())],
        jobs: Vec::new(),
        tags: vec!["sync".to_owned(), "reports".to_owned()],
        languages: vec!["en".to_owned(), "de".to_owned()],
        regions: vec![slug("eu".to_owned())],
        compliance: vec![slug("gdpr".to_owned())],
        pricing: Pricing { model: PricingModel::Freemium, from: None },
        release: None,
        website: Some("https://example.test".to_owned()),
        icon: None,
        screenshots: Vec::new(),
        badges: Vec::new(),
        changes_owner: None,
        details: None,
        replaced_by: None,
        suspended: None,
        link: None,
        published_at: Epoch.now(),
        updated_at: Epoch.now(),
    }
}

fn raised(mut listing: Listing) -> Listing {
    listing.version += 1;
    listing
}

fn report(what: &str, count: usize, started: Instant) {
    let seconds = started.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or_default() / 1024
    };
    println!(
        "{what:20} {count:7} in {seconds:7.2} s, {:8.3} ms each; memory {} MiB, peak {} MiB",
        seconds * 1000.0 / f64::from(u32::try_from(count.max(1)).unwrap_or(u32::MAX)),
        memory("VmRSS:"),
        memory("VmHWM:"),
    );
}
