//! A listing goes to another partner.

use http::StatusCode;
use serde_json::{Value, json};
use shared::{
    certification::model::Certification,
    decisions::{receipt::Receipt, replay::replay},
    ids::{CertificationId, ListingId, OrganisationId, SubmissionId, TransferId, VersionId},
    listings::model::Listing,
    marketplace::model::BadgeKind,
    organisations::role::BuiltIn,
    review::model::Case,
};
use store::Unit;

use crate::{
    listings::{change_due, workshop::Workshop},
    personas::Persona,
    testing::deep,
};

const PAGE: &str = "/api/v1/listings/stock-mirror";
const DAY: i64 = 24 * 60;

/// A partner with a published listing, another one to whom it can go, and the operator.
struct Handover {
    shop: Workshop,
    id: ListingId,
    other: OrganisationId,
    olga: Persona,
    olivia: Persona,
}

impl Handover {
    async fn new() -> Self {
        let shop = Workshop::new().await;
        let id = shop.imported().await;
        let (other, olga) = shop.partner("Other Works", "olga").await;
        let olivia = shop.operator().await;
        Self { shop, id, other, olga, olivia }
    }

    async fn offer(&self, to: &str) -> (StatusCode, Value) {
        let transfer = TransferId::new(&*self.shop.stage.services().ids);
        let body = json!({ "transfer": transfer, "to": to });
        self.shop.ask(&self.shop.anna, "POST", &format!("/{}/offer", self.id), body).await
    }

    async fn receive(&self, method: &str, rest: &str) -> (StatusCode, Value) {
        let path = format!("/api/v1/organisations/{}/listing-offers{rest}", self.other);
        self.shop.stage.call(method, &path, &self.olga.token, Value::Null).await
    }

    /// Offered, and accepted.
    async fn accepted(&self) -> Value {
        let (status, seen) = self.offer("other-works").await;
        assert_eq!(status, StatusCode::OK, "{seen}");
        let transfer = seen["transfer"]["transfer"].as_str().expect("an id");
        let (status, offers) = self.receive("POST", &format!("/{transfer}/acceptance")).await;
        assert_eq!(status, StatusCode::OK, "{offers}");
        offers
    }

    async fn govern(&self, method: &str, rest: &str) -> (StatusCode, Value) {
        let path = format!("/listings/{}{rest}", self.id);
        self.shop.govern(&self.olivia, method, &path, Value::Null).await
    }

    /// Lets time pass, after which everybody has to sign in again.
    async fn later(&mut self, minutes: i64) {
        self.shop.wait(minutes);
        let stage = &self.shop.stage;
        let program = stage.services().store.program();
        self.olga = stage.sign_in(self.olga.id, Some(self.other)).await;
        self.olivia = stage.sign_in(self.olivia.id, Some(program)).await;
        self.shop.anna = stage.sign_in(self.shop.anna.id, Some(self.shop.organisation)).await;
    }

    async fn owner(&self) -> OrganisationId {
        let stored = self.shop.stage.services().store.get::<Listing>(self.id.to_string()).await;
        stored.expect("reads").expect("there").organisation
    }

    async fn kinds(&self, organisation: OrganisationId) -> Vec<String> {
        let events = self.shop.stage.services().store.events_after(organisation, 0, 200).await;
        events.expect("reads").into_iter().map(|event| event.kind).collect()
    }
}

#[test]
fn a_listing_goes_to_another_partner_after_quarantine_and_verification() {
    deep(async {
        let mut hand = Handover::new().await;
        let (status, seen) = hand.offer("other-works").await;
        assert_eq!((status, &seen["transfer"]["to"]), (StatusCode::OK, &json!("Other Works")), "{seen}");
        let (_, offers) = hand.receive("GET", "").await;
        let offer = &offers["offers"][0];
        assert_eq!(
            (&offer["name"], &offer["from"], &offers["quarantine_days"]),
            (&json!("Stock Mirror"), &json!("Acme Works"), &json!(14)),
            "{offers}"
        );
        // Nothing is submitted while it is under way.
        let ids = &*hand.shop.stage.services().ids;
        let version =
            json!({ "version": VersionId::new(ids), "label": "2.0.0", "submission": SubmissionId::new(ids) });
        let versions = format!("/{}/versions", hand.id);
        let (status, refused) = hand.shop.ask(&hand.shop.anna, "POST", &versions, version).await;
        assert_eq!(status, StatusCode::CONFLICT);
        assert!(refused["detail"].as_str().is_some_and(|said| said.contains("changing hands")), "{refused}");

        let transfer = offer["change"]["transfer"].as_str().expect("an id");
        let (status, offers) = hand.receive("POST", &format!("/{transfer}/acceptance")).await;
        assert_eq!(status, StatusCode::OK, "{offers}");
        assert!(offers["offers"][0]["change"]["accepted"]["quarantine_until"].is_string(), "{offers}");
        // Customers read it, and the owner cannot go back alone.
        let (_, page) = hand.shop.seen(PAGE).await;
        assert_eq!(page["changes_owner"]["to"]["name"], "Other Works", "{page}");
        let path = format!("/{}/offer", hand.id);
        let (status, _) = hand.shop.ask(&hand.shop.anna, "DELETE", &path, Value::Null).await;
        assert_eq!(status, StatusCode::CONFLICT);
        hand.shop.jobs().await;
        let inbox = hand.shop.inbox(&hand.olivia).await;
        assert!(inbox[0].starts_with("Other Works takes over “Stock Mirror”"), "{inbox:?}");
        // Who verifies sees what is known of who takes it over.
        let (_, one) = hand.govern("GET", "").await;
        let receiver = &one["receiver"];
        assert_eq!(
            (&receiver["owner"], &receiver["people"], &receiver["domains"], &receiver["approved"]),
            (&json!("olga"), &json!(1), &json!([]), &json!(false)),
            "{one}"
        );

        let (status, one) = hand.govern("PUT", "/verification").await;
        assert_eq!(status, StatusCode::OK, "{one}");
        assert!(one["row"]["change"]["accepted"]["verified_at"].is_string(), "{one}");
        let id = CertificationId::new(&*hand.shop.stage.services().ids);
        let mut unit = Unit::default();
        let certified = Certification::start(id, hand.id, hand.shop.organisation, BadgeKind::Security);
        unit.create(&Certification { version: 1, ..certified });
        hand.shop.stage.services().store.commit(unit).await.expect("commits");
        hand.later(13 * DAY).await;
        hand.shop.jobs().await;
        assert_eq!(hand.owner().await, hand.shop.organisation, "customers have time still");
        hand.later(DAY).await;
        // Two servers look at the same moment.
        let services = hand.shop.stage.services();
        let (here, there) = tokio::join!(change_due(services), change_due(services));
        here.and(there).expect("both work");
        assert_eq!(hand.owner().await, hand.other);
        for organisation in [hand.shop.organisation, hand.other, services.store.program()] {
            let kinds = hand.kinds(organisation).await;
            let changed = kinds.iter().filter(|kind| *kind == "ownership.changed").count();
            assert_eq!(changed, 1, "{organisation}: {kinds:?}");
        }

        let gone_along = services.store.get::<Certification>(id.to_string()).await.expect("reads");
        assert_eq!(gone_along.map(|one| one.organisation), Some(hand.other));

        // Everything of it is the new owner's, and nothing is left of it where it was.
        let (status, _) = hand.shop.ask(&hand.shop.anna, "GET", &format!("/{}", hand.id), Value::Null).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let (_, page) = hand.shop.seen(PAGE).await;
        assert_eq!(
            (&page["partner"]["name"], &page["changes_owner"]),
            (&json!("Other Works"), &Value::Null),
            "{page}"
        );
        let (_, left) = hand.shop.ask(&hand.shop.anna, "GET", "", Value::Null).await;
        assert_eq!(left["listings"], json!([]));
        let own = format!("/api/v1/organisations/{}/listings", hand.other);
        let (_, theirs) = hand.shop.stage.call("GET", &own, &hand.olga.token, Value::Null).await;
        assert_eq!(theirs["listings"][0]["listing"], hand.id.to_string(), "{theirs}");
        let path = format!("{own}/{}/receipts", hand.id);
        let (_, receipts) = hand.shop.stage.call("GET", &path, &hand.olga.token, Value::Null).await;
        let receipts: Vec<Receipt> = serde_json::from_value(receipts["receipts"].clone()).expect("receipts");
        assert_eq!(receipts.len(), 4, "offer, acceptance, verification, change");
        assert!(receipts.iter().all(|receipt| replay(receipt).is_ok()));
        hand.shop.jobs().await;
        for who in [&hand.shop.anna, &hand.olga] {
            let inbox = hand.shop.inbox(who).await;
            assert_eq!(inbox[0], "“Stock Mirror” went from Acme Works to Other Works.");
        }
    });
}

#[test]
fn the_first_version_of_the_new_owner_is_reviewed_again() {
    deep(async {
        let mut hand = Handover::new().await;
        hand.accepted().await;
        hand.govern("PUT", "/verification").await;
        hand.later(15 * DAY).await;
        hand.shop.jobs().await;
        assert_eq!(hand.owner().await, hand.other);
        let Handover { shop, id, other, olga, .. } = hand;
        let shop = Workshop { organisation: other, anna: olga, ..shop };
        shop.fill(id).await;
        let (_, submission) = shop.submit(id, "2.0.0").await;
        let case = shop.stage.services().store.get::<Case>(submission.to_string()).await;
        let case = case.expect("reads").expect("there");
        assert!(case.changes.owner_changed && !case.automatic, "{:?}", case.changes);
    });
}

#[test]
fn an_offer_is_declined_or_ends_by_itself_and_the_operator_stops_what_was_accepted() {
    deep(async {
        let mut hand = Handover::new().await;
        let (_, seen) = hand.offer("other-works").await;
        let transfer = seen["transfer"]["transfer"].as_str().expect("an id").to_owned();
        let (status, offers) = hand.receive("DELETE", &format!("/{transfer}")).await;
        assert_eq!((status, &offers["offers"]), (StatusCode::OK, &json!([])), "{offers}");
        let (status, _) = hand.receive("POST", &format!("/{transfer}/acceptance")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "it was declined");

        let (_, seen) = hand.offer("other-works").await;
        let transfer = seen["transfer"]["transfer"].as_str().expect("an id").to_owned();
        hand.later(14 * DAY).await;
        let (status, _) = hand.receive("POST", &format!("/{transfer}/acceptance")).await;
        assert_eq!(status, StatusCode::GONE);
        assert_eq!(hand.receive("GET", "").await.1["offers"], json!([]));
        let (_, list) = hand.shop.govern(&hand.olivia, "GET", "", Value::Null).await;
        assert_eq!(list["listings"], json!([]));

        hand.accepted().await;
        hand.govern("PUT", "/verification").await;
        let (status, one) = hand.govern("DELETE", "/transfer").await;
        assert_eq!((status, &one["row"]["change"]), (StatusCode::OK, &Value::Null), "{one}");
        hand.later(15 * DAY).await;
        hand.shop.jobs().await;
        assert_eq!(hand.owner().await, hand.shop.organisation);
        assert_eq!(hand.shop.seen(PAGE).await.1["changes_owner"], Value::Null);
    });
}

#[test]
fn without_verification_a_listing_stays_whatever_the_clock_says() {
    deep(async {
        let mut hand = Handover::new().await;
        hand.accepted().await;
        hand.later(30 * DAY).await;
        hand.shop.jobs().await;
        assert_eq!(hand.owner().await, hand.shop.organisation);
        // Verified late, it goes at once.
        let (status, _) = hand.govern("PUT", "/verification").await;
        assert_eq!(status, StatusCode::OK);
        hand.shop.jobs().await;
        assert_eq!(hand.owner().await, hand.other);
    });
}

#[test]
fn a_listing_is_offered_by_who_may_to_a_partner_with_people() {
    deep(async {
        let hand = Handover::new().await;
        for to in ["acme-works", "nobody-at-all"] {
            let (status, refused) = hand.offer(to).await;
            assert_eq!(
                (status, &refused["errors"][0]["pointer"]),
                (StatusCode::UNPROCESSABLE_ENTITY, &json!("/to")),
                "{to}: {refused}"
            );
        }
        let transfer = TransferId::new(&*hand.shop.stage.services().ids);
        let body = json!({ "transfer": transfer, "to": "other-works" });
        let path = format!("/{}/offer", hand.id);
        let (status, _) = hand.shop.ask(&hand.shop.ben, "POST", &path, body.clone()).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "a developer may not");
        // Another organisation learns nothing of it.
        let path = format!("/api/v1/organisations/{}/listings/{}/offer", hand.other, hand.id);
        let (status, _) = hand.shop.stage.call("POST", &path, &hand.olga.token, body).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let (_, seen) = hand.offer("other-works").await;
        let transfer = seen["transfer"]["transfer"].as_str().expect("an id");
        let (third, theo) = hand.shop.partner("Third Works", "theo").await;
        let offers = format!("/api/v1/organisations/{third}/listing-offers");
        let (_, list) = hand.shop.stage.call("GET", &offers, &theo.token, Value::Null).await;
        assert_eq!(list["offers"], json!([]));
        for (method, rest) in [("POST", "/acceptance"), ("DELETE", "")] {
            let path = format!("{offers}/{transfer}{rest}");
            let (status, _) = hand.shop.stage.call(method, &path, &theo.token, Value::Null).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{method}");
        }
        // What is not accepted cannot be verified.
        assert_eq!(hand.govern("PUT", "/verification").await.0, StatusCode::GONE);
    });
}

#[test]
fn handing_over_asks_for_a_fresh_proof() {
    deep(async {
        let hand = Handover::new().await;
        hand.shop.wait(30);
        let (status, refused) = hand.offer("other-works").await;
        assert_eq!(
            (status, &refused["type"]),
            (StatusCode::UNAUTHORIZED, &json!("/problems/proof-required")),
            "{refused}"
        );
        let (status, _) = hand.govern("PUT", "/verification").await;
        assert_eq!(status, StatusCode::UNAUTHORIZED);
    });
}

#[test]
fn whoever_belongs_to_a_side_leaves_a_change_of_owner_to_others_of_the_operator() {
    deep(async {
        let hand = Handover::new().await;
        hand.accepted().await;
        let (stage, program) = (&hand.shop.stage, hand.shop.stage.services().store.program());
        for side in [hand.shop.organisation, hand.other] {
            let both = stage.person(&format!("both{}", u8::from(side == hand.other))).await;
            stage.join(program, &both, BuiltIn::ProgramManager).await;
            stage.join(side, &both, BuiltIn::Seller).await;
            let both = stage.sign_in(both.id, Some(program)).await;
            for (method, rest) in [("PUT", "/verification"), ("DELETE", "/transfer")] {
                let path = format!("/listings/{}{rest}", hand.id);
                let (status, refused) = hand.shop.govern(&both, method, &path, Value::Null).await;
                assert_eq!(status, StatusCode::FORBIDDEN, "{method} {rest}: {refused}");
            }
        }
        assert_eq!(hand.govern("PUT", "/verification").await.0, StatusCode::OK);
    });
}
