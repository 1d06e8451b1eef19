//! The pages of an organisation and the inbox, alive, in front of a server that answers as the test says.

#[path = "../pages/organisation/data.rs"]
#[expect(dead_code, reason = "the pages that the server draws use the rest")]
mod data;

use app::{platform::Platform, screens, ui::Toasts, ui::provide_toasts, workspace::Mine};
use leptos::{prelude::*, task::tick};
use leptos_router::components::Router;
use serde_json::{Value, json};
use shared::{
    identity::api::{KeyMade, KeyState, KeyView, Me, MyOrganisation},
    organisations::{api::Members, model::OrganisationKind, permission::Permissions},
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlDialogElement, HtmlElement, HtmlSelectElement};

use crate::{
    account::{asked, problem, serve, settle, text},
    stage::Stage,
};

const HOME: &str = "/api/v1/organisations/org_00000000000000000000000001";

/// The owner, acting in the organisation.
fn owner() -> Me {
    let mut me = data::me("anna@northwind.example");
    if let Some(person) = &mut me.person {
        person.id = data::ANNA;
    }
    let here = me.organisation.clone().map(|here| MyOrganisation { role: data::role("owner", None), ..here });
    Me {
        organisations: here.iter().cloned().collect(),
        organisation: here,
        permissions: Permissions::of_owner(OrganisationKind::Partner),
        unread: 1,
        ..me
    }
}

/// What the server answers while nothing is changed.
fn everything() -> Vec<(String, u16, Value)> {
    let at = |path: &str| format!("GET {HOME}{path}");
    let sign_on = data::sign_on(Some(data::connection(true)), &["northwind.example"]);
    vec![
        ("GET /api/v1/me".to_owned(), 200, json!(owner())),
        (at(""), 200, json!(data::organisation())),
        (at("/members"), 200, json!(data::members())),
        (at("/roles"), 200, json!(data::matrix())),
        (at("/domains"), 200, json!(data::domains())),
        (at("/sign-on"), 200, json!(sign_on)),
        (at("/keys"), 200, json!(data::keys())),
        (at("/audit"), 200, json!(data::trail())),
        ("GET /api/v1/me/notifications".to_owned(), 200, json!(data::inbox())),
        ("GET /api/v1/me/notifications/preferences".to_owned(), 200, json!(data::preferences())),
    ]
}

fn answer(more: Vec<(String, u16, Value)>) {
    let all: Vec<_> = everything().into_iter().chain(more).collect();
    let all: Vec<_> = all.iter().map(|(key, status, body)| (key.as_str(), *status, body.clone())).collect();
    serve(&all);
}

/// The page at a path, with the time that it takes to ask for what it shows.
async fn open(path: &'static str) -> Stage {
    let stage = Stage::show(move || {
        provide_toasts();
        provide_context(Platform::default());
        provide_context(Mine::unasked());
        view! {
            <Router>
                {screens::at(path).expect("a page")}
                <Toasts/>
            </Router>
        }
    })
    .await;
    settle().await;
    settle().await;
    stage
}

fn has(stage: &Stage, wanted: &str) {
    let text = stage.root.text_content().unwrap_or_default();
    assert!(text.contains(wanted), "{wanted:?} is missing in {text}");
}

/// The versions on which the calls were based.
fn versions(start: &str) -> Vec<String> {
    let calls = asked().into_iter().filter(|call| call.starts_with(start));
    calls.filter_map(|call| call.split(' ').next_back().map(str::to_owned)).collect()
}

/// The button with this label or text.
async fn press(stage: &Stage, label: &str) {
    let buttons = stage.root.query_selector_all("button, summary").expect("a valid selector");
    for at in 0..buttons.length() {
        let Some(button) = buttons.get(at) else { continue };
        let button: HtmlElement = button.unchecked_into();
        let named = button.get_attribute("aria-label").or_else(|| button.text_content()).unwrap_or_default();
        if named.trim() == label {
            button.click();
            tick().await;
            settle().await;
            return;
        }
    }
    panic!("no button {label:?} in {}", text(stage));
}

async fn choose(stage: &Stage, selector: &str, value: &str) {
    let select: HtmlSelectElement = stage.get(selector);
    select.set_value(value);
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    let event = web_sys::Event::new_with_event_init_dict("change", &init).expect("an event");
    select.dispatch_event(&event).expect("a living element");
    settle().await;
}

#[wasm_bindgen_test]
async fn every_page_comes_to_life_and_leaves_in_peace() {
    for (path, wanted) in [
        ("/organisation", "Northwind <Works>"),
        ("/organisation/new", "You become its owner."),
        ("/organisation/members", "3 people are here"),
        ("/organisation/roles", "Hand over the organisation"),
        ("/organisation/domains", "guildhall-domain=abc"),
        ("/organisation/sign-on", "Last signed somebody in"),
        ("/organisation/keys", "Nightly export"),
        ("/organisation/audit", "Role of a member changed"),
        ("/account/notifications", "Somebody signed in from a new device."),
        ("/invitation", "A part of the link is missing"),
        ("/domain-proof", "A part of the link is missing"),
    ] {
        answer(Vec::new());
        let stage = open(path).await;
        has(&stage, wanted);
        drop(stage);
        settle().await;
    }
}

#[wasm_bindgen_test]
async fn who_acts_nowhere_is_shown_the_ways_in_and_the_address_follows_the_name() {
    let nowhere =
        Me { organisation: None, organisations: Vec::new(), permissions: Permissions::NONE, ..owner() };
    let mut taken = problem("conflict", 409);
    taken["errors"] = json!([{ "pointer": "/slug", "detail": "Another organisation has this address." }]);
    serve(&[("GET /api/v1/me", 200, json!(nowhere)), ("POST /api/v1/organisations", 409, taken)]);
    let stage = open("/organisation").await;
    has(&stage, "You belong to no organisation yet.");
    stage.type_in("#found-name", "Alder & Söhne").await;
    let address: web_sys::HtmlInputElement = stage.get("#found-address");
    assert_eq!(address.value(), "alder-sohne");
    stage.type_in("#found-address", "alder").await;
    stage.type_in("#found-name", "Alder und Söhne").await;
    assert_eq!(address.value(), "alder", "what was written by hand stays");
    press(&stage, "Found the organisation").await;
    has(&stage, "Another organisation has this address.");
    assert_eq!(address.value(), "alder");
}

#[wasm_bindgen_test]
async fn a_name_that_somebody_else_changed_is_shown_beside_what_was_typed() {
    let mut newer = data::organisation();
    (newer.version, newer.name) = (8, "Northwind Group".to_owned());
    let mut stale = problem("version-stale", 412);
    stale["current"] = json!(newer);
    newer.name = "Northwind Holding".to_owned();
    answer(vec![(format!("PATCH {HOME}"), 412, stale), (format!("PATCH {HOME}"), 200, json!(newer))]);
    let stage = open("/organisation").await;
    stage.type_in("#organisation-name", "Northwind Holding").await;
    press(&stage, "Save changes").await;
    let table = stage.get::<HtmlElement>(".difference").text_content().unwrap_or_default();
    assert!(table.contains("Northwind Group") && table.contains("Northwind Holding"), "{table}");
    press(&stage, "Save changes").await;
    assert_eq!(versions("PATCH"), ["\"3\"", "\"8\""]);
    has(&stage, "Saved.");
}

#[wasm_bindgen_test]
async fn a_role_is_changed_although_the_list_changed_elsewhere_but_not_over_somebody_elses_choice() {
    let key = format!("PUT {HOME}/members/{}", data::BEN);
    let with = |version: u64, role: &str| {
        let mut members = data::members();
        members.version = version;
        members.people[1].role.role = role.to_owned();
        members
    };
    let stale = |members: &Members| {
        let mut stale = problem("version-stale", 412);
        stale["current"] = json!(members);
        stale
    };
    answer(vec![
        (key.clone(), 412, stale(&with(11, "seller"))),
        (key.clone(), 200, json!(with(12, "admin"))),
        (key.clone(), 412, stale(&with(13, "seller"))),
    ]);
    let stage = open("/organisation/members").await;
    let select = format!("#role-{}", data::BEN);
    choose(&stage, &select, "admin").await;
    has(&stage, "Ben Okafor is Admin now.");
    assert_eq!(versions("PUT"), ["\"9\"", "\"11\""]);
    // Somebody else has given him another role meanwhile: that is shown, and nothing is done.
    choose(&stage, &select, data::own_role().role.as_str()).await;
    has(&stage, "Somebody changed this meanwhile.");
    assert_eq!(stage.get::<HtmlSelectElement>(&select).value(), "seller");
    assert_eq!(versions("PUT"), ["\"9\"", "\"11\"", "\"12\""]);
}

#[wasm_bindgen_test]
async fn somebody_is_removed_after_a_question() {
    let mut members = data::members();
    members.people.remove(1);
    answer(vec![(format!("DELETE {HOME}/members/{}", data::BEN), 200, json!(members))]);
    let stage = open("/organisation/members").await;
    press(&stage, "Remove Ben Okafor").await;
    let dialog: HtmlDialogElement =
        stage.get("dialog[aria-label='Remove Ben Okafor from the organisation?']");
    assert!(dialog.open());
    press(&stage, "Keep it as it is").await;
    assert!(!dialog.open());
    press(&stage, "Remove Ben Okafor").await;
    stage.press("dialog[open] .confirm .danger").await;
    settle().await;
    has(&stage, "Ben Okafor does not belong to the organisation any more.");
    has(&stage, "2 people are here");
    assert!(stage.find("dialog[open]").is_none());
}

#[wasm_bindgen_test]
async fn a_role_is_made_of_what_can_be_given() {
    let made = format!("PUT {HOME}/roles/");
    let stage = {
        answer(Vec::new());
        open("/organisation/roles").await
    };
    press(&stage, "Make a role").await;
    assert!(stage.get::<HtmlDialogElement>("dialog.sheet").open());
    stage.type_in("#role-name", "Bookkeeping").await;
    press(&stage, "Make role").await;
    has(&stage, "Choose at least one permission.");
    assert!(versions(&made).is_empty(), "nothing is sent");
    stage.press("input[value='keys.read']").await;
    has(&stage, "1 of 12");
    stage.press("input[name='permission-Organisation']").await;
    settle().await;
    has(&stage, "11 of 12");
    let transfer: web_sys::HtmlInputElement = stage.get("input[value='organisation.transfer']");
    assert!(transfer.disabled() && !transfer.checked());
    press(&stage, "Make role").await;
    assert_eq!(versions(&made), ["\"9\""]);
    // No such answer is there: what was chosen stays, and the sheet with it.
    assert!(stage.get::<HtmlDialogElement>("dialog.sheet").open());
    has(&stage, "11 of 12");
}

#[wasm_bindgen_test]
async fn a_key_is_made_shown_once_and_revoked_by_its_name() {
    let key = data::key(9, "Import", Some(data::ANNA), KeyState::Works);
    let made = KeyMade { key: key.clone(), secret: "ghk_only_once".to_owned() };
    let revoked = KeyView { version: 2, state: KeyState::Revoked, ..key.clone() };
    answer(vec![
        (format!("POST {HOME}/keys"), 200, json!(made)),
        (format!("DELETE {HOME}/keys/{}", key.id), 200, json!(revoked)),
    ]);
    let stage = open("/organisation/keys").await;
    press(&stage, "Make a key").await;
    stage.type_in("#key-name", "Import").await;
    stage.press("input[value='audit.read']").await;
    press(&stage, "Make key").await;
    has(&stage, "ghk_only_once");
    let focused = document().active_element().map(|element| element.id());
    assert_eq!(focused.as_deref(), Some("secret-title"));
    press(&stage, "I have put it away").await;
    assert!(!stage.root.text_content().unwrap_or_default().contains("ghk_only_once"));
    press(&stage, "Revoke Import").await;
    let deed: web_sys::HtmlButtonElement = stage.get("dialog[open] .confirm .danger");
    assert!(deed.disabled());
    stage.type_in("#revoke-typed", "Import").await;
    assert!(!deed.disabled());
    deed.click();
    settle().await;
    has(&stage, "Import does not work any more.");
    assert!(stage.find("button[aria-label='Revoke Import']").is_none());
}

#[wasm_bindgen_test]
async fn what_is_read_moves_below_and_the_number_follows() {
    answer(vec![("POST /api/v1/me/notifications/read".to_owned(), 200, json!({}))]);
    let stage = open("/account/notifications").await;
    has(&stage, "1 notification you have not read.");
    press(&stage, "Mark as read: Somebody signed in from a new device.").await;
    has(&stage, "You have read everything.");
    assert!(stage.find("#unread-title").is_none());
    assert_eq!(stage.root.query_selector_all(".notification").expect("valid").length(), 2);
}

#[wasm_bindgen_test]
async fn an_invitation_is_looked_at_and_its_secret_leaves_the_address() {
    let history = window().history().expect("a history");
    let before = window().location().href().expect("an address");
    let link =
        format!("?organisation={}&invitation=inv_00000000000000000000000001#the-secret", data::ORGANISATION);
    history
        .replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&link))
        .expect("an address of this page");
    answer(vec![("POST /api/v1/invitations/look".to_owned(), 200, json!(data::invitation(false)))]);
    let stage = open("/invitation").await;
    has(&stage, "You are invited to Northwind Works");
    has(&stage, "Join Northwind Works");
    assert_eq!(window().location().hash().expect("an address"), "");
    drop(stage);
    settle().await;
    // Loaded again, the page still knows it.
    let stage = open("/invitation").await;
    has(&stage, "You are invited to Northwind Works");
    drop(stage);
    history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&before)).expect("where it was");
}
