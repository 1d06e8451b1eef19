//! Short messages that go by themselves, with a way back for what can be undone.

use std::{collections::HashMap, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

use super::{Icon, IconName, texts::texts};

use crate::{
    view,
    view::{Keyed, keyed},
};

/// How long a message stays while nobody points at it or has the focus in it.
const STAY: Duration = Duration::from_secs(10);
/// Messages on the page at once; the oldest goes first.
const MOST: usize = 3;

/// What was done, and how to take it back.
#[derive(Clone, Debug)]
pub struct Toast {
    pub text: String,
    pub undo: Option<Callback<()>>,
}

/// The messages of this page. Copied freely; all copies are one queue.
#[derive(Clone, Copy, Debug)]
pub struct ToastQueue {
    shown: RwSignal<Vec<(u32, Toast)>>,
    next: StoredValue<u32>,
    timers: StoredValue<HashMap<u32, TimeoutHandle>>,
}

impl ToastQueue {
    fn new() -> Self {
        Self {
            shown: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
            timers: StoredValue::new(HashMap::new()),
        }
    }

    /// Shows a message. Call it from an event or an effect, never while rendering.
    pub fn show(&self, toast: Toast) {
        let id = self.next.get_value();
        self.next.set_value(id.wrapping_add(1));
        self.shown.update(|shown| shown.push((id, toast)));
        while self.shown.with_untracked(Vec::len) > MOST {
            let oldest = self.shown.with_untracked(|shown| shown[0].0);
            self.dismiss(oldest);
        }
        self.start(id);
    }

    fn start(&self, id: u32) {
        let queue = *self;
        self.stop(id);
        if let Ok(timer) = set_timeout_with_handle(move || queue.dismiss(id), STAY) {
            self.timers.update_value(|timers| {
                timers.insert(id, timer);
            });
        }
    }

    fn stop(&self, id: u32) {
        if let Some(timer) = self.timers.try_update_value(|timers| timers.remove(&id)).flatten() {
            timer.clear();
        }
    }

    fn dismiss(&self, id: u32) {
        self.stop(id);
        self.shown.update(|shown| shown.retain(|(shown, _)| *shown != id));
    }
}

/// Makes the queue. Once, at the root of the app.
pub fn provide_toasts() -> ToastQueue {
    let queue = ToastQueue::new();
    provide_context(queue);
    queue
}

/// The page's queue. Needs [`provide_toasts`] at the root; without it the component gets a queue of its
/// own, which the components below it share.
pub fn use_toasts() -> ToastQueue {
    use_context().unwrap_or_else(provide_toasts)
}

/// Where the messages appear. Once, at the end of the shell.
#[component]
pub fn Toasts() -> impl IntoView {
    let queue = use_toasts();
    let texts = texts();
    let line = move |(id, toast): (u32, Toast)| {
        Keyed::new(id.to_string(), move || {
            let undo = toast.undo.map(|undo| {
                view! {
                    <button
                        type="button"
                        class="button quiet"
                        on:click=move |_| {
                            queue.dismiss(id);
                            undo.run(());
                        }
                    >
                        <Icon name=IconName::Undo />
                        {texts.undo}
                    </button>
                }
            });
            view! {
                <li
                    class="toast"
                    on:pointerenter=move |_| queue.stop(id)
                    on:pointerleave=move |_| queue.start(id)
                    on:focusin=move |_| queue.stop(id)
                    on:focusout=move |_| queue.start(id)
                >
                    <p>{toast.text}</p>
                    {undo}
                    <button
                        type="button"
                        class="button quiet square"
                        aria-label=texts.dismiss
                        title=texts.dismiss
                        on:click=move |_| queue.dismiss(id)
                    >
                        <Icon name=IconName::Close />
                    </button>
                </li>
            }
        })
    };
    view! {
        <section class="toasts" aria-label=texts.notices aria-live="polite">
            <ol>
                {keyed(move || queue.shown.get().into_iter().map(line).collect())}
            </ol>
        </section>
    }
}
