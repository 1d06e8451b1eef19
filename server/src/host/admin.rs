//! Helping people who lost their way in. Whoever has the host is trusted with the addresses that they name.

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use shared::{
    event::Actor,
    identity::{
        email::Email,
        event::PersonEvent,
        model::{Name, Person, Proofs, Session},
        rules::{
            recovery::RecoveryCodes,
            token::{self, Purpose},
        },
        secret::Secret,
    },
    ids::PersonId,
    organisations::{
        model::{Organisation, Roster},
        rules::roster::{By, Command, Facts, decide},
    },
    slug::Slug,
};
use store::{StoreError, Table, Unit};

use super::{Host, Order};

/// How often a decision is made anew when somebody else was faster.
const ATTEMPTS: u32 = 6;
/// Most sessions of a person that are marked.
const MOST_SESSIONS: usize = 1000;

/// Makes somebody the owner of an organisation: the way back when its owner is gone.
pub(super) async fn make_owner(
    host: &Host,
    organisation: &Slug,
    email: &Email,
    order: &Order,
) -> anyhow::Result<String> {
    let mut tries = 0;
    loop {
        tries += 1;
        let mut unit = Unit::default();
        let said = owner_in(host, organisation, email, order, &mut unit).await?;
        match host.store.commit(unit).await {
            Ok(_) => return Ok(said),
            Err(StoreError::VersionConflict { .. } | StoreError::Taken { .. }) if tries < ATTEMPTS => {}
            Err(error) => return Err(error.into()),
        }
    }
}

async fn owner_in(
    host: &Host,
    slug: &Slug,
    email: &Email,
    order: &Order,
    unit: &mut Unit,
) -> anyhow::Result<String> {
    let (now, actor) = (host.clock.now(), order.actor());
    let organisation = host.store.find::<Organisation>(slug.as_str()).await?;
    let organisation = organisation.with_context(|| format!("No organisation has the address “{slug}”."))?;
    let roster = host.store.get::<Roster>(organisation.id.to_string()).await?;
    let roster = roster.with_context(|| format!("The organisation {} has no members.", organisation.name))?;
    let known = host.store.find::<Person>(&email.key()).await?;
    let is_new = known.is_none();
    let (person, proofs) = match known {
        Some(person) => {
            let proofs = proofs_of(host, person.id).await?;
            (person, proofs)
        }
        None => newcomer(host, email, &actor, unit)?,
    };
    let facts = Facts {
        now,
        by: By::Host { command: order.command().to_owned() },
        policy: &host.organisations,
        invitee: None,
    };
    let decision = decide(&roster, Command::Transfer { to: person.id }, &facts)?;
    if !decision.events.is_empty() {
        unit.roster(Some(&roster), &decision.next);
        decision.events.into_iter().for_each(|event| unit.event(event));
    }
    for affected in decision.affected {
        let sessions = host.store.owned_by::<Session>(&affected.to_string(), None, MOST_SESSIONS).await?;
        for session in sessions.into_iter().filter(|session| !session.renew) {
            unit.update(&Session { version: session.version + 1, renew: true, ..session });
        }
    }
    let link = link(host, &person, &proofs, &actor, unit);
    let made = if is_new { " An account was made for them." } else { "" };
    Ok(format!("{email} owns {} now.{made} {}", organisation.name, told(&link, host)))
}

/// Makes a link by which somebody chooses a new password.
pub(super) async fn reset_password(host: &Host, email: &Email, order: &Order) -> anyhow::Result<String> {
    let person = person_of(host, email).await?;
    let proofs = proofs_of(host, person.id).await?;
    let mut unit = Unit::default();
    let link = link(host, &person, &proofs, &order.actor(), &mut unit);
    host.store.commit(unit).await?;
    Ok(told(&link, host))
}

/// Signs somebody out everywhere, their desktop apps included.
pub(super) async fn end_sessions(host: &Host, email: &Email, order: &Order) -> anyhow::Result<String> {
    let person = person_of(host, email).await?;
    let mut unit = Unit::default();
    let mut ended = Vec::new();
    for table in [Table::Session, Table::Device] {
        let keys = host.store.keys_of(table, &person.id.to_string()).await?;
        keys.iter().for_each(|key| unit.remove_row(table, key));
        ended.push(keys.len());
    }
    if let [sessions, apps] = ended.as_slice() {
        let program = host.store.program();
        let event = PersonEvent::SignedOutEverywhere;
        unit.event(event.at(program, person.id, order.actor(), host.clock.now()));
        host.store.commit(unit).await?;
        return Ok(format!("{sessions} sessions and {apps} desktop apps of {email} were signed out."));
    }
    bail!("two kinds of sessions were looked for")
}

async fn person_of(host: &Host, email: &Email) -> anyhow::Result<Person> {
    let person = host.store.find::<Person>(&email.key()).await?;
    person.with_context(|| format!("Nobody has an account under {email}."))
}

/// Every person has some.
async fn proofs_of(host: &Host, person: PersonId) -> anyhow::Result<Proofs> {
    let proofs = host.store.get::<Proofs>(person.to_string()).await?;
    proofs.with_context(|| format!("The account {person} is damaged: it has no proofs."))
}

/// A person without a way to sign in yet: the link gives them one.
fn newcomer(host: &Host, email: &Email, actor: &Actor, unit: &mut Unit) -> anyhow::Result<(Person, Proofs)> {
    let now: DateTime<Utc> = host.clock.now();
    let person = Person {
        id: PersonId::new(&*host.ids),
        version: 1,
        email: email.clone(),
        verified_at: Some(now),
        // Until they say what they are called.
        name: email.local().parse::<Name>().context("the local part of an address is a name")?,
        locale: "en".parse().context("English is a language")?,
        since: now,
    };
    let proofs = Proofs {
        person: person.id,
        version: 1,
        password: None,
        passkeys: Vec::new(),
        totp: None,
        recovery: RecoveryCodes::default(),
    };
    unit.create(&person);
    unit.create(&proofs);
    unit.event(PersonEvent::SignedUp.at(host.store.program(), person.id, actor.clone(), now));
    Ok((person, proofs))
}

/// A link to choose a password, which works once; its making stands in the operator's trail.
fn link(host: &Host, person: &Person, proofs: &Proofs, actor: &Actor, unit: &mut Unit) -> String {
    let now = host.clock.now();
    let secret = Secret::draw(&*host.random);
    let purpose = Purpose::ResetPassword;
    unit.create(&token::issue(person.id, purpose, proofs.version, &secret, now, &host.identity.token));
    let event = PersonEvent::ResetLinkMade;
    unit.event(event.at(host.store.program(), person.id, actor.clone(), now));
    format!("{}/reset#{}", host.origin, secret.encode())
}

fn told(link: &str, host: &Host) -> String {
    let minutes = host.identity.token.reset_minutes;
    format!("Within {minutes} minutes this link sets a password, once; give it to nobody but them:\n{link}")
}
