//! A question about one of many rows: one dialog for all of them.

use std::sync::Arc;

use leptos::{prelude::*, reactive::owner::Owner};

use crate::{loading::Standing, view::live};

/// Draws the dialog for what was asked about last, opened. `draw` gets the signal that closes it.
pub(crate) fn asked<T: Clone + Send + Sync + 'static>(
    about: RwSignal<Option<T>>,
    draw: impl Fn(T, RwSignal<bool>) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let draw = Arc::new(draw);
    let standing = Standing::default();
    let outer = Owner::current().unwrap_or_default();
    live(move || {
        let draw = Arc::clone(&draw);
        about
            .get()
            .map(|about| standing.draw(outer.child(), move || untrack(|| draw(about, RwSignal::new(true)))))
    })
}
