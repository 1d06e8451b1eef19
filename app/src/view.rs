//! Views of one type.
//!
//! Every distinct type of view is compiled for itself: how it is drawn, hydrated, changed and dropped. Here
//! [`view!`](crate::view!) gives an [`AnyView`] whatever is in it, and what follows signals does so through
//! one function type. It costs an allocation for each element and takes a good part off the browser bundle.

use std::{
    any::Any,
    sync::{Arc, Mutex},
};

use leptos::{prelude::*, tachys::reactive_graph::SharedReactiveFunction};

/// Leptos' `view!`, as an [`AnyView`].
#[macro_export]
macro_rules! view {
    ($($part:tt)*) => {
        $crate::view::erased(::leptos::prelude::view! { $($part)* })
    };
}

/// The view without its type.
pub fn erased<T: RenderHtml + Send + 'static>(view: View<T>) -> AnyView {
    let mut view = Some(view.into_inner());
    // A component alone is erased already; wrapping it again would only cost.
    let erased = (&mut view as &mut dyn Any).downcast_mut::<Option<AnyView>>().and_then(Option::take);
    erased.or_else(|| view.map(IntoAny::into_any)).unwrap_or_else(|| ().into_any())
}

/// A part of a page that follows the signals it reads.
pub fn live<V: IntoAny + 'static>(mut part: impl FnMut() -> V + Send + 'static) -> AnyView {
    let part: SharedReactiveFunction<AnyView> = Arc::new(Mutex::new(move || part().into_any()));
    part.into_any()
}

/// Runs in the browser, and again when a signal that it reads changes.
pub fn effect(work: impl FnMut() + 'static) {
    let work: Box<dyn FnMut()> = Box::new(work);
    Effect::new(work);
}

/// An element of a [`keyed`] list.
pub struct Keyed {
    key: String,
    draw: Box<dyn FnOnce() -> AnyView + Send>,
}

impl Keyed {
    /// `draw` is called once for as long as the list holds this key.
    pub fn new(key: String, draw: impl FnOnce() -> AnyView + Send + 'static) -> Self {
        Self { key, draw: Box::new(draw) }
    }
}

impl std::fmt::Debug for Keyed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Keyed").field(&self.key).finish()
    }
}

/// A list that follows the signals it reads and keeps the elements whose keys it had before.
pub fn keyed(list: impl Fn() -> Vec<Keyed> + Send + Sync + 'static) -> AnyView {
    fn drawn(list: Arc<dyn Fn() -> Vec<Keyed> + Send + Sync>) -> AnyView {
        view! {
            <For each=move || list() key=|element| element.key.clone() children=|element: Keyed| (element.draw)()/>
        }
    }
    drawn(Arc::new(list))
}
