//! A thousand versions whose instant comes at once, and two servers that could publish each.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use server::ports::{SystemClock, SystemIds};
use shared::{
    ids::{ListingId, OrganisationId, SubmissionId, VersionId},
    listings::{
        event::PUBLISHED,
        model::{Frozen, Listing, Submission, Version},
        state::{Place, VersionState},
    },
    ports::Clock,
    review::model::Clearance,
};
use store::{FrozenContent, Store, Unit};
use tests::{database::Database, run, server::Server};

const VERSIONS: usize = 1_000;
const AT_ONCE: usize = 50;
const PATIENCE: Duration = Duration::from_secs(600);

/// One of the demo's versions that a review cleared, with what it says.
async fn cleared(store: &Store) -> (Version, FrozenContent) {
    let all = store.all_after::<Version>(None, 1_000).await.expect("reads");
    let live = all.into_iter().find(|one| one.state == VersionState::Published && one.clearance.is_some());
    let live = live.expect("the demo has published versions");
    let key = FrozenContent::key_of(&live.submission.frozen);
    let content = store.get::<FrozenContent>(key).await.expect("reads").expect("what was frozen");
    (live, content)
}

/// As the rules leave it when a partner has scheduled an approved version.
async fn schedule(store: &Store) -> Vec<ListingId> {
    let (like, said) = cleared(store).await;
    let ids = SystemIds::default();
    let at = SystemClock.now() + TimeDelta::seconds(20);
    let mut all = Vec::new();
    for first in (0..VERSIONS).step_by(AT_ONCE) {
        let mut unit = Unit::default();
        for number in first..first + AT_ONCE {
            let (listing, version) = (ListingId::new(&ids), VersionId::new(&ids));
            let mut content = said.content.clone();
            content.name = format!("Due at once {number:04}");
            let frozen = Frozen { content: content.digest(), ..like.submission.frozen.clone() };
            let submission = SubmissionId::new(&ids);
            let clearance = like.clearance.clone().expect("chosen for it");
            unit.create(&FrozenContent { digest: frozen.content.clone(), content, ..said.clone() });
            unit.create(&Listing {
                id: listing,
                version: 1,
                organisation: like.organisation,
                place: Place::Draft,
                live: None,
                open: None,
                scheduled: Some(version),
                approved: Some(version),
                last: Some(version),
                cleaned_up: false,
                transfer: None,
                former: None,
                suspensions: Vec::new(),
            });
            unit.create(&Version {
                id: version,
                version: 1,
                listing,
                state: VersionState::Scheduled { at },
                clearance: Some(Clearance { submission, frozen: frozen.digest(), ..clearance }),
                submission: Submission { id: submission, frozen, ..like.submission.clone() },
                ..like.clone()
            });
            all.push(listing);
        }
        store.commit(unit).await.expect("commits");
    }
    all
}

/// How often each of them was published, by the trail of their partner.
struct Published {
    partner: OrganisationId,
    /// Up to where the trail is read.
    read: u64,
    times: BTreeMap<String, usize>,
}

impl Published {
    /// Reads on.
    async fn look(&mut self, store: &Store) {
        loop {
            let events = store.events_after(self.partner, self.read, 1_000).await.expect("reads");
            let Some(last) = events.last() else { return };
            self.read = last.sequence;
            for event in events.iter().filter(|event| event.kind == PUBLISHED) {
                if let Some(times) = self.times.get_mut(&event.subject) {
                    *times += 1;
                }
            }
        }
    }

    fn done(&self) -> usize {
        self.times.values().filter(|times| **times > 0).count()
    }
}

#[test]
fn a_thousand_versions_that_are_due_at_once_are_published_once_each_though_a_server_dies() {
    run(async {
        let database = Database::empty().await;
        let media = tempfile::tempdir().expect("a temporary folder");
        let settings = [("GUILDHALL_MEDIA", media.path().to_str().expect("UTF-8"))];
        let mut one = Server::beside(&database.url(), &settings).await;
        let other = Server::beside(&database.url(), &settings).await;
        let url = database.url();
        let store = Store::open(&url, Arc::new(SystemClock), Arc::new(SystemIds::default()));
        let store = store.await.expect("opens");
        let listings = schedule(&store).await;

        // The first one dies when some of them are live; the other goes on.
        let start = Instant::now();
        let mut killed = false;
        let mut published = Published {
            partner: cleared(&store).await.0.organisation,
            read: 0,
            times: listings.iter().map(|id| (id.to_string(), 0)).collect(),
        };
        loop {
            published.look(&store).await;
            let done = published.done();
            if done == listings.len() {
                break;
            }
            if done > 0 && !killed {
                one.process.kill();
                killed = true;
            }
            assert!(start.elapsed() < PATIENCE, "{done} of {} are live", listings.len());
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        // A second time would have come by now.
        tokio::time::sleep(Duration::from_secs(2)).await;
        published.look(&store).await;
        let times = published.times;
        assert!(times.values().all(|times| *times == 1), "{times:?}");
        assert!(killed, "they were all live before anybody looked");
        let found = other.get("/api/v1/listings?q=due+at+once&limit=1").await.json();
        assert_eq!(found["total"], VERSIONS, "{found}");
        store.close().await.expect("closes");
    });
}
