//! The invented data of a tenant, and making it anew.

use leptos::prelude::*;
use shared::{
    endpoint::Endpoint,
    sandbox::{
        api::{ReadSandboxData, ResetSandbox},
        fixtures::Fixtures,
    },
};

use super::{call::is_open, tenant::Desk, texts};
use crate::{
    forms::{FormProblem, Submission},
    i18n::{money, use_locale},
    transport::send,
    ui::{Button, Column, Confirm, Table},
    view,
    view::live,
    workspace::private,
};

#[component]
pub fn Data(desk: Desk) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let (open, asking) = (RwSignal::new(false), RwSignal::new(false));
    let reset = move |()| {
        let (at, intent) = (desk.at, submission.intent());
        submission.run(async move { send::<ResetSandbox>(&at, &(), &intent, None).await }, move |tenant| {
            asking.set(false);
            desk.show(tenant);
        });
    };
    let generation = Memo::new(move |_| desk.tenant.with(|tenant| tenant.generation));
    let data = live(move || {
        open.get().then(|| {
            private::<ReadSandboxData>(
                move || {
                    generation.get();
                    Some(ReadSandboxData::url(&desk.at, &()))
                },
                move |data, _| tables(&data),
            )
        })
    });
    let which = live(move || {
        let (seed, generation) = desk.tenant.with(|tenant| (tenant.seed, tenant.generation));
        (t.generation)(seed.into(), generation.into())
    });
    view! {
        <section class="panel" aria-labelledby="data-title">
            <h2 id="data-title">{t.data}</h2>
            <p>{t.data_lead}</p>
            <p class="quiet">{which}</p>
            <details on:toggle=move |event| open.set(is_open(&event))>
                <summary>{t.see_data}</summary>
                {data}
            </details>
            <FormProblem submission=submission/>
            <div class="form-ways">
                <Button on_press=move |()| asking.set(true)>{t.reset}</Button>
            </div>
            <Confirm open=asking id="reset-sandbox" title=t.reset_title deed=t.reset busy=submission.busy
                on_confirm=reset>
                <p>{t.reset_body}</p>
            </Confirm>
        </section>
    }
}

fn table(title: &str, heads: &[&str], rows: Vec<Vec<String>>) -> AnyView {
    let columns = heads.iter().map(|head| Column::new(*head)).collect();
    let count = rows.len();
    let rows = rows
        .into_iter()
        .map(|cells| {
            let mut cells = cells.into_iter();
            let first = cells.next();
            let cells = cells.map(|cell| view! { <td>{cell}</td> }).collect_view();
            view! { <tr><th scope="row">{first}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <h3>{format!("{title} ({count})")}</h3>
        <Table caption=title.to_owned() columns=columns><tbody>{rows}</tbody></Table>
    }
}

/// The first lines of each kind would not do: an app that fails at one record fails at any.
fn tables(data: &Fixtures) -> AnyView {
    let t = texts();
    let locale = use_locale();
    let contacts = data.contacts.iter();
    let contacts =
        contacts.map(|one| vec![one.id.clone(), one.name.clone(), one.company.clone(), one.email.clone()]);
    let orders = data.orders.iter();
    let orders = orders
        .map(|one| vec![one.id.clone(), one.number.clone(), money(locale, one.total), one.placed_at.clone()]);
    let tickets = data.tickets.iter();
    let tickets = tickets.map(|one| vec![one.id.clone(), one.number.clone(), one.subject.clone()]);
    let files = data.files.iter().map(|one| vec![one.id.clone(), one.name.clone()]);
    let users = data.users.iter().map(|one| vec![one.id.clone(), one.name.clone(), one.email.clone()]);
    view! {
        {table(t.contacts, &[t.id, t.name, t.company, t.email], contacts.collect())}
        {table(t.orders, &[t.id, t.number, t.total, t.placed_at], orders.collect())}
        {table(t.tickets, &[t.id, t.number, t.subject], tickets.collect())}
        {table(t.files, &[t.id, t.name], files.collect())}
        {table(t.users, &[t.id, t.name, t.email], users.collect())}
    }
}
