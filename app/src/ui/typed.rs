//! Keeps what a person typed: the text in the page and its signal agree, and what was typed before the
//! page was hydrated wins over what the server sent.

use leptos::{html, prelude::*};

/// Ties an input to its signal. The input itself writes to the signal on `input`; render its first value
/// as the `value` attribute.
pub(super) fn keep(node: NodeRef<html::Input>, value: RwSignal<String>) {
    Effect::new(move |before: Option<bool>| {
        let wanted = value.get();
        let Some(input) = node.get() else { return false };
        let shown = input.value();
        if shown == wanted {
            return true;
        }
        if before == Some(true) {
            input.set_value(&wanted);
        } else {
            value.set(shown);
        }
        true
    });
}
