//! The road of an app: written, submitted, reviewed, published, found.

use serde_json::Value;
use tests::{
    author::Author,
    browser::{Browser, Look, Person},
    persona::Persona,
    run,
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

#[test]
fn an_app_is_submitted_reviewed_published_and_found() {
    run(async {
        let (server, browser) = open(Look::default()).await;
        let anna = Persona::demo(&server, "Anna Lind").await;
        let author = Author::new(&anna).await;
        let (listings, id) = (author.listings.clone(), "lst_01J00000000000000000000HAR");
        author.write(id, NAME).await;

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
