//! Connecting a provider, and changing the connection.

use leptos::prelude::*;
use shared::{
    endpoint::ByOrganisation,
    organisations::{api::RoleName, role::RoleRef},
    problem::FieldError,
    sign_on::api::{ConnectSignOn, SignOnSettings, SignOnView},
};

use super::texts;
use crate::{
    forms::{FormProblem, Now, Submission},
    loading::replaced,
    organisations::{Here, words},
    transport::send,
    ui::{Button, Checkbox, Field, FieldKind, Look, Select, SelectOption, Toast, use_toasts},
    view,
    view::live,
};

/// A secret that is kept is never shown: an empty field keeps it.
#[component]
pub fn ConnectionForm(
    sign_on: RwSignal<SignOnView>,
    here: Here,
    roles: Signal<Vec<RoleName>>,
) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let submission = Submission::new();
    let before = sign_on.with_untracked(|sign_on| sign_on.connection.clone());
    let kept = move || {
        sign_on.with(|sign_on| sign_on.connection.as_ref().is_some_and(|connection| connection.has_secret))
    };
    let worked = Memo::new(move |_| {
        sign_on.with(|sign_on| {
            sign_on.connection.as_ref().is_some_and(|connection| connection.worked_at.is_some())
        })
    });
    let text = |read: fn(&shared::sign_on::api::ConnectionView) -> String| {
        RwSignal::new(before.as_ref().map(read).unwrap_or_default())
    };
    let issuer = text(|connection| connection.issuer.clone());
    let client_id = text(|connection| connection.client_id.clone());
    let join = text(|connection| connection.join_as.clone().unwrap_or_default());
    let secret = RwSignal::new(String::new());
    let required = RwSignal::new(before.as_ref().is_some_and(|connection| connection.required));
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (issuer, client_id) =
            (issuer.get_untracked().trim().to_owned(), client_id.get_untracked().trim().to_owned());
        let mut missing = Vec::new();
        if !issuer.starts_with("https://") && !issuer.starts_with("http://") {
            missing.push(FieldError::pointer("/issuer", t.bad_issuer));
        }
        if client_id.is_empty() {
            missing.push(FieldError::pointer("/client_id", t.no_client_id));
        }
        if !missing.is_empty() {
            submission.refuse(missing);
            return;
        }
        let version = sign_on
            .with_untracked(|sign_on| sign_on.connection.as_ref().map_or(0, |connection| connection.version));
        let body = SignOnSettings {
            based_on: submission.based_on(version, "/connection/version"),
            issuer,
            client_id,
            client_secret: Some(secret.get_untracked()).filter(|secret| !secret.is_empty()),
            join_as: join.get_untracked().parse::<RoleRef>().ok(),
            required: required.get_untracked(),
        };
        let (path, intent) = (ByOrganisation { organisation: here.organisation }, submission.intent());
        submission.run(
            async move { send::<ConnectSignOn>(&path, &body, &intent, None).await },
            move |reply| {
                secret.set(String::new());
                sign_on.set(reply);
                toasts.show(Toast { text: t.saved.to_owned(), undo: None });
            },
        );
    };
    let choice = replaced(
        move || roles.get(),
        move |roles| {
            let mut options = vec![SelectOption { value: String::new(), label: t.join_nobody.to_owned() }];
            options.extend(
                roles.iter().map(|role| SelectOption { value: role.role.clone(), label: words::role(role) }),
            );
            let chosen = join.get_untracked();
            if !options.iter().any(|option| option.value == chosen) {
                options.push(SelectOption { label: crate::workspace::built_in_role(&chosen), value: chosen });
            }
            view! { <Select id="sign-on-join" name="join_as" label=t.join value=join options=options/> }
        },
    );
    let hint = replaced(kept, move |kept| {
        let hint = if kept { t.secret_kept } else { t.secret_new };
        view! {
            <Field id="sign-on-secret" name="client_secret" label=t.secret value=secret kind=FieldKind::Secret
                hint=hint error=submission.field("/client_secret")/>
        }
    });
    let now = vec![
        Now { label: t.issuer, pointer: "/connection/issuer", yours: issuer.into() },
        Now { label: t.client_id, pointer: "/connection/client_id", yours: client_id.into() },
    ];
    let connected = move || sign_on.with(|sign_on| sign_on.connection.is_some());
    view! {
        <section class="panel" aria-labelledby="connection-title">
            <h2 id="connection-title">{t.form_title}</h2>
            <form class="form" method="post" on:submit=save novalidate>
                <Field id="sign-on-issuer" name="issuer" label=t.issuer value=issuer kind=FieldKind::Url
                    hint=t.issuer_hint error=submission.field("/issuer") required=true/>
                <Field id="sign-on-client" name="client_id" label=t.client_id value=client_id
                    hint=t.client_id_hint error=submission.field("/client_id") required=true/>
                {hint}
                {choice}
                <p class="hint">{t.join_about}</p>
                <Checkbox name="required" value="true" label=t.require checked=required
                    disabled=Signal::derive(move || !worked.get()) on_change=move |now| required.set(now)/>
                <p class="hint">{live(move || if worked.get() { t.require_about } else { t.require_first })}</p>
                <FormProblem submission=submission now=now/>
                <div class="form-ways">
                    <Button look=Look::Primary submit=true busy=submission.busy>
                        {live(move || if connected() { t.change } else { t.connect })}
                    </Button>
                </div>
            </form>
        </section>
    }
}
