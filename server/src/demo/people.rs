//! The people of the demo program and the organisations that they belong to.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use shared::{
    event::Actor,
    identity::{
        event::PersonEvent,
        model::{Name, Person, Proofs},
        rules::recovery::RecoveryCodes,
        secret::{Opens, Secret},
    },
    ids::{InvitationId, OrganisationId, PersonId},
    organisations::{
        model::{OrganisationKind, Roster},
        role::RoleRef,
        rules::{
            organisation::{Facts, Found, found},
            roster::{self, By, Command, decide},
        },
    },
    slug::Slug,
};
use store::{Store, Unit};
use ulid::Ulid;

use crate::Services;

const PEOPLE: &str = include_str!("../../demo/people.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    organisation: Vec<DemoOrganisation>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoOrganisation {
    kind: OrganisationKind,
    slug: Slug,
    /// `None` for a partner of the marketplace, which has one.
    name: Option<Name>,
    /// Name, role, language; the first one is the owner.
    people: Vec<(Name, String, String)>,
}

/// Puts the people in where the program has no operator yet.
///
/// # Errors
/// The store failed, or the data that is compiled in contradicts itself.
pub(super) async fn plant(services: &Services) -> anyhow::Result<()> {
    let store = &services.store;
    if store.get::<Roster>(store.program().to_string()).await?.is_some() {
        return Ok(());
    }
    let people: People = toml::from_str(PEOPLE).context("people.toml")?;
    let now = services.clock.now();
    let mut unit = Unit::default();
    let mut number = 0;
    for organisation in &people.organisation {
        add(services, organisation, &mut number, now, &mut unit).await?;
    }
    store.commit(unit).await.context("the demo program's people could not be written")?;
    Ok(())
}

async fn add(
    services: &Services,
    demo: &DemoOrganisation,
    number: &mut u128,
    now: DateTime<Utc>,
    unit: &mut Unit,
) -> anyhow::Result<()> {
    let (id, name) = who(&services.store, services, demo).await?;
    let mut people = Vec::new();
    for (name, role, locale) in &demo.people {
        // From before there was time: no id that is made at run time is among them.
        *number += 1;
        let person = person(PersonId::from_ulid(Ulid(*number)), name, &demo.slug, locale, now)?;
        unit.create(&person);
        unit.create(&Proofs {
            person: person.id,
            version: 1,
            password: None,
            passkeys: Vec::new(),
            totp: None,
            recovery: RecoveryCodes::default(),
        });
        unit.event(PersonEvent::SignedUp.at(services.store.program(), person.id, Actor::System, now));
        people.push((person, role));
    }
    let (owner, _) = people.first().context("an organisation has an owner")?;
    let facts = Facts { now, actor: Actor::System, slug_taken: false, operator_exists: false };
    let command = Found { id, kind: demo.kind, name, slug: demo.slug.clone() };
    let founded = found(command, owner.id, &facts)?;
    unit.create(&founded.organisation);
    unit.event(founded.event);
    let mut roster = founded.roster;
    for (person, role) in &people[1..] {
        roster = joined(services, &roster, person, role.parse()?, now, unit)?;
    }
    unit.roster(None, &roster);
    Ok(())
}

/// Which organisation it is: the operator is the program's own, a partner is there already.
async fn who(
    store: &Store,
    services: &Services,
    demo: &DemoOrganisation,
) -> anyhow::Result<(OrganisationId, Name)> {
    let given = demo.name.clone();
    match demo.kind {
        OrganisationKind::Operator => Ok((store.program(), given.context("the operator has a name")?)),
        OrganisationKind::Customer => {
            Ok((OrganisationId::new(&*services.ids), given.context("a customer has a name")?))
        }
        OrganisationKind::Partner => {
            let partner = store.partner_by_slug(&demo.slug).await?;
            let partner = partner.with_context(|| format!("no partner {}", demo.slug))?;
            Ok((partner.id, partner.name.parse()?))
        }
    }
}

fn person(id: PersonId, name: &Name, at: &Slug, locale: &str, now: DateTime<Utc>) -> anyhow::Result<Person> {
    let local = shared::text::fold(name.as_str()).replace(' ', ".");
    Ok(Person {
        id,
        version: 1,
        email: format!("{local}@{at}.example").parse()?,
        verified_at: Some(now),
        name: name.clone(),
        locale: locale.parse()?,
        since: now,
    })
}

/// The roster with one more member, who was invited and came.
fn joined(
    services: &Services,
    roster: &Roster,
    person: &Person,
    role: RoleRef,
    now: DateTime<Utc>,
    unit: &mut Unit,
) -> anyhow::Result<Roster> {
    let hash = Secret::draw(&*services.random).hash(Opens::Invitation);
    let invitation = InvitationId::new(&*services.ids);
    let facts = |by| roster::Facts { now, by, policy: &services.identity.organisations, invitee: None };
    let email = person.email.clone();
    let invite = Command::Invite { invitation, email: email.clone(), role, hash };
    let host = By::Host { command: "guildhall serve --demo".to_owned() };
    let invited = decide(roster, invite, &facts(host))?;
    let accept = Command::Accept { invitation, hash, email };
    let accepted = decide(&invited.next, accept, &facts(By::Person { id: person.id, from: None }))?;
    invited.events.into_iter().chain(accepted.events).for_each(|event| unit.event(event));
    Ok(accepted.next)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_role_of_an_organisation_has_somebody() {
        let people: People = toml::from_str(PEOPLE).expect("people.toml");
        let mut roles: BTreeMap<OrganisationKind, Vec<&str>> = BTreeMap::new();
        for organisation in &people.organisation {
            let own = organisation.people.iter().map(|(_, role, _)| role.as_str());
            roles.entry(organisation.kind).or_default().extend(own);
        }
        for (kind, have) in roles {
            for role in shared::organisations::role::BuiltIn::ALL {
                let wanted = role.permissions(kind).is_some();
                // An operator needs no admin beside its owner.
                let excused = kind == OrganisationKind::Operator && role.as_str() == "admin";
                assert!(!wanted || excused || have.contains(&role.as_str()), "{kind:?} has no {role:?}");
            }
        }
    }
}
