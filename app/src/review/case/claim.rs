//! Who is at the case: claiming it, keeping the claim, giving it back; and what stands there otherwise.

use chrono::DateTime;
use leptos::prelude::*;
use shared::review::api::{Barred, ClaimCase, EndView, EscalationView, KeepClaim, ReleaseCase, TakeCaseBack};

use super::{
    super::{end_tag, named, spans},
    desk::{Desk, Stand},
    keeper::Left,
    texts, words,
};
use crate::{
    forms::{FormProblem, Submission},
    i18n::{instant, use_locale},
    loading::replaced,
    transport::send,
    ui::{Button, Icon, IconName, Look, Notice, Tone},
    view,
    view::live,
};

#[component]
pub fn ClaimBar(desk: Desk) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    // Drawn anew when somebody else has it, and not when the claim only goes on.
    let kind = Memo::new(move |_| match desk.stand.get() {
        Stand::Mine { .. } => Stand::Mine { until: DateTime::UNIX_EPOCH },
        other => other,
    });
    let bar = replaced(move || kind.get(), move |stand| drawn(desk, submission, stand));
    view! {
        <section class="claim" id="claim" tabindex="-1" aria-label=t.claim_label>
            <div aria-live="polite">{bar}</div>
            <FormProblem submission=submission/>
        </section>
    }
}

fn drawn(desk: Desk, submission: Submission, stand: Stand) -> AnyView {
    let t = texts();
    match stand {
        Stand::Ended => {
            let end = desk.case.with(|case| case.row.end.as_ref().map(ended));
            view! { {end}{unsent(desk)} }
        }
        Stand::Barred(why) => view! { {barred(desk, submission, why)}{unsent(desk)} },
        Stand::Free => {
            let kept = written(desk).is_some();
            view! {
                <div class="claim-bar">
                    <p><b>{t.free}</b>" "{t.free_about}</p>
                    {kept.then(|| view! { <p>{t.kept}</p> })}
                    {claim(desk, submission, t.claim)}
                </div>
            }
        }
        Stand::Mine { .. } => mine(desk, submission),
        Stand::Lapsed { at } => view! {
            <Notice tone=Tone::Waiting>
                <p><b>{(t.lapsed)(&spans::time_of_day(at))}</b></p>
                <p>{t.lapsed_about}</p>
                {claim(desk, submission, t.claim_again)}
            </Notice>
        },
        Stand::Others { by, until, lost } => {
            let who = named(by.as_deref());
            let lost = lost.map(|at| {
                view! { <p><b>{(t.lapsed)(&spans::time_of_day(at))}</b>" "{t.all_kept}</p> }
            });
            view! {
                <Notice tone=Tone::Information>
                    {lost}
                    <p>{(t.others)(&who, &spans::time_of_day(until))}</p>
                    <p>{t.others_about}</p>
                    <Button on_press=move |()| desk.look_again()>{t.look_again}</Button>
                </Notice>
            }
        }
    }
}

/// What is written and not sent, as one text; `None` when nothing is.
fn written(desk: Desk) -> Option<String> {
    let other = desk.draft.other.with(|other| other.as_ref().and_then(Left::text));
    let said: Vec<_> = desk.draft.left().text().into_iter().chain(other).collect();
    (!said.is_empty()).then(|| said.join("\n\n"))
}

/// What one wrote and can no more send, to take along.
fn unsent(desk: Desk) -> Option<AnyView> {
    let text = written(desk)?;
    let t = texts();
    Some(view! { <details class="unsent"><summary>{t.unsent}</summary><p class="said">{text}</p></details> })
}

fn claim(desk: Desk, submission: Submission, label: &'static str) -> AnyView {
    let press = move |()| {
        let intent = submission.intent();
        submission.run(async move { send::<ClaimCase>(&desk.at, &(), &intent, None).await }, move |case| {
            desk.done(case)
        });
    };
    view! {
        <div class="form-ways">
            <Button look=Look::Primary busy=submission.busy on_press=press>{label}</Button>
        </div>
    }
}

/// What is left of the claim. The minutes tick and are not announced: only that it ended is.
fn mine(desk: Desk, submission: Submission) -> AnyView {
    let t = texts();
    let keep = move |()| {
        let intent = submission.intent();
        submission.run(async move { send::<KeepClaim>(&desk.at, &(), &intent, None).await }, move |claim| {
            desk.prolonged(claim)
        });
    };
    let release = move |()| {
        let intent = submission.intent();
        submission.run(async move { send::<ReleaseCase>(&desk.at, &(), &intent, None).await }, move |case| {
            desk.let_go(case)
        });
    };
    let until = Memo::new(move |_| {
        desk.stand.with(|stand| match stand {
            Stand::Mine { until } => Some(*until),
            Stand::Ended | Stand::Barred(_) | Stand::Free | Stand::Lapsed { .. } | Stand::Others { .. } => {
                None
            }
        })
    });
    let left =
        Memo::new(move |_| until.get().map(|until| (spans::minutes_left(until, desk.now.get()), until)));
    let clock = live(move || {
        left.get().map(|(left, until)| {
            let span = spans::span(use_locale(), left);
            view! {
                <span class="claim-left" class:soon=left <= 5 aria-live="off">
                    <Icon name=IconName::Clock/>
                    {(t.left)(&span, &spans::time_of_day(until))}
                </span>
            }
        })
    });
    view! {
        <div class="claim-bar mine">
            <p><b>{t.mine}</b>" "{clock}</p>
            <p class="quiet">{t.mine_about}</p>
            <div class="form-ways">
                <Button busy=submission.busy on_press=keep>{t.keep}</Button>
                <Button look=Look::Quiet busy=submission.busy on_press=release>{t.release}</Button>
            </div>
        </div>
    }
}

fn barred(desk: Desk, submission: Submission, why: Barred) -> AnyView {
    let (said, who) = desk.case.with(|case| words::barred(why, case));
    let escalation = desk.case.with(|case| case.escalation.clone()).filter(|_| why == Barred::Escalated);
    let escalation = escalation.map(|escalation| escalated(desk, submission, &escalation));
    view! { <Notice tone=Tone::Information><p><b>{said}</b></p><p>{who}</p>{escalation}</Notice> }
}

/// Who gave it away and why, and taking it back.
fn escalated(desk: Desk, submission: Submission, escalation: &EscalationView) -> AnyView {
    let t = texts();
    let by = (t.escalated_by)(&named(escalation.by.as_deref()), &instant(use_locale(), escalation.at));
    let press = move |()| {
        let intent = submission.intent();
        submission.run(
            async move { send::<TakeCaseBack>(&desk.at, &(), &intent, None).await },
            move |case| {
                desk.done(case);
            },
        );
    };
    let ways = escalation.takes_back.then(|| {
        view! {
            <p>{t.take_back_about}</p>
            <div class="form-ways"><Button busy=submission.busy on_press=press>{t.take_back}</Button></div>
        }
    });
    view! {
        <p>{by}</p>
        <blockquote class="said">{escalation.words.to_string()}</blockquote>
        {ways}
    }
}

fn ended(end: &EndView) -> AnyView {
    let t = texts();
    let at = instant(use_locale(), end.at);
    let words = end.words.as_ref().map(ToString::to_string);
    let receipt = end.receipt.clone();
    view! {
        <div class="claim-bar">
            <p>{end_tag(end.how)}" "{(t.ended_at)(&at)}</p>
            {words.map(|words| view! { <blockquote class="said">{words}</blockquote> })}
            {receipt.map(|hash| view! { <p class="quiet">{t.receipt}" "<code>{hash}</code></p> })}
        </div>
    }
}
