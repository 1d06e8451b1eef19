//! Asking for a link by mail, and the page on which a forgotten password is replaced.

use leptos::prelude::*;
use shared::{
    identity::{
        api::{ForgotPassword, MailAddress, NewPassword, ResetPassword, SendLinkAgain},
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

/// What the link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// To choose a new password.
    Reset,
    /// To prove the address of a new account, once more.
    Verify,
}

/// Asks for the link to choose a new password.
#[component]
pub fn ForgotPage() -> impl IntoView {
    let t = texts();
    view! { <Doorway title=t.forgot_title lead=t.forgot_lead>{asking(Wanted::Reset)}</Doorway> }
}

/// Asks once more for the link that proves the address of a new account.
#[component]
pub fn LinkAgainPage() -> impl IntoView {
    let t = texts();
    view! { <Doorway title=t.link_again_title lead=t.link_again_lead>{asking(Wanted::Verify)}</Doorway> }
}

/// The form, and afterwards where the link is.
fn asking(wanted: Wanted) -> AnyView {
    let asked = RwSignal::new(None::<String>);
    replaced(
        move || asked.get(),
        move |email| match email {
            None => view! { <LinkForm wanted=wanted asked=asked/> },
            Some(email) => view! { <LookIntoMail email=email/> },
        },
    )
}

#[component]
fn LinkForm(wanted: Wanted, asked: RwSignal<Option<String>>) -> impl IntoView {
    let t = texts();
    let action = match wanted {
        Wanted::Reset => "/forgot",
        Wanted::Verify => "/verify/again",
    };
    let email = RwSignal::new(String::new());
    let submission = Submission::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = email.get_untracked();
        let bad = forms::texts().bad_mail;
        let Some(email) = submission.parsed::<Email>("/email", &typed, bad) else { return };
        let (body, intent) = (MailAddress { email }, submission.intent());
        let ask = async move {
            match wanted {
                Wanted::Reset => send::<ForgotPassword>(&(), &body, &intent, None).await,
                Wanted::Verify => send::<SendLinkAgain>(&(), &body, &intent, None).await,
            }
        };
        submission.run(ask, move |_| asked.set(Some(typed)));
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
