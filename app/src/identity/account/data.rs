//! Everything that is kept about oneself: to take along, and to have erased.

use leptos::prelude::*;
use shared::{
    endpoint::Endpoint,
    identity::api::{Erase, EraseMe, ErasureView, ExportMyData, PreviewErasure},
};

use super::texts;
use crate::{
    browser::go,
    download::download,
    forms::{FormProblem, Submission, forget_typed},
    transport::{ask_proved, send},
    ui::{Button, Dialog, Field, FieldKind, Icon, IconName, Look, Notice, Tone},
    view,
    workspace::{Area, WorkspaceFrame, private, use_me},
};

#[component]
pub fn DataPage() -> impl IntoView {
    view! {
        <WorkspaceFrame area=Area::Data title=texts().data>
            <Export/>
            <section class="panel">
                <h2>{texts().erase_title}</h2>
                {private::<PreviewErasure>(
                    || Some(PreviewErasure::url(&(), &())),
                    |view, _| view! { <Erasure erasure=view/> },
                )}
            </section>
        </WorkspaceFrame>
    }
}

/// The data as one file.
#[component]
fn Export() -> impl IntoView {
    let t = texts();
    let done = RwSignal::new(false);
    let submission = Submission::new();
    let press = move |()| {
        submission.run(async move { ask_proved(ExportMyData::url(&(), &())).await.reply }, move |text| {
            download("guildhall-my-data.json", "application/json", &text);
            done.set(true);
        });
    };
    view! {
        <section class="panel">
            <h2>{t.export_title}</h2>
            <p>{t.export_lead}</p>
            <FormProblem submission=submission/>
            <p role="status">{move || done.get().then_some(t.export_done)}</p>
            <div class="form-ways">
                <Button busy=submission.busy on_press=press>
                    <Icon name=IconName::Install/>
                    {t.export}
                </Button>
            </div>
        </section>
    }
}

/// What goes, what stays and why, and what stands in the way.
#[component]
fn Erasure(erasure: ErasureView) -> impl IntoView {
    let t = texts();
    let open = RwSignal::new(false);
    let ErasureView { owns, removed, kept, .. } = erasure;
    let way = if owns.is_empty() {
        view! {
            <div class="form-ways">
                <Button look=Look::Danger on_press=move |()| open.set(true)>{t.erase}</Button>
            </div>
            <Dialog open=open title=t.erase_confirm_title><EraseForm/></Dialog>
        }
    } else {
        let owns = owns.into_iter().map(|name| view! { <li>{name}</li> }).collect_view();
        view! {
            <Notice tone=Tone::Waiting>
                <p>{t.erase_owns}</p>
                <ul>{owns}</ul>
                <p><a href=Area::Overview.path()>{t.hand_on}</a></p>
            </Notice>
        }
    };
    // The server writes to a person in the language of their account, whatever that of the page.
    let locale = use_me().with_untracked(|me| Some(me.as_ref()?.person.as_ref()?.locale.as_str().to_owned()));
    let german = locale.is_some_and(|locale| locale.starts_with("de"));
    let lang = if german { "de" } else { "en" };
    let removed = removed.into_iter().map(|what| view! { <li>{what}</li> }).collect_view();
    let kept = kept
        .into_iter()
        .map(|kept| view! { <div><dt>{kept.what}</dt><dd>{kept.why}</dd></div> })
        .collect_view();
    view! {
        <p>{t.erase_lead}</p>
        <h3>{t.erase_removed}</h3>
        <ul lang=lang>{removed}</ul>
        <h3>{t.erase_kept}</h3>
        <dl class="reasons" lang=lang>{kept}</dl>
        {way}
    }
}

/// Cannot be undone: the own address is typed once more.
#[component]
fn EraseForm() -> impl IntoView {
    let t = texts();
    let me = use_me();
    let own = move || me.with(|me| Some(me.as_ref()?.person.as_ref()?.email.to_string())).unwrap_or_default();
    let typed = RwSignal::new(String::new());
    let submission = Submission::new();
    let differs = Memo::new(move |_| {
        let own = own();
        typed.with(|typed| !typed.trim().eq_ignore_ascii_case(&own))
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if differs.get_untracked() {
            return;
        }
        let email = typed.with_untracked(|typed| typed.trim().to_owned());
        let (body, intent) = (Erase { email }, submission.intent());
        submission.run(async move { send::<EraseMe>(&(), &body, &intent, None).await }, |_| {
            forget_typed();
            go("/");
        });
    };
    view! {
        <form class="form" method="post" action="/account/data" on:submit=submit>
            <p>{t.erase_warning}</p>
            <Field
                id="erase-mail"
                name="email"
                label=t.erase_type
                hint=own()
                value=typed
                kind=FieldKind::Email
                error=submission.field("/email")
                autocomplete="off"
                required=true
            />
            <FormProblem submission=submission/>
            <div class="form-ways">
                <Button look=Look::Danger submit=true busy=submission.busy disabled=differs>{t.erase}</Button>
            </div>
        </form>
    }
}
