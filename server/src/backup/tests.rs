use std::sync::Arc;

use shared::{
    event::{Actor, NewEvent, verify},
    ids::OrganisationId,
    testing::{FixedClock, START, SequentialIds, listing, partner},
};
use shared::{
    marketplace::event::{PUBLISHED, listing_event},
    ports::IdGen,
};
use store::{Store, Unit};

use super::*;
use crate::{media::Media, start::Places, testing::deep};

/// A store and pictures in a data folder.
struct Data {
    store: Store,
    media: Media,
    clock: Arc<FixedClock>,
    ids: Arc<SequentialIds>,
}

impl Data {
    async fn open(folder: &Path) -> Self {
        let (clock, ids) = (Arc::new(FixedClock::default()), Arc::new(SequentialIds::from(1000)));
        let places = Places::in_folder(folder, None).expect("a folder");
        let store = Store::open(&places.store, clock.clone(), ids.clone()).await.expect("opens");
        let media = Media::open(&places.media).expect("opens");
        Self { store, media, clock, ids }
    }

    /// A partner with an app and its picture.
    async fn filled(folder: &Path) -> Self {
        let data = Self::open(folder).await;
        let picture =
            "<svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'><path d='M0 0h8v8z'/></svg>";
        let icon = data.media.ingest(picture.as_bytes().into()).await.expect("a picture");
        let app = listing().icon(icon).build();
        let mut unit = Unit::default();
        unit.create_partner(&partner().build());
        unit.event(listing_event(PUBLISHED, &app, Vec::new(), Actor::System, START));
        unit.create_listing(&app);
        data.store.commit(unit).await.expect("commits");
        data
    }

    async fn restored(&self, file: &Path, into: &Path) -> anyhow::Result<Manifest> {
        restore(file, into, self.clock.clone(), self.ids.clone()).await
    }
}

fn noted(organisation: OrganisationId, number: u32) -> NewEvent {
    NewEvent {
        organisation,
        actor: Actor::System,
        kind: "test.noted",
        subject: "x".to_owned(),
        payload: serde_json::json!({ "number": number }),
        at: START,
    }
}

async fn length(store: &Store, organisation: OrganisationId) -> u64 {
    let mut head = Head::start(organisation);
    loop {
        let events = store.events_after(organisation, head.sequence, 500).await.expect("events");
        if events.is_empty() {
            break;
        }
        verify(&mut head, &events).expect("an unbroken chain");
    }
    assert_eq!(store.head_of(organisation).await.expect("a head"), head);
    head.sequence
}

#[test]
fn a_backup_taken_while_fifty_write_is_of_one_moment_and_comes_back_whole() {
    deep(async {
        let folder = tempfile::tempdir().expect("a folder");
        let data = Data::filled(&folder.path().join("data")).await;
        let organisations: Vec<OrganisationId> =
            (0..5).map(|_| OrganisationId::from_ulid(data.ids.ulid())).collect();
        let mut writers = tokio::task::JoinSet::new();
        let (go, stop) = tokio::sync::watch::channel(false);
        for writer in 0..50_usize {
            let (store, organisation, stop) = (data.store.clone(), organisations[writer % 5], stop.clone());
            writers.spawn(async move {
                let mut written = 0_u32;
                // Every unit writes two events: never one without the other.
                while !*stop.borrow() || written == 0 {
                    let mut unit = Unit::default();
                    unit.event(noted(organisation, 2 * written));
                    unit.event(noted(organisation, 2 * written + 1));
                    store.commit(unit).await.expect("commits");
                    written += 1;
                }
                written
            });
        }
        while data.store.head_of(organisations[0]).await.expect("a head").sequence < 20 {
            tokio::task::yield_now().await;
        }
        let out = folder.path().join("backup.tar.gz");
        let (file, taken) = take(&data.store, &data.media, START, &out).await.expect("taken");
        go.send(true).expect("somebody writes");
        let written: u32 = writers.join_all().await.into_iter().sum();
        assert_eq!((file.as_path(), taken.pictures), (out.as_path(), 1));
        let events: u64 = taken.heads.iter().map(|head| head.sequence).sum();
        assert!(events > 20 && events < u64::from(2 * written), "{events} of {}", 2 * written);

        let again = folder.path().join("again");
        let restored = data.restored(&file, &again).await.expect("restored");
        assert_eq!(restored, taken);
        let copy = Data::open(&again).await;
        assert_eq!(copy.store.program(), data.store.program());
        for organisation in organisations {
            let copied = length(&copy.store, organisation).await;
            assert!(copied > 0 && copied.is_multiple_of(2), "{copied}");
            let head = copy.store.head_of(organisation).await.expect("a head");
            let before = copied - 1;
            let original = data.store.events_after(organisation, before, 1).await.expect("events");
            assert_eq!(original[0].hash, head.hash, "the copy is a beginning of the original");
        }
        let app = copy.store.listing(listing().build().id).await.expect("a read").expect("the app");
        let icon = app.icon.expect("an icon").digest;
        assert_eq!(
            copy.media.original(&icon).await.expect("a picture"),
            data.media.original(&icon).await.expect("a picture")
        );
        // It takes writes as any store.
        let mut unit = Unit::default();
        unit.event(noted(restored.program, 1));
        copy.store.commit(unit).await.expect("commits");
        copy.store.close().await.expect("closes");
        data.store.close().await.expect("closes");
    });
}

#[test]
fn a_backup_can_be_read_by_nobody_else_and_leaves_nothing_beside_it() {
    deep(async {
        let folder = tempfile::tempdir().expect("a folder");
        let data = Data::filled(&folder.path().join("data")).await;
        let kept = folder.path().join("kept");
        std::fs::create_dir(&kept).expect("made");
        for _ in 0..2 {
            let (file, _) = take(&data.store, &data.media, START, &kept).await.expect("taken");
            assert_eq!(file, kept.join("guildhall-20260601T120000Z.tar.gz"));
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                let mode = std::fs::metadata(&file).expect("it is there").permissions().mode();
                assert_eq!(mode & 0o777, 0o600);
            }
        }
        assert_eq!(std::fs::read_dir(&kept).expect("a folder").count(), 1);
        let nowhere = folder.path().join("nowhere/backup.tar.gz");
        let refused = take(&data.store, &data.media, START, &nowhere).await.expect_err("no folder");
        assert!(refused.to_string().contains("cannot be written"), "{refused:#}");
        data.store.close().await.expect("closes");
    });
}

#[test]
fn a_damaged_backup_and_a_full_folder_are_refused_before_anything_is_written() {
    deep(async {
        let folder = tempfile::tempdir().expect("a folder");
        let data = Data::filled(&folder.path().join("data")).await;
        let out = folder.path().join("backup.tar.gz");
        let (file, _) = take(&data.store, &data.media, START, &out).await.expect("taken");
        let whole = std::fs::read(&file).expect("a file");
        let target = folder.path().join("restored");
        let broken = folder.path().join("broken.tar.gz");
        for end in [0, 10, whole.len() / 2, whole.len() - 1] {
            std::fs::write(&broken, &whole[..end]).expect("written");
            let refused = data.restored(&broken, &target).await.expect_err("cut");
            assert!(refused.to_string().contains("not a whole backup"), "{refused:#}");
        }
        let mut changed = whole.clone();
        // One bit may be of a code that nothing uses, and changes nothing then.
        let middle = changed.len() / 2;
        changed[middle..middle + 16].iter_mut().for_each(|byte| *byte ^= 0xff);
        std::fs::write(&broken, &changed).expect("written");
        data.restored(&broken, &target).await.expect_err("changed");
        let missing = data.restored(&folder.path().join("none"), &target).await.expect_err("missing");
        assert!(missing.to_string().contains("cannot be read"), "{missing:#}");
        let full = data.restored(&file, &folder.path().join("data")).await.expect_err("full");
        assert!(full.to_string().contains("is not empty"), "{full:#}");
        let mut names: Vec<_> = std::fs::read_dir(folder.path())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["backup.tar.gz", "broken.tar.gz", "data"], "nothing is left of the attempts");
        std::fs::create_dir(&target).expect("an empty folder");
        data.restored(&file, &target).await.expect("an empty folder is as good as none");
        data.store.close().await.expect("closes");
    });
}

#[test]
fn what_somebody_put_together_anew_does_not_pass() {
    deep(async {
        let folder = tempfile::tempdir().expect("a folder");
        let data = Data::filled(&folder.path().join("data")).await;
        let out = folder.path().join("backup.tar.gz");
        let (file, _) = take(&data.store, &data.media, START, &out).await.expect("taken");
        data.store.close().await.expect("closes");
        let mut entries: Vec<archive::Entry> = Vec::new();
        check::for_each(&file, |name, bytes| {
            entries.push((name.to_owned(), bytes));
            Ok(())
        })
        .expect("reads");
        let forged = folder.path().join("forged.tar.gz");
        let judged = |entries: &[archive::Entry]| {
            let mut writer = archive::Writer::new(Vec::new(), 0);
            entries.iter().for_each(|(name, bytes)| writer.add(name, bytes).expect("fits"));
            std::fs::write(&forged, writer.finish().expect("finished")).expect("written");
            check(&forged)
        };
        judged(&entries).expect("the same again");
        for at in 0..entries.len() {
            let mut fewer = entries.clone();
            let (name, _) = fewer.remove(at);
            judged(&fewer).expect_err(&format!("without {name}"));
            let mut changed = entries.clone();
            let last = changed[at].1.len() - 3;
            changed[at].1[last] ^= 1;
            judged(&changed).expect_err(&format!("with another {name}"));
            let mut twice = entries.clone();
            twice.insert(at, twice[at].clone());
            judged(&twice).expect_err(&format!("with {name} twice"));
        }
        let mut more = entries.clone();
        more.insert(0, ("../../etc/passwd".to_owned(), b"x".to_vec()));
        let refused = judged(&more).expect_err("a stranger");
        assert!(refused.to_string().contains("none of a backup"), "{refused:#}");
        // A manifest that fits, over a trail that was cut.
        let mut cut = entries.clone();
        let at = cut.iter().position(|(name, _)| name.starts_with("rows/event/")).expect("events");
        cut[at].1.clear();
        let (name, _) = &cut[at];
        let empty = check::digest(b"");
        let last = cut.len() - 1;
        let mut manifest: Manifest = serde_json::from_slice(&cut[last].1).expect("a manifest");
        manifest.files.insert(name.clone(), empty);
        manifest.rows.insert("event".to_owned(), 0);
        cut[last].1 = serde_json::to_vec(&manifest).expect("JSON");
        let refused = judged(&cut).expect_err("a cut trail");
        assert!(refused.to_string().contains("does not end in its head"), "{refused:#}");
    });
}
