//! Review: the queue of submissions, what reviewers do to them, and the stages that the program runs.

mod act;
mod list;
pub(crate) mod names;
pub(crate) mod open;
pub(crate) mod past;
mod queue;
pub(crate) mod rounds;
mod run;
#[cfg(test)]
mod tests;
pub(crate) mod view;

use std::sync::LazyLock;

use shared::{
    ids::SubmissionId,
    problem::ProblemKind,
    review::{
        api::{
            AddNote, ClaimCase, DecideCase, EscalateCase, KeepClaim, KeepWork, ListCases, PassStage,
            ReadCase, ReadFigures, ReleaseCase, TakeCaseBack, TickItem,
        },
        model::Case,
        policy::ReviewPolicy,
    },
};

pub use self::queue::Queue;
pub(crate) use self::{
    act::{put, reviewer},
    queue::Standing,
    run::{Found, due, run_due, tried_next, tries_due, try_stage},
};
use crate::{
    Failure,
    api::{Answer, Api, Call, Outcome},
    services::Services,
};

/// The numbers until the program publishes its own.
pub(crate) static POLICY: LazyLock<ReviewPolicy> = LazyLock::new(ReviewPolicy::default);
/// Their version: receipts name it.
pub(crate) const POLICY_VERSION: u32 = 1;

/// Mounts the slice.
pub fn mount(api: &mut Api) {
    api.mount::<ListCases, _, _>(list::list);
    api.mount::<ReadFigures, _, _>(list::figures);
    api.mount::<ReadCase, _, _>(read);
    api.mount::<ClaimCase, _, _>(act::claim);
    api.mount::<KeepClaim, _, _>(act::heartbeat);
    api.mount::<ReleaseCase, _, _>(act::release);
    api.mount::<TickItem, _, _>(act::tick);
    api.mount::<PassStage, _, _>(act::pass);
    api.mount::<KeepWork, _, _>(act::keep);
    api.mount::<AddNote, _, _>(act::note);
    api.mount::<EscalateCase, _, _>(act::escalate);
    api.mount::<TakeCaseBack, _, _>(act::take_back);
    api.mount::<DecideCase, _, _>(act::ruling);
}

/// A submission.
///
/// # Errors
/// 404, or a failure of the database.
pub(super) async fn case(services: &Services, id: SubmissionId) -> Result<Case, Failure> {
    let case = services.store.get::<Case>(id.to_string()).await?;
    case.ok_or_else(|| {
        Failure::new(
            ProblemKind::NotFound,
            "No such submission is in the queue. Go back to the queue and reload it.",
        )
    })
}

async fn read(services: Services, call: Call<ReadCase>) -> Outcome<ReadCase> {
    let case = case(&services, call.path.submission).await?;
    Ok(Answer::Value(view::case(&services, &case, &call.visitor).await?))
}
