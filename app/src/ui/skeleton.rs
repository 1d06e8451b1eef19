//! The shape of what is coming.

use leptos::prelude::*;

use super::texts::texts;

use crate::view;

/// Grey lines in place of text. Nothing is seen for the first 150 ms, so a fast answer does not flash.
#[component]
pub fn Skeleton(lines: u8) -> impl IntoView {
    view! {
        <div class="skeleton" role="status">
            <span class="visually-hidden">{texts().loading}</span>
            {(0..lines).map(|_| view! { <span class="bar"></span> }).collect_view()}
        </div>
    }
}
