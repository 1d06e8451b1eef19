use proptest::prelude::*;

use super::*;
use crate::{
    editorial::{
        policy::{CollectionPolicy, EditorialPolicy, WindowPolicy},
        rules::testing::{babel, day, on, text},
        window::Window,
    },
    ids::OrganisationId,
    testing::{START, listing_id, slug},
};

const ID: CollectionId = CollectionId::from_ulid(ulid::Ulid(1));
const OTHER: CollectionId = CollectionId::from_ulid(ulid::Ulid(2));

/// An editor with one collection.
struct Desk {
    policy: EditorialPolicy,
    in_directory: BTreeSet<ListingId>,
    now: chrono::DateTime<chrono::Utc>,
    collections: usize,
    holder: Option<CollectionId>,
    collection: Option<Collection>,
}

impl Desk {
    fn new() -> Self {
        let collections = CollectionPolicy {
            max_collections: 5,
            max_listings: 3,
            max_former_slugs: 2,
            window: WindowPolicy { max_ahead_days: 30, max_days: None },
        };
        Self {
            policy: EditorialPolicy { collections, ..EditorialPolicy::default() },
            in_directory: ["a", "b", "c", "d"].map(listing_id).into(),
            now: START,
            collections: 0,
            holder: None,
            collection: None,
        }
    }

    /// The kind of what happened; empty when nothing did.
    fn act(&mut self, command: Command) -> Result<&'static str, Rejection> {
        let facts = Facts {
            occasion: on(&self.policy, self.now),
            collections: self.collections,
            holder: self.holder,
            in_directory: &self.in_directory,
        };
        let decision = decide(self.collection.as_ref(), command, &facts)?;
        self.collection = Some(decision.next);
        Ok(decision.events.first().map_or("", |event| event.kind))
    }

    fn made() -> Self {
        let mut desk = Self::new();
        assert_eq!(desk.act(create("picks")), Ok("collection.created"));
        assert_eq!(desk.act(arrange(&["a", "b"])), Ok("collection.arranged"));
        desk
    }

    fn collection(&self) -> &Collection {
        self.collection.as_ref().expect("a collection")
    }
}

fn create(address: &str) -> Command {
    Command::Create { id: ID, slug: slug(address), text: text("Picks") }
}

fn arrange(listings: &[&str]) -> Command {
    Command::Arrange { listings: listings.iter().map(|listing| listing_id(listing)).collect() }
}

fn publish(from: Option<i64>, until: Option<i64>) -> Command {
    Command::Publish { when: When { from: from.map(day), until: until.map(day) } }
}

fn moved(address: &str) -> Command {
    Command::Rename { slug: Some(slug(address)), text: None }
}

#[test]
fn a_collection_is_made_once_at_an_address_of_its_own() {
    let mut desk = Desk::new();
    assert_eq!(desk.act(Command::Unpublish), Err(Rejection::NoCollection));
    desk.holder = Some(OTHER);
    assert_eq!(desk.act(create("picks")), Err(Rejection::SlugTaken(slug("picks"))));
    desk.holder = None;
    desk.collections = 5;
    assert_eq!(desk.act(create("picks")), Err(Rejection::TooManyCollections(5)));
    desk.collections = 4;
    let many = Command::Create { id: ID, slug: slug("picks"), text: babel(text("Picks"), &desk.policy) };
    assert_eq!(desk.act(many), Err(Rejection::TooManyLanguages(24)));
    assert_eq!(desk.act(create("picks")), Ok("collection.created"));
    assert_eq!((desk.collection().version, desk.collection().place), (1, Place::Draft));
    assert_eq!(desk.act(create("other")), Err(Rejection::IdTaken));
}

#[test]
fn listings_are_in_it_once_in_order_and_from_the_directory() {
    let mut desk = Desk::made();
    assert_eq!(desk.act(arrange(&["a", "b", "a"])), Err(Rejection::ListingTwice(listing_id("a"))));
    assert_eq!(desk.act(arrange(&["a", "b", "c", "d"])), Err(Rejection::TooManyListings(3)));
    assert_eq!(desk.act(arrange(&["a", "x"])), Err(Rejection::NotInDirectory(listing_id("x"))));
    // One that left the directory may stay where it is.
    desk.in_directory.clear();
    assert_eq!(desk.act(arrange(&["b", "a"])), Ok("collection.arranged"));
    assert_eq!(desk.collection().listings, [listing_id("b"), listing_id("a")]);
    assert_eq!((desk.act(arrange(&["b", "a"])), desk.collection().version), (Ok(""), 3));
}

#[test]
fn it_is_shown_in_its_window_and_not_before_or_after() {
    let mut desk = Desk::made();
    assert_eq!(desk.act(publish(Some(2), Some(5))), Ok("collection.published"));
    for (at, shown, next) in [(0, false, Some(2)), (2, true, Some(5)), (4, true, Some(5)), (5, false, None)] {
        assert_eq!(desk.collection().is_shown(day(at)), shown, "day {at}");
        assert_eq!(desk.collection().next_change(day(at)), next.map(day), "day {at}");
    }
    desk.now = day(3);
    // Longer, and on until somebody ends it: it keeps its beginning.
    assert_eq!(desk.act(publish(None, Some(9))), Ok("collection.published"));
    assert_eq!(desk.act(publish(None, Some(9))), Ok(""));
    assert_eq!(desk.act(publish(None, None)), Ok("collection.published"));
    assert_eq!(desk.collection().window(), Some(&Window { from: day(2), until: None }));
    assert_eq!(desk.act(publish(Some(1), None)), Err(Rejection::StartPassed));
    assert_eq!(desk.act(publish(Some(99), None)), Err(Rejection::TooFarAhead(30)));
    assert_eq!(desk.act(arrange(&[])), Err(Rejection::EmptyCollection));
    assert_eq!(desk.act(Command::Unpublish), Ok("collection.unpublished"));
    assert_eq!(desk.act(Command::Unpublish), Ok(""));
    assert_eq!(desk.act(arrange(&[])), Ok("collection.arranged"));
    assert_eq!(desk.act(publish(None, None)), Err(Rejection::EmptyCollection));
}

#[test]
fn former_addresses_are_kept_and_only_it_takes_one_back() {
    let mut desk = Desk::made();
    assert_eq!(desk.act(moved("best")), Ok("collection.renamed"));
    assert_eq!(desk.act(moved("best")), Ok(""));
    assert_eq!(desk.act(moved("finest")), Ok("collection.renamed"));
    assert_eq!(desk.act(moved("great")), Err(Rejection::TooManyFormerSlugs(2)));
    desk.holder = Some(ID);
    assert_eq!(desk.act(moved("picks")), Ok("collection.renamed"));
    assert_eq!(desk.collection().former, [slug("best"), slug("finest")].into());
    desk.holder = Some(OTHER);
    assert_eq!(desk.act(moved("best")), Err(Rejection::SlugTaken(slug("best"))));
    let renamed = Command::Rename { slug: None, text: Some(text("The best")) };
    assert_eq!(desk.act(renamed), Ok("collection.renamed"));
}

#[test]
fn what_is_archived_stays_so() {
    let mut desk = Desk::made();
    assert_eq!(desk.act(publish(None, None)), Ok("collection.published"));
    assert_eq!(desk.act(Command::Archive), Ok("collection.archived"));
    assert_eq!(desk.act(Command::Archive), Ok(""));
    assert!(!desk.collection().is_shown(START));
    for command in [publish(None, None), Command::Unpublish, arrange(&["a"]), moved("best")] {
        assert_eq!(desk.act(command), Err(Rejection::Archived));
    }
}

#[test]
fn events_stand_in_the_trail_of_the_program() {
    let desk = Desk::new();
    let facts = Facts {
        occasion: on(&desk.policy, START),
        collections: 0,
        holder: None,
        in_directory: &desk.in_directory,
    };
    let event = decide(None, create("picks"), &facts).expect("made").events.remove(0);
    assert_eq!((event.organisation, event.at), (OrganisationId::from_ulid(ulid::Ulid(1)), START));
    assert_eq!((event.kind, event.subject), ("collection.created", ID.to_string()));
    let read: CollectionEvent = serde_json::from_value(event.payload).expect("a payload");
    assert_eq!(read, CollectionEvent::Created { slug: slug("picks"), text: text("Picks") });
}

fn commands() -> impl Strategy<Value = Command> {
    let listings = prop::sample::subsequence(vec!["a", "b", "c", "d", "x"], 0..5);
    let day = || prop::option::of(-1_i64..20);
    prop_oneof![
        2 => Just(create("picks")),
        6 => listings.prop_map(|listings| arrange(&listings)),
        6 => (day(), day()).prop_map(|(from, until)| publish(from, until)),
        2 => Just(Command::Unpublish),
        4 => (0_u8..5).prop_map(|number| moved(&format!("at-{number}"))),
        1 => Just(Command::Archive),
    ]
}

proptest! {
    #[test]
    fn whatever_is_done_it_is_well_formed(steps in prop::collection::vec((commands(), 0_i64..3), 1..40)) {
        let mut desk = Desk::new();
        for (command, days) in steps {
            desk.now += chrono::TimeDelta::days(days);
            let before = desk.collection.clone();
            let done = desk.act(command);
            let Some(collection) = &desk.collection else { continue };
            let version = before.as_ref().map_or(0, |before| before.version);
            match done {
                Ok("") | Err(_) => prop_assert_eq!(before.as_ref(), Some(collection)),
                Ok(_) => prop_assert_eq!(collection.version, version + 1),
            }
            prop_assert!(collection.listings.len() <= 3);
            prop_assert!(!collection.former.contains(&collection.slug) && collection.former.len() <= 2);
            if collection.is_shown(desk.now) {
                prop_assert!(!collection.listings.is_empty());
            }
            // Every address that it ever had leads to it.
            for address in before.iter().flat_map(|before| before.former.iter().chain([&before.slug])) {
                prop_assert!(collection.has_slug(address));
            }
            let stored = serde_json::to_string(collection).expect("JSON");
            prop_assert_eq!(&serde_json::from_str::<Collection>(&stored).expect("a collection"), collection);
        }
    }
}
