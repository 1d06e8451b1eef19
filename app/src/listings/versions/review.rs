//! A review as the partner sees it: every stage with what it found, its place in the queue, how long it takes.

use leptos::prelude::*;
use shared::{
    endpoint::{ByVersion, Endpoint},
    listings::{
        api::{ReadReceipts, ReviewView, StageView},
        state::VersionState,
    },
    review::{
        queue::Wait,
        stage::{Holder, StageKind, StageState},
    },
};

use super::texts;
use crate::{
    i18n::{instant, use_locale},
    listings::sandbox_href,
    review::{case, reasons::sentence, spans::span, state_tag, texts as console},
    view,
};

pub(super) fn review(path: ByVersion, review: &ReviewView, state: VersionState) -> AnyView {
    let t = texts();
    let waits = matches!(state, VersionState::Submitted | VersionState::InReview);
    let place = review.place.filter(|_| waits).map(|place| {
        view! { <p>{(t.place)(place.place, place.of, place.place_in_category, place.of_category)}</p> }
    });
    let wait = waits.then(|| view! { <p class="quiet">{waiting(&review.wait)}</p> });
    let automatic = review.automatic.then(|| view! { <p class="quiet">{t.automatic}</p> });
    let held = review.name_held.then(|| view! { <p class="quiet">{t.name_held}</p> });
    let verdict =
        review.verdict.as_ref().map(|words| view! { <p class="said asked">{words.to_string()}</p> });
    let stages = review.stages.iter().map(|stage| self::stage(path, stage)).collect_view();
    let notes = (!review.notes.is_empty()).then(|| {
        let notes = review.notes.iter().map(|note| view! { <li class="said">{note.words.to_string()}</li> });
        view! { <h4>{t.notes}</h4><ul class="case-asked">{notes.collect_view()}</ul> }
    });
    let receipt = review.receipt.as_ref().map(|receipt| {
        view! { <p class="quiet">{t.receipt}" "<code class="hash">{receipt.clone()}</code>" "{all_receipts(path)}</p> }
    });
    view! {
        {place}{wait}{automatic}{held}{verdict}
        <ol class="stages" aria-label=t.stages>{stages}</ol>
        {notes}
        {receipt}
    }
}

/// The way to the receipts of all rounds of a version.
pub(super) fn all_receipts(path: ByVersion) -> AnyView {
    let href = ReadReceipts::url(&path, &());
    view! { <a href=href rel="external" download="receipts.json">{texts().receipts}</a> }
}

fn waiting(wait: &Wait) -> String {
    let t = texts();
    let locale = use_locale();
    let rests = (console().rests_on)(wait.basis, wait.samples as u64);
    match (wait.p50_minutes, wait.p90_minutes) {
        (Some(half), Some(most)) => (t.takes)(&span(locale, half), Some(&span(locale, most)), &rests),
        (Some(half), None) => (t.takes)(&span(locale, half), None, &rests),
        (None, _) => console().too_few.to_owned(),
    }
}

/// Who has a stage. Which reviewer does is not the partner's to know.
fn held_by(holder: Holder) -> &'static str {
    let t = case::texts();
    match holder {
        Holder::Program => t.program,
        Holder::Reviewer { .. } => t.a_reviewer,
        Holder::Nobody => t.nobody,
    }
}

fn stage(path: ByVersion, stage: &StageView) -> AnyView {
    let t = texts();
    let locale = use_locale();
    let when = match &stage.state {
        StageState::Passed { since, at, holder } | StageState::Failed { since, at, holder } => {
            let minutes = u64::try_from((*at - *since).num_minutes()).unwrap_or(0);
            Some(format!("{} · {}", span(locale, minutes), held_by(*holder)))
        }
        StageState::Running { since, holder } => {
            Some(format!("{} · {}", (case::texts().since)(&instant(locale, *since)), held_by(*holder)))
        }
        StageState::Waiting | StageState::Skipped { .. } => None,
    };
    let when = when.map(|when| view! { <span class="quiet">{when}</span> });
    let called = matches!(stage.kind, StageKind::ContractTests | StageKind::PerformanceBudget)
        && matches!(stage.state, StageState::Failed { .. });
    let calls = called.then(|| {
        let href = sandbox_href(path.listing);
        view! { <p class="quiet"><a href=href>{t.to_calls}</a></p> }
    });
    let findings = (!stage.findings.is_empty()).then(|| {
        let finding = |finding: &shared::review::stage::Finding| {
            view! {
                <li>
                    <b>{(console().severity)(finding.severity)}</b>": "{sentence(&finding.reason)}
                </li>
            }
        };
        let findings = stage.findings.iter().map(finding).collect_view();
        let count = (t.findings)(stage.findings.len() as u64);
        view! { <details><summary>{count}</summary><ul class="findings">{findings}</ul></details> }
    });
    let pause = stage.pause.map(|pause| {
        let at = instant(use_locale(), pause.until);
        view! { <p class="quiet">{(console().broke_off)(pause.broke_off.into(), &at)}</p> }
    });
    view! {
        <li>
            <span class="stage-line"><b>{(console().stage)(stage.kind)}</b>{state_tag(&stage.state)}{when}</span>
            {pause}
            {findings}
            {calls}
        </li>
    }
}
