//! Yes or no, with its label and an optional number beside it.

use leptos::prelude::*;

use crate::view;

/// `checked` is the truth; the box asks for a change through `on_change` and shows what the signal then
/// says. `detail` stands at the end of the line: how many there are.
#[component]
pub fn Checkbox(
    #[prop(into)] name: String,
    #[prop(into)] value: String,
    #[prop(into)] label: String,
    #[prop(into)] checked: Signal<bool>,
    #[prop(optional, into)] detail: String,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_change: Option<Callback<bool>>,
) -> impl IntoView {
    view! {
        <label class="checkbox">
            <input
                type="checkbox"
                name=name
                value=value
                checked=checked.get_untracked()
                prop:checked=move || checked.get()
                disabled=move || disabled.get()
                on:change=move |event| {
                    if let Some(on_change) = on_change {
                        on_change.run(event_target_checked(&event));
                    }
                }
            />
            <span>{label}</span>
            {(!detail.is_empty()).then(|| view! { <span class="detail">{detail}</span> })}
        </label>
    }
}
