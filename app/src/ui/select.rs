//! One of a few, in the browser's own list.

use leptos::prelude::*;

use crate::view;

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    pub value: String,
    pub label: String,
}

/// A native `<select>`: it works in a plain form and with every keyboard. `on_change` hears the value
/// after the signal has it.
#[component]
pub fn Select(
    /// Unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    options: Vec<SelectOption>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_change: Option<Callback<String>>,
) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|option| {
            let own = option.value.clone();
            view! {
                <option value=option.value selected=move || value.with(|value| *value == own)>
                    {option.label}
                </option>
            }
        })
        .collect_view();
    view! {
        <div class="field select">
            <label for=id.clone()>{label}</label>
            <select
                id=id
                name=name
                disabled=move || disabled.get()
                prop:value=move || value.get()
                on:change=move |event| {
                    let chosen = event_target_value(&event);
                    value.set(chosen.clone());
                    if let Some(on_change) = on_change {
                        on_change.run(chosen);
                    }
                }
            >
                {options}
            </select>
        </div>
    }
}
