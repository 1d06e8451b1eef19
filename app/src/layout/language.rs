//! The switch of languages: a plain link that the server answers.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::endpoint::encode_component;

use super::texts;
use crate::{
    browser,
    i18n::{Locale, use_locale},
    view,
};

/// Address that changes the language and comes back to `here`.
pub fn language_address(locale: Locale, here: &str) -> String {
    format!("/language/{}?back={}", locale.tag(), encode_component(here))
}

/// The languages, the page's own one marked.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let current = use_locale();
    let location = use_location();
    let here = Memo::new(move |_| {
        let search = location.search.get();
        let path = location.pathname.get();
        if search.is_empty() { path } else { format!("{path}?{search}") }
    });
    let links = Locale::ALL.map(|locale| {
        let switch = move |event: leptos::ev::MouseEvent| {
            // In the desktop shell no server answers; the choice is kept here.
            if !browser::rendered_by_server() {
                event.prevent_default();
                browser::switch_language(locale);
            }
        };
        view! {
            <li>
                <a
                    href=move || language_address(locale, &here.get())
                    rel="external nofollow"
                    lang=locale.tag()
                    hreflang=locale.tag()
                    aria-current=(locale == current).then_some("true")
                    on:click=switch
                >
                    {locale.endonym()}
                </a>
            </li>
        }
    });
    view! {
        <nav class="languages" aria-label=texts().language>
            <ul>{links.into_iter().collect_view()}</ul>
        </nav>
    }
}
