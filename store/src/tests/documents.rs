//! Documents, and writers that share a transaction.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use shared::event::{Actor, NewEvent};

use super::*;
use crate::{Document, Table, newest_first, testing};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Row {
    id: String,
    version: u64,
    alias: Option<String>,
    owner: String,
    due: Option<DateTime<Utc>>,
}

impl Document for Row {
    const TABLE: Table = Table::Device;
    fn key(&self) -> String {
        self.id.clone()
    }
    fn version(&self) -> u64 {
        self.version
    }
    fn alias(&self) -> Option<String> {
        self.alias.clone()
    }
    fn owner(&self) -> Option<String> {
        Some(self.owner.clone())
    }
    fn due(&self) -> Option<DateTime<Utc>> {
        self.due
    }
}

fn row(id: &str, alias: Option<&str>) -> Row {
    Row {
        id: id.to_owned(),
        version: 1,
        alias: alias.map(str::to_owned),
        owner: "anna".to_owned(),
        due: None,
    }
}

async fn write(store: &Store, change: impl FnOnce(&mut Unit)) -> Result<(), StoreError> {
    let mut unit = Unit::default();
    change(&mut unit);
    store.commit(unit).await.map(drop)
}

#[test]
fn a_document_is_found_by_id_alias_owner_and_when_it_is_due() {
    testing::run(async {
        let store = testing::in_memory().await;
        let at = DateTime::UNIX_EPOCH;
        let late = Row { due: Some(at + TimeDelta::hours(2)), ..row("c", None) };
        let soon = Row { due: Some(at + TimeDelta::hours(1)), ..row("b", None) };
        let first = row("a", Some("first"));
        write(&store, |unit| [&late, &soon, &first].into_iter().for_each(|row| unit.create(row)))
            .await
            .expect("written");
        assert_eq!(store.get::<Row>("a").await, Ok(Some(first.clone())));
        assert_eq!(store.get::<Row>("x").await, Ok(None));
        assert_eq!(store.find::<Row>("first").await, Ok(Some(first.clone())));
        assert_eq!(store.find::<Row>("second").await, Ok(None));
        let all = store.owned_by::<Row>("anna", None, 10).await.expect("read");
        assert_eq!(all, [first.clone(), soon.clone(), late.clone()]);
        assert_eq!(store.owned_by::<Row>("anna", Some("a"), 1).await, Ok(vec![soon.clone()]));
        assert_eq!(store.owned_by::<Row>("ben", None, 10).await, Ok(Vec::new()));
        assert_eq!(store.count_of::<Row>("anna").await, Ok(3));
        assert_eq!(store.count_of::<Row>("ben").await, Ok(0));
        assert_eq!(store.due::<Row>(at, 10).await, Ok(Vec::new()));
        assert_eq!(store.due::<Row>(at + TimeDelta::hours(3), 10).await, Ok(vec![soon, late]));
        assert_eq!(store.next_due::<Row>().await, Ok(Some(at + TimeDelta::hours(1))));
    });
}

#[test]
fn what_was_read_is_true_after_every_write() {
    testing::run(async {
        let store = testing::in_memory().await;
        let (first, other) = (row("a", Some("first")), row("b", None));
        write(&store, |unit| unit.create(&first)).await.expect("written");
        // Read twice: from the database, and from what is remembered.
        for _ in 0..2 {
            assert_eq!(store.get::<Row>("a").await, Ok(Some(first.clone())));
            assert_eq!(store.get::<Row>("b").await, Ok(None), "remembered as not there");
            assert_eq!(store.owned_by::<Row>("anna", None, 10).await, Ok(vec![first.clone()]));
        }
        let next = Row { version: 2, alias: None, ..first.clone() };
        write(&store, |unit| {
            unit.update(&next);
            unit.create(&other);
        })
        .await
        .expect("written");
        let all = || store.get_all::<Row>(["b", "x", "a"].map(str::to_owned).to_vec());
        assert_eq!(all().await, Ok(vec![other.clone(), next.clone()]));
        assert_eq!(store.owned_by::<Row>("anna", None, 10).await, Ok(vec![next.clone(), other.clone()]));
        // A write that is refused changes nothing of what is known.
        assert!(write(&store, |unit| unit.update(&next)).await.is_err());
        assert_eq!(store.get::<Row>("a").await, Ok(Some(next.clone())));
        write(&store, |unit| unit.remove::<Row>("a")).await.expect("written");
        assert_eq!(all().await, Ok(vec![other.clone()]));
        assert_eq!(store.owned_by::<Row>("anna", None, 10).await, Ok(vec![other]));
    });
}

#[test]
fn a_reader_never_sees_a_version_go_back() {
    testing::run(async {
        let store = testing::in_memory().await;
        let first = row("a", None);
        write(&store, |unit| unit.create(&first)).await.expect("written");
        let over = Arc::new(AtomicBool::new(false));
        let readers: Vec<_> = (0..4)
            .map(|_| {
                let (store, over) = (store.clone(), Arc::clone(&over));
                tokio::spawn(async move {
                    let mut seen = 0;
                    while !over.load(Ordering::Relaxed) {
                        let row = store.get::<Row>("a").await.expect("read").expect("there");
                        let listed = store.owned_by::<Row>("anna", None, 10).await.expect("read");
                        assert!(row.version >= seen, "{} after {seen}", row.version);
                        seen = listed[0].version.max(row.version);
                        tokio::task::yield_now().await;
                    }
                })
            })
            .collect();
        for version in 2..=200 {
            let next = Row { version, ..first.clone() };
            write(&store, |unit| unit.update(&next)).await.expect("written");
            let row = store.get::<Row>("a").await.expect("read").expect("there");
            assert_eq!(row.version, version, "who wrote reads what they wrote");
        }
        over.store(true, Ordering::Relaxed);
        for reader in readers {
            reader.await.expect("a reader");
        }
    });
}

#[test]
fn keys_turned_round_sort_with_the_newest_first() {
    let ids = [0, 1, 7, 1 << 80, u128::MAX];
    let keys = ids.map(|id| newest_first(ulid::Ulid(id)));
    assert!(keys.is_sorted_by(|older, newer| older > newer), "{keys:?}");
}

#[test]
fn what_is_due_is_removed_unless_somebody_wrote_it_meanwhile() {
    testing::run(async {
        let store = testing::in_memory().await;
        assert_eq!(store.next_due::<Row>().await, Ok(None));
        let at = DateTime::UNIX_EPOCH;
        let due = |id: &str, hours| Row { due: Some(at + TimeDelta::hours(hours)), ..row(id, None) };
        write(&store, |unit| {
            [due("a", 2), due("b", 1), due("c", 3)].iter().for_each(|row| unit.create(row));
        })
        .await
        .expect("written");
        let keys = store.due_keys(Table::Device, at + TimeDelta::hours(2), 10).await.expect("read");
        assert_eq!(keys, [("b".to_owned(), 1), ("a".to_owned(), 1)]);
        let first = store.due_keys(Table::Device, at + TimeDelta::hours(2), 1).await;
        assert_eq!(first, Ok(vec![("b".to_owned(), 1)]));
        write(&store, |unit| unit.update(&Row { version: 2, ..due("a", 9) })).await.expect("written");
        let both = write(&store, |unit| {
            unit.take_row(Table::Device, "a", 1);
            unit.take_row(Table::Device, "b", 1);
        });
        assert!(matches!(both.await, Err(StoreError::VersionConflict { .. })));
        write(&store, |unit| unit.take_row(Table::Device, "b", 1)).await.expect("removed");
        assert_eq!(store.get::<Row>("b").await, Ok(None));
        assert_eq!(store.next_due::<Row>().await, Ok(Some(at + TimeDelta::hours(3))));
    });
}

#[test]
fn versions_and_aliases_are_guarded() {
    testing::run(async {
        let store = testing::in_memory().await;
        write(&store, |unit| unit.create(&row("a", Some("first")))).await.expect("new");
        let again = write(&store, |unit| unit.create(&row("a", None))).await;
        assert!(matches!(again, Err(StoreError::Taken { .. })), "{again:?}");
        let taken = write(&store, |unit| unit.create(&row("b", Some("first")))).await;
        assert!(matches!(taken, Err(StoreError::Taken { .. })), "{taken:?}");
        let next = Row { version: 2, owner: "ben".to_owned(), ..row("a", None) };
        write(&store, |unit| unit.update(&next)).await.expect("the next version");
        let stale = write(&store, |unit| unit.update(&next)).await;
        assert!(matches!(stale, Err(StoreError::VersionConflict { .. })), "{stale:?}");
        write(&store, |unit| unit.create(&row("b", Some("first")))).await.expect("free again");
        write(&store, |unit| unit.put(&Row { version: 9, ..row("b", Some("other")) })).await.expect("put");
        assert_eq!(store.find::<Row>("other").await.expect("read").map(|row| row.version), Some(9));
        write(&store, |unit| {
            unit.remove::<Row>("b");
            unit.create(&row("c", Some("other")));
        })
        .await
        .expect("one goes, one comes");
        assert_eq!(store.get::<Row>("b").await, Ok(None));
        write(&store, |unit| unit.remove::<Row>("b")).await.expect("gone already");
    });
}

#[test]
fn of_many_who_take_the_same_one_gets_it() {
    testing::run(async {
        let store = testing::in_memory().await;
        write(&store, |unit| unit.create(&row("a", None))).await.expect("new");
        let other = Row { version: 2, ..row("a", None) };
        let stale = write(&store, |unit| unit.take(&other)).await;
        assert!(matches!(stale, Err(StoreError::VersionConflict { .. })), "{stale:?}");
        let takers = (0..20).map(|number| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut unit = Unit::default();
                unit.take(&row("a", None));
                unit.create(&row(&format!("of-{number}"), None));
                store.commit(unit).await.is_ok()
            })
        });
        let mut got = 0;
        for taker in takers.collect::<Vec<_>>() {
            got += u32::from(taker.await.expect("no panic"));
        }
        assert_eq!(got, 1);
        let left = store.owned_by::<Row>("anna", None, 100).await.expect("read");
        assert_eq!(left.len(), 1, "the row of the one who got it: {left:?}");
    });
}

#[test]
fn many_writers_share_transactions_and_each_gets_its_own_outcome() {
    testing::run(async {
        let store = testing::in_memory().await;
        write(&store, |unit| unit.create(&row("taken", None))).await.expect("new");
        let organisation = store.program();
        let writers = (0..200).map(|number| {
            let store = store.clone();
            tokio::spawn(async move {
                // Every seventh asks for what is taken.
                let bad = number % 7 == 0;
                let id = if bad { "taken".to_owned() } else { format!("row-{number}") };
                let mut unit = Unit::default();
                unit.create(&row(&id, None));
                unit.event(NewEvent {
                    organisation,
                    actor: Actor::System,
                    kind: "row.made",
                    subject: id.clone(),
                    payload: serde_json::Value::Null,
                    at: DateTime::UNIX_EPOCH,
                });
                let outcome = store.commit(unit).await;
                assert_eq!(outcome.is_err(), bad, "{outcome:?}");
                if let Ok(events) = outcome {
                    assert_eq!(events.iter().map(|event| &event.subject).collect::<Vec<_>>(), [&id]);
                }
            })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.expect("as expected");
        }
        let events = store.events_after(organisation, 0, 1000).await.expect("read");
        let mut head = shared::event::Head::start(organisation);
        shared::event::verify(&mut head, &events).expect("one chain");
        assert_eq!(events.len(), 200 - 29);
    });
}
