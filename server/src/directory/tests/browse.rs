//! Lists without a search: exploration, cursors, refusals, badges, shelves.

use chrono::{Duration, NaiveDate};
use shared::{
    ids::CollectionId,
    marketplace::{
        api::{Facet, Home, Sort},
        model::{BadgeKind, Collection, Signals, Taxonomy},
        state::ListingState,
    },
    testing::{START, listing, listing_id, partner, signals, slug, term},
};

use super::{Catalogue, list, model, page, query, slugs};
use crate::directory::ListError;

fn shop() -> Catalogue {
    let mut shop = Catalogue {
        partners: vec![partner().build(), partner().named("Aerie Labs").build()],
        terms: vec![
            term(Taxonomy::Category, "Finance"),
            term(Taxonomy::Category, "Sales"),
            term(Taxonomy::Job, "Get paid"),
        ],
        ..Catalogue::default()
    };
    for number in 0..60_i64 {
        let old = START - Duration::days(100 + number);
        let app = listing()
            .named(&format!("App {number:02}"))
            .in_category(if number % 3 == 0 { "sales" } else { "finance" })
            .published_at(old)
            .updated_at(old);
        let installs = 1_000 + u64::try_from(number).expect("positive") * 10;
        shop = shop.measured(app.build(), signals([0, 0, 1, 2, 3], installs));
    }
    shop.with(
        listing().named("Newcomer").in_category("finance").by("aerie-labs").for_jobs(&["get-paid"]).build(),
    )
}

#[test]
fn a_new_app_gets_one_labelled_place_and_is_not_shown_again_where_its_turn_would_be() {
    let snapshot = shop().build();
    let first = list(&snapshot, "");
    assert_eq!((first.total, first.items.len()), (61, 24));
    let labelled: Vec<_> =
        first.items.iter().filter(|item| item.why.as_ref().is_some_and(|why| why.exploration)).collect();
    assert_eq!(labelled.iter().map(|item| item.slug.as_str()).collect::<Vec<_>>(), ["newcomer"]);
    assert_eq!(first.items[5].slug, "newcomer");
    let mut seen: Vec<String> = Vec::new();
    let mut next = query("");
    loop {
        let page = page(&snapshot, &next).expect("own cursors are accepted");
        seen.extend(page.items.into_iter().map(|item| item.slug));
        match page.next_cursor {
            Some(cursor) => next.cursor = Some(cursor),
            None => break,
        }
    }
    assert_eq!(seen.len(), 61, "{seen:?}");
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 61, "each listing once");
}

#[test]
fn what_does_not_exist_is_refused_by_name() {
    let snapshot = shop().build();
    let refused = |raw: &str| match page(&snapshot, &query(raw)) {
        Err(ListError::Refused(problem)) => {
            assert_eq!(problem.status, 400, "{raw}");
            problem.errors.iter().filter_map(|error| error.parameter.clone()).collect::<Vec<_>>()
        }
        other => panic!("{raw}: {other:?}"),
    };
    assert_eq!(refused("category=nowhere&category=finance&region=moon"), ["category", "region"]);
    assert_eq!(refused("cursor=00"), ["cursor"]);
    let cursor = list(&snapshot, "limit=5").next_cursor.expect("more than five");
    assert_eq!(refused(&format!("category=sales&cursor={cursor}")), ["cursor"]);
    assert_eq!(list(&snapshot, "region=us").total, 0, "a well-known word that no listing has");
    assert_eq!(list(&snapshot, "job=get-paid").total, 1);
}

#[test]
fn a_chosen_value_is_shown_even_when_nothing_has_it() {
    let snapshot = shop().build();
    let page = list(&snapshot, "region=us");
    let us = page.facets[&Facet::Region].iter().find(|count| count.value == "us").expect("the chosen value");
    assert_eq!((us.count, us.label.as_str()), (0, "United States"));
    assert_eq!(page.facets[&Facet::Region][0].value, "eu", "what would be found instead");
}

#[test]
fn every_sort_explains_itself() {
    let snapshot = shop().build();
    for sort in Sort::ALL {
        let page = list(&snapshot, &format!("sort={}&explain=true&limit=3", sort.as_str()));
        for item in &page.items {
            let why = item.why.as_ref().expect("explained");
            assert!(!why.parts.is_empty() && !why.exploration, "{why:?}");
        }
    }
    assert!(list(&snapshot, "sort=name").items.iter().all(|item| item.why.is_none()));
}

#[test]
fn unlisted_apps_are_reached_by_address_only() {
    let catalogue = shop().with(listing().named("Hidden").state(ListingState::Unlisted).build());
    let snapshot = catalogue.build();
    assert_eq!(list(&snapshot, "").total, 61);
    assert_eq!(list(&snapshot, "q=hidden").total, 0);
    assert!(snapshot.card(&slug("hidden")).is_some());
    assert!(!snapshot.shows(&slug("hidden")));
    assert!(snapshot.addresses().all(|(slug, _)| slug != "hidden"));
}

#[test]
fn badges_lapse_with_the_day() {
    let mut model = model();
    model.put_partner(partner().build());
    let certified = listing().named("Sealed").certified(BadgeKind::Security).build();
    let lapses: NaiveDate = certified.badges[0].expires_on;
    model.put_listing(&certified, Signals::default()).expect("a listing");
    let before = model.publish(START.date_naive()).expect("an index").expect("a snapshot");
    assert_eq!(list(&before, "badge=security").total, 1);
    let day_before = lapses.pred_opt().expect("a day");
    let held = model.publish(day_before).expect("an index").expect("a new day makes a snapshot");
    assert_eq!(list(&held, "badge=security").items[0].badges.len(), 1);
    let after = model.publish(lapses).expect("an index").expect("a new day makes a snapshot");
    assert_eq!(list(&after, "badge=security").total, 0);
    assert!(list(&after, "").items[0].badges.is_empty());
    assert!(model.publish(lapses).expect("an index").is_none(), "the same day changes nothing");
}

#[test]
fn the_home_page_shows_what_there_is() {
    let mut catalogue = shop();
    catalogue.collections.push(Collection {
        id: CollectionId::from_ulid(ulid::Ulid(1)),
        version: 1,
        slug: slug("picks"),
        title: "Editor's picks".to_owned(),
        about: String::new(),
        listings: vec![listing_id("app-07"), listing_id("gone"), listing_id("newcomer")],
    });
    let home: Home = serde_json::from_slice(&catalogue.build().home(START)).expect("a home page");
    assert_eq!((home.total, home.partners), (61, 2));
    // Nothing was ever scheduled: the slots show what they do then, and the collections stand in front.
    let shelves: Vec<_> = home.shelves.iter().map(|shelf| shelf.slug.as_str()).collect();
    assert_eq!(shelves, ["picks", "trending", "new"]);
    let picks: Vec<_> = home.shelves[0].listings.iter().map(|card| card.slug.as_str()).collect();
    assert_eq!(picks, ["app-07", "newcomer"]);
    assert_eq!(home.shelves[2].listings[0].slug, "newcomer");
    let counts: Vec<_> = home.categories.iter().map(|term| (term.slug.as_str(), term.count)).collect();
    assert_eq!(counts, [("finance", 41), ("sales", 20)]);
    assert_eq!(home.jobs[0].listings[0].slug, "newcomer");
}

#[test]
fn a_partners_page_lists_their_apps_by_installs() {
    let snapshot = shop().build();
    let page = snapshot.partner_page(&slug("northwind-works")).expect("a partner");
    assert_eq!((page.total, page.listings.len()), (60, 60));
    assert!(page.listings.windows(2).all(|pair| pair[0].installs >= pair[1].installs));
    assert_eq!(snapshot.partner_page(&slug("aerie-labs")).expect("a partner").total, 1);
    assert!(snapshot.partner_page(&slug("nobody")).is_none());
}

#[test]
fn alternatives_do_the_same_job_or_stand_in_the_same_category() {
    let catalogue = Catalogue { partners: vec![partner().build()], ..Catalogue::default() }
        .with(listing().named("One").in_category("finance").for_jobs(&["pay", "plan"]).build())
        .with(listing().named("Same jobs").in_category("sales").for_jobs(&["pay", "plan"]).build())
        .with(listing().named("Same category").in_category("finance").build())
        .with(listing().named("Else").in_category("sales").for_jobs(&["sell"]).build());
    let snapshot = catalogue.build();
    let cards = snapshot.alternatives(&slug("one"));
    assert_eq!(
        cards.iter().map(|card| card.slug.as_str()).collect::<Vec<_>>(),
        ["same-jobs", "same-category"]
    );
}

#[test]
fn names_sort_without_case_and_accents() {
    let catalogue = Catalogue { partners: vec![partner().build()], ..Catalogue::default() }
        .with(listing().named("zebra").build())
        .with(listing().named("Écho").build())
        .with(listing().named("echelon").build())
        .with(listing().named("Alpha").build());
    assert_eq!(slugs(&list(&catalogue.build(), "sort=name")), ["alpha", "echelon", "echo", "zebra"]);
}
