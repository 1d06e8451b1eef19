//! The editors' pages: each state of each, with given data.

use app::{
    editorial::{
        collections::Collections,
        merge::Moves,
        order::{Order, Ordered},
        preview::Shelves,
    },
    i18n::Locale,
};
use leptos::prelude::*;
use shared::{
    editorial::{
        api::{CollectionList, CollectionRow, HomePreview, MergePreview, PreviewShelf, Standing},
        model::Place,
        window::Window,
    },
    endpoint::ByOrganisation,
    ids::{CollectionId, OrganisationId},
    marketplace::api::Shelf,
    testing::{START, slug},
};

use super::drawn;

fn at() -> ByOrganisation {
    ByOrganisation { organisation: OrganisationId::from_ulid(ulid::Ulid(1)) }
}

#[test]
fn the_table_says_when_each_collection_is_shown() {
    for locale in Locale::ALL {
        let html = drawn(locale, || {
            let window = Window { from: START, until: None };
            let row = CollectionRow {
                id: CollectionId::from_ulid(ulid::Ulid(1)),
                slug: slug("for-shops"),
                title: "For <shops>".to_owned(),
                place: Place::Published { window },
                standing: Some(Standing::Now),
                listings: 3,
                in_directory: 2,
            };
            let draft = CollectionRow { place: Place::Draft, standing: None, in_directory: 3, ..row.clone() };
            view! { <Collections all=CollectionList { collections: vec![row, draft] } at=at()/> }
        });
        assert!(html.contains("href=\"/organisation/collections/col_00000000000000000000000001\""), "{html}");
        assert!(html.contains(locale.pick("Shown now", "Jetzt zu sehen")), "{html}");
        assert!(html.contains(locale.pick("1 of them not in the directory", "1 davon nicht im Verzeichnis")));
        assert!(html.contains(locale.pick("Draft", "Entwurf")), "{html}");
        assert!(!html.contains("<shops>"), "{html}");
    }
}

#[test]
fn without_a_collection_the_way_to_one_is_shown() {
    let html = drawn(
        Locale::English,
        || view! { <Collections all=CollectionList { collections: Vec::new() } at=at()/> },
    );
    assert!(html.contains("No collection yet") && html.contains("Make a collection"), "{html}");
    assert!(!html.contains("<table"), "{html}");
}

#[test]
fn every_row_can_be_moved_without_a_mouse() {
    let html = drawn(Locale::English, || {
        let row =
            |key: &str| Ordered { key: key.to_owned(), name: key.to_uppercase(), detail: String::new() };
        let rows = RwSignal::new(vec![row("a"), row("b")]);
        let ways = std::sync::Arc::new(|_: &str| ().into_any());
        view! { <Order rows=rows label="Apps" removable=true ways=ways/> }
    });
    for label in ["Move “A” up", "Move “B” down", "Take “A” out"] {
        assert!(html.contains(&format!("aria-label=\"{label}\"")), "{label}: {html}");
    }
}

#[test]
fn the_preview_names_slots_and_the_next_change() {
    for locale in Locale::ALL {
        let html = drawn(locale, || {
            let shelf = Shelf {
                slug: "picks".to_owned(),
                title: String::new(),
                about: String::new(),
                listings: Vec::new(),
                all: None,
            };
            let placed = PreviewShelf { slot: Some(slug("hero")), scheduled: false, shelf };
            let home = HomePreview { at: START, shelves: vec![placed], next_change: None };
            view! { <Shelves home=home/> }
        });
        assert!(html.contains(locale.pick("Top · by itself", "Oben · von selbst")), "{html}");
        assert!(html.contains(locale.pick("Nothing is planned after that.", "Danach ist nichts geplant.")));
    }
}

#[test]
fn a_merge_says_what_moves_and_where_addresses_lead() {
    let html = drawn(Locale::English, || {
        let preview = MergePreview {
            listings: 12,
            in_both: 1,
            hidden: 2,
            names: vec!["Ledger Bridge".to_owned()],
            addresses: vec![slug("finance")],
            to: slug("money"),
        };
        view! { <Moves preview=preview/> }
    });
    for said in
        ["12 apps move there.", "1 of them is there already.", "finance → money, for ever", "Ledger Bridge"]
    {
        assert!(html.contains(said), "{said}: {html}");
    }
}
