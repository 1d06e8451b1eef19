//! Where the app is, what it verifies signatures with, and for how long the tenant lasts.

use leptos::prelude::*;
use shared::sandbox::{
    api::{DropSandbox, MoveSandbox, NewTarget, RenewSandbox, ReplaceSecret, RevealSecret, SandboxView},
    target::Target,
};

use super::{tenant::Desk, texts};
use crate::{
    forms::{FormProblem, Submission},
    i18n::{date, use_locale},
    listings::sandbox_href,
    loading::replaced,
    transport::{call, send},
    ui::{Button, CodeBox, Confirm, Dialog, Field, Look, Tag, Tone},
    view,
    view::live,
};

#[component]
pub fn Settings(desk: Desk) -> impl IntoView {
    let t = texts();
    let moving = RwSignal::new(false);
    let deleting = RwSignal::new(false);
    let renewal = Submission::new();
    let renew = move |()| {
        let (at, intent) = (desk.at, renewal.intent());
        renewal.run(async move { send::<RenewSandbox>(&at, &(), &intent, None).await }, move |tenant| {
            desk.show(tenant);
        });
    };
    let facts = live(move || desk.tenant.with(facts));
    view! {
        <section class="panel" aria-labelledby="app-title">
            <h2 id="app-title">{t.the_app}</h2>
            {facts}
            <Secret desk=desk/>
            <FormProblem submission=renewal/>
            <div class="form-ways">
                <Button on_press=move |()| moving.set(true)>{t.call_elsewhere}</Button>
                <Button busy=renewal.busy on_press=renew>{t.keep_longer}</Button>
                <Button look=Look::Danger on_press=move |()| deleting.set(true)>{t.delete}</Button>
            </div>
        </section>
        <Move desk=desk open=moving/>
        <Delete desk=desk open=deleting/>
    }
}

fn facts(tenant: &SandboxView) -> AnyView {
    let t = texts();
    let locale = use_locale();
    let until = (t.lasts_until)(tenant.days_left.into(), &date(locale, tenant.expires_on));
    let of_reviews = if tenant.of_reviews {
        view! { <Tag label=t.of_reviews tone=Tone::Done/> }
    } else {
        view! { <span class="quiet">{t.not_of_reviews}</span> }
    };
    view! {
        <dl class="facts">
            <dt>{t.target}</dt>
            <dd><code class="sandbox-target">{tenant.target.to_string()}</code>" "{of_reviews}</dd>
            <dt>{t.lasts}</dt>
            <dd>{until}</dd>
        </dl>
    }
}

/// The secret, once somebody wants to see it, and another one.
#[component]
fn Secret(desk: Desk) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let secret = RwSignal::new(None::<String>);
    let replacing = RwSignal::new(false);
    let show = move |()| {
        let at = desk.at;
        submission.run(async move { call::<RevealSecret>(&at, &()).await }, move |found| {
            secret.set(Some(found.secret));
        });
    };
    let replace = move |()| {
        let (at, intent) = (desk.at, submission.intent());
        submission.run(async move { send::<ReplaceSecret>(&at, &(), &intent, None).await }, move |found| {
            replacing.set(false);
            secret.set(Some(found.secret));
        });
    };
    let body = replaced(
        move || secret.get(),
        move |secret| match secret {
            Some(secret) => view! {
                <CodeBox label=t.secret text=secret/>
                <p class="quiet">{t.secret_use}</p>
                <Button on_press=move |()| replacing.set(true)>{t.replace_secret}</Button>
            },
            None => view! {
                <Button busy=submission.busy on_press=show>{t.show_secret}</Button>
            },
        },
    );
    view! {
        <div class="sandbox-secret">
            {body}
            <FormProblem submission=submission/>
            <Confirm open=replacing id="replace-secret" title=t.replace_title deed=t.replace_secret
                busy=submission.busy on_confirm=replace>
                <p>{t.replace_body}</p>
            </Confirm>
        </div>
    }
}

#[component]
fn Move(desk: Desk, open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let target = RwSignal::new(desk.tenant.with_untracked(|tenant| tenant.target.to_string()));
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = target.get_untracked();
        let Some(target) = submission.parsed::<Target>("/target", typed.trim(), t.bad_target) else { return };
        let (at, body, intent) = (desk.at, NewTarget { target }, submission.intent());
        submission.run(async move { send::<MoveSandbox>(&at, &body, &intent, None).await }, move |tenant| {
            open.set(false);
            desk.show(tenant);
        });
    };
    view! {
        <Dialog open=open title=t.call_elsewhere>
            <form class="form" method="post" on:submit=go novalidate>
                <Field id="move-target" name="target" label=t.target value=target hint=t.move_hint
                    error=submission.field("/target") max_chars=300 required=true/>
                <FormProblem submission=submission/>
                <div class="form-ways">
                    <Button look=Look::Primary submit=true busy=submission.busy>{t.call_there}</Button>
                    <Button on_press=move |()| open.set(false)>{t.cancel}</Button>
                </div>
            </form>
        </Dialog>
    }
}

#[component]
fn Delete(desk: Desk, open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let go = StoredValue::new_local(leptos_router::hooks::use_navigate());
    let delete = move |()| {
        let (at, intent) = (desk.at, submission.intent());
        submission.run(async move { send::<DropSandbox>(&at, &(), &intent, None).await }, move |_| {
            go.with_value(|go| go(&sandbox_href(at.listing), Default::default()));
        });
    };
    view! {
        <Confirm open=open id="delete-sandbox" title=t.delete_title deed=t.delete busy=submission.busy
            on_confirm=delete>
            <p>{t.delete_body}</p>
            <FormProblem submission=submission/>
        </Confirm>
    }
}
