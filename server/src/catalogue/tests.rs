use std::{
    fs,
    path::Path,
    sync::{Arc, Mutex},
};

use serde_json::{Value, json};
use shared::{
    ids::{OrganisationId, VersionId},
    listings::{model::Dossier, state::Place},
    marketplace::model::{Listing, Taxonomy},
    ports::{Clock, IdGen},
    testing::{self, FixedClock, SequentialIds},
};
use store::{Store, Unit};
use tempfile::TempDir;

use super::*;
use crate::media::Media;

/// A program in memory, and a folder for catalogues.
struct Program {
    store: Store,
    media: Media,
    clock: Arc<FixedClock>,
    ids: Arc<SequentialIds>,
    folder: TempDir,
}

/// What an import said.
#[derive(Debug, Default, PartialEq)]
struct Told {
    refused: Vec<BadRow>,
    noted: Vec<BadRow>,
    bytes: u64,
}

impl Told {
    /// Line and pointer of each fault.
    fn faults(&self) -> Vec<(u64, &str)> {
        self.refused
            .iter()
            .flat_map(|row| {
                row.faults.iter().map(|fault| (row.line, fault.pointer.as_deref().unwrap_or_default()))
            })
            .collect()
    }
}

impl Program {
    /// With the categories `crm` and `finance`.
    async fn new() -> Self {
        let clock = Arc::new(FixedClock::default());
        let ids = Arc::new(SequentialIds::default());
        let ports = (Arc::clone(&clock) as Arc<dyn Clock>, Arc::clone(&ids) as Arc<dyn IdGen>);
        let store = Store::open("mem://", ports.0, ports.1).await.expect("a store in memory");
        let mut unit = Unit::default();
        unit.put_term(&testing::term(Taxonomy::Category, "CRM"));
        unit.put_term(&testing::term(Taxonomy::Category, "Finance"));
        store.commit(unit).await.expect("two terms");
        let media = Media::open("mem://").expect("pictures in memory");
        Self { store, media, clock, ids, folder: tempfile::tempdir().expect("a folder") }
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> std::path::PathBuf {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        fs::write(&path, content).expect("a file");
        path
    }

    async fn import(&self, content: impl AsRef<[u8]>, options: Options) -> (Summary, Told) {
        let path = self.write("listings.ndjson", content);
        self.import_file(&path, options).await.expect("the import runs to its end")
    }

    async fn import_file(&self, path: &Path, options: Options) -> anyhow::Result<(Summary, Told)> {
        let told = Mutex::new(Told::default());
        let listen = |progress: Progress<'_>| {
            let mut told = told.lock().expect("one thread");
            match progress {
                Progress::Advanced { bytes, .. } => told.bytes = bytes,
                Progress::Refused(row) => told.refused.push(row.clone()),
                Progress::Noted(row) => told.noted.push(row.clone()),
            }
        };
        let (ids, clock) = (self.ids.as_ref(), self.clock.as_ref());
        let source = Source::File(path.to_owned());
        let summary = import(&self.store, &self.media, ids, clock, &source, options, listen).await?;
        Ok((summary, told.into_inner().expect("one thread")))
    }

    async fn export(&self, media_dir: Option<&Path>) -> String {
        let mut out = Vec::new();
        export(&self.store, &self.media, &mut out, media_dir).await.expect("the export runs to its end");
        String::from_utf8(out).expect("JSON is UTF-8")
    }

    async fn listing(&self, slug: &str) -> Option<Listing> {
        self.store.listing_by_slug(&testing::slug(slug)).await.expect("the store reads")
    }

    /// Number of events of every organisation.
    async fn events(&self) -> u64 {
        self.store.heads().await.expect("the store reads").iter().map(|head| head.sequence).sum()
    }
}

fn row(slug: &str) -> Value {
    json!({
        "slug": slug, "name": slug, "tagline": "Does one thing",
        "partner": { "slug": "northwind", "name": "Northwind" }, "categories": ["crm"],
    })
}

fn with(mut row: Value, member: &str, value: Value) -> Value {
    row[member] = value;
    row
}

fn lines(rows: &[Value]) -> String {
    rows.iter().map(|row| format!("{row}\n")).collect()
}

const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="#246"/></svg>"##;

fn png() -> Vec<u8> {
    let shade = |at: u32| u8::try_from(at).expect("below 256");
    let image = image::RgbImage::from_fn(320, 200, |x, y| image::Rgb([shade(x / 2), shade(y), 90]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    image.write_to(&mut bytes, image::ImageFormat::Png).expect("a PNG");
    bytes.into_inner()
}

/// The engine wants deeper stacks than test threads have.
fn run<T: Send>(test: impl Future<Output = T> + Send) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(10 << 20)
        .enable_all()
        .build()
        .expect("a runtime");
    std::thread::scope(|scope| {
        let thread =
            std::thread::Builder::new().stack_size(10 << 20).spawn_scoped(scope, || runtime.block_on(test));
        thread.expect("a thread").join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

#[test]
fn good_rows_land_with_their_events_and_bad_ones_are_named() {
    run(async {
        let program = Program::new().await;
        let mut file = lines(&[
            row("one"),
            with(row("two"), "name", json!("x".repeat(65))),
            with(row("three"), "categories", json!(["crn"])),
            with(with(row("four"), "verticals", json!(["Public Sector"])), "jobs", json!(["invoice-faster"])),
            with(row("one"), "name", json!("One again")),
        ]);
        file.push_str("{\"slug\":\"fi");
        let (summary, told) = program.import(&file, Options::default()).await;
        assert_eq!(told.faults(), [(2, "/name"), (3, "/categories/0"), (5, "/slug"), (6, "")]);
        assert!(told.refused[1].to_string().contains("Perhaps “crm”?"), "{}", told.refused[1]);
        assert_eq!(told.bytes, file.len() as u64);
        let expected =
            Summary { created: 2, failed: 4, partners_created: 1, terms_added: 2, ..Summary::default() };
        assert_eq!((summary, summary.exit_code()), (expected, 1));

        let one = program.listing("one").await.expect("line 1 landed");
        assert_eq!((one.name.as_str(), one.version), ("one", 1));
        let four = program.listing("four").await.expect("line 4 landed");
        assert_eq!(four.verticals, [testing::slug("public-sector")]);
        assert_eq!(program.events().await, 5, "a partner, two listings, two terms");
        let terms = program.store.terms().await.expect("the store reads");
        assert!(
            terms.iter().any(|term| term.taxonomy == Taxonomy::Vertical && term.label == "Public Sector")
        );
        assert!(terms.iter().any(|term| term.taxonomy == Taxonomy::Job && term.label == "Invoice faster"));
    });
}

#[test]
fn the_same_file_again_writes_nothing_and_a_changed_row_is_one_update() {
    run(async {
        let program = Program::new().await;
        let mut rows: Vec<_> = (0..1_200).map(|at| row(&format!("app-{at}"))).collect();
        let (summary, _) = program.import(lines(&rows), Options::default()).await;
        assert_eq!((summary.created, summary.partners_created), (1_200, 1));
        let events = program.events().await;

        let (summary, _) = program.import(lines(&rows), Options::default()).await;
        assert_eq!(summary, Summary { unchanged: 1_200, ..Summary::default() });
        assert_eq!(program.events().await, events);

        program.clock.advance(chrono::Duration::days(1));
        rows[700]["tagline"] = json!("Does two things");
        let (summary, _) = program.import(lines(&rows), Options::default()).await;
        assert_eq!(summary, Summary { unchanged: 1_199, updated: 1, ..Summary::default() });
        assert_eq!(program.events().await, events + 1);
        let changed = program.listing("app-700").await.expect("it is there");
        assert_eq!((changed.version, changed.updated_at), (2, program.clock.now()));
    });
}

#[test]
fn what_a_partner_ships_here_is_not_changed_by_a_row() {
    run(async {
        let program = Program::new().await;
        let rows = ["shipped", "ended", "handed-over", "drafted"].map(row);
        program.import(lines(&rows), Options::default()).await;
        for slug in ["shipped", "ended", "handed-over", "drafted"] {
            let shown = program.listing(slug).await.expect("it is there");
            let mut app = Dossier::imported(&shown).listing;
            app.version = 1;
            match slug {
                "shipped" => app.live = Some(VersionId::from_ulid(ulid::Ulid(1))),
                "ended" => app.place = Place::Archived,
                "handed-over" => app.organisation = OrganisationId::from_ulid(ulid::Ulid(1)),
                _ => {}
            }
            let mut unit = Unit::default();
            unit.create(&app);
            program.store.commit(unit).await.expect("commits");
        }
        let (summary, told) = program.import(lines(&rows), Options::default()).await;
        assert_eq!(
            (summary.unchanged, told.faults()),
            (3, vec![(3, "/slug")]),
            "what says the same hurts nobody"
        );
        let renamed = |row: Value| with(row, "partner", json!({ "slug": "northwind", "name": "Southwind" }));
        let other = rows.clone().map(|row| renamed(with(row, "tagline", json!("Does two things"))));
        let (summary, _) = program.import(lines(&other[..3]), Options::default()).await;
        assert_eq!(
            (summary.partners_renamed, summary.failed),
            (0, 3),
            "a row that does not land writes nothing"
        );
        let rows = rows.map(|row| with(row, "tagline", json!("Does two things")));
        let (summary, told) = program.import(lines(&rows), Options::default()).await;
        assert_eq!((summary.updated, summary.failed), (1, 3));
        assert_eq!(told.faults(), [(1, "/slug"), (2, "/slug"), (3, "/slug")]);
        for (slug, tagline) in [
            ("shipped", "Does one thing"),
            ("ended", "Does one thing"),
            ("handed-over", "Does one thing"),
            ("drafted", "Does two things"),
        ] {
            assert_eq!(program.listing(slug).await.expect("it is there").tagline, tagline, "{slug}");
        }
    });
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    run(async {
        let program = Program::new().await;
        let icon = json!(format!("data:image/svg+xml,{}", SVG.replace('#', "%23")));
        let file = lines(&[
            with(row("one"), "icon", icon),
            with(row("two"), "categories", json!(["Brand New"])),
            with(row("three"), "icon", json!("missing.png")),
            row("one"),
        ]);
        let options = Options { create_categories: true, dry_run: true };
        let (dry, told) = program.import(&file, options).await;
        assert_eq!(program.store.listing_keys().await.expect("the store reads"), []);
        assert_eq!(program.events().await, 0);
        let (wet, told_then) = program.import(&file, Options { dry_run: false, ..options }).await;
        assert_eq!(told, told_then);
        assert_eq!(dry, Summary { dry_run: true, ..wet });
        assert_eq!(told.faults(), [(3, "/icon"), (4, "/slug")]);
        assert_eq!((wet.created, wet.failed, wet.terms_added), (2, 2, 1));
    });
}

#[test]
fn a_partner_is_renamed_by_the_first_row_that_says_so() {
    run(async {
        let program = Program::new().await;
        program.import(lines(&[row("one")]), Options::default()).await;
        let named =
            |slug: &str, name: &str| with(row(slug), "partner", json!({ "slug": "northwind", "name": name }));
        let file = lines(&[named("one", "Southwind"), named("two", "Eastwind")]);
        let (summary, told) = program.import(&file, Options::default()).await;
        assert_eq!((summary.partners_renamed, summary.created, summary.unchanged), (1, 1, 1));
        assert_eq!((told.noted.len(), told.noted[0].line), (1, 2));
        let partner =
            program.store.partner_by_slug(&testing::slug("northwind")).await.expect("the store reads");
        assert_eq!(partner.map(|partner| (partner.name, partner.version)), Some(("Southwind".to_owned(), 2)));
        let (summary, _) = program.import(&file, Options::default()).await;
        assert_eq!(summary, Summary { unchanged: 2, ..Summary::default() });
    });
}

#[test]
fn pictures_come_from_files_lines_and_the_store_and_their_faults_are_the_rows() {
    run(async {
        let program = Program::new().await;
        program.write("media/icon.png", png());
        program.write("media/notes.txt", "not a picture");
        let data = format!("data:image/svg+xml,{}", SVG.replace('#', "%23"));
        let shots = json!(["media/icon.png", { "src": data, "alt": "A square" }]);
        let file = lines(&[
            with(with(row("one"), "icon", json!("./media/icon.png")), "screenshots", shots),
            with(row("two"), "icon", json!("media/notes.txt")),
            with(row("three"), "screenshots", json!(["media/none.png", "media"])),
            with(row("four"), "icon", json!(format!("sha256:{}", "0".repeat(64)))),
        ]);
        let (summary, told) = program.import(&file, Options::default()).await;
        assert_eq!(told.faults(), [(2, "/icon"), (3, "/screenshots/0"), (3, "/screenshots/1"), (4, "/icon")]);
        assert_eq!(summary.created, 1);
        let one = program.listing("one").await.expect("line 1 landed");
        let icon = one.icon.expect("an icon");
        assert_eq!((icon.width, icon.height), (320, 200));
        let alts: Vec<_> = one.screenshots.iter().map(|shot| shot.alt.as_str()).collect();
        assert_eq!(alts, ["Screenshot 1 of one", "A square"]);

        let by_digest = with(row("five"), "icon", json!(format!("sha256:{}", icon.digest)));
        let (summary, _) = program.import(lines(&[by_digest]), Options::default()).await;
        assert_eq!(summary.created, 1);
        assert_eq!(program.listing("five").await.and_then(|listing| listing.icon), Some(icon));
    });
}

#[test]
fn an_export_is_an_import_that_changes_nothing_and_gives_the_same_bytes_elsewhere() {
    run(async {
        let program = Program::new().await;
        program.write("media/icon.png", png());
        program.write("media/drawing.svg", SVG);
        let full = json!({
            "slug": "zeta", "name": "Zeta 🎉", "tagline": "Ünïcode", "partner": { "slug": "acme", "name": "Acme" },
            "categories": ["Finance", "crm"], "description_md": "# Hi\n\n<script>", "verticals": ["Health"],
            "jobs": ["close-books"], "tags": ["b", "a"], "languages": ["EN", "pt-br"], "regions": ["EU"],
            "compliance": ["SOC 2"], "pricing": { "model": "usage", "from": { "minor": 5, "currency": "EUR" } },
            "version": "1.2", "released_at": "2026-05-04", "website": "https://zeta.example/",
            "icon": "media/icon.png", "screenshots": ["media/drawing.svg", "media/icon.png"],
        });
        let (summary, told) = program.import(lines(&[full, row("alpha")]), Options::default()).await;
        assert_eq!((summary.created, told.refused), (2, Vec::new()));

        let plain = program.export(None).await;
        assert!(plain.starts_with(r#"{"slug":"alpha","name":"#), "by slug, members in order: {plain}");
        let (summary, _) = program.import(&plain, Options::default()).await;
        assert_eq!((summary.unchanged, summary.failed), (2, 0));
        assert_eq!(program.export(None).await, plain);

        let elsewhere = Program::new().await;
        let carried = elsewhere.folder.path().join("pictures");
        let file = program.export(Some(&carried)).await;
        assert!(file.contains(r#""icon":"pictures/zeta/icon.webp""#), "{file}");
        let (summary, told) = elsewhere.import(&file, Options::default()).await;
        assert_eq!((summary.created, told.refused), (2, Vec::new()));
        let back = elsewhere.folder.path().join("again/pictures");
        assert_eq!(elsewhere.export(Some(&back)).await, file);

        // The files of an export are known by their content where they came from.
        fs::create_dir_all(program.folder.path().join("pictures")).expect("a folder");
        fs::rename(&carried, program.folder.path().join("pictures")).expect("the same disk");
        let (summary, _) = program.import(&file, Options::default()).await;
        assert_eq!((summary.unchanged, summary.failed), (2, 0));
    });
}

#[test]
fn a_source_that_cannot_be_read_is_one_sentence() {
    run(async {
        let program = Program::new().await;
        let check = async |path: &Path, says: &str| {
            let error = program.import_file(path, Options::default()).await.expect_err("no file");
            assert!(error.to_string().contains(says), "{error}");
        };
        check(&program.folder.path().join("none.ndjson"), "check the path and its permissions").await;
        check(program.folder.path(), "is a folder").await;
    });
}

#[test]
fn the_schema_names_every_member_and_refuses_others() {
    let schema = schema_listing();
    let required: Vec<_> =
        schema["required"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert_eq!(required, ["slug", "name", "tagline", "partner", "categories"]);
    assert_eq!(schema["additionalProperties"], json!(false));
    assert_eq!(schema["properties"].as_object().map(serde_json::Map::len), Some(18));
    assert_eq!(schema["properties"]["name"]["maxLength"], json!(64));
}
