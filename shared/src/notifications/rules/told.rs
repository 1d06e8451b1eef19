//! Who is told of an event, and what.
//!
//! A person hears of everything that touches the security of their own account, their own deeds included:
//! it may not have been them. Of an organisation those hear who could have done it themselves, and those
//! whom it is about, but not who did it.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    audit::event::SIGNING_KEY_ROTATED,
    event::{Actor, Event},
    identity::{
        event::{KEY_MADE, KEY_REVOKED, KEY_ROTATED, KeyEvent, PersonEvent},
        model::KeyOwner,
    },
    ids::PersonId,
    listings::event::{HELD, PUBLISHED, ROLLED_BACK},
    notifications::model::Topic,
    organisations::{
        event::{DOMAIN_RELEASED, DOMAIN_VERIFIED, OrganisationEvent, RosterEvent, UPDATED},
        model::Roster,
        permission::Permission,
        role::{RoleRef, Standing},
    },
    review::{
        event::{Payload, ReviewEvent},
        model::Visibility,
    },
    sign_on::event::{CHANGED, CONNECTED, DISCONNECTED},
};

mod certified;
mod followers;
mod governance;
#[cfg(test)]
mod tests;

pub use followers::{NewsOfApp, news_of_app};

/// What one person is told of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub person: PersonId,
    pub topic: Topic,
    /// What the words need: people and keys by their ids, everything else by its name.
    pub facts: BTreeMap<String, String>,
    /// Where it leads: a path of this site.
    pub href: String,
    /// What was done has written a mail of its own.
    pub mailed: bool,
}

/// What an event says, before it is known to whom.
struct News {
    topic: Topic,
    facts: BTreeMap<String, String>,
    href: String,
    mailed: bool,
}

impl News {
    fn new<const N: usize>(topic: Topic, href: &str, facts: [(&str, String); N]) -> Self {
        let facts = facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { topic, facts, href: href.to_owned(), mailed: false }
    }

    fn to(self, people: BTreeSet<PersonId>, actor: &Actor) -> Vec<Told> {
        let Self { topic, mut facts, href, mailed } = self;
        let by = match actor {
            Actor::Person { id, .. } => Some(id.to_string()),
            Actor::Key { id, .. } => Some(id.to_string()),
            Actor::System | Actor::Host { .. } => None,
        };
        facts.extend(by.map(|by| ("by".to_owned(), by)));
        let did_it = |person: &PersonId| {
            topic != Topic::Security && matches!(actor, Actor::Person { id, .. } if id == person)
        };
        let people = people.into_iter().filter(|person| !did_it(person));
        people
            .map(|person| Told { person, topic, facts: facts.clone(), href: href.clone(), mailed })
            .collect()
    }
}

/// Who is told of an event, and what. The roster is that of the organisation in whose trail it stands.
pub fn told(event: &Event, roster: Option<&Roster>) -> Vec<Told> {
    if let Some(told) = of_person(event) {
        return told;
    }
    if let KEY_MADE | KEY_ROTATED | KEY_REVOKED = event.kind.as_str() {
        return of_key(event, roster);
    }
    let Some(roster) = roster else { return Vec::new() };
    of_organisation(event, roster)
        .or_else(|| of_listing(event, roster))
        .or_else(|| governance::of_governance(event, roster))
        .or_else(|| certified::of_certification(event, roster))
        .or_else(|| certified::of_clean_up(event, roster))
        .unwrap_or_else(|| of_roster(event, roster))
}

/// `None` for an event that is about neither a listing nor its review.
fn of_listing(event: &Event, roster: &Roster) -> Option<Vec<Told>> {
    let news = |listing: &str| {
        let href = format!("/organisation/listings/{listing}/versions");
        News::new(Topic::Listings, &href, [("listing", listing.to_owned())])
    };
    if matches!(event.kind.as_str(), PUBLISHED | ROLLED_BACK | HELD) {
        return Some(news(&event.subject).to(holders(roster, Permission::ListingsPublish), &event.actor));
    }
    if !event.kind.starts_with("review.") {
        return None;
    }
    let payload: Payload = serde_json::from_value(event.payload.clone()).ok()?;
    let listing = payload.listing.to_string();
    // The program's trail has the same events; whoever submits is of the partner.
    Some(match payload.event {
        ReviewEvent::Escalated { to } | ReviewEvent::EscalationEnded { from: to } => {
            let href = format!("/reviews/{}", event.subject);
            News::new(Topic::Listings, &href, [("listing", listing)]).to([to].into(), &event.actor)
        }
        ReviewEvent::Decided { .. } | ReviewEvent::Noted { visibility: Visibility::Shared } => {
            news(&listing).to(holders(roster, Permission::ListingsSubmit), &event.actor)
        }
        _ => Vec::new(),
    })
}

/// `None` for an event that is not about a person's account.
fn of_person(event: &Event) -> Option<Vec<Told>> {
    let happened: PersonEvent = serde_json::from_value(event.payload.clone()).ok()?;
    let person: PersonId = event.subject.parse().ok().filter(|_| happened.kind() == event.kind)?;
    let news = |mailed| News { mailed, ..News::new(Topic::Security, "/account/security", []) };
    let news = match happened {
        PersonEvent::SignedIn { new_device: Some(device), .. } => {
            News { facts: [("device".to_owned(), device)].into(), ..news(true) }
        }
        PersonEvent::SignedUp
        | PersonEvent::SignedIn { new_device: None, .. }
        | PersonEvent::SignedOut { .. }
        | PersonEvent::SignedOutEverywhere
        | PersonEvent::ProfileEdited
        | PersonEvent::MailVerified
        | PersonEvent::Erased => return Some(Vec::new()),
        PersonEvent::MailChanged | PersonEvent::PasswordChanged | PersonEvent::PasswordReset => news(true),
        PersonEvent::PasswordRemoved
        | PersonEvent::ResetLinkMade
        | PersonEvent::SecondFactorAdded
        | PersonEvent::SecondFactorRemoved
        | PersonEvent::PasskeyAdded
        | PersonEvent::PasskeyRemoved
        | PersonEvent::RecoveryCodesDrawn => news(false),
        PersonEvent::RecoveryCodeUsed { left } => {
            News { facts: [("left".to_owned(), left.to_string())].into(), ..news(false) }
        }
    };
    Some(news.to([person].into(), &event.actor))
}

fn of_key(event: &Event, roster: Option<&Roster>) -> Vec<Told> {
    let Ok(key) = serde_json::from_value::<KeyEvent>(event.payload.clone()) else { return Vec::new() };
    let href = "/organisation/keys";
    match key.owner {
        KeyOwner::Person(person) => {
            let facts = [("name", key.name), ("person", person.to_string())];
            News::new(Topic::Security, href, facts).to([person].into(), &event.actor)
        }
        KeyOwner::Organisation => {
            let people = roster.map(|roster| holders(roster, Permission::KeysManage)).unwrap_or_default();
            News::new(Topic::Organisation, href, [("name", key.name)]).to(people, &event.actor)
        }
    }
}

/// `None` for an event that is not about the organisation's settings.
fn of_organisation(event: &Event, roster: &Roster) -> Option<Vec<Told>> {
    let (permission, news) = match event.kind.as_str() {
        UPDATED => {
            let OrganisationEvent { before, after, .. } =
                serde_json::from_value(event.payload.clone()).ok()?;
            let before = before?;
            let facts = [
                ("name", after.name),
                ("slug", after.slug),
                ("name_before", before.name),
                ("slug_before", before.slug),
            ];
            (Permission::OrganisationEdit, News::new(Topic::Organisation, "/organisation", facts))
        }
        DOMAIN_VERIFIED | DOMAIN_RELEASED => {
            let facts = [("domain", event.payload.get("domain")?.as_str()?.to_owned())];
            let news = News::new(Topic::Organisation, "/organisation/domains", facts);
            (Permission::DomainsManage, news)
        }
        CONNECTED | CHANGED | DISCONNECTED => {
            let place = |side: &str| event.payload.get(side)?.get("issuer")?.as_str().map(str::to_owned);
            let facts = [("issuer", place("after").or_else(|| place("before"))?)];
            let news = News::new(Topic::Organisation, "/organisation/sign-on", facts);
            (Permission::SignOnManage, news)
        }
        SIGNING_KEY_ROTATED => {
            let facts = [("name", event.subject.clone())];
            (Permission::AuditRead, News::new(Topic::Organisation, "/organisation/audit", facts))
        }
        _ => return None,
    };
    Some(news.to(holders(roster, permission), &event.actor))
}

fn of_roster(event: &Event, roster: &Roster) -> Vec<Told> {
    let parsed = serde_json::from_value::<RosterEvent>(event.payload.clone());
    let Some(happened) = parsed.ok().filter(|parsed| parsed.kind() == event.kind) else { return Vec::new() };
    let members = "/organisation/members";
    let role = |role: RoleRef| name_of(roster, role);
    let mut people = holders(roster, Permission::MembersManage);
    let news = match happened {
        // The mail goes to who is invited; what becomes of it is told.
        RosterEvent::Invited { .. }
        | RosterEvent::Withdrawn { .. }
        | RosterEvent::Role { before: None, .. }
        | RosterEvent::Role { after: None, .. } => return Vec::new(),
        RosterEvent::Transferred { owner_before, owner_after } => {
            people.extend([owner_before, owner_after]);
            let facts = [("person", owner_after.to_string()), ("before", owner_before.to_string())];
            News::new(Topic::Organisation, members, facts)
        }
        RosterEvent::Joined { person, joined_as, .. }
        | RosterEvent::JoinedBySignOn { person, joined_as, .. } => {
            // Also where a program let them in: they know.
            people.remove(&person);
            News::new(Topic::Members, members, [("person", person.to_string()), ("role", role(joined_as))])
        }
        RosterEvent::RoleChanged { person, before, after } => {
            people.insert(person);
            let facts =
                [("person", person.to_string()), ("role", role(after)), ("role_before", role(before))];
            News::new(Topic::Members, members, facts)
        }
        RosterEvent::Removed { removed, .. } => {
            people.insert(removed);
            News::new(Topic::Members, members, [("person", removed.to_string())])
        }
        RosterEvent::Left { left, .. } => News::new(Topic::Members, members, [("person", left.to_string())]),
        RosterEvent::Role { role: changed, after: Some(after), .. } => {
            people = holders(roster, Permission::RolesManage);
            let holds = |standing| standing == Standing::Member(RoleRef::Custom(changed));
            people.extend(
                roster.people().filter(|(_, standing, _)| holds(*standing)).map(|(person, ..)| person),
            );
            News::new(Topic::Members, "/organisation/roles", [("role", after.name)])
        }
    };
    news.to(people, &event.actor)
}

/// Who could do it themselves.
fn holders(roster: &Roster, permission: Permission) -> BTreeSet<PersonId> {
    let people = roster.people().map(|(person, ..)| person);
    people.filter(|person| roster.permissions(*person).has(permission)).collect()
}

/// The name of a role of one's own; a built-in one by its key, which has a name in every language.
fn name_of(roster: &Roster, role: RoleRef) -> String {
    match role {
        RoleRef::BuiltIn(role) => role.as_str().to_owned(),
        RoleRef::Custom(id) => {
            roster.roles().get(&id).map_or_else(|| role.to_string(), |role| role.name.to_string())
        }
    }
}
