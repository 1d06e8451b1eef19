//! The table of a partner's listings and the editor of one.

use std::collections::BTreeMap;

use app::{
    i18n::Locale,
    listings::{editor::Editor, table::Listings},
};
use chrono::TimeDelta;
use leptos::prelude::*;
use serde_json::json;
use shared::{
    endpoint::ByListing,
    ids::{ListingId, OrganisationId},
    listings::{
        api::{App, AppRow, Apps, FieldView},
        field::Field,
        state::Phase,
    },
    testing::START,
};

use super::{data::owner, drawn};

fn row(number: u128, name: &str, phase: Phase) -> AppRow {
    AppRow {
        listing: ListingId::from_ulid(ulid::Ulid(number)),
        name: name.to_owned(),
        phase,
        standing: phase,
        slug: (phase == Phase::Published).then(|| "ledger-bridge".to_owned()),
        live: (phase == Phase::Published).then(|| "1.4.0".parse().expect("a label")),
        under_way: None,
        edited_at: Some(START - TimeDelta::days(1)),
    }
}

fn app() -> App {
    let written = |value| FieldView { value, revision: 1, by: Some("Ines Okafor".to_owned()), at: START };
    let draft = BTreeMap::from([
        (Field::Name, written(json!("Ledger <Bridge>"))),
        (Field::Description, written(json!("# Syncs\n\nInvoices *both* ways."))),
        (Field::Languages, written(json!(["en", "de"]))),
        (Field::Manifest, written(json!("schema = 9\n"))),
    ]);
    App { row: row(1, "Ledger <Bridge>", Phase::Published), draft, nags: Vec::new(), manifest: None }
}

#[test]
fn the_table_says_where_each_listing_stands() {
    for locale in Locale::ALL {
        let html = drawn(locale, || {
            let listings = vec![
                row(1, "Ledger Bridge", Phase::Published),
                row(2, "Stock Mirror", Phase::ChangesRequested),
            ];
            view! { <Listings apps=Apps { listings } here=owner()/> }
        });
        assert!(html.contains("href=\"/organisation/listings/lst_00000000000000000000000001\""), "{html}");
        assert!(html.contains(locale.pick("Changes requested", "Änderungen erbeten")), "{html}");
        assert!(html.contains("1.4.0"), "{html}");
    }
}

#[test]
fn without_a_listing_the_way_to_one_is_shown() {
    let html =
        drawn(Locale::English, || view! { <Listings apps=Apps { listings: Vec::new() } here=owner()/> });
    assert!(html.contains("No listing yet") && html.contains("Start a listing"), "{html}");
    assert!(!html.contains("<table"), "{html}");
}

#[test]
fn the_editor_shows_the_draft_what_it_lacks_and_what_the_linter_finds() {
    for locale in Locale::ALL {
        let at = ByListing {
            organisation: OrganisationId::from_ulid(ulid::Ulid(1)),
            listing: ListingId::from_ulid(ulid::Ulid(1)),
        };
        let html = drawn(locale, move || view! { <Editor at=at app=app()/> });
        assert!(html.contains("value=\"Ledger &lt;Bridge&gt;\""), "{html}");
        assert!(html.contains("value=\"en, de\""), "{html}");
        assert!(html.contains("<h3>Syncs</h3>"), "the preview is drawn: {html}");
        assert!(html.contains(locale.pick("An icon", "Ein Symbol")), "{html}");
        assert!(html.contains(locale.pick("line 1, column", "Zeile 1, Spalte")), "{html}");
        assert!(html.contains("href=\"/apps/ledger-bridge\""), "{html}");
    }
}
