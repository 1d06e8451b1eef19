//! Where one is signed in.

use leptos::prelude::*;
use shared::{
    endpoint::{BySession, Endpoint},
    identity::{
        api::{EndOtherSessions, EndSession, ListSessions, SessionView, Sessions},
        model::ClientKind,
    },
};

use super::texts;
use crate::{
    forms::{FormProblem, Submission},
    i18n::{instant, use_locale},
    transport::send,
    ui::{Button, Look, Tag, Toast, Tone, use_toasts},
    view,
    workspace::{Area, Private, WorkspaceFrame, private},
};

#[component]
pub fn SessionsPage() -> impl IntoView {
    view! {
        <WorkspaceFrame area=Area::Sessions title=texts().sessions>
            <p class="lead">{texts().sessions_lead}</p>
            {private::<ListSessions>(
                || Some(ListSessions::url(&(), &())),
                |sessions, list| view! { <SessionList sessions=sessions list=list/> },
            )}
        </WorkspaceFrame>
    }
}

#[component]
fn SessionList(sessions: Sessions, list: Private) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let submission = Submission::new();
    let others = sessions.sessions.iter().any(|session| !session.this);
    let end_others = move |()| {
        let intent = submission.intent();
        submission.run(
            async move { send::<EndOtherSessions>(&(), &(), &intent, None).await },
            move |sessions| {
                toasts.show(Toast { text: t.others_ended.to_owned(), undo: None });
                list.show(&sessions);
            },
        );
    };
    let rows = sessions
        .sessions
        .into_iter()
        .map(|session| view! { <SessionRow session=session list=list/> })
        .collect_view();
    view! {
        <ul class="records">{rows}</ul>
        <FormProblem submission=submission/>
        {others.then(|| view! {
            <div class="form-ways">
                <Button look=Look::Danger busy=submission.busy on_press=end_others>{t.end_others}</Button>
            </div>
        })}
    }
}

#[component]
fn SessionRow(session: SessionView, list: Private) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    let toasts = use_toasts();
    let submission = Submission::new();
    let SessionView { id, this, client, device, address, organisation, started_at, used_at, ends_at } =
        session;
    let end = move |()| {
        let intent = submission.intent();
        submission.run(
            async move { send::<EndSession>(&BySession { session: id }, &(), &intent, None).await },
            move |sessions| {
                toasts.show(Toast { text: t.session_ended.to_owned(), undo: None });
                list.show(&sessions);
            },
        );
    };
    let kind = match client {
        ClientKind::Browser => t.browser,
        ClientKind::Desktop => t.desktop,
        ClientKind::Api => t.api,
    };
    let end_label = (t.end_session_label)(&device);
    view! {
        <li class="record">
            <div class="record-head">
                <h2>{device}</h2>
                <Tag label=kind/>
                {this.then(|| view! { <Tag label=t.this_session tone=Tone::Done/> })}
            </div>
            <dl class="record-facts">
                <div><dt>{t.last_used}</dt><dd>{instant(locale, used_at)}</dd></div>
                <div><dt>{t.started}</dt><dd>{instant(locale, started_at)}</dd></div>
                <div><dt>{t.ends}</dt><dd>{instant(locale, ends_at)}</dd></div>
                {address.map(|address| view! { <div><dt>{t.from_address}</dt><dd>{address}</dd></div> })}
                {organisation.map(|name| view! { <div><dt>{t.acting_in}</dt><dd>{name}</dd></div> })}
            </dl>
            <FormProblem submission=submission/>
            {(!this).then(|| view! {
                <Button busy=submission.busy on_press=end>
                    {t.end_session}
                    <span class="visually-hidden">{end_label}</span>
                </Button>
            })}
        </li>
    }
}
