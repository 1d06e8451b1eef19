//! The pages of signing in and of the account, alive, in front of a server that answers as the test says.

use app::{identity, platform::Platform, ui::Toasts, ui::provide_toasts, workspace::Mine};
use js_sys::{Function, Reflect};
use leptos::{prelude::*, task::tick};
use leptos_router::components::Router;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlDialogElement, HtmlElement};

use crate::stage::Stage;

/// Answers by method and path, each used up but for the last; what was asked is written down.
const SERVER: &str = r#"
    const key = `${request.method} ${new URL(request.url).pathname}`;
    const list = globalThis.answers[key] ?? [[404, { type: "/problems/not-found", title: "", status: 404, detail: key }]];
    const [status, body] = list.length > 1 ? list.shift() : list[0];
    globalThis.asked.push(`${key} ${request.headers.get("idempotency-key") ?? ""} ${request.headers.get("if-match") ?? ""}`);
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
"#;

pub(crate) fn serve(answers: &[(&str, u16, Value)]) {
    let mut lists = serde_json::Map::new();
    for (key, status, body) in answers {
        let list = lists.entry((*key).to_owned()).or_insert_with(|| json!([]));
        list.as_array_mut().expect("a list").push(json!([status, body]));
    }
    let lists = js_sys::JSON::parse(&Value::from(lists).to_string()).expect("JSON");
    let global = js_sys::global();
    for (name, value) in [
        ("answers", lists),
        ("asked", js_sys::Array::new().into()),
        ("fetch", Function::new_with_args("request", SERVER).into()),
    ] {
        Reflect::set(&global, &name.into(), &value).expect("a global");
    }
}

/// The calls so far, with the names of the deeds.
pub(crate) fn asked() -> Vec<String> {
    let asked = Reflect::get(&js_sys::global(), &"asked".into()).expect("a global");
    js_sys::Array::from(&asked).iter().filter_map(|call: JsValue| call.as_string()).collect()
}

fn person() -> Value {
    json!({
        "person": {
            "id": "per_00000000000000000000000007", "version": 3, "name": "Anna Lind",
            "email": "anna@northwind.example", "locale": "en",
        },
        "organisation": null, "organisations": [], "permissions": [], "fresh_until": null, "unread": 2,
    })
}

fn nobody() -> Value {
    json!({
        "person": null, "organisation": null, "organisations": [], "permissions": [], "fresh_until": null,
        "unread": 0,
    })
}

fn proofs(password: bool) -> Value {
    json!({
        "version": 1, "password": password, "passkeys": [{
            "id": "a", "name": "Laptop", "added_at": "2026-01-02T03:04:05Z", "used_at": null,
        }],
        "authenticator": null, "recovery_left": 0, "signs_on": false,
    })
}

pub(crate) fn problem(kind: &str, status: u16) -> Value {
    json!({ "type": format!("/problems/{kind}"), "title": "", "status": status, "detail": "This is why." })
}

/// The page at a path, with the time that it takes to ask for what it shows.
async fn open(path: &'static str) -> Stage {
    let stage = Stage::show(move || {
        provide_toasts();
        provide_context(Platform { demo: true, ..Platform::default() });
        provide_context(Mine::unasked());
        view! {
            <Router>
                {identity::at(path).expect("a page of this slice")}
                <Toasts/>
            </Router>
        }
    })
    .await;
    settle().await;
    stage
}

pub(crate) async fn settle() {
    let promise = js_sys::Promise::new(&mut |done, _| {
        window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, 60).expect("a timer");
    });
    wasm_bindgen_futures::JsFuture::from(promise).await.expect("a timer never fails");
    tick().await;
}

pub(crate) fn text(stage: &Stage) -> String {
    stage.root.inner_text()
}

fn everything(me: Value) -> Vec<(&'static str, u16, Value)> {
    let session = json!({
        "id": "ses_00000000000000000000000001", "this": true, "client": "browser", "device": "Firefox on Linux",
        "address": "203.0.113.7", "organisation": null, "started_at": "2026-01-02T03:04:05Z",
        "used_at": "2026-01-02T03:04:05Z", "ends_at": "2026-02-01T03:04:05Z",
    });
    vec![
        ("GET /api/v1/me", 200, me),
        ("GET /api/v1/me/proofs", 200, proofs(true)),
        ("GET /api/v1/me/sessions", 200, json!({ "sessions": [session] })),
        (
            "GET /api/v1/me/erasure",
            200,
            json!({
                "erased": false, "owns": [], "removed": ["Your name."],
                "kept": [{ "what": "Events", "why": "They belong to the organisations." }],
            }),
        ),
        ("GET /api/v1/set-up", 200, json!({ "needed": true })),
        (
            "GET /api/v1/dev/mail",
            200,
            json!({ "mails": [{
            "id": "mai_00000000000000000000000001", "to": "anna@northwind.example", "subject": "Confirm your address",
            "text": "Open it.", "link": "http://x.example/verify#s", "written_at": "2026-01-02T03:04:05Z",
        }] }),
        ),
        (
            "GET /api/v1/demo/people",
            200,
            json!({ "people": [{
            "id": "per_00000000000000000000000007", "name": "Anna Lind", "email": "anna@northwind.example",
            "organisation": "Northwind Works", "kind": "partner", "role": { "role": "admin", "name": null },
        }] }),
        ),
        ("POST /api/v1/mail/verify", 410, problem("gone", 410)),
        ("POST /api/v1/mail/change", 410, problem("gone", 410)),
        ("POST /api/v1/sign-on/finish", 410, problem("gone", 410)),
    ]
}

#[wasm_bindgen_test]
async fn every_page_comes_to_life_and_leaves_in_peace() {
    for (path, wanted) in [
        ("/sign-in", "You are signed in as Anna Lind."),
        ("/sign-up", "Create account"),
        ("/verify", "used already or has expired"),
        ("/mail-change", "used already or has expired"),
        ("/verify/again", "Send link"),
        ("/forgot", "Send link"),
        ("/reset", "Set password"),
        ("/sign-on/callback", "Begin again"),
        ("/account", "You sign in with anna@northwind.example"),
        ("/account/security", "Laptop"),
        ("/account/sessions", "Firefox on Linux"),
        ("/account/data", "They belong to the organisations."),
        ("/connect", "This address is not complete."),
        ("/set-up", "Set up the server"),
        ("/dev/mail", "Open the link"),
        ("/demo", "Northwind Works"),
    ] {
        serve(&everything(person()));
        let stage = open(path).await;
        assert!(text(&stage).contains(wanted), "{path}: {wanted:?} in {}", text(&stage));
        drop(stage);
        settle().await;
    }
}

#[wasm_bindgen_test]
async fn an_account_that_nobody_is_signed_in_to_shows_the_way_in() {
    serve(&everything(nobody()));
    let stage = open("/account/security").await;
    assert!(text(&stage).contains("Nobody is signed in"), "{}", text(&stage));
    let way = stage.attribute(".ways a", "href").expect("a way in");
    assert_eq!(way, "/sign-in", "the tests' page stands at the root, to which nobody has to be led back");
    assert!(
        !asked().iter().any(|call| call.contains("/proofs")),
        "nothing of anybody is asked for: {:?}",
        asked()
    );
}

#[wasm_bindgen_test]
async fn a_wrong_password_says_one_sentence_and_a_right_one_may_want_a_second_factor() {
    let mut answers = everything(nobody());
    answers.extend([
        ("POST /api/v1/sign-in", 401, problem("proof-refused", 401)),
        ("POST /api/v1/sign-in", 200, json!({ "next": "second_factor", "step": "st", "recovery_left": 3 })),
        ("POST /api/v1/sign-in/second-factor", 401, problem("proof-refused", 401)),
    ]);
    serve(&answers);
    let stage = open("/sign-in").await;
    stage.type_in("#email", "anna@northwind.example").await;
    stage.type_in("#password", "wrong").await;
    stage.press("form button[type=submit]").await;
    settle().await;
    assert!(text(&stage).contains("or there were too many attempts"), "{}", text(&stage));
    stage.press("form button[type=submit]").await;
    settle().await;
    assert!(stage.find("#password").is_none());
    stage.type_in("#code", "123456").await;
    stage.press("form button[type=submit]").await;
    settle().await;
    assert!(text(&stage).contains("This code is not right"), "{}", text(&stage));
    let deeds: Vec<String> =
        asked().into_iter().filter(|call| call.starts_with("POST /api/v1/sign-in ")).collect();
    assert_eq!(deeds.len(), 2);
    assert_ne!(deeds[0], deeds[1], "another attempt is another deed");
}

#[wasm_bindgen_test]
async fn what_wants_a_fresh_proof_goes_on_by_itself_after_it() {
    let mut answers = everything(person());
    answers.extend([
        ("DELETE /api/v1/me/password", 401, problem("proof-required", 401)),
        ("DELETE /api/v1/me/password", 200, proofs(false)),
        ("POST /api/v1/reauthenticate", 200, person()),
    ]);
    serve(&answers);
    let stage = open("/account/security").await;
    stage.press("section[aria-labelledby=password-title] .button.danger").await;
    settle().await;
    let dialog: HtmlDialogElement = stage.get("dialog.dialog");
    assert!(dialog.open(), "{}", text(&stage));
    stage.type_in("#prove-password", "walnut fiddle tram").await;
    stage.press("dialog form.form button[type=submit]").await;
    settle().await;
    settle().await;
    assert!(!dialog.open());
    assert!(text(&stage).contains("The password is gone."), "{}", text(&stage));
    let deeds: Vec<String> = asked().into_iter().filter(|call| call.starts_with("DELETE")).collect();
    assert_eq!(deeds.len(), 2, "{:?}", asked());
}

#[wasm_bindgen_test]
async fn without_the_proof_what_wanted_it_is_not_done() {
    let mut answers = everything(person());
    answers.push(("DELETE /api/v1/me/password", 401, problem("proof-required", 401)));
    serve(&answers);
    let stage = open("/account/security").await;
    stage.press("section[aria-labelledby=password-title] .button.danger").await;
    settle().await;
    stage.press("dialog .close button").await;
    settle().await;
    settle().await;
    assert!(text(&stage).contains("Press the button again to prove"), "{}", text(&stage));
    assert!(stage.get::<HtmlElement>("#password-title").inner_text().contains("Password"));
}

#[wasm_bindgen_test]
async fn a_profile_that_somebody_else_changed_is_shown_and_nothing_typed_is_lost() {
    let mut newer = person();
    newer["person"]["version"] = json!(5);
    newer["person"]["name"] = json!("Anna Berg");
    let mut stale = problem("version-stale", 412);
    stale["current"] = newer.clone();
    newer["person"]["name"] = json!("Anna Holm");
    let mut answers = everything(person());
    answers.extend([("PATCH /api/v1/me", 412, stale), ("PATCH /api/v1/me", 200, newer)]);
    serve(&answers);
    let stage = open("/account").await;
    stage.type_in("#name", "Anna Holm").await;
    stage.press("form.panel .button.primary").await;
    settle().await;
    let table = stage.get::<HtmlElement>(".difference").text_content().unwrap_or_default();
    assert!(table.contains("Anna Berg") && table.contains("Anna Holm"), "{table}");
    stage.press("form.panel .button.primary").await;
    settle().await;
    let versions: Vec<String> = asked()
        .into_iter()
        .filter(|call| call.starts_with("PATCH"))
        .filter_map(|call| call.split(' ').next_back().map(str::to_owned))
        .collect();
    assert_eq!(versions, ["\"3\"", "\"5\""]);
    assert!(text(&stage).contains("Saved."), "{}", text(&stage));
}
