//! Keeps what was typed into a page while somebody signs in again; for this tab and until it comes back.

use std::collections::BTreeMap;

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, EventTarget};

use crate::browser::{invoke, member, session_storage};

/// Each page's text is kept under its path.
const PREFIX: &str = "typed:";
/// Secrets and choices that were not typed are left out.
const TYPED: &str = "#main :is(input[type=text], input[type=email], input[type=url], input[type=number], \
                     textarea, select)[id]";

fn name() -> String {
    format!("{PREFIX}{}", window().location().pathname().unwrap_or_default())
}

/// Keeps the text of every field of the page.
pub(super) fn keep() {
    let mut texts = BTreeMap::new();
    let Ok(found) = document().query_selector_all(TYPED) else { return };
    for at in 0..found.length() {
        let Some(field) = found.get(at) else { continue };
        let field: Element = field.unchecked_into();
        if let Some(text) = member(&field, "value").as_string().filter(|text| !text.is_empty()) {
            texts.insert(field.id(), text);
        }
    }
    if let (Some(storage), Ok(text)) = (session_storage(), serde_json::to_string(&texts)) {
        // A full or forbidden storage only means that the text has to be typed again.
        let _ = storage.set_item(&name(), &text);
    }
}

/// Puts the kept text back into the fields of a form that has come, each once.
pub(super) fn restore(form: &Element) {
    let Some(storage) = session_storage() else { return };
    let Ok(Some(text)) = storage.get_item(&name()) else { return };
    let Ok(mut texts) = serde_json::from_str::<BTreeMap<String, String>>(&text) else { return };
    texts.retain(|id, text| {
        let field = document().get_element_by_id(id).filter(|field| form.contains(Some(field)));
        let Some(field) = field else { return true };
        set(&field, text);
        false
    });
    let _ = if texts.is_empty() {
        storage.remove_item(&name())
    } else {
        storage.set_item(&name(), &serde_json::to_string(&texts).unwrap_or_default())
    };
}

/// As if it had been typed: who follows the field hears of it.
fn set(field: &Element, text: &str) {
    let _ = js_sys::Reflect::set(field, &"value".into(), &text.into());
    let target: &EventTarget = field.as_ref();
    for kind in ["input", "change"] {
        let Ok(event) = Event::new(kind) else { continue };
        // Bubbling, as the browser's own: the screens listen at the top.
        let _ = invoke(&event, "initEvent", &[kind.into(), JsValue::TRUE, JsValue::FALSE]);
        let _ = target.dispatch_event(&event);
    }
}

/// Forgets everything that was kept in this tab, and the drafts of this browser: somebody signs out.
pub(crate) fn forget() {
    crate::browser::forget_drafts();
    if let Some(storage) = session_storage() {
        let _ = storage.clear();
    }
}
