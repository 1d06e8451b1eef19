//! The heading of a page, and where the focus goes when a page is reached.

use leptos::{html, prelude::*};
use leptos_router::hooks::use_location;

use crate::{view, view::effect};

/// Whether the visitor has moved on from the page that the browser loaded.
#[derive(Clone, Copy, Debug)]
pub struct Visit(StoredValue<bool>);

impl Visit {
    /// Watches the address. Call it once, inside the router.
    pub fn watch() {
        let moved = StoredValue::new(false);
        provide_context(Self(moved));
        let path = use_location().pathname;
        Effect::new(move |before: Option<String>| {
            let now = path.get();
            if before.is_some_and(|before| before != now) {
                moved.set_value(true);
            }
            now
        });
    }
}

/// The `h1`. On a page reached without a load it takes the focus, so that a screen reader says where one
/// is and the keyboard goes on from there; on the first page the browser has done that.
#[component]
pub fn Heading(#[prop(into)] text: String, #[prop(optional, into)] class: &'static str) -> impl IntoView {
    let node = NodeRef::<html::H1>::new();
    let visit = use_context::<Visit>();
    effect(move || {
        let Some(heading) = node.get() else { return };
        // In a frame's time the heading stands in the page, and it is known whether the address changed.
        request_animation_frame(move || {
            if visit.is_some_and(|visit| visit.0.try_get_value().unwrap_or_default()) {
                let options = web_sys::FocusOptions::new();
                options.set_prevent_scroll(true);
                // A heading that left the page meanwhile cannot take the focus, and need not.
                let _ = heading.focus_with_options(&options);
            }
        });
    });
    view! { <h1 node_ref=node tabindex="-1" class=class>{text}</h1> }
}
