//! A partner writes a listing.

use serde_json::{Value, json};
use tests::{
    browser::{Look, Person},
    persona::Persona,
    run,
    server::Server,
};

use crate::{act_as, go, hydrated, open};

/// The listing of this name, as the server has it.
pub(crate) async fn stored(anna: &Persona<'_, Server>, name: &str) -> Value {
    let listings = format!("/api/v1/organisations/{}/listings", anna.organisation().await);
    let all = anna.get(&listings).await.json();
    let row = all["listings"].as_array().into_iter().flatten().find(|row| row["name"] == name);
    let id = row.and_then(|row| row["listing"].as_str()).unwrap_or_else(|| panic!("no {name}: {all}"));
    anna.get(&format!("{listings}/{id}")).await.json()
}

#[test]
fn a_listing_is_written_by_two_and_where_they_meet_one_chooses() {
    run(async {
        let (server, browser) = open(Look::default()).await;
        act_as(&browser, &server, "Anna Lind").await;
        go(&browser, &server, "/organisation/listings").await;
        hydrated(&browser).await;
        browser.press_button("Start a listing").await;
        browser.fill("#listing-name", "Harbour Ledger").await;
        browser.press_button("Start writing").await;
        browser.see("#field-tagline").await;
        browser.fill("#field-tagline", "Keeps the books of a harbour").await;
        browser.read("Saved").await;

        let anna = Persona::demo(&server, "Anna Lind").await;
        let app = stored(&anna, "Harbour Ledger").await;
        assert_eq!(app["draft"]["tagline"]["value"], "Keeps the books of a harbour");
        let path = format!(
            "/api/v1/organisations/{}/listings/{}/draft",
            anna.organisation().await,
            app["row"]["listing"].as_str().expect("an id")
        );
        let revision = &app["draft"]["tagline"]["revision"];
        let edit = json!({ "field": "tagline", "based_on": revision, "value": "Counts ships" });
        let answer = anna.send("PATCH", &path, Some(&json!({ "edits": [edit] })), &[]).await;
        assert_eq!(answer.status, 200, "{}", answer.text());

        // What is selected is what typing replaces.
        let select = "const line = document.querySelector('#field-tagline'); line.focus(); line.select();";
        browser.script(select).await;
        browser.fill("#field-tagline", "Keeps the books of every harbour").await;
        browser.read("Anna Lind wrote here after you had opened it").await;
        browser.read("Counts ships").await;
        browser.press_button("Keep yours").await;
        browser
            .until("what was chosen is stored", async || {
                let app = stored(&anna, "Harbour Ledger").await;
                app["draft"]["tagline"]["value"] == "Keeps the books of every harbour"
            })
            .await;

        browser.fill("#field-manifest", "schema = 9").await;
        browser.read("line 1, column").await;
        browser
            .until("the manifest is stored", async || {
                stored(&anna, "Harbour Ledger").await["manifest"]["hash"].is_string()
            })
            .await;
        let shown = browser.see(".findings ~ p code").await.text().await.expect("a text");
        assert_eq!(stored(&anna, "Harbour Ledger").await["manifest"]["hash"], shown, "one report everywhere");
        assert_eq!(browser.complaints().await, Vec::<String>::new(), "the browser's console");
        browser.close().await;
    });
}
