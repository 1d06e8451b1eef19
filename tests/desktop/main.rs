//! The customer's journey in the real shell, with no network, and the third transport of the
//! conformance suite.

mod ships;
mod sign_in;

use serde_json::Value;
use tests::{
    axe,
    browser::Person,
    conformance::{self, Reply},
    desktop::Desktop,
    run,
};

#[test]
fn a_customer_finds_an_app_in_the_shell_and_it_is_there_after_a_restart() {
    run(async {
        let data = tempfile::tempdir().expect("a temporary folder");
        let shell = Desktop::open(data.path()).await;
        shell.see("main h1").await;
        shell.see("main article a[href^='/apps/']").await;
        shell.picture("desktop-home");
        axe::clean(&shell, "the shell's home page").await;

        shell.script("document.querySelector('a[href=\"/apps\"]').click()").await;
        shell.see("[data-testid=result-count]").await;
        shell.picture("desktop-directory");
        shell.script("document.querySelector('main article a[href^=\"/apps/\"]').click()").await;
        shell.see("main h1").await;
        shell.until("the listing is open", async || shell.address().await.contains("/apps/")).await;
        shell.picture("desktop-listing");

        conformance::conforms(async |path: &str| fetch(&shell, path).await).await;
        shell.close().await;

        let again = Desktop::open(data.path()).await;
        again.see("main article a[href^='/apps/']").await;
        again.close().await;
    });
}

async fn fetch(shell: &Desktop, path: &str) -> Reply {
    let script = "const done = arguments[arguments.length - 1];
        fetch(arguments[0]).then(async answer => done({
            status: answer.status, type: answer.headers.get('content-type') ?? '', body: await answer.text(),
        }), error => done({ status: 0, type: '', body: String(error) }));";
    let answer =
        shell.client.execute_async(script, vec![Value::from(path)]).await.expect("the webview runs scripts");
    Reply {
        status: answer["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or(0),
        content_type: answer["type"].as_str().unwrap_or_default().to_owned(),
        body: answer["body"].as_str().and_then(|body| serde_json::from_str(body).ok()).unwrap_or(Value::Null),
    }
}
