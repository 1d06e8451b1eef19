//! A text for a machine: a record, an address, a key.

use leptos::prelude::*;

use super::CopyButton;
use crate::view;

/// The text as it is, with a button that copies it. Long ones break anywhere and can be selected with one
/// press.
#[component]
pub fn CodeBox(
    /// What it is.
    #[prop(into)]
    label: String,
    #[prop(into)] text: String,
) -> impl IntoView {
    view! {
        <div class="code-box">
            <p class="code-label">{label.clone()}</p>
            <code translate="no">{text.clone()}</code>
            <CopyButton text=text what=label/>
        </div>
    }
}
