//! The OpenAPI document against the real server, by a tool that reads the one and torments the other.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use chrono::TimeDelta;
use serde_json::json;
use tests::{output, persona::Persona, place, run, server::Server};

/// A key of an organisation's owner with everything that a key can have.
async fn key(server: &Server, name: &str, id: u128) -> String {
    let owner = Persona::demo(server, name).await;
    let path = format!("/api/v1/organisations/{}/keys", owner.organisation().await);
    let scopes = owner.get(&path).await.json()["scopes"].clone();
    let body = json!({
        "id": format!("key_{}", ulid::Ulid(id)),
        "of_organisation": true,
        "name": "Contract",
        "scopes": scopes,
        "expires_at": (chrono::Utc::now() + TimeDelta::days(1)).to_rfc3339(),
    });
    let made = owner.post(&path, &body).await;
    assert_eq!(made.status, 200, "{}", made.text());
    made.json()["secret"].as_str().expect("a secret").to_owned()
}

fn schemathesis(server: &Server, report: &Path, key: &str) -> Command {
    let mut command = Command::new(place("GUILDHALL_TEST_SCHEMATHESIS"));
    command.args(["run", &server.url("/api/v1/openapi.json"), "--checks", "all", "--workers", "2"]);
    // What is found is found again.
    command.args(["--seed", "20261127", "--max-examples", "20", "--generation-database", "none"]);
    command.args(["--header", &format!("Authorization: Bearer {key}")]);
    command.args(["--no-color", "--report", "junit", "--report-junit-path"]).arg(report);
    command.stdin(Stdio::null());
    command
}

#[test]
fn the_server_does_what_its_openapi_document_says() {
    run(async {
        let server = Server::without_limits().await;
        let key = key(&server, "Anna Lind", 1).await;
        let report = output("schemathesis.xml");
        let outcome = tokio::task::spawn_blocking({
            let mut command = schemathesis(&server, &report, &key);
            move || command.output().expect("schemathesis starts")
        })
        .await
        .expect("it ends");
        let printed = String::from_utf8_lossy(&outcome.stdout);
        std::fs::write(output("schemathesis.log"), printed.as_bytes()).expect("the log can be written");
        assert!(outcome.status.success(), "{printed}{}", String::from_utf8_lossy(&outcome.stderr));
        assert!(printed.contains("passed"), "it tested something: {printed}");
    });
}
