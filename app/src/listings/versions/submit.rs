//! Submitting the draft: as a new version, or as the next round of one that was asked to change.

use leptos::prelude::*;
use shared::{
    ids::{SubmissionId, VersionId},
    listings::{
        api::{NewVersion, SubmitVersion, Versions},
        model::Label,
        state::VersionState,
    },
    organisations::permission::Permission,
};

use super::{Desk, open, texts};
use crate::{
    browser::FreshIds,
    forms::{FormProblem, Submission},
    listings::href,
    transport::send,
    ui::{Button, Look, Notice},
    view,
    view::live,
};

/// What keeps the draft from being submitted now.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Hindrance {
    /// Required things are missing.
    Missing(usize),
    /// A version is in review.
    Open(Label),
    /// Requests have no answer.
    Unanswered(usize),
    /// The listing is over, or away.
    Away,
}

/// A version that was asked to change: what is submitted next is its next round.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Next {
    version: VersionId,
    round: u32,
}

fn next(all: &Versions) -> Option<Next> {
    let version = open(all).filter(|version| version.state == VersionState::ChangesRequested)?;
    Some(Next { version: version.version, round: version.round + 1 })
}

fn hindrance(all: &Versions) -> Option<Hindrance> {
    use shared::listings::state::Phase;
    if matches!(all.standing, Phase::Archived) {
        return Some(Hindrance::Away);
    }
    if let Some(version) = open(all) {
        if version.state != VersionState::ChangesRequested {
            return Some(Hindrance::Open(version.label.clone()));
        }
        let left = version.asked.iter().filter(|asked| asked.answer.is_none()).count();
        if left > 0 {
            return Some(Hindrance::Unanswered(left));
        }
    }
    (all.missing > 0).then_some(Hindrance::Missing(all.missing))
}

#[component]
pub fn Submit(desk: Desk) -> impl IntoView {
    let t = texts();
    let may = desk.here.may(Permission::ListingsSubmit);
    let standing = Memo::new(move |_| desk.all.with(|all| (hindrance(all), next(all))));
    let body = live(move || {
        let (hindrance, next) = standing.get();
        if !may {
            return view! { <p class="hint">{t.may_not_submit}</p> };
        }
        match hindrance {
            None => view! { <Form desk=desk next=next/> },
            Some(Hindrance::Open(label)) => view! { <p>{(t.is_open)(&label.to_string())}</p> },
            Some(Hindrance::Unanswered(left)) => view! { <p>{(t.unanswered)(left as u64)}</p> },
            Some(Hindrance::Away) => view! { <p>{t.is_over}</p> },
            Some(Hindrance::Missing(count)) => view! {
                <p>{(t.missing)(count as u64)}</p>
                <p><a href=href(desk.at.listing)>{t.to_checklist}</a></p>
            },
        }
    });
    view! {
        <section class="panel" aria-labelledby="submit-title">
            <h2 id="submit-title">{t.submit_title}</h2>
            {body}
        </section>
    }
}

#[component]
fn Form(desk: Desk, next: Option<Next>) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    // Nothing is submitted without a manifest that says its version.
    let Some(label) = desk.all.with_untracked(|all| all.label.clone()) else {
        return view! { <p><a href=href(desk.at.listing)>{t.to_checklist}</a></p> };
    };
    let (version, lead) = match next {
        Some(next) => (next.version, (t.again)(&label.to_string(), next.round)),
        None => (VersionId::new(&FreshIds), (t.submit_lead)(&label.to_string())),
    };
    let round = SubmissionId::new(&FreshIds);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let body = NewVersion { version, label: label.clone(), submission: round };
        let (path, intent) = (desk.at, submission.intent());
        submission.run(async move { send::<SubmitVersion>(&path, &body, &intent, None).await }, move |all| {
            desk.all.set(all);
        });
    };
    let same = desk.all.with_untracked(|all| !all.edited && !all.versions.is_empty());
    view! {
        <form class="form" method="post" on:submit=send novalidate>
            <p>{lead}</p>
            {same.then(|| view! { <Notice>{t.nothing_new}</Notice> })}
            <FormProblem submission=submission/>
            <div class="form-ways">
                <Button look=Look::Primary submit=true busy=submission.busy>{t.submit}</Button>
            </div>
        </form>
    }
}
