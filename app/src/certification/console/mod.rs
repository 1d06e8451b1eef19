//! The reviewers' console: what is asked for, what holds, and what is over.

pub mod case;
pub mod decide;
pub mod withdraw;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::{
    certification::{
        api::{CertificationPage, CertificationRow, ListRequests},
        model::WaitsFor,
        query::{CertificationQuery, Which},
    },
    endpoint::{ByOrganisation, Endpoint, Query, decode_pairs, encode_pairs},
};

use super::{href, standing::standing_tag, texts};
use crate::{
    browser::now,
    i18n::{distance, instant, use_locale},
    organisations,
    ui::{Column, LinkButton, StateKind, StatePage, Table, Tag, Tone, badge_name, level_words},
    view,
    workspace::{Area, private},
};

pub(super) fn page() -> AnyView {
    organisations::page(Area::Certifications, |here| {
        let search = use_location().search;
        let at = ByOrganisation { organisation: here.organisation };
        let url = ListRequests::url(&at, &CertificationQuery::default());
        private::<ListRequests>(
            // What the address gets wrong the server names.
            move || {
                Some(
                    search.with(
                        |search| if search.is_empty() { url.clone() } else { format!("{url}?{search}") },
                    ),
                )
            },
            move |page, _| {
                let query = search.with_untracked(|search| asked(search));
                view! { <CertificationsList page=page query=query now=now()/> }
            },
        )
    })
}

/// What the address asks for.
fn asked(search: &str) -> CertificationQuery {
    decode_pairs(search).ok().and_then(|pairs| CertificationQuery::parse(&pairs).ok()).unwrap_or_default()
}

/// The address of a list.
fn address(query: &CertificationQuery) -> String {
    let pairs = query.pairs();
    let path = Area::Certifications.path();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", encode_pairs(&pairs)) }
}

#[component]
pub fn CertificationsList(
    page: CertificationPage,
    query: CertificationQuery,
    now: DateTime<Utc>,
) -> impl IntoView {
    let t = &texts().console;
    let which = query.which;
    let tabs = Which::ALL.map(|tab| {
        let href = address(&CertificationQuery { which: tab, ..CertificationQuery::default() });
        view! { <li><a href=href aria-current=(tab == which).then_some("page")>{(t.which)(tab)}</a></li> }
    });
    let tabs = tabs.into_iter().collect_view();
    let next = page.next.clone().map(|cursor| {
        let href = address(&CertificationQuery { cursor: Some(cursor), ..query.clone() });
        view! { <div class="form-ways"><LinkButton href=href>{t.further}</LinkButton></div> }
    });
    let content = if page.rows.is_empty() && next.is_none() {
        view! { <StatePage kind=StateKind::Empty title=(t.none_title)(which) body=(t.none_body)(which)/> }
    } else if page.rows.is_empty() {
        view! { <p class="quiet">{t.none_here}</p> }
    } else {
        let columns = [t.app, t.partner, t.competency, t.level, t.stands, t.since];
        let rows = page.rows.into_iter().map(|one| row(one, which, now)).collect_view();
        view! {
            <Table caption=t.caption columns=columns.map(Column::new).to_vec() class="reviews">
                <tbody>{rows}</tbody>
            </Table>
        }
    };
    view! {
        <p class="lead">{t.lead}</p>
        <nav class="review-tabs" aria-label=t.pages><ul>{tabs}</ul></nav>
        {content}
        {next}
    }
}

/// Its cells say their column, for where the table is drawn as cards.
fn row(row: CertificationRow, which: Which, now: DateTime<Utc>) -> AnyView {
    let t = &texts().console;
    let locale = use_locale();
    let request = row.request.filter(|_| which == Which::Requested);
    let level = request.map(|request| request.level).or(row.level);
    let level = level.map(|level| level_words(level).0);
    let stands = match request {
        Some(request) if request.waits_for == WaitsFor::Partner => {
            view! { <Tag label=t.partners_turn tone=Tone::Neutral/> }
        }
        Some(_) => view! { <Tag label=t.your_turn tone=Tone::Waiting/> },
        None => standing_tag(&row.standing),
    };
    let since = row.request.map(|request| {
        view! { <span title=instant(locale, request.at)>{distance(locale, request.at, now)}</span> }
    });
    view! {
        <tr>
            <th scope="row"><a href=href(row.certification)><b>{row.name}</b></a></th>
            <td data-label=t.partner>{row.partner}</td>
            <td data-label=t.competency>{badge_name(row.competency)}</td>
            <td data-label=t.level>{level}</td>
            <td data-label=t.stands>{stands}</td>
            <td data-label=t.since>{since}</td>
        </tr>
    }
}
