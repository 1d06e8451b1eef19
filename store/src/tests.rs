//! The store from outside: in memory and in a folder.

mod documents;
mod editorial;

use std::sync::Arc;

use chrono::DateTime;
use serde_json::json;
use shared::{
    event::{Actor, Head, NewEvent, verify},
    ids::{CollectionId, ListingId, OrganisationId},
    marketplace::model::{Collection, Listing, Signals, Taxonomy, Term},
    slug::Slug,
};

use crate::{
    Store, StoreError, Unit,
    error::Fault,
    testing::{self, Counter, in_folder, in_memory, listing, partner, published, run},
};

/// A unit that creates these listings, with an event for each.
fn creating<'l>(listings: impl IntoIterator<Item = &'l Listing>) -> Unit {
    let mut unit = Unit::default();
    for listing in listings {
        unit.create_listing(listing);
        unit.event(published(listing));
    }
    unit
}

fn noted(organisation: OrganisationId, subject: &str) -> NewEvent {
    NewEvent {
        organisation,
        actor: Actor::Host { command: "test".to_owned() },
        kind: "test.noted",
        subject: subject.to_owned(),
        payload: json!({ "text": "“ü”\n", "list": [1, null, { "b": 1, "a": 2 }] }),
        at: DateTime::UNIX_EPOCH,
    }
}

/// Reads the whole chain of an organisation in small pages and checks it against its head.
async fn verified_length(store: &Store, organisation: OrganisationId) -> u64 {
    let mut head = Head::start(organisation);
    loop {
        let events = store.events_after(organisation, head.sequence, 7).await.expect("events");
        if events.is_empty() {
            break;
        }
        verify(&mut head, &events).expect("an unbroken chain");
    }
    let heads = store.heads().await.expect("heads");
    let stored = heads.into_iter().find(|stored| stored.organisation == organisation);
    assert_eq!(stored.unwrap_or_else(|| Head::start(organisation)), head, "the head is the last event");
    head.sequence
}

#[test]
fn what_is_written_is_read_in_memory() {
    run(async { writes_and_reads(&in_memory().await).await });
}

#[test]
fn what_is_written_is_read_in_a_folder() {
    run(async {
        let folder = tempfile::tempdir().expect("a folder");
        writes_and_reads(&in_folder(folder.path()).await).await;
    });
}

async fn writes_and_reads(store: &Store) {
    let changes = store.changes();
    let acme = partner("acme");
    let apps: Vec<Listing> = (1..=5).map(|n| listing(&format!("app-{n}"), acme.id)).collect();
    let term = |slug: &str, label: &str, position| Term {
        taxonomy: Taxonomy::Category,
        slug: slug.parse().expect("a slug"),
        label: label.to_owned(),
        about: String::new(),
        position,
    };
    let picks = Collection {
        id: CollectionId::new(&Counter),
        version: 1,
        slug: "picks".parse().expect("a slug"),
        title: "Picks".to_owned(),
        about: String::new(),
        listings: vec![apps[1].id, apps[0].id],
    };
    let mut unit = creating(&apps);
    unit.create_partner(&acme);
    unit.put_term(&term("crm", "CRM", 2));
    unit.put_term(&term("billing", "Zeta", 1));
    unit.put_term(&term("analytics", "Alpha", 1));
    unit.create_collection(&picks);
    unit.event(noted(store.program(), "col"));
    let events = store.commit(unit).await.expect("a commit");
    assert_eq!(events.iter().map(|event| event.sequence).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 1]);
    assert!(changes.has_changed().expect("the store lives"));

    assert_eq!(store.listing(apps[2].id).await.expect("a read"), Some(apps[2].clone()));
    assert_eq!(store.listing(ListingId::new(&Counter)).await.expect("a read"), None);
    assert_eq!(store.listing_by_slug(&apps[3].slug).await.expect("a read"), Some(apps[3].clone()));
    assert_eq!(store.listing_by_slug(&slug("none")).await.expect("a read"), None);
    let wanted = [apps[4].id, ListingId::new(&Counter), apps[0].id];
    assert_eq!(store.listings(&wanted).await.expect("a read"), [apps[4].clone(), apps[0].clone()]);
    assert_eq!(store.listings(&[]).await.expect("a read"), []);
    assert_eq!(store.listings_after(None, 2).await.expect("a read"), apps[..2]);
    assert_eq!(store.listings_after(Some(apps[1].id), 2).await.expect("a read"), apps[2..4]);
    assert_eq!(store.listings_after(Some(apps[4].id), 2).await.expect("a read"), []);
    let keys: Vec<_> = apps.iter().map(|app| (app.slug.clone(), app.id, 1)).collect();
    assert_eq!(store.listing_keys().await.expect("a read"), keys);

    assert_eq!(store.partner(acme.id).await.expect("a read"), Some(acme.clone()));
    assert_eq!(store.partner_by_slug(&acme.slug).await.expect("a read"), Some(acme.clone()));
    assert_eq!(store.partners_after(None, 9).await.expect("a read"), std::slice::from_ref(&acme));
    let labels: Vec<_> = store.terms().await.expect("a read").into_iter().map(|term| term.label).collect();
    assert_eq!(labels, ["Alpha", "Zeta", "CRM"]);
    assert_eq!(store.collections().await.expect("a read"), [picks]);
    assert_eq!(verified_length(store, acme.id).await, 5);

    let mut renamed = apps[0].clone();
    renamed.version = 2;
    renamed.slug = slug("renamed");
    let mut unit = Unit::default();
    unit.update_listing(&renamed);
    unit.put_term(&term("crm", "CRM & sales", 0));
    unit.event(published(&renamed));
    store.commit(unit).await.expect("an update");
    assert_eq!(store.listing_by_slug(&renamed.slug).await.expect("a read"), Some(renamed));
    assert_eq!(store.listing_by_slug(&apps[0].slug).await.expect("a read"), None, "the old address is free");
    assert_eq!(store.terms().await.expect("a read")[0].label, "CRM & sales");
    assert_eq!(verified_length(store, acme.id).await, 6);
}

fn slug(text: &str) -> Slug {
    text.parse().expect("a slug")
}

#[test]
fn a_restart_on_disk_finds_everything_and_the_same_program() {
    run(async {
        let folder = tempfile::tempdir().expect("a folder");
        let acme = partner("acme");
        let mut app = listing("app", acme.id);
        // Long enough for the value log.
        app.description_md = "Ä line of text.\n".repeat(4000);
        let store = in_folder(folder.path()).await;
        let program = store.program();
        store.commit(creating([&app])).await.expect("a commit");
        store.put_signals(&[(app.id, Signals::default())]).await.expect("signals");
        store.close().await.expect("closed");

        let store = in_folder(folder.path()).await;
        assert_eq!(store.program(), program);
        assert_eq!(store.listing(app.id).await.expect("a read"), Some(app.clone()));
        let mut next = app.clone();
        next.version = 2;
        let mut unit = Unit::default();
        unit.update_listing(&next);
        unit.event(published(&next));
        store.commit(unit).await.expect("a commit");
        drop(store);

        // Without an orderly end: the folder is free once the engine has noticed.
        let store = loop {
            match testing::open(&testing::url_of(folder.path())).await {
                Ok(store) => break store,
                Err(StoreError::InUse { .. }) => {
                    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                }
                Err(error) => panic!("{error}"),
            }
        };
        assert_eq!(verified_length(&store, acme.id).await, 2);
        assert_eq!(store.signals_revision().await.expect("a read"), 1);
    });
}

#[test]
fn many_writers_of_one_organisation_keep_one_chain() {
    run(async {
        let folder = tempfile::tempdir().expect("a folder");
        for store in [in_memory().await, in_folder(folder.path()).await] {
            let organisation = OrganisationId::new(&Counter);
            let tasks: Vec<_> = (0..32)
                .map(|task| {
                    let store = store.clone();
                    tokio::spawn(async move {
                        for round in 0..3 {
                            let mut unit = creating([&listing(&format!("app-{task}-{round}"), organisation)]);
                            unit.event(noted(organisation, "second"));
                            store.commit(unit).await.expect("a commit");
                        }
                    })
                })
                .collect();
            for task in tasks {
                task.await.expect("a writer");
            }
            assert_eq!(verified_length(&store, organisation).await, 32 * 3 * 2);
            assert_eq!(store.listing_keys().await.expect("a read").len(), 32 * 3);
        }
    });
}

/// Without the queue of one process, as between two servers on one database.
#[test]
fn writers_that_collide_in_the_database_are_replayed() {
    run(async {
        let store = in_memory().await;
        let others: Vec<Store> = (0..4).map(|_| store.with_a_queue_of_its_own()).collect();
        let organisation = OrganisationId::new(&Counter);
        let tasks: Vec<_> = others
            .into_iter()
            .map(|store| {
                tokio::spawn(async move {
                    for _ in 0..8 {
                        let mut unit = Unit::default();
                        unit.event(noted(organisation, "x"));
                        store.commit(unit).await.expect("a commit");
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.expect("a writer");
        }
        assert_eq!(verified_length(&store, organisation).await, 32);
    });
}

#[test]
fn a_unit_that_fails_leaves_nothing() {
    run(async {
        let folder = tempfile::tempdir().expect("a folder");
        for store in [in_memory().await, in_folder(folder.path()).await] {
            let acme = partner("acme");
            let first = listing("first", acme.id);
            store.commit(creating([&first])).await.expect("a commit");
            let before = store.listing_keys().await.expect("a read");

            let mut stale = first.clone();
            stale.version = 3;
            let mut taken = first.clone();
            taken.id = ListingId::new(&Counter);
            let mut same_id = first.clone();
            same_id.slug = slug("other");
            let mut takes_over = listing("second", acme.id);
            takes_over.version = 2;
            type Case<'c> = (&'c str, Box<dyn Fn(&mut Unit) + Send + Sync + 'c>);
            let cases: [Case<'_>; 4] = [
                ("The listing “first” was changed", Box::new(|unit| unit.update_listing(&stale))),
                ("The listing was changed", Box::new(|unit| unit.update_listing(&takes_over))),
                ("The address “first” of a listing is taken", Box::new(|unit| unit.create_listing(&taken))),
                ("is taken already", Box::new(|unit| unit.create_listing(&same_id))),
            ];
            for (sentence, write) in cases {
                let mut unit = creating([&listing("innocent", acme.id)]);
                unit.create_partner(&acme);
                unit.put_term(&Term {
                    taxonomy: Taxonomy::Job,
                    slug: slug("job"),
                    label: "Job".to_owned(),
                    about: String::new(),
                    position: 0,
                });
                write(&mut unit);
                let error = store.commit(unit).await.expect_err(sentence);
                assert!(error.to_string().contains(sentence), "{error}");
                assert_eq!(store.listing_keys().await.expect("a read"), before, "{sentence}");
                assert_eq!(store.listing(first.id).await.expect("a read"), Some(first.clone()));
                assert_eq!(store.partner(acme.id).await.expect("a read"), None, "{sentence}");
                assert_eq!(store.terms().await.expect("a read"), [], "{sentence}");
                assert_eq!(verified_length(&store, acme.id).await, 1, "{sentence}");
            }
        }
    });
}

#[test]
fn an_update_never_takes_over_the_row_that_has_its_address() {
    run(async {
        let store = in_memory().await;
        let organisation = OrganisationId::new(&Counter);
        let [one, two] = ["one", "two"].map(|slug| listing(slug, organisation));
        store.commit(creating([&one, &two])).await.expect("a commit");
        let mut thief = two.clone();
        thief.slug = one.slug.clone();
        thief.version = 2;
        let mut unit = Unit::default();
        unit.update_listing(&thief);
        assert!(matches!(store.commit(unit).await, Err(StoreError::Taken { .. })));
        assert_eq!(store.listing(one.id).await.expect("a read"), Some(one));
        assert_eq!(store.listing(two.id).await.expect("a read"), Some(two));
    });
}

#[test]
fn of_two_edits_of_one_version_one_wins() {
    run(async {
        let store = in_memory().await;
        let organisation = OrganisationId::new(&Counter);
        let app = listing("app", organisation);
        store.commit(creating([&app])).await.expect("a commit");
        let edits = (0..8).map(|_| {
            let mut next = app.clone();
            next.version = 2;
            let mut unit = Unit::default();
            unit.update_listing(&next);
            let store = store.with_a_queue_of_its_own();
            tokio::spawn(async move { store.commit(unit).await })
        });
        let mut won = 0;
        for edit in edits.collect::<Vec<_>>() {
            match edit.await.expect("an edit") {
                Ok(_) => won += 1,
                Err(StoreError::VersionConflict { .. }) => {}
                Err(error) => panic!("{error}"),
            }
        }
        assert_eq!(won, 1);
    });
}

#[test]
fn signals_are_replaced_and_counted() {
    run(async {
        let store = in_memory().await;
        assert_eq!(store.signals_revision().await.expect("a read"), 0);
        let mut ids: Vec<ListingId> = (0..3).map(|_| ListingId::new(&Counter)).collect();
        ids.sort_unstable();
        let measured = |installs| Signals { ratings: [0, 0, 1, 2, 3], installs, ..Signals::default() };
        let first: Vec<_> = ids.iter().map(|id| (*id, measured(1))).collect();
        let mut changes = store.changes();
        store.put_signals(&first).await.expect("signals");
        store.put_signals(&[(ids[1], measured(u64::from(u32::MAX)))]).await.expect("signals");
        assert_eq!(*changes.borrow_and_update(), 2);
        assert_eq!(store.signals_revision().await.expect("a read"), 2);
        assert_eq!(
            store.signals_after(None, 2).await.expect("a read"),
            [first[0], (ids[1], measured(u64::from(u32::MAX)))]
        );
        assert_eq!(store.signals_after(Some(ids[1]), 2).await.expect("a read"), [first[2]]);
        assert_eq!(store.signals(&[ids[2], ids[0]]).await.expect("a read"), [first[2], first[0]]);
    });
}

#[test]
fn a_batch_of_five_hundred_is_one_commit() {
    run(async {
        let store = in_memory().await;
        let organisation = OrganisationId::new(&Counter);
        let listings: Vec<Listing> = (0..500).map(|n| listing(&format!("app-{n}"), organisation)).collect();
        let events = store.commit(creating(&listings)).await.expect("a commit");
        assert_eq!(events.len(), 500);
        assert_eq!(*store.changes().borrow(), 1);
        assert_eq!(verified_length(&store, organisation).await, 500);
        assert_eq!(store.listings_after(None, 1000).await.expect("a read"), listings);
    });
}

#[test]
fn a_unit_larger_than_a_transaction_is_refused() {
    run(async {
        let store = in_memory().await;
        let mut unit = Unit::default();
        for n in 0..700 {
            let mut large = listing(&format!("app-{n}"), OrganisationId::new(&Counter));
            large.description_md = "x".repeat(64 << 10);
            unit.create_listing(&large);
        }
        let error = store.commit(unit).await.expect_err("too large");
        assert!(error.to_string().contains("split it"), "{error}");
        assert_eq!(store.listing_keys().await.expect("a read"), []);
    });
}

#[test]
fn after_a_full_disk_nothing_is_written_until_the_next_start() {
    run(async {
        let folder = tempfile::tempdir().expect("a folder");
        let store = in_folder(folder.path()).await;
        let app = listing("app", store.program());
        store.commit(creating([&app])).await.expect("a commit");
        let full = StoreError::DiskFull { path: folder.path().to_owned() };
        assert_eq!(store.inner.failed(Fault::DiskFull), full);
        let next = listing("next", store.program());
        assert_eq!(store.commit(creating([&next])).await, Err(full.clone()));
        assert_eq!(store.put_signals(&[(app.id, Signals::default())]).await, Err(full));
        assert_eq!(store.listing(app.id).await.expect("a read"), Some(app), "reading goes on");
        store.close().await.expect("closed");
        let store = in_folder(folder.path()).await;
        store.commit(creating([&next])).await.expect("a commit");
        assert_eq!(verified_length(&store, store.program()).await, 2);
    });
}

#[test]
fn an_event_whose_hash_would_not_survive_is_refused() {
    run(async {
        let store = in_memory().await;
        let mut event = noted(store.program(), "x");
        event.payload = json!({ "list": [1, 0.1] });
        let mut unit = creating([&listing("app", store.program())]);
        unit.event(event);
        let error = store.commit(unit).await.expect_err("a fraction");
        assert!(error.to_string().contains("fractional"), "{error}");
        assert_eq!(store.listing_keys().await.expect("a read"), []);
    });
}

#[test]
fn a_folder_in_use_or_not_a_database_is_named() {
    run(async {
        let folder = tempfile::tempdir().expect("a folder");
        let url = testing::url_of(folder.path());
        let store = in_folder(folder.path()).await;
        let error = testing::open(&url).await.expect_err("in use");
        assert_eq!(error, StoreError::InUse { path: folder.path().to_owned() });
        store.listing_keys().await.expect("the first one still works");
        store.close().await.expect("closed");
        testing::open(&url).await.expect("free again").close().await.expect("closed");

        let file = folder.path().join("file");
        std::fs::write(&file, "not a folder").expect("a file");
        for path in [file.clone(), file.join("below")] {
            let error = testing::open(&testing::url_of(&path)).await.expect_err("no folder");
            assert!(
                matches!(&error, StoreError::Unreadable { path: named, .. } if *named == path),
                "{error}"
            );
        }
    });
}

#[test]
fn garbage_in_the_folder_gives_a_sentence() {
    run(async {
        let folder = tempfile::tempdir().expect("a folder");
        let app = listing("app", OrganisationId::new(&Counter));
        let store = in_folder(folder.path()).await;
        store.commit(creating([&app])).await.expect("a commit");
        store.close().await.expect("closed");
        for entry in files(folder.path()) {
            std::fs::write(entry, [0xA5; 300]).expect("garbage");
        }
        let error = testing::open(&testing::url_of(folder.path())).await.expect_err("garbage");
        assert!(matches!(error, StoreError::Unreadable { .. }), "{error:?}");
        assert!(error.to_string().contains(&folder.path().display().to_string()), "{error}");
    });
}

fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[test]
fn a_server_that_is_not_there_is_named() {
    run(async {
        for url in ["ws://127.0.0.1:1", "http://127.0.0.1:1", "http://root:secret@127.0.0.1:1"] {
            let error = testing::open(url).await.expect_err("nobody listens");
            assert!(
                matches!(&error, StoreError::Unreachable { url, .. } if url.ends_with("//127.0.0.1:1")),
                "{error:?}"
            );
            assert!(!error.to_string().contains("secret"));
        }
    });
}

#[test]
fn clones_write_to_one_database() {
    run(async {
        let store = Arc::new(in_memory().await);
        let clone = Store::clone(&store);
        clone.commit(creating([&listing("app", store.program())])).await.expect("a commit");
        assert_eq!(*store.changes().borrow(), 1);
        assert_eq!(store.listing_keys().await.expect("a read").len(), 1);
        assert_eq!(store.commit(Unit::default()).await, Ok(Vec::new()), "an empty unit is no commit");
        assert_eq!(*store.changes().borrow(), 1);
    });
}
