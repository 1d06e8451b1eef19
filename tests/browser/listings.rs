//! A partner writes a listing.

use serde_json::{Value, json};
use tests::{
    axe,
    browser::{Look, Person},
    editor::{self, write_listing},
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

        editor::press(&browser, "TOML").await;
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

#[test]
fn a_listing_is_written_whole_with_its_manifest_as_a_form_and_as_toml() {
    run(async {
        let (server, browser) = open(Look::default()).await;
        act_as(&browser, &server, "Anna Lind").await;
        go(&browser, &server, "/organisation/listings").await;
        hydrated(&browser).await;
        browser.press_button("Start a listing").await;
        browser.fill("#listing-name", "Quay Lantern").await;
        browser.press_button("Start writing").await;
        browser.see("#field-tagline").await;
        write_listing(&browser).await;

        // The form writes TOML.
        editor::press(&browser, "Begin with what is known").await;
        let own = "https://app.quay.example";
        for (part, text) in
            [("entry-launch", "start"), ("entry-uninstall", "removed"), ("health-url", "health")]
        {
            editor::write(&browser, &format!("#manifest-{part}"), &format!("{own}/{text}")).await;
        }
        editor::press(&browser, "Add a scope").await;
        editor::choose(&browser, "#manifest-scopes-0-scope", "orders:read").await;
        let purpose = "Finds the parcels of an order by the number on its label.";
        editor::write(&browser, "#manifest-scopes-0-purpose", purpose).await;
        editor::choose(&browser, "#manifest-scopes-0-fields", "number").await;
        editor::press(&browser, "TOML").await;
        let text =
            async || browser.script("return document.querySelector('#field-manifest')?.value ?? ''").await;
        let text = text().await.as_str().unwrap_or_default().to_owned();
        assert!(text.contains("[[scopes]]\nscope = \"orders:read\"\n"), "{text}");
        assert!(text.contains("fields = [\"number\"]") && text.contains("id = \"quay-lantern\""), "{text}");

        // What is written in TOML stands in the form, and the form leaves remarks alone.
        let said = text.replace("version = \"1.0.0\"", "version = \"1.1.0\" # counts berths");
        editor::write(&browser, "#field-manifest", &said).await;
        editor::press(&browser, "Form").await;
        browser
            .until("the form has the version", async || {
                browser.script("return document.querySelector('#manifest-identity-version')?.value").await
                    == "1.1.0"
            })
            .await;
        editor::write(&browser, "#manifest-identity-version", "1.2.0").await;
        // A finding leads to its place.
        editor::write(&browser, "#manifest-health-url", "http://app.quay.example/health").await;
        browser.see("#manifest-health-url[aria-invalid=true]").await;
        editor::press(&browser, "Show it").await;
        browser
            .until("the focus is in the form", async || {
                browser.script("return document.activeElement.id.startsWith('manifest-')").await
                    == Value::Bool(true)
            })
            .await;
        editor::write(&browser, "#manifest-health-url", &format!("{own}/health")).await;
        axe::clean(&browser, "the form of a manifest").await;

        let anna = Persona::demo(&server, "Anna Lind").await;
        browser
            .until("all of it is stored", async || {
                let app = stored(&anna, "Quay Lantern").await;
                let manifest = app["draft"]["manifest"]["value"].as_str().unwrap_or_default().to_owned();
                manifest.contains("version = \"1.2.0\" # counts berths") && manifest.contains("/health\"\n")
            })
            .await;
        let app = stored(&anna, "Quay Lantern").await;
        let value = |field: &str| app["draft"][field]["value"].clone();
        assert_eq!(
            value("plans"),
            json!([{
                "name": "Team", "per": "month", "price": { "minor": 2950, "currency": "EUR" },
                "includes": ["Every berth", "Every ship"],
            }])
        );
        assert_eq!(
            value("pricing"),
            json!({ "model": "subscription", "from": { "minor": 2900, "currency": "EUR" } })
        );
        assert_eq!(value("changelog"), json!([{ "kind": "added", "text": "Counts ships." }]));
        assert_eq!(value("categories"), json!(["billing"]));
        let required = app["nags"].as_array().into_iter().flatten().filter(|nag| nag["level"] == "required");
        let open: Vec<_> = required.filter_map(|nag| nag["field"].as_str()).collect();
        for written in ["pricing", "plans", "categories", "support", "data", "description"] {
            assert!(!open.contains(&written), "{written} is still asked for: {open:?}");
        }
        assert_eq!(browser.complaints().await, Vec::<String>::new(), "the browser's console");
        browser.close().await;
    });
}
