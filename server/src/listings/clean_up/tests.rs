use http::StatusCode;
use serde_json::{Value, json};
use shared::{
    decisions::{receipt::Receipt, replay::replay},
    ids::ListingId,
    listings::clean_up::rules::NOTICED,
    marketplace::{model::Signals, state::ListingState},
    organisations::role::BuiltIn,
    testing::listing_id,
};

use super::health;
use crate::{
    listings::workshop::{MANIFEST, Workshop},
    personas::Persona,
    sandbox::an_app::AnApp,
    testing::deep,
};

const DAY: i64 = 24 * 60;

/// An app that came by import and has had no release for a year, its partner, and who runs the program.
struct Yard {
    shop: Workshop,
    paula: Persona,
    listing: ListingId,
}

impl Yard {
    async fn new() -> Self {
        let shop = Workshop::new().await;
        let [] = shop.reviewers().await;
        let paula = shop.manager().await;
        let listing = shop.imported().await;
        let mut yard = Self { shop, paula, listing };
        yard.after(366).await;
        yard
    }

    /// Days pass, and everybody signs in anew.
    async fn after(&mut self, days: i64) {
        self.shop.wait(days * DAY);
        let program = self.shop.stage.services().store.program();
        self.shop.anna = self.shop.again(&self.shop.anna, self.shop.organisation).await;
        self.paula = self.shop.again(&self.paula, program).await;
    }

    async fn versions(&self) -> Value {
        let rest = format!("/{}/versions", self.listing);
        let (status, versions) = self.shop.ask(&self.shop.anna, "GET", &rest, Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{versions}");
        versions
    }

    async fn appeal(&self, words: &str) -> (StatusCode, Value) {
        let rest = format!("/{}/clean-up/appeal", self.listing);
        self.shop.ask(&self.shop.anna, "POST", &rest, json!({ "words": words })).await
    }

    fn console(&self, rest: &str) -> String {
        let program = self.shop.stage.services().store.program();
        format!("/api/v1/organisations/{program}/clean-up{rest}")
    }

    async fn see(&self, rest: &str) -> Value {
        let (status, answer) =
            self.shop.stage.call("GET", &self.console(rest), &self.paula.token, Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer
    }

    async fn decide(&self, who: &Persona, version: &Value, body: Value) -> (StatusCode, Value) {
        let path = self.console(&format!("/{}/appeal", self.listing));
        let tag = format!("\"{version}\"");
        self.shop.stage.call_with("POST", &path, &who.token, body, &[("if-match", &tag)]).await
    }

    async fn state(&self) -> ListingState {
        let store = &self.shop.stage.services().store;
        store.listing(self.listing).await.expect("reads").expect("there").state
    }

    /// How often this happened to the app.
    async fn events(&self, kind: &str) -> usize {
        let store = &self.shop.stage.services().store;
        let all = store.events_after(self.shop.organisation, 0, 1_000).await.expect("reads");
        let about = self.listing.to_string();
        all.into_iter().filter(|event| event.kind == kind && event.subject == about).count()
    }
}

#[test]
fn an_imported_app_is_told_waited_for_unlisted_and_comes_back_when_that_is_mended() {
    deep(async {
        let mut yard = Yard::new().await;
        yard.shop.jobs().await;
        let seen = yard.versions().await["clean_up"].clone();
        let named = &seen["notice"]["named"];
        assert_eq!(named.as_array().map(Vec::len), Some(1), "{seen}");
        assert_eq!(
            (&named[0]["criterion"], &named[0]["stands"]["stands"], &named[0]["stands"]["fix"]["id"]),
            (&json!("no_release"), &json!("fails"), &json!("clean_up.fix_release")),
        );
        assert_eq!(seen["notice"]["grace_until"], "2027-07-02T12:00:00Z", "{seen}");
        // The partner is told; the job ran before the notifications were read.
        yard.shop.jobs().await;
        let (_, inbox) =
            yard.shop.stage.call("GET", "/api/v1/me/notifications", &yard.shop.anna.token, Value::Null).await;
        assert!(inbox.to_string().contains("unlisted on 2\u{a0}July 2027"), "{inbox}");
        // Nothing more happens on the day, nor before the end of the grace.
        yard.after(29).await;
        yard.shop.jobs().await;
        assert_eq!((yard.events(NOTICED).await, yard.state().await), (1, ListingState::Published));
        yard.after(1).await;
        yard.shop.jobs().await;
        assert_eq!(yard.state().await, ListingState::Unlisted);
        let versions = yard.versions().await;
        assert_eq!(
            (&versions["standing"], &versions["clean_up"]["notice"]["grace_until"]),
            (&json!("unlisted"), &Value::Null)
        );
        // It fails still, so that it cannot come back.
        let rest = format!("/{}/place", yard.listing);
        let place = async |yard: &Yard| {
            yard.shop.ask(&yard.shop.anna, "PUT", &rest, json!({ "to": "published" })).await
        };
        let (status, refused) = place(&yard).await;
        assert_eq!(status, StatusCode::CONFLICT, "{refused}");
        let rest = format!("/{}/clean-up/receipts", yard.listing);
        let (_, judged) = yard.shop.ask(&yard.shop.anna, "GET", &rest, Value::Null).await;
        let receipts: Vec<Receipt> = serde_json::from_value(judged["receipts"].clone()).expect("receipts");
        assert_eq!(receipts.len(), 2, "a notice and its end: {judged}");
        assert!(receipts.iter().all(|receipt| replay(receipt).is_ok()));
        // A release mends it.
        let services = yard.shop.stage.services();
        let mut shown = services.store.listing(yard.listing).await.expect("reads").expect("there");
        shown.version += 1;
        if let Some(release) = &mut shown.release {
            release.released_at = Some(services.clock.now());
        }
        yard.shop.stage.market.update(&shown).await;
        let (status, versions) = place(&yard).await;
        assert_eq!((status, &versions["standing"]), (StatusCode::OK, &json!("published")), "{versions}");
        assert_eq!(versions["clean_up"]["notice"], Value::Null);
        assert_eq!(versions["clean_up"]["criteria"][0]["stands"]["stands"], "passes", "{versions}");
    });
}

#[test]
fn an_appeal_stops_the_clock_and_is_decided_once_by_somebody_else() {
    deep(async {
        let mut yard = Yard::new().await;
        let (status, refused) = yard.appeal("Why?").await;
        assert_eq!(status, StatusCode::CONFLICT, "no notice yet: {refused}");
        yard.shop.jobs().await;
        let (status, versions) = yard.appeal("Version 2 comes next week.").await;
        assert_eq!(status, StatusCode::OK, "{versions}");
        assert_eq!(versions["clean_up"]["notice"]["appeal"]["by"], "anna", "{versions}");
        let (status, _) = yard.appeal("And again.").await;
        assert_eq!(status, StatusCode::CONFLICT);
        yard.after(40).await;
        yard.shop.jobs().await;
        assert_eq!(yard.state().await, ListingState::Published, "the clock stands still");

        let list = yard.see("").await;
        let row = &list["appeals"][0];
        assert_eq!(row["clean_up"]["notice"]["appeal"]["words"], "Version 2 comes next week.", "{list}");
        assert!(list["notices"].as_array().is_some_and(|notices| {
            notices.iter().all(|notice| notice["app"]["listing"] != yard.listing.to_string())
        }));
        let version = row["clean_up"]["version"].clone();
        let stage = &yard.shop.stage;
        let bo = stage.person("bo").await;
        let program = stage.services().store.program();
        stage.join(program, &bo, BuiltIn::ProgramManager).await;
        stage.join(yard.shop.organisation, &bo, BuiltIn::Developer).await;
        let bo = stage.sign_in(bo.id, Some(program)).await;
        let grant = json!({ "ruling": "grant" });
        let (status, refused) = yard.decide(&bo, &version, grant.clone()).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{refused}");
        let (status, _) = yard.decide(&yard.paula, &json!(99), grant.clone()).await;
        assert_eq!(status, StatusCode::PRECONDITION_FAILED);
        let (status, row) = yard.decide(&yard.paula, &version, grant.clone()).await;
        assert_eq!((status, &row["clean_up"]["notice"]), (StatusCode::OK, &Value::Null), "{row}");
        let (status, _) = yard.decide(&yard.paula, &row["clean_up"]["version"], grant).await;
        assert_eq!(status, StatusCode::CONFLICT, "nothing waits any more");
        let seen = yard.versions().await["clean_up"].clone();
        assert!(seen["exempt_until"].is_string() && seen["notice"].is_null(), "{seen}");
        yard.after(179).await;
        yard.shop.jobs().await;
        assert_eq!(yard.events(NOTICED).await, 1, "it is left alone");
        yard.after(1).await;
        yard.shop.jobs().await;
        assert_eq!(yard.events(NOTICED).await, 2, "and then judged again");
    });
}

#[test]
fn a_refused_appeal_lets_the_clock_run_on() {
    deep(async {
        let mut yard = Yard::new().await;
        yard.shop.jobs().await;
        let (status, versions) = yard.appeal("It is finished.").await;
        assert_eq!(status, StatusCode::OK, "{versions}");
        yard.after(31).await;
        let version = versions["clean_up"]["version"].clone();
        let refuse = json!({ "ruling": "refuse", "words": "Finished apps are looked after, too." });
        let (status, row) = yard.decide(&yard.paula, &version, refuse).await;
        assert_eq!(status, StatusCode::OK, "{row}");
        let seen = yard.versions().await["clean_up"].clone();
        assert_eq!(
            seen["notice"]["appeal"]["answer"]["words"], "Finished apps are looked after, too.",
            "{seen}"
        );
        yard.shop.jobs().await;
        assert_eq!(yard.state().await, ListingState::Unlisted);
    });
}

#[test]
fn the_preview_says_what_is_not_known_and_carries_nothing_out() {
    deep(async {
        let yard = Yard::new().await;
        let preview = yard.see("/preview").await;
        let rows = preview["rows"].as_array().cloned().unwrap_or_default();
        let row = |id: ListingId| {
            let found = rows.iter().find(|row| row["app"]["listing"] == id.to_string());
            found.cloned().unwrap_or_else(|| panic!("{preview}"))
        };
        let own = row(yard.listing);
        assert_eq!((&own["step"]["step"], &own["app"]["nobody_to_tell"]), (&json!("notify"), &json!(false)));
        let stands: Vec<_> =
            own["criteria"].as_array().into_iter().flatten().map(|one| &one["stands"]["stands"]).collect();
        assert_eq!(stands, ["fails", "not_known", "not_known", "passes", "not_known"], "{own}");
        // A partner without an account is told of by the operator, or by nobody.
        assert_eq!(row(listing_id("stock-keeper"))["app"]["nobody_to_tell"], true);
        assert_eq!(yard.events(NOTICED).await, 0);
        assert_eq!(yard.see("").await["notices"], json!([]));
        // Reviewers do not run the clean-up, and partners do not know of it.
        let (status, _) =
            yard.shop.stage.call("GET", &yard.console(""), &yard.shop.anna.token, Value::Null).await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn who_has_it_installed_counts_once_that_is_measured() {
    deep(async {
        let yard = Yard::new().await;
        let usage = async || {
            let preview = yard.see("/preview").await;
            let rows = preview["rows"].as_array().cloned().unwrap_or_default();
            let own = rows.into_iter().find(|row| row["app"]["listing"] == yard.listing.to_string());
            let own = own.unwrap_or_else(|| panic!("{preview}"));
            own["criteria"][1].clone()
        };
        for (installs, stands) in [(2, "fails"), (3, "passes")] {
            let measured = Signals { installs, ..Signals::default() };
            let store = &yard.shop.stage.services().store;
            store.put_signals(&[(yard.listing, measured)]).await.expect("measured");
            let usage = usage().await;
            assert_eq!(
                (&usage["criterion"], &usage["stands"]["stands"]),
                (&json!("low_usage"), &json!(stands))
            );
        }
    });
}

#[test]
fn an_app_that_nobody_reaches_for_two_weeks_is_told() {
    deep(async {
        let mut yard = Yard::new().await;
        let app = AnApp::start(yard.shop.stage.services().clock.clone()).await;
        let well = format!("{}/health", app.target);
        // Another app answers: it is not we who reach nobody.
        let other = (listing_id("stock-keeper"), well.clone());
        let call = async |yard: &Yard, url: String| {
            let both = vec![(yard.listing, url), other.clone()];
            health::ask(yard.shop.stage.services(), both).await.expect("asked");
            yard.versions().await["clean_up"].clone()
        };
        let alone = vec![(yard.listing, "http://127.0.0.1:9/health".to_owned())];
        health::ask(yard.shop.stage.services(), alone).await.expect("asked");
        assert_eq!(yard.versions().await["clean_up"]["health"], Value::Null, "nobody answered at all");
        let seen = call(&yard, well.clone()).await;
        assert_eq!(
            (&seen["health"]["status"], &seen["health"]["url"]),
            (&json!(200), &json!(well)),
            "{seen}"
        );
        assert_eq!(seen["criteria"][2]["stands"]["stands"], "passes", "{seen}");
        // Nothing listens there.
        let gone = "http://127.0.0.1:9/health";
        for day in 0..15 {
            yard.after(1).await;
            let seen = call(&yard, gone.to_owned()).await;
            let stands = if day < 14 { "passes" } else { "fails" };
            assert_eq!(seen["criteria"][2]["stands"]["stands"], stands, "{day}: {seen}");
            assert_eq!(seen["health"]["status"], Value::Null, "{seen}");
        }
        let seen = yard.versions().await["clean_up"].clone();
        assert_eq!(seen["health"]["failing_since"], "2027-06-03T12:00:00Z", "{seen}");
        assert_eq!(seen["criteria"][2]["stands"]["why"]["id"], "clean_up.unhealthy", "{seen}");
        let seen = call(&yard, well).await;
        assert_eq!(seen["criteria"][2]["stands"]["stands"], "passes", "one good answer mends it: {seen}");
    });
}

#[test]
fn the_published_version_says_where_its_health_is() {
    deep(async {
        let shop = Workshop::new().await;
        let [reviewer, ..] = shop.reviewers::<2>().await;
        let manifest = MANIFEST.replace("app.parcel-lantern.example", "app.parcel-lantern.eu");
        let id = shop.complete("Quay").await;
        shop.write(id, "manifest", &manifest).await;
        let (version, submission) = shop.submit(id, "1.0.0").await;
        shop.jobs().await;
        shop.approve(&reviewer, submission).await;
        let services = shop.stage.services();
        let shown = async || {
            let shown: Vec<_> = services.store.listing(id).await.expect("reads").into_iter().collect();
            health::addresses(services, shown.iter()).await.expect("reads")
        };
        assert_eq!(shown().await, [], "it is not published");
        let rest = format!("/{id}/versions/{version}/publication");
        let (status, versions) = shop.ask(&shop.anna, "POST", &rest, json!({})).await;
        assert_eq!(status, StatusCode::OK, "{versions}");
        assert_eq!(shown().await, [(id, "https://app.parcel-lantern.eu/health".to_owned())]);
        // One of an example is not called.
        let other = shop.live("Harbour Ledger", &reviewer).await;
        let other = services.store.listing(other).await.expect("reads").expect("there");
        assert_eq!(health::addresses(services, [&other].into_iter()).await.expect("reads"), []);
    });
}

#[test]
fn two_servers_give_one_notice() {
    deep(async {
        let yard = Yard::new().await;
        let services = yard.shop.stage.services();
        let (here, there) = tokio::join!(super::look_at_all(services), super::look_at_all(services));
        here.and(there).expect("both work");
        super::look_at_all(services).await.expect("and later");
        assert_eq!(yard.events(NOTICED).await, 1);
        let next = super::clean_up_due(services).await.expect("reads").expect("a day");
        assert_eq!(next.to_rfc3339(), "2027-06-03T00:00:00+00:00", "once a day");
    });
}

#[test]
fn an_app_of_others_has_no_notice_to_appeal() {
    deep(async {
        let yard = Yard::new().await;
        yard.shop.jobs().await;
        for (method, rest, body) in
            [("POST", "appeal", json!({ "words": "Ours." })), ("GET", "receipts", Value::Null)]
        {
            let rest = format!("/{}/clean-up/{rest}", listing_id("stock-keeper"));
            let (status, _) = yard.shop.ask(&yard.shop.anna, method, &rest, body).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{method} {rest}");
        }
    });
}
