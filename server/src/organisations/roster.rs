//! A change of a roster and everything that follows from it, in one commit.

use shared::{
    endpoint::Endpoint,
    identity::{
        event::{KEY_REVOKED, key_event},
        model::{ApiKey, KeyOwner},
        rules::access::Verdict,
    },
    ids::{OrganisationId, PersonId},
    organisations::{
        error::Rejection,
        model::Roster,
        rules::roster::{By, Command, Decision, Facts, decide},
    },
};
use store::Unit;

use crate::{Failure, api::Call, identity::sessions, services::Services};

/// Most keys of an organisation that are looked through when somebody leaves.
const MOST_KEYS: usize = 10_000;

/// The roster of an organisation.
///
/// # Errors
/// No such organisation, or the database cannot be read.
pub(super) async fn load(services: &Services, id: OrganisationId) -> Result<Roster, Failure> {
    let roster = services.store.get::<Roster>(id.to_string()).await?;
    roster.ok_or_else(|| Rejection::NotAMember.into())
}

/// Decides a command of the caller.
pub(super) fn decided<E: Endpoint>(
    services: &Services,
    call: &Call<E>,
    roster: &Roster,
    command: Command,
    invitee: Option<PersonId>,
) -> Result<Decision, Failure> {
    let person = call.visitor.person().ok_or(Verdict::SignIn)?;
    let facts = Facts {
        now: services.clock.now(),
        by: By::Person { id: person.person, from: Some(call.visitor.from.clone()) },
        policy: &services.identity.organisations,
        invitee,
    };
    Ok(decide(roster, command, &facts)?)
}

/// Puts a decision into the unit: the roster, its events, and what follows for the sessions and keys of
/// those whom it concerns.
pub(crate) async fn put(
    services: &Services,
    before: &Roster,
    decision: &Decision,
    actor: &shared::event::Actor,
    except: Option<shared::ids::SessionId>,
    unit: &mut Unit,
) -> Result<(), Failure> {
    if decision.events.is_empty() {
        return Ok(());
    }
    let now = services.clock.now();
    unit.roster(Some(before), &decision.next);
    decision.events.iter().cloned().for_each(|event| unit.event(event));
    sessions::renew(services, &decision.affected, except, unit).await?;
    let gone: Vec<PersonId> = decision
        .affected
        .iter()
        .copied()
        .filter(|person| decision.next.standing(*person).is_none())
        .collect();
    if gone.is_empty() {
        return Ok(());
    }
    let id = before.organisation().to_string();
    for key in services.store.owned_by::<ApiKey>(&id, None, MOST_KEYS).await? {
        let theirs = matches!(key.owner, KeyOwner::Person(person) if gone.contains(&person));
        if theirs && key.revoked_at.is_none() {
            let ended = ApiKey { version: key.version + 1, revoked_at: Some(now), retiring: None, ..key };
            unit.event(key_event(KEY_REVOKED, &ended, actor.clone(), now));
            unit.update(&ended);
        }
    }
    Ok(())
}
