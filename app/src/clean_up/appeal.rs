//! An appeal to decide.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    decisions::words::Words,
    endpoint::{ByListing, ByOrganisation},
    listings::api::{AppealRuling, CleanUpRow, DecideAppeal},
};

use super::{
    console::{clock, head, named},
    notice::appeal,
    texts,
};
use crate::{
    forms::{FormProblem, Submission},
    transport::send,
    ui::{Button, Notice, TextArea, Tone},
    view,
};

#[component]
pub fn Appeal(
    at: ByOrganisation,
    row: CleanUpRow,
    now: DateTime<Utc>,
    exempt_days: u32,
    again: Callback<()>,
) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let words = RwSignal::new(String::new());
    let path = ByListing { organisation: at.organisation, listing: row.app.listing };
    let version = row.clean_up.version;
    let decide = move |ruling: AppealRuling| {
        let (intent, based_on) = (submission.intent(), submission.based_on(version, "/clean_up/version"));
        submission.run(
            async move { send::<DecideAppeal>(&path, &ruling, &intent, Some(based_on)).await },
            move |_| again.run(()),
        );
    };
    let refuse = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(words) = submission.parsed::<Words>("/words", &words.get_untracked(), t.no_words) {
            decide(AppealRuling::Refuse { words });
        }
    };
    let id = format!("appeal-{}", row.app.listing);
    let labelled = id.clone();
    let said = row.clean_up.notice.as_ref().and_then(|notice| notice.appeal.as_ref()).map(appeal);
    let ways = if row.barred {
        view! { <Notice tone=Tone::Waiting><p>{t.barred}</p></Notice> }
    } else {
        view! {
            <form class="form" method="post" on:submit=refuse novalidate>
                <p>{(t.grant_about)(exempt_days.into())}</p>
                <TextArea id=format!("refuse-{}", row.app.listing) name="words" label=t.why_refused value=words
                    rows=3 hint=t.why_refused_hint error=submission.field("/words")/>
                <FormProblem submission=submission/>
                <div class="form-ways">
                    <Button busy=submission.busy on_press=move |()| decide(AppealRuling::Grant)>{t.grant}</Button>
                    <Button submit=true busy=submission.busy>{t.refuse}</Button>
                </div>
            </form>
        }
    };
    view! {
        <article class="version panel" aria-labelledby=labelled>
            {head(&row.app, id)}
            {clock(&row, now)}
            {named(&row)}
            {said}
            {ways}
        </article>
    }
}
