//! Light or dark.

use leptos::prelude::*;

use super::{Icon, IconName, texts::texts};

use crate::view;

/// The button; `/theme.js` does the work, so it answers before the page is hydrated. It shows the theme
/// that it changes to, by CSS alone, and is not there without a script.
#[component]
pub fn ThemeToggle() -> impl IntoView {
    let label = texts().theme;
    view! {
        <button type="button" class="button quiet square theme-toggle" data-theme-toggle="" aria-label=label title=label>
            <Icon name=IconName::Dark />
            <Icon name=IconName::Light />
        </button>
    }
}
