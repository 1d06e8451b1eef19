//! The road of an app: written, submitted, reviewed, published, found.

use serde_json::{Value, json};
use tests::{
    browser::{Browser, Look, Person},
    persona::Persona,
    run,
    server::Server,
};

use crate::{act_as, go, hydrated, open};

const NAME: &str = "Harbour Ledger";

/// A listing that lacks nothing, with the pictures of one that is there; gives the address of its listings and
/// its id.
async fn written(anna: &Persona<'_, Server>) -> (String, String) {
    let listings = format!("/api/v1/organisations/{}/listings", anna.organisation().await);
    let all = anna.get(&listings).await.json();
    let known = all["listings"][0]["listing"].as_str().unwrap_or_else(|| panic!("none: {all}")).to_owned();
    let known = anna.get(&format!("{listings}/{known}")).await.json();
    let id = "lst_01J00000000000000000000HAR".to_owned();
    let started = json!({ "listing": id, "name": NAME });
    let answer = anna.send("POST", &listings, Some(&started), &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let value = |field: &str| known["draft"][field]["value"].clone();
    let fields = [
        ("tagline", json!("Keeps the books of a harbour, berth by berth")),
        (
            "description",
            json!("Writes down which ship lies where, since when, and what it owes. ".repeat(12)),
        ),
        ("icon", value("icon")),
        ("screenshots", value("screenshots")),
        ("website", json!("https://harbour.example")),
        ("categories", value("categories")),
        ("languages", json!(["en"])),
        ("pricing", json!({ "model": "free" })),
        ("plans", json!([{ "name": "Free", "price": { "minor": 0, "currency": "EUR" }, "per": "month" }])),
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
    ];
    let edit = |(field, value): (&str, Value)| json!({ "field": field, "based_on": 0, "value": value });
    let edits: Vec<_> = fields.into_iter().map(edit).collect();
    let answer =
        anna.send("PATCH", &format!("{listings}/{id}/draft"), Some(&json!({ "edits": edits })), &[]).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    (listings, id)
}

/// Ticks what a checklist needs.
async fn tick(browser: &Browser, list: usize) {
    let script = format!(
        "const list = document.querySelectorAll('.case-checklist')[{list}];
         const open = [...list.querySelectorAll('li')].filter(item =>
             item.innerText.includes('Needed') && !item.querySelector('input').checked);
         if (open.length && !open[0].querySelector('input').disabled) open[0].querySelector('input').click();
         return open.length;"
    );
    browser.until("every needed item is ticked", async || browser.script(&script).await == 0).await;
}

#[test]
fn an_app_is_submitted_reviewed_published_and_found() {
    run(async {
        let (server, browser) = open(Look::default()).await;
        let anna = Persona::demo(&server, "Anna Lind").await;
        let (listings, id) = written(&anna).await;

        act_as(&browser, &server, "Anna Lind").await;
        go(&browser, &server, &format!("/organisation/listings/{id}/versions")).await;
        hydrated(&browser).await;
        browser.see("#version-label").await;
        browser.press_button("Submit for review").await;
        browser.read("in the queue").await;
        let versions = anna.get(&format!("{listings}/{id}/versions")).await.json();
        let submission = versions["versions"][0]["submission"].as_str().expect("submitted").to_owned();
        browser
            .until("the program has run its stages", async || {
                let versions = anna.get(&format!("{listings}/{id}/versions")).await.json();
                versions["versions"][0]["review"]["stages"][0]["state"]["state"] == "passed"
            })
            .await;

        act_as(&browser, &server, "Leila Haddad").await;
        go(&browser, &server, "/reviews").await;
        hydrated(&browser).await;
        browser.read(NAME).await;
        go(&browser, &server, &format!("/reviews/{submission}")).await;
        hydrated(&browser).await;
        browser.press_button("Claim this submission").await;
        browser.read("You are at it").await;
        for (list, finish) in ["Finish: Security review", "Finish: Editorial review"].into_iter().enumerate()
        {
            tick(&browser, list).await;
            browser.press_button(finish).await;
        }
        browser.read("Passed").await;
        tick(&browser, 2).await;
        browser
            .until("the approval can be chosen", async || {
                let choose = "const choice = [...document.querySelectorAll('#decide .choice')]
                    .find(choice => choice.innerText.startsWith('Approve'));
                    choice?.querySelector('input').click(); return !!choice;";
                browser.script(choose).await == Value::Bool(true)
            })
            .await;
        browser.press_button("Go on").await;
        browser.press_button("Approve").await;
        browser.read("Your decision is sent.").await;

        act_as(&browser, &server, "Anna Lind").await;
        go(&browser, &server, &format!("/organisation/listings/{id}/versions")).await;
        hydrated(&browser).await;
        browser.press_button("Publish now").await;
        browser.read("Everybody finds it.").await;
        go(&browser, &server, "/apps?q=harbour+ledger").await;
        browser.read(NAME).await;
        assert_eq!(browser.complaints().await, Vec::<String>::new(), "the browser's console");
        browser.close().await;
    });
}
