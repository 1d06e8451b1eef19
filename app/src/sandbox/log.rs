//! The log: every call to the app, the newest first.

use leptos::prelude::*;
use shared::{
    endpoint::Endpoint,
    page::Cursor,
    sandbox::api::{CallQuery, CallRow, Calls, ListCalls},
};

use super::{
    call::{came, is_open, shown},
    tenant::Desk,
    texts,
};
use crate::{
    forms::{FormProblem, Submission},
    i18n::{instant, number, use_locale},
    loading::replaced,
    transport::call,
    ui::Button,
    view,
    view::{Keyed, effect, keyed, live},
    workspace::private,
};

#[component]
pub fn Log(desk: Desk) -> impl IntoView {
    let t = texts();
    // Asked for anew when there are new calls.
    let list = private::<ListCalls>(
        move || {
            desk.calls.get();
            Some(ListCalls::url(&desk.at, &CallQuery::default()))
        },
        move |calls, _| view! { <List desk=desk calls=calls/> },
    );
    view! {
        <section class="panel" aria-labelledby="log-title">
            <h2 id="log-title">{t.log}</h2>
            <p>{t.log_lead}</p>
            {list}
        </section>
    }
}

#[component]
fn List(desk: Desk, calls: Calls) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let rows = RwSignal::new(calls.calls);
    let next = RwSignal::new(calls.next);
    let more = move |cursor: Cursor| {
        let (at, query) = (desk.at, CallQuery { cursor: Some(cursor) });
        submission.run(async move { call::<ListCalls>(&at, &query).await }, move |page| {
            rows.update(|rows| rows.extend(page.calls));
            next.set(page.next);
        });
    };
    let foot = replaced(
        move || next.get(),
        move |next| match next {
            Some(cursor) => view! {
                <Button busy=submission.busy on_press=move |()| more(cursor.clone())>{t.older}</Button>
            },
            None => ().into_any(),
        },
    );
    effect(move || {
        if let Some(sent) = desk.sent.get() {
            rows.update(|rows| {
                if rows.iter().all(|row| row.call != sent.call) {
                    rows.insert(0, sent);
                }
            });
        }
    });
    let list = keyed(move || {
        rows.get().into_iter().map(|row| Keyed::new(row.call.to_string(), move || line(desk, &row))).collect()
    });
    view! {
        {live(move || rows.with(Vec::is_empty).then(|| view! { <p class="hint">{t.no_calls}</p> }))}
        <ol class="sandbox-log">{list}</ol>
        {foot}
        <FormProblem submission=submission/>
    }
}

fn line(desk: Desk, row: &CallRow) -> AnyView {
    let t = texts();
    let locale = use_locale();
    let open = RwSignal::new(false);
    let call = row.call;
    let path = row.url.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| rest[at..].to_owned()));
    let again = row.again.is_some().then(|| view! { <span class="quiet">{t.again}</span> });
    view! {
        <li>
            <details class="sandbox-call" on:toggle=move |event| open.set(is_open(&event))>
                <summary>
                    {came(row)}
                    <code>{row.method.as_str()}" "{path.unwrap_or_else(|| "/".to_owned())}</code>
                    <span>{row.name.clone()}</span>
                    {again}
                    <span class="quiet">{format!("{} ms", number(locale, row.elapsed_ms))}</span>
                    <time class="quiet" datetime=row.at.to_rfc3339()>{instant(locale, row.at)}</time>
                </summary>
                {live(move || open.get().then(|| shown(desk, call)))}
            </details>
        </li>
    }
}
