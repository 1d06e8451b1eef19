//! Asking for a link by mail, for a forgotten password and for a new account, and the page that the first
//! leads to.

use leptos::prelude::*;
use shared::{
    identity::{
        api::{ForgotPassword, MailAddress, NewPassword, ResetPassword, SendVerification},
        email::Email,
    },
    problem::{Problem, ProblemKind},
};

use super::{
    super::{
        chosen::{ChosenPassword, accepted},
        doorway::Doorway,
    },
    sign_up::LookIntoMail,
    texts,
};
use crate::{
    browser::follow_fragment,
    forms::{self, FormProblem, Submission},
    loading::replaced,
    transport::send,
    ui::{Button, Field, FieldKind, LinkButton, Look, Notice, Tone},
    view,
};

/// What a link is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    Password,
    Verification,
}

/// Asks for a link to choose a new password.
#[component]
pub fn ForgotPage() -> impl IntoView {
    let t = texts();
    view! { <Doorway title=t.forgot_title lead=t.forgot_lead><Asking purpose=Purpose::Password/></Doorway> }
}

/// Asks for the link of a new account once more.
#[component]
pub fn VerifyAgainPage() -> impl IntoView {
    let t = texts();
    view! { <Doorway title=t.new_link lead=t.again_lead><Asking purpose=Purpose::Verification/></Doorway> }
}

#[component]
fn Asking(purpose: Purpose) -> impl IntoView {
    let asked = RwSignal::new(None::<String>);
    replaced(
        move || asked.get(),
        move |email| match email {
            None => view! { <AskForm purpose=purpose asked=asked/> },
            Some(email) => view! { <LookIntoMail email=email/> },
        },
    )
}

#[component]
fn AskForm(purpose: Purpose, asked: RwSignal<Option<String>>) -> impl IntoView {
    let t = texts();
    let email = RwSignal::new(String::new());
    let submission = Submission::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = email.get_untracked();
        let bad = forms::texts().bad_mail;
        let Some(email) = submission.parsed::<Email>("/email", &typed, bad) else { return };
        let (body, intent) = (MailAddress { email }, submission.intent());
        let sent = async move {
            match purpose {
                Purpose::Password => send::<ForgotPassword>(&(), &body, &intent, None).await,
                Purpose::Verification => send::<SendVerification>(&(), &body, &intent, None).await,
            }
        };
        submission.run(sent, move |_| asked.set(Some(typed)));
    };
    let action = match purpose {
        Purpose::Password => "/forgot",
        Purpose::Verification => "/verify/again",
    };
    view! {
        <form class="form" method="post" action=action on:submit=submit>
            <Field
                id="email"
                name="email"
                label=t.email
                value=email
                kind=FieldKind::Email
                error=submission.field("/email")
                autocomplete="username"
                required=true
            />
            <FormProblem submission=submission/>
            <div class="form-ways">
                <Button look=Look::Primary submit=true busy=submission.busy>{t.send_link}</Button>
                <a href="/sign-in">{t.sign_in}</a>
            </div>
        </form>
    }
}

/// Where the link leads: a new password, by the secret behind the `#`.
#[component]
pub fn ResetPage() -> impl IntoView {
    let t = texts();
    let token = RwSignal::new(String::new());
    let done = RwSignal::new(false);
    follow_fragment(move |secret| token.set(secret));
    let content = replaced(
        move || done.get(),
        move |done_now| {
            if done_now {
                view! {
                    <Notice tone=Tone::Done><p>{t.reset_done}</p></Notice>
                    <div class="form-ways">
                        <LinkButton look=Look::Primary href="/sign-in">{t.sign_in}</LinkButton>
                    </div>
                }
            } else {
                view! { <ResetForm token=token done=done/> }
            }
        },
    );
    view! { <Doorway title=t.reset_title lead=t.reset_lead>{content}</Doorway> }
}

#[component]
fn ResetForm(token: RwSignal<String>, done: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let password = RwSignal::new(String::new());
    let submission = Submission::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let password = password.get_untracked();
        if !accepted(submission, &password, "", "") {
            return;
        }
        let body = NewPassword { token: token.get_untracked(), password };
        let intent = submission.intent();
        submission.run(async move { send::<ResetPassword>(&(), &body, &intent, None).await }, move |_| {
            done.set(true);
        });
    };
    view! {
        <form class="form" method="post" action="/reset" on:submit=submit>
            <ChosenPassword id="password" value=password submission=submission/>
            <FormProblem submission=submission said=link_over/>
            <div class="form-ways">
                <Button look=Look::Primary submit=true busy=submission.busy>{t.set_password}</Button>
                <a href="/forgot">{t.new_link}</a>
            </div>
        </form>
    }
}

/// A link that was used, has expired, or is not whole.
pub fn link_over(problem: &Problem) -> Option<&'static str> {
    let t = texts();
    if problem.is(ProblemKind::Gone) {
        Some(t.link_gone)
    } else if problem.is(ProblemKind::NotFound) || problem.is(ProblemKind::InvalidRequest) {
        Some(t.link_unknown)
    } else {
        None
    }
}
