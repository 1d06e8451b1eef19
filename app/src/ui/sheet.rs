//! A panel that comes in from the side, or from below where the page is narrow.

use leptos::prelude::*;

use super::dialog::framed;

/// Filters on a narrow page, a detail beside a list. Behaves as a [`Dialog`](super::Dialog).
#[component]
pub fn Sheet(open: RwSignal<bool>, #[prop(into)] title: String, children: Children) -> impl IntoView {
    framed("sheet", open, title, children)
}
