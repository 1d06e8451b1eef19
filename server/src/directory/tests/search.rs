//! Searching: weights, unfinished words, typos, suggestions, hostile input.

use std::time::{Duration, Instant};

use shared::{
    marketplace::{api::Suggestion, model::Taxonomy},
    testing::{listing, partner, signals, term},
};

use super::{Catalogue, list, query, slugs};

fn shop() -> Catalogue {
    let mut shop = Catalogue {
        partners: vec![partner().named("Quillwright").build(), partner().named("Bluebird Analytics").build()],
        terms: vec![
            term(Taxonomy::Category, "Accounting"),
            term(Taxonomy::Category, "Customer care"),
            term(Taxonomy::Vertical, "Hospitality"),
        ],
        ..Catalogue::default()
    };
    let apps = [
        (
            "Ledger Bridge",
            "Invoices in step with sales",
            "quillwright",
            "accounting",
            "Reconciliation every night.",
        ),
        ("Invoice Garden", "Grows your receivables", "quillwright", "accounting", "For ledger people."),
        ("Café Roster", "Shifts for small teams", "bluebird-analytics", "customer-care", "Plans the week."),
        (
            "Ticket Tide",
            "Calm support queues",
            "bluebird-analytics",
            "customer-care",
            "Answers invoices too.",
        ),
    ];
    for (name, tagline, by, category, text) in apps {
        let app = listing().named(name).tagline(tagline).by(by).in_category(category).described(text);
        shop = shop.measured(app.build(), signals([0, 0, 1, 1, 1], 100));
    }
    for number in 0..6 {
        let app = listing().named(&format!("Harbour {number}")).tagline("Freight").by("quillwright");
        shop = shop
            .with(app.in_category("accounting").in_verticals(&["hospitality"]).described("Ships.").build());
    }
    shop
}

#[test]
fn a_match_in_the_name_beats_one_in_the_description() {
    let snapshot = shop().build();
    assert_eq!(slugs(&list(&snapshot, "q=ledger")), ["ledger-bridge", "invoice-garden"]);
    let page = list(&snapshot, "q=ledger&explain=true");
    let fields: Vec<_> =
        page.items.iter().map(|item| item.why.as_ref().expect("explained").parts[0].value.clone()).collect();
    assert_eq!(fields, ["name", "description"]);
    for item in &page.items {
        let why = item.why.as_ref().expect("explained");
        let product: f64 = why.parts.iter().map(|part| part.effect).product();
        assert!((product - why.score).abs() < 1e-6 * why.score, "{why:?}");
    }
}

#[test]
fn every_word_must_be_found_and_the_last_may_be_unfinished() {
    let snapshot = shop().build();
    let check = |text: &str, found: &[&str]| {
        let page = list(&snapshot, &format!("q={text}&sort=name"));
        assert_eq!(slugs(&page), found, "{text}");
        assert_eq!(page.total, found.len() as u64);
    };
    check("ledger+bri", &["ledger-bridge"]);
    check("bri+ledger", &[]);
    check("cafe", &["cafe-roster"]);
    check("CAFÉ", &["cafe-roster"]);
    check("quillwright+invo", &["invoice-garden", "ledger-bridge"]);
    check("accounting+garden", &["invoice-garden"]);
    check("!!!", &[]);
}

#[test]
fn a_typo_still_finds_and_another_spelling_is_offered() {
    let snapshot = shop().build();
    let check = |text: &str, first: &str, meant: &str| {
        let page = list(&snapshot, &format!("q={text}"));
        assert!(
            page.items.first().is_some_and(|item| item.slug.starts_with(first)),
            "{text}: {:?}",
            slugs(&page)
        );
        assert_eq!(page.did_you_mean.as_deref(), Some(meant), "{text}");
    };
    check("leger", "ledger-bridge", "ledger");
    check("legder", "ledger-bridge", "ledger");
    check("ledgr+brigde", "ledger-bridge", "ledger bridge");
    check("reconcilation", "ledger-bridge", "reconciliation");
    check("harbur", "harbour-", "harbour");
    check("harbor", "harbour-", "harbour");
    assert_eq!(list(&snapshot, "q=harbour").did_you_mean, None, "what finds enough is left alone");
    assert_eq!(list(&snapshot, "q=zzzzzzzz").did_you_mean, None);
    assert_eq!(list(&snapshot, "q=zzzzzzzz").total, 0);
}

#[test]
fn a_search_is_counted_and_sorted_like_any_list() {
    let snapshot = shop().build();
    let page = list(&snapshot, "q=invoice&category=customer-care");
    let categories: Vec<_> = page.facets[&shared::marketplace::api::Facet::Category]
        .iter()
        .map(|count| (count.value.as_str(), count.count))
        .collect();
    assert_eq!(slugs(&page), Vec::<&str>::new(), "an ending is not looked for in descriptions");
    assert_eq!(categories, [("accounting", 2), ("customer-care", 0)]);
    assert_eq!(slugs(&list(&snapshot, "q=invoices&sort=name")), ["ledger-bridge", "ticket-tide"]);
}

fn lines(snapshot: &super::Snapshot, typed: &str) -> Vec<String> {
    let suggestions = snapshot.suggest(typed).expect("an index");
    let line = |item: Suggestion| match item {
        Suggestion::Listing { slug, .. } => slug,
        Suggestion::Partner { slug, .. } => format!("partner {slug}"),
        Suggestion::Category { slug, .. } => format!("category {slug}"),
        Suggestion::Vertical { slug, .. } => format!("vertical {slug}"),
    };
    suggestions.items.into_iter().map(line).collect()
}

#[test]
fn suggestions_follow_the_typing() {
    let snapshot = shop().build();
    let check = |typed: &str, expected: &[&str]| assert_eq!(lines(&snapshot, typed), expected, "{typed:?}");
    check("", &[]);
    check("  ", &[]);
    check("ledg", &["ledger-bridge"]);
    check("bridge", &["ledger-bridge"]);
    let among = |typed: &str, expected: &str| {
        let lines = lines(&snapshot, typed);
        assert!(lines.len() <= 8 && lines.contains(&expected.to_owned()), "{typed:?}: {lines:?}");
    };
    among("Quill", "partner quillwright");
    among("hospi", "vertical hospitality");
    among("care", "category customer-care");
    among("bridge led", "ledger-bridge");
}

#[test]
fn suggestions_forgive_typos() {
    let snapshot = shop().build();
    assert_eq!(lines(&snapshot, "legder")[0], "ledger-bridge");
    assert!(lines(&snapshot, "acounting").contains(&"category accounting".to_owned()));
    assert_eq!(lines(&snapshot, "harbour").len(), 6);
    assert!(lines(&snapshot, "h").len() <= 8);
}

#[test]
fn hostile_text_costs_milliseconds() {
    let snapshot = shop().build();
    let words: String = (0..2_000).map(|number| format!("wrod{number} ")).collect();
    let near: String = (0..12).map(|number| format!("reconcilatoin{number} ")).collect();
    let texts = [
        "a".repeat(10_000),
        "ﷺ".repeat(3_000),
        "\u{301}".repeat(5_000),
        "\u{202e}\u{200b}\u{feff}".repeat(3_000),
        "🦀".repeat(2_500),
        "(((((\"*:~^\\//".repeat(800),
        "name:x AND [a TO z] OR *:*".to_owned(),
        words,
        near,
    ];
    for text in texts {
        let mut query = query("");
        query.q.clone_from(&text);
        // Far above what it takes, far below what anything worse than linear would take.
        let begun = Instant::now();
        snapshot.list(&query).expect("an answer");
        snapshot.suggest(&text).expect("an answer");
        let shown: String = text.chars().take(20).collect();
        assert!(begun.elapsed() < Duration::from_secs(1), "{shown}… took {:?}", begun.elapsed());
    }
}
