//! A partner ships an app from the shell: from an empty workspace to the search in a browser.

use serde_json::{Value, json};
use tests::{
    an_app::{self, AnApp},
    author::Author,
    axe,
    browser::Person,
    desktop::Desktop,
    editor::{press, write, write_listing},
    persona::Persona,
    reviewer::approve,
    run,
    server::Server,
};

use crate::sign_in::{connect, fetched, follow};

const PERSON: &str = "Anna Lind";
const APP: &str = "Quay Lantern";

/// A write through the shell's own transport.
async fn sent(shell: &Desktop, method: &str, path: &str, body: &Value) -> Value {
    let script = "const done = arguments[arguments.length - 1];
        fetch(arguments[1], {
            method: arguments[0], body: arguments[2], headers: { 'content-type': 'application/json' },
        }).then(async answer => done([answer.status, await answer.text()]), error => done([0, String(error)]));";
    let arguments = vec![Value::from(method), Value::from(path), Value::from(body.to_string())];
    let answer = shell.client.execute_async(script, arguments).await.expect("the webview runs scripts");
    assert_eq!(answer[0], 200, "{method} {path}: {answer}");
    answer[1].as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Value::Null)
}

#[test]
fn a_partner_ships_an_app_from_an_empty_workspace_to_the_search() {
    run(async {
        let server = Server::demo().await;
        let (anna, leila) =
            (Persona::demo(&server, PERSON).await, Persona::demo(&server, "Leila Haddad").await);
        let author = Author::new(&anna).await;
        let data = tempfile::tempdir().expect("a temporary folder");
        let shell = Desktop::open_for(data.path(), PERSON).await;
        follow(&shell, "[data-testid=server-here]").await;
        connect(&shell, &server.url("")).await;
        shell.see("[data-testid=server-here] .server-words").await;

        // An organisation with nothing in it.
        let organisation = "org_01J00000000000000000000QAY";
        let founded = json!({
            "id": organisation, "kind": "partner", "name": "Quayside Tools", "slug": "quayside-tools",
        });
        sent(&shell, "POST", "/api/v1/organisations", &founded).await;
        sent(&shell, "PUT", "/api/v1/me/organisation", &json!({ "organisation": organisation })).await;
        follow(&shell, "header a[href='/home']").await;
        follow(&shell, ".rail a[href='/organisation/listings']").await;
        shell.read("Start a listing").await;
        axe::clean(&shell, "an empty workspace in the shell").await;
        shell.picture("desktop-listings-empty");

        press(&shell, "Start a listing").await;
        write(&shell, "#listing-name", APP).await;
        press(&shell, "Start writing").await;
        shell.see("#section-basics").await;
        let mine = format!("/api/v1/organisations/{organisation}/listings");
        let id =
            fetched(&shell, &mine).await["listings"][0]["listing"].as_str().expect("a listing").to_owned();
        write_listing(&shell).await;
        press(&shell, "TOML").await;
        write(&shell, "#field-manifest", include_str!("../../shared/corpus/manifest/good.toml")).await;
        shell.read("Nothing found.").await;
        // No hand can choose a file there: pictures come by the way that the screens take, too.
        let edit = |(field, value): (&str, Value)| json!({ "field": field, "based_on": 0, "value": value });
        let edits: Vec<_> = author.pictures().into_iter().map(edit).collect();
        sent(&shell, "PATCH", &format!("{mine}/{id}/draft"), &json!({ "edits": edits })).await;
        let lacks = async || {
            let app = fetched(&shell, &format!("{mine}/{id}")).await;
            let nags = app["nags"].as_array().cloned().unwrap_or_default();
            nags.into_iter().filter(|nag| nag["level"] == "required").collect::<Vec<_>>()
        };
        shell.until("only a sandbox is missing", async || lacks().await.len() == 1).await;
        axe::clean(&shell, "a listing in the editor of the shell").await;
        shell.picture("desktop-editor");

        // The app is called, and keeps the contract.
        follow(&shell, &format!("a[href='/organisation/listings/{id}/sandbox']")).await;
        let target = an_app::target();
        write(&shell, "#sandbox-target", &target).await;
        press(&shell, "Make the sandbox").await;
        press(&shell, "Show the signing secret").await;
        shell.read("whsec_").await;
        let sandboxes = format!("{mine}/{id}/sandboxes");
        let sandbox = fetched(&shell, &sandboxes).await["sandboxes"][0]["sandbox"].clone();
        let secret = format!("{sandboxes}/{}/secret", sandbox.as_str().expect("a sandbox"));
        let secret = fetched(&shell, &secret).await["secret"].as_str().expect("a secret").to_owned();
        let _app = AnApp::start(&target, &secret);
        press(&shell, "Run the checks").await;
        shell.read("checks passed: see each").await;
        axe::clean(&shell, "a sandbox in the shell").await;
        shell.picture("desktop-sandbox");

        let versions_link = format!("a[href='/organisation/listings/{id}/versions']");
        follow(&shell, &versions_link).await;
        press(&shell, "Submit for review").await;
        shell.read("in the queue").await;
        let versions = fetched(&shell, &format!("{mine}/{id}/versions")).await;
        let submission = versions["versions"][0]["submission"].as_str().expect("submitted").to_owned();
        let reviews = format!("/api/v1/organisations/{}/reviews", leila.organisation().await);
        approve(&leila, &format!("{reviews}/{submission}")).await;

        follow(&shell, &format!("a[href='/organisation/listings/{id}']")).await;
        shell.see("#section-basics").await;
        follow(&shell, &versions_link).await;
        press(&shell, "Publish now").await;
        shell.read("Everybody finds it.").await;
        shell.picture("desktop-published");
        shell.close().await;

        let start = std::time::Instant::now();
        while !server.get("/apps?q=quay+lantern").await.text().contains(APP) {
            assert!(start.elapsed().as_secs() < 30, "{APP} is not found");
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    });
}
