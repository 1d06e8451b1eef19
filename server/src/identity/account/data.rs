//! What is kept about a person: read whole, and erased.

mod about;
mod erase;
#[cfg(test)]
mod tests;
mod words;

use shared::{
    event::{Actor, Event},
    identity::{
        api::{ErasureView, ExportMyData, PersonalData, PreviewErasure},
        model::Person,
        rules::access::Verdict,
    },
    ids::{OrganisationId, PersonId},
    organisations::model::{Membership, Organisation, Roster},
};
use store::StoreError;

use self::about::About;
use crate::{
    Failure,
    api::{Answer, Api, Call, Outcome},
    identity::account::session_of,
    services::Services,
};

/// Most events that are handed out.
const MOST_EVENTS: usize = 10_000;
/// Most events of all trails that are looked at for them.
const MOST_LOOKED_AT: u64 = 200_000;
/// Events read at a time.
const BATCH: u64 = 500;
/// Most organisations of a person.
const MOST_ORGANISATIONS: usize = 1000;

/// Mounts the endpoints.
pub(super) fn mount(api: &mut Api) {
    api.mount::<ExportMyData, _, _>(export);
    api.mount::<PreviewErasure, _, _>(preview);
    erase::mount(api);
}

/// The caller, as stored.
async fn person_of(services: &Services, id: PersonId) -> Result<Person, Failure> {
    let person = services.store.get::<Person>(id.to_string()).await?;
    person.ok_or_else(|| Verdict::SignIn.into())
}

/// The rosters of the organisations that a person belongs to.
async fn rosters_of(services: &Services, person: PersonId) -> Result<Vec<Roster>, StoreError> {
    let memberships =
        services.store.owned_by::<Membership>(&person.to_string(), None, MOST_ORGANISATIONS).await?;
    let ids: Vec<String> = memberships.iter().map(|known| known.organisation.to_string()).collect();
    let mut rosters = services.store.get_all::<Roster>(ids).await?;
    rosters.retain(|roster| roster.standing(person).is_some());
    Ok(rosters)
}

async fn export(services: Services, call: Call<ExportMyData>) -> Outcome<ExportMyData> {
    let person = person_of(&services, call.person()?.person).await?;
    let about = About::gather(&services, &person).await?;
    let mut first: Vec<OrganisationId> = about.rosters.iter().map(Roster::organisation).collect();
    first.push(services.store.program());
    let (events, whole) = caused_by(&services, person.id, &first).await?;
    let mut data = about.shown(&services, &person).await?;
    data["events_complete"] = whole.into();
    Ok(Answer::Value(PersonalData { exported_at: services.clock.now(), data, events }))
}

/// The events that a person caused, the newest first in each trail, those of `first` before others; and
/// whether these are all.
async fn caused_by(
    services: &Services,
    person: PersonId,
    first: &[OrganisationId],
) -> Result<(Vec<serde_json::Value>, bool), Failure> {
    let mut heads = services.store.heads().await?;
    heads.sort_by_key(|head| !first.contains(&head.organisation));
    let (mut found, mut looked_at) = (Vec::new(), 0);
    for head in heads {
        let mut reached = head.sequence;
        while reached > 0 {
            if looked_at >= MOST_LOOKED_AT {
                return Ok((found, false));
            }
            let batch = BATCH.min(reached);
            let size = usize::try_from(batch).unwrap_or(usize::MAX);
            let events = services.store.events_after(head.organisation, reached - batch, size).await?;
            for event in events.iter().rev().filter(|event| is_by(event, person)) {
                if found.len() == MOST_EVENTS {
                    return Ok((found, false));
                }
                found.push(serde_json::to_value(event).map_err(anyhow::Error::new)?);
            }
            reached -= batch;
            looked_at += batch;
        }
    }
    Ok((found, true))
}

fn is_by(event: &Event, person: PersonId) -> bool {
    match &event.actor {
        Actor::Person { id, .. } => *id == person,
        Actor::System | Actor::Host { .. } | Actor::Key { .. } => false,
    }
}

async fn preview(services: Services, call: Call<PreviewErasure>) -> Outcome<PreviewErasure> {
    let session = session_of(&call)?;
    let person = person_of(&services, session.person).await?;
    let mut rosters = rosters_of(&services, person.id).await?;
    rosters.retain(|roster| session.vouches_for(roster.organisation()));
    let owns = owned(&services, person.id, &rosters).await?;
    Ok(Answer::Value(view(&person, false, owns)))
}

/// The names of those organisations that the person owns.
async fn owned(services: &Services, person: PersonId, rosters: &[Roster]) -> Result<Vec<String>, StoreError> {
    let owned = rosters.iter().filter(|roster| roster.owner() == person);
    let ids: Vec<String> = owned.map(|roster| roster.organisation().to_string()).collect();
    let mut names: Vec<String> = services
        .store
        .get_all::<Organisation>(ids)
        .await?
        .into_iter()
        .map(|organisation| organisation.name.to_string())
        .collect();
    names.sort();
    Ok(names)
}

fn view(person: &Person, erased: bool, owns: Vec<String>) -> ErasureView {
    let german = person.locale.as_str().starts_with("de");
    ErasureView { erased, owns, removed: words::removed(german), kept: words::kept(german) }
}
