//! A term of the field with its meaning one press away.

use leptos::prelude::*;

use crate::view;

/// The term, dotted under; the meaning in a card. Works before hydration. `id` is unique on the page.
#[component]
pub fn Explain(
    #[prop(into)] id: String,
    #[prop(into)] term: String,
    #[prop(into)] meaning: String,
) -> impl IntoView {
    view! {
        <button type="button" class="explain" popovertarget=id.clone()>
            {term}
        </button>
        <span class="card note" id=id popover="auto">
            {meaning}
        </span>
    }
}
