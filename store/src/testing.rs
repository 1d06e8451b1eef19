//! What the tests of this crate share: ports that count, entities with valid defaults, stores in
//! memory and in a folder.

use std::{
    future::Future,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    event::{Actor, NewEvent},
    ids::{ListingId, OrganisationId},
    marketplace::{
        event::{PUBLISHED, listing_event},
        model::{Listing, Pricing, PricingModel},
        state::ListingState,
    },
    partners::model::Partner,
    ports::{Clock, IdGen},
};

use crate::{Store, StoreError};

/// The engine overflows the 2 MiB stacks that test threads have.
pub(crate) fn run<F>(test: F) -> F::Output
where
    F: Future + Send,
    F::Output: Send,
{
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(4)
        .thread_stack_size(10 << 20)
        .enable_all()
        .build()
        .expect("a runtime");
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(10 << 20)
            .spawn_scoped(scope, || runtime.block_on(test))
            .expect("a thread")
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

#[derive(Debug, Default)]
pub(crate) struct Ticks(AtomicU64);

impl Clock for Ticks {
    fn now(&self) -> DateTime<Utc> {
        let seconds = self.0.fetch_add(1, Ordering::Relaxed);
        DateTime::UNIX_EPOCH + TimeDelta::seconds(i64::try_from(seconds).expect("a short test"))
    }
}

/// Ascending ids of one counter for the whole process.
#[derive(Debug)]
pub(crate) struct Counter;

impl IdGen for Counter {
    fn ulid(&self) -> ulid::Ulid {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        ulid::Ulid(u128::from(NEXT.fetch_add(1, Ordering::Relaxed)))
    }
}

pub(crate) async fn open(url: &str) -> Result<Store, StoreError> {
    Store::open(url, Arc::new(Ticks::default()), Arc::new(Counter)).await
}

pub(crate) async fn in_memory() -> Store {
    open("mem://").await.expect("a database in memory")
}

pub(crate) async fn in_folder(folder: &Path) -> Store {
    open(&url_of(folder)).await.expect("a database in a folder")
}

pub(crate) fn url_of(folder: &Path) -> String {
    format!("surrealkv://{}", folder.display())
}

pub(crate) fn partner(slug: &str) -> Partner {
    Partner {
        id: OrganisationId::new(&Counter),
        version: 1,
        slug: slug.parse().expect("a slug"),
        name: "Acme".to_owned(),
        about: String::new(),
        website: None,
        location: Some("Ghent, Belgium".to_owned()),
        since: DateTime::UNIX_EPOCH,
    }
}

pub(crate) fn listing(slug: &str, partner: OrganisationId) -> Listing {
    Listing {
        id: ListingId::new(&Counter),
        version: 1,
        slug: slug.parse().expect("a slug"),
        state: ListingState::Published,
        name: format!("Äpp “{slug}”"),
        tagline: "It's\n'quoted' \\ `ticked` {braced} $dollar".to_owned(),
        partner,
        description_md: "Does it.\u{0}".to_owned(),
        categories: vec!["crm".parse().expect("a slug")],
        verticals: Vec::new(),
        jobs: Vec::new(),
        tags: vec!["sync".to_owned()],
        languages: vec!["en".to_owned()],
        regions: Vec::new(),
        compliance: Vec::new(),
        pricing: Pricing { model: PricingModel::Free, from: None },
        release: None,
        website: None,
        icon: None,
        screenshots: Vec::new(),
        badges: Vec::new(),
        changes_owner: None,
        details: None,
        replaced_by: None,
        suspended: None,
        link: None,
        published_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH + TimeDelta::nanoseconds(123_456_789),
    }
}

pub(crate) fn published(listing: &Listing) -> NewEvent {
    listing_event(PUBLISHED, listing, Vec::new(), Actor::System, DateTime::UNIX_EPOCH)
}

impl Store {
    /// The same database as another process sees it: nothing but the database keeps order.
    pub(crate) fn with_a_queue_of_its_own(&self) -> Self {
        let inner = crate::Inner {
            address: self.inner.address.clone(),
            client: Arc::clone(&self.inner.client),
            ids: Arc::clone(&self.inner.ids),
            program: self.inner.program,
            changes: tokio::sync::watch::channel(0).0,
            recent: None,
            stopped: std::sync::OnceLock::new(),
        };
        Self::of(inner)
    }
}
