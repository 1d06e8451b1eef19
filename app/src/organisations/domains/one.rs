//! One domain: proved, or claimed with what is waited for.

use leptos::prelude::*;
use shared::{
    endpoint::ByDomain,
    organisations::api::{CheckDomain, DomainProof, DomainView, ReleaseDomain},
};

use super::{Holdings, texts};
use crate::{
    forms::{FormProblem, Submission},
    i18n::{date, use_locale},
    transport::send,
    ui::{Button, Clock, CodeBox, Confirm, Look, Tag, Toast, Tone, use_toasts},
    view,
};

#[component]
pub fn One(holdings: Holdings, domain: DomainView) -> impl IntoView {
    let t = texts();
    let state = match domain.verified_at {
        Some(at) => {
            let at = at.date_naive();
            view! {
                <Tag label=t.proved tone=Tone::Done/>
                <span class="quiet">
                    {t.proved_since}" "<time datetime=at.to_string()>{date(use_locale(), at)}</time>
                </span>
            }
        }
        None => view! {
            <Tag label=t.waiting tone=Tone::Waiting/>
            <Clock until=domain.expires_at now=holdings.now label=t.until over=t.over/>
        },
    };
    let open = domain.verified_at.is_none() && holdings.manages;
    let waited = open.then(|| waited(holdings, &domain));
    let release = holdings.manages.then(|| {
        let (label, domain) = ((t.release_named)(&domain.domain), domain.clone());
        view! {
            <button type="button" class=Look::Quiet.class() aria-label=label
                on:click=move |_| holdings.releasing.set(Some(domain.clone()))>
                {t.release}
            </button>
        }
    });
    view! {
        <li class="panel domain">
            <header>
                <h2 translate="no">{domain.domain}</h2>
                {state}
                {release}
            </header>
            {waited}
        </li>
    }
}

fn waited(holdings: Holdings, domain: &DomainView) -> AnyView {
    let t = texts();
    match domain.proof.clone() {
        DomainProof::Mail { to } => view! { <p>{(t.mail_how)(&to)}</p> },
        DomainProof::Dns { name, record } => view! {
            <p>{t.dns_how}</p>
            <CodeBox label=t.dns_name text=name/>
            <CodeBox label=t.dns_type text="TXT"/>
            <CodeBox label=t.dns_record text=record/>
            <p class="quiet">{t.dns_note}</p>
            <Check holdings=holdings domain=domain.clone()/>
        },
    }
}

#[component]
pub fn Check(holdings: Holdings, domain: DomainView) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let submission = Submission::new();
    let label = (t.check_named)(&domain.domain);
    let check = move |()| {
        let path = ByDomain { organisation: holdings.here.organisation, domain: domain.id };
        let (intent, found) = (submission.intent(), (t.found)(&domain.domain));
        submission.run(async move { send::<CheckDomain>(&path, &(), &intent, None).await }, move |domains| {
            holdings.domains.set(domains);
            toasts.show(Toast { text: found, undo: None });
        });
    };
    view! {
        <FormProblem submission=submission/>
        <div class="form-ways">
            <Button busy=submission.busy on_press=check>
                {t.check}
                <span class="visually-hidden">": "{label}</span>
            </Button>
        </div>
    }
}

/// The question before a domain is given up, and the deed.
#[component]
pub fn Release(holdings: Holdings, domain: DomainView, open: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let submission = Submission::new();
    let DomainView { id, domain: name, verified_at, .. } = domain;
    let title = (t.release_question)(&name);
    let deed = (t.release_named)(&name);
    // What was proved is not had back at a press.
    let typed = if verified_at.is_some() { name.clone() } else { String::new() };
    let release = move |()| {
        let path = ByDomain { organisation: holdings.here.organisation, domain: id };
        let (intent, released) = (submission.intent(), (t.released)(&name));
        submission.run(
            async move { send::<ReleaseDomain>(&path, &(), &intent, None).await },
            move |domains| {
                open.set(false);
                holdings.domains.set(domains);
                toasts.show(Toast { text: released, undo: None });
            },
        );
    };
    let body = if verified_at.is_some() { t.release_proved } else { t.release_claim };
    view! {
        <Confirm open=open id="release" title=title deed=deed typed=typed busy=submission.busy on_confirm=release>
            <p>{body}</p>
            <FormProblem submission=submission/>
        </Confirm>
    }
}
