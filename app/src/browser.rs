//! What the screens read from and leave in the browser: the facts of the page, and a few kept choices.
//!
//! Called from `main` and from effects only, never while rendering: the first render in the browser must
//! equal the server's.

#[cfg(feature = "every-screen")]
mod here_and_now;
#[cfg(feature = "every-screen")]
mod reach;

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::{ArcRwSignal, document, window};

#[cfg(feature = "every-screen")]
pub(crate) use here_and_now::{FreshIds, now};
#[cfg(feature = "every-screen")]
pub(crate) use reach::{
    focus, focus_if_lost, focus_soon, follow_fragment, go, invoke, member, object, random, session_storage,
    settled, timed,
};

use shared::time::day;

use crate::{i18n::Locale, platform::Platform};

/// Set on `<html>` by the server's shell only.
const RENDERED: &str = "data-rendered";
/// Set on `<html>` once the screens react; style sheets hide what only a page without script needs.
const LIVE: &str = "data-live";

/// Whether the document came from the server's shell.
pub fn rendered_by_server() -> bool {
    root(RENDERED).is_some()
}

/// The facts of the page: from the server's document, or else from the browser itself.
pub fn platform() -> Platform {
    let desktop = js_sys::Reflect::has(&window(), &"__TAURI_INTERNALS__".into()).unwrap_or(false);
    let locale = if rendered_by_server() {
        root("lang").and_then(|tag| Locale::from_tag(&tag))
    } else {
        chosen_locale()
    };
    let platform = Platform {
        origin: root("data-origin").unwrap_or_default(),
        locale: locale.unwrap_or_default(),
        today: root("data-today").and_then(|text| day(&text)).unwrap_or_else(today),
        demo: root("data-demo").is_some(),
        desktop,
        server: ArcRwSignal::new(None),
        set_status: Arc::new(|_| ()),
    };
    if let Some(html) = document().document_element() {
        // Never fails: the name is a valid attribute name.
        let _ = html.set_attribute("lang", platform.locale.tag());
    }
    platform
}

/// Removes what stood in the body until the screens were there.
pub fn clear_body() {
    if let Some(body) = document().body() {
        body.set_inner_html("");
    }
}

/// Says that the screens react from now on.
pub fn mark_live() {
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute(LIVE, "");
    }
}

/// Keeps the language for next time and loads the page again in it. For pages that no server renders.
pub(crate) fn switch_language(locale: Locale) {
    keep("lang", locale.tag());
    // A page that cannot be reloaded stays in its language.
    let _ = window().location().reload();
}

/// A choice kept in this browser.
pub(crate) fn kept(name: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(name).ok()?
}

/// Keeps something in this browser. Gives whether it is kept: a storage can be forbidden or full, and then
/// what was kept under the name before stays. For a choice that only means that it is forgotten.
pub(crate) fn keep(name: &str, value: &str) -> bool {
    matches!(window().local_storage(), Ok(Some(storage)) if storage.set_item(name, value).is_ok())
}

/// Drafts that a server does not have yet are kept under names with this beginning.
#[cfg(feature = "every-screen")]
pub(crate) const DRAFT: &str = "draft:";

/// Forgets what was kept in this browser.
#[cfg(feature = "every-screen")]
pub(crate) fn forget(name: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.remove_item(name);
    }
}

/// Forgets every draft: somebody signs out.
#[cfg(feature = "every-screen")]
pub(crate) fn forget_drafts() {
    let Ok(Some(storage)) = window().local_storage() else { return };
    let names = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok().flatten());
    for name in names.filter(|name| name.starts_with(DRAFT)).collect::<Vec<_>>() {
        let _ = storage.remove_item(&name);
    }
}

/// The kept language, else the browser's.
fn chosen_locale() -> Option<Locale> {
    kept("lang")
        .and_then(|tag| Locale::from_tag(&tag))
        .or_else(|| window().navigator().language().and_then(|tag| Locale::from_tag(&tag)))
}

/// The day in UTC by the browser's clock.
fn today() -> NaiveDate {
    let text = js_sys::Date::new_0().to_iso_string().as_string().unwrap_or_default();
    text.get(..10).and_then(day).unwrap_or_default()
}

fn root(attribute: &str) -> Option<String> {
    document().document_element()?.get_attribute(attribute)
}
