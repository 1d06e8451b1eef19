//! The operator suspends a listing and lifts that; a listing is offered, accepted and verified.

use serde_json::json;
use tests::{
    browser::{Browser, Look, Person},
    persona::Persona,
    run,
    server::Server,
};

use crate::{act_as, go, hydrated, open};

const DRAFT: &str = "Harbour Ledger";

/// A published listing of Anna Lind's organisation: its id, its name and its address.
async fn published(anna: &Persona<'_, Server>) -> (String, String, String) {
    let listings = format!("/api/v1/organisations/{}/listings", anna.organisation().await);
    let all = anna.get(&listings).await.json();
    let mut rows = all["listings"].as_array().into_iter().flatten();
    let row = rows.find(|row| row["standing"] == "published").unwrap_or_else(|| panic!("none: {all}"));
    let text = |member: &str| row[member].as_str().expect("a text").to_owned();
    (text("listing"), text("name"), text("slug"))
}

/// Sends the form that a field belongs to.
async fn send_form(browser: &Browser, field: &str) {
    browser.script(&format!("document.querySelector('{field}').form.requestSubmit()")).await;
}

/// Does what the dialog that is open asks about.
async fn confirm(browser: &Browser) {
    browser.see("dialog[open] form.confirm").await;
    browser.script("document.querySelector('dialog[open] form.confirm').requestSubmit()").await;
}

#[test]
fn a_listing_is_suspended_and_comes_back_and_another_one_goes_to_a_new_owner() {
    run(async {
        let (server, browser) = open(Look::default()).await;
        let anna = Persona::demo(&server, "Anna Lind").await;
        let (id, name, slug) = published(&anna).await;

        // Somebody follows it.
        act_as(&browser, &server, "Hugo Martin").await;
        go(&browser, &server, &format!("/apps/{slug}")).await;
        hydrated(&browser).await;
        browser.script("document.querySelector('aside a[href^=\"/account/followed\"]').click()").await;
        browser.read(&format!("Follow “{name}”?")).await;
        browser
            .script("document.querySelector('section[aria-labelledby=follow-title] button').click()")
            .await;
        browser.read(&format!("You follow “{name}” now.")).await;

        // The operator suspends it; what is missing is said, and nothing that was typed is lost.
        act_as(&browser, &server, "Tomasz Wilk").await;
        go(&browser, &server, "/governance").await;
        hydrated(&browser).await;
        browser.fill("#find-listing", &name).await;
        browser.see("#find-listing-list [role=option]").await;
        go(&browser, &server, &format!("/governance/{id}")).await;
        hydrated(&browser).await;
        browser.press_button("Suspend the listing").await;
        browser.fill("#suspension-reason", "It sends addresses to another host.").await;
        send_form(&browser, "#suspension-reason").await;
        browser.read("Write in at most 4,000 characters what has to happen.").await;
        let typed = browser.script("return document.querySelector('#suspension-reason').value").await;
        assert_eq!(typed, "It sends addresses to another host.");
        browser.fill("#suspension-way-back", "A version that does not.").await;
        send_form(&browser, "#suspension-reason").await;
        browser.read("Suspended since").await;

        act_as(&browser, &server, "Anna Lind").await;
        go(&browser, &server, &format!("/organisation/listings/{id}/versions")).await;
        browser.read("Tomasz Wilk is in charge.").await;
        browser.read("It sends addresses to another host.").await;
        browser.read("A version that does not.").await;

        act_as(&browser, &server, "Hugo Martin").await;
        go(&browser, &server, "/account/notifications").await;
        browser.read(&format!("“{name}” is suspended; its page says why.")).await;

        act_as(&browser, &server, "Tomasz Wilk").await;
        go(&browser, &server, &format!("/governance/{id}")).await;
        hydrated(&browser).await;
        browser.press_button("Lift the suspension").await;
        confirm(&browser).await;
        browser.read("The suspension is lifted.").await;

        // A partner offers another one; it is accepted and verified, and its clock runs.
        let hugo = Persona::demo(&server, "Hugo Martin").await;
        let listing = "lst_01J00000000000000000000HAR";
        let listings = format!("/api/v1/organisations/{}/listings", hugo.organisation().await);
        let answer = hugo.post(&listings, &json!({ "listing": listing, "name": DRAFT })).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        act_as(&browser, &server, "Hugo Martin").await;
        go(&browser, &server, &format!("/organisation/listings/{listing}/versions")).await;
        hydrated(&browser).await;
        browser.press_button("Offer it to another partner").await;
        browser.fill("#offer-to", "tidewell-software").await;
        send_form(&browser, "#offer-to").await;
        browser.read("The offer is made.").await;
        browser.read("The offer ends").await;

        act_as(&browser, &server, "Anna Lind").await;
        go(&browser, &server, "/organisation/listings").await;
        hydrated(&browser).await;
        browser.read(DRAFT).await;
        // The one that was offered last stands first.
        browser.press_button("Accept the listing").await;
        confirm(&browser).await;
        browser.read("Accepted. The quarantine has begun.").await;
        browser.read("New owner not verified yet").await;

        act_as(&browser, &server, "Tomasz Wilk").await;
        go(&browser, &server, &format!("/governance/{listing}")).await;
        hydrated(&browser).await;
        browser.read("It goes to Tidewell").await;
        browser.press_button("Verify the new owner").await;
        confirm(&browser).await;
        browser.read("New owner verified").await;
        browser.read("Changes hands at the earliest").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new(), "the browser's console");
        browser.close().await;
    });
}
