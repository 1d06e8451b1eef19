//! The operator's editor changes what everyone sees.

use fantoccini::key::Key;
use tests::{
    browser::{Look, Person},
    run,
};

use crate::{act_as, go, hydrated, open};

#[test]
fn an_editor_makes_a_collection_orders_it_by_keyboard_and_puts_it_on_the_home_page() {
    run(async {
        let (server, browser) = open(Look::default()).await;
        act_as(&browser, &server, "Ines Okafor").await;
        go(&browser, &server, "/organisation/collections").await;
        hydrated(&browser).await;
        browser.press_button("Make a collection").await;
        browser.fill("#collection-title", "For the harbour").await;
        let sent = "return document.querySelector('#collection-address')?.value ?? ''";
        assert_eq!(browser.script(sent).await, "for-the-harbour");
        browser.script("document.querySelector('#collection-address').form.requestSubmit()").await;
        browser.see("#find-app").await;

        for typed in ["a", "b"] {
            let before = browser.script("return document.querySelectorAll('.order-row').length").await;
            browser.fill("#find-app", typed).await;
            browser.see("#find-app-list [role=option]").await;
            browser.press(&[Key::Down, Key::Enter]).await;
            browser
                .until("the app is in the list", async || {
                    browser.script("return document.querySelectorAll('.order-row').length").await != before
                })
                .await;
        }
        let names = "return [...document.querySelectorAll('.order-row b')].map(b => b.textContent).join('|')";
        let before = browser.script(names).await;
        let (first, second) =
            before.as_str().and_then(|names| names.split_once('|')).unwrap_or_else(|| panic!("{before}"));
        browser.script("document.querySelector('.order-row [id^=down-]').focus()").await;
        browser.press(&[Key::Enter]).await;
        browser
            .until("the rows have changed places", async || {
                browser.script(names).await == format!("{second}|{first}")
            })
            .await;
        browser.press_button("Save the changes").await;
        browser.read("Saved.").await;
        browser.press_button("Publish").await;
        browser.read("Shown now").await;

        // The slot shows it, and the preview knows it.
        go(&browser, &server, "/organisation/home").await;
        hydrated(&browser).await;
        browser.press_button("Schedule something").await;
        browser.see("#place-what").await;
        let value = "return [...document.querySelectorAll('#place-what option')].find(o => o.textContent.includes('For the harbour')).value";
        let value = browser.script(value).await;
        browser.choose("#place-what", value.as_str().expect("a value")).await;
        browser.script("document.querySelector('#place-what').form.requestSubmit()").await;
        browser.gone("#place-what").await;
        browser.read("Top · scheduled").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new(), "the browser's console");

        go(&browser, &server, "/").await;
        browser.see("#shelf-for-the-harbour").await;
        let place = "return [...document.querySelectorAll('.shelf h2')].map(h => h.id).indexOf('shelf-for-the-harbour')";
        assert_eq!(browser.script(place).await, 0, "it stands at the top");
        browser.close().await;
    });
}

#[test]
fn a_merged_category_leads_on_and_its_apps_move() {
    run(async {
        let (server, browser) = open(Look::default()).await;
        act_as(&browser, &server, "Ines Okafor").await;
        go(&browser, &server, "/organisation/categories").await;
        hydrated(&browser).await;
        browser.see(".order-row").await;
        let slugs = server.get("/api/v1/categories").await.json();
        let slug = |at: usize| slugs["categories"][at]["slug"].as_str().expect("an address").to_owned();
        let label = slugs["categories"][1]["label"].as_str().expect("a label").to_owned();
        browser.press_button("Merge").await;
        browser.see("#merge-into").await;
        let value = format!(
            "return [...document.querySelectorAll('#merge-into option')].find(o => o.textContent === '{label}').value"
        );
        let value = browser.script(&value).await;
        browser.choose("#merge-into", value.as_str().expect("a value")).await;
        browser.read("for ever").await;
        browser.read(&format!("{} → {}", slug(0), slug(1))).await;
        browser.press_button("Merge them").await;
        browser.gone("#merge-into").await;
        browser
            .until("the apps have moved", async || {
                let now = server.get("/api/v1/categories").await.json();
                let all = now["categories"].as_array().cloned().unwrap_or_default();
                let count =
                    |slug: &str| all.iter().find(|one| one["slug"] == slug).map(|one| one["count"].clone());
                let before = slugs["categories"][1]["count"].as_u64();
                count(&slug(0)).is_none() && count(&slug(1)).and_then(|count| count.as_u64()) > before
            })
            .await;
        go(&browser, &server, &format!("/categories/{}", slug(0))).await;
        assert!(browser.address().await.ends_with(&format!("/categories/{}", slug(1))));
        browser.read(&label).await;
        browser.close().await;
    });
}
