//! Beginning a session, and what a person learns of it.

use shared::{
    event::Actor,
    identity::{
        api::{Me, MyOrganisation, MyPerson},
        event::PersonEvent,
        model::{Person, Session},
        rules::session::{self, Rotation, SignIn},
        secret::Secret,
    },
    ids::{OrganisationId, PersonId, SessionId},
    organisations::model::{Membership, Organisation, Roster},
};
use store::{StoreError, Unit};

use super::{cookies::SessionToken, devices, visitor::Visitor};
use crate::{Failure, mail::letters::Letter, organisations::members, services::Services};

/// Most organisations of a person that are listed.
const MOST_ORGANISATIONS: usize = 200;

/// A session that is written with what it begins with, and what opens it.
#[derive(Debug)]
pub struct Begun {
    pub session: Session,
    pub token: SessionToken,
}

impl Begun {
    /// The cookies that sign the browser in, its proof for next time among them.
    pub fn cookies(&self, services: &Services, visitor: &Visitor) -> Vec<String> {
        let seconds = services.identity.policy.session.absolute_minutes.saturating_mul(60);
        let mut cookies = services.identity.cookies.sign_in(&self.token, seconds);
        // Who runs a provider has signed in here, and need not be the person.
        if self.session.through.is_none() {
            cookies.push(devices::remembered(services, visitor, self.session.person));
        }
        cookies
    }
}

/// Signs a person in: the session and its event go into the unit. They act in the organisation in which
/// they acted last on this account, else in the first one.
///
/// # Errors
/// When the database cannot be read.
pub async fn begin(
    services: &Services,
    visitor: &Visitor,
    person: PersonId,
    unit: &mut Unit,
) -> Result<Begun, StoreError> {
    let organisation = usual_organisation(services, person).await?;
    Ok(begin_in(services, visitor, person, Place { organisation, ..Place::default() }, unit))
}

/// [`begin`] for somebody who had an account before: where nobody signed in to it yet, they hear of it.
///
/// # Errors
/// When the database cannot be read.
pub async fn begin_again(
    services: &Services,
    visitor: &Visitor,
    person: &Person,
    unit: &mut Unit,
) -> Result<Begun, StoreError> {
    let organisation = usual_organisation(services, person.id).await?;
    let place = Place { organisation, told: Some(person), ..Place::default() };
    Ok(begin_in(services, visitor, person.id, place, unit))
}

/// Where a session begins.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place<'a> {
    /// The organisation that the person acts in.
    pub organisation: Option<OrganisationId>,
    /// Whose provider vouched for them; `None` for who proved it themselves.
    pub through: Option<OrganisationId>,
    /// Who hears of a sign-in on a device that was not known.
    pub told: Option<&'a Person>,
}

/// [`begin`] in a given place.
pub fn begin_in(
    services: &Services,
    visitor: &Visitor,
    person: PersonId,
    place: Place<'_>,
    unit: &mut Unit,
) -> Begun {
    let Place { organisation, through, told } = place;
    let now = services.clock.now();
    let secret = Secret::draw(&*services.random);
    let sign_in = SignIn {
        id: SessionId::new(&*services.ids),
        person,
        organisation,
        through,
        client: visitor.from.client,
        device: visitor.device.clone(),
        address: visitor.address,
    };
    let session = session::start(sign_in, &secret, now);
    unit.create(&session);
    // Whatever was open in this browser before ends: a session that somebody else put there is worth
    // nothing afterwards.
    if let Some(before) = &visitor.session {
        unit.remove::<Session>(before.id.to_string());
    }
    let told = told.filter(|_| !devices::knows(services, visitor, person));
    if let Some(told) = told {
        let letter = Letter::NewDevice { device: &session.device };
        unit.create(&letter.to(services, &told.email, &told.locale));
    }
    let event = PersonEvent::SignedIn {
        session: session.id,
        client: session.client,
        new_device: told.map(|_| session.device.clone()),
    };
    let trail = organisation.unwrap_or_else(|| services.store.program());
    unit.event(event.at(trail, person, visitor.actor_as(person), now));
    let token = SessionToken { session: session.id, secret };
    Begun { session, token }
}

/// Gives the caller's session a new secret.
pub fn rotate(services: &Services, session: &Session, why: Rotation, unit: &mut Unit) -> Begun {
    let secret = Secret::draw(&*services.random);
    let next = session::rotated(session, why, &secret, services.clock.now());
    unit.update(&next);
    let token = SessionToken { session: next.id, secret };
    Begun { session: next, token }
}

/// Where a person acted last, of the organisations that they still belong to.
async fn usual_organisation(
    services: &Services,
    person: PersonId,
) -> Result<Option<OrganisationId>, StoreError> {
    let memberships =
        services.store.owned_by::<Membership>(&person.to_string(), None, MOST_ORGANISATIONS).await?;
    let mut sessions = services.store.owned_by::<Session>(&person.to_string(), None, 100).await?;
    sessions.sort_by_key(|session| std::cmp::Reverse(session.used_at));
    let belongs = |id: &OrganisationId| memberships.iter().any(|membership| membership.organisation == *id);
    let last = sessions.iter().filter_map(|session| session.organisation).find(belongs);
    Ok(last.or_else(|| memberships.first().map(|membership| membership.organisation)))
}

/// Marks the sessions of people whose permissions changed: their next requests get new secrets.
///
/// # Errors
/// When the database cannot be read.
pub async fn renew(
    services: &Services,
    people: &[PersonId],
    except: Option<SessionId>,
    unit: &mut Unit,
) -> Result<(), StoreError> {
    for person in people {
        for session in services.store.owned_by::<Session>(&person.to_string(), None, 1000).await? {
            if Some(session.id) != except && !session.renew {
                unit.update(&Session { version: session.version + 1, renew: true, ..session });
            }
        }
    }
    Ok(())
}

/// Ends every session of a person but one.
///
/// # Errors
/// When the database cannot be read.
pub async fn end_all(
    services: &Services,
    person: PersonId,
    except: Option<SessionId>,
    unit: &mut Unit,
) -> Result<(), StoreError> {
    for session in services.store.owned_by::<Session>(&person.to_string(), None, 1000).await? {
        if Some(session.id) != except {
            unit.remove::<Session>(session.id.to_string());
        }
    }
    Ok(())
}

/// What a person learns about themselves.
///
/// # Errors
/// When the database cannot be read.
pub async fn me(services: &Services, session: &Session) -> Result<Me, Failure> {
    let key = session.person.to_string();
    let Some(person) = services.store.get::<Person>(key.clone()).await? else { return Ok(Me::default()) };
    let mut memberships = services.store.owned_by::<Membership>(&key, None, MOST_ORGANISATIONS).await?;
    memberships.retain(|membership| session.vouches_for(membership.organisation));
    let ids: Vec<String> = memberships.iter().map(|membership| membership.organisation.to_string()).collect();
    let organisations = services.store.get_all::<Organisation>(ids.clone()).await?;
    let rosters = services.store.get_all::<Roster>(ids).await?;
    let mut mine: Vec<MyOrganisation> = organisations
        .into_iter()
        .filter_map(|organisation| {
            let roster = rosters.iter().find(|roster| roster.organisation() == organisation.id)?;
            Some(MyOrganisation {
                id: organisation.id,
                kind: organisation.kind,
                name: organisation.name.to_string(),
                slug: organisation.slug.to_string(),
                role: members::standing(roster, roster.standing(session.person)?),
            })
        })
        .collect();
    mine.sort_by(|a, b| a.name.cmp(&b.name));
    let seat = session
        .acts_in()
        .and_then(|here| rosters.iter().find(|roster| roster.organisation() == here)?.seat(session.person));
    let unread = crate::notifications::unread(services, session).await?;
    Ok(Me {
        person: Some(MyPerson {
            id: person.id,
            version: person.version,
            name: person.name,
            email: person.email,
            locale: person.locale,
        }),
        organisation: seat
            .and_then(|seat| mine.iter().find(|organisation| organisation.id == seat.organisation).cloned()),
        organisations: mine,
        permissions: seat.map(|seat| seat.permissions).unwrap_or_default(),
        fresh_until: session
            .through
            .is_none()
            .then(|| session.authenticated_at + services.identity.policy.session.fresh()),
        unread,
    })
}

/// The trail in which something about a person is written: that of where they act, else the operator's.
pub fn trail_of(services: &Services, visitor: &Visitor) -> OrganisationId {
    visitor
        .person()
        .and_then(|person| person.seat)
        .map_or_else(|| services.store.program(), |seat| seat.organisation)
}

/// Puts an event about the caller's own account into the unit.
pub fn note(services: &Services, visitor: &Visitor, person: PersonId, event: &PersonEvent, unit: &mut Unit) {
    let actor: Actor = visitor.actor_as(person);
    unit.event(event.at(trail_of(services, visitor), person, actor, services.clock.now()));
}
