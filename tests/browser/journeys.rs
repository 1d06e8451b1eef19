//! What a customer does, from the first word typed to the decision.

use app::test_ids::{
    CARD, CHOSEN, COMPARE_TABLE, DID_YOU_MEAN, FACETS, PALETTE_BUTTON, RESULT_COUNT, SEARCH, WHY,
};
use fantoccini::{Locator, key::Key};
use tests::{
    browser::{Look, Person},
    run,
    server::Server,
};

use crate::{go, hydrated, id, open};

/// A word with two letters swapped that stands in some listing's name.
async fn misspelt(server: &Server) -> (String, String) {
    let list = server.get("/api/v1/listings?sort=name&limit=100").await.json();
    for item in list["items"].as_array().into_iter().flatten() {
        let name = item["name"].as_str().unwrap_or_default();
        let word = name.split(' ').find(|word| word.len() >= 6 && word.is_ascii());
        if let Some(word) = word {
            let mut letters: Vec<char> = word.to_lowercase().chars().collect();
            letters.swap(3, 4);
            let typo: String = letters.into_iter().collect();
            if !typo.eq_ignore_ascii_case(word) {
                return (name.to_owned(), typo);
            }
        }
    }
    panic!("no listing has a long word in its name");
}

#[test]
fn a_typo_leads_to_facets_a_listing_and_a_comparison() {
    run(async {
        let (server, browser) = open(Look::default()).await;
        let (name, typo) = misspelt(&server).await;

        go(&browser, &server, "/").await;
        hydrated(&browser).await;
        browser.click("main input[name=q]").await;
        browser.type_text(&typo).await;
        browser.press(&[Key::Enter]).await;
        browser.until("the directory opens", async || browser.address().await.contains("/apps?q=")).await;
        browser.read(&name).await;
        browser.see(&id(DID_YOU_MEAN)).await;
        // Back, and the page that the browser kept once more: it comes to life again.
        browser.client.back().await.expect("goes back");
        browser.until("the home page is back", async || browser.address().await.ends_with('/')).await;
        browser.client.refresh().await.expect("loads again");
        hydrated(&browser).await;

        go(&browser, &server, "/apps").await;
        hydrated(&browser).await;
        let before = browser.see(&id(RESULT_COUNT)).await.text().await.expect("a text");
        browser.click(&format!("{} input[name=category]", id(FACETS))).await;
        browser.until("the address says it", async || browser.address().await.contains("category=")).await;
        browser.see(&id(CHOSEN)).await;
        browser
            .until("the count follows", async || {
                browser.see(&id(RESULT_COUNT)).await.text().await.is_ok_and(|now| now != before)
            })
            .await;
        browser.see(&id(WHY)).await;
        browser.client.back().await.expect("back");
        browser
            .until("back takes the filter off", async || {
                !browser.address().await.contains("category=")
                    && browser.see(&id(RESULT_COUNT)).await.text().await.is_ok_and(|now| now == before)
            })
            .await;

        browser.click(&format!("{} a[href^='/apps/']", id(CARD))).await;
        browser.until("the listing opens", async || browser.address().await.contains("/apps/")).await;
        browser.see("main h1").await;

        let list = server.get("/api/v1/listings?limit=2").await.json();
        let slugs: Vec<&str> =
            list["items"].as_array().into_iter().flatten().filter_map(|item| item["slug"].as_str()).collect();
        go(&browser, &server, &format!("/compare?app={}&app={}", slugs[0], slugs[1])).await;
        let table = browser.see(&format!("{} table, table{}", id(COMPARE_TABLE), id(COMPARE_TABLE))).await;
        let heads = table.find_all(Locator::Css("thead th[scope=col]")).await.expect("a head");
        assert_eq!(heads.len(), 2, "a column for each app");
        assert_eq!(browser.complaints().await, Vec::<String>::new(), "the browser's console");
        browser.close().await;
    });
}

#[test]
fn suggestions_palette_and_results_work_by_keyboard_alone() {
    run(async {
        let (server, browser) = open(Look::default()).await;
        go(&browser, &server, "/").await;
        hydrated(&browser).await;
        // The first stop is the way past the frame.
        browser.press(&[Key::Tab]).await;
        let skip = browser.client.active_element().await.expect("a focus");
        assert_eq!(skip.attr("href").await.expect("an attribute").as_deref(), Some("#main"));

        browser.click("main input[name=q]").await;
        let first = server.get("/api/v1/listings?sort=installs&limit=1").await.json()["items"][0].clone();
        let name = first["name"].as_str().expect("a name");
        browser.type_text(&name.chars().take(4).collect::<String>()).await;
        browser.see("[role=listbox] [role=option]").await;
        browser.press(&[Key::Down]).await;
        browser.see("[role=option][aria-selected=true]").await;
        browser.press(&[Key::Enter]).await;
        browser.until("the choice opens", async || !browser.address().await.ends_with('/')).await;

        browser.see(&id(PALETTE_BUTTON)).await;
        browser.script("document.body.focus()").await;
        browser.press(&[Key::Control]).await;
        let chord: String = [char::from(Key::Control), 'k', char::from(Key::Null)].iter().collect();
        browser.see("body").await.send_keys(&chord).await.expect("keys arrive");
        browser.see("dialog[open] [role=combobox]").await;
        browser.type_text(name).await;
        browser.see("dialog[open] [role=option]").await;
        // The first takes back what was typed, the second closes.
        browser.press(&[Key::Escape]).await;
        browser.press(&[Key::Escape]).await;
        browser.gone("dialog[open]").await;
        browser.close().await;
    });
}

#[test]
fn everything_can_be_read_and_searched_without_javascript() {
    run(async {
        let (server, browser) = open(Look { javascript: false, ..Look::default() }).await;
        go(&browser, &server, "/").await;
        browser.see("main article a[href^='/apps/']").await;
        browser.click("main input[name=q]").await;
        browser.type_text("a").await;
        browser.press(&[Key::Enter]).await;
        browser.until("the form was sent", async || browser.address().await.contains("/apps?q=a")).await;
        browser.see(&id(RESULT_COUNT)).await;

        go(&browser, &server, "/apps").await;
        browser.click(&format!("{} input[name=pricing]", id(FACETS))).await;
        browser.click(&format!("{} button[type=submit]", id(FACETS))).await;
        browser
            .until("the facet is in the address", async || browser.address().await.contains("pricing="))
            .await;
        browser.click(&format!("{} a[href^='/apps/']", id(CARD))).await;
        browser.see("main h1").await;
        assert!(browser.address().await.contains("/apps/"));
        browser.picture("no-javascript-listing").await;

        go(&browser, &server, "/language/de?back=/apps").await;
        let html = browser.see("html").await;
        assert_eq!(html.attr("lang").await.expect("an attribute").as_deref(), Some("de"));
        assert!(browser.address().await.ends_with("/apps"));
        browser.close().await;
    });
}

#[test]
fn the_search_box_of_the_frame_is_there_on_every_page() {
    run(async {
        let (server, browser) = open(Look::default()).await;
        for path in ["/apps", "/about", "/compare", "/no-such-page"] {
            go(&browser, &server, path).await;
            browser.see(&format!("{0} input[name=q], input[name=q]{0}", id(SEARCH))).await;
        }
        browser.close().await;
    });
}
