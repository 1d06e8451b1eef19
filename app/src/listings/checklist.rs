//! What is missing, as one types.

use leptos::prelude::*;
use shared::{
    listings::{
        nags::{Facts, Level, ManifestFacts, Nag, nags},
        policy::NagPolicy,
        state::Phase,
    },
    manifest::{Report, rule::Severity},
};

use super::{keeper::Keeper, nags::sentence, texts};
use crate::{
    ui::{Icon, IconName},
    view,
    view::live,
};

/// The checklist, with a link to where each thing is mended.
#[component]
pub fn Checklist(keeper: Keeper, report: Memo<Option<Report>>) -> impl IntoView {
    let t = texts();
    let found = Memo::new(move |_| {
        let content = keeper.content();
        let count =
            |report: &Option<Report>, severity| report.as_ref().map_or(0, |report| report.count(severity));
        let manifest = report.with(|report| ManifestFacts {
            present: report.is_some(),
            errors: count(report, Severity::Error),
            warnings: count(report, Severity::Warning),
        });
        let published_before = keeper.app.with(|app| app.row.standing != Phase::Draft);
        let callable = keeper.app.with(|app| app.target.is_some());
        // As of the last answer: what is typed since is compared once it is saved.
        let (unknown, alike) = keeper.app.with(|app| (app.unknown_terms.clone(), app.alike.clone()));
        nags(&Facts {
            content: &content,
            manifest,
            callable,
            unknown: &unknown,
            alike: alike.as_ref(),
            published_before,
            policy: &NagPolicy::default(),
        })
    });
    let required = Memo::new(move |_| {
        found.with(|found| found.iter().filter(|nag| nag.level == Level::Required).count() as u64)
    });
    let groups = [Level::Required, Level::Warning, Level::Suggestion].map(|level| {
        live(move || {
            let entries = found.with(|found| {
                found
                    .iter()
                    .filter(|nag| nag.level == level)
                    .map(|nag| entry(keeper, nag))
                    .collect::<Vec<_>>()
            });
            (!entries.is_empty()).then(|| {
                view! {
                    <h3>{(t.level)(level)}</h3>
                    <ul class="checklist">{entries}</ul>
                }
            })
        })
    });
    view! {
        <section class="panel" aria-labelledby="checklist">
            <h2 id="checklist">
                {t.checklist}
                {live(move || required.with(|count| (*count > 0).then(|| view! {
                    ": "<span class="quiet">{(t.checklist_count)(*count)}</span>
                })))}
            </h2>
            {live(move || {
                found.with(Vec::is_empty).then(|| view! {
                    <p><Icon name=IconName::Check/>{t.checklist_done}</p>
                })
            })}
            {groups.into_iter().collect_view()}
        </section>
    }
}

fn entry(keeper: Keeper, nag: &Nag) -> AnyView {
    let said = sentence(&nag.reason);
    // It is mended on a page of its own.
    if nag.reason.id == "nag.sandbox_missing" {
        return view! { <li><a href=super::sandbox_href(keeper.at.listing)>{said}</a></li> };
    }
    let target = format!("#section-{}", super::editor::section_of(nag.field));
    view! { <li><a href=target rel="external">{said}</a></li> }
}
