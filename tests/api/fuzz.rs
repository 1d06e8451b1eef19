//! The OpenAPI document against the real server, by a tool that reads the one and torments the other.

use std::process::{Command, Stdio};

use chrono::TimeDelta;
use serde_json::json;
use server::ports::SystemClock;
use shared::ports::Clock;
use tests::{output, persona::Persona, place, run, server::Server};

/// What a run goes by.
const SETTINGS: &str = include_str!("schemathesis.toml");

/// The organisation of its owner, and a key with everything that a key can have.
async fn key(server: &Server, name: &str) -> (String, String) {
    let owner = Persona::demo(server, name).await;
    let organisation = owner.organisation().await;
    let path = format!("/api/v1/organisations/{organisation}/keys");
    let scopes = owner.get(&path).await.json()["scopes"].clone();
    let body = json!({
        "id": "key_00000000000000000000000001",
        "of_organisation": true,
        "name": "Contract",
        "scopes": scopes,
        "expires_at": (SystemClock.now() + TimeDelta::days(1)).to_rfc3339(),
    });
    let made = owner.post(&path, &body).await;
    assert_eq!(made.status, 200, "{}", made.text());
    (organisation, made.json()["secret"].as_str().expect("a secret").to_owned())
}

/// Runs every check on every operation; gives what the tool printed when it found something.
fn torment(name: &str, server: &Server, settings: &str) -> Result<(), String> {
    let file = output(&format!("schemathesis-{name}.toml"));
    std::fs::write(&file, settings).expect("the settings can be written");
    let mut command = Command::new(place("GUILDHALL_TEST_SCHEMATHESIS"));
    command.arg("--config-file").arg(&file).args(["run", &server.url("/api/v1/openapi.json")]);
    command.args(["--checks", "all", "--workers", "1", "--max-examples", "20", "--no-color"]);
    // What is found is found again.
    command.args(["--seed", "20261127", "--generation-database", "none"]);
    let outcome = command.stdin(Stdio::null()).output().expect("schemathesis starts");
    let printed = String::from_utf8_lossy(&outcome.stdout).into_owned();
    std::fs::write(output(&format!("schemathesis-{name}.log")), &printed).expect("the log can be written");
    if outcome.status.success() && printed.contains("Tested: ") {
        return Ok(());
    }
    Err(format!("{name}:\n{printed}{}", String::from_utf8_lossy(&outcome.stderr)))
}

/// Once with organisations at random, which are nobody's, and once with the key's own.
#[test]
fn the_server_does_what_its_openapi_document_says() {
    run(async {
        let server = Server::without_limits().await;
        let (organisation, key) = key(&server, "Anna Lind").await;
        let signed_in = format!("{SETTINGS}\n[auth.openapi.key]\nbearer = \"{key}\"\n");
        let at_home = format!("{signed_in}\n[parameters]\n\"path.organisation\" = \"{organisation}\"\n");
        let found = tokio::task::spawn_blocking(move || {
            let runs = [("anywhere", signed_in), ("at-home", at_home)];
            runs.map(|(name, settings)| torment(name, &server, &settings))
                .into_iter()
                .collect::<Result<(), _>>()
        });
        if let Err(printed) = found.await.expect("it ends") {
            panic!("{printed}");
        }
    });
}
