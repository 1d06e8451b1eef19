//! Taking the next submission that is free.

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    endpoint::{ByOrganisation, BySubmission},
    ids::SubmissionId,
    page::Limit,
    review::{
        api::{CaseRow, ClaimCase, ListCases},
        query::{CaseQuery, Held},
    },
};

use super::{super::href, texts};
use crate::{
    forms::{FormProblem, Submission},
    organisations::Here,
    transport::{CallError, call, send},
    ui::{Button, Look, Notice, new_intent},
    view,
    view::live,
};

/// Claims the first free one that fits the filter, and opens it.
#[component]
pub fn ClaimNext(here: Here, query: CaseQuery) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let none = RwSignal::new(false);
    let go = StoredValue::new_local(use_navigate());
    let query = StoredValue::new(query);
    let take = move |()| {
        none.set(false);
        let at = ByOrganisation { organisation: here.organisation };
        let query = query.get_value();
        submission.run(async move { first_free(at, query).await }, move |taken| match taken {
            Some(submission) => go.with_value(|go| go(&href(submission), Default::default())),
            None => none.set(true),
        });
    };
    view! {
        <div class="claim-next">
            <Button look=Look::Primary busy=submission.busy on_press=take>{t.claim_next}</Button>
            <p class="hint">{t.claim_next_about}</p>
            <div role="status">{live(move || none.get().then(|| view! { <Notice><p>{t.none_free}</p></Notice> }))}</div>
            <FormProblem submission=submission/>
        </div>
    }
}

/// Whether a person can do something for it now.
fn waits_for_a_person(case: &CaseRow) -> bool {
    case.stage.is_some_and(|stage| !stage.is_automated()) && case.escalated_to.is_none()
}

/// Who is faster, or barred from one, goes on to the next.
async fn first_free(at: ByOrganisation, query: CaseQuery) -> Result<Option<SubmissionId>, CallError> {
    let free =
        CaseQuery { held: Some(Held::Free), ended: false, limit: Limit::DEFAULT, cursor: None, ..query };
    let page = call::<ListCases>(&at, &free).await?;
    for case in page.cases.iter().filter(|case| waits_for_a_person(case)) {
        let of = BySubmission { organisation: at.organisation, submission: case.submission };
        match send::<ClaimCase>(&of, &(), &new_intent(), None).await {
            Ok(claimed) => return Ok(Some(claimed.row.submission)),
            Err(CallError::Problem(problem)) if matches!(problem.status, 403 | 404 | 409) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}
