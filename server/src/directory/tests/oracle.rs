//! Random catalogues and queries against a directory that reads one row at a time, and the directory
//! built at once against the one fed in pieces.

use std::{collections::BTreeMap, sync::Arc};

use chrono::Duration;
use proptest::prelude::*;
use shared::{
    marketplace::{
        api::{Facet, ListingsPage, ListingsQuery, Sort, Stars},
        model::{BadgeKind, Listing, PricingModel, Signals, Taxonomy},
        rules::{
            facets::{self, FacetRow, Selection},
            policy::DirectoryPolicy,
            ranking::{quality_factor, trending},
            rating::rating,
        },
        state::ListingState,
    },
    page::Limit,
    testing::{START, listing, partner, term},
    text,
};

use super::{Catalogue, model, page};
use crate::directory::{Snapshot, model::Model, row};

const WORDS: [&str; 8] = ["ledger", "bridge", "café", "queue", "garden", "signal", "Straße", "tide"];
const CATEGORIES: [&str; 4] = ["finance", "sales", "support", "ops"];
const JOBS: [&str; 3] = ["pay", "plan", "sell"];
const REGIONS: [&str; 3] = ["eu", "us", "mars"];
const LANGUAGES: [&str; 3] = ["en", "de", "x-klingon"];
const PARTNERS: [&str; 3] = ["Quillwright", "Bluebird", "Aerie Labs"];

fn some(of: &'static [&'static str]) -> impl Strategy<Value = Vec<&'static str>> {
    prop::sample::subsequence(of, 0..=of.len())
}

fn app() -> impl Strategy<Value = (Listing, Signals)> {
    let texts = (some(&WORDS), some(&WORDS), some(&WORDS), some(&WORDS));
    let sorted = (some(&CATEGORIES), some(&JOBS), some(&REGIONS), some(&LANGUAGES));
    let rest = (0_usize..6, 0_usize..3, any::<bool>(), prop::sample::select(&[true, true, true, false][..]));
    let measured = (prop::array::uniform5(0_u32..3), 0_u64..4, 0_u64..3, 0_u64..3);
    (0_u8..24, texts, sorted, rest, measured, 0_i64..4).prop_map(
        |(number, texts, sorted, (price, by, sealed, public), (ratings, installs, recent, prior), days)| {
            let at = START - Duration::days(days);
            let mut app = listing()
                .named(&format!("{} {}", texts.0.join(" "), WORDS[usize::from(number) % WORDS.len()]))
                .slug(&format!("app-{number}"))
                .tagline(&texts.1.join(" "))
                .tagged(&texts.2)
                .described(&texts.3.join(" *and* "))
                .in_categories(&sorted.0)
                .for_jobs(&sorted.1)
                .in_regions(&sorted.2)
                .in_languages(&sorted.3)
                .by(&text::fold(PARTNERS[by]).replace(' ', "-"))
                .priced(PricingModel::ALL[price], None)
                .state(if public { ListingState::Published } else { ListingState::Unlisted })
                .published_at(at)
                .updated_at(at);
            if sealed {
                app = app.certified(BadgeKind::ALL[usize::from(number) % 3]);
            }
            let signals = Signals { ratings, installs, installs_28d: recent, installs_prior_28d: prior };
            (app.build(), signals)
        },
    )
}

fn catalogue() -> impl Strategy<Value = Catalogue> {
    prop::collection::vec(app(), 0..40).prop_map(|listings| Catalogue {
        listings,
        partners: PARTNERS.iter().map(|name| partner().named(name).build()).collect(),
        terms: vec![
            term(Taxonomy::Category, "Finance"),
            term(Taxonomy::Category, "Sales"),
            term(Taxonomy::Job, "Pay"),
        ],
        collections: Vec::new(),
    })
}

fn searched() -> impl Strategy<Value = ListingsQuery> {
    let words = prop::collection::vec(prop::sample::select(&WORDS[..]), 0..3);
    let chosen = (
        some(&["finance", "sales"]),
        some(&["pay"]),
        some(&["eu", "us"]),
        some(&["en", "de"]),
        some(&["security"]),
    );
    let least = prop::option::of(0_u16..=500);
    (words, chosen, any::<[bool; 5]>(), least, 0_usize..6, 1_u16..9).prop_map(
        |(words, chosen, kept, least, sort, limit)| {
            let mut query = ListingsQuery {
                q: words.join(" "),
                rating_min: least.map(Stars),
                sort: Sort::ALL[sort],
                limit: Limit::new(limit).expect("1 to 100"),
                ..ListingsQuery::default()
            };
            let facets = [Facet::Category, Facet::Job, Facet::Region, Facet::Language, Facet::Badge];
            let lists = [chosen.0, chosen.1, chosen.2, chosen.3, chosen.4];
            for ((facet, values), _) in facets.into_iter().zip(lists).zip(kept).filter(|(_, kept)| *kept) {
                let mut values: Vec<String> = values.into_iter().map(str::to_owned).collect();
                values.sort_unstable();
                query.chosen[facet.index()] = values;
            }
            query
        },
    )
}

/// The last of each slug, as a store would hold them.
fn latest(catalogue: &Catalogue) -> Vec<(Listing, Signals)> {
    let by_slug: BTreeMap<_, _> = catalogue
        .listings
        .iter()
        .map(|(listing, signals)| (listing.slug.clone(), (listing.clone(), *signals)))
        .collect();
    by_slug.into_values().filter(|(listing, _)| listing.state.in_directory()).collect()
}

/// Whether a listing has every word; the last may be the beginning of a word outside of the description.
fn has_words(listing: &Listing, labels: &[String], q: &str) -> bool {
    let partner = PARTNERS.iter().find(|name| text::fold(name).replace(' ', "-") == partner_slug(listing));
    let partner = *partner.expect("one of ours");
    let (tags, labels) = (listing.tags.join(" "), labels.join(" "));
    let short: Vec<String> = [listing.name.as_str(), listing.tagline.as_str(), partner, &tags, &labels]
        .into_iter()
        .flat_map(text::words)
        .collect();
    let long = text::words(&listing.description_md);
    let wanted = text::words(q);
    wanted.iter().enumerate().all(|(at, word)| {
        let unfinished = at + 1 == wanted.len();
        short.iter().any(|known| known == word || (unfinished && known.starts_with(word.as_str())))
            || long.contains(word)
    })
}

fn partner_slug(listing: &Listing) -> String {
    let found = PARTNERS.iter().map(|name| text::fold(name).replace(' ', "-"));
    found.into_iter().find(|slug| shared::testing::partner_id(slug) == listing.partner).expect("one of ours")
}

/// What the directory should answer: slugs in order, total, counts.
struct Expected {
    slugs: Vec<String>,
    total: u64,
    text_total: usize,
    facets: BTreeMap<Facet, BTreeMap<String, u64>>,
}

fn expect(catalogue: &Catalogue, query: &ListingsQuery, numbers: &mut Vec<String>) -> Expected {
    let policy = DirectoryPolicy::default();
    let day = START.date_naive();
    let mut number = |facet: Facet, value: &str| -> u32 {
        let key = format!("{}/{value}", facet.as_str());
        let at = numbers.iter().position(|known| *known == key).unwrap_or_else(|| {
            numbers.push(key);
            numbers.len() - 1
        });
        u32::try_from(at).expect("few values")
    };
    let mut selection = Selection { rating_min: query.rating_min, ..Selection::default() };
    for facet in Facet::ALL {
        selection.chosen[facet.index()] =
            query.chosen(facet).iter().map(|value| number(facet, value)).collect();
    }
    let mut matching: Vec<(Listing, Signals, FacetRow)> = Vec::new();
    for (listing, signals) in latest(catalogue) {
        let label = |slug: &shared::slug::Slug| -> String {
            let known = catalogue.terms.iter().find(|term| term.slug == *slug);
            known.map_or_else(|| slug.to_string(), |term| term.label.clone())
        };
        let labels: Vec<String> =
            listing.categories.iter().chain(&listing.verticals).chain(&listing.jobs).map(label).collect();
        if !query.q.is_empty() && !has_words(&listing, &labels, &query.q) {
            continue;
        }
        let mut row = FacetRow { rating: rating(&signals, &policy).score, ..FacetRow::default() };
        for (facet, values) in Facet::ALL.into_iter().zip(row::values(&listing, day)) {
            row.values[facet.index()] = values.into_iter().map(|value| number(facet, value)).collect();
        }
        matching.push((listing, signals, row));
    }
    let rows: Vec<FacetRow> = matching.iter().map(|(_, _, row)| row.clone()).collect();
    let counted = facets::counts(&rows, &selection);
    let named = |facet: Facet| -> BTreeMap<String, u64> {
        let name = |value: u32| numbers[value as usize].split_once('/').expect("facet/value").1.to_owned();
        counted[facet.index()].iter().map(|(value, count)| (name(*value), *count)).collect()
    };
    let facets = Facet::ALL.into_iter().map(|facet| (facet, named(facet))).collect();
    let text_total = matching.len();
    matching.retain(|(_, _, row)| selection.admits(row));
    let key = |listing: &Listing, signals: &Signals| -> (f64, f64, String) {
        let rated = rating(signals, &policy);
        let fresh = row::Row::new(listing, partner_ref(), *signals, Box::default(), &policy, day);
        match query.sort {
            Sort::Relevance => (-quality_factor(&fresh.facts(day), &policy), 0.0, String::new()),
            Sort::Trending => (-trending(signals, &policy), 0.0, String::new()),
            Sort::Rating => (-rated.score.as_number(), -f64::from(rated.count), String::new()),
            Sort::Newest => (
                -f64::from(i32::try_from(listing.published_at.timestamp()).expect("our age")),
                0.0,
                String::new(),
            ),
            Sort::Installs => (-f64::from(u32::try_from(signals.installs).expect("few")), 0.0, String::new()),
            Sort::Name => (0.0, 0.0, row::name_key(&listing.name)),
        }
    };
    matching.sort_by(|(one, one_signals, _), (other, other_signals, _)| {
        let (a, b) = (key(one, one_signals), key(other, other_signals));
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then_with(|| a.2.cmp(&b.2)).then(one.id.cmp(&other.id))
    });
    Expected {
        total: matching.len() as u64,
        slugs: matching.into_iter().map(|(listing, _, _)| listing.slug.to_string()).collect(),
        text_total,
        facets,
    }
}

fn partner_ref() -> shared::partners::api::PartnerRef {
    shared::partners::api::PartnerRef { slug: String::new(), name: String::new() }
}

fn all_pages(snapshot: &Snapshot, query: &ListingsQuery) -> (ListingsPage, Vec<String>) {
    let first = page(snapshot, query).expect("a page");
    let mut slugs: Vec<String> = first.items.iter().map(|item| item.slug.clone()).collect();
    let mut next = first.next_cursor.clone();
    while let Some(cursor) = next {
        let page = page(snapshot, &ListingsQuery { cursor: Some(cursor), ..query.clone() }).expect("a page");
        assert_eq!(page.total, first.total, "the total does not depend on the page");
        assert_eq!(page.facets, first.facets, "nor do the counts");
        assert!(!page.items.is_empty(), "a cursor leads to something");
        slugs.extend(page.items.into_iter().map(|item| item.slug));
        next = page.next_cursor;
    }
    (first, slugs)
}

fn check(snapshot: &Snapshot, catalogue: &Catalogue, query: &ListingsQuery) -> Result<(), TestCaseError> {
    // The place for a new app has its own tests; these pages are too short for it.
    let expected = expect(catalogue, query, &mut Vec::new());
    if !query.q.is_empty() && expected.text_total < 3 {
        return Ok(());
    }
    let (first, slugs) = all_pages(snapshot, query);
    prop_assert_eq!(first.total, expected.total);
    for (facet, counts) in &expected.facets {
        let shown = &first.facets[facet];
        let found: BTreeMap<String, u64> = shown
            .iter()
            .filter(|count| count.count > 0)
            .map(|count| (count.value.clone(), count.count))
            .collect();
        prop_assert_eq!(&found, counts, "{:?}", facet);
        prop_assert!(shown.windows(2).all(|pair| pair[0].count >= pair[1].count));
        for value in query.chosen(*facet) {
            prop_assert!(shown.iter().any(|count| count.value == *value), "chosen values stay visible");
        }
    }
    if query.sort == Sort::Relevance && !query.q.is_empty() {
        let sorted = |mut slugs: Vec<String>| {
            slugs.sort_unstable();
            slugs
        };
        prop_assert_eq!(sorted(slugs), sorted(expected.slugs));
    } else {
        prop_assert_eq!(slugs, expected.slugs);
    }
    Ok(())
}

/// Feeds a catalogue in pieces, partners and terms late.
fn fed(catalogue: &Catalogue, piece: usize) -> Arc<Snapshot> {
    let mut model: Model = model();
    let day = START.date_naive();
    for partner in &catalogue.partners {
        let mut old = partner.clone();
        old.name = "Old name".to_owned();
        model.put_partner(old);
    }
    let put = |model: &mut Model, listings: &[(Listing, Signals)]| {
        for (listing, signals) in listings {
            model.put_listing(listing, Signals::default()).expect("an index");
            model.put_signals(listing.id, *signals).expect("a card");
        }
    };
    for listings in catalogue.listings.chunks(piece) {
        put(&mut model, listings);
        model.publish(day).expect("an index");
    }
    let mut stale = Vec::new();
    for partner in &catalogue.partners {
        stale.extend(model.put_partner(partner.clone()));
    }
    stale.extend(model.put_terms(catalogue.terms.clone()));
    let again: Vec<_> =
        catalogue.listings.iter().filter(|(listing, _)| stale.contains(&listing.id)).cloned().collect();
    put(&mut model, &again);
    model.publish(day).expect("an index").expect("partners were renamed")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_directory_answers_as_one_that_reads_row_by_row(
        catalogue in catalogue(),
        queries in prop::collection::vec(searched(), 1..20),
    ) {
        let snapshot = catalogue.build();
        for query in &queries {
            check(&snapshot, &catalogue, query)?;
        }
    }

    #[test]
    fn fed_in_pieces_it_is_the_same_as_built_at_once(
        catalogue in catalogue(),
        queries in prop::collection::vec(searched(), 1..10),
        piece in 1_usize..12,
    ) {
        let snapshot = fed(&catalogue, piece);
        for query in &queries {
            check(&snapshot, &catalogue, query)?;
        }
        let built = catalogue.build();
        prop_assert_eq!(snapshot.home(START), built.home(START));
        prop_assert_eq!(snapshot.categories(), built.categories());
        for (listing, _) in &catalogue.listings {
            prop_assert_eq!(snapshot.card(&listing.slug), built.card(&listing.slug));
            prop_assert_eq!(snapshot.alternatives(&listing.slug), built.alternatives(&listing.slug));
        }
    }
}
