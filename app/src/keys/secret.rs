//! The secret of a key, shown once.

use leptos::{html, prelude::*};
use shared::identity::api::KeyMade;

use super::texts;
use crate::{
    ui::{Button, CodeBox, Look, Notice, Tone},
    view,
    view::effect,
};

/// In the page and not over it: no stray press takes it away. It takes the focus.
#[component]
pub fn Secret(made: KeyMade, shown: RwSignal<Option<KeyMade>>) -> impl IntoView {
    let t = texts();
    let heading = NodeRef::<html::H2>::new();
    effect(move || {
        if let Some(heading) = heading.get() {
            // After the dialog has given the focus back.
            request_animation_frame(move || drop(heading.focus()));
        }
    });
    view! {
        <section class="panel key-secret" aria-labelledby="secret-title">
            <h2 id="secret-title" tabindex="-1" node_ref=heading>{(t.secret_title)(&made.key.name)}</h2>
            <Notice tone=Tone::Waiting><p>{t.secret_lead}</p></Notice>
            <CodeBox label=t.secret text=made.secret/>
            <p class="quiet">{t.secret_use}</p>
            <div class="form-ways">
                <Button look=Look::Primary on_press=move |()| shown.set(None)>{t.secret_done}</Button>
            </div>
        </section>
    }
}
