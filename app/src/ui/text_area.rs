//! A labelled text of several lines.

use leptos::{html, prelude::*};

use super::{Icon, IconName, texts::texts};
use crate::{
    view,
    view::{effect, live},
};

/// Grows with what is typed where the browser can do that. What is set from elsewhere replaces the text and
/// leaves the caret of who is typing alone.
#[component]
pub fn TextArea(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(default = 4)] rows: u32,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    /// For code: a fixed width, and no corrections.
    #[prop(optional)]
    code: bool,
) -> impl IntoView {
    let texts = texts();
    let node = NodeRef::<html::Textarea>::new();
    effect(move || {
        let wanted = value.get();
        if let Some(area) = node.get()
            && area.value() != wanted
        {
            area.set_value(&wanted);
        }
    });
    let notes = format!("{id}-notes");
    view! {
        <div class="field">
            <label for=id.clone()>
                {label}
                {required.then(|| view! { <span class="required">{format!(" ({})", texts.required)}</span> })}
            </label>
            <textarea
                node_ref=node
                id=id
                name=name
                class:code=code
                rows=rows.to_string()
                spellcheck=code.then_some("false")
                autocapitalize=code.then_some("off")
                required=required
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=notes.clone()
                on:input=move |event| value.set(event_target_value(&event))
            >
                {value.get_untracked()}
            </textarea>
            <div class="notes" id=notes>
                {live(move || {
                    error.get().map(|error| view! { <p class="error"><Icon name=IconName::Error/>{error}</p> })
                })}
                {(!hint.is_empty()).then(|| view! { <span class="hint">{hint}</span> })}
            </div>
        </div>
    }
}
