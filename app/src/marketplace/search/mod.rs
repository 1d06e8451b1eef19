//! Search as you type, in the page and in the command palette.

pub mod palette;
pub mod suggestions;

use leptos::{ev, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use shared::endpoint::decode_pairs;

pub use palette::MarketPalette;
pub use suggestions::option;

use super::{address, texts};
use crate::{test_ids, ui::Combobox, view};

/// The search: suggestions while typing, and Enter or the button for the directory. Without a script it
/// is a plain form.
#[component]
pub fn SearchBox(
    /// Unique on the page.
    id: &'static str,
    /// A search in the content of a page, beside the one in its bar.
    #[prop(optional)]
    inner: bool,
) -> impl IntoView {
    let t = texts();
    let location = use_location();
    let searched = Memo::new(move |_| {
        let found = location.pathname.with(|path| path == "/apps");
        if found { location.search.with(|search| text_of(search)) } else { String::new() }
    });
    let text = RwSignal::new(searched.get_untracked());
    // Going back, or taking a suggestion, changes what was searched for.
    Effect::new(move |before: Option<String>| {
        let now = searched.get();
        if before.is_some_and(|before| before != now) {
            text.set(now.clone());
        }
        now
    });
    let options = suggestions::follow(text, searched);
    let navigate = use_navigate();
    let go = Callback::new(move |address: String| navigate(&address, NavigateOptions::default()));
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        go.run(text.with_untracked(|text| address::search(text.trim())));
    };
    view! {
        <form
            class="search"
            action="/apps"
            method="get"
            on:submit=submit
            role=(!inner).then_some("search")
            data-testid=(!inner).then_some(test_ids::SEARCH)
        >
            <Combobox
                id=id
                name="q"
                label=t.search_label
                placeholder=t.search_placeholder
                value=text
                options=options
                on_choose=go
            />
            <button type="submit" class="button primary">{t.search_button}</button>
        </form>
    }
}

/// The search text in a query string.
fn text_of(search: &str) -> String {
    let pairs = decode_pairs(search).unwrap_or_default();
    pairs.into_iter().find(|(name, _)| name == "q").map(|(_, value)| value).unwrap_or_default()
}
