//! The operator's page: appeals to decide, and the notices under way with their clocks.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    endpoint::{ByOrganisation, Endpoint},
    listings::api::{CleanUpList, CleanUpRow, CleanedApp, ListCleanUp},
};

use super::{Tab, Tabs, appeal::Appeal, criteria::criteria, texts};
use crate::{
    browser::now,
    organisations,
    ui::{Clock, LinkButton, StateKind, StatePage},
    view,
    workspace::{Area, Private, private},
};

pub(super) fn page() -> AnyView {
    organisations::page(Area::CleanUp, |here| {
        let at = ByOrganisation { organisation: here.organisation };
        private::<ListCleanUp>(
            move || Some(ListCleanUp::url(&at, &())),
            move |all, page| {
                let again = Callback::new(move |()| Private::reload(page));
                view! { <CleanUpPage at=at all=all now=now() again=again/> }
            },
        )
    })
}

#[component]
pub fn CleanUpPage(
    at: ByOrganisation,
    all: CleanUpList,
    now: DateTime<Utc>,
    /// Asks for the lists anew: an appeal was decided.
    again: Callback<()>,
) -> impl IntoView {
    let t = texts();
    let CleanUpList { appeals, notices, exempt_days } = all;
    let content = if appeals.is_empty() && notices.is_empty() {
        view! {
            <StatePage kind=StateKind::Empty title=t.none_title body=t.none_body>
                <LinkButton href=super::PREVIEW>{t.to_preview}</LinkButton>
            </StatePage>
        }
    } else {
        let appeals: Vec<_> = appeals
            .into_iter()
            .map(|row| view! { <Appeal at=at row=row now=now exempt_days=exempt_days again=again/> })
            .collect();
        let none = appeals.is_empty().then(|| view! { <p class="quiet">{t.no_appeals}</p> });
        let no_notices = notices.is_empty().then(|| view! { <p class="quiet">{t.no_notices}</p> });
        let notices = notices.iter().map(|row| noticed(row, now)).collect_view();
        view! {
            <section class="versions" aria-labelledby="appeals-title">
                <h2 id="appeals-title">{t.appeals}</h2>
                {none}
                {appeals.into_iter().collect_view()}
            </section>
            <section class="versions" aria-labelledby="notices-title">
                <h2 id="notices-title">{t.notices}</h2>
                {no_notices}
                {notices}
            </section>
        }
    };
    view! {
        <p class="lead">{t.lead}</p>
        <Tabs current=Tab::UnderWay/>
        {content}
    }
}

/// An app under notice.
fn noticed(row: &CleanUpRow, now: DateTime<Utc>) -> AnyView {
    let id = format!("notice-{}", row.app.listing);
    let labelled = id.clone();
    view! {
        <article class="version panel" aria-labelledby=labelled>
            {head(&row.app, id)}
            {clock(row, now)}
            {named(row)}
        </article>
    }
}

/// The app with its partner, and whether anybody hears of it.
pub(super) fn head(app: &CleanedApp, id: String) -> AnyView {
    let t = texts();
    let href = format!("/apps/{}", app.slug);
    view! {
        <header>
            <h3 id=id><a href=href rel="external">{app.name.clone()}</a></h3>
            <span class="quiet">{app.partner.clone()}</span>
        </header>
        {app.nobody_to_tell.then(|| view! { <p class="quiet">{t.nobody_to_tell}</p> })}
    }
}

pub(super) fn clock(row: &CleanUpRow, now: DateTime<Utc>) -> Option<AnyView> {
    let t = texts();
    let until = row.clean_up.notice.as_ref()?.grace_until?;
    Some(view! { <p><Clock until=until now=now label=t.unlisted_on over=t.unlisted_due/></p> })
}

pub(super) fn named(row: &CleanUpRow) -> Option<AnyView> {
    row.clean_up.notice.as_ref().map(|notice| criteria(&notice.named))
}
