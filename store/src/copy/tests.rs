use std::collections::BTreeSet;

use shared::marketplace::model::Signals;

use super::*;
use crate::{
    Unit,
    testing::{self, Counter, Ticks, in_folder, in_memory, listing, partner, published, run, url_of},
};

/// Every row of every table, read in small pages.
async fn everything(snapshot: &Snapshot) -> Vec<(&'static str, Row)> {
    let mut all = Vec::new();
    for table in tables() {
        let mut after = None;
        loop {
            let page = snapshot.rows(table, after.as_ref(), 3).await.expect("a page");
            let Some(last) = page.last() else { break };
            after = Some(last.clone());
            all.extend(page.into_iter().map(|row| (table, row)));
        }
    }
    all
}

/// A store with something in it: a partner, listings with events, measurements, a document with an alias.
async fn filled(store: &Store) {
    let acme = partner("acme");
    let mut unit = Unit::default();
    unit.create_partner(&acme);
    let mut last = None;
    for number in 0..7 {
        let app = listing(&format!("app-{number}"), acme.id);
        unit.event(published(&app));
        unit.create_listing(&app);
        last = Some(app.id);
    }
    unit.create(&person("anna@example.com"));
    store.commit(unit).await.expect("a commit");
    let measured = Signals { ratings: [1, 2, 3, 4, 5], installs: 7, installs_28d: 1, installs_prior_28d: 0 };
    store.put_signals(&[(last.expect("seven"), measured)]).await.expect("measurements");
}

fn person(email: &str) -> shared::identity::model::Person {
    shared::identity::model::Person {
        id: shared::ids::PersonId::new(&Counter),
        version: 1,
        email: email.parse().expect("an address"),
        verified_at: None,
        name: "Anna".parse().expect("a name"),
        locale: "en".parse().expect("a locale"),
        since: chrono::DateTime::UNIX_EPOCH,
    }
}

#[test]
fn no_table_is_left_out() {
    run(async {
        let store = in_memory().await;
        let Value::Object(info) = store.value("INFO FOR DB", bound([])).await.expect("a description") else {
            panic!("a description is an object")
        };
        let Some(Value::Object(defined)) = info.get("tables") else { panic!("it lists tables") };
        let defined: BTreeSet<&str> =
            defined.keys().map(String::as_str).filter(|table| *table != "migration").collect();
        assert_eq!(tables().collect::<BTreeSet<_>>(), defined, "a table is missing in `copy::TABLES`");
    });
}

#[test]
fn a_snapshot_stands_still_and_fills_another_database() {
    run(async {
        let store = in_memory().await;
        filled(&store).await;
        let snapshot = store.snapshot().await.expect("a snapshot");
        let before = everything(&snapshot).await;
        let mut unit = Unit::default();
        let late = listing("late", shared::ids::OrganisationId::new(&Counter));
        unit.create_listing(&late);
        unit.event(published(&late));
        store.commit(unit).await.expect("others go on writing");
        assert_eq!(everything(&snapshot).await, before, "what was written later is not in it");
        let heads = snapshot.heads().await.expect("heads");
        assert_eq!(heads.iter().map(|head| head.sequence).collect::<Vec<_>>(), [7]);

        let folder = tempfile::tempdir().expect("a folder");
        let url = url_of(folder.path());
        let clock = Arc::new(Ticks::default());
        let filling = Filling::begin(&url, clock.clone(), snapshot.schema()).await.expect("a new database");
        for table in tables() {
            let rows: Vec<Row> =
                before.iter().filter(|(of, _)| *of == table).map(|(_, row)| row.clone()).collect();
            for rows in rows.chunks(2) {
                filling.insert(table, rows).await.expect("the rows fit");
            }
        }
        filling.close().await.expect("closes");
        snapshot.end().await.expect("ends");

        let copy = in_folder(folder.path()).await;
        assert_eq!(copy.program(), store.program());
        assert_eq!(copy.heads().await.expect("heads"), heads);
        let copied = copy.snapshot().await.expect("a snapshot");
        assert_eq!(everything(&copied).await, before);
        copied.end().await.expect("ends");
        let found: Option<shared::identity::model::Person> =
            copy.find("anna@example.com").await.expect("a read");
        assert!(found.is_some(), "indexes are there as well");
        copy.close().await.expect("closes");
        let again = Filling::begin(&url, clock, 1).await.expect_err("it holds something");
        assert!(matches!(again, StoreError::NewerSchema { .. } | StoreError::Taken { .. }), "{again}");
    });
}

#[test]
fn rows_of_a_newer_version_or_of_no_table_are_refused() {
    run(async {
        let clock = Arc::new(Ticks::default());
        let known = u32::try_from(migrations::ALL.len()).expect("few");
        let newer = Filling::begin("mem://", clock.clone(), known + 1).await.expect_err("a newer one");
        assert_eq!(newer, StoreError::NewerSchema { found: known + 1, known });
        let filling = Filling::begin("mem://", clock, known).await.expect("a new database");
        let row = Row { id: "only".into(), columns: serde_json::Map::new() };
        for table in ["migration", "listing; DELETE listing", ""] {
            let refused = filling.insert(table, std::slice::from_ref(&row)).await.expect_err(table);
            assert!(refused.to_string().contains("no table"), "{refused}");
        }
        let strange = Row { id: serde_json::Value::Null, ..row };
        filling.insert("listing", &[strange]).await.expect_err("no id");
        let store = testing::in_memory().await;
        let snapshot = store.snapshot().await.expect("a snapshot");
        snapshot.rows("migration", None, 1).await.expect_err("not a table of the program");
        snapshot.end().await.expect("ends");
    });
}
