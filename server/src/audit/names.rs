//! Who and what an event is about, by the names that they have now.

use std::collections::{BTreeMap, BTreeSet};

use shared::{
    audit::{
        api::{ActorView, EventView},
        filter::ActorFilter,
    },
    event::{Actor, Event},
    identity::model::{ApiKey, ClientKind, Origin, Person},
    ids::{KeyId, ListingId, OrganisationId, PersonId},
    organisations::model::Organisation,
};
use store::StoreError;

use crate::services::Services;

/// The events with names.
pub(super) async fn shown(services: &Services, events: Vec<Event>) -> Result<Vec<EventView>, StoreError> {
    let names = of_all(services, &events).await?;
    Ok(events.into_iter().map(|event| view(event, &names)).collect())
}

/// Names by id.
type Names = BTreeMap<String, String>;

async fn of_all(services: &Services, events: &[Event]) -> Result<Names, StoreError> {
    let mut ids = BTreeSet::new();
    for event in events {
        ids.insert(event.subject.clone());
        match &event.actor {
            Actor::Person { id, .. } => drop(ids.insert(id.to_string())),
            Actor::Key { id, .. } => drop(ids.insert(id.to_string())),
            Actor::System | Actor::Host { .. } => {}
        }
    }
    let with = |prefix: &str| -> Vec<String> {
        let is_one = |id: &&String| id.split_once('_').is_some_and(|(kind, _)| kind == prefix);
        ids.iter().filter(is_one).cloned().collect()
    };
    let mut names = Names::new();
    for person in services.store.get_all::<Person>(with(PersonId::PREFIX)).await? {
        names.insert(person.id.to_string(), person.name.to_string());
    }
    for key in services.store.get_all::<ApiKey>(with(KeyId::PREFIX)).await? {
        names.insert(key.id.to_string(), key.name.to_string());
    }
    for organisation in services.store.get_all::<Organisation>(with(OrganisationId::PREFIX)).await? {
        names.insert(organisation.id.to_string(), organisation.name.to_string());
    }
    let listings: Vec<ListingId> = with(ListingId::PREFIX).iter().filter_map(|id| id.parse().ok()).collect();
    for listing in services.store.listings(&listings).await? {
        names.insert(listing.id.to_string(), listing.name);
    }
    Ok(names)
}

fn view(event: Event, names: &Names) -> EventView {
    EventView {
        sequence: event.sequence,
        at: event.at,
        subject_name: names.get(&event.subject).cloned(),
        actor: actor(&event.actor, names),
        kind: event.kind,
        subject: event.subject,
        payload: event.payload,
        hash: event.hash,
    }
}

fn actor(actor: &Actor, names: &Names) -> ActorView {
    let (kind, filter, name, from) = match actor {
        Actor::System => ("system", ActorFilter::System, None, None),
        Actor::Host { command } => ("host", ActorFilter::Host, Some(command.clone()), None),
        Actor::Person { id, from } => {
            ("person", ActorFilter::Person(*id), names.get(&id.to_string()).cloned(), from.as_ref())
        }
        Actor::Key { id, from } => {
            ("key", ActorFilter::Key(*id), names.get(&id.to_string()).cloned(), from.as_ref())
        }
    };
    ActorView {
        kind: kind.to_owned(),
        filter: filter.to_string(),
        name,
        network: from.map(|from: &Origin| from.network.as_str().to_owned()),
        client: from.map(|from| client(from.client).to_owned()),
    }
}

const fn client(client: ClientKind) -> &'static str {
    match client {
        ClientKind::Browser => "browser",
        ClientKind::Desktop => "desktop",
        ClientKind::Api => "api",
    }
}
