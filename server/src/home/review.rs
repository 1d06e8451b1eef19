//! What waits for a reviewer: what they hold, what was given to them, and what is free.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use shared::{
    home::model::{Entry, Kind, What},
    ids::SubmissionId,
    review::{
        model::Case,
        query::{CaseQuery, Held},
        rules::verdict::{Reviewer, may_touch},
    },
};

use super::Desk;
use crate::{Failure, names, review};

/// Most submissions of others that are looked at for those that want a second look: the oldest.
const LOOKED_AT: usize = 200;

/// # Errors
/// A failure of the database.
pub(super) async fn gather(desk: &mut Desk<'_>) -> Result<(), Failure> {
    let kinds = [Kind::CaseHeld, Kind::CaseEscalated, Kind::SecondApproval, Kind::NameHeld, Kind::CasesFree];
    if !desk.wants(&kinds) {
        return Ok(());
    }
    let (services, now, person) = (desk.services, desk.now, desk.person);
    let standing = services.reviews.now(&services.store, now).await?;
    let reviewer = review::reviewer(services, person).await?;
    let find =
        |held| standing.find(&CaseQuery { held: Some(held), ..CaseQuery::default() }, Some(person), now);

    let free: BTreeSet<SubmissionId> = find(Held::Free).into_iter().collect();
    let of_nobody = || standing.rows().filter(|row| free.contains(&row.id));
    if let Some(oldest) = of_nobody().next() {
        let (what, since) = (What::CasesFree { count: free.len() }, Some(oldest.submitted_at));
        desk.put(Entry { what, name: None, whose: None, since, until: None });
    }

    let mut ids = find(Held::Mine);
    let by_hand = of_nobody().filter(|row| row.stage.is_some_and(|stage| !stage.is_automated()));
    ids.extend(by_hand.take(LOOKED_AT).map(|row| row.id));
    let cases = services.store.get_all::<Case>(ids.iter().map(ToString::to_string).collect()).await?;
    let partners = cases.iter().map(|case| case.organisation.to_string()).collect();
    let names = names::of(services, &partners).await?;
    for case in &cases {
        let Some((what, since, until)) = of_case(case, &reviewer, desk) else { continue };
        let whose = names.get(&case.organisation.to_string()).cloned();
        desk.put(Entry { what, name: Some(case.name.clone()), whose, since: Some(since), until });
    }
    Ok(())
}

/// Why a submission waits for this reviewer in particular, since when and until when.
fn of_case(
    case: &Case,
    reviewer: &Reviewer,
    desk: &Desk<'_>,
) -> Option<(What, DateTime<Utc>, Option<DateTime<Utc>>)> {
    let (submission, label) = (case.id, case.label.clone());
    if let Some(claim) = case.claim.filter(|claim| claim.by == desk.person && claim.holds(desk.now)) {
        return Some((What::CaseHeld { submission, label }, claim.at, Some(claim.until)));
    }
    if let Some(given) = case.escalation.as_ref().filter(|given| given.to == desk.person) {
        return Some((What::CaseEscalated { submission, label }, given.at, None));
    }
    may_touch(reviewer, case.organisation, case.submitted_by, None).ok()?;
    let approved = case.approvals.len();
    if (1..case.approvers).contains(&approved) && !case.approvals.contains(&desk.person) {
        return Some((What::SecondApproval { submission, label }, case.submitted_at, None));
    }
    case.name_held.then_some((What::NameHeld { submission, label }, case.submitted_at, None))
}
