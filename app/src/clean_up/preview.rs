//! What the clean-up would do today, app by app. Nothing is carried out.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::{
    endpoint::{ByOrganisation, Endpoint},
    listings::{
        api::{CleanUpPreview, CleanUpQuery, PreviewCleanUp, PreviewRow},
        clean_up::judge::{Quiet, Step},
    },
};

use super::{Tab, Tabs, console::head, criteria::criteria, texts};
use crate::{
    i18n::{date, instant, use_locale},
    organisations,
    ui::{LinkButton, StateKind, StatePage, Tag, Tone},
    view,
    workspace::{Area, private},
};

pub(super) fn page() -> AnyView {
    organisations::page(Area::CleanUp, |here| {
        let search = use_location().search;
        let at = ByOrganisation { organisation: here.organisation };
        let url = PreviewCleanUp::url(&at, &CleanUpQuery::default());
        private::<PreviewCleanUp>(
            move || {
                Some(
                    search.with(
                        |search| if search.is_empty() { url.clone() } else { format!("{url}?{search}") },
                    ),
                )
            },
            |preview, _| view! { <Preview preview=preview/> },
        )
    })
}

#[component]
pub fn Preview(preview: CleanUpPreview) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    let CleanUpPreview { at, rows, looked_at, fine, next } = preview;
    let count = (t.looked_at)(looked_at as u64, fine as u64, &instant(locale, at));
    let content = if rows.is_empty() {
        view! { <StatePage kind=StateKind::Empty title=t.all_fine_title body=t.all_fine_body/> }
    } else {
        let rows = rows.iter().map(row).collect_view();
        view! { <section class="versions" aria-label=t.preview><h2>{t.would_happen}</h2>{rows}</section> }
    };
    let further = next.map(|cursor| {
        let href = format!("{}?cursor={cursor}", super::PREVIEW);
        view! { <div class="form-ways"><LinkButton href=href>{t.further}</LinkButton></div> }
    });
    view! {
        <p class="lead">{t.preview_lead}</p>
        <Tabs current=Tab::Preview/>
        <p class="quiet" role="status">{count}</p>
        {content}
        {further}
    }
}

fn row(row: &PreviewRow) -> AnyView {
    let t = texts();
    let locale = use_locale();
    let day = |at: chrono::DateTime<chrono::Utc>| date(locale, at.date_naive());
    let (said, tone) = match &row.step {
        Step::Unlist { .. } => (t.would_unlist.to_owned(), Tone::Danger),
        Step::Notify { grace_until, .. } => ((t.would_notify)(&day(*grace_until)), Tone::Waiting),
        Step::Wait { appealed: true, .. } => (t.waits_for_appeal.to_owned(), Tone::Waiting),
        Step::Wait { grace_until, .. } => ((t.waits_until)(&day(*grace_until)), Tone::Waiting),
        Step::Clear => (t.would_clear.to_owned(), Tone::Done),
        Step::Nothing { why: Quiet::Exempt } => (t.exempt.to_owned(), Tone::Neutral),
        Step::Nothing { why: Quiet::Young } => (t.young.to_owned(), Tone::Neutral),
        Step::Nothing { why: Quiet::Fine | Quiet::NotPublished } => (t.nothing.to_owned(), Tone::Neutral),
    };
    let id = format!("preview-{}", row.app.listing);
    let labelled = id.clone();
    let release = match row.last_release_at {
        Some(at) => (t.last_release)(&day(at)),
        None => t.release_not_known.to_owned(),
    };
    view! {
        <article class="version panel" aria-labelledby=labelled>
            {head(&row.app, id)}
            <p><Tag label=said tone=tone/></p>
            <p class="quiet">{release}</p>
            <details>
                <summary>{t.all_criteria}</summary>
                {criteria(&row.criteria)}
            </details>
        </article>
    }
}
