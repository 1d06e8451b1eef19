//! Rounds of a version: what each asked for, and what its partner says to it.

use std::collections::BTreeMap;

use shared::{
    decisions::words::Words,
    ids::SubmissionId,
    listings::{
        api::{AskedView, RoundView},
        model::{Asked, Submission, Version},
    },
    review::{
        model::{Case, Outcome, Request},
        stage::StageState,
    },
};

use super::view::{anonymous, end, stages};

/// What a round asked for, and what the partner says to it.
pub(crate) fn asked(asked: &[Asked]) -> Vec<AskedView> {
    asked.iter().map(|asked| view(&asked.request, asked.answer.as_ref())).collect()
}

fn view(request: &Request, answer: Option<&Words>) -> AskedView {
    AskedView { field: request.field, words: request.words.clone(), answer: answer.cloned() }
}

/// What the round of a case asked for. The version says the same a moment after the case was decided.
pub(super) fn asked_in(version: Option<&Version>, case: &Case) -> Vec<AskedView> {
    let known = version.and_then(|version| version.round(case.id)).map(|(_, asked)| asked);
    match (known, &case.outcome) {
        (Some(known), _) if !known.is_empty() => asked(known),
        (_, Some(Outcome::ChangesRequested { requests, .. })) => {
            requests.iter().map(|request| view(request, None)).collect()
        }
        _ => Vec::new(),
    }
}

/// The rounds of a version before another one, as far as they and their reviews are known. Neither reviewers
/// by name nor what they keep among themselves is in it.
pub(crate) fn before(version: &Version, round: u32, cases: &BTreeMap<SubmissionId, Case>) -> Vec<RoundView> {
    let earlier = version.rounds().filter(|(submission, _)| submission.round < round);
    let view = |(submission, known): (&Submission, &[Asked])| {
        let case = cases.get(&submission.id);
        let failed = case.map(stages).unwrap_or_default().into_iter();
        RoundView {
            submission: submission.id,
            round: submission.round,
            submitted_at: submission.at,
            asked: asked(known),
            failed: failed
                .filter(|stage| matches!(stage.state, StageState::Failed { .. }))
                .map(anonymous)
                .collect(),
            receipt: case.and_then(|case| end(case.outcome.as_ref()?).receipt),
        }
    };
    earlier.map(view).collect()
}
