//! Founding an organisation and renaming it.

use chrono::{DateTime, Utc};

use crate::{
    event::{Actor, NewEvent},
    identity::model::Name,
    ids::{OrganisationId, PersonId},
    organisations::{
        error::Rejection,
        event::organisation_event,
        model::{Organisation, OrganisationKind, Roster},
    },
    slug::Slug,
};

/// A new organisation. The client chooses its id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub id: OrganisationId,
    pub kind: OrganisationKind,
    pub name: Name,
    pub slug: Slug,
}

/// New values of what can change; `None` keeps the old one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    pub name: Option<Name>,
    pub slug: Option<Slug>,
}

/// What a decision rests on beside the command.
#[derive(Clone, Debug)]
pub struct Facts {
    pub now: DateTime<Utc>,
    pub actor: Actor,
    /// Another organisation has the slug that is asked for.
    pub slug_taken: bool,
    /// The program has an operator.
    pub operator_exists: bool,
}

/// An organisation with its first member, its owner.
#[derive(Clone, Debug, PartialEq)]
pub struct Founded {
    pub organisation: Organisation,
    pub roster: Roster,
    pub event: NewEvent,
}

/// Founds an organisation that `owner` owns.
///
/// # Errors
/// A second operator, or a slug that is taken.
pub fn found(command: Found, owner: PersonId, facts: &Facts) -> Result<Founded, Rejection> {
    if command.kind == OrganisationKind::Operator && facts.operator_exists {
        return Err(Rejection::OperatorExists);
    }
    if facts.slug_taken {
        return Err(Rejection::SlugTaken);
    }
    let organisation = Organisation {
        id: command.id,
        version: 1,
        kind: command.kind,
        name: command.name,
        slug: command.slug,
        since: facts.now,
    };
    let roster = Roster::start(command.id, command.kind, owner, facts.now);
    let event = organisation_event(None, &organisation, facts.actor.clone(), facts.now);
    Ok(Founded { organisation, roster, event })
}

/// Renames an organisation. `None` when it says already what is asked for: nothing is written.
///
/// # Errors
/// A slug that is taken.
pub fn edit(
    state: &Organisation,
    command: Edit,
    facts: &Facts,
) -> Result<Option<(Organisation, NewEvent)>, Rejection> {
    let name = command.name.unwrap_or_else(|| state.name.clone());
    let slug = command.slug.unwrap_or_else(|| state.slug.clone());
    if name == state.name && slug == state.slug {
        return Ok(None);
    }
    if slug != state.slug && facts.slug_taken {
        return Err(Rejection::SlugTaken);
    }
    let next = Organisation { version: state.version + 1, name, slug, ..state.clone() };
    let event = organisation_event(Some(state), &next, facts.actor.clone(), facts.now);
    Ok(Some((next, event)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        organisations::role::Standing,
        testing::{START, slug},
    };

    fn facts() -> Facts {
        Facts { now: START, actor: Actor::System, slug_taken: false, operator_exists: true }
    }

    fn command(kind: OrganisationKind) -> Found {
        Found {
            id: OrganisationId::from_ulid(ulid::Ulid(1)),
            kind,
            name: "Northwind Works".parse().expect("a name"),
            slug: slug("northwind-works"),
        }
    }

    const ANNA: PersonId = PersonId::from_ulid(ulid::Ulid(1));

    #[test]
    fn who_founds_an_organisation_owns_it() {
        let founded = found(command(OrganisationKind::Partner), ANNA, &facts()).expect("founded");
        assert_eq!(founded.roster.standing(ANNA), Some(Standing::Owner));
        assert_eq!(founded.roster.people().count(), 1);
        assert_eq!((founded.organisation.version, founded.event.kind), (1, "organisation.created"));
    }

    #[test]
    fn a_program_has_one_operator() {
        let operator = command(OrganisationKind::Operator);
        assert_eq!(found(operator.clone(), ANNA, &facts()), Err(Rejection::OperatorExists));
        let first = Facts { operator_exists: false, ..facts() };
        assert!(found(operator, ANNA, &first).is_ok());
    }

    #[test]
    fn a_taken_address_stops_founding_and_moving_but_not_renaming() {
        let taken = Facts { slug_taken: true, ..facts() };
        assert_eq!(found(command(OrganisationKind::Partner), ANNA, &taken), Err(Rejection::SlugTaken));
        let stored = found(command(OrganisationKind::Partner), ANNA, &facts()).expect("founded").organisation;
        let to = |text| Edit { slug: Some(slug(text)), ..Edit::default() };
        assert_eq!(edit(&stored, to("other"), &taken), Err(Rejection::SlugTaken));
        assert_eq!(edit(&stored, to("northwind-works"), &taken), Ok(None));
        let renamed = Edit { name: Some("Northwind".parse().expect("a name")), slug: None };
        let (next, event) = edit(&stored, renamed, &taken).expect("a name is free").expect("a change");
        assert_eq!((next.version, event.kind), (2, "organisation.updated"));
        assert_eq!(event.payload["before"]["name"], "Northwind Works");
        assert_eq!(event.payload["after"]["name"], "Northwind");
    }
}
