//! What those are told of an app who follow it.

use std::collections::BTreeMap;

use super::{Told, governance::facts};
use crate::{
    event::{Actor, Event},
    ids::{ListingId, PersonId},
    listings::event::Happened,
    notifications::model::Topic,
    organisations::model::{OrganisationKind, Roster},
};

/// News of an app, before it is known who follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewsOfApp {
    pub listing: ListingId,
    facts: BTreeMap<String, String>,
    did_it: Option<PersonId>,
}

impl NewsOfApp {
    /// What a follower is told; `None` for who did it. Who of the partner did is not said.
    pub fn to(&self, follower: PersonId, href: &str) -> Option<Told> {
        (self.did_it != Some(follower)).then(|| Told {
            person: follower,
            topic: Topic::Followed,
            facts: self.facts.clone(),
            href: href.to_owned(),
            mailed: false,
        })
    }
}

/// `None` for an event of which customers are not told. An event that stands in several trails is told from
/// that of whose app it was.
pub fn news_of_app(event: &Event, roster: Option<&Roster>) -> Option<NewsOfApp> {
    let happened: Happened = serde_json::from_value(event.payload.clone()).ok()?;
    let of_program = roster.is_some_and(|roster| roster.kind() == OrganisationKind::Operator);
    let of_other = happened.other() == Some(event.organisation);
    if happened.kind() != event.kind || !happened.tells_customers() || of_program || of_other {
        return None;
    }
    let mut told: BTreeMap<String, String> = match &happened {
        Happened::Deprecated { replacement } => [("to".to_owned(), replacement.to_string())].into(),
        Happened::Accepted { .. } | Happened::OwnerChanged { .. } => facts(&happened).into_iter().collect(),
        // Who of the operator is in charge of a suspension is the partner's to know.
        _ => BTreeMap::new(),
    };
    told.insert("listing".to_owned(), event.subject.clone());
    told.insert("side".to_owned(), "follower".to_owned());
    let did_it = match &event.actor {
        Actor::Person { id, .. } => Some(*id),
        Actor::Key { .. } | Actor::System | Actor::Host { .. } => None,
    };
    Some(NewsOfApp { listing: event.subject.parse().ok()?, facts: told, did_it })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        event::{Head, NewEvent},
        ids::OrganisationId,
        listings::{event::EndedBy, state::Suspension},
        testing::START,
    };

    const OWNER: OrganisationId = OrganisationId::from_ulid(ulid::Ulid(1));
    const OTHER: OrganisationId = OrganisationId::from_ulid(ulid::Ulid(2));
    const APP: ListingId = ListingId::from_ulid(ulid::Ulid(3));
    const NEXT: ListingId = ListingId::from_ulid(ulid::Ulid(4));
    const MARA: PersonId = PersonId::from_ulid(ulid::Ulid(5));
    const FAN: PersonId = PersonId::from_ulid(ulid::Ulid(6));

    fn news(happened: &Happened, trail: OrganisationId, kind: OrganisationKind) -> Option<NewsOfApp> {
        let event = NewEvent {
            organisation: trail,
            actor: Actor::Person { id: MARA, from: None },
            kind: happened.kind(),
            subject: APP.to_string(),
            payload: serde_json::json!(happened),
            at: START,
        };
        news_of_app(&Head::start(trail).append(event), Some(&Roster::start(trail, kind, MARA, START)))
    }

    fn suspended() -> Happened {
        let suspension = Suspension {
            at: START,
            owner: MARA,
            reason: "It sends orders elsewhere.".parse().expect("words"),
            way_back: "Send them where the manifest says.".parse().expect("words"),
        };
        Happened::Suspended { suspension }
    }

    #[test]
    fn followers_hear_once_of_what_changes_for_customers_and_not_who_did_it() {
        let changed = Happened::OwnerChanged { from: OWNER, to: OTHER };
        for happened in [suspended(), Happened::Lifted, Happened::Archived, changed.clone()] {
            let known = news(&happened, OWNER, OrganisationKind::Partner).expect("news");
            let told = known.to(FAN, "/apps/slotwise").expect("told");
            assert_eq!((told.topic, told.href.as_str()), (Topic::Followed, "/apps/slotwise"), "{happened:?}");
            assert!(!told.facts.values().any(|fact| *fact == MARA.to_string()), "{:?}", told.facts);
            assert_eq!(known.to(MARA, "/"), None, "she did it herself");
            assert_eq!(news(&happened, OTHER, OrganisationKind::Operator), None, "{happened:?}");
        }
        assert_eq!(news(&changed, OTHER, OrganisationKind::Partner), None, "the same in the other's trail");
    }

    #[test]
    fn they_hear_what_takes_its_place() {
        let told = news(&Happened::Deprecated { replacement: NEXT }, OWNER, OrganisationKind::Partner);
        let told = told.and_then(|known| known.to(FAN, "/")).expect("told");
        assert_eq!(told.facts["to"], NEXT.to_string());
    }

    #[test]
    fn what_goes_on_between_partner_and_operator_is_not_theirs() {
        let ended = Happened::OfferEnded { to: OTHER, by: EndedBy::Owner };
        for happened in [ended, Happened::Verified { to: OTHER }, Happened::Started { organisation: OWNER }] {
            assert_eq!(news(&happened, OWNER, OrganisationKind::Partner), None, "{happened:?}");
        }
    }
}
