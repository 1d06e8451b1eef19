//! A certification from the request to the badge, and the clean-up that the operator looks at.

use serde_json::Value;
use tests::{
    browser::{Browser, Look, Person},
    persona::Persona,
    run,
    server::Server,
};

use crate::{act_as, go, hydrated, open};

const APP: &str = "deskline";

/// The listing of a partner with this address.
pub(crate) async fn listing(server: &Server, slug: &str) -> String {
    let anna = Persona::demo(server, "Anna Lind").await;
    let all = format!("/api/v1/organisations/{}/listings", anna.organisation().await);
    let all = anna.get(&all).await.json();
    let row = all["listings"].as_array().into_iter().flatten().find(|row| row["slug"] == slug);
    row.and_then(|row| row["listing"].as_str()).unwrap_or_else(|| panic!("no {slug}: {all}")).to_owned()
}

/// Chooses what becomes of a request.
async fn choose(browser: &Browser, deed: &str) {
    let script = format!(
        "const choice = [...document.querySelectorAll('#decide .choice')]
             .find(choice => choice.innerText.startsWith('{deed}'));
         choice?.querySelector('input').click(); return !!choice;"
    );
    browser
        .until(&format!("“{deed}” is chosen"), async || {
            browser.script(&script).await == Value::Bool(true)
        })
        .await;
}

#[test]
fn a_partner_asks_the_operator_asks_back_and_the_badge_is_public() {
    run(async {
        let (server, browser) = open(Look::default()).await;
        let page = format!("/organisation/listings/{}/certification", listing(&server, APP).await);

        act_as(&browser, &server, "Anna Lind").await;
        go(&browser, &server, &page).await;
        hydrated(&browser).await;
        browser.read("Certified, renewal open").await;
        browser.press_button("Ask for this certification").await;
        browser.fill("#security-statement", "We read two scopes and store no message.").await;
        browser.read("Kept for everybody of your organisation").await;
        // What was written is there again.
        go(&browser, &server, &page).await;
        hydrated(&browser).await;
        let typed = "return document.querySelector('#security-statement')?.value ?? ''";
        browser
            .until("the draft is back", async || {
                browser.script(typed).await == "We read two scopes and store no message."
            })
            .await;
        browser.fill("#security-statement-link", "https://deskline.example/trust").await;
        browser.press_button("Send the request").await;
        browser.read("A reviewer of Meridian decides").await;

        let leila = Persona::demo(&server, "Leila Haddad").await;
        let queue = format!("/api/v1/organisations/{}/certifications", leila.organisation().await);
        let queue = leila.get(&queue).await.json();
        let row = queue["rows"].as_array().into_iter().flatten().find(|row| row["competency"] == "security");
        let id = row.and_then(|row| row["certification"].as_str()).unwrap_or_else(|| panic!("{queue}"));
        let case = format!("/certifications/{id}");
        act_as(&browser, &server, "Leila Haddad").await;
        go(&browser, &server, "/certifications").await;
        hydrated(&browser).await;
        browser.click(&format!("a[href='{case}']")).await;
        browser.read("We read two scopes and store no message.").await;
        choose(&browser, "Ask for more").await;
        browser.fill("#ruling-words", "Where is the log kept?").await;
        browser.press_button("Ask the partner").await;
        browser.read("The partner").await;
        browser.read("Where is the log kept?").await;

        act_as(&browser, &server, "Anna Lind").await;
        go(&browser, &server, &page).await;
        hydrated(&browser).await;
        browser.read("The request waits for your answer.").await;
        browser.press_button("Answer").await;
        browser.fill("#security-answer", "In Frankfurt, for a week.").await;
        browser.press_button("Send the answer").await;
        browser.read("A reviewer of Meridian decides").await;

        act_as(&browser, &server, "Leila Haddad").await;
        go(&browser, &server, &case).await;
        hydrated(&browser).await;
        browser.read("In Frankfurt, for a week.").await;
        choose(&browser, "Grant it").await;
        browser.fill("#ruling-words", "What the partner states about scopes and logs.").await;
        browser.press_button("Grant the certification").await;
        browser.read("Nothing is asked for at present.").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new(), "the browser's console");

        browser
            .until("the badge is public", async || {
                let shown = server.get(&format!("/api/v1/listings/{APP}")).await.json();
                let badges = shown["badges"].as_array().cloned().unwrap_or_default();
                badges.iter().any(|badge| badge["issuer"] == "Meridian" && badge["kind"] == "security")
            })
            .await;
        go(&browser, &server, &format!("/apps/{APP}")).await;
        browser.see(".facts .seal").await;
        let cards =
            "return [...document.querySelectorAll('.seal-card')].map(card => card.textContent).join('|')";
        let cards = browser.script(cards).await;
        assert!(
            cards
                .as_str()
                .is_some_and(|cards| cards.contains("What the partner states about scopes and logs.")),
            "{cards}"
        );
        browser.close().await;
    });
}

#[test]
fn the_operator_sees_what_the_clean_up_does_and_on_what_it_rests() {
    run(async {
        let (server, browser) = open(Look::default()).await;
        act_as(&browser, &server, "Tomasz Wilk").await;
        go(&browser, &server, "/clean-up/preview").await;
        hydrated(&browser).await;
        browser.read("published apps were looked at").await;
        browser.read("Last release on").await;
        browser.script("document.querySelector('.version details summary').click()").await;
        browser.read("Nobody counts this yet").await;
        browser.read("months without a new one are too long").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new(), "the browser's console");
        // The day's look was carried out by the server: each of them stands under notice, with its clock.
        browser
            .until("notices stand with their clocks", async || {
                go(&browser, &server, "/clean-up").await;
                browser.gone(".waiting").await;
                browser.script("return document.querySelectorAll('.version .clock').length").await == 4
            })
            .await;
        browser.close().await;
    });
}
