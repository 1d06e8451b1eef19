use chrono::TimeDelta;

use super::*;
use crate::{
    editorial::redirects::{Leads, holder, resolve},
    marketplace::model::Taxonomy,
    testing::{START, listing, listing_id, slug, term},
};

fn shelf() -> Shelf {
    Shelf {
        id: CollectionId::from_ulid(ulid::Ulid(1)),
        version: 4,
        slug: slug("editors-picks"),
        title: "Editor’s picks".to_owned(),
        about: "What we use ourselves.".to_owned(),
        listings: vec![listing_id("a")],
    }
}

fn adopted() -> Collection {
    let all = all_collections(Vec::new(), &[shelf()]);
    all.into_iter().next().expect("a collection")
}

#[test]
fn what_was_there_before_is_taken_over_as_it_is() {
    assert_eq!(collection(Some(&shelf()), &adopted(), START), None);
    assert_eq!(all_collections(vec![adopted()], &[shelf()]), [adopted()]);
    let long = Shelf { title: "\n".to_owned(), about: "a".repeat(401), ..shelf() };
    let text = all_collections(Vec::new(), &[long])[0].text.main.clone();
    assert_eq!(text.title.as_str(), "editors-picks");
    assert_eq!(text.summary.expect("a summary").to_string().len(), 400);

    let stored = [
        Term { position: 2, ..term(Taxonomy::Category, "Sales") },
        Term { position: 1, about: "Money.".to_owned(), ..term(Taxonomy::Category, "Finance") },
        term(Taxonomy::Vertical, "Retail"),
    ];
    let categories = all_categories(None, Taxonomy::Category, &stored);
    let slugs: Vec<_> = categories.live.iter().map(|category| category.slug.as_str()).collect();
    assert_eq!(slugs, ["finance", "sales"]);
    // Only the places in the order are others.
    let writes = term_writes(&stored, &categories);
    assert!(writes.remove.is_empty());
    assert_eq!(terms(&categories), writes.put);
    assert_eq!(term_writes(&writes.put, &categories), TermWrites::default());
    // Until a write keeps them they have the same ids each time, and an import changes none that is kept.
    assert_eq!(all_categories(None, Taxonomy::Category, &stored), categories);
    assert_eq!(all_categories(Some(categories.clone()), Taxonomy::Category, &stored), categories);
    let more = [stored.to_vec(), vec![term(Taxonomy::Category, "Support")]].concat();
    let grown = all_categories(Some(categories.clone()), Taxonomy::Category, &more);
    assert_eq!((&grown.live[..2], grown.live[2].slug.as_str()), (&categories.live[..], "support"));
}

#[test]
fn an_import_brings_no_merged_category_back() {
    let stored = [term(Taxonomy::Category, "Sales"), term(Taxonomy::Category, "Finance")];
    let mut kept = all_categories(None, Taxonomy::Category, &stored);
    let gone = kept.live.remove(0);
    kept.live[0].former.insert(gone.slug.clone());
    kept.past.insert(gone.id, Past::Merged { into: kept.live[0].id });
    assert_eq!(all_categories(Some(kept.clone()), Taxonomy::Category, &stored), kept);
    assert_eq!(term_writes(&stored, &kept).remove, [gone.slug]);
    // One that was retired is there again when somebody makes it again.
    let retired = Categories {
        past: [(gone.id, Past::Retired { slugs: BTreeSet::from([slug("support")]) })].into(),
        ..kept.clone()
    };
    let again = all_categories(Some(retired), Taxonomy::Category, &[term(Taxonomy::Category, "Support")]);
    assert_eq!(again.live.last().map(|category| category.slug.as_str()), Some("support"));
    assert_eq!(again.past[&gone.id], Past::Retired { slugs: BTreeSet::new() });
}

#[test]
fn the_marketplace_has_a_collection_while_it_is_shown() {
    let (start, end) = (START + TimeDelta::days(1), START + TimeDelta::days(3));
    let window = Window { from: start, until: Some(end) };
    let mut curated = Collection { place: Place::Published { window }, ..adopted() };
    assert_eq!(collection(None, &curated, START), None);
    let Some(Write::Create(stored)) = collection(None, &curated, start) else { panic!("not shown") };
    assert_eq!(stored, Shelf { version: 1, ..shelf() });
    assert_eq!(collection(Some(&stored), &curated, start), None);
    curated.listings.push(listing_id("b"));
    let Some(Write::Update(stored)) = collection(Some(&stored), &curated, start) else { panic!("as before") };
    assert_eq!((stored.version, stored.listings.len()), (2, 2));
    let removed = collection(Some(&stored), &curated, end).expect("over");
    assert_eq!(removed, Write::Remove(stored.id));
    let program = OrganisationId::from_ulid(ulid::Ulid(1));
    let event = removed.event(program, Actor::System, end).expect("an event");
    assert_eq!((event.kind, event.organisation, event.at), ("collection.hidden", program, end));
    assert_eq!(Write::Update(stored).event(program, Actor::System, end), None);
}

#[test]
fn addresses_of_collections_lead_where_something_is_shown() {
    let former = BTreeSet::from([slug("picks")]);
    let shown = Collection { former: former.clone(), ..adopted() };
    let draft = Collection {
        id: CollectionId::from_ulid(ulid::Ulid(2)),
        slug: slug("secret"),
        former: BTreeSet::new(),
        place: Place::Draft,
        ..adopted()
    };
    let archived =
        Collection { slug: slug("summer"), former: BTreeSet::new(), place: Place::Archived, ..draft.clone() };
    let collections = [shown, draft, archived];
    let redirects = Redirects::of_collections(&collections, START);
    let check = |address: &str, expected| {
        assert_eq!(resolve(&redirects, &slug(address)).cloned(), expected, "{address}")
    };
    check("editors-picks", Some(Leads::Here));
    check("picks", Some(Leads::To(slug("editors-picks"))));
    check("secret", None);
    check("summer", Some(Leads::Gone));
    assert_eq!(holder(&collections, &slug("picks")), Some(shelf().id));
    assert_eq!(holder(&collections, &slug("winter")), None);
}

#[test]
fn listings_follow_a_merge_once_and_keep_their_main_category() {
    let stored = [term(Taxonomy::Category, "Sales"), term(Taxonomy::Category, "Finance")];
    let mut categories = all_categories(None, Taxonomy::Category, &stored);
    let finance = categories.live.remove(0);
    assert_eq!(finance.slug, slug("finance"));
    let sales = categories.live[0].id;
    categories.live[0].former.insert(finance.slug);
    categories.past.insert(finance.id, Past::Merged { into: sales });
    let redirects = Redirects::of_categories(&categories);

    let before = listing().in_categories(&["finance", "other", "sales"]).build();
    let taxonomy = Taxonomy::Category;
    let (after, event) =
        repoint(&before, taxonomy, &redirects, Actor::System, START).expect("another listing");
    assert_eq!(after.categories, [slug("sales"), slug("other")]);
    assert_eq!((after.version, after.updated_at), (before.version + 1, before.updated_at));
    assert_eq!((event.kind, event.organisation), ("listing.updated", before.partner));
    assert_eq!(event.payload["changed"], serde_json::json!(["categories"]));
    assert_eq!(repoint(&after, taxonomy, &redirects, Actor::System, START), None);
    assert_eq!(repoint(&before, Taxonomy::Job, &redirects, Actor::System, START), None);
    assert_eq!(term_writes(&stored, &categories).remove, [slug("finance")]);
}
