//! One version: where it stands, and what can be done with it.

use chrono::{DateTime, NaiveDateTime, Utc};
use leptos::prelude::*;
use shared::{
    endpoint::ByVersion,
    ids::VersionId,
    listings::{
        api::{Publication, PublishVersion, RoundView, UnscheduleVersion, VersionView, WithdrawVersion},
        state::{Phase, VersionState},
    },
    organisations::permission::Permission,
};

use super::{
    Desk,
    answers::answers,
    changes::Changes,
    review::{all_receipts, review},
    texts,
};
use crate::{
    browser::focus_if_lost,
    forms::{FormProblem, Submission},
    i18n::{instant, short_date, use_locale},
    loading::replaced,
    review::{case::rounds::over, texts as console},
    transport::send,
    ui::{Button, Confirm, Field, FieldKind, Look, Notice, Tag, Tone},
    view,
    view::live,
};

/// A version of the listing. Each part of it is drawn anew only when that part changes.
pub(super) fn version(desk: Desk, of: VersionId) -> AnyView {
    let t = texts();
    let version = Memo::new(move |_| {
        desk.all.with(|all| all.versions.iter().find(|version| version.version == of).cloned())
    });
    let id = format!("version-{of}");
    let labelled = id.clone();
    let path = desk.version(of);
    let label = part(version, |version| version.label.to_string());
    let head = part(version, |version| {
        let by = version.submitted_by.clone();
        (version.state, by, version.submitted_at, version.round)
    });
    let reviewed = part(version, |version| (version.review.clone(), version.state));
    let earlier = part(version, |version| {
        let ended = version.review.as_ref().is_some_and(|review| review.receipt.is_some());
        (version.earlier.clone(), !ended)
    });
    let round = part(version, |version| version.submission);
    let done = part(version, |version| (version.state, version.was_live, version.label.clone()));
    let deeds = replaced(
        move || done.get(),
        move |_| version.get_untracked().and_then(|version| deeds(desk, &version)).into_any(),
    );
    view! {
        <article class="version panel" aria-labelledby=labelled>
            <header>
                <h3 id=id tabindex="-1">{live(move || label.get())}</h3>
                {live(move || head.get().map(|(state, by, at, round)| {
                    let by = by.unwrap_or_else(|| t.somebody.to_owned());
                    let day = short_date(use_locale(), at.date_naive());
                    view! {
                        {state_tag(state)}
                        <span class="quiet">{(t.submitted)(&by, &day)}" · "{(console().round)(round)}</span>
                    }
                }))}
            </header>
            {live(move || head.get().and_then(|(state, ..)| goes_live(state)))}
            {live(move || version.with(|version| {
                let taken_away = version.as_ref().is_some_and(|version| version.taken_away);
                taken_away.then(|| view! { <Notice tone=Tone::Danger><p>{t.taken_away}</p></Notice> })
            }))}
            {answers(desk, version)}
            {live(move || reviewed.with(|reviewed| {
                let (found, state) = reviewed.as_ref()?;
                Some(review(path, found.as_ref()?, *state))
            }))}
            {live(move || earlier.with(|earlier| {
                let (rounds, with_receipts) = earlier.as_ref().filter(|(rounds, _)| !rounds.is_empty())?;
                Some(rounds_before(path, rounds, *with_receipts))
            }))}
            <Changes path=path round=round/>
            {deeds}
        </article>
    }
}

/// A part of a version, for what shows no other; `None` once the version is not there any more.
fn part<T: PartialEq + Send + Sync + 'static>(
    version: Memo<Option<VersionView>>,
    of: impl Fn(&VersionView) -> T + Send + Sync + 'static,
) -> Memo<Option<T>> {
    Memo::new(move |_| version.with(|version| version.as_ref().map(&of)))
}

/// When a version that is scheduled goes live.
fn goes_live(state: VersionState) -> Option<AnyView> {
    match state {
        VersionState::Scheduled { at } => {
            Some(view! { <p>{(texts().goes_live)(&instant(use_locale(), at))}</p> })
        }
        _ => None,
    }
}

/// The rounds that are over, with the way to the receipts unless that stands with the last round.
fn rounds_before(path: ByVersion, rounds: &[RoundView], with_receipts: bool) -> AnyView {
    let t = texts();
    let count = (t.earlier)(rounds.len() as u64);
    let each = rounds.iter().map(over).collect_view();
    let receipts = with_receipts.then(|| view! { <p class="quiet">{all_receipts(path)}</p> });
    view! { <details class="version-rounds"><summary>{count}</summary>{each}{receipts}</details> }
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
                focus_if_lost(&format!("version-{}", path.version));
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
