//! The pages that links in mails lead to. They ask nothing: the secret behind the `#` is all there is.

use leptos::prelude::*;
use shared::identity::api::{ChangeMail, LinkToken, SignInReply, VerifyMail};

use super::{
    super::{after::HOME, doorway::Doorway},
    SecondStep,
    factor::SecondFactorForm,
    forgot::link_over,
    texts,
};
use crate::{
    browser::{follow_fragment, go},
    forms::{FormProblem, Submission},
    loading::replaced,
    transport::send,
    ui::{Button, LinkButton, Look, Notice, Skeleton, Tone},
    view,
    view::live,
};

/// Proves the address of a new account, and signs in.
#[component]
pub fn VerifyPage() -> impl IntoView {
    let t = texts();
    let second = RwSignal::new(None::<SecondStep>);
    let token = RwSignal::new(String::new());
    let submission = Submission::new();
    let prove = move |()| {
        let (body, intent) = (LinkToken { token: token.get_untracked() }, submission.intent());
        submission.run(async move { send::<VerifyMail>(&(), &body, &intent, None).await }, move |reply| {
            match reply {
                SignInReply::SignedIn { .. } => go(HOME),
                SignInReply::SecondFactor { step, recovery_left } => {
                    second.set(Some(SecondStep { step, recovery_left }));
                }
            }
        });
    };
    follow_fragment(move |secret| {
        token.set(secret);
        prove(());
    });
    let arrive = Callback::new(|()| go(HOME));
    let content = replaced(
        move || second.get(),
        move |step| match step {
            Some(step) => view! { <SecondFactorForm step=step second=second on_done=arrive/> },
            None => view! {
                <Outcome submission=submission again=Callback::new(prove) way="/verify/again" way_text=t.new_link/>
            },
        },
    );
    view! { <Doorway title=t.verify_title lead=t.verify_lead>{content}</Doorway> }
}

/// Makes a new address one's own.
#[component]
pub fn MailChangePage() -> impl IntoView {
    let t = texts();
    let done = RwSignal::new(false);
    let token = RwSignal::new(String::new());
    let submission = Submission::new();
    let prove = move |()| {
        let (body, intent) = (LinkToken { token: token.get_untracked() }, submission.intent());
        submission.run(async move { send::<ChangeMail>(&(), &body, &intent, None).await }, move |_| {
            done.set(true);
        });
    };
    follow_fragment(move |secret| {
        token.set(secret);
        prove(());
    });
    let content = replaced(
        move || done.get(),
        move |done| {
            if done {
                view! {
                    <Notice tone=Tone::Done><p>{t.mail_changed}</p></Notice>
                    <div class="form-ways">
                        <LinkButton look=Look::Primary href="/account">{t.to_account}</LinkButton>
                    </div>
                }
            } else {
                view! {
                    <Outcome submission=submission again=Callback::new(prove) way="/account" way_text=t.change_again/>
                }
            }
        },
    );
    view! { <Doorway title=t.mail_change_title lead="">{content}</Doorway> }
}

/// While the link is looked at, and what to do when it does not work.
#[component]
fn Outcome(
    submission: Submission,
    again: Callback<()>,
    way: &'static str,
    way_text: &'static str,
) -> impl IntoView {
    let t = texts();
    let ways = live(move || {
        if submission.problem.with(Option::is_none) {
            return view! { <Skeleton lines=2/> };
        }
        view! {
            <div class="form-ways">
                <LinkButton look=Look::Primary href=way>{way_text}</LinkButton>
                <LinkButton href="/sign-in">{t.sign_in}</LinkButton>
                <Button look=Look::Quiet on_press=again>{t.try_again}</Button>
            </div>
        }
    });
    view! {
        <FormProblem submission=submission said=link_over/>
        {ways}
    }
}
