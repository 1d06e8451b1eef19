//! Passkeys.

use leptos::prelude::*;
use shared::{
    endpoint::ByPasskey,
    identity::{
        api::{AddPasskey, NewPasskey, PasskeyView, RemovePasskey, StartPasskey},
        model::Name,
    },
};

use super::super::{
    super::{passkey, texts as around},
    texts,
};
use crate::{
    forms::{self, FormProblem, Submission, new_intent},
    i18n::{date, use_locale},
    platform::use_platform,
    transport::send,
    ui::{Button, Field, Icon, IconName, Look, Notice, Toast, Tone, use_toasts},
    view,
    workspace::Private,
};

#[component]
pub fn PasskeyPanel(passkeys: Vec<PasskeyView>, page: Private) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let name = RwSignal::new(String::new());
    let submission = Submission::new();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let no_name = forms::texts().no_name;
        let typed = name.get_untracked();
        let Some(name) = submission.parsed::<Name>("/name", &typed, no_name) else { return };
        let intent = submission.intent();
        submission.run(
            async move {
                let asked = send::<StartPasskey>(&(), &(), &intent, None).await?;
                let credential = passkey::create(&asked.options).await?;
                let body = NewPasskey { ceremony: asked.ceremony, name, credential };
                send::<AddPasskey>(&(), &body, &new_intent(), None).await
            },
            move |proofs| {
                toasts.show(Toast { text: t.passkey_added.to_owned(), undo: None });
                page.show(&proofs);
            },
        );
    };
    let rows = passkeys
        .into_iter()
        .map(|passkey| view! { <PasskeyRow passkey=passkey page=page/> })
        .collect::<Vec<_>>();
    let list = if rows.is_empty() {
        view! { <p class="quiet">{t.no_passkeys}</p> }
    } else {
        view! { <ul class="records">{rows.into_iter().collect_view()}</ul> }
    };
    let form = if passkey::site_has_name(&use_platform().origin) {
        view! {
            <form class="form" method="post" action="/account/security" on:submit=submit>
                <Field
                    id="passkey-name"
                    name="name"
                    label=t.passkey_name
                    hint=t.passkey_name_hint
                    value=name
                    error=submission.field("/name")
                    autocomplete="off"
                    required=true
                />
                <FormProblem submission=submission/>
                <div class="form-ways">
                    <Button submit=true busy=submission.busy>
                        <Icon name=IconName::Key/>
                        {t.add_passkey}
                    </Button>
                </div>
            </form>
        }
    } else {
        view! { <Notice tone=Tone::Information><p>{around().passkey_no_name}</p></Notice> }
    };
    view! {
        <section class="panel" aria-labelledby="passkeys-title">
            <h2 id="passkeys-title">{t.passkeys}</h2>
            <p>{t.passkeys_lead}</p>
            {list}
            {form}
        </section>
    }
}

#[component]
fn PasskeyRow(passkey: PasskeyView, page: Private) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    let toasts = use_toasts();
    let submission = Submission::new();
    let PasskeyView { id, name, added_at, used_at } = passkey;
    let remove = move |()| {
        let path = ByPasskey { passkey: id.clone() };
        let intent = submission.intent();
        submission.run(
            async move { send::<RemovePasskey>(&path, &(), &intent, None).await },
            move |proofs| {
                toasts.show(Toast { text: t.passkey_removed.to_owned(), undo: None });
                page.show(&proofs);
            },
        );
    };
    let used = used_at.map_or_else(|| t.never.to_owned(), |at| date(locale, at.date_naive()));
    let label = format!(" {name}");
    view! {
        <li class="record">
            <div class="record-head"><h3>{name}</h3></div>
            <dl class="record-facts">
                <div><dt>{t.added}</dt><dd>{date(locale, added_at.date_naive())}</dd></div>
                <div><dt>{t.last_used}</dt><dd>{used}</dd></div>
            </dl>
            <FormProblem submission=submission/>
            <Button look=Look::Danger busy=submission.busy on_press=remove>
                {t.remove}
                <span class="visually-hidden">{label}</span>
            </Button>
        </li>
    }
}
