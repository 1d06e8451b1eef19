//! The foot of a list that goes on.

use leptos::prelude::*;

use super::{Look, texts::texts};

use crate::{view, view::live};

/// A link to the next page that a script may turn into loading in place: with `on_more` a plain click
/// calls it and stays here, while a click with a modifier key, or without a script, follows the link.
#[component]
pub fn ShowMore(
    #[prop(into)] href: String,
    /// Items on the page so far.
    #[prop(into)]
    shown: Signal<u64>,
    #[prop(into)] total: Signal<u64>,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(optional, into)] on_more: Option<Callback<()>>,
) -> impl IntoView {
    let texts = texts();
    let press = move |event: leptos::ev::MouseEvent| {
        let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0;
        if let (Some(on_more), false) = (on_more, elsewhere) {
            event.prevent_default();
            if !busy.get_untracked() {
                on_more.run(());
            }
        }
    };
    view! {
        <div class="show-more">
            <p>{live(move || (texts.shown_of)(shown.get(), total.get()))}</p>
            <a
                class=Look::Plain.class()
                href=href
                rel="next"
                aria-busy=move || busy.get().then_some("true")
                on:click=press
            >
                {texts.show_more}
            </a>
        </div>
    }
}
