//! Where files are chosen or dropped.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::file::{ACCEPT, File};
use crate::{browser::member, view};

/// A button that opens the browser's chooser, in a place where files can be dropped.
#[component]
pub fn Drop(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    label: &'static str,
    hint: &'static str,
    /// Several at once.
    #[prop(optional)]
    several: bool,
    on_files: Callback<Vec<File>>,
) -> impl IntoView {
    let over = RwSignal::new(false);
    let take = move |list: &JsValue| {
        let mut files = File::all(list);
        if !several {
            files.truncate(1);
        }
        if !files.is_empty() {
            on_files.run(files);
        }
    };
    let chosen = move |event: leptos::ev::Event| {
        let input: JsValue = event.target().map(Into::into).unwrap_or_default();
        take(&member(&input, "files"));
        // The same file can be chosen again.
        let _ = js_sys::Reflect::set(&input, &"value".into(), &"".into());
    };
    let dropped = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        take(&member(&member(&event, "dataTransfer"), "files"));
    };
    let dragged_over = move |event: leptos::ev::DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let notes = format!("{id}-notes");
    view! {
        <div
            class="drop"
            class:over=move || over.get()
            on:dragover=dragged_over
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <input type="file" class="visually-hidden" id=id.clone() accept=ACCEPT multiple=several
                aria-describedby=notes.clone() on:change=chosen/>
            <label class="button" for=id>{label}</label>
            <p class="quiet" id=notes>{hint}</p>
        </div>
    }
}
