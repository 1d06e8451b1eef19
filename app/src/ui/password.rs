//! A labelled password: hidden until somebody wants to see it, and told how it does as it is chosen.

use leptos::{html, prelude::*};

use super::{Icon, IconName, texts::texts, typed};
use crate::{i18n::use_locale, view, view::live};

/// What the rules say about a password that is being chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub accepted: bool,
    pub text: String,
}

/// The button beside it shows what is typed, and hides it again. `autocomplete` is `current-password` or
/// `new-password`, so that a password manager knows what to do.
#[component]
pub fn PasswordField(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    autocomplete: &'static str,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] verdict: Signal<Option<Verdict>>,
) -> impl IntoView {
    let required = texts().required;
    let (show, hide) = use_locale().pick(("Show", "Hide"), ("Zeigen", "Verbergen"));
    let node = NodeRef::<html::Input>::new();
    typed::keep(node, value);
    let shown = RwSignal::new(false);
    let notes = format!("{id}-notes");
    let complaint = live(move || {
        error.get().map(|error| {
            view! {
                <p class="error">
                    <Icon name=IconName::Error/>
                    {error}
                </p>
            }
        })
    });
    let told = live(move || {
        verdict.get().map(|verdict| {
            let icon = if verdict.accepted { IconName::Check } else { IconName::Info };
            view! {
                <span class="verdict" class:accepted=verdict.accepted>
                    <Icon name=icon/>
                    {verdict.text}
                </span>
            }
        })
    });
    view! {
        <div class="field password">
            <label for=id.clone()>
                {label.clone()}
                <span class="required">{format!(" ({required})")}</span>
            </label>
            <input
                node_ref=node
                id=id.clone()
                name=name
                type=move || if shown.get() { "text" } else { "password" }
                autocomplete=autocomplete
                autocapitalize="off"
                spellcheck="false"
                required
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=notes.clone()
                on:input=move |event| value.set(event_target_value(&event))
            />
            <button
                type="button"
                class="button quiet reveal"
                aria-controls=id
                aria-pressed=move || if shown.get() { "true" } else { "false" }
                on:click=move |_| shown.update(|shown| *shown = !*shown)
            >
                {live(move || if shown.get() { hide } else { show })}
                <span class="visually-hidden">{format!(" {label}")}</span>
            </button>
            <div class="notes" id=notes>
                {complaint}
                {(!hint.is_empty()).then(|| view! { <span class="hint">{hint}</span> })}
                <span role="status">{told}</span>
            </div>
        </div>
    }
}
