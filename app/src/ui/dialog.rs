//! A question or a detail over the page.

use leptos::{html, prelude::*};

use super::{Icon, IconName, modal, texts::texts};

use crate::view;

/// A modal dialog. Escape, the close button and a press beside it close it; the focus returns to where
/// it was. A form inside it may close it with `method="dialog"`.
#[component]
pub fn Dialog(open: RwSignal<bool>, #[prop(into)] title: String, children: Children) -> impl IntoView {
    framed("dialog", open, title, children)
}

/// The frame of dialogs and sheets.
pub(super) fn framed(
    class: &'static str,
    open: RwSignal<bool>,
    title: String,
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    modal::follow(node, open);
    let close = texts().close;
    let label = title.clone();
    view! {
        <dialog
            node_ref=node
            class=class
            aria-label=label
            on:close=move |_| open.set(false)
            on:click=move |event| modal::close_beside(node, open, &event)
        >
            <h2>{title}</h2>
            <div class="body">{children()}</div>
            // Last, so that the focus goes to what the dialog is about.
            <form class="close" method="dialog">
                <button class="button quiet square" aria-label=close title=close>
                    <Icon name=IconName::Close />
                </button>
            </form>
        </dialog>
    }
}
