//! A submission in the queue.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::review::{
    api::{CaseRow, ClaimView, EndView},
    stage::StageState,
};

use super::{
    super::{end_tag, href, named, risk::RiskMark, spans, state_tag, texts as around},
    texts,
};
use crate::{
    i18n::{instant, use_locale},
    ui::{Tag, Tone},
    view,
};

/// Its cells say their column, for where the table is drawn as cards.
pub(super) fn row(case: CaseRow, now: DateTime<Utc>) -> AnyView {
    let t = texts();
    let shared = around();
    let locale = use_locale();
    let until = case.end.as_ref().map_or(now, |end| end.at);
    let waits = spans::span(locale, spans::minutes(case.submitted_at, until));
    let version = format!("{} · {}", case.label, (shared.round)(case.round));
    let place = case.place.map(|place| {
        view! { <span class="place"><span class="visually-hidden">{t.place}" "</span>{place}</span> }
    });
    let (stage, who) = match &case.end {
        Some(end) => (ended(end), said(end)),
        None => (stage(&case, now), who(&case)),
    };
    let last = if case.end.is_some() { t.took } else { t.waiting };
    let since = (t.submitted)(&instant(locale, case.submitted_at));
    view! {
        <tr>
            <th scope="row">
                {place}
                <a href=href(case.submission)><b>{case.name}</b></a>
                <span class="quiet">{version}</span>
            </th>
            <td data-label=t.partner>{case.partner}<span class="quiet">{case.category.to_string()}</span></td>
            <td data-label=t.risk><RiskMark score=case.risk sensitive=case.sensitive/></td>
            <td data-label=t.stage>{stage}</td>
            <td data-label=t.who>{who}</td>
            <td data-label=last><span title=since>{waits}</span></td>
        </tr>
    }
}

/// The stage that holds it, and since when.
fn stage(case: &CaseRow, now: DateTime<Utc>) -> AnyView {
    let t = texts();
    let locale = use_locale();
    let Some(stage) = case.stage else { return view! { <span class="quiet">{t.no_stage}</span> } };
    let since = match &case.stage_state {
        Some(StageState::Running { since, .. }) => {
            let span = spans::span(locale, spans::minutes(*since, now));
            Some(view! { <span class="quiet" title=instant(locale, *since)>{(t.since)(&span)}</span> })
        }
        Some(state) => Some(state_tag(state)),
        None => None,
    };
    let pause = case.pause.map(|pause| {
        let said = (around().broke_off)(pause.broke_off.into(), &instant(locale, pause.until));
        view! { <span class="quiet">{said}</span> }
    });
    view! { <span>{(around().stage)(stage)}</span>{since}{pause} }
}

/// Who is at it, until when; else to whom it was escalated; else nobody.
fn who(case: &CaseRow) -> AnyView {
    let t = texts();
    let escalated =
        case.escalated_to.as_ref().map(|to| view! { <span class="quiet">{(t.escalated)(to)}</span> });
    let claim = match &case.claim {
        Some(claim) => view! { <span>{holder(claim)}</span> },
        None if case.escalated_to.is_some() => ().into_any(),
        None => view! { <Tag label=t.free tone=Tone::Accent/> },
    };
    view! { {claim}{escalated} }
}

/// `You, until 10:45 UTC`.
fn holder(claim: &ClaimView) -> String {
    let by = if claim.mine { around().you.to_owned() } else { named(claim.by.as_deref()) };
    (texts().claimed)(&by, &spans::time_of_day(claim.until))
}

fn ended(end: &EndView) -> AnyView {
    let at = instant(use_locale(), end.at);
    view! { {end_tag(end.how)}<span class="quiet">{at}</span> }
}

fn said(end: &EndView) -> AnyView {
    let words = end.words.as_ref().map(ToString::to_string);
    view! { <span class="review-said">{words}</span> }
}
