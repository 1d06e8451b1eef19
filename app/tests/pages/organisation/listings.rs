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
    testing::{START, slug},
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
        (Field::Categories, written(json!(["finance", "astrology"]))),
        (Field::Languages, written(json!(["en", "de"]))),
        (
            Field::Plans,
            written(
                json!([{ "name": "Team", "price": { "minor": 2900, "currency": "EUR" }, "per": "month" }]),
            ),
        ),
        (Field::Changelog, written(json!([{ "kind": "added", "text": "Counts ships" }]))),
        (
            Field::Manifest,
            written(json!(
                "schema = 9\n[identity]\nid = \"quay-lantern\"\n\n[[scopes]]\nscope = \"orders:read\"\n\
                 purpose = \"Finds parcels.\"\n"
            )),
        ),
    ]);
    App {
        row: row(1, "Ledger <Bridge>", Phase::Published),
        draft,
        nags: Vec::new(),
        manifest: None,
        approved: None,
        target: None,
        unknown_terms: BTreeMap::from([(Field::Categories, [slug("astrology")].into())]),
        alike: None,
    }
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
        for language in [locale.pick("English", "Englisch"), locale.pick("German", "Deutsch")] {
            assert!(html.contains(&format!("<span>{language}</span>")), "{language}: {html}");
        }
        // The manifest is a form first; what a list holds has a line for each.
        assert!(html.contains("id=\"manifest-identity-id\""), "{html}");
        assert!(html.contains("value=\"quay-lantern\""), "{html}");
        assert!(html.contains("<b>orders:read</b>") && html.contains("Finds parcels."), "{html}");
        // Plans and changes have their lines, too.
        assert!(html.contains("<b>Team</b>"), "{html}");
        assert!(html.contains(locale.pick("29.00", "29,00")), "{html}");
        assert!(html.contains("Counts ships"), "{html}");
        assert!(html.contains("<h3>Syncs</h3>"), "the preview is drawn: {html}");
        assert!(html.contains(locale.pick("An icon", "Ein Symbol")), "{html}");
        let unknown = locale.pick("it does not have astrology", "er hat nicht: astrology");
        assert!(html.contains(unknown), "{html}");
        assert!(html.contains(locale.pick(" required things</span>", " nötige Angaben</span>")), "{html}");
        assert!(html.contains(locale.pick("line 1, column", "Zeile 1, Spalte")), "{html}");
        assert!(html.contains("href=\"/apps/ledger-bridge\""), "{html}");
    }
}

#[test]
fn a_field_that_is_too_large_to_be_saved_says_so_and_what_to_do() {
    let at = ByListing {
        organisation: OrganisationId::from_ulid(ulid::Ulid(1)),
        listing: ListingId::from_ulid(ulid::Ulid(1)),
    };
    for locale in Locale::ALL {
        let mut app = app();
        let large = FieldView { value: json!("x".repeat(300 * 1024)), revision: 1, by: None, at: START };
        app.draft.insert(Field::Tagline, large);
        let html = drawn(locale, move || view! { <Editor at=at app=app/> });
        let said = locale.pick(
            "it has 300 KB, and a field holds at most 256 KB. Shorten it",
            "es hat 300 KB, und ein Feld fasst höchstens 256 KB. Kürzen Sie",
        );
        assert_eq!(html.matches(said).count(), 1, "at its field and at no other");
    }
}

#[test]
fn the_editor_shows_the_pictures_in_their_order_with_what_they_show() {
    let picture = |digit: &str| json!({ "digest": digit.repeat(64), "width": 900, "height": 600 });
    let shot = |digit: &str, alt: &str| json!({ "picture": picture(digit), "alt": alt });
    let written = |value| FieldView { value, revision: 1, by: None, at: START };
    let draft = BTreeMap::from([
        (Field::Icon, written(picture("a"))),
        // One of them twice.
        (Field::Screenshots, written(json!([shot("b", "The list"), shot("c", ""), shot("b", "Again")]))),
    ]);
    let at = ByListing {
        organisation: OrganisationId::from_ulid(ulid::Ulid(1)),
        listing: ListingId::from_ulid(ulid::Ulid(1)),
    };
    for locale in Locale::ALL {
        let app = App { draft: draft.clone(), ..app() };
        let html = drawn(locale, move || view! { <Editor at=at app=app/> });
        assert!(html.contains(&format!("src=\"/media/{}/256\"", "a".repeat(64))), "{html}");
        assert_eq!(html.matches("<li class=\"shot\"").count(), 3, "{html}");
        let places = ["value=\"The list\"", "value=\"Again\""].map(|text| html.find(text));
        assert!(places[0].is_some() && places[0] < places[1], "{html}");
        for (english, german) in [
            ("Choose an icon", "Symbol wählen"),
            ("Crop the icon", "Symbol zuschneiden"),
            ("Add screenshots", "Bildschirmfotos hinzufügen"),
            (
                "aria-label=\"Move screenshot 2: drag it, or use the arrow keys\"",
                "aria-label=\"Bild 2 verschieben: ziehen, oder mit den Pfeiltasten\"",
            ),
            ("aria-label=\"Move screenshot 3 up\"", "aria-label=\"Bild 3 nach oben\""),
            ("What it shows", "Was es zeigt"),
        ] {
            assert!(html.contains(locale.pick(english, german)), "{english}\n{html}");
        }
        // The first cannot go up, the last cannot go down.
        assert_eq!(html.matches("aria-disabled=\"true\"").count(), 2, "{html}");
        // Beside it, as customers will see it.
        assert!(html.contains("class=\"draft-shots\"") && html.contains("alt=\"The list\""), "{html}");
    }
}

#[test]
fn without_pictures_the_editor_shows_where_they_come_from() {
    let at = ByListing {
        organisation: OrganisationId::from_ulid(ulid::Ulid(1)),
        listing: ListingId::from_ulid(ulid::Ulid(1)),
    };
    let html = drawn(Locale::English, move || view! { <Editor at=at app=app()/> });
    assert!(html.contains("id=\"icon-file\"") && html.contains("id=\"screenshot-files\""), "{html}");
    assert!(html.contains("accept=\"image/png,image/jpeg,image/webp,image/gif,image/svg+xml\""), "{html}");
    assert!(!html.contains("Crop the icon") && !html.contains("class=\"draft-shots\""), "{html}");
}
