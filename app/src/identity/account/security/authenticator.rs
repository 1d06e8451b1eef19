//! An authenticator app as second factor.

use leptos::prelude::*;
use shared::{
    identity::api::{
        AuthenticatorSecret, Code, ConfirmAuthenticator, DrawRecoveryCodes, ProofsView, RecoveryCodesReply,
        RemoveAuthenticator, StartAuthenticator,
    },
    problem::{Problem, ProblemKind},
};

use super::super::texts;
use crate::{
    forms::{FormProblem, Submission},
    i18n::{date, use_locale},
    loading::replaced,
    transport::send,
    ui::{Button, Field, FieldKind, Look, Tag, Toast, Tone, use_toasts},
    view,
    workspace::Private,
};

type Codes = RwSignal<Option<RecoveryCodesReply>>;

#[component]
pub fn AuthenticatorPanel(proofs: ProofsView, page: Private, codes: Codes) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    let (tag, content) = match proofs.authenticator {
        Some(since) => (
            view! { <Tag label=(t.since)(&date(locale, since.date_naive())) tone=Tone::Done/> },
            view! { <InUse left=proofs.recovery_left page=page codes=codes/> },
        ),
        None => (view! { <Tag label=t.is_not_set/> }, view! { <SetUp codes=codes/> }),
    };
    view! {
        <section class="panel" aria-labelledby="authenticator-title">
            <div class="record-head">
                <h2 id="authenticator-title">{t.authenticator}</h2>
                {tag}
            </div>
            <p>{t.authenticator_lead}</p>
            {content}
        </section>
    }
}

/// It is asked for at every sign-in: how many ways around it are left, and the way to do without.
#[component]
fn InUse(left: u8, page: Private, codes: Codes) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let drawing = Submission::new();
    let removing = Submission::new();
    let draw = move |()| {
        let intent = drawing.intent();
        drawing.run(async move { send::<DrawRecoveryCodes>(&(), &(), &intent, None).await }, move |reply| {
            codes.set(Some(reply));
        });
    };
    let remove = move |()| {
        let intent = removing.intent();
        removing.run(
            async move { send::<RemoveAuthenticator>(&(), &(), &intent, None).await },
            move |proofs| {
                toasts.show(Toast { text: t.authenticator_removed.to_owned(), undo: None });
                page.show(&proofs);
            },
        );
    };
    view! {
        <p>{(t.codes_left)(left)}</p>
        <FormProblem submission=drawing/>
        <FormProblem submission=removing/>
        <div class="form-ways">
            <Button busy=drawing.busy on_press=draw>{t.draw_codes}</Button>
            <Button look=Look::Danger busy=removing.busy on_press=remove>{t.remove_authenticator}</Button>
        </div>
    }
}

/// First the secret into the app, then a code out of it.
#[component]
fn SetUp(codes: Codes) -> impl IntoView {
    let t = texts();
    let secret = RwSignal::new(None::<AuthenticatorSecret>);
    let submission = Submission::new();
    let start = move |()| {
        let intent = submission.intent();
        submission.run(
            async move { send::<StartAuthenticator>(&(), &(), &intent, None).await },
            move |got| {
                secret.set(Some(got));
            },
        );
    };
    replaced(
        move || secret.get(),
        move |got| match got {
            Some(got) => view! { <Confirm secret=got shown=secret codes=codes/> },
            None => view! {
                <FormProblem submission=submission/>
                <div class="form-ways">
                    <Button busy=submission.busy on_press=start>{t.set_up_authenticator}</Button>
                </div>
            },
        },
    )
}

#[component]
fn Confirm(
    secret: AuthenticatorSecret,
    shown: RwSignal<Option<AuthenticatorSecret>>,
    codes: Codes,
) -> impl IntoView {
    let t = texts();
    let code = RwSignal::new(String::new());
    let submission = Submission::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let body = Code { code: code.with_untracked(|code| code.trim().to_owned()) };
        let intent = submission.intent();
        submission.run(
            async move { send::<ConfirmAuthenticator>(&(), &body, &intent, None).await },
            move |reply| codes.set(Some(reply)),
        );
    };
    let AuthenticatorSecret { secret, uri, side, picture } = secret;
    let window = format!("0 0 {side} {side}");
    view! {
        <ol class="steps">
            <li>
                <p>{t.scan}</p>
                <svg class="qr" viewBox=window role="img" aria-label=t.qr_label>
                    <rect width=side height=side></rect>
                    <path d=picture></path>
                </svg>
                <p>{t.or_type}</p>
                <p><code class="secret">{secret}</code></p>
                <p><a href=uri rel="external">{t.open_app}</a></p>
            </li>
            <li>
                <form class="form" method="post" action="/account/security" on:submit=submit>
                    <Field
                        id="authenticator-code"
                        name="code"
                        label=t.first_code
                        value=code
                        kind=FieldKind::Code
                        error=submission.field("/code")
                        required=true
                    />
                    <FormProblem submission=submission said=refused/>
                    <div class="form-ways">
                        <Button look=Look::Primary submit=true busy=submission.busy>{t.confirm_authenticator}</Button>
                        <Button look=Look::Quiet on_press=move |()| shown.set(None)>{t.cancel}</Button>
                    </div>
                </form>
            </li>
        </ol>
    }
}

fn refused(problem: &Problem) -> Option<&'static str> {
    problem.is(ProblemKind::ProofRefused).then(|| texts().code_refused)
}
