//! Mail address and password.

use leptos::prelude::*;
use shared::{
    identity::api::{Credentials, SignIn, SignInReply},
    problem::{Problem, ProblemKind},
};

use super::{SecondStep, texts};
use crate::{
    forms::{FormProblem, Submission},
    transport::send,
    ui::{Button, Field, FieldKind, Look, PasswordField},
    view,
};

/// A form that password managers know, and that never puts a password into an address: sent before the page
/// is alive, it is refused.
#[component]
pub fn PasswordForm(second: RwSignal<Option<SecondStep>>, on_done: Callback<()>) -> impl IntoView {
    let t = texts();
    let (email, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let submission = Submission::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let body = Credentials { email: email.get_untracked(), password: password.get_untracked() };
        let intent = submission.intent();
        submission.run(async move { send::<SignIn>(&(), &body, &intent, None).await }, move |reply| {
            match reply {
                SignInReply::SignedIn { .. } => on_done.run(()),
                SignInReply::SecondFactor { step, recovery_left } => {
                    second.set(Some(SecondStep { step, recovery_left }));
                }
            }
        });
    };
    view! {
        <form class="form" method="post" action="/sign-in" on:submit=submit>
            <Field
                id="email"
                name="email"
                label=t.email
                value=email
                kind=FieldKind::Email
                autocomplete="username webauthn"
                required=true
            />
            <PasswordField
                id="password"
                name="password"
                label=t.password
                value=password
                autocomplete="current-password"
            />
            <FormProblem submission=submission said=said/>
            <div class="form-ways">
                <Button look=Look::Primary submit=true busy=submission.busy>{t.sign_in}</Button>
                <a href="/forgot">{t.forgot}</a>
            </div>
        </form>
    }
}

/// One sentence for an unknown address, a wrong password and a pause: who guesses does not learn which it was.
pub fn said(problem: &Problem) -> Option<&'static str> {
    let t = texts();
    if problem.is(ProblemKind::ProofRefused) {
        Some(t.refused)
    } else if problem.is(ProblemKind::TooManyRequests) {
        Some(t.too_many)
    } else if problem.is(ProblemKind::Forbidden) {
        Some(t.sign_on_required)
    } else {
        None
    }
}
