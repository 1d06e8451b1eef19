//! What editors keep, beside the rows that everyone reads.

use std::collections::BTreeSet;

use shared::editorial::{
    directory::{collection, term_writes},
    model::{Collection as Edited, Place, Schedule},
};

use super::*;

fn term(slug: &str, position: u32) -> Term {
    Term {
        taxonomy: Taxonomy::Category,
        slug: slug.parse().expect("a slug"),
        label: slug.to_uppercase(),
        about: String::new(),
        position,
    }
}

#[test]
fn what_came_by_another_way_is_kept_with_its_first_change() {
    run(async {
        let store = in_memory().await;
        let shelf = Collection {
            id: CollectionId::from_ulid(ulid::Ulid(7)),
            version: 1,
            slug: "picks".parse().expect("a slug"),
            title: "Picks".to_owned(),
            about: String::new(),
            listings: Vec::new(),
        };
        let mut unit = Unit::default();
        unit.create_collection(&shelf);
        unit.put_term(&term("crm", 1));
        unit.put_term(&term("ads", 0));
        store.commit(unit).await.expect("commits");
        assert!(store.kept_collections().await.expect("a read").is_empty());
        let all = store.all_collections().await.expect("a read");
        let archived = Edited { version: 2, place: Place::Archived, ..all[0].clone() };
        let [before, ..] = store.all_categories().await.expect("a read");
        let slugs: Vec<_> = before.live.iter().map(|one| one.slug.as_str()).collect();
        assert_eq!(slugs, ["ads", "crm"]);
        let mut after = before.clone();
        after.version += 1;
        after.live.swap(0, 1);
        let gone = after.live.pop().expect("two of them");
        after.live[0].former = BTreeSet::from([gone.slug]);

        let mut unit = Unit::default();
        unit.create(&archived);
        unit.write_shelf(&collection(Some(&shelf), &archived, DateTime::UNIX_EPOCH).expect("it goes"));
        unit.create(&after);
        unit.write_terms(Taxonomy::Category, &term_writes(&store.terms().await.expect("a read"), &after));
        store.commit(unit).await.expect("commits");
        assert!(store.collections().await.expect("a read").is_empty());
        assert_eq!(store.all_collections().await.expect("a read"), std::slice::from_ref(&archived));
        let terms: Vec<_> = store.terms().await.expect("a read").into_iter().map(|term| term.slug).collect();
        assert_eq!(terms, [after.live[0].slug.clone()]);
        assert_eq!(store.all_categories().await.expect("a read")[0], after);

        // An archived collection keeps its address.
        let mut unit = Unit::default();
        unit.create(&Edited { id: CollectionId::from_ulid(ulid::Ulid(8)), ..archived });
        assert!(matches!(store.commit(unit).await, Err(StoreError::Taken { .. })));
        assert_eq!(store.schedule().await.expect("a read"), Schedule::default());
    });
}
