//! The events, as a ledger.

use leptos::prelude::*;
use shared::audit::{api::EventView, filter::Filter};

use super::{filter::address, kinds::kind, payload::changes, texts, who::Who};
use crate::{
    i18n::{instant, use_locale},
    ui::{Column, Difference, Table},
    view,
};

#[component]
pub fn Ledger(events: Vec<EventView>, filter: Filter) -> impl IntoView {
    let t = texts();
    let columns = [t.when, t.who, t.what, t.about, t.changes].map(Column::new).to_vec();
    let rows = events.into_iter().map(|event| row(event, &filter)).collect_view();
    view! {
        <Table caption=t.table columns=columns class="audit">
            <tbody>{rows}</tbody>
        </Table>
    }
}

fn row(event: EventView, filter: &Filter) -> AnyView {
    let t = texts();
    let EventView { sequence, at, kind: of, subject, subject_name, actor, payload, hash } = event;
    let seconds = at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    let what = match kind(&of) {
        Some(known) => {
            // A line breaks after a dot and not within a word.
            let parts = of.split_inclusive('.').map(|part| view! { {part.to_owned()}<wbr/> }).collect_view();
            view! { <b title=known.about()>{known.name()}</b><code class="quiet">{parts}</code> }
        }
        None => view! { <b>{of}</b> },
    };
    let changes = changes(&payload, &subject);
    let changes = (!changes.is_empty()).then(|| view! { <Difference changes=changes/> });
    let name = subject_name.clone().unwrap_or_else(|| subject.clone());
    let only = address(&Filter { subject: Some(subject.clone()), ..filter.clone() });
    let label = (t.only_about)(&name);
    let id = subject_name.is_some().then(|| view! { <code class="quiet">{subject}</code> });
    view! {
        <tr id=format!("event-{sequence}")>
            <th scope="row">
                <time datetime=seconds.clone() title=seconds>{instant(use_locale(), at)}</time>
                <span class="quiet">{(t.number)(sequence)}</span>
            </th>
            <td><Who actor=actor filter=filter.clone()/></td>
            <td>{what}</td>
            <td>
                <a href=only title=label data-noscroll="">{name}</a>
                {id}
            </td>
            <td>
                {changes}
                <details class="hash"><summary>{t.hash}</summary><code>{hash}</code></details>
            </td>
        </tr>
    }
}
