//! Which events of a trail somebody looks at.

use chrono::{DateTime, Utc};

use crate::{
    event::{Actor, Event},
    ids::{KeyId, PersonId},
};

/// Everything that is given has to fit; the default shows all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub actor: Option<ActorFilter>,
    /// A kind (`member.joined`), or a slice of them (`member`).
    pub kind: Option<String>,
    /// Id of the entity that it is about.
    pub subject: Option<String>,
    /// The first instant.
    pub from: Option<DateTime<Utc>>,
    /// The first instant that is too late.
    pub until: Option<DateTime<Utc>>,
}

/// Who did it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActorFilter {
    Person(PersonId),
    Key(KeyId),
    Host,
    System,
}

impl Filter {
    pub fn shows(&self, event: &Event) -> bool {
        self.actor.is_none_or(|wanted| wanted.is(&event.actor))
            && self.kind.as_deref().is_none_or(|wanted| is_of_kind(&event.kind, wanted))
            && self.subject.as_deref().is_none_or(|wanted| event.subject == wanted)
            && self.from.is_none_or(|from| event.at >= from)
            && self.until.is_none_or(|until| event.at < until)
    }
}

impl ActorFilter {
    fn is(self, actor: &Actor) -> bool {
        match (self, actor) {
            (Self::Person(wanted), Actor::Person { id, .. }) => wanted == *id,
            (Self::Key(wanted), Actor::Key { id, .. }) => wanted == *id,
            (Self::Host, Actor::Host { .. }) | (Self::System, Actor::System) => true,
            (Self::Person(_) | Self::Key(_) | Self::Host | Self::System, _) => false,
        }
    }
}

fn is_of_kind(kind: &str, wanted: &str) -> bool {
    kind.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{
        event::{Head, NewEvent},
        ids::OrganisationId,
        testing::START,
    };

    #[test]
    fn a_filter_shows_what_fits_it_whole() {
        let organisation = OrganisationId::from_ulid(ulid::Ulid(1));
        let anna = PersonId::from_ulid(ulid::Ulid(1));
        let event = Head::start(organisation).append(NewEvent {
            organisation,
            actor: Actor::Person { id: anna, from: None },
            kind: "member.joined",
            subject: "per_1".to_owned(),
            payload: serde_json::Value::Null,
            at: START,
        });
        let check = |filter: Filter, shown: bool| assert_eq!(filter.shows(&event), shown, "{filter:?}");
        let all = Filter::default;
        check(all(), true);
        check(Filter { actor: Some(ActorFilter::Person(anna)), ..all() }, true);
        check(
            Filter { actor: Some(ActorFilter::Person(PersonId::from_ulid(ulid::Ulid(2)))), ..all() },
            false,
        );
        check(Filter { actor: Some(ActorFilter::Host), ..all() }, false);
        check(Filter { kind: Some("member.joined".to_owned()), ..all() }, true);
        check(Filter { kind: Some("member".to_owned()), ..all() }, true);
        check(Filter { kind: Some("mem".to_owned()), ..all() }, false);
        check(Filter { subject: Some("per_2".to_owned()), ..all() }, false);
        check(Filter { from: Some(START), until: Some(START + TimeDelta::seconds(1)), ..all() }, true);
        check(Filter { until: Some(START), ..all() }, false);
        check(
            Filter { from: Some(START + TimeDelta::seconds(1)), kind: Some("member".to_owned()), ..all() },
            false,
        );
    }
}
