//! What is done to a submission: one decision about the case, and what follows from it for the version, in
//! one commit.

use chrono::{DateTime, Utc};
use shared::{
    endpoint::{BySubmission, Endpoint},
    event::Actor,
    ids::{OrganisationId, PersonId},
    organisations::model::{Membership, Roster},
    organisations::permission::Permission,
    review::{
        api::{
            AddNote, CaseView, ClaimCase, DecideCase, EscalateCase, KeepClaim, KeepWork, Kept, PassStage,
            ReleaseCase, TakeCaseBack, TickItem,
        },
        error::Rejection,
        model::Case,
        rules::{By, Command, Decision, Facts, decide, verdict::Reviewer},
    },
};
use store::Unit;

use super::{POLICY, POLICY_VERSION, case, view};
use crate::{
    Failure,
    again::again,
    api::{Answer, Call, Outcome},
    listings,
    services::Services,
};

/// Most organisations of one person that are looked at.
const MOST_ORGANISATIONS: usize = 1_000;

/// A person with the organisations that they belong to.
///
/// # Errors
/// A failure of the database.
pub(crate) async fn reviewer(services: &Services, person: PersonId) -> Result<Reviewer, Failure> {
    let memberships =
        services.store.owned_by::<Membership>(&person.to_string(), None, MOST_ORGANISATIONS).await?;
    let organisations = memberships.into_iter().map(|membership| membership.organisation).collect();
    Ok(Reviewer { person, organisations })
}

/// What a decision of the program rests on.
pub(super) fn facts(services: &Services, by: By, actor: Actor, now: DateTime<Utc>) -> Facts<'static> {
    Facts {
        now,
        by,
        actor,
        program: services.store.program(),
        policy_version: POLICY_VERSION,
        policy: &POLICY,
        to: None,
        assigns: false,
    }
}

/// Puts a decision into a unit, with what follows from it for the version.
///
/// # Errors
/// A failure of the database.
pub(crate) async fn put(
    services: &Services,
    before: &Case,
    decision: &Decision,
    unit: &mut Unit,
) -> Result<(), Failure> {
    if decision.next != *before {
        unit.update(&decision.next);
    }
    decision.receipts.iter().for_each(|receipt| unit.put(receipt));
    decision.events.iter().cloned().for_each(|event| unit.event(event));
    if !decision.events.is_empty() {
        listings::follow(services, &decision.next, unit).await?;
    }
    Ok(())
}

/// A command of a reviewer.
async fn act<E: Endpoint<Path = BySubmission>>(
    services: &Services,
    call: &Call<E>,
    command: &Command,
    to: Option<PersonId>,
) -> Result<(Case, Unit), Failure> {
    let before = case(services, call.path.submission).await?;
    let person = call.person()?.person;
    let by = By::Reviewer(reviewer(services, person).await?);
    let to = match to {
        Some(to) => able(services, call.path.organisation, to).await?,
        None => None,
    };
    let assigns = match command {
        Command::TakeBack => {
            may(services, call.path.organisation, person, Permission::ReviewConfigure).await?
        }
        _ => false,
    };
    let facts = Facts { to, assigns, ..facts(services, by, call.visitor.actor(), services.clock.now()) };
    let decision = decide(&before, command.clone(), &facts)?;
    let mut unit = Unit::default();
    put(services, &before, &decision, &mut unit).await?;
    Ok((decision.next, unit))
}

/// Somebody who may decide cases; `None` for who may not.
async fn able(
    services: &Services,
    organisation: OrganisationId,
    person: PersonId,
) -> Result<Option<Reviewer>, Failure> {
    let may = may(services, organisation, person, Permission::ReviewDecide).await?;
    Ok(if may { Some(reviewer(services, person).await?) } else { None })
}

async fn may(
    services: &Services,
    organisation: OrganisationId,
    person: PersonId,
    permission: Permission,
) -> Result<bool, Failure> {
    let roster = services.store.get::<Roster>(organisation.to_string()).await?;
    Ok(roster.is_some_and(|roster| roster.permissions(person).has(permission)))
}

/// A command whose answer is the case.
async fn answered<E: Endpoint<Path = BySubmission, Reply = CaseView>>(
    services: Services,
    call: Call<E>,
    command: Command,
    to: Option<PersonId>,
) -> Outcome<E> {
    let _turn = services.turns.of(&call.path.submission.to_string()).await;
    let view = again!({
        let (next, mut unit) = act(&services, &call, &command, to).await?;
        let view = view::case(&services, &next, &call.visitor).await?;
        call.deed.keep(&mut unit, &view, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(view)
    })?;
    Ok(Answer::Value(view))
}

pub(super) async fn claim(services: Services, call: Call<ClaimCase>) -> Outcome<ClaimCase> {
    answered(services, call, Command::Claim, None).await
}

pub(super) async fn release(services: Services, call: Call<ReleaseCase>) -> Outcome<ReleaseCase> {
    answered(services, call, Command::Release, None).await
}

pub(super) async fn tick(services: Services, call: Call<TickItem>) -> Outcome<TickItem> {
    let command = Command::Tick { item: call.body.item.clone(), done: call.body.done };
    answered(services, call, command, None).await
}

pub(super) async fn pass(services: Services, call: Call<PassStage>) -> Outcome<PassStage> {
    let command = Command::Pass { stage: call.body.stage, findings: Vec::new() };
    answered(services, call, command, None).await
}

pub(super) async fn note(services: Services, call: Call<AddNote>) -> Outcome<AddNote> {
    let command = Command::Note { visibility: call.body.visibility, words: call.body.words.clone() };
    answered(services, call, command, None).await
}

pub(super) async fn escalate(services: Services, call: Call<EscalateCase>) -> Outcome<EscalateCase> {
    let (to, words) = (call.body.to, call.body.words.clone());
    answered(services, call, Command::Escalate { words }, Some(to)).await
}

pub(super) async fn take_back(services: Services, call: Call<TakeCaseBack>) -> Outcome<TakeCaseBack> {
    answered(services, call, Command::TakeBack, None).await
}

pub(super) async fn ruling(services: Services, call: Call<DecideCase>) -> Outcome<DecideCase> {
    let command = Command::Decide { ruling: call.body.clone() };
    answered(services, call, command, None).await
}

pub(super) async fn heartbeat(services: Services, call: Call<KeepClaim>) -> Outcome<KeepClaim> {
    let _turn = services.turns.of(&call.path.submission.to_string()).await;
    let claim = again!({
        let (next, mut unit) = act(&services, &call, &Command::Heartbeat, None).await?;
        let claim = view::claim(&services, &next, &call.visitor).await?.ok_or(Rejection::NotClaimed)?;
        call.deed.keep(&mut unit, &claim, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(claim)
    })?;
    Ok(Answer::Value(claim))
}

pub(super) async fn keep(services: Services, call: Call<KeepWork>) -> Outcome<KeepWork> {
    let _turn = services.turns.of(&call.path.submission.to_string()).await;
    let command = Command::Keep { work: call.body.clone() };
    let kept = again!({
        let (_, mut unit) = act(&services, &call, &command, None).await?;
        let kept = Kept { at: services.clock.now() };
        call.deed.keep(&mut unit, &kept, kept.at)?;
        services.store.commit(unit).await?;
        Ok(kept)
    })?;
    Ok(Answer::Value(kept))
}
