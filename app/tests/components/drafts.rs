//! The editor of a listing on a device without room, in front of a server that takes what it is sent.

use std::collections::BTreeMap;

use app::{
    listings::editor::Editor,
    ui::{Toasts, provide_toasts},
};
use chrono::DateTime;
use js_sys::Reflect;
use leptos::prelude::*;
use leptos_router::components::Router;
use serde_json::json;
use shared::{
    endpoint::ByListing,
    ids::{ListingId, OrganisationId},
    listings::{
        api::{App, AppRow, FieldView},
        field::Field,
        state::Phase,
    },
};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Event, EventInit, Storage};

use crate::{
    account::{asked, serve, settle, text},
    stage::Stage,
};

const WEBSITE: &str = "https://ledger.example";
const FILLED: &str = "filled-by-a-test";

fn app(draft: BTreeMap<Field, FieldView>) -> App {
    App {
        row: AppRow {
            listing: ListingId::from_ulid(ulid::Ulid(1)),
            name: String::new(),
            phase: Phase::Draft,
            standing: Phase::Draft,
            slug: None,
            live: None,
            under_way: None,
            edited_at: None,
        },
        draft,
        nags: Vec::new(),
        manifest: None,
        approved: None,
        target: None,
        unknown_terms: BTreeMap::new(),
        alike: None,
    }
}

fn storage() -> Storage {
    window().local_storage().expect("storage is allowed").expect("a storage")
}

/// Leaves no room in the storage of this device.
fn fill() {
    let storage = storage();
    let mut filled = String::new();
    let mut size = 8 * 1024 * 1024;
    while size > 0 {
        let more = filled.clone() + &"x".repeat(size);
        if storage.set_item(FILLED, &more).is_ok() {
            filled = more;
        }
        size /= 2;
    }
}

/// Pastes a text over what stands in a field.
async fn paste(stage: &Stage, selector: &str, text: &str) {
    let field: Element = stage.get(selector);
    Reflect::set(&field, &"value".into(), &text.into()).expect("a field");
    let init = EventInit::new();
    init.set_bubbles(true);
    let event = Event::new_with_event_init_dict("input", &init).expect("an event");
    field.dispatch_event(&event).expect("a living element");
    leptos::task::tick().await;
}

#[wasm_bindgen_test]
async fn what_is_too_large_and_what_has_no_room_is_told_while_the_rest_is_saved() {
    let at = ByListing {
        organisation: OrganisationId::from_ulid(ulid::Ulid(1)),
        listing: ListingId::from_ulid(ulid::Ulid(1)),
    };
    let draft = format!("PATCH /api/v1/organisations/{}/listings/{}/draft", at.organisation, at.listing);
    let written = FieldView { value: json!(WEBSITE), revision: 2, by: None, at: DateTime::UNIX_EPOCH };
    let after = app(BTreeMap::from([(Field::Website, written)]));
    serve(&[(draft.as_str(), 200, json!({ "app": after, "conflicts": [] }))]);
    let stage = Stage::show(move || {
        provide_toasts();
        view! {
            <Router>
                <Editor at=at app=app(BTreeMap::new())/>
                <Toasts/>
            </Router>
        }
    })
    .await;
    settle().await;
    fill();
    let large = "x".repeat(300 * 1024);
    paste(&stage, "#field-description", &large).await;
    stage.type_in("#field-website", WEBSITE).await;
    for _ in 0..50 {
        if text(&stage).contains("The rest is saved") {
            break;
        }
        settle().await;
    }
    let said = text(&stage);
    storage().remove_item(FILLED).expect("storage is allowed");
    assert!(asked().iter().any(|call| call.starts_with(&draft)), "{:?}", asked());
    for expected in [
        "it has 300 KB, and a field holds at most 256 KB",
        "larger than 256 KB: Description",
        "no room left",
        "The rest is saved",
    ] {
        assert!(said.contains(expected), "{expected:?} is missing");
    }
    let field: Element = stage.get("#field-description");
    let value = Reflect::get(&field, &"value".into()).expect("a field").as_string().unwrap_or_default();
    assert_eq!(value.len(), large.len(), "it stays on the page");
}
