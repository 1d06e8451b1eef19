//! One version: where it stands, and what can be done with it.

use chrono::{DateTime, NaiveDateTime, Utc};
use leptos::prelude::*;
use shared::{
    listings::{
        api::{
            AnswerTo, AnswerVersion, Answers, AskedView, Publication, PublishVersion, UnscheduleVersion,
            VersionView, WithdrawVersion,
        },
        state::{Phase, VersionState},
    },
    organisations::permission::Permission,
};

use super::{Desk, changes::Changes, review::review, texts};
use crate::{
    forms::{FormProblem, Submission},
    i18n::{instant, short_date, use_locale},
    review::texts as console,
    transport::send,
    ui::{Button, Confirm, Field, FieldKind, Look, Tag, TextArea, Tone},
    view,
};

pub(super) fn version(desk: Desk, version: VersionView) -> AnyView {
    let t = texts();
    let locale = use_locale();
    let id = format!("version-{}", version.version);
    let labelled = id.clone();
    let by = version.submitted_by.clone().unwrap_or_else(|| t.somebody.to_owned());
    let day = short_date(locale, version.submitted_at.date_naive());
    let at = match version.state {
        VersionState::Scheduled { at } => Some(view! { <p>{(t.goes_live)(&instant(locale, at))}</p> }),
        _ => None,
    };
    let path = desk.version(version.version);
    let shown = version.review.clone().map(|found| review(path, &found, version.state));
    let (asked, deeds) = (answers(desk, &version), deeds(desk, &version));
    view! {
        <article class="version panel" aria-labelledby=labelled>
            <header>
                <h3 id=id>{version.label.to_string()}</h3>
                {state_tag(version.state)}
                <span class="quiet">{(t.submitted)(&by, &day)}" · "{(console().round)(version.round)}</span>
            </header>
            {at}
            {asked}
            {shown}
            <Changes path=path/>
            {deeds}
        </article>
    }
}

/// Where a version stands, in a word.
fn state_tag(state: VersionState) -> AnyView {
    let tone = match state {
        VersionState::Published | VersionState::Approved | VersionState::Scheduled { .. } => Tone::Done,
        VersionState::ChangesRequested | VersionState::Rejected => Tone::Danger,
        VersionState::Submitted | VersionState::InReview => Tone::Waiting,
        VersionState::Superseded | VersionState::Withdrawn => Tone::Neutral,
    };
    view! { <Tag label=(texts().state)(state) tone=tone/> }
}

/// What the review asks for, each with what the partner says to it.
fn answers(desk: Desk, version: &VersionView) -> Option<AnyView> {
    let t = texts();
    if version.asked.is_empty() {
        return None;
    }
    let open = version.state == VersionState::ChangesRequested;
    let may = open && desk.here.may(Permission::ListingsSubmit);
    let entries = version.asked.iter().enumerate().map(|(at, asked)| {
        let field = (console().field)(asked.field);
        let answer = if may {
            view! { <Answering desk=desk version=version.clone() at=at asked=asked.clone()/> }
        } else {
            let said = asked.answer.as_ref().map_or_else(|| t.no_answer.to_owned(), ToString::to_string);
            view! { <p class="said">{said}</p> }
        };
        view! { <li><p><b>{field}</b></p><p class="said asked">{asked.words.to_string()}</p>{answer}</li> }
    });
    let entries = entries.collect_view();
    Some(view! {
        <h4>{if open { t.asked } else { t.was_asked }}</h4>
        <ol class="case-asked">{entries}</ol>
    })
}

/// An answer to one request, sent by itself so that nothing of the others is lost.
#[component]
fn Answering(desk: Desk, version: VersionView, at: usize, asked: AskedView) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let before = asked.answer.as_ref().map(ToString::to_string).unwrap_or_default();
    let answered = !before.is_empty();
    let said = RwSignal::new(before);
    let id = format!("answer-{}-{at}", version.version);
    let path = desk.version(version.version);
    let keep = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = said.get_untracked();
        let Some(words) = submission.parsed("/answers/0/words", &typed, t.no_words) else { return };
        let body = Answers { answers: vec![AnswerTo { at, words }] };
        let intent = submission.intent();
        submission.run(async move { send::<AnswerVersion>(&path, &body, &intent, None).await }, move |all| {
            desk.all.set(all);
        });
    };
    view! {
        <form class="form" method="post" on:submit=keep novalidate>
            <TextArea id=id name="answer" label=t.answer value=said rows=2 hint=t.answer_hint
                error=submission.field("/answers/0/words")/>
            <FormProblem submission=submission/>
            <div class="form-ways">
                <Button submit=true busy=submission.busy>{if answered { t.change_answer } else { t.keep_answer }}</Button>
            </div>
        </form>
    }
}

/// What can be done with a version, by its state and by who looks.
fn deeds(desk: Desk, version: &VersionView) -> Option<AnyView> {
    let (submits, publishes) =
        (desk.here.may(Permission::ListingsSubmit), desk.here.may(Permission::ListingsPublish));
    Some(match version.state {
        state if state.is_open() && submits => view! { <Withdraw desk=desk version=version.clone()/> },
        VersionState::Approved | VersionState::Scheduled { .. } if publishes => {
            view! { <Publish desk=desk version=version.clone()/> }
        }
        VersionState::Superseded if version.was_live && publishes => {
            view! { <RollBack desk=desk version=version.clone()/> }
        }
        _ => return None,
    })
}

#[component]
fn Withdraw(desk: Desk, version: VersionView) -> impl IntoView {
    let t = texts();
    let (open, submission) = (RwSignal::new(false), Submission::new());
    let path = desk.version(version.version);
    let withdraw = move |()| {
        let intent = submission.intent();
        submission.run(async move { send::<WithdrawVersion>(&path, &(), &intent, None).await }, move |all| {
            open.set(false);
            desk.all.set(all);
        });
    };
    view! {
        <div class="form-ways">
            <Button on_press=move |()| open.set(true)>{t.withdraw}</Button>
        </div>
        <Confirm open=open title=(t.withdraw_title)(&version.label.to_string()) deed=t.withdraw
            id=format!("withdraw-{}", version.version) busy=submission.busy on_confirm=withdraw>
            <p>{t.withdraw_body}</p>
            <FormProblem submission=submission/>
        </Confirm>
    }
}

/// Now, or at an instant.
#[component]
fn Publish(desk: Desk, version: VersionView) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let path = desk.version(version.version);
    let at = RwSignal::new(String::new());
    let scheduled = matches!(version.state, VersionState::Scheduled { .. });
    let publish = move |at: Option<DateTime<Utc>>, unlisted: bool| {
        let (body, intent) = (Publication { at, unlisted }, submission.intent());
        submission.run(
            async move { send::<PublishVersion>(&path, &body, &intent, None).await },
            move |all| {
                desk.take(all);
            },
        );
    };
    let schedule = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = at.get_untracked();
        let read = NaiveDateTime::parse_from_str(&typed, "%Y-%m-%dT%H:%M")
            .or_else(|_| NaiveDateTime::parse_from_str(&typed, "%Y-%m-%dT%H:%M:%S"));
        match read {
            Ok(at) => publish(Some(at.and_utc()), false),
            Err(_) => submission.refuse(vec![shared::problem::FieldError::pointer("/at", t.bad_instant)]),
        }
    };
    let off = move |()| {
        let intent = submission.intent();
        submission.run(
            async move { send::<UnscheduleVersion>(&path, &(), &intent, None).await },
            move |all| {
                desk.all.set(all);
            },
        );
    };
    let first = desk.all.with_untracked(|all| all.standing == Phase::Draft);
    let by_link = first.then(|| {
        view! { <Button busy=submission.busy on_press=move |()| publish(None, true)>{t.publish_by_link}</Button> }
    });
    let unschedule = scheduled.then(|| view! { <Button on_press=off>{t.unschedule}</Button> });
    view! {
        <form class="form publish" method="post" on:submit=schedule novalidate>
            <p class="hint">{t.publish_lead}</p>
            <div class="form-ways">
                <Button look=Look::Primary busy=submission.busy on_press=move |()| publish(None, false)>{t.publish}</Button>
                {by_link}
                {unschedule}
            </div>
            <Field id=format!("at-{}", version.version) name="at" label=t.at kind=FieldKind::Instant value=at
                hint=t.at_hint error=submission.field("/at")/>
            <FormProblem submission=submission/>
            <div class="form-ways">
                <Button submit=true busy=submission.busy>{if scheduled { t.reschedule } else { t.schedule }}</Button>
            </div>
        </form>
    }
}

#[component]
fn RollBack(desk: Desk, version: VersionView) -> impl IntoView {
    let t = texts();
    let (open, submission) = (RwSignal::new(false), Submission::new());
    let path = desk.version(version.version);
    let back = move |()| {
        let (body, intent) = (Publication::default(), submission.intent());
        submission.run(
            async move { send::<PublishVersion>(&path, &body, &intent, None).await },
            move |all| {
                open.set(false);
                desk.all.set(all);
            },
        );
    };
    view! {
        <div class="form-ways">
            <Button on_press=move |()| open.set(true)>{t.roll_back}</Button>
        </div>
        <Confirm open=open title=(t.roll_back_title)(&version.label.to_string()) deed=t.roll_back
            id=format!("back-{}", version.version) busy=submission.busy on_confirm=back>
            <p>{t.roll_back_body}</p>
            <FormProblem submission=submission/>
        </Confirm>
    }
}
