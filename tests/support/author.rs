//! Somebody of a partner who writes listings that lack nothing.

use serde_json::{Value, json};

use crate::persona::{Door, Persona};

/// Writes with the pictures and the category of a listing that is there.
#[derive(Debug)]
pub struct Author<'p, D> {
    persona: &'p Persona<'p, D>,
    /// The address of the organisation's listings.
    pub listings: String,
    draft: Value,
}

impl<'p, D: Door> Author<'p, D> {
    /// # Panics
    /// When the organisation has no listing.
    pub async fn new(persona: &'p Persona<'p, D>) -> Self {
        let listings = format!("/api/v1/organisations/{}/listings", persona.organisation().await);
        let all = persona.get(&listings).await.json();
        let known = all["listings"][0]["listing"].as_str().unwrap_or_else(|| panic!("none: {all}"));
        let known = persona.get(&format!("{listings}/{known}")).await.json();
        Self { persona, draft: known["draft"].clone(), listings }
    }

    /// Everything that a submission needs beside the name and a sandbox.
    pub fn fields(&self) -> Vec<(&'static str, Value)> {
        let of = |field: &str| self.draft[field]["value"].clone();
        let mut all = self.pictures();
        all.extend([
            ("tagline", json!("Keeps the books of a harbour, berth by berth")),
            (
                "description",
                json!("Writes down which ship lies where, since when, and what it owes. ".repeat(12)),
            ),
            ("website", json!("https://harbour.example")),
            ("categories", of("categories")),
            ("languages", json!(["en"])),
            ("pricing", json!({ "model": "free" })),
            (
                "plans",
                json!([{ "name": "Free", "price": { "minor": 0, "currency": "EUR" }, "per": "month" }]),
            ),
            ("support", json!({ "email": "help@harbour.example", "url": "https://harbour.example/help" })),
            ("sla", json!({ "first_answer_hours": 8, "uptime_basis_points": 9950 })),
            (
                "data",
                json!({
                    "stored": "Names of ships and what they owe.",
                    "regions": ["eu"],
                    "retention_days": 30,
                    "subprocessors": [],
                    "privacy_url": "https://harbour.example/privacy",
                    "security_contact": "security@harbour.example",
                }),
            ),
            ("changelog", json!([{ "kind": "added", "text": "Everything." }])),
            ("manifest", json!(include_str!("../../shared/corpus/manifest/good.toml"))),
        ]);
        all
    }

    /// Pictures of a listing that is there.
    pub fn pictures(&self) -> Vec<(&'static str, Value)> {
        ["icon", "screenshots"].map(|field| (field, self.draft[field]["value"].clone())).to_vec()
    }

    /// Starts a listing and writes all of its draft.
    ///
    /// # Panics
    /// When the server does not take it.
    pub async fn write(&self, id: &str, name: &str) {
        let started = json!({ "listing": id, "name": name });
        let answer = self.persona.post(&self.listings, &started).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let edit = |(field, value): (&str, Value)| json!({ "field": field, "based_on": 0, "value": value });
        let edits: Vec<_> = self.fields().into_iter().map(edit).collect();
        let path = format!("{}/{id}/draft", self.listings);
        let answer = self.persona.send("PATCH", &path, Some(&json!({ "edits": edits })), &[]).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    /// Makes a sandbox that says where the app is; gives the secret that it signs with.
    ///
    /// # Panics
    /// When the server does not take it.
    pub async fn place(&self, id: &str, target: &str) -> String {
        let sandboxes = format!("{}/{id}/sandboxes", self.listings);
        // Of the time and the randomness of the listing's id.
        let sandbox = id.replace("lst_", "sbx_");
        let answer = self.persona.post(&sandboxes, &json!({ "sandbox": sandbox, "target": target })).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let secret = self.persona.get(&format!("{sandboxes}/{sandbox}/secret")).await.json();
        secret["secret"].as_str().unwrap_or_else(|| panic!("none: {secret}")).to_owned()
    }

    /// Submits the draft as the version that its manifest says.
    ///
    /// # Panics
    /// When the server does not take it.
    pub async fn submit(&self, id: &str, version: &str, submission: &str) {
        let body = json!({ "version": version, "label": "2.3.0", "submission": submission });
        let answer = self.persona.post(&format!("{}/{id}/versions", self.listings), &body).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
}
