//! What a partner sees of the clean-up on the page of a listing: what fails, until when, and the appeal.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    decisions::words::Words,
    endpoint::{ByListing, Endpoint},
    listings::{
        api::{
            AppealCleanUp, AppealView, CleanUpView, HealthView, NewAppeal, NoticeView, ReadCleanUpReceipts,
            Versions,
        },
        clean_up::Stands,
    },
    organisations::permission::Permission,
};

use super::{criteria::criteria, texts};
use crate::{
    browser::now,
    forms::{FormProblem, Submission},
    i18n::{instant, use_locale},
    loading::replaced,
    organisations::Here,
    transport::send,
    ui::{Button, Clock, Notice, TextArea, Tone},
    view,
};

/// The panel; nothing while nothing is to be said.
pub fn notice(at: ByListing, here: Here, all: RwSignal<Versions>) -> AnyView {
    let clean_up = Memo::new(move |_| all.with(|all| all.clean_up.clone()));
    replaced(
        move || clean_up.get(),
        move |clean_up| {
            clean_up
                .map(|clean_up| view! { <Panel at=at here=here all=all clean_up=clean_up now=now()/> })
                .into_any()
        },
    )
}

#[component]
pub fn Panel(
    at: ByListing,
    here: Here,
    all: RwSignal<Versions>,
    clean_up: CleanUpView,
    now: DateTime<Utc>,
) -> impl IntoView {
    let t = texts();
    let exempt = clean_up.exempt_until.map(|until| {
        view! { <p><Clock until=until now=now label=t.left_alone over=t.left_alone_over/></p> }
    });
    let told = clean_up.notice.as_ref().map(|notice| told(notice, now));
    let appeals = clean_up.notice.as_ref().is_some_and(|notice| notice.appeal.is_none())
        && here.may(Permission::ListingsPublish);
    let receipts = ReadCleanUpReceipts::url(&at, &());
    view! {
        <section class="panel" aria-labelledby="clean-up-title">
            <h2 id="clean-up-title">{t.partner_title}</h2>
            {exempt}
            {told}
            {stands(&clean_up)}
            {appeals.then(|| view! { <AppealForm at=at all=all/> })}
            <p class="quiet">
                <a href=receipts rel="external" download="receipts.json">{t.receipts}</a>" "{t.receipts_about}
            </p>
        </section>
    }
}

/// How the app stands today, and what its health endpoint said.
fn stands(clean_up: &CleanUpView) -> AnyView {
    let t = texts();
    let fine = clean_up.notice.is_none()
        && clean_up.criteria.iter().all(|one| !matches!(one.stands, Stands::Fails { .. }));
    let lead = fine.then_some(t.nothing_fails);
    view! {
        <p>{lead}" "<span class="quiet">{t.looked_daily}</span></p>
        <details>
            <summary>{t.all_criteria}</summary>
            {criteria(&clean_up.criteria)}
            {clean_up.health.as_ref().map(health)}
        </details>
    }
    .into_any()
}

/// The last call to the health endpoint.
fn health(health: &HealthView) -> AnyView {
    let t = texts();
    let at = instant(use_locale(), health.at);
    let said = match (health.status, health.failing_since) {
        (_, None) => (t.health_well)(&health.url, &at),
        (Some(status), Some(_)) => (t.health_status)(&health.url, status, &at),
        (None, Some(_)) => (t.health_silent)(&health.url, &at),
    };
    let since = health.failing_since.map(|since| (t.health_since)(&instant(use_locale(), since)));
    view! { <p class="quiet">{said}" "{since}</p> }.into_any()
}

/// What was told, with its clock, and what was said to it.
fn told(notice: &NoticeView, now: DateTime<Utc>) -> AnyView {
    let t = texts();
    let waits = notice.appeal.as_ref().is_some_and(|appeal| appeal.answer.is_none());
    let clock = match notice.grace_until {
        Some(_) if waits => view! { <p>{t.clock_stands}</p> },
        Some(until) => view! { <p><Clock until=until now=now label=t.unlisted_on over=t.unlisted_due/></p> },
        None => view! { <p>{(t.was_unlisted)(&instant(use_locale(), notice.at))}</p><p>{t.way_back}</p> },
    };
    let lead = notice.grace_until.is_some().then(|| view! { <p>{t.notice_lead}</p> });
    view! {
        <Notice tone=Tone::Waiting>{lead}{clock}</Notice>
        {criteria(&notice.named)}
        {notice.appeal.as_ref().map(appeal)}
    }
}

/// An appeal, and what was said to it.
pub fn appeal(appeal: &AppealView) -> AnyView {
    let t = texts();
    let locale = use_locale();
    let by = appeal.by.clone().unwrap_or_else(|| t.somebody.to_owned());
    let answer = match &appeal.answer {
        None => view! { <p class="quiet">{t.appeal_waits}</p> },
        Some(answer) => view! {
            <p><b>{t.appeal_refused}</b>" "<span class="quiet">{instant(locale, answer.at)}</span></p>
            <p class="said">{answer.words.to_string()}</p>
        },
    };
    view! {
        <p><b>{(t.appealed)(&by, &instant(locale, appeal.at))}</b></p>
        <p class="said">{appeal.words.to_string()}</p>
        {answer}
    }
}

#[component]
fn AppealForm(at: ByListing, all: RwSignal<Versions>) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let words = RwSignal::new(String::new());
    let make = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(said) = submission.parsed::<Words>("/words", &words.get_untracked(), t.no_words) else {
            return;
        };
        let (body, intent) = (NewAppeal { words: said }, submission.intent());
        submission
            .run(async move { send::<AppealCleanUp>(&at, &body, &intent, None).await }, move |versions| {
                all.set(versions)
            });
    };
    view! {
        <form class="form" method="post" on:submit=make novalidate>
            <TextArea id="appeal" name="words" label=t.appeal value=words rows=3 hint=t.appeal_hint
                error=submission.field("/words") required=true/>
            <FormProblem submission=submission/>
            <div class="form-ways">
                <Button submit=true busy=submission.busy>{t.make_appeal}</Button>
            </div>
        </form>
    }
}
