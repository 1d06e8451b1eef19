//! From the address of a server to somebody who signs in there.

use leptos::prelude::*;
use shared::{
    desktop::{
        api::{BeginDesktopSignIn, CancelDesktopSignIn, Server, SignInFailure, SignInView},
        model::ServerAddress,
    },
    problem::FieldError,
};

use super::{Servers, Texts, texts};
use crate::{
    forms::{FormProblem, Submission},
    i18n::{instant, use_locale},
    transport::send,
    ui::{Button, CodeBox, Field, FieldKind, Look, Notice, Tone},
    view,
};

/// Asks for the address. The rules run here as it is sent, and in the shell again.
#[component]
pub fn ConnectForm(servers: Servers) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let failed =
        servers.view().with_untracked(|view| match view.as_ref().and_then(|view| view.sign_in.as_ref()) {
            Some(SignInView::Failed { address, .. }) => Some(address.to_string()),
            _ => None,
        });
    let address = RwSignal::new(failed.unwrap_or_default());
    let begin = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = address.get_untracked();
        if let Err(error) = typed.parse::<ServerAddress>() {
            submission.refuse(vec![FieldError::pointer("/address", (t.address_error)(error))]);
            return;
        }
        let (body, intent) = (Server { address: typed }, submission.intent());
        submission.run(
            async move { send::<BeginDesktopSignIn>(&(), &body, &intent, None).await },
            move |view| {
                servers.set(view);
                servers.look();
            },
        );
    };
    view! {
        <form class="form" method="post" on:submit=begin>
            <p>{t.browser}</p>
            <Field
                id="server-address"
                name="address"
                label=t.server_address
                value=address
                kind=FieldKind::Text
                hint=t.server_address_hint
                error=submission.field("/address")
                autocomplete="url"
                required=true
            />
            <FormProblem submission=submission/>
            <div class="form-ways">
                <Button look=Look::Primary submit=true busy=submission.busy>{t.sign_in}</Button>
            </div>
        </form>
    }
}

/// How a sign-in stands: the server is asked, the browser is waited for, or it failed.
#[component]
pub fn UnderWay(servers: Servers, sign_in: SignInView) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    let submission = Submission::new();
    let cancel = move |()| {
        let intent = submission.intent();
        submission.run(
            async move { send::<CancelDesktopSignIn>(&(), &(), &intent, None).await },
            move |view| {
                servers.set(view);
            },
        );
    };
    let ways = move |text: &'static str| {
        view! {
            <FormProblem submission=submission/>
            <div class="form-ways">
                <Button busy=submission.busy on_press=cancel>{text}</Button>
            </div>
        }
    };
    match sign_in {
        SignInView::Asking { address } => view! {
            <div class="sign-in-state" role="status">
                <Notice tone=Tone::Information><p>{(t.asking)(&address.name())}</p></Notice>
                {ways(t.cancel)}
            </div>
        },
        SignInView::Waiting { address, url, opened, until } => {
            let name = address.name();
            let said = if opened { (t.waiting)(&name) } else { (t.not_opened)(&name) };
            let tone = if opened { Tone::Waiting } else { Tone::Danger };
            view! {
                <div class="sign-in-state" role="status">
                    <Notice tone=tone>
                        <p>{said}</p>
                        <p>{(t.until)(&instant(locale, until))}</p>
                    </Notice>
                    <CodeBox label=t.page_address text=url/>
                    {ways(t.cancel)}
                </div>
            }
        }
        SignInView::Failed { address, why } => {
            let (said, detail) = told(t, &address.name(), why);
            view! {
                <div class="sign-in-state">
                    <Notice tone=Tone::Danger>
                        <p>{said}</p>
                        {detail.map(|detail| view! { <p class="quiet" lang="en">{detail}</p> })}
                    </Notice>
                    {ways(t.dismiss)}
                </div>
            }
        }
    }
}

/// What went wrong in the page's language, and what the computer or the server said in English.
fn told(t: &Texts, name: &str, why: SignInFailure) -> (String, Option<String>) {
    match why {
        SignInFailure::NotReached { detail } => ((t.not_reached)(name), Some(detail)),
        SignInFailure::NotGuildhall => ((t.not_guildhall)(name), None),
        SignInFailure::Moved { to } => ((t.moved)(name, &to), None),
        SignInFailure::NotSetUp => ((t.not_set_up)(name), None),
        SignInFailure::Refused { detail } => ((t.refused)(name), Some(detail)),
        SignInFailure::TimedOut => (t.timed_out.to_owned(), None),
        SignInFailure::Here { detail } => (t.failed_here.to_owned(), Some(detail)),
    }
}
