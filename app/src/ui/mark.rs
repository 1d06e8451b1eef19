//! The guild's mark: a stepped gable in a seal.

use leptos::prelude::*;

use crate::view;

/// The mark in the colour of seals. It is decoration beside the name; alone in a link, the link carries
/// the label.
#[component]
pub fn GuildMark() -> impl IntoView {
    view! {
        <svg class="guild-mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
            <circle cx="16" cy="16" r="15"></circle>
            <path d="M7.5 23.5V16.5h3v-3.5h3v-3.5h1.5V6.5h2v3h1.5v3.5h3v3.5h3v7h-5.5v-3.5a3 3 0 0 0-6 0v3.5z"></path>
        </svg>
    }
}
