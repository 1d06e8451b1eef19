//! Somebody signs in to a real server through the browser, and the shell says where they are.

use std::path::Path;

use serde_json::{Value, json};
use tests::{axe, browser::Person, desktop::Desktop, http, run, server::Server};

const NAME: &str = "Anna Lind";

/// Types into the field and sends the form.
pub(crate) async fn connect(shell: &Desktop, address: &str) {
    shell.see("#server-address").await;
    let script = format!(
        "const field = document.querySelector('#server-address');
         field.value = '{address}';
         field.dispatchEvent(new Event('input', {{ bubbles: true }}));
         field.form.requestSubmit();"
    );
    shell.script(&script).await;
}

pub(crate) async fn follow(shell: &Desktop, css: &str) {
    shell.see(css).await;
    shell.script(&format!("document.querySelector(`{css}`).click()")).await;
}

/// What the bar says: where one acts, and on which server.
async fn bar(shell: &Desktop) -> String {
    let words = "document.querySelector('[data-testid=server-here] .server-words')?.innerText ?? ''";
    shell.script(&format!("return {words}")).await.as_str().unwrap_or_default().to_owned()
}

pub(crate) async fn fetched(shell: &Desktop, path: &str) -> Value {
    let script = "const done = arguments[arguments.length - 1];
        fetch(arguments[0]).then(async answer => done(await answer.json()), error => done(String(error)));";
    shell.client.execute_async(script, vec![Value::from(path)]).await.expect("the webview runs scripts")
}

/// The cookies of the same person in a browser of their own.
async fn in_a_browser(server: &Server) -> String {
    let people = server.get("/api/v1/demo/people").await.json();
    let people = people["people"].as_array().expect("people").clone();
    let id = people.iter().find(|person| person["name"] == NAME).expect("the person")["id"].clone();
    let body = json!({ "person": id });
    let answer = http::call(&server.address, "POST", "/api/v1/demo/sign-in", "", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let cookies = answer.headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
    cookies.filter_map(|cookie| cookie.split(';').next()).collect::<Vec<_>>().join("; ")
}

/// Ends the app's session in the list of sessions.
async fn sign_the_app_out(server: &Server) {
    let cookies = in_a_browser(server).await;
    let list = http::call(&server.address, "GET", "/api/v1/me/sessions", &cookies, &Value::Null).await.json();
    let sessions = list["sessions"].as_array().expect("sessions");
    let app = sessions.iter().find(|session| session["client"] == "desktop").expect("the app is listed");
    let path = format!("/api/v1/me/sessions/{}", app["id"].as_str().expect("an id"));
    let answer = http::call(&server.address, "DELETE", &path, &cookies, &Value::Null).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

fn holds_no_token(data: &Path) {
    let book = std::fs::read_to_string(data.join("connections.json")).expect("the list of servers");
    let sealed = std::fs::read(data.join("tokens.sealed")).expect("the sealed tokens");
    assert!(!book.contains("ghr_") && !book.contains("ghs_"), "{book}");
    assert!(!sealed.windows(4).any(|part| part == b"ghr_"));
}

#[test]
fn somebody_signs_in_through_the_browser_and_the_shell_says_where_they_are() {
    run(async {
        let server = Server::demo().await;
        let data = tempfile::tempdir().expect("a temporary folder");
        let shell = Desktop::open_for(data.path(), NAME).await;
        shell.see("main article a[href^='/apps/']").await;
        follow(&shell, "[data-testid=server-here]").await;
        connect(&shell, "http://market.example").await;
        shell.read("has to begin with https://").await;
        axe::clean(&shell, "the way to a server").await;
        shell.picture("desktop-connect");
        connect(&shell, "http://127.0.0.1:9").await;
        shell.read("127.0.0.1:9 does not answer").await;

        connect(&shell, &server.url("")).await;
        shell.see("[data-testid=server-here] .server-words").await;
        let here = bar(&shell).await;
        assert!(here.contains(&server.address), "{here}");
        shell.read(NAME).await;
        // No keyring answers here: the shell says what that means.
        shell.read("kept in an encrypted file").await;
        axe::clean(&shell, "the servers").await;
        shell.picture("desktop-servers");
        holds_no_token(data.path());

        let me = fetched(&shell, "/api/v1/me").await;
        assert_eq!(me["person"]["name"], NAME);
        let organisation = me["organisation"]["name"].as_str().expect("an organisation").to_owned();
        assert!(here.contains(&organisation), "{here}");
        let all = fetched(&shell, "/api/v1/shell/connections").await.to_string();
        assert!(!all.contains("ghr_") && !all.contains("ghs_"), "{all}");
        follow(&shell, "header a[href='/home']").await;
        shell.see(".rail-who").await;
        axe::clean(&shell, "the home in the shell").await;
        shell.picture("desktop-home");
        shell.close().await;

        // A restart keeps it.
        let again = Desktop::open_for(data.path(), NAME).await;
        again.see("[data-testid=server-here] .server-words").await;
        assert_eq!(bar(&again).await, here);
        assert_eq!(fetched(&again, "/api/v1/me").await["person"]["name"], NAME);

        // Until the server ends it.
        sign_the_app_out(&server).await;
        follow(&again, "header a[href='/home']").await;
        again.until("the bar says so", async || bar(&again).await.contains("Signed out")).await;
        follow(&again, ".server-menu a[href='/servers']").await;
        again.read("The server signed this app out").await;
        axe::clean(&again, "a server that signed the app out").await;
        again.picture("desktop-signed-out");

        // And once more, with the page that one came from.
        again.script("[...document.querySelectorAll('main button')].find(it => it.innerText.includes('Sign in again')).click()").await;
        again.until("signed in again", async || bar(&again).await == here).await;
        again.close().await;
    });
}

#[test]
fn a_server_that_is_down_is_named_and_the_marketplace_goes_on() {
    run(async {
        let mut server = Server::demo().await;
        let data = tempfile::tempdir().expect("a temporary folder");
        let shell = Desktop::open_for(data.path(), NAME).await;
        follow(&shell, "[data-testid=server-here]").await;
        connect(&shell, &server.url("")).await;
        shell.see("[data-testid=server-here] .server-words").await;
        server.process.kill();
        follow(&shell, "header a[href='/home']").await;
        shell.read(&format!("{} cannot be reached", server.address)).await;
        axe::clean(&shell, "a page of a server that is down").await;
        shell.picture("desktop-offline");
        follow(&shell, "header a[href='/apps']").await;
        shell.see("[data-testid=result-count]").await;
        shell.close().await;
    });
}
