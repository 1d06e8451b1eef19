//! A filter that is on, and the link that takes it away.

use leptos::prelude::*;

use super::{Icon, IconName};

use crate::view;

/// `href` is the address without this filter, so it works without a script. `remove_label` is the whole
/// sentence for a screen reader: "Remove the filter Category: CRM".
#[component]
pub fn Chip(
    #[prop(into)] label: String,
    #[prop(into)] href: String,
    #[prop(into)] remove_label: String,
) -> impl IntoView {
    view! {
        <a class="chip" href=href aria-label=remove_label>
            <span>{label}</span>
            <Icon name=IconName::Close />
        </a>
    }
}
