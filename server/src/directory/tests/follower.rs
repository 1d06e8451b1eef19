//! Following a real store, stopping, starting again, and losing what was saved.

use std::{fs, path::Path, sync::Arc, time::Duration};

use chrono::TimeDelta;
use shared::{
    event::Actor,
    marketplace::{
        event::{PUBLISHED, UPDATED, listing_event, term_added},
        model::{Listing, Taxonomy},
        rules::policy::DirectoryPolicy,
    },
    partners::{
        event::{REGISTERED, UPDATED as PARTNER_UPDATED, partner_event},
        model::Partner,
    },
    ports::Clock,
    testing::{FixedClock, START, SequentialIds, listing, partner, signals, slug, term},
};
use store::{Store, Unit};

use super::list;
use crate::{directory::Directory, testing::deep};

struct Shop {
    store: Store,
    clock: Arc<FixedClock>,
}

impl Shop {
    async fn open() -> Self {
        Self::with(&["Ledger Bridge", "Queue Garden", "Tide"]).await
    }

    async fn with(names: &[&str]) -> Self {
        let clock = Arc::new(FixedClock::default());
        let ids = Arc::new(SequentialIds::from(1_000));
        let store = Store::open("mem://", clock.clone(), ids).await.expect("a database in memory");
        let shop = Self { store, clock };
        shop.register(&partner().build()).await;
        for name in names {
            shop.publish(&listing().named(name).in_category("finance").build()).await;
        }
        shop
    }

    async fn register(&self, partner: &Partner) {
        let mut unit = Unit::default();
        unit.create_partner(partner);
        unit.event(partner_event(REGISTERED, partner, Vec::new(), Actor::System, self.clock.now()));
        self.store.commit(unit).await.expect("a commit");
    }

    async fn publish(&self, listing: &Listing) {
        let mut unit = Unit::default();
        unit.create_listing(listing);
        unit.event(listing_event(PUBLISHED, listing, Vec::new(), Actor::System, self.clock.now()));
        self.store.commit(unit).await.expect("a commit");
    }

    async fn update(&self, listing: &Listing) {
        let mut unit = Unit::default();
        unit.update_listing(listing);
        unit.event(listing_event(UPDATED, listing, vec!["name".to_owned()], Actor::System, self.clock.now()));
        self.store.commit(unit).await.expect("a commit");
    }

    async fn directory(&self, folder: Option<&Path>) -> Arc<Directory> {
        let folder = folder.map(Path::to_path_buf);
        let policy = DirectoryPolicy::default();
        Directory::open(self.store.clone(), folder, policy, self.clock.clone()).await.expect("a directory")
    }
}

fn found(directory: &Directory, raw: &str) -> Vec<String> {
    let page = list(&directory.snapshot(), &format!("sort=name&{raw}"));
    page.items.into_iter().map(|item| item.slug).collect()
}

#[test]
fn what_is_committed_shows_without_asking() {
    deep(async {
        let shop = Shop::open().await;
        let directory = shop.directory(None).await;
        assert_eq!(found(&directory, ""), ["ledger-bridge", "queue-garden", "tide"]);
        let before = directory.snapshot().generation();
        shop.publish(&listing().named("Anchor").build()).await;
        for _ in 0..250 {
            if directory.snapshot().generation() > before {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(found(&directory, "q=anchor"), ["anchor"]);
        let after = directory.snapshot().generation();
        directory.catch_up().await.expect("a store that answers");
        assert_eq!(directory.snapshot().generation(), after, "nothing new, nothing swapped");
    });
}

#[test]
fn changes_reach_every_card_that_shows_them() {
    deep(async {
        let shop = Shop::open().await;
        let directory = shop.directory(None).await;
        let mut partner = partner().build();
        (partner.version, partner.name) = (2, "Quillwright".to_owned());
        let finance = term(Taxonomy::Category, "Finance");
        let mut unit = Unit::default();
        unit.update_partner(&partner);
        unit.event(partner_event(PARTNER_UPDATED, &partner, vec!["name".to_owned()], Actor::System, START));
        let mut money = finance.clone();
        money.label = "Money matters".to_owned();
        unit.put_term(&money);
        unit.event(term_added(shop.store.program(), &money, Actor::System, START));
        shop.store.commit(unit).await.expect("a commit");
        let id = shared::testing::listing_id("tide");
        shop.store.put_signals(&[(id, signals([0, 0, 0, 0, 9], 77))]).await.expect("measurements");
        shop.update(&listing().named("Tide").tagline("Rolls in").in_category("finance").version(2).build())
            .await;
        directory.catch_up().await.expect("a store that answers");
        assert_eq!(found(&directory, "q=quillwright").len(), 3);
        assert_eq!(found(&directory, "q=money+matters").len(), 3);
        let tide = list(&directory.snapshot(), "q=rolls").items.remove(0);
        assert_eq!((tide.installs, tide.rating.count, tide.partner.name.as_str()), (77, 9, "Quillwright"));
    });
}

#[test]
fn a_restart_reads_the_saved_copy_and_the_events_since() {
    deep(async {
        let folder = tempfile::tempdir().expect("a folder");
        let shop = Shop::open().await;
        let directory = shop.directory(Some(folder.path())).await;
        directory.close().await.expect("a folder that takes it");
        let first = directory.snapshot();
        drop(directory);
        let index = index_of(folder.path());
        shop.publish(&listing().named("Anchor").build()).await;
        shop.update(&listing().named("Tide").tagline("Out").in_category("sales").version(2).build()).await;
        shop.clock.advance(TimeDelta::milliseconds(1));
        let directory = shop.directory(Some(folder.path())).await;
        assert_eq!(index_of(folder.path()), index, "the index was not built anew");
        assert!(directory.snapshot().generation() > first.generation());
        assert_eq!(found(&directory, ""), ["anchor", "ledger-bridge", "queue-garden", "tide"]);
        assert_eq!(found(&directory, "q=out"), ["tide"]);
        assert_eq!(found(&directory, "category=finance"), ["anchor", "ledger-bridge", "queue-garden"]);
        assert_eq!(found(&directory, "q=bridge"), ["ledger-bridge"]);
        // Killed now: the saved columns are older than the index.
        drop(directory);
        shop.publish(&listing().named("Berth").build()).await;
        let directory = shop.directory(Some(folder.path())).await;
        assert_eq!(index_of(folder.path()), index);
        assert_eq!(found(&directory, ""), ["anchor", "berth", "ledger-bridge", "queue-garden", "tide"]);
        assert_eq!(found(&directory, "q=out"), ["tide"]);
        assert_eq!(found(&directory, "q=anchor"), ["anchor"]);
        assert_eq!(found(&directory, "q=berth"), ["berth"]);
    });
}

fn index_of(folder: &Path) -> String {
    let names = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.retain(|name| name.starts_with("index-"));
    assert_eq!(names.len(), 1, "one index: {names:?}");
    names.remove(0)
}

#[test]
fn a_saved_copy_that_is_damaged_missing_or_of_another_store_is_built_anew() {
    deep(async {
        let folder = tempfile::tempdir().expect("a folder");
        let shop = Shop::open().await;
        let columns = folder.path().join("columns");
        type Harm = fn(&Path);
        let harms: [(&str, Harm); 8] = [
            ("columns gone", |folder| fs::remove_file(folder.join("columns")).expect("removed")),
            ("a bit flipped", |folder| {
                harm(folder, |bytes| {
                    let at = bytes.len() / 2;
                    bytes[at] ^= 1;
                })
            }),
            ("cut short", |folder| harm(folder, |bytes| bytes.truncate(bytes.len() - 9))),
            ("empty", |folder| harm(folder, Vec::clear)),
            ("another version", |folder| harm(folder, |bytes| bytes[8] = 99)),
            ("absurd lengths", |folder| harm(folder, |bytes| bytes[12..16].fill(0xff))),
            ("index gone", |folder| fs::remove_dir_all(folder.join(index_of(folder))).expect("removed")),
            ("index damaged", |folder| {
                fs::write(folder.join(index_of(folder)).join("meta.json"), "{}").expect("written");
            }),
        ];
        for (harmed, harm) in harms {
            let directory = shop.directory(Some(folder.path())).await;
            directory.close().await.expect("a folder that takes it");
            drop(directory);
            assert!(columns.exists());
            harm(folder.path());
            shop.clock.advance(TimeDelta::seconds(1));
            let directory = shop.directory(Some(folder.path())).await;
            assert_eq!(found(&directory, ""), ["ledger-bridge", "queue-garden", "tide"], "{harmed}");
            assert_eq!(found(&directory, "q=garden"), ["queue-garden"], "{harmed}");
            directory.close().await.expect("a folder that takes it");
        }
        let other = Shop::with(&["Elsewhere"]).await;
        other.clock.advance(TimeDelta::minutes(1));
        let directory = other.directory(Some(folder.path())).await;
        assert_eq!(found(&directory, ""), ["elsewhere"]);
        assert!(directory.snapshot().partner(&slug("northwind-works")).is_some());
    });
}

fn harm(folder: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let file = folder.join("columns");
    let mut bytes = fs::read(&file).expect("the saved columns");
    change(&mut bytes);
    fs::write(&file, bytes).expect("written");
}
