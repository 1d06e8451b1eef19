use proptest::prelude::*;

use super::*;
use crate::{
    editorial::{
        policy::EditorialPolicy,
        redirects::{Leads, Redirects, resolve},
        rules::testing::{babel, on, text},
    },
    marketplace::model::Taxonomy,
    testing::{START, slug},
};

fn id(number: u128) -> CategoryId {
    CategoryId::from_ulid(ulid::Ulid(number))
}

struct Desk {
    policy: EditorialPolicy,
    categories: Categories,
    listings: u64,
}

impl Desk {
    /// With the categories `c1`, `c2` … of these numbers.
    fn with(numbers: impl IntoIterator<Item = u128>) -> Self {
        let mut desk = Self {
            policy: EditorialPolicy::default(),
            categories: Categories::start(Taxonomy::Category),
            listings: 0,
        };
        for number in numbers {
            assert_eq!(desk.act(create(number)), Ok("category.created"));
        }
        desk
    }

    fn decide(&mut self, command: Command) -> Result<Decision, Rejection> {
        let facts = Facts { occasion: on(&self.policy, START), listings: self.listings };
        let decision = decide(&self.categories, command, &facts)?;
        self.categories = decision.next.clone();
        Ok(decision)
    }

    fn act(&mut self, command: Command) -> Result<&'static str, Rejection> {
        Ok(self.decide(command)?.events.first().map_or("", |event| event.kind))
    }

    fn leads(&self, address: &str) -> Option<Leads> {
        resolve(&Redirects::of_categories(&self.categories), &slug(address)).cloned()
    }

    fn order(&self) -> Vec<&str> {
        self.categories.live.iter().map(|category| category.slug.as_str()).collect()
    }
}

fn create(number: u128) -> Command {
    Command::Create { id: id(number), slug: slug(&format!("c{number}")), text: text("A category") }
}

fn rename(number: u128, address: &str) -> Command {
    Command::Rename { id: id(number), slug: Some(slug(address)), text: None }
}

fn merge(number: u128, into: u128) -> Command {
    Command::Merge { id: id(number), into: id(into) }
}

fn retire(number: u128) -> Command {
    Command::Retire { id: id(number) }
}

fn to(address: &str) -> Option<Leads> {
    Some(Leads::To(slug(address)))
}

#[test]
fn categories_are_made_behind_the_others_and_ordered() {
    let mut desk = Desk::with([1, 2, 3]);
    assert_eq!((desk.order(), desk.categories.version), (vec!["c1", "c2", "c3"], 3));
    assert_eq!(desk.act(create(2)), Err(Rejection::IdTaken));
    let same = Command::Create { id: id(4), slug: slug("c2"), text: text("Again") };
    assert_eq!(desk.act(same), Err(Rejection::SlugTaken(slug("c2"))));
    let many = Command::Create { id: id(4), slug: slug("c4"), text: babel(text("Babel"), &desk.policy) };
    assert_eq!(desk.act(many), Err(Rejection::TooManyLanguages(24)));
    let reorder = |order: &[u128]| Command::Reorder { order: order.iter().copied().map(id).collect() };
    assert_eq!(desk.act(reorder(&[3, 1, 2])), Ok("category.reordered"));
    assert_eq!(desk.order(), ["c3", "c1", "c2"]);
    assert_eq!(desk.act(reorder(&[3, 1, 2])), Ok(""));
    for wrong in [&[3, 1][..], &[3, 1, 1], &[3, 1, 2, 2], &[3, 1, 9]] {
        assert_eq!(desk.act(reorder(wrong)), Err(Rejection::OrderIncomplete), "{wrong:?}");
    }
    desk.policy.categories.max_live = 3;
    assert_eq!(desk.act(create(4)), Err(Rejection::TooManyCategories(3)));
}

#[test]
fn a_new_address_takes_the_listings_along_and_a_new_text_does_not() {
    let mut desk = Desk::with([1, 2]);
    let decision = desk.decide(rename(1, "sales")).expect("renamed");
    let repoint = Repoint { taxonomy: Taxonomy::Category, from: slug("c1"), to: slug("sales") };
    assert_eq!(decision.repoint.as_ref(), Some(&repoint));
    let event: CategoryEvent = serde_json::from_value(decision.events[0].payload.clone()).expect("a payload");
    assert_eq!((event.taxonomy, event.repoint), (Taxonomy::Category, Some(repoint)));
    assert_eq!(desk.leads("c1"), to("sales"));
    let refused = Rejection::SlugLeads { slug: slug("c1"), to: slug("sales") };
    assert_eq!(refused.to_string(), "The address “c1” leads to “sales” and always will. Choose another one.");
    assert_eq!(desk.act(rename(2, "c1")), Err(refused));
    // It may go back.
    assert_eq!(desk.act(rename(1, "c1")), Ok("category.renamed"));
    assert_eq!((desk.leads("c1"), desk.leads("sales")), (Some(Leads::Here), to("c1")));
    let worded = Command::Rename { id: id(1), slug: None, text: Some(text("Sales")) };
    assert_eq!(desk.decide(worded.clone()).expect("renamed").repoint, None);
    assert_eq!(desk.act(worded), Ok(""));
    desk.policy.categories.max_former_slugs = 1;
    assert_eq!(desk.act(rename(1, "third")), Err(Rejection::TooManyFormerSlugs(1)));
    assert_eq!(desk.act(rename(9, "third")), Err(Rejection::NoCategory));
}

#[test]
fn a_merge_hands_over_listings_and_addresses_for_ever() {
    let mut desk = Desk::with([1, 2, 3]);
    assert_eq!(desk.act(rename(1, "old")), Ok("category.renamed"));
    let decision = desk.decide(merge(1, 2)).expect("merged");
    assert_eq!(
        decision.repoint,
        Some(Repoint { taxonomy: Taxonomy::Category, from: slug("old"), to: slug("c2") })
    );
    assert_eq!(decision.events[0].kind, "category.merged");
    assert_eq!(desk.act(merge(2, 3)), Ok("category.merged"));
    for address in ["c1", "old", "c2"] {
        assert_eq!(desk.leads(address), to("c3"), "{address}");
    }
    // The chain is flat: each is merged into the one that is there.
    assert_eq!(desk.categories.past[&id(1)], Past::Merged { into: id(3) });
    assert_eq!(desk.act(rename(3, "all")), Ok("category.renamed"));
    assert_eq!(desk.leads("c1"), to("all"));
    assert_eq!(desk.order(), ["all"]);
}

#[test]
fn merges_in_a_circle_or_of_what_is_gone_are_refused() {
    let mut desk = Desk::with([1, 2, 3]);
    assert_eq!(desk.act(merge(1, 1)), Err(Rejection::IntoItself));
    assert_eq!(desk.act(merge(1, 9)), Err(Rejection::NoCategory));
    assert_eq!(desk.act(merge(9, 1)), Err(Rejection::NoCategory));
    assert_eq!(desk.act(merge(1, 2)), Ok("category.merged"));
    assert_eq!(desk.act(merge(2, 1)), Err(Rejection::Circle));
    assert_eq!(desk.act(merge(1, 2)), Ok(""));
    assert_eq!(desk.act(merge(1, 3)), Err(Rejection::Merged(slug("c2"))));
    assert_eq!(desk.act(rename(1, "x")), Err(Rejection::Merged(slug("c2"))));
    // Into one that was merged is into the one that it is by now.
    assert_eq!(desk.act(merge(3, 1)), Ok("category.merged"));
    assert_eq!(desk.leads("c3"), to("c2"));
    assert_eq!(desk.act(retire(2)), Ok("category.retired"));
    assert_eq!(desk.act(create(4)), Ok("category.created"));
    assert_eq!(desk.act(merge(4, 3)), Err(Rejection::Retired));
}

#[test]
fn only_an_empty_category_is_retired_and_its_address_can_be_taken() {
    let mut desk = Desk::with([1, 2]);
    desk.listings = 3;
    let refused = Rejection::NotEmpty(3);
    assert_eq!(
        refused.to_string(),
        "3 apps are in this category. Merge it into another one, and they move there."
    );
    assert_eq!(desk.act(retire(1)), Err(refused));
    desk.listings = 0;
    assert_eq!(desk.act(retire(1)), Ok("category.retired"));
    assert_eq!(desk.leads("c1"), Some(Leads::Gone));
    assert_eq!(desk.act(retire(1)), Ok(""));
    assert_eq!(desk.act(create(1)), Err(Rejection::IdTaken));
    assert_eq!(desk.act(rename(2, "c1")), Ok("category.renamed"));
    assert_eq!((desk.leads("c1"), desk.leads("c2")), (Some(Leads::Here), to("c1")));
    // One that was merged is gone already, whatever is counted.
    assert_eq!(desk.act(create(3)), Ok("category.created"));
    assert_eq!(desk.act(merge(3, 2)), Ok("category.merged"));
    desk.listings = 3;
    assert_eq!(desk.act(retire(3)), Ok(""));
}

const MANY: u128 = 8;

fn commands() -> impl Strategy<Value = Command> {
    let number = || 0..MANY;
    let address = (0..MANY * 2).prop_map(|number| format!("c{number}"));
    prop_oneof![
        4 => number().prop_map(create),
        4 => (number(), address).prop_map(|(number, address)| rename(number, &address)),
        6 => (number(), number()).prop_map(|(number, into)| merge(number, into)),
        1 => number().prop_map(retire),
        1 => Just((0..MANY).collect::<Vec<_>>()).prop_shuffle()
            .prop_map(|order| Command::Reorder { order: order.into_iter().map(id).collect() }),
    ]
}

type Edges = Vec<(u128, u128)>;

/// Each category but the first is to be merged into one before it: the same merges in two orders.
fn trees() -> impl Strategy<Value = (Edges, Edges)> {
    prop::collection::vec(any::<prop::sample::Index>(), 1..10).prop_flat_map(|parents| {
        let edge =
            |(parent, number): (&prop::sample::Index, usize)| (number as u128, parent.index(number) as u128);
        let edges: Edges = parents.iter().zip(1..).map(edge).collect();
        (Just(edges.clone()), Just(edges).prop_shuffle())
    })
}

proptest! {
    #[test]
    fn every_address_leads_to_one_that_is_live_in_one_step(
        steps in prop::collection::vec(commands(), 1..80),
    ) {
        let mut desk = Desk::with([]);
        let mut retired = false;
        for command in steps {
            let before = desk.categories.clone();
            retired |= desk.act(command) == Ok("category.retired");
            let after = &desk.categories;
            let redirects = Redirects::of_categories(after);
            let mut owners = Vec::new();
            for category in &after.live {
                prop_assert_eq!(resolve(&redirects, &category.slug), Some(&Leads::Here));
                for former in &category.former {
                    prop_assert_eq!(resolve(&redirects, former), Some(&Leads::To(category.slug.clone())));
                }
                owners.extend(category.former.iter().chain([&category.slug]));
            }
            let all = owners.len();
            owners.sort_unstable();
            owners.dedup();
            prop_assert_eq!(owners.len(), all, "an address has two owners");
            // Nothing that led somewhere leads nowhere, unless its category was retired.
            for category in &before.live {
                let lost = |slug| matches!(resolve(&redirects, slug), None | Some(Leads::Gone));
                prop_assert!(retired || !category.former.iter().chain([&category.slug]).any(lost));
            }
            for (id, past) in &after.past {
                prop_assert!(after.get(*id).is_none());
                match past {
                    Past::Merged { into } => prop_assert!(
                        after.get(*into).is_some() || matches!(after.past[into], Past::Retired { .. }),
                        "merged into one that was merged",
                    ),
                    Past::Retired { .. } => {}
                }
            }
            let stored = serde_json::to_string(after).expect("JSON");
            prop_assert_eq!(&serde_json::from_str::<Categories>(&stored).expect("categories"), after);
        }
    }

    #[test]
    fn merges_come_to_the_same_in_any_order((edges, shuffled) in trees()) {
        let numbers = || 0..=edges.len() as u128;
        let merged = |edges: &[(u128, u128)]| {
            let mut desk = Desk::with(numbers());
            for (number, into) in edges {
                assert_eq!(desk.act(merge(*number, *into)), Ok("category.merged"), "{number} into {into}");
            }
            desk.categories
        };
        let (one, other) = (merged(&edges), merged(&shuffled));
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(one.live.len(), 1);
        for number in numbers() {
            prop_assert_eq!(one.live_of(id(number)).map(|category| category.id), Some(id(0)));
        }
    }
}
