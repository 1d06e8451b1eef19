use http::StatusCode;
use serde_json::{Value, json};
use shared::{
    ids::{CallId, ListingId, RunId, SandboxId},
    sandbox::{contract::check::Check, log::Logged, model::Sandbox, trial::Trial},
};
use store::Table;

use crate::{listings::workshop::Workshop, testing::deep};

/// A listing with an app that keeps the contract; its id and that of its sandbox.
async fn tried(shop: &Workshop) -> (ListingId, SandboxId) {
    let id = shop.complete("Harbour Books").await;
    let (_, all) = shop.ask(&shop.anna, "GET", &format!("/{id}/sandboxes"), Value::Null).await;
    let sandbox = all["sandboxes"][0]["sandbox"].as_str().and_then(|id| id.parse().ok());
    (id, sandbox.unwrap_or_else(|| panic!("a sandbox: {all}")))
}

fn at(id: ListingId, sandbox: SandboxId, rest: &str) -> String {
    format!("/{id}/sandboxes/{sandbox}{rest}")
}

async fn ask(shop: &Workshop, method: &str, rest: &str, body: Value) -> Value {
    let (status, answer) = shop.ask(&shop.anna, method, rest, body).await;
    assert_eq!(status, StatusCode::OK, "{method} {rest}: {answer}");
    answer
}

/// Anna signs in again: her session was idle for too long.
async fn again(shop: &mut Workshop) {
    shop.anna = shop.stage.sign_in(shop.anna.id, Some(shop.organisation)).await;
}

async fn run(shop: &Workshop, id: ListingId, sandbox: SandboxId) -> Value {
    let run = RunId::new(&*shop.stage.services().ids);
    ask(shop, "POST", &at(id, sandbox, "/runs"), json!({ "run": run })).await;
    shop.jobs().await;
    ask(shop, "GET", &at(id, sandbox, &format!("/runs/{run}")), Value::Null).await
}

#[test]
fn an_app_is_called_and_every_call_is_in_the_log() {
    deep(async {
        let shop = Workshop::new().await;
        let (id, sandbox) = tried(&shop).await;
        let found = run(&shop, id, sandbox).await;
        let state = &found["row"]["state"];
        assert_eq!((&state["state"], &state["passes"]), (&json!("done"), &json!(true)), "{found}");
        let checked = found["results"]["contract"]["checked"].as_array().map_or(0, Vec::len);
        let calls = found["calls"].as_array().expect("calls");
        assert!(checked > 10 && calls.len() >= checked, "{checked} checks, {} calls", calls.len());
        assert_eq!(found["results"]["performance"]["endpoints"].as_array().map(Vec::len), Some(2));
        // The log has them, the newest first, and gives one whole.
        let log = ask(&shop, "GET", &at(id, sandbox, "/calls"), Value::Null).await;
        let first = &log["calls"][0];
        assert_eq!(first["call"], calls[calls.len() - 1]["call"], "{log}");
        let webhook = calls.iter().find(|call| call["name"] == "webhook.accepted").expect("a webhook");
        let path = at(id, sandbox, &format!("/calls/{}", webhook["call"].as_str().expect("an id")));
        let whole = ask(&shop, "GET", &path, Value::Null).await;
        assert_eq!(whole["answer"]["status"], 200, "{whole}");
        assert!(whole["request"]["body"].as_str().is_some_and(|body| body.contains("order")), "{whole}");
        // Sent again it is the same delivery, so the app says that it knows it.
        let call = CallId::new(&*shop.stage.services().ids);
        let again = ask(&shop, "POST", &format!("{path}/repeat"), json!({ "call": call })).await;
        let headers = again["answer"]["headers"].as_array().expect("headers");
        assert!(headers.contains(&json!(["guildhall-duplicate", "true"])), "{again}");
        assert_eq!(again["row"]["again"], webhook["call"]);
        let log = ask(&shop, "GET", &at(id, sandbox, "/calls"), Value::Null).await;
        assert_eq!(log["calls"][0]["call"], json!(call), "{log}");
    });
}

#[test]
fn an_app_that_is_not_there_fails_and_its_version_comes_back_with_the_findings() {
    deep(async {
        let shop = Workshop::new().await;
        let (id, sandbox) = tried(&shop).await;
        // A port that nobody listens on.
        let nobody = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr();
        let target = json!({ "target": format!("http://{}", nobody.expect("an address")) });
        ask(&shop, "PUT", &at(id, sandbox, "/target"), target).await;
        let found = run(&shop, id, sandbox).await;
        assert_eq!(found["row"]["state"]["passes"], false, "{}", found["row"]);
        let (_, _) = shop.submit(id, "1.0.0").await;
        shop.jobs().await;
        let (_, seen) = shop.ask(&shop.anna, "GET", &format!("/{id}/versions"), Value::Null).await;
        let version = &seen["versions"][0];
        assert_eq!(version["state"]["state"], "changes_requested", "{version}");
        let stage = &version["review"]["stages"][1];
        assert_eq!(
            (&stage["kind"], &stage["state"]["state"]),
            (&json!("contract_tests"), &json!("failed")),
            "{stage}"
        );
        assert_eq!(stage["findings"][0]["reason"]["id"], Check::CallUnreachable.id(), "{stage}");
        // What the review did is among the runs.
        let seen = ask(&shop, "GET", &at(id, sandbox, ""), Value::Null).await;
        assert_eq!(
            (&seen["runs"][0]["of_review"], &seen["runs"][0]["part"]),
            (&json!(true), &json!("contract")),
            "{seen}"
        );
    });
}

#[test]
fn nothing_is_submitted_without_a_sandbox_and_nothing_passes_without_one() {
    deep(async {
        let shop = Workshop::new().await;
        let (id, sandbox) = tried(&shop).await;
        shop.submit(id, "1.0.0").await;
        ask(&shop, "DELETE", &at(id, sandbox, ""), Value::Null).await;
        shop.jobs().await;
        let (_, seen) = shop.ask(&shop.anna, "GET", &format!("/{id}/versions"), Value::Null).await;
        let stage = &seen["versions"][0]["review"]["stages"][1];
        assert_eq!(stage["findings"][0]["reason"]["id"], "sandbox.none", "{seen}");
        let services = shop.stage.services();
        let body = json!({
            "version": seen["versions"][0]["version"],
            "label": "1.0.0",
            "submission": shared::ids::SubmissionId::new(&*services.ids),
        });
        let (status, refused) = shop.ask(&shop.anna, "POST", &format!("/{id}/versions"), body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{refused}");
    });
}

#[test]
fn a_sandbox_is_reset_moved_kept_and_over_on_its_day() {
    deep(async {
        let mut shop = Workshop::new().await;
        let (id, sandbox) = tried(&shop).await;
        let data = ask(&shop, "GET", &at(id, sandbox, "/data"), Value::Null).await;
        let reset = ask(&shop, "POST", &at(id, sandbox, "/reset"), Value::Null).await;
        assert_eq!(reset["generation"], 2, "{reset}");
        let other = ask(&shop, "GET", &at(id, sandbox, "/data"), Value::Null).await;
        assert_eq!(other["contacts"].as_array().map(Vec::len), data["contacts"].as_array().map(Vec::len));
        assert_ne!(other["contacts"][0]["id"], data["contacts"][0]["id"]);
        let secret = ask(&shop, "GET", &at(id, sandbox, "/secret"), Value::Null).await;
        let replaced = ask(&shop, "POST", &at(id, sandbox, "/secret"), Value::Null).await;
        assert_ne!(secret["secret"], replaced["secret"]);
        run(&shop, id, sandbox).await;
        shop.wait(60 * 24 * 10);
        again(&mut shop).await;
        let before = ask(&shop, "GET", &at(id, sandbox, ""), Value::Null).await;
        let renewed = ask(&shop, "POST", &at(id, sandbox, "/renewal"), Value::Null).await;
        assert_eq!((&before["days_left"], &renewed["days_left"]), (&json!(20), &json!(30)), "{renewed}");
        shop.wait(60 * 24 * 31);
        again(&mut shop).await;
        let (status, over) = shop.ask(&shop.anna, "GET", &at(id, sandbox, ""), Value::Null).await;
        assert_eq!(status, StatusCode::GONE, "{over}");
        // Its rows go with it.
        shop.jobs().await;
        let store = &shop.stage.services().store;
        assert_eq!(store.get::<Sandbox>(sandbox.to_string()).await.expect("reads"), None);
        for table in [Table::Trial, Table::Call] {
            assert_eq!(
                store.keys_of(table, &sandbox.to_string()).await.expect("reads"),
                Vec::<String>::new()
            );
        }
    });
}

#[test]
fn what_cannot_be_called_or_counted_is_refused_with_the_way_on() {
    deep(async {
        let shop = Workshop::new().await;
        let (id, sandbox) = tried(&shop).await;
        for (target, status) in [
            ("http://10.0.0.8", StatusCode::UNPROCESSABLE_ENTITY),
            ("http://app.example", StatusCode::UNPROCESSABLE_ENTITY),
            ("https://app.example/?x", StatusCode::BAD_REQUEST),
            ("app", StatusCode::BAD_REQUEST),
        ] {
            let body = json!({ "target": target });
            let (got, refused) = shop.ask(&shop.anna, "PUT", &at(id, sandbox, "/target"), body).await;
            assert_eq!(got, status, "{target}: {refused}");
            assert_eq!(refused["errors"][0]["pointer"], "/target", "{target}: {refused}");
        }
        let body = || json!({ "sandbox": SandboxId::new(&*shop.stage.services().ids), "target": "https://a.example" });
        for _ in 0..2 {
            ask(&shop, "POST", &format!("/{id}/sandboxes"), body()).await;
        }
        let (status, refused) = shop.ask(&shop.anna, "POST", &format!("/{id}/sandboxes"), body()).await;
        assert_eq!(status, StatusCode::CONFLICT, "{refused}");
        // One run at a time.
        let run = || json!({ "run": RunId::new(&*shop.stage.services().ids) });
        ask(&shop, "POST", &at(id, sandbox, "/runs"), run()).await;
        let (status, refused) = shop.ask(&shop.anna, "POST", &at(id, sandbox, "/runs"), run()).await;
        assert_eq!(status, StatusCode::CONFLICT, "{refused}");
    });
}

#[test]
fn a_run_that_was_cut_off_is_begun_again_and_a_call_to_another_target_is_not() {
    deep(async {
        let shop = Workshop::new().await;
        let (id, sandbox) = tried(&shop).await;
        let found = run(&shop, id, sandbox).await;
        let services = shop.stage.services();
        let trial =
            services.store.owned_by::<Trial>(&sandbox.to_string(), None, 1).await.expect("reads").remove(0);
        // As a server leaves it that dies.
        let since = services.clock.now();
        let cut = Trial {
            version: trial.version + 1,
            state: shared::sandbox::trial::TrialState::Running { since },
            ..trial
        };
        let mut unit = store::Unit::default();
        unit.update(&cut);
        services.store.commit(unit).await.expect("commits");
        shop.wait(1);
        shop.jobs().await;
        let seen = ask(&shop, "GET", &at(id, sandbox, ""), Value::Null).await;
        assert_eq!(seen["runs"][0]["state"]["state"], "done", "{seen}");
        assert_eq!(seen["runs"][0]["run"], found["row"]["run"]);
        let logged = services.store.owned_by::<Logged>(&sandbox.to_string(), None, 1).await.expect("reads");
        ask(&shop, "PUT", &at(id, sandbox, "/target"), json!({ "target": "https://app.example" })).await;
        let path = at(id, sandbox, &format!("/calls/{}/repeat", logged[0].id));
        let body = json!({ "call": CallId::new(&*services.ids) });
        let (status, refused) = shop.ask(&shop.anna, "POST", &path, body).await;
        assert_eq!(status, StatusCode::CONFLICT, "{refused}");
    });
}
