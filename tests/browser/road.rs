//! The road of an app: written, submitted, reviewed, published, found.

use serde_json::Value;
use tests::{
    an_app::{self, AnApp},
    author::Author,
    browser::{Browser, Look, Person},
    persona::Persona,
    run,
    server::Server,
};

use crate::{act_as, go, hydrated, open};

const NAME: &str = "Harbour Ledger";

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

/// Makes a sandbox, starts the app with its secret, runs the checks and looks into a call.
async fn called(
    browser: &Browser,
    server: &Server,
    anna: &Persona<'_, Server>,
    api: &str,
    id: &str,
) -> AnApp {
    go(browser, server, &format!("/organisation/listings/{id}")).await;
    hydrated(browser).await;
    browser.read("A sandbox that says where reviews call the app").await;
    go(browser, server, &format!("/organisation/listings/{id}/sandbox")).await;
    hydrated(browser).await;
    let target = an_app::target();
    browser.fill("#sandbox-target", "http://10.0.0.8").await;
    browser.press_button("Make the sandbox").await;
    browser.read("Register a public https address").await;
    browser.clear("#sandbox-target").await;
    browser.fill("#sandbox-target", &target).await;
    browser.press_button("Make the sandbox").await;
    browser.press_button("Show the signing secret").await;
    browser.read("whsec_").await;
    let sandbox = anna.get(&format!("{api}/sandboxes")).await.json();
    let sandbox = sandbox["sandboxes"][0]["sandbox"].as_str().expect("a sandbox").to_owned();
    let secret = anna.get(&format!("{api}/sandboxes/{sandbox}/secret")).await.json();
    let app = AnApp::start(&target, secret["secret"].as_str().expect("a secret"));
    browser.press_button("Run the checks").await;
    browser.read("checks passed: see each").await;
    browser.read("Passed").await;
    browser
        .until("a call is opened", async || {
            let open = "const call = document.querySelector('.sandbox-log details'); if (call) call.open = true; return !!call;";
            browser.script(open).await == Value::Bool(true)
        })
        .await;
    browser.press_button("Send it again").await;
    browser.read("Sent again").await;
    app
}

#[test]
fn an_app_is_submitted_reviewed_published_and_found() {
    run(async {
        let (server, browser) = open(Look::default()).await;
        let anna = Persona::demo(&server, "Anna Lind").await;
        let author = Author::new(&anna).await;
        let (listings, id) = (author.listings.clone(), "lst_01J00000000000000000000HAR");
        author.write(id, NAME).await;

        act_as(&browser, &server, "Anna Lind").await;
        let _app = called(&browser, &server, &anna, &format!("{listings}/{id}"), id).await;
        go(&browser, &server, &format!("/organisation/listings/{id}/versions")).await;
        hydrated(&browser).await;
        browser.press_button("Submit for review").await;
        browser.read("in the queue").await;
        let versions = anna.get(&format!("{listings}/{id}/versions")).await.json();
        let submission = versions["versions"][0]["submission"].as_str().expect("submitted").to_owned();
        browser
            .until("the program has run its stages", async || {
                let versions = anna.get(&format!("{listings}/{id}/versions")).await.json();
                let stages = &versions["versions"][0]["review"]["stages"];
                (0..3).all(|stage| stages[stage]["state"]["state"] == "passed")
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
        let complaints = browser.complaints().await;
        assert_eq!(complaints.len(), 1, "one refusal, which the test made itself: {complaints:?}");
        browser.close().await;
    });
}
