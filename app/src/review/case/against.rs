//! With what a version is compared: its round before, or what was approved last.

use leptos::prelude::*;
use shared::listings::api::Against;

use super::texts;
use crate::view;

/// What it is compared with, in a sentence; with a choice where there is one. `id` is unique on the page.
pub(crate) fn against(id: &str, all: Vec<Against>, chosen: RwSignal<usize>) -> AnyView {
    let t = texts();
    if all.len() < 2 {
        let said = all.first().map_or_else(|| t.not_known.to_owned(), t.compared);
        return view! { <p class="hint">{said}</p> };
    }
    let choice = |(at, against): (usize, Against)| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=id.to_owned()
                    checked=at == 0
                    prop:checked=move || chosen.get() == at
                    on:change=move |_| chosen.set(at)
                />
                <span><b>{(t.base)(&against)}</b><small>{(t.compared)(&against)}</small></span>
            </label>
        }
    };
    let choices = all.into_iter().enumerate().map(choice).collect_view();
    view! {
        <fieldset class="choices">
            <legend>{t.compare_with}</legend>
            {choices}
        </fieldset>
    }
}
