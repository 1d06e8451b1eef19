//! Asks once more for a proof that it is the person who is signed in.

use std::{future::Future, pin::Pin};

use futures::channel::oneshot;
use leptos::prelude::*;
use shared::{
    endpoint::Endpoint,
    identity::api::{
        GetProofs, Proof, ProofsView, Reauthenticate as Prove, ReauthenticationAsked,
        ReauthenticationStarted, StartReauthentication,
    },
    problem::{Problem, ProblemKind},
};

use super::{Mine, private, texts, use_me};
use crate::{
    forms::{FormProblem, Submission, new_intent},
    identity::{passkeys_supported, sign_with_passkey},
    loading::replaced,
    transport::{CallError, send},
    ui::{Button, Dialog, Field, FieldKind, Icon, IconName, Look, PasswordField},
    view,
    view::effect,
};

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
        // Closing what is closed would call whoever follows it, without end.
        if self.open.try_get_untracked() == Some(true) {
            self.open.set(false);
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
    let ways = replaced(
        move || open.get(),
        move |open| {
            if !open {
                return ().into_any();
            }
            private::<GetProofs>(
                || Some(GetProofs::url(&(), &())),
                move |proofs, _| view! { <Ways proofs=proofs proving=proving/> },
            )
        },
    );
    view! {
        <Dialog open=open title=t.prove_title>
            <p>{t.prove_body}</p>
            {ways}
        </Dialog>
    }
}

/// What the person has: a passkey, a password, or neither.
#[component]
fn Ways(proofs: ProofsView, proving: Proving) -> impl IntoView {
    let with_passkey = !proofs.passkeys.is_empty() && passkeys_supported();
    let by_mail = !proofs.password && proofs.passkeys.is_empty();
    // Whom only a provider vouches for has no proof of their own yet: this is signing in, with both factors.
    let vouched = use_me().with_untracked(|me| me.as_ref().is_some_and(|me| me.fresh_until.is_none()));
    let with_code = vouched && proofs.authenticator.is_some();
    let none = !with_passkey && !proofs.password && !by_mail;
    view! {
        {with_passkey.then(|| view! { <WithPasskey proving=proving/> })}
        {proofs.password.then(|| view! { <WithPassword proving=proving with_code=with_code/> })}
        {by_mail.then(|| view! { <ByMail proving=proving/> })}
        {none.then(|| view! { <p>{texts().prove_elsewhere}</p> })}
    }
}

/// Sends one proof; what waited goes on when it is right.
fn prove(submission: Submission, proving: Proving, mine: Mine, proof: Proof) {
    let intent = submission.intent();
    submission.run(async move { send::<Prove>(&(), &proof, &intent, None).await }, move |me| {
        mine.set(me);
        proving.answer(true);
    });
}

fn refused(problem: &Problem) -> Option<&'static str> {
    problem.is(ProblemKind::ProofRefused).then(|| texts().prove_refused)
}

#[component]
fn WithPasskey(proving: Proving) -> impl IntoView {
    let t = texts();
    let mine = Mine::context();
    let submission = Submission::new();
    let press = move |()| {
        let intent = submission.intent();
        submission.run(
            async move {
                let asked = ReauthenticationAsked::Passkey;
                match send::<StartReauthentication>(&(), &asked, &intent, None).await? {
                    ReauthenticationStarted::Passkey { ceremony, options } => {
                        let credential = sign_with_passkey(&options).await?;
                        let proof = Proof::Passkey { ceremony, credential };
                        send::<Prove>(&(), &proof, &new_intent(), None).await
                    }
                    // The server never answers with another way than was asked for.
                    ReauthenticationStarted::Mail => Err(CallError::Offline),
                }
            },
            move |me| {
                mine.set(me);
                proving.answer(true);
            },
        );
    };
    view! {
        <div class="form">
            <Button look=Look::Primary busy=submission.busy on_press=press>
                <Icon name=IconName::Key/>
                {t.prove_passkey}
            </Button>
            <FormProblem submission=submission/>
        </div>
    }
}

#[component]
fn WithPassword(proving: Proving, with_code: bool) -> impl IntoView {
    let t = texts();
    let mine = Mine::context();
    let password = RwSignal::new(String::new());
    let code = RwSignal::new(String::new());
    let submission = Submission::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let code = code.with_untracked(|code| code.trim().to_owned());
        let code = (!code.is_empty()).then_some(code);
        prove(submission, proving, mine, Proof::Password { password: password.get_untracked(), code });
    };
    view! {
        <form class="form" method="post" on:submit=submit>
            <PasswordField
                id="prove-password"
                name="password"
                label=t.prove_password
                value=password
                autocomplete="current-password"
            />
            {with_code.then(|| view! {
                <Field id="prove-factor" name="code" label=t.prove_factor value=code kind=FieldKind::Code required=true/>
            })}
            <FormProblem submission=submission said=refused/>
            <div class="form-ways">
                <Button look=Look::Primary submit=true busy=submission.busy>{t.prove_confirm}</Button>
            </div>
        </form>
    }
}

/// For who has neither: their organisation signs them in.
#[component]
fn ByMail(proving: Proving) -> impl IntoView {
    let t = texts();
    let mine = Mine::context();
    let code = RwSignal::new(String::new());
    let sent = RwSignal::new(false);
    let asking = Submission::new();
    let submission = Submission::new();
    let ask = move |()| {
        let intent = asking.intent();
        let asked = ReauthenticationAsked::Mail;
        asking.run(
            async move { send::<StartReauthentication>(&(), &asked, &intent, None).await },
            move |_| {
                sent.set(true);
            },
        );
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let code = code.with_untracked(|code| code.trim().to_owned());
        prove(submission, proving, mine, Proof::Code { code });
    };
    let form = replaced(
        move || sent.get(),
        move |sent| {
            if !sent {
                return ().into_any();
            }
            view! {
                <form class="form" method="post" on:submit=submit>
                    <p role="status">{t.prove_mail_sent}</p>
                    <Field id="prove-code" name="code" label=t.prove_code value=code kind=FieldKind::Code required=true/>
                    <FormProblem submission=submission said=refused/>
                    <div class="form-ways">
                        <Button look=Look::Primary submit=true busy=submission.busy>{t.prove_confirm}</Button>
                    </div>
                </form>
            }
        },
    );
    view! {
        <div class="form">
            <p>{t.prove_by_mail}</p>
            <Button busy=asking.busy on_press=ask>
                <Icon name=IconName::Mail/>
                {t.prove_ask_mail}
            </Button>
            <FormProblem submission=asking/>
            {form}
        </div>
    }
}
