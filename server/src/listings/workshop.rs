//! A partner with people who work on its listings, and reviewers, for tests.

use http::StatusCode;
use serde_json::{Value, json};
use shared::{
    ids::{ListingId, OrganisationId, SandboxId, SubmissionId, VersionId},
    organisations::{model::OrganisationKind, role::BuiltIn},
    partners::model::Partner,
    testing::{listing, slug},
};
use store::Unit;

use crate::{
    personas::{Persona, Stage},
    sandbox::an_app::AnApp,
};

/// What the apps of a workshop say of themselves.
pub(crate) const MANIFEST: &str = include_str!("../../../shared/corpus/manifest/good.toml");

/// A partner with two people who work on its listings.
pub(crate) struct Workshop {
    pub(crate) stage: Stage,
    pub(crate) organisation: OrganisationId,
    pub(crate) anna: Persona,
    pub(crate) ben: Persona,
}

impl Workshop {
    pub(crate) async fn new() -> Self {
        let stage = Stage::new().await;
        let anna = stage.person("anna").await;
        let organisation = stage.organisation(OrganisationKind::Partner, "Acme Works", anna.id).await;
        let ben = stage.person("ben").await;
        stage.join(organisation, &ben, BuiltIn::Developer).await;
        let anna = stage.sign_in(anna.id, Some(organisation)).await;
        let ben = stage.sign_in(ben.id, Some(organisation)).await;
        Self { stage, organisation, anna, ben }
    }

    pub(crate) fn path(&self, rest: &str) -> String {
        format!("/api/v1/organisations/{}/listings{rest}", self.organisation)
    }

    pub(crate) async fn ask(
        &self,
        who: &Persona,
        method: &str,
        rest: &str,
        body: Value,
    ) -> (StatusCode, Value) {
        self.stage.call(method, &self.path(rest), &who.token, body).await
    }

    pub(crate) async fn started(&self) -> ListingId {
        let id = ListingId::new(&*self.stage.services().ids);
        let body = json!({ "listing": id, "name": "Ledger Bridge" });
        let (status, app) = self.ask(&self.anna, "POST", "", body).await;
        assert_eq!((status, &app["row"]["phase"]), (StatusCode::OK, &json!("draft")), "{app}");
        id
    }

    pub(crate) async fn edit(&self, who: &Persona, id: ListingId, edits: Value) -> (StatusCode, Value) {
        self.ask(who, "PATCH", &format!("/{id}/draft"), json!({ "edits": edits })).await
    }

    /// A listing that came by import.
    pub(crate) async fn imported(&self) -> ListingId {
        let services = self.stage.services();
        let now = services.clock.now();
        let shown = shared::marketplace::model::Listing {
            partner: self.organisation,
            ..listing().named("Stock Mirror").build()
        };
        let mut unit = Unit::default();
        unit.create_partner(&Partner {
            id: self.organisation,
            version: 1,
            slug: slug("acme-works"),
            name: "Acme Works".to_owned(),
            about: String::new(),
            website: None,
            location: None,
            since: now,
        });
        services.store.commit(unit).await.expect("commits");
        self.stage.market.publish(&shown).await;
        services.directory.catch_up().await.expect("the directory reads");
        shown.id
    }

    /// An app that keeps the contract, and a sandbox that says where it is.
    pub(crate) async fn callable(&self, id: ListingId) -> AnApp {
        let app = AnApp::start(self.stage.services().clock.clone()).await;
        let sandbox = SandboxId::new(&*self.stage.services().ids);
        let body = json!({ "sandbox": sandbox, "target": app.target });
        let (status, made) = self.ask(&self.anna, "POST", &format!("/{id}/sandboxes"), body).await;
        assert_eq!(status, StatusCode::OK, "{made}");
        let path = format!("/{id}/sandboxes/{sandbox}/secret");
        let (_, secret) = self.ask(&self.anna, "GET", &path, Value::Null).await;
        let secret = secret["secret"].as_str().and_then(|secret| secret.parse().ok());
        app.secret.set(secret.expect("a secret")).expect("told once");
        app
    }

    /// A listing whose draft lacks nothing.
    pub(crate) async fn complete(&self, name: &str) -> ListingId {
        let id = ListingId::new(&*self.stage.services().ids);
        let body = json!({ "listing": id, "name": name });
        let (status, app) = self.ask(&self.anna, "POST", "", body).await;
        assert_eq!(status, StatusCode::OK, "{app}");
        self.fill(id).await;
        id
    }

    /// Writes everything that a draft needs beside its name.
    pub(crate) async fn fill(&self, id: ListingId) {
        self.callable(id).await;
        let picture = json!({ "digest": "0".repeat(64), "width": 1200, "height": 800 });
        let shot = |alt: &str| json!({ "picture": picture, "alt": alt });
        let fields = [
            ("tagline", json!("Keeps two ledgers in step, line by line")),
            (
                "description",
                json!("Posts every invoice to both ledgers and says which line differs. ".repeat(12)),
            ),
            ("icon", json!({ "digest": "1".repeat(64), "width": 512, "height": 512 })),
            (
                "screenshots",
                json!([
                    shot("The list of postings with one difference"),
                    shot("A posting that was put right by hand"),
                    shot("The settings with both ledgers connected"),
                ]),
            ),
            ("website", json!("https://ledger.example")),
            ("categories", json!(["finance"])),
            ("languages", json!(["en"])),
            ("pricing", json!({ "model": "free" })),
            (
                "plans",
                json!([{ "name": "Free", "price": { "minor": 0, "currency": "EUR" }, "per": "month" }]),
            ),
            ("sla", json!({ "first_answer_hours": 8, "uptime_basis_points": 9950 })),
            ("support", json!({ "email": "help@ledger.example", "url": "https://ledger.example/help" })),
            (
                "data",
                json!({
                    "stored": "Invoice numbers and amounts, to compare them.",
                    "regions": ["eu"],
                    "retention_days": 30,
                    "subprocessors": [],
                    "privacy_url": "https://ledger.example/privacy",
                    "security_contact": "security@ledger.example",
                }),
            ),
            ("changelog", json!([{ "kind": "added", "text": "Everything." }])),
            ("manifest", json!(MANIFEST)),
        ];
        let edit = |(field, value): (&str, Value)| json!({ "field": field, "based_on": 0, "value": value });
        let edits: Vec<_> = fields.into_iter().map(edit).collect();
        let (status, edited) = self.edit(&self.anna, id, json!(edits)).await;
        assert_eq!(status, StatusCode::OK, "{edited}");
        let required = |nags: &Value| -> Vec<Value> {
            let nags = nags.as_array().cloned().unwrap_or_default();
            nags.into_iter().filter(|nag| nag["level"] == "required").collect()
        };
        assert_eq!(required(&edited["app"]["nags"]), Vec::<Value>::new());
    }

    /// Another partner, of which somebody of this name is the owner.
    pub(crate) async fn partner(&self, name: &str, owner: &str) -> (OrganisationId, Persona) {
        let owner = self.stage.person(owner).await;
        let id = self.stage.organisation(OrganisationKind::Partner, name, owner.id).await;
        let services = self.stage.services();
        let mut unit = Unit::default();
        unit.create_partner(&Partner {
            id,
            version: 1,
            slug: slug(name),
            name: name.to_owned(),
            about: String::new(),
            website: None,
            location: None,
            since: services.clock.now(),
        });
        services.store.commit(unit).await.expect("commits");
        (id, self.stage.sign_in(owner.id, Some(id)).await)
    }

    /// The operator's owner.
    pub(crate) async fn operator(&self) -> Persona {
        let olivia = self.stage.person("olivia").await;
        let program = self.stage.organisation(OrganisationKind::Operator, "The Program", olivia.id).await;
        self.stage.sign_in(olivia.id, Some(program)).await
    }

    /// A call to the console for listings that are looked after.
    pub(crate) async fn govern(
        &self,
        who: &Persona,
        method: &str,
        rest: &str,
        body: Value,
    ) -> (StatusCode, Value) {
        let program = self.stage.services().store.program();
        let path = format!("/api/v1/organisations/{program}/governance{rest}");
        self.stage.call(method, &path, &who.token, body).await
    }

    /// What customers see at an address of the API, once the directory has read everything.
    pub(crate) async fn seen(&self, path: &str) -> (StatusCode, Value) {
        self.stage.services().directory.catch_up().await.expect("the directory reads");
        self.stage.call("GET", path, "", Value::Null).await
    }

    /// What somebody reads in their inbox, the newest first.
    pub(crate) async fn inbox(&self, who: &Persona) -> Vec<String> {
        let (_, inbox) = self.stage.call("GET", "/api/v1/me/notifications", &who.token, Value::Null).await;
        let texts = inbox["notifications"].as_array().into_iter().flatten();
        texts.filter_map(|one| one["text"].as_str().map(str::to_owned)).collect()
    }

    /// Lets the manifest say a version.
    async fn call(&self, id: ListingId, label: &str) {
        let (_, app) = self.ask(&self.anna, "GET", &format!("/{id}"), Value::Null).await;
        let written = app["draft"]["manifest"]["value"].as_str().expect("a manifest");
        let (before, rest) = written.split_once("\nversion = \"").expect("a version");
        let (_, after) = rest.split_once('"').expect("its end");
        let called = format!("{before}\nversion = \"{label}\"{after}");
        if called != written {
            self.write(id, "manifest", &called).await;
        }
    }

    /// Submits the draft as a version; gives its id and that of the round.
    pub(crate) async fn submit(&self, id: ListingId, label: &str) -> (VersionId, SubmissionId) {
        self.call(id, label).await;
        let ids = &*self.stage.services().ids;
        let (version, submission) = (VersionId::new(ids), SubmissionId::new(ids));
        let body = json!({ "version": version, "label": label, "submission": submission });
        let (status, versions) = self.ask(&self.anna, "POST", &format!("/{id}/versions"), body).await;
        assert_eq!(status, StatusCode::OK, "{versions}");
        (version, submission)
    }

    /// Writes one field of a draft, whatever stands there.
    pub(crate) async fn write(&self, id: ListingId, field: &str, value: &str) {
        let (_, app) = self.ask(&self.anna, "GET", &format!("/{id}"), Value::Null).await;
        let edit = json!({ "field": field, "based_on": app["draft"][field]["revision"], "value": value });
        let (status, edited) = self.edit(&self.anna, id, json!([edit])).await;
        assert_eq!((status, &edited["conflicts"]), (StatusCode::OK, &json!([])), "{edited}");
    }

    /// Claims a submission and asks for something at one field; gives the case.
    pub(crate) async fn ask_for(
        &self,
        who: &Persona,
        submission: SubmissionId,
        field: &str,
        words: &str,
    ) -> Value {
        let (status, case) = self.review(who, "PUT", &format!("/{submission}/claim"), Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{case}");
        let requests = json!([{ "field": field, "words": words }]);
        let ruling = json!({ "ruling": "request_changes", "requests": requests });
        let (status, case) = self.review(who, "POST", &format!("/{submission}/decision"), ruling).await;
        assert_eq!(status, StatusCode::OK, "{case}");
        case
    }

    /// Answers the only request and submits the draft as the next round; gives its id.
    pub(crate) async fn answer_and_resubmit(
        &self,
        id: ListingId,
        (version, label): (VersionId, &str),
        words: &str,
    ) -> SubmissionId {
        let answers = json!({ "answers": [{ "at": 0, "words": words }] });
        let rest = format!("/{id}/versions/{version}/answers");
        let (status, answered) = self.ask(&self.anna, "PUT", &rest, answers).await;
        assert_eq!(status, StatusCode::OK, "{answered}");
        let submission = SubmissionId::new(&*self.stage.services().ids);
        let body = json!({ "version": version, "label": label, "submission": submission });
        let (status, versions) = self.ask(&self.anna, "POST", &format!("/{id}/versions"), body).await;
        assert_eq!(status, StatusCode::OK, "{versions}");
        submission
    }

    /// The operator with this many reviewers.
    pub(crate) async fn reviewers<const N: usize>(&self) -> [Persona; N] {
        let owner = self.stage.person("olivia").await;
        let program = self.stage.organisation(OrganisationKind::Operator, "The Program", owner.id).await;
        let mut all = Vec::new();
        for number in 0..N {
            let person = self.stage.person(&format!("reviewer{number}")).await;
            self.stage.join(program, &person, BuiltIn::Reviewer).await;
            all.push(self.stage.sign_in(person.id, Some(program)).await);
        }
        all.try_into().unwrap_or_else(|_| panic!("as many as asked for"))
    }

    /// A call to the reviewers' console.
    pub(crate) async fn review(
        &self,
        who: &Persona,
        method: &str,
        rest: &str,
        body: Value,
    ) -> (StatusCode, Value) {
        let program = self.stage.services().store.program();
        let path = format!("/api/v1/organisations/{program}/reviews{rest}");
        self.stage.call(method, &path, &who.token, body).await
    }

    /// Brings a submission from the claim to the approval.
    pub(crate) async fn approve(&self, who: &Persona, submission: SubmissionId) {
        let deed = async |method: &str, rest: String, body: Value| {
            let (status, case) = self.review(who, method, &format!("/{submission}{rest}"), body).await;
            assert_eq!(status, StatusCode::OK, "{method} {rest}: {case}");
            case
        };
        deed("PUT", "/claim".to_owned(), Value::Null).await;
        for stage in ["security_review", "editorial_review", "approval"] {
            let case = deed("GET", String::new(), Value::Null).await;
            let lists = case["checklists"].as_array().cloned().unwrap_or_default();
            let list = lists.into_iter().find(|list| list["stage"] == stage).expect("a checklist");
            for item in list["items"].as_array().into_iter().flatten().filter(|item| item["needed"] == true) {
                deed("PUT", "/ticks".to_owned(), json!({ "item": item["id"], "done": true })).await;
            }
            if stage != "approval" {
                deed("POST", "/stages".to_owned(), json!({ "stage": stage })).await;
            }
        }
        deed("POST", "/decision".to_owned(), json!({ "ruling": "approve" })).await;
    }

    /// A first version that a reviewer approved and nobody has published.
    pub(crate) async fn approved(&self, name: &str, reviewer: &Persona) -> (ListingId, VersionId) {
        let id = self.complete(name).await;
        let (version, submission) = self.submit(id, "1.0.0").await;
        self.jobs().await;
        self.approve(reviewer, submission).await;
        (id, version)
    }

    /// A published listing that a reviewer approved.
    pub(crate) async fn live(&self, name: &str, reviewer: &Persona) -> ListingId {
        let (id, version) = self.approved(name, reviewer).await;
        let rest = format!("/{id}/versions/{version}/publication");
        let (status, versions) = self.ask(&self.anna, "POST", &rest, json!({})).await;
        assert_eq!((status, &versions["standing"]), (StatusCode::OK, &json!("published")), "{versions}");
        self.stage.services().directory.catch_up().await.expect("the directory reads");
        id
    }

    /// Somebody of the operator who runs the program; after [`Self::reviewers`].
    pub(crate) async fn manager(&self) -> Persona {
        let program = self.stage.services().store.program();
        let person = self.stage.person("paula").await;
        self.stage.join(program, &person, BuiltIn::ProgramManager).await;
        self.stage.sign_in(person.id, Some(program)).await
    }

    /// The same person, signed in anew: sessions end while time passes.
    pub(crate) async fn again(&self, who: &Persona, organisation: OrganisationId) -> Persona {
        self.stage.sign_in(who.id, Some(organisation)).await
    }

    /// Lets time pass.
    pub(crate) fn wait(&self, minutes: i64) {
        self.stage.market.clock.advance(chrono::TimeDelta::minutes(minutes));
    }

    /// Does what is due beside requests.
    pub(crate) async fn jobs(&self) {
        crate::jobs::run_once(self.stage.services(), "here").await.expect("done");
    }
}
