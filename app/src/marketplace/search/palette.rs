//! The command palette of the marketplace: apps, partners, categories, pages and settings.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use super::{
    super::{address, texts},
    suggestions,
};
use crate::{
    browser,
    i18n::{Locale, lower, use_locale},
    layout::{self, language_address},
    ui::{ComboOption, Palette, use_palette_keys},
    view,
    view::effect,
};

/// Chosen to change the theme.
const THEME: &str = "theme";
/// Chosen to change the language; the tag follows.
const LANGUAGE: &str = "language:";

/// The palette, opened by `⌘K` and `Ctrl K` and by whoever sets `open`.
#[component]
pub fn MarketPalette(open: RwSignal<bool>) -> impl IntoView {
    use_palette_keys(open);
    let query = RwSignal::new(String::new());
    let nothing = Memo::new(|_| String::new());
    let found = suggestions::follow(query, nothing);
    let places = StoredValue::new(places());
    let search_for = texts().search_for;
    let options = Signal::derive(move || {
        let typed = query.with(|query| query.trim().to_owned());
        // What is called as typed comes before what the search guesses.
        let mut options = places.with_value(|places| {
            places.iter().filter(|place| matches(place, &typed)).cloned().collect::<Vec<_>>()
        });
        options.extend(found.get());
        if !typed.is_empty() {
            options.push(ComboOption {
                id: address::search(&typed),
                group: String::new(),
                title: search_for(&typed),
                detail: String::new(),
                icon_url: None,
            });
        }
        options
    });
    let navigate = use_navigate();
    let location = use_location();
    effect(move || {
        location.pathname.track();
        location.search.track();
        open.set(false);
    });
    let choose = Callback::new(move |chosen: String| {
        if chosen == THEME {
            press_theme_toggle();
        } else if let Some(locale) = chosen.strip_prefix(LANGUAGE).and_then(Locale::from_tag) {
            if browser::rendered_by_server() {
                let search = location.search.get_untracked();
                let path = location.pathname.get_untracked();
                let here = if search.is_empty() { path } else { format!("{path}?{search}") };
                // A refused navigation leaves the page as it is.
                let _ = window().location().set_href(&language_address(locale, &here));
            } else {
                browser::switch_language(locale);
            }
        } else {
            navigate(&chosen, NavigateOptions::default());
        }
    });
    view! { <Palette open=open label=layout::texts().palette_label query=query options=options on_choose=choose/> }
}

/// Pages and settings, always there.
fn places() -> Vec<ComboOption> {
    let t = layout::texts();
    let place = |group: &str, id: &str, title: &str, detail: &str| ComboOption {
        id: id.to_owned(),
        group: group.to_owned(),
        title: title.to_owned(),
        detail: detail.to_owned(),
        icon_url: None,
    };
    let mut places = vec![
        place(t.palette_pages, "/", t.home, ""),
        place(t.palette_pages, "/apps", t.apps, ""),
        place(t.palette_pages, "/categories", t.categories, ""),
        place(t.palette_pages, "/compare", t.compare, ""),
        place(t.palette_pages, "/about", t.about, ""),
        place(t.palette_settings, THEME, t.palette_theme, ""),
    ];
    let current = use_locale();
    for locale in Locale::ALL {
        if locale != current {
            let id = format!("{LANGUAGE}{}", locale.tag());
            places.push(place(t.palette_settings, &id, locale.endonym(), t.palette_language));
        }
    }
    places
}

/// Every typed word stands in the place's name or explanation.
fn matches(place: &ComboOption, typed: &str) -> bool {
    let text = lower(&format!("{} {}", place.title, place.detail));
    lower(typed).split_whitespace().all(|word| text.contains(word))
}

/// The toggle in the foot knows how; the palette presses it.
fn press_theme_toggle() {
    if let Ok(Some(toggle)) = document().query_selector("[data-theme-toggle]") {
        let toggle: web_sys::HtmlElement = wasm_bindgen::JsCast::unchecked_into(toggle);
        toggle.click();
    }
}
