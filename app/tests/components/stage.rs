//! A page for one component, and a person in front of it.

use leptos::{mount::mount_to, prelude::*, task::tick};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, KeyboardEvent, KeyboardEventInit};

/// A place of its own on the page for one test; gone with it.
pub(crate) struct Stage {
    pub(crate) root: HtmlElement,
    /// Unmounts when dropped.
    _mounted: Box<dyn std::any::Any>,
}

impl Stage {
    pub(crate) async fn show<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Self {
        let root: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
        document().body().expect("a page").append_child(&root).expect("room on the page");
        let mounted = Box::new(mount_to(root.clone(), view));
        tick().await;
        Self { root, _mounted: mounted }
    }

    pub(crate) fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).expect("a valid selector")
    }

    pub(crate) fn get<T: JsCast>(&self, selector: &str) -> T {
        self.find(selector)
            .unwrap_or_else(|| panic!("no {selector}"))
            .dyn_into()
            .expect("the kind of element")
    }

    pub(crate) fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.get::<Element>(selector).get_attribute(name)
    }

    pub(crate) async fn press(&self, selector: &str) {
        self.get::<HtmlElement>(selector).click();
        tick().await;
    }

    /// Whether the browser may still do what the key does by itself.
    pub(crate) async fn key(&self, selector: &str, key: &str) -> bool {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        init.set_cancelable(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).expect("a key");
        let free = self.get::<Element>(selector).dispatch_event(&event).expect("a living element");
        tick().await;
        free
    }

    pub(crate) async fn type_in(&self, selector: &str, text: &str) {
        let input: HtmlInputElement = self.get(selector);
        input.set_value(text);
        let init = web_sys::EventInit::new();
        init.set_bubbles(true);
        let event = web_sys::Event::new_with_event_init_dict("input", &init).expect("an event");
        input.dispatch_event(&event).expect("a living element");
        tick().await;
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.root.remove();
    }
}
