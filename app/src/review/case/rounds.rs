//! Rounds that are over: what each asked for, and how the partner answered.

use leptos::prelude::*;
use shared::listings::api::{AskedView, RoundView, StageView};

use super::{
    super::{href, state_tag, texts as around},
    desk::Desk,
    stages::finding,
    texts,
};
use crate::{
    i18n::{short_date, use_locale},
    view,
    view::live,
};

#[component]
pub fn Rounds(desk: Desk) -> impl IntoView {
    let t = texts();
    let rounds = desk.part(|case| (case.earlier.clone(), case.asked.clone()));
    live(move || {
        rounds.with(|(earlier, asked)| {
            if earlier.is_empty() && asked.is_empty() {
                return None;
            }
            let earlier = earlier.iter().map(|round| {
                view! {
                    {over(round)}
                    <p><a href=href(round.submission)>{(t.see_round)(round.round)}</a></p>
                }
            });
            let earlier = earlier.collect_view();
            let own = (!asked.is_empty()).then(|| view! { <h4>{t.asked}</h4>{answered(asked)} });
            Some(view! {
                <section class="panel" id="rounds" tabindex="-1" aria-labelledby="rounds-title">
                    <h3 id="rounds-title">{t.rounds}</h3>
                    {earlier}
                    {own}
                </section>
            })
        })
    })
}

/// A round that is over, under a heading of the fourth level.
pub(crate) fn over(round: &RoundView) -> AnyView {
    let t = texts();
    let day = short_date(use_locale(), round.submitted_at.date_naive());
    let nothing = round.asked.is_empty() && round.failed.is_empty();
    let failed = round.failed.iter().map(failed).collect_view();
    let receipt = round.receipt.clone();
    view! {
        <h4>{(t.round_of)(round.round, &day)}</h4>
        {nothing.then(|| view! { <p class="quiet">{t.asked_nothing}</p> })}
        {(!round.asked.is_empty()).then(|| answered(&round.asked))}
        {failed}
        {receipt.map(|hash| view! { <p class="quiet">{t.receipt}" "<code class="hash">{hash}</code></p> })}
    }
}

/// What is asked for, each with what the partner says to it.
fn answered(asked: &[AskedView]) -> AnyView {
    let t = texts();
    let entry = |asked: &AskedView| {
        let answer = match &asked.answer {
            Some(answer) => view! { <p class="said">{answer.to_string()}</p> },
            None => view! { <p class="quiet">{t.not_answered}</p> },
        };
        view! {
            <li>
                <p><b>{(around().field)(asked.field)}</b></p>
                <p class="said asked">{asked.words.to_string()}</p>
                <p class="quiet">{t.answer}</p>
                {answer}
            </li>
        }
    };
    let entries = asked.iter().map(entry).collect_view();
    view! { <ol class="case-asked">{entries}</ol> }
}

fn failed(stage: &StageView) -> AnyView {
    let findings = stage.findings.iter().map(finding).collect_view();
    view! {
        <p><b>{(around().stage)(stage.kind)}</b>" "{state_tag(&stage.state)}</p>
        {(!stage.findings.is_empty()).then(|| view! { <ul class="findings">{findings}</ul> })}
    }
}
