//! What the editors decide, on the pages that everyone reads.

use chrono::TimeDelta;
use shared::{
    editorial::{
        model::{Categories, Category, Past, Schedule, Shows},
        text::{PerLanguage, Text},
        window::Window,
    },
    event::{Actor, NewEvent},
    ids::{CategoryId, SlotEntryId},
    testing::{START, slug},
};
use store::{Document, Unit};

use super::*;

fn category(number: u128, address: &str, title: &str, former: &[&str]) -> Category {
    Category {
        id: CategoryId::from_ulid(ulid::Ulid(number)),
        slug: slug(address),
        former: former.iter().map(|address| slug(address)).collect(),
        text: PerLanguage::only(Text { title: title.parse().expect("a title"), summary: None }),
    }
}

impl Site {
    async fn keep(&self, document: &impl Document) {
        let services = &self.market.services;
        let mut unit = Unit::default();
        unit.create(document);
        unit.event(NewEvent {
            organisation: services.store.program(),
            actor: Actor::System,
            kind: "category.merged",
            subject: "category".to_owned(),
            payload: serde_json::json!({}),
            at: START,
        });
        services.store.commit(unit).await.expect("commits");
        services.directory.catch_up().await.expect("reads");
    }
}

#[test]
fn a_merged_category_leads_on_and_a_retired_one_is_gone() {
    deep(async {
        let site = Site::with(Some(bundle())).await;
        let retired = Past::Retired { slugs: [slug("fax")].into() };
        site.keep(&Categories {
            version: 1,
            live: vec![category(1, "money", "Money", &["finance"])],
            past: [(CategoryId::from_ulid(ulid::Ulid(2)), retired)].into(),
            ..Categories::start(Taxonomy::Category)
        })
        .await;
        for (path, to) in [
            ("/categories/finance", "/categories/money"),
            ("/categories/finance/?utm_source=x", "/categories/money?utm_source=x"),
        ] {
            let moved = site.ask(path, &[]).await;
            assert_eq!((moved.status(), header_of(&moved, "location")), (StatusCode::PERMANENT_REDIRECT, to));
        }
        assert_eq!(site.ask("/categories/fax", &[]).await.status(), StatusCode::GONE);
        assert_eq!(site.ask("/categories/never", &[]).await.status(), StatusCode::NOT_FOUND);
        // A vertical of the same name is another thing.
        assert_eq!(site.ask("/verticals/finance", &[]).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(site.ask("/verticals/retail", &[]).await.status(), StatusCode::OK);
    });
}

#[test]
fn a_kept_home_page_holds_until_the_clock_changes_it() {
    deep(async {
        let site = Site::with(Some(bundle())).await;
        let entry = shared::editorial::model::Entry {
            id: SlotEntryId::from_ulid(ulid::Ulid(1)),
            slot: slug("hero"),
            shows: Shows::Listing { id: listing().build().id },
            window: Window { from: START + TimeDelta::hours(1), until: Some(START + TimeDelta::hours(2)) },
        };
        site.keep(&Schedule { version: 1, entries: vec![entry] }).await;
        let featured = "shelf-app-ledger-bridge";
        assert!(!site.text("/", &[]).await.contains(featured));
        site.market.clock.advance(Duration::hours(1));
        assert!(site.text("/", &[]).await.contains(featured));
        site.market.clock.advance(Duration::hours(1));
        assert!(!site.text("/", &[]).await.contains(featured));
    });
}
