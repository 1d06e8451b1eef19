//! Asks once more for a proof that it is the person who is signed in.

use std::{future::Future, pin::Pin};

use futures::channel::oneshot;
use leptos::prelude::*;

use super::texts;
use crate::{ui::Dialog, view, view::effect};

/// Calls that wait for a proof, and the dialog that asks for it. Copied freely; all copies are one.
#[derive(Clone, Copy, Debug)]
pub struct Proving {
    open: RwSignal<bool>,
    waiting: StoredValue<Vec<oneshot::Sender<bool>>>,
}

impl Proving {
    pub(super) fn new() -> Self {
        Self { open: RwSignal::new(false), waiting: StoredValue::new(Vec::new()) }
    }

    /// Opens the dialog; whether a proof was given.
    pub(super) fn ask(self) -> Pin<Box<dyn Future<Output = bool> + Send>> {
        let (answer, answered) = oneshot::channel();
        self.waiting.update_value(|waiting| waiting.push(answer));
        self.open.set(true);
        Box::pin(async move { answered.await.unwrap_or(false) })
    }

    fn answer(self, proved: bool) {
        for waiting in self.waiting.try_update_value(std::mem::take).unwrap_or_default() {
            // Who does not wait any more need not hear.
            let _ = waiting.send(proved);
        }
    }
}

/// The dialog. Closed without a proof, what waited is refused.
#[component]
pub fn Reauthenticate(proving: Proving) -> impl IntoView {
    let t = texts();
    let open = proving.open;
    effect(move || {
        if !open.get() {
            proving.answer(false);
        }
    });
    view! {
        <Dialog open=open title=t.prove_title>
            <p>{t.prove_body}</p>
        </Dialog>
    }
}
