//! A question about one of many rows: one dialog for all of them.

use leptos::prelude::*;

use crate::loading::replaced;

/// Draws the dialog for what was asked about last, opened. `draw` gets the signal that closes it.
pub(crate) fn asked<T: Clone + Send + Sync + 'static>(
    about: RwSignal<Option<T>>,
    draw: impl Fn(T, RwSignal<bool>) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    replaced(move || about.get(), move |about| about.map(|about| draw(about, RwSignal::new(true))).into_any())
}
