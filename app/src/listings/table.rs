//! The table of listings.

use leptos::prelude::*;
use shared::listings::api::{AppRow, Apps};

use super::{href, phase_tag, start, texts, versions_href};
use crate::{
    i18n::{short_date, use_locale},
    organisations::Here,
    ui::{Button, Column, Look, StateKind, StatePage, Table},
    view,
};

#[component]
pub fn Listings(apps: Apps, here: Here) -> impl IntoView {
    let t = texts();
    let starting = RwSignal::new(false);
    let begin = move || {
        view! { <Button look=Look::Primary on_press=move |()| starting.set(true)>{t.start}</Button> }
    };
    let shown = if apps.listings.is_empty() {
        view! { <StatePage kind=StateKind::Empty title=t.none_title body=t.none_body>{begin()}</StatePage> }
    } else {
        let columns = vec![
            Column::new(t.name),
            Column::new(t.state),
            Column::new(t.customers_have),
            Column::new(t.edited),
        ];
        let rows = apps.listings.into_iter().map(row).collect_view();
        view! {
            <div class="form-ways">{begin()}</div>
            <Table caption=t.caption columns=columns class="listings"><tbody>{rows}</tbody></Table>
        }
    };
    view! {
        <p class="lead">{t.lead}</p>
        {shown}
        <start::Start here=here open=starting/>
    }
}

fn row(row: AppRow) -> AnyView {
    let t = texts();
    let locale = use_locale();
    let edited = row.edited_at.map(|at| short_date(locale, at.date_naive()));
    let under_way = row.under_way.map(|label| format!("{label} {}", t.under_way));
    let live = row.live.map_or_else(|| t.never.to_owned(), |label| label.to_string());
    view! {
        <tr>
            <th scope="row"><a href=href(row.listing)><b>{row.name}</b></a></th>
            <td>
                <a href=versions_href(row.listing)>{phase_tag(row.phase)}</a>
                {under_way.map(|said| view! { <span class="quiet">{said}</span> })}
            </td>
            <td>{live}</td>
            <td>{edited}</td>
        </tr>
    }
}
