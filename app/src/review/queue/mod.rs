//! The queue: whose turn it is, where it stands, and who is at it.

pub mod filter;
pub mod more;
pub mod next;
pub mod row;
pub mod texts;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::{
    endpoint::{ByOrganisation, Endpoint},
    organisations::permission::Permission,
    review::{
        api::{CasePage, CaseRow, ListCases},
        query::CaseQuery,
    },
};

pub use texts::{Texts, texts};

use super::{Tab, Tabs};
use crate::{
    browser::now,
    organisations::{self, Here},
    ui::{Column, LinkButton, StateKind, StatePage, Table},
    view,
    view::{Keyed, keyed, live},
    workspace::{Area, private},
};

pub(super) fn page() -> AnyView {
    organisations::page(Area::Reviews, |here| {
        let search = use_location().search;
        let url = ListCases::url(&ByOrganisation { organisation: here.organisation }, &CaseQuery::default());
        private::<ListCases>(
            // What the address gets wrong the server names.
            move || {
                Some(
                    search.with(
                        |search| if search.is_empty() { url.clone() } else { format!("{url}?{search}") },
                    ),
                )
            },
            move |page, _| {
                let query = search.with_untracked(|search| filter::asked(search));
                view! { <QueueView page=page query=query here=here now=now()/> }
            },
        )
    })
}

#[component]
pub fn QueueView(page: CasePage, query: CaseQuery, here: Here, now: DateTime<Utc>) -> impl IntoView {
    let t = texts();
    let CasePage { cases, total, stages, categories, next } = page;
    let rows = RwSignal::new(cases);
    let claims = here.may(Permission::ReviewDecide) && !query.ended;
    let start = query.cursor.is_some().then(|| {
        let href = filter::address(&CaseQuery { cursor: None, ..query.clone() });
        view! { <p class="quiet">{t.continued}" "<a href=href rel="first">{t.from_start}</a></p> }
    });
    let ended = query.ended;
    let content = if total == 0 {
        nothing(&query)
    } else {
        let columns = [
            t.app,
            t.partner,
            t.risk,
            if ended { t.ended } else { t.stage },
            if ended { t.said } else { t.who },
            if ended { t.took } else { t.waiting },
        ];
        let draw = move |case: CaseRow| Keyed::new(case.submission.to_string(), move || row::row(case, now));
        let list = keyed(move || rows.get().into_iter().map(draw).collect());
        view! {
            <Table caption=t.caption columns=columns.map(Column::new).to_vec() class="reviews">
                <tbody>{list}</tbody>
            </Table>
            <more::More here=here query=query.clone() rows=rows total=total next=next/>
        }
    };
    let count = live(move || (if ended { t.total_ended } else { t.total })(total as u64));
    view! {
        <p class="lead">{t.lead}</p>
        <Tabs current=Tab::Queue/>
        {claims.then(|| view! { <next::ClaimNext here=here query=query.clone()/> })}
        <filter::Filters query=query.clone() stages=stages categories=categories/>
        <p class="quiet" role="status">{count}</p>
        {start}
        {content}
    }
}

/// Nothing waits, or nothing that fits.
fn nothing(query: &CaseQuery) -> AnyView {
    let t = texts();
    let all = CaseQuery { ended: query.ended, ..CaseQuery::default() };
    if filter::narrows(query) {
        return view! {
            <StatePage kind=StateKind::Empty title=t.none_filtered_title body=t.none_filtered_body>
                <LinkButton href=filter::address(&all)>{t.without_filters}</LinkButton>
            </StatePage>
        };
    }
    if query.ended {
        return view! {
            <StatePage kind=StateKind::Empty title=t.none_ended_title body=t.none_ended_body>
                <LinkButton href=Area::Reviews.path()>{t.to_open}</LinkButton>
            </StatePage>
        };
    }
    let ended = CaseQuery { ended: true, ..CaseQuery::default() };
    view! {
        <StatePage kind=StateKind::Empty title=t.none_title body=t.none_body>
            <LinkButton href=filter::address(&ended)>{t.to_ended}</LinkButton>
        </StatePage>
    }
}
