//! Links that went by mail: what they are about stands in the query, their secret behind the `#`.

use std::str::FromStr;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::browser;

/// Where a page behind such a link stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Link<T> {
    /// Only the browser sees the secret.
    Unread,
    /// A part is missing.
    Broken,
    Whole(T),
}

/// An id that the address names.
pub(super) fn named<T: FromStr>(name: &str) -> Option<T> {
    use_query_map().with_untracked(|query| query.get_str(name).and_then(|text| text.parse().ok()))
}

/// The link, once the browser has read it; `whole` puts its secret together with what the query says.
///
/// The secret is taken out of the address, so that it does not stay in the history, and kept for this tab: the
/// page may be loaded again, or left to sign in.
pub(super) fn read<T: Clone + Send + Sync + 'static>(
    whole: impl Fn(String) -> Option<T> + 'static,
) -> RwSignal<Link<T>> {
    let link = RwSignal::new(Link::Unread);
    let whole = StoredValue::new_local(whole);
    browser::follow_fragment(move |fragment| {
        let token = if fragment.is_empty() {
            kept().unwrap_or_default()
        } else {
            keep(&fragment);
            fragment
        };
        let read = if token.is_empty() { None } else { whole.with_value(|whole| whole(token)) };
        link.set(read.map_or(Link::Broken, Link::Whole));
    });
    link
}

/// The address of the page, with what the link is about.
pub(super) fn here() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}

fn name() -> String {
    format!("link:{}", here())
}

fn kept() -> Option<String> {
    browser::session_storage()?.get_item(&name()).ok().flatten()
}

/// Keeps the secret of the link of this page, where storage is allowed.
pub(super) fn keep(token: &str) {
    if let Some(storage) = browser::session_storage() {
        // A full or forbidden storage only means that the mail has to be opened again.
        let _ = storage.set_item(&name(), token);
    }
}

/// Forgets it: it was used.
pub(super) fn forget() {
    if let Some(storage) = browser::session_storage() {
        let _ = storage.remove_item(&name());
    }
}
