//! Giving a key a new secret, and ending it.

use leptos::prelude::*;
use shared::{
    endpoint::ByKey,
    identity::{
        api::{KeyView, RevokeKey, Rotate, RotateKey},
        policy::KeyPolicy,
    },
};

use super::{Ring, texts};
use crate::{
    forms::{FormProblem, Submission},
    transport::send,
    ui::{Button, Confirm, Dialog, Look, Select, SelectOption, Toast, use_toasts},
    view,
};

/// For how many hours the old secret works on.
const HOURS: [u32; 5] = [0, 1, 24, 72, 168];
/// What is chosen at first.
const USUAL: u32 = 24;

#[component]
pub fn Rotation(ring: Ring, key_view: KeyView, open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let hours = RwSignal::new(USUAL.to_string());
    let most = KeyPolicy::default().max_overlap_hours;
    let options = HOURS
        .into_iter()
        .filter(|hours| *hours <= most)
        .map(|hours| {
            let label = match hours {
                0 => t.overlap_none.to_owned(),
                hours => (t.overlap_hours)(hours.into()),
            };
            SelectOption { value: hours.to_string(), label }
        })
        .collect();
    let (id, name) = (key_view.id, key_view.name);
    let rotate = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let body = Rotate { overlap_hours: hours.get_untracked().parse().unwrap_or(USUAL) };
        let path = ByKey { organisation: ring.here.organisation, key: id };
        let intent = submission.intent();
        submission.run(async move { send::<RotateKey>(&path, &body, &intent, None).await }, move |made| {
            open.set(false);
            ring.put(made.key.clone());
            ring.made.set(Some(made));
        });
    };
    view! {
        <Dialog open=open title=(t.rotate_title)(&name)>
            <form class="form" method="post" on:submit=rotate>
                <p>{t.rotate_body}</p>
                <Select id="rotate-overlap" name="overlap_hours" label=t.overlap value=hours options=options/>
                <FormProblem submission=submission/>
                <div class="form-ways">
                    <Button look=Look::Primary submit=true busy=submission.busy>{t.rotate}</Button>
                    <Button on_press=move |()| open.set(false)>{t.cancel}</Button>
                </div>
            </form>
        </Dialog>
    }
}

#[component]
pub fn Revocation(ring: Ring, key_view: KeyView, open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let submission = Submission::new();
    let (id, name) = (key_view.id, key_view.name);
    let (title, deed, typed) = ((t.revoke_question)(&name), (t.revoke_named)(&name), name.clone());
    let revoke = move |()| {
        let path = ByKey { organisation: ring.here.organisation, key: id };
        let (intent, done) = (submission.intent(), (t.revoked_now)(&name));
        submission.run(async move { send::<RevokeKey>(&path, &(), &intent, None).await }, move |key| {
            open.set(false);
            ring.put(key);
            toasts.show(Toast { text: done, undo: None });
        });
    };
    view! {
        <Confirm open=open id="revoke" title=title deed=deed typed=typed busy=submission.busy on_confirm=revoke>
            <p>{t.revoke_body}</p>
            <FormProblem submission=submission/>
        </Confirm>
    }
}
