//! Hands a text to the person: as a file, or to paste somewhere.

use js_sys::{Array, Function, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};

use crate::browser::{invoke, member, object, settled};

/// Saves a text as a file, as the browser does with downloads. Browser only.
pub fn download(name: &str, kind: &str, text: &str) {
    let Some(address) = address_of(kind, text) else { return };
    if let Ok(link) = document().create_element("a") {
        let link: web_sys::HtmlElement = link.unchecked_into();
        // Never fails: the names are valid attribute names.
        let _ = link.set_attribute("href", &address);
        let _ = link.set_attribute("download", name);
        link.click();
    }
    // The browser has taken it up by the end of the press.
    let _ = invoke(&member(&window(), "URL"), "revokeObjectURL", &[address.into()]);
}

/// An address in this page at which the text is.
fn address_of(kind: &str, text: &str) -> Option<String> {
    let make: Function = member(&window(), "Blob").dyn_into().ok()?;
    let parts = Array::of1(&JsValue::from(Array::of1(&text.into())));
    parts.push(&object(&[("type", &kind.into())]));
    let blob = Reflect::construct(&make, &parts).ok()?;
    invoke(&member(&window(), "URL"), "createObjectURL", &[blob]).ok()?.as_string()
}

/// Puts a text into the clipboard; whether the browser allowed it.
pub async fn copy(text: String) -> bool {
    let clipboard = member(&window().navigator(), "clipboard");
    match invoke(&clipboard, "writeText", &[text.into()]) {
        Ok(promise) => settled(promise).await.is_ok(),
        Err(_) => false,
    }
}

/// Opens the browser's dialog to print the page. Browser only.
pub fn print() {
    // A browser that cannot print says so itself.
    let _ = invoke(&window(), "print", &[]);
}
