//! Who and what an event is about, by the names that they have now.

use std::collections::BTreeSet;

use shared::{
    audit::{
        api::{ActorView, EventView},
        filter::ActorFilter,
    },
    event::{Actor, Event},
    identity::model::{ClientKind, Origin},
};
use store::StoreError;

use crate::{
    names::{self, Names},
    services::Services,
};

/// The events with names.
pub(super) async fn shown(services: &Services, events: Vec<Event>) -> Result<Vec<EventView>, StoreError> {
    let names = of_all(services, &events).await?;
    Ok(events.into_iter().map(|event| view(event, &names)).collect())
}

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
    names::of(services, &ids).await
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
