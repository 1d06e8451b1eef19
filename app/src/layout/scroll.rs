//! Going back finds the page where it was left.
//!
//! The browser restores the scroll position at once, against the page that still stands; the page that
//! comes is drawn a moment later and has another height.

use std::collections::HashMap;

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_location;

use crate::view::effect;

/// Frames in which the position is held while the page grows: about a second.
const FRAMES: u32 = 60;

/// Remembers where each page was left and goes there on the way back. Call it once, inside the router.
pub fn keep_places() {
    let places = StoredValue::new(HashMap::<String, f64>::new());
    // The address that stands on the screen; the browser's own is ahead of it by some tasks.
    let shown = StoredValue::new(String::new());
    let wanted = StoredValue::new(None::<f64>);
    let location = use_location();
    effect(move || shown.set_value(location.pathname.get() + &location.search.get()));
    effect(move || {
        let note = move |_| {
            if wanted.get_value().is_none() {
                places.update_value(|places| {
                    places.insert(shown.get_value(), window().scroll_y().unwrap_or_default());
                });
            }
        };
        let back = move |_| {
            let address = location_of_browser();
            // A jump within the page is the browser's.
            if address != shown.get_value() {
                let place = places.with_value(|places| places.get(&address).copied());
                wanted.set_value(place);
                hold(wanted, FRAMES);
            }
        };
        let listeners = [
            window_event_listener(ev::scroll, note),
            // Whoever scrolls decides.
            window_event_listener(ev::wheel, move |_| wanted.set_value(None)),
            window_event_listener(ev::touchstart, move |_| wanted.set_value(None)),
            window_event_listener(ev::keydown, move |_| wanted.set_value(None)),
            window_event_listener(ev::mousedown, move |_| wanted.set_value(None)),
        ];
        let popped = window_event_listener(ev::popstate, back);
        on_cleanup(move || {
            popped.remove();
            listeners.into_iter().for_each(WindowListenerHandle::remove);
        });
    });
}

fn hold(wanted: StoredValue<Option<f64>>, frames: u32) {
    request_animation_frame(move || {
        let Some(Some(place)) = wanted.try_get_value() else { return };
        window().scroll_to_with_x_and_y(0.0, place);
        if frames == 0 { wanted.set_value(None) } else { hold(wanted, frames - 1) }
    });
}

fn location_of_browser() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}
