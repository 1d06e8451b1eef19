use http::StatusCode;
use serde_json::{Value, json};
use shared::{
    certification::model::Certification,
    decisions::{receipt::Receipt, replay::replay},
    event::Event,
    ids::{CertificationId, ListingId},
    organisations::{model::OrganisationKind, role::BuiltIn},
};

use crate::{listings::workshop::Workshop, personas::Persona, testing::deep};

const DAY: i64 = 24 * 60;

/// A published app that was reviewed, its partner, and a reviewer.
struct Desk {
    shop: Workshop,
    rita: Persona,
    listing: ListingId,
}

impl Desk {
    async fn new() -> Self {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let listing = shop.live("Harbour Books", &rita).await;
        Self { shop, rita, listing }
    }

    async fn all(&self, who: &Persona) -> Value {
        let rest = format!("/{}/certifications", self.listing);
        let (status, all) = self.shop.ask(who, "GET", &rest, Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{all}");
        all
    }

    /// A competency as its partner sees it.
    async fn security(&self) -> Value {
        self.all(&self.shop.anna).await["competencies"][0].clone()
    }

    /// A write of the partner on a version.
    async fn ask(&self, version: u64, method: &str, rest: &str, body: Value) -> (StatusCode, Value) {
        let path = self.shop.path(&format!("/{}/certifications/security{rest}", self.listing));
        let tag = format!("\"{version}\"");
        let headers = [("if-match", tag.as_str())];
        self.shop.stage.call_with(method, &path, &self.shop.anna.token, body, &headers).await
    }

    /// What a level “verified” takes, with the review of the app.
    async fn evidence(&self) -> Value {
        let all = self.all(&self.shop.anna).await;
        json!([
            { "kind": "statement", "words": "We read two scopes and store nothing.", "link": null, "review": null },
            { "kind": "review", "words": "All of version 1.0.0.", "link": null, "review": all["reviews"][0]["receipt"] },
        ])
    }

    async fn requested(&self) -> (CertificationId, Value) {
        let id = CertificationId::new(&*self.shop.stage.services().ids);
        let body = json!({ "certification": id, "level": "verified", "evidence": self.evidence().await });
        let (status, view) = self.ask(0, "POST", "/request", body).await;
        assert_eq!(status, StatusCode::OK, "{view}");
        (id, view)
    }

    fn console(&self, rest: &str) -> String {
        let program = self.shop.stage.services().store.program();
        format!("/api/v1/organisations/{program}/certifications{rest}")
    }

    async fn see(&self, who: &Persona, rest: &str) -> (StatusCode, Value) {
        self.shop.stage.call("GET", &self.console(rest), &who.token, Value::Null).await
    }

    /// A write of a reviewer on the version that is there.
    async fn rule(&self, who: &Persona, id: CertificationId, rest: &str, body: Value) -> (StatusCode, Value) {
        let (_, case) = self.see(who, &format!("/{id}")).await;
        let tag = format!("\"{}\"", case["view"]["version"]);
        let path = self.console(&format!("/{id}{rest}"));
        self.shop.stage.call_with("POST", &path, &who.token, body, &[("if-match", &tag)]).await
    }

    async fn granted(&self) -> CertificationId {
        let (id, _) = self.requested().await;
        let grant = json!({ "ruling": "grant", "level": "verified", "looked_at": "All scopes." });
        let (status, case) = self.rule(&self.rita, id, "/decision", grant).await;
        assert_eq!(status, StatusCode::OK, "{case}");
        id
    }

    /// Badges of the app as customers see them, and how many the directory finds by it.
    async fn badges(&self) -> (Value, Value) {
        let services = self.shop.stage.services();
        services.directory.catch_up().await.expect("the directory reads");
        let get = async |path: &str| self.shop.stage.call("GET", path, "", Value::Null).await.1;
        let page = get("/api/v1/listings/harbour-books").await;
        let found = get("/api/v1/listings?badge=security").await;
        (page["badges"].clone(), found["total"].clone())
    }

    async fn events(&self) -> Vec<Event> {
        let store = &self.shop.stage.services().store;
        let all = store.events_after(self.shop.organisation, 0, 1_000).await.expect("reads");
        all.into_iter().filter(|event| event.kind.starts_with("certification.")).collect()
    }
}

#[test]
fn a_partner_asks_answers_and_gets_a_badge_that_everybody_sees() {
    deep(async {
        let desk = Desk::new().await;
        let before = desk.security().await;
        assert_eq!((&before["standing"]["standing"], &before["version"]), (&json!("none"), &json!(0)));
        let (id, asked) = desk.requested().await;
        assert_eq!((&asked["version"], &asked["request"]["waits_for"]), (&json!(1), &json!("reviewer")));
        let (_, queue) = desk.see(&desk.rita, "").await;
        assert_eq!(queue["rows"][0]["name"], "Harbour Books", "{queue}");
        assert_eq!(queue["rows"][0]["partner"], "Acme Works");

        let more = json!({ "words": "Where is the backup?" });
        let (status, case) = desk.rule(&desk.rita, id, "/questions", more).await;
        assert_eq!((status, &case["view"]["request"]["waits_for"]), (StatusCode::OK, &json!("partner")));
        let again = json!({ "certification": id, "level": "verified", "evidence": desk.evidence().await });
        let (status, refused) = desk.ask(2, "POST", "/request", again.clone()).await;
        assert_eq!(
            (status, &refused["errors"][0]["pointer"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!("/answer"))
        );
        let mut answered = again;
        answered["answer"] = json!("In Dublin, encrypted.");
        let (status, view) = desk.ask(2, "POST", "/request", answered).await;
        assert_eq!((status, &view["request"]["waits_for"]), (StatusCode::OK, &json!("reviewer")), "{view}");
        assert_eq!(view["request"]["questions"][0]["answer"], "In Dublin, encrypted.");

        let grant = json!({ "ruling": "grant", "level": "verified", "looked_at": "All scopes and storage." });
        let (status, case) = desk.rule(&desk.rita, id, "/decision", grant).await;
        assert_eq!(
            (status, &case["view"]["standing"]["standing"]),
            (StatusCode::OK, &json!("valid")),
            "{case}"
        );
        let (badges, found) = desk.badges().await;
        assert_eq!(
            (&badges[0]["issuer"], &badges[0]["level"], &badges[0]["evidence"]),
            (&json!("The Program"), &json!("verified"), &json!("All scopes and storage.")),
        );
        // It holds for a year, and for the remediation.
        assert_eq!(
            (&badges[0]["issued_on"], &badges[0]["expires_on"]),
            (&json!("2026-06-01"), &json!("2027-07-01"))
        );
        assert_eq!(found, 1);
        let (_, queue) = desk.see(&desk.rita, "").await;
        assert_eq!(queue["rows"], json!([]), "it has left the queue");
        let (_, held) = desk.see(&desk.rita, "?which=held").await;
        assert_eq!(held["rows"][0]["level"], "verified", "{held}");
        // Whoever wants to can judge again.
        let rest = format!("/{}/certifications/security/receipts", desk.listing);
        let (_, judged) = desk.shop.ask(&desk.shop.ben, "GET", &rest, Value::Null).await;
        let receipts: Vec<Receipt> = serde_json::from_value(judged["receipts"].clone()).expect("receipts");
        assert_eq!(receipts.len(), 1, "{judged}");
        assert!(receipts.iter().all(|receipt| replay(receipt).is_ok()));
        // The partner hears of it.
        desk.shop.jobs().await;
        let (_, inbox) =
            desk.shop.stage.call("GET", "/api/v1/me/notifications", &desk.shop.ben.token, Value::Null).await;
        let said: Vec<_> =
            inbox["notifications"].as_array().into_iter().flatten().map(|one| &one["text"]).collect();
        assert!(
            said.iter()
                .any(|said| said.as_str().is_some_and(|said| said.contains("is certified for security"))),
            "{inbox}"
        );
    });
}

#[test]
fn what_rests_on_another_version_is_refused_with_what_is_there() {
    deep(async {
        let desk = Desk::new().await;
        let (id, _) = desk.requested().await;
        let body = json!({ "certification": id, "level": "declared", "evidence": [] });
        let (status, stale) = desk.ask(0, "POST", "/request", body.clone()).await;
        assert_eq!(
            (status, &stale["current"]["version"]),
            (StatusCode::PRECONDITION_FAILED, &json!(1)),
            "{stale}"
        );
        let path = desk.shop.path(&format!("/{}/certifications/security/request", desk.listing));
        let (status, _) = desk.shop.stage.call("POST", &path, &desk.shop.anna.token, body).await;
        assert_eq!(status, StatusCode::PRECONDITION_REQUIRED);
        let path = desk.console(&format!("/{id}/decision"));
        let refuse = json!({ "ruling": "refuse", "words": "No." });
        let (status, _) = desk
            .shop
            .stage
            .call_with("POST", &path, &desk.rita.token, refuse, &[("if-match", "\"9\"")])
            .await;
        assert_eq!(status, StatusCode::PRECONDITION_FAILED);
    });
}

#[test]
fn a_level_wants_its_evidence_and_no_review_of_another_app() {
    deep(async {
        let desk = Desk::new().await;
        let id = CertificationId::new(&*desk.shop.stage.services().ids);
        let ask = async |evidence: Value| {
            let body = json!({ "certification": id, "level": "verified", "evidence": evidence });
            desk.ask(0, "POST", "/request", body).await
        };
        let mut evidence = desk.evidence().await;
        let (status, refused) = ask(json!([evidence[0]])).await;
        assert_eq!(
            (status, &refused["errors"][0]["pointer"]),
            (StatusCode::UNPROCESSABLE_ENTITY, &json!("/evidence"))
        );
        evidence[1]["review"] = json!("ab".repeat(32));
        let (status, refused) = ask(evidence).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{refused}");
        let (status, _) = desk.see(&desk.rita, &format!("/{id}")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "nothing was written");
    });
}

#[test]
fn a_request_is_kept_while_it_is_written_and_gone_once_it_is_sent() {
    deep(async {
        let desk = Desk::new().await;
        let typed = |words: &str| {
            let one = json!({ "kind": "statement", "words": words, "link": "", "review": null });
            json!({ "level": "declared", "evidence": [one], "answer": "" })
        };
        let (status, kept) = desk.ask(0, "PUT", "/draft", typed("We")).await;
        assert_eq!((status, &kept["version"]), (StatusCode::OK, &json!(1)), "{kept}");
        let (status, kept) = desk.ask(1, "PUT", "/draft", typed("We store nothing.")).await;
        assert_eq!((status, &kept["version"]), (StatusCode::OK, &json!(2)), "{kept}");
        let (status, stale) = desk.ask(1, "PUT", "/draft", typed("I")).await;
        assert_eq!(status, StatusCode::PRECONDITION_FAILED);
        assert_eq!(stale["current"]["typed"]["evidence"][0]["words"], "We store nothing.", "{stale}");
        // Everybody of the partner goes on from it.
        let seen = desk.all(&desk.shop.ben).await;
        assert_eq!(seen["competencies"][0]["draft"]["by"], "anna", "{seen}");
        desk.requested().await;
        assert_eq!(desk.security().await["draft"], Value::Null);
        // Reviewers see what was sent, and no draft.
        desk.ask(0, "PUT", "/draft", typed("Secret")).await;
        let (_, queue) = desk.see(&desk.rita, "").await;
        let id = queue["rows"][0]["certification"].as_str().expect("an id");
        let (_, case) = desk.see(&desk.rita, &format!("/{id}")).await;
        assert_eq!(case["view"]["draft"], Value::Null, "{case}");
    });
}

#[test]
fn it_lapses_on_its_day_and_the_directory_follows_without_a_job() {
    deep(async {
        let mut desk = Desk::new().await;
        desk.granted().await;
        let standing = async |desk: &mut Desk, days: i64| {
            desk.shop.wait(days * DAY);
            desk.shop.anna = desk.shop.again(&desk.shop.anna, desk.shop.organisation).await;
            desk.security().await["standing"].clone()
        };
        // The first of June 2026; renewal opens on 3 March 2027.
        let valid = standing(&mut desk, 274).await;
        assert_eq!(
            (&valid["standing"], &valid["clock"]["days_left"]),
            (&json!("valid"), &json!(1)),
            "{valid}"
        );
        let open = standing(&mut desk, 1).await;
        assert_eq!(
            (&open["standing"], &open["clock"]["until"]),
            (&json!("renewal_open"), &json!("2027-06-01"))
        );
        let remediation = standing(&mut desk, 90).await;
        assert_eq!(
            (&remediation["standing"], &remediation["clock"]["days_left"]),
            (&json!("remediation"), &json!(30)),
        );
        let last = standing(&mut desk, 29).await;
        assert_eq!(last["standing"], "remediation");
        assert_eq!(desk.badges().await.1, 1, "it holds until the last day");
        let lapsed = standing(&mut desk, 1).await;
        assert_eq!((&lapsed["standing"], &lapsed["on"]), (&json!("lapsed"), &json!("2027-07-01")));
        assert_eq!(desk.badges().await.1, 0);
    });
}

#[test]
fn a_renewal_within_the_remediation_loses_and_gains_no_day() {
    deep(async {
        let mut desk = Desk::new().await;
        let id = desk.granted().await;
        let early = json!({ "certification": id, "level": "verified", "evidence": desk.evidence().await });
        let (status, refused) = desk.ask(2, "POST", "/request", early).await;
        assert_eq!(status, StatusCode::CONFLICT, "{refused}");
        desk.shop.wait(380 * DAY);
        let program = desk.shop.stage.services().store.program();
        desk.shop.anna = desk.shop.again(&desk.shop.anna, desk.shop.organisation).await;
        desk.rita = desk.shop.again(&desk.rita, program).await;
        let body = json!({ "certification": id, "level": "verified", "evidence": desk.evidence().await });
        let (status, view) = desk.ask(2, "POST", "/request", body).await;
        assert_eq!(status, StatusCode::OK, "{view}");
        let grant = json!({ "ruling": "grant", "level": "verified", "looked_at": "All scopes." });
        let (status, case) = desk.rule(&desk.rita, id, "/decision", grant).await;
        assert_eq!(
            (status, &case["view"]["badge"]["expires_on"]),
            (StatusCode::OK, &json!("2028-06-01")),
            "{case}"
        );
        let (badges, _) = desk.badges().await;
        assert_eq!(badges.as_array().map(Vec::len), Some(1), "the old badge is gone: {badges}");
    });
}

#[test]
fn each_end_is_announced_once_by_whichever_server() {
    deep(async {
        let desk = Desk::new().await;
        let id = desk.granted().await;
        let services = desk.shop.stage.services();
        desk.shop.wait(274 * DAY);
        super::tell_due(services).await.expect("nothing is due");
        let told = async || {
            let all = desk.events().await;
            all.iter()
                .filter(|event| !event.kind.ends_with("requested") && !event.kind.ends_with("granted"))
                .count()
        };
        assert_eq!(told().await, 0);
        desk.shop.wait(DAY);
        let (here, there) = tokio::join!(super::tell_due(services), super::tell_due(services));
        here.and(there).expect("both work");
        super::tell_due(services).await.expect("and later");
        assert_eq!(told().await, 1);
        // Away for months: the newest is told, and what is over is not.
        desk.shop.wait(100 * DAY);
        super::tell_due(services).await.expect("told");
        let all = desk.events().await;
        let last = all.last().expect("an event");
        assert_eq!((last.kind.as_str(), told().await), ("certification.remediation_began", 2));
        assert_eq!(last.payload["until"], "2027-07-01", "{}", last.payload);
        desk.shop.wait(40 * DAY);
        super::tell_due(services).await.expect("told");
        let stored =
            services.store.get::<Certification>(id.to_string()).await.expect("reads").expect("there");
        assert_eq!((stored.tell_at, told().await), (None, 3), "after the lapse there is nothing to tell");
    });
}

#[test]
fn a_refusal_and_a_withdrawal_say_why() {
    deep(async {
        let desk = Desk::new().await;
        let (id, _) = desk.requested().await;
        let refuse = json!({ "ruling": "refuse", "words": "The report is of another app." });
        let (status, case) = desk.rule(&desk.rita, id, "/decision", refuse).await;
        assert_eq!(status, StatusCode::OK, "{case}");
        let seen = desk.security().await;
        assert_eq!(seen["refused"]["words"], "The report is of another app.", "{seen}");
        let (status, _) = desk.rule(&desk.rita, id, "/withdrawal", json!({ "words": "Gone." })).await;
        assert_eq!(status, StatusCode::CONFLICT, "nothing holds");
        let version = seen["version"].as_u64().expect("a version");
        let body = json!({ "certification": id, "level": "verified", "evidence": desk.evidence().await });
        let (status, view) = desk.ask(version, "POST", "/request", body).await;
        assert_eq!(status, StatusCode::OK, "{view}");
        let grant = json!({ "ruling": "grant", "level": "declared", "looked_at": "What the partner says." });
        let (status, case) = desk.rule(&desk.rita, id, "/decision", grant).await;
        assert_eq!((status, &case["view"]["badge"]["level"]), (StatusCode::OK, &json!("declared")), "{case}");
        let (status, case) =
            desk.rule(&desk.rita, id, "/withdrawal", json!({ "words": "An incident was hidden." })).await;
        assert_eq!(
            (status, &case["view"]["standing"]["standing"]),
            (StatusCode::OK, &json!("withdrawn")),
            "{case}"
        );
        assert_eq!(desk.badges().await, (json!([]), json!(0)));
        let (_, over) = desk.see(&desk.rita, "?which=over").await;
        assert_eq!(over["rows"][0]["certification"], json!(id), "{over}");
        let rest = format!("/{}/certifications/security/receipts", desk.listing);
        let (_, judged) = desk.shop.ask(&desk.shop.anna, "GET", &rest, Value::Null).await;
        let receipts: Vec<Receipt> = serde_json::from_value(judged["receipts"].clone()).expect("receipts");
        assert_eq!(receipts.len(), 3, "{judged}");
        assert!(receipts.iter().all(|receipt| replay(receipt).is_ok()));
    });
}

#[test]
fn a_request_that_is_taken_back_leaves_the_queue() {
    deep(async {
        let desk = Desk::new().await;
        let (id, _) = desk.requested().await;
        let (status, view) = desk.ask(1, "DELETE", "/request", Value::Null).await;
        assert_eq!((status, &view["request"]), (StatusCode::OK, &Value::Null), "{view}");
        let (_, queue) = desk.see(&desk.rita, "").await;
        assert_eq!(queue["rows"], json!([]));
        let grant = json!({ "ruling": "grant", "level": "verified", "looked_at": "All." });
        let (status, _) = desk.rule(&desk.rita, id, "/decision", grant).await;
        assert_eq!(status, StatusCode::CONFLICT);
    });
}

#[test]
fn nobody_decides_on_their_own_organisation_and_others_see_nothing() {
    deep(async {
        let desk = Desk::new().await;
        let (id, _) = desk.requested().await;
        let stage = &desk.shop.stage;
        let both = stage.person("bo").await;
        let program = stage.services().store.program();
        stage.join(program, &both, BuiltIn::Reviewer).await;
        stage.join(desk.shop.organisation, &both, BuiltIn::Developer).await;
        let both = stage.sign_in(both.id, Some(program)).await;
        let (_, case) = desk.see(&both, &format!("/{id}")).await;
        assert_eq!(case["barred"], "own_organisation", "{case}");
        for (rest, body) in [
            ("/decision", json!({ "ruling": "grant", "level": "verified", "looked_at": "All." })),
            ("/questions", json!({ "words": "More?" })),
        ] {
            let (status, refused) = desk.rule(&both, id, rest, body).await;
            assert_eq!(status, StatusCode::FORBIDDEN, "{rest}: {refused}");
        }
        // A partner's people do not reach the console; another partner does not reach the app.
        let (status, _) = desk.see(&desk.shop.anna, "").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let olga = stage.person("olga").await;
        let other = stage.organisation(OrganisationKind::Partner, "Other Works", olga.id).await;
        let olga = stage.sign_in(olga.id, Some(other)).await;
        let at = format!("/api/v1/organisations/{other}/listings/{}/certifications", desk.listing);
        let typed = json!({ "level": "declared", "evidence": [], "answer": "" });
        let body = json!({ "certification": id, "level": "declared", "evidence": [] });
        for (method, rest, body) in [
            ("GET", "", Value::Null),
            ("GET", "/security/receipts", Value::Null),
            ("PUT", "/security/draft", typed),
            ("POST", "/security/request", body),
            ("DELETE", "/security/request", Value::Null),
        ] {
            let path = format!("{at}{rest}");
            let (status, _) =
                stage.call_with(method, &path, &olga.token, body, &[("if-match", "\"0\"")]).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{method} {rest}");
        }
    });
}

#[test]
fn an_app_that_is_not_published_is_not_certified_and_an_imported_one_is() {
    deep(async {
        let shop = Workshop::new().await;
        let [rita] = shop.reviewers().await;
        let (draft, imported) = (shop.started().await, shop.imported().await);
        let statement =
            json!([{ "kind": "statement", "words": "We store nothing.", "link": null, "review": null }]);
        let ask = async |listing: ListingId| {
            let id = CertificationId::new(&*shop.stage.services().ids);
            let body = json!({ "certification": id, "level": "declared", "evidence": statement });
            let path = shop.path(&format!("/{listing}/certifications/data/request"));
            shop.stage.call_with("POST", &path, &shop.anna.token, body, &[("if-match", "\"0\"")]).await
        };
        let (status, refused) = ask(draft).await;
        assert_eq!(status, StatusCode::CONFLICT, "{refused}");
        let (status, asked) = ask(imported).await;
        assert_eq!(status, StatusCode::OK, "{asked}");
        let program = shop.stage.services().store.program();
        let path = format!("/api/v1/organisations/{program}/certifications");
        let (_, queue) = shop.stage.call("GET", &path, &rita.token, Value::Null).await;
        assert_eq!(queue["rows"][0]["name"], "Stock Mirror", "{queue}");
    });
}
