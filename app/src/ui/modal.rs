//! What a dialog, a sheet and the palette share: a native `<dialog>` that follows a signal.

use crate::view::effect;
use leptos::{html, prelude::*};

/// Opens and closes `dialog` with `open`. Runs in the browser only.
pub(super) fn follow(dialog: NodeRef<html::Dialog>, open: RwSignal<bool>) {
    effect(move || {
        let wanted = open.get();
        let Some(dialog) = dialog.get() else { return };
        if wanted && !dialog.open() {
            // Fails only when the element left the page, and then there is nothing to show.
            drop(dialog.show_modal());
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
}

/// Closes on a press beside the dialog: the backdrop belongs to the element, its content does not.
pub(super) fn close_beside(
    dialog: NodeRef<html::Dialog>,
    open: RwSignal<bool>,
    event: &leptos::ev::MouseEvent,
) {
    let Some(dialog) = dialog.get_untracked() else { return };
    let own = event.target().is_some_and(|target| {
        let element: &web_sys::EventTarget = dialog.as_ref();
        &target == element
    });
    let area = dialog.get_bounding_client_rect();
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let inside = x >= area.left() && x <= area.right() && y >= area.top() && y <= area.bottom();
    if own && !inside {
        open.set(false);
    }
}
