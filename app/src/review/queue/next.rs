//! Taking the next submission that waits for the caller or is free.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use shared::{
    endpoint::{ByOrganisation, BySubmission},
    ids::SubmissionId,
    page::Limit,
    review::{
        api::{ClaimCase, ClaimView, ListCases},
        query::{CaseQuery, Held},
        stage::StageKind,
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

/// Claims the first one that fits the filter, and opens it: what was escalated to the caller, else what is
/// free.
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

/// Whether a person can do something for it now, and nobody is at it.
fn waits_for_a_person(stage: Option<StageKind>, claim: Option<&ClaimView>) -> bool {
    stage.is_some_and(|stage| !stage.is_automated()) && claim.is_none()
}

/// Nobody else can decide what was escalated to the caller, so that comes first.
async fn first_free(at: ByOrganisation, query: CaseQuery) -> Result<Option<SubmissionId>, CallError> {
    for held in [Held::Mine, Held::Free] {
        if let Some(taken) = first_of(at, held, query.clone()).await? {
            return Ok(Some(taken));
        }
    }
    Ok(None)
}

/// Goes through the whole list, page by page. Who is faster, or barred from one, goes on to the next.
async fn first_of(
    at: ByOrganisation,
    held: Held,
    query: CaseQuery,
) -> Result<Option<SubmissionId>, CallError> {
    let limit = Limit::new(Limit::MAX).unwrap_or(Limit::DEFAULT);
    let mut query = CaseQuery { held: Some(held), ended: false, limit, cursor: None, ..query };
    let mut seen = BTreeSet::new();
    loop {
        let page = call::<ListCases>(&at, &query).await?;
        let before = seen.len();
        for case in &page.cases {
            if !seen.insert(case.submission) || !waits_for_a_person(case.stage, case.claim.as_ref()) {
                continue;
            }
            let of = BySubmission { organisation: at.organisation, submission: case.submission };
            match send::<ClaimCase>(&of, &(), &new_intent(), None).await {
                Ok(claimed) => return Ok(Some(claimed.row.submission)),
                Err(CallError::Problem(problem)) if matches!(problem.status, 403 | 404 | 409) => {}
                Err(error) => return Err(error),
            }
        }
        // A list whose cursor is gone begins anew: then it brings nothing that was not seen.
        match page.next {
            Some(next) if seen.len() > before => query.cursor = Some(next),
            Some(_) | None => return Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn what_the_program_runs_and_what_somebody_is_at_is_passed_over() {
        let claim = ClaimView { by: None, mine: true, until: DateTime::UNIX_EPOCH };
        let waiting: Vec<_> =
            StageKind::ALL.into_iter().filter(|stage| waits_for_a_person(Some(*stage), None)).collect();
        assert_eq!(waiting, [StageKind::SecurityReview, StageKind::EditorialReview, StageKind::Approval]);
        assert!(!waits_for_a_person(Some(StageKind::Approval), Some(&claim)));
        assert!(!waits_for_a_person(None, None));
    }
}
