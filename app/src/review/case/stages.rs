//! The stages of the review, where each stands, and what it found.

use leptos::prelude::*;
use shared::{
    ids::PersonId,
    listings::api::StageView,
    review::{
        api::ReviewerView,
        stage::{Finding, Holder, Severity, SkipReason, StageState},
    },
};

use super::{
    super::{reasons::sentence, state_tag, texts as around},
    desk::Desk,
    texts,
};
use crate::{
    i18n::{instant, use_locale},
    ui::{Tag, Tone},
    view,
    view::live,
};

#[component]
pub fn Stages(desk: Desk) -> impl IntoView {
    let t = texts();
    let stages = desk.part(|case| (case.stages.clone(), case.reviewers.clone()));
    let list = live(move || {
        stages.with(|(stages, reviewers)| stages.iter().map(|stage| entry(stage, reviewers)).collect_view())
    });
    view! {
        <section class="panel" id="stages" tabindex="-1" aria-labelledby="stages-title">
            <h3 id="stages-title">{t.stages}</h3>
            <ol class="case-stages">{list}</ol>
        </section>
    }
}

fn entry(stage: &StageView, reviewers: &[ReviewerView]) -> AnyView {
    let t = texts();
    let locale = use_locale();
    let (when, holder) = match &stage.state {
        StageState::Waiting => (None, None),
        StageState::Running { since, holder } => {
            (Some((t.since)(&instant(locale, *since))), Some(holder_name(*holder, reviewers)))
        }
        StageState::Passed { at, holder, .. } | StageState::Failed { at, holder, .. } => {
            (Some(instant(locale, *at)), Some(holder_name(*holder, reviewers)))
        }
        StageState::Skipped { why: SkipReason::NothingReopens } => (Some(t.nothing_reopens.to_owned()), None),
    };
    let findings = stage.findings.iter().map(finding).collect_view();
    let pause = stage.pause.map(|pause| {
        let said = (around().broke_off)(pause.broke_off.into(), &instant(locale, pause.until));
        view! { <p class="quiet">{said}</p> }
    });
    view! {
        <li>
            <p><b>{(around().stage)(stage.kind)}</b>" "{state_tag(&stage.state)}</p>
            {when.map(|when| view! { <p class="quiet">{when}{holder.map(|who| format!(" · {who}"))}</p> })}
            {pause}
            {(!stage.findings.is_empty()).then(|| view! { <ul class="findings">{findings}</ul> })}
        </li>
    }
}

fn holder_name(holder: Holder, reviewers: &[ReviewerView]) -> String {
    let t = texts();
    match holder {
        Holder::Program => t.program.to_owned(),
        Holder::Nobody => t.nobody.to_owned(),
        Holder::Reviewer { person } => name(person, reviewers).unwrap_or_else(|| t.a_reviewer.to_owned()),
    }
}

fn name(person: PersonId, reviewers: &[ReviewerView]) -> Option<String> {
    reviewers.iter().find(|reviewer| reviewer.person == person).map(|reviewer| reviewer.name.clone())
}

pub(super) fn finding(finding: &Finding) -> AnyView {
    let tone = match finding.severity {
        Severity::Error => Tone::Danger,
        Severity::Warning => Tone::Waiting,
        Severity::Hint => Tone::Information,
    };
    let place = finding.field.map(|field| (around().field)(Some(field)));
    view! {
        <li>
            <Tag label=(around().severity)(finding.severity) tone=tone/>
            " "{sentence(&finding.reason)}"."
            {place.map(|place| view! { " "<span class="quiet">{place}</span> })}
        </li>
    }
}
