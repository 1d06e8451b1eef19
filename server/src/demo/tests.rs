//! The demo program keeps what the product promises about listings.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use chrono::{DateTime, NaiveDate, Utc};
use resvg::usvg;
use shared::{
    marketplace::{
        import::PictureSource,
        model::{BadgeKind, MAX_TAGLINE_CHARS, PricingModel},
    },
    ports::Clock,
};
use store::Store;

use super::{
    content::content,
    draw::Scene,
    pictures, rows,
    rows::badges,
    seed::{Ground, plant, valid},
};
use crate::{media::Media, ports::SystemIds};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 5, 13).expect("a day of the calendar")
}

#[test]
fn every_row_is_one_that_the_importer_takes() {
    let content = content().expect("the data files parse");
    let slugs = |list: &[super::content::DemoTerm]| -> BTreeSet<String> {
        list.iter().map(|term| term.slug.clone()).collect()
    };
    let program = &content.program;
    let (categories, verticals, jobs) =
        (slugs(&program.category), slugs(&program.vertical), slugs(&program.job));
    let mut seen = BTreeSet::new();
    let mut models = BTreeSet::new();
    for row in rows(today()).expect("the rows can be made") {
        let valid = valid(&row).expect("the importer takes the row");
        assert!(seen.insert(row.slug.clone()), "{} is there twice", row.slug);
        for (named, known) in
            [(&row.categories, &categories), (&row.verticals, &verticals), (&row.jobs, &jobs)]
        {
            assert!(named.iter().all(|term| known.contains(term)), "{}: {named:?}", row.slug);
            assert!(!named.is_empty(), "{} has an empty list of terms", row.slug);
        }
        assert!(row.tagline.chars().count() <= MAX_TAGLINE_CHARS, "{}", row.slug);
        let words = row.description_md.split_whitespace().count();
        assert!((105..=250).contains(&words), "{}: {words} words", row.slug);
        assert!(row.description_md.contains("## ") && row.description_md.contains("\n- "), "{}", row.slug);
        assert!((3..=5).contains(&valid.screenshots.len()), "{}", row.slug);
        for shot in &valid.screenshots {
            assert!(shot.alt.len() > 30 && shot.alt.ends_with('.'), "{}: {}", row.slug, shot.alt);
            assert!(matches!(shot.source, PictureSource::File(_)));
        }
        models.insert(valid.pricing.model);
    }
    assert_eq!(seen.len(), 60);
    assert_eq!(models.len(), PricingModel::ALL.len(), "{models:?}");
    for category in &categories {
        assert!(content.listings.iter().filter(|listing| listing.categories.contains(category)).count() >= 5);
    }
}

#[test]
fn partners_came_before_their_apps_and_each_has_one() {
    let content = content().expect("the data files parse");
    assert_eq!(content.partners.len(), 25);
    let since: HashMap<&str, u32> =
        content.partners.iter().map(|partner| (partner.slug.as_str(), partner.since)).collect();
    for listing in &content.listings {
        assert!(since[listing.partner.as_str()] >= listing.published, "{}", listing.slug);
    }
    for partner in &content.partners {
        assert!(content.listings.iter().any(|listing| listing.partner == partner.slug), "{}", partner.slug);
    }
}

#[test]
fn there_is_something_new_something_stale_and_every_state_of_a_badge() {
    let content = content().expect("the data files parse");
    assert!(content.listings.iter().any(|listing| listing.published < 30));
    assert!(content.listings.iter().any(|listing| listing.released > 365));
    assert!(content.listings.iter().any(|listing| listing.ratings == [0; 5]));
    let badges: Vec<_> =
        content.listings.iter().flat_map(|listing| badges(&listing.badges, today())).collect();
    for kind in BadgeKind::ALL {
        assert!(badges.iter().any(|badge| badge.kind == kind));
    }
    assert!(badges.iter().all(|badge| badge.issued_on < today()));
    let left = |badge: &shared::marketplace::model::Badge| (badge.expires_on - today()).num_days();
    assert!(badges.iter().any(|badge| left(badge) < 0));
    assert!(badges.iter().any(|badge| (1..30).contains(&left(badge))));
    assert!(badges.iter().any(|badge| left(badge) > 200));
}

#[test]
fn every_picture_is_drawn_the_same_each_time_and_can_be_parsed() {
    let drawn = pictures().expect("every motif and palette exists");
    assert_eq!(drawn, pictures().expect("every motif and palette exists"));
    let options = usvg::Options::default();
    for (name, svg) in &drawn {
        let tree = usvg::Tree::from_str(svg, &options);
        let size = tree.unwrap_or_else(|error| panic!("{name}: {error}")).size();
        let expected = if name.ends_with("icon.svg") { (256.0, 256.0) } else { (1600.0, 1000.0) };
        assert!(
            (size.width() - expected.0).abs() < 0.5 && (size.height() - expected.1).abs() < 0.5,
            "{name}"
        );
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{name}");
    }
}

#[test]
fn every_kind_of_screen_is_shown_and_has_its_words() {
    let content = content().expect("the data files parse");
    let mut scenes = BTreeSet::new();
    for listing in &content.listings {
        let words = &listing.words;
        for (what, count, least) in [
            ("nav", words.nav.len(), 3),
            ("things", words.things.len(), 6),
            ("columns", words.columns.len(), 3),
            ("stages", words.stages.len(), 4),
            ("metrics", words.metrics.len(), 4),
            ("settings", words.settings.len(), 4),
            ("texts", words.texts.len(), 4),
            ("groups", words.groups.len(), 3),
        ] {
            assert!(count >= least, "{}: {count} {what}", listing.slug);
        }
        assert!(words.metrics.iter().all(|metric| metric.split('|').count() == 3), "{}", listing.slug);
        assert!(words.settings.iter().all(|setting| setting.split('|').count() == 2), "{}", listing.slug);
        assert!(words.columns.iter().all(|column| column.contains(": ")), "{}", listing.slug);
        for shot in &listing.shots {
            scenes.insert(shot.scene);
            assert!(shot.scene != Scene::Mapping || words.pairs.len() >= 5, "{}", listing.slug);
        }
    }
    assert_eq!(scenes.len(), 15, "{scenes:?}");
}

#[test]
fn collections_hold_listings_that_exist_and_editors_picks_come_first() {
    let content = content().expect("the data files parse");
    let collections = &content.program.collection;
    assert_eq!(collections.first().map(|first| first.slug.as_str()), Some("editors-picks"));
    for collection in collections {
        for slug in &collection.listings {
            assert!(content.listings.iter().any(|listing| listing.slug == *slug), "{slug}");
        }
    }
}

#[derive(Debug)]
struct Noon;

impl Clock for Noon {
    fn now(&self) -> DateTime<Utc> {
        today().and_hms_opt(12, 0, 0).expect("an hour of the day").and_utc()
    }
}

#[test]
fn seeding_fills_an_empty_store_once() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(10 << 20)
        .enable_all()
        .build()
        .expect("threads can be started");
    let seeded = runtime.spawn(async {
        let ids = Arc::new(SystemIds::default());
        let store = Store::open("mem://", Arc::new(Noon), ids.clone()).await.expect("a store in memory");
        let media = Media::open("mem://").expect("blobs in memory");
        let ground = Ground { store: &store, media: &media, clock: &Noon, ids: &*ids };
        plant(&ground).await.expect("the demo program is written");
        let before = store.heads().await.expect("the heads can be read");
        plant(&ground).await.expect("the second time changes nothing");
        assert_eq!(before, store.heads().await.expect("the heads can be read"));

        let listings = store.listings_after(None, 100).await.expect("the listings can be read");
        assert_eq!(listings.len(), 60);
        assert!(listings.iter().all(|listing| listing.icon.is_some() && listing.screenshots.len() >= 3));
        let collections = store.collections().await.expect("the collections can be read");
        assert_eq!(collections.len(), 3);
        assert_eq!(store.terms().await.expect("the terms can be read").len(), 30);
        assert_eq!(store.partners_after(None, 100).await.expect("the partners can be read").len(), 25);
        let picks = store.listings(&collections[0].listings).await.expect("the picks can be read");
        let ids: Vec<_> = picks.iter().map(|listing| listing.id).collect();
        let signals = store.signals(&ids).await.expect("the signals can be read");
        assert!(signals.len() == 8 && signals.iter().all(|(_, signals)| signals.installs > 1000));
    });
    runtime.block_on(seeded).expect("the seeding did not panic");
}
