//! Parts of the browser that are reached by name: random bytes, the session's storage, objects that have
//! no binding here. In a server's build there is no browser, and nothing is found.

use js_sys::{Function, Object, Reflect, Uint8Array};
use leptos::prelude::{on_cleanup, window, window_event_listener_untyped};
use wasm_bindgen::{JsCast, JsValue};

use crate::view::effect;

/// A member of an object; `undefined` where there is none.
pub(crate) fn member(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// Calls a method.
///
/// # Errors
/// What it throws; a `TypeError` where there is no such method.
pub(crate) fn invoke(of: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = member(of, name)
        .dyn_into()
        .map_err(|_| JsValue::from(js_sys::TypeError::new(&format!("{name} is not a function"))))?;
    method.apply(of, &arguments.iter().collect())
}

/// Unguessable bytes. All zero in a server's build, which sends nothing.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if cfg!(target_family = "wasm") {
        let drawn = Uint8Array::new_with_length(u32::try_from(N).unwrap_or_default());
        // Every browser that runs the screens has it, on every page.
        if invoke(&member(&window(), "crypto"), "getRandomValues", &[drawn.clone().into()]).is_ok() {
            drawn.copy_to(&mut bytes);
        }
    }
    bytes
}

/// What this tab keeps until it is closed.
pub(crate) fn session_storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// An object with these members.
pub(crate) fn object(members: &[(&str, &JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // Never fails: the object is plain.
        let _ = Reflect::set(&object, &JsValue::from(*name), value);
    }
    object.into()
}

/// What a promise comes to.
///
/// # Errors
/// Why it is broken.
#[cfg(any(feature = "csr", feature = "hydrate"))]
pub(crate) async fn settled(promise: JsValue) -> Result<JsValue, JsValue> {
    wasm_bindgen_futures::JsFuture::from(js_sys::Promise::from(promise)).await
}

/// In a server's build nothing is promised.
#[cfg(not(any(feature = "csr", feature = "hydrate")))]
pub(crate) async fn settled(promise: JsValue) -> Result<JsValue, JsValue> {
    std::future::ready(Err(promise)).await
}

/// Does some work and leaves how long it took in the browser's timeline (User Timing), where its own tools and
/// `cargo xtask bench` read it.
pub(crate) fn timed<T>(name: &str, work: impl FnOnce() -> T) -> T {
    if !cfg!(target_family = "wasm") {
        return work();
    }
    let timeline = member(&window(), "performance");
    // Without a timeline nothing is left in it.
    let _ = invoke(&timeline, "mark", &[name.into()]);
    let done = work();
    let _ = invoke(&timeline, "measure", &[name.into(), name.into()]);
    done
}

/// Gives the focus to the element of this id; where there is none, or it cannot have it, the focus stays.
pub(crate) fn focus(id: &str) {
    if let Some(element) = leptos::prelude::document().get_element_by_id(id) {
        let _ = invoke(&element, "focus", &[]);
    }
}

/// Gives the focus to the element of this id once what has just changed is drawn.
pub(crate) fn focus_soon(id: &str) {
    let id = id.to_owned();
    leptos::prelude::request_animation_frame(move || focus(&id));
}

/// The same when what had the focus is gone from the page.
pub(crate) fn focus_if_lost(id: &str) {
    let id = id.to_owned();
    leptos::prelude::request_animation_frame(move || {
        let document = leptos::prelude::document();
        let lost = document.active_element().is_none_or(|element| element.tag_name() == "BODY");
        if lost {
            focus(&id);
        }
    });
}

/// Leaves the screens for an address: it is loaded anew, with nothing of what the page held.
pub(crate) fn go(address: &str) {
    // A refused navigation leaves the page as it is.
    let _ = window().location().set_href(address);
}

/// Hands over what stands behind the `#` of the address: now, and whenever another link leads to the same page.
/// Call it while the page is drawn.
pub(crate) fn follow_fragment(take: impl Fn(String) + Copy + 'static) {
    effect(move || {
        take(take_fragment());
        let listener = window_event_listener_untyped("hashchange", move |_| {
            let fragment = take_fragment();
            if !fragment.is_empty() {
                take(fragment);
            }
        });
        on_cleanup(move || listener.remove());
    });
}

/// It is taken away from the address: a secret does not stay in the bar and in the history.
fn take_fragment() -> String {
    let location = window().location();
    let fragment = location.hash().unwrap_or_default();
    if !fragment.is_empty() {
        let rest = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
        let kept = member(&member(&window(), "history"), "state");
        // Where it cannot be taken away, it still works.
        let _ = invoke(&member(&window(), "history"), "replaceState", &[kept, "".into(), rest.into()]);
    }
    fragment.trim_start_matches('#').to_owned()
}
