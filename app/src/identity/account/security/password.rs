//! The password.

use leptos::prelude::*;
use shared::identity::api::{ChosenPassword as Body, RemovePassword, SetPassword};

use super::super::{
    super::chosen::{ChosenPassword, accepted},
    texts,
};
use crate::{
    forms::{FormProblem, Submission},
    transport::send,
    ui::{Button, Look, Tag, Toast, Tone, use_toasts},
    view,
    workspace::{Private, use_me},
};

#[component]
pub fn PasswordPanel(has: bool, page: Private) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let person = use_me().get_untracked().and_then(|me| me.person);
    let (email, name) =
        person.map_or_else(Default::default, |person| (person.email.to_string(), person.name.to_string()));
    let (email, name) = (RwSignal::new(email), RwSignal::new(name));
    let password = RwSignal::new(String::new());
    let submission = Submission::new();
    let removing = Submission::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = password.get_untracked();
        if !accepted(submission, &chosen, &email.get_untracked(), &name.get_untracked()) {
            return;
        }
        let (body, intent) = (Body { password: chosen }, submission.intent());
        submission.run(async move { send::<SetPassword>(&(), &body, &intent, None).await }, move |proofs| {
            toasts.show(Toast { text: t.password_set.to_owned(), undo: None });
            page.show(&proofs);
        });
    };
    let remove = move |()| {
        let intent = removing.intent();
        removing.run(async move { send::<RemovePassword>(&(), &(), &intent, None).await }, move |proofs| {
            toasts.show(Toast { text: t.password_removed.to_owned(), undo: None });
            page.show(&proofs);
        });
    };
    view! {
        <section class="panel" aria-labelledby="password-title">
            <div class="record-head">
                <h2 id="password-title">{t.password}</h2>
                {if has {
                    view! { <Tag label=t.is_set tone=Tone::Done/> }
                } else {
                    view! { <Tag label=t.is_not_set/> }
                }}
            </div>
            <p>{t.password_lead}</p>
            <form class="form" method="post" action="/account/security" on:submit=submit>
                <ChosenPassword id="new-password" value=password submission=submission email=email name=name/>
                <FormProblem submission=submission/>
                <div class="form-ways">
                    <Button submit=true busy=submission.busy>{if has { t.change_password } else { t.add_password }}</Button>
                    {has.then(|| view! {
                        <Button look=Look::Danger busy=removing.busy on_press=remove>{t.remove_password}</Button>
                    })}
                </div>
            </form>
            <FormProblem submission=removing/>
        </section>
    }
}
