use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use serde_json::{Value, json};
use shared::{
    ids::{CategoryId, CollectionId, ListingId, OrganisationId, PickId, SlotEntryId},
    marketplace::model::Taxonomy,
    organisations::model::OrganisationKind,
    ports::Clock,
    slug::Slug,
    testing::{START, listing, listing_id, slug},
};

use crate::{
    jobs::run_once,
    personas::{Persona, Stage},
    testing::deep,
};

/// The operator's editor at work.
struct Desk {
    stage: Stage,
    program: OrganisationId,
    editor: Persona,
}

impl Desk {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let person = stage.person("edda").await;
        let program = stage.organisation(OrganisationKind::Operator, "Operator", person.id).await;
        let editor = stage.sign_in(person.id, Some(program)).await;
        Self { stage, program, editor }
    }

    async fn read(&self, rest: &str) -> Value {
        let path = format!("/api/v1/organisations/{}{rest}", self.program);
        let (status, answer) = self.stage.call("GET", &path, &self.editor.token, Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{rest}: {answer}");
        answer
    }

    /// A change that rests on the version that is there.
    async fn change(&self, rest: &str, body: Value) -> (StatusCode, Value) {
        let version = self.read(rest).await["version"].as_u64().expect("a version");
        self.change_on(version, rest, body).await
    }

    async fn change_on(&self, version: u64, rest: &str, body: Value) -> (StatusCode, Value) {
        let path = format!("/api/v1/organisations/{}{rest}", self.program);
        let tag = format!("\"{version}\"");
        let answer =
            self.stage.call_with("PATCH", &path, &self.editor.token, body, &[("if-match", &tag)]).await;
        self.stage.services().directory.catch_up().await.expect("reads");
        answer
    }

    async fn done(&self, rest: &str, body: Value) -> Value {
        let (status, answer) = self.change(rest, body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer
    }

    async fn made(&self, address: &str, title: &str) -> CollectionId {
        let id = CollectionId::new(&*self.stage.services().ids);
        let path = format!("/api/v1/organisations/{}/collections", self.program);
        let body = json!({ "id": id, "slug": address, "text": { "main": { "title": title } } });
        let (status, answer) = self.stage.call("POST", &path, &self.editor.token, body).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        id
    }

    /// The shelves of the public home page, by address.
    fn home(&self) -> Vec<String> {
        let services = self.stage.services();
        let home = services.directory.snapshot().home(services.clock.now());
        let home: Value = serde_json::from_slice(&home).expect("JSON");
        let shelves = home["shelves"].as_array().expect("shelves").iter();
        shelves.map(|shelf| shelf["slug"].as_str().expect("an address").to_owned()).collect()
    }

    fn at(&self, now: DateTime<Utc>) {
        let clock = &self.stage.market.clock;
        clock.advance(now - clock.now());
    }

    async fn follow(&self) {
        run_once(self.stage.services(), "test").await.expect("jobs");
        self.stage.services().directory.catch_up().await.expect("reads");
    }
}

fn hours(number: i64) -> DateTime<Utc> {
    START + TimeDelta::hours(number)
}

fn first_listing() -> ListingId {
    listing().build().id
}

#[test]
fn a_collection_is_shown_from_its_first_instant_to_its_last() {
    deep(async {
        let desk = Desk::new().await;
        let id = desk.made("for-shops", "For shops").await;
        let at = format!("/collections/{id}");
        let (status, refused) = desk.change(&at, json!({ "change": "publish", "when": {} })).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{refused}");
        desk.done(&at, json!({ "change": "arrange", "listings": [first_listing()] })).await;
        let when = json!({ "from": hours(1), "until": hours(3) });
        let shown = desk.done(&at, json!({ "change": "publish", "when": when })).await;
        assert_eq!(shown["standing"], "to_come");
        let moment = TimeDelta::milliseconds(1);
        assert_eq!(desk.home(), ["trending", "new"]);
        desk.at(hours(1) - moment);
        assert_eq!(desk.home(), ["trending", "new"]);
        desk.at(hours(1));
        assert_eq!(desk.home(), ["for-shops", "trending", "new"]);
        // What everyone reads follows, with an event, and goes again.
        desk.follow().await;
        let store = &desk.stage.services().store;
        assert_eq!(store.collections().await.expect("reads")[0].title, "For shops");
        desk.at(hours(3) - moment);
        assert_eq!(desk.home(), ["for-shops", "trending", "new"]);
        desk.at(hours(3));
        assert_eq!(desk.home(), ["trending", "new"]);
        desk.follow().await;
        assert!(store.collections().await.expect("reads").is_empty());
        let events = store.events_after(desk.program, 0, 100).await.expect("reads");
        let kinds: Vec<_> = events.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(
            kinds[kinds.len() - 5..],
            [
                "collection.created",
                "collection.arranged",
                "collection.published",
                "collection.shown",
                "collection.hidden"
            ]
        );
    });
}

#[test]
fn who_read_an_older_version_is_told_what_is_there() {
    deep(async {
        let desk = Desk::new().await;
        let id = desk.made("for-shops", "For shops").await;
        let at = format!("/collections/{id}");
        desk.done(&at, json!({ "change": "arrange", "listings": [first_listing()] })).await;
        let (status, refused) = desk.change_on(1, &at, json!({ "change": "archive" })).await;
        assert_eq!(status, StatusCode::PRECONDITION_FAILED);
        assert_eq!(refused["current"]["version"], 2);
        let (status, refused) =
            desk.change(&at, json!({ "change": "arrange", "listings": [listing_id("nobody")] })).await;
        assert_eq!(
            (status, &refused["errors"][0]["pointer"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!("/listing"))
        );
        desk.made("other", "Other").await;
        let (status, refused) = desk.change(&at, json!({ "change": "rename", "slug": "other" })).await;
        assert_eq!((status, &refused["errors"][0]["pointer"]), (StatusCode::CONFLICT, &json!("/slug")));
    });
}

#[test]
fn picks_stand_in_the_first_slot_with_the_reason_and_end_by_themselves() {
    deep(async {
        let desk = Desk::new().await;
        let id = PickId::new(&*desk.stage.services().ids);
        let body = json!({
            "change": "pick", "id": id, "listing": first_listing(), "label": "editors_pick",
            "reason": { "main": "It saves a day a month." }, "when": { "until": hours(24) },
        });
        let picks = desk.done("/picks", body).await;
        assert_eq!((&picks["picks"][0]["standing"], picks["version"].as_u64()), (&json!("now"), Some(1)));
        assert_eq!(desk.home(), ["picks", "trending", "new"]);
        let services = desk.stage.services();
        let home: Value =
            serde_json::from_slice(&services.directory.snapshot().home(services.clock.now())).expect("JSON");
        assert_eq!(home["shelves"][0]["listings"][0]["tagline"], "It saves a day a month.");
        desk.at(hours(24));
        assert_eq!(desk.home(), ["trending", "new"]);
    });
}

#[test]
fn a_slot_shows_what_is_scheduled_and_the_preview_knows_it_beforehand() {
    deep(async {
        let desk = Desk::new().await;
        let id = SlotEntryId::new(&*desk.stage.services().ids);
        let terms = desk.read("/terms/category").await;
        let finance = terms["terms"][0]["id"].clone();
        let body = json!({
            "change": "place", "id": id, "slot": "hero", "what": { "shows": "landing", "id": finance },
            "when": { "from": hours(2), "until": hours(4) },
        });
        let schedule = desk.done("/home", body).await;
        assert_eq!(
            (&schedule["entries"][0]["label"], &schedule["next_change"]),
            (&json!("Finance"), &json!(hours(2)))
        );
        let at = |now: DateTime<Utc>| format!("/home/preview?at={}", now.format("%Y-%m-%dT%H:%M:%SZ"));
        let preview = desk.read(&at(hours(2))).await;
        assert_eq!(preview["shelves"][0]["shelf"]["all"], "/categories/finance");
        assert_eq!(
            (&preview["shelves"][0]["slot"], &preview["shelves"][0]["scheduled"]),
            (&json!("hero"), &json!(true))
        );
        assert_eq!(preview["next_change"], json!(hours(4)));
        assert_eq!(desk.home(), ["trending", "new"]);
        desk.at(hours(2));
        assert_eq!(desk.home(), ["category-finance", "trending", "new"]);
        desk.at(hours(4));
        assert_eq!(desk.home(), ["trending", "new"]);
        // Two at once do not fit into a slot.
        let body = |from, until| {
            json!({
                "change": "place", "id": SlotEntryId::new(&*desk.stage.services().ids), "slot": "hero",
                "what": { "shows": "listing", "id": first_listing() },
                "when": { "from": hours(from), "until": hours(until) },
            })
        };
        desk.done("/home", body(5, 8)).await;
        let (status, refused) = desk.change("/home", body(7, 9)).await;
        assert_eq!((status, &refused["errors"][0]["pointer"]), (StatusCode::CONFLICT, &json!("/when")));
    });
}

#[test]
fn a_merge_moves_listings_and_addresses_for_ever() {
    deep(async {
        let desk = Desk::new().await;
        let services = desk.stage.services();
        let id = CategoryId::new(&*services.ids);
        let made = json!({ "change": "create", "id": id, "slug": "money", "text": { "main": { "title": "Money" } } });
        let terms = desk.done("/terms/category", made).await;
        let finance = terms["terms"][0].clone();
        assert_eq!((&finance["slug"], &terms["terms"][1]["slug"]), (&json!("finance"), &json!("money")));
        let (status, refused) =
            desk.change("/terms/category", json!({ "change": "retire", "id": finance["id"] })).await;
        assert_eq!(status, StatusCode::CONFLICT, "{refused}");
        let preview =
            format!("/terms/category/merge?id={}&into={id}", finance["id"].as_str().expect("an id"));
        let preview = desk.read(&preview).await;
        let moving = finance["listings"].as_u64().expect("a number");
        assert!(moving > 0);
        assert_eq!((&preview["listings"], &preview["to"]), (&json!(moving), &json!("money")));
        assert_eq!(preview["addresses"], json!(["finance"]));
        let merged = json!({ "change": "merge", "id": finance["id"], "into": id });
        let terms = desk.done("/terms/category", merged).await;
        assert_eq!(terms["terms"][0]["former"], json!(["finance"]));
        let money: Slug = slug("money");
        let leads = services.directory.snapshot().leads(Taxonomy::Category, &slug("finance")).cloned();
        assert_eq!(leads, Some(shared::editorial::redirects::Leads::To(money.clone())));
        assert!(!services.directory.snapshot().to_repoint().is_empty());
        desk.follow().await;
        assert!(services.directory.snapshot().to_repoint().is_empty());
        let stored = services.store.listing(first_listing()).await.expect("reads").expect("a listing");
        assert!(stored.categories.contains(&money) && !stored.categories.contains(&slug("finance")));
        let slugs: Vec<_> =
            services.store.terms().await.expect("reads").into_iter().map(|term| term.slug).collect();
        assert!(slugs.contains(&money) && !slugs.contains(&slug("finance")));
        // Whoever asks for the old name is answered for the new one.
        let (status, page) = desk
            .stage
            .call("GET", "/api/v1/listings?category=finance", &desk.editor.token, Value::Null)
            .await;
        assert_eq!((status, page["total"].as_u64() > Some(0)), (StatusCode::OK, true), "{page}");
        let terms = desk.read("/terms/category").await;
        assert_eq!(terms["terms"][0]["listings"], json!(moving));
    });
}
