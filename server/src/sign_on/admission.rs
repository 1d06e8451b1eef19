//! Writing down how somebody came in: the account, what ties it to the provider, the membership, the
//! session, all in one.

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    identity::{
        api::Me,
        email::Email,
        event::PersonEvent,
        model::{Name, Person, Proofs},
        rules::recovery::RecoveryCodes,
    },
    ids::PersonId,
    organisations::{
        error::Rejection,
        model::Roster,
        role::RoleRef,
        rules::roster::{self, By, Command},
    },
    sign_on::{
        api::{FinishSignOn, SignedOn},
        error::SignOnError,
        model::{Attempt, Connection, Subject},
        rules::{self, Admission, Before, Claims, Known},
    },
};
use store::{StoreError, Unit};

use super::{ATTEMPTS, domains_of, finish, lost};
use crate::{
    Failure,
    api::Call,
    identity::{
        sessions::{self, Begun, Place},
        visitor::Visitor,
    },
    services::Services,
};

/// That a connection works is written down at most this often: each time raises its version under the hands
/// of whoever changes it.
const NOTED: TimeDelta = TimeDelta::hours(24);

/// Lets in whom the provider vouched for, and uses the attempt up.
///
/// # Errors
/// See [`rules::admit`]; an attempt that somebody else used up.
pub(super) async fn admit(
    services: &Services,
    call: &Call<FinishSignOn>,
    attempt: &Attempt,
    claims: &Claims,
) -> Result<Begun, Failure> {
    let visitor = &call.visitor;
    for _ in 0..ATTEMPTS {
        let attempt = services.store.get::<Attempt>(attempt.state.to_string()).await?;
        let attempt = attempt.ok_or(SignOnError::UnknownAttempt)?;
        let arrival = Arrival::read(services, visitor, &attempt, claims).await?;
        let mut unit = Unit::default();
        unit.take(&attempt);
        let person = arrival.write(&mut unit).await?;
        let here = Some(arrival.connection.organisation);
        // The provider's word counts in its own organisation.
        let place = Place { organisation: here, through: here, told: arrival.known.as_ref() };
        let begun = sessions::begin_in(services, visitor, person, place, &mut unit);
        let reply = SignedOn { me: Me::default(), after: attempt.after };
        call.deed.keep_around_me(&mut unit, &reply, &begun, arrival.now)?;
        match services.store.commit(unit).await {
            Ok(_) => return Ok(begun),
            Err(error) if lost(&error) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(StoreError::Busy.into())
}

/// Somebody at the door, with all that is known about them.
struct Arrival<'a> {
    services: &'a Services,
    visitor: &'a Visitor,
    claims: &'a Claims,
    now: DateTime<Utc>,
    connection: Connection,
    roster: Roster,
    /// Whether somebody was tied to the provider under this subject, be they gone by now.
    was_tied: bool,
    /// Who has the address.
    by_email: Option<Person>,
    /// Who it is, if they had an account before.
    known: Option<Person>,
    admission: Admission,
}

impl<'a> Arrival<'a> {
    async fn read(
        services: &'a Services,
        visitor: &'a Visitor,
        attempt: &Attempt,
        claims: &'a Claims,
    ) -> Result<Self, Failure> {
        let store = &services.store;
        let connection = finish::connection(services, attempt).await?;
        let domains = domains_of(services, connection.organisation).await?;
        let roster = store.get::<Roster>(connection.organisation.to_string()).await?;
        let roster = roster.ok_or(SignOnError::NotConnected)?;
        let tie = store.get::<Subject>(Subject::key_of(&connection.issuer, &claims.subject)).await?;
        let tied = match &tie {
            Some(tie) => store.get::<Person>(tie.person.to_string()).await?,
            None => None,
        };
        let by_email = match &claims.email {
            Some(email) => store.find::<Person>(&email.key()).await?,
            None => None,
        };
        let person = tied.as_ref().or(by_email.as_ref());
        let known = Known {
            // Without the person a tie is worth nothing.
            subject: tie.as_ref().filter(|_| tied.is_some()),
            by_email: by_email.as_ref().map(|person| person.id),
            email_proved_here: by_email.as_ref().is_some_and(|person| person.verified_at.is_some()),
            member: person.is_some_and(|person| roster.standing(person.id).is_some()),
            domains: &domains,
        };
        let admission = rules::admit(&connection, claims, known)?;
        let now = services.clock.now();
        Ok(Self {
            services,
            visitor,
            claims,
            now,
            connection,
            roster,
            was_tied: tie.is_some(),
            known: tied.or_else(|| by_email.clone()),
            by_email,
            admission,
        })
    }

    /// Puts everything but the session into the unit; says who comes in.
    async fn write(&self, unit: &mut Unit) -> Result<PersonId, Failure> {
        let person = match &self.admission {
            Admission::Person(person) => *person,
            Admission::Tie(person, before) => {
                self.tie(*person, unit);
                self.settle(*before, unit).await?;
                *person
            }
            Admission::Join { person, role, tie } => {
                if let Some(before) = tie {
                    self.tie(*person, unit);
                    self.settle(*before, unit).await?;
                }
                let affected = self.join(*person, *role, unit)?;
                if *tie != Some(Before::Goes) {
                    let own = self.visitor.session.as_ref().map(|session| session.id);
                    sessions::renew(self.services, &affected, own, unit).await?;
                }
                *person
            }
            Admission::Create { email, role } => {
                let person = self.create(email, unit)?;
                self.tie(person, unit);
                self.join(person, *role, unit)?;
                person
            }
        };
        if self.connection.worked_at.is_none_or(|worked_at| self.now >= worked_at + NOTED) {
            let version = self.connection.version + 1;
            unit.update(&Connection { version, worked_at: Some(self.now), ..self.connection.clone() });
        }
        Ok(person)
    }

    fn tie(&self, person: PersonId, unit: &mut Unit) {
        let tie = Subject {
            issuer: self.connection.issuer.clone(),
            subject: self.claims.subject.clone(),
            person,
            organisation: self.connection.organisation,
            since: self.now,
        };
        if self.was_tied { unit.put(&tie) } else { unit.create(&tie) }
    }

    /// Takes away what opened an account whose address nobody had proved.
    async fn settle(&self, before: Before, unit: &mut Unit) -> Result<(), StoreError> {
        let (Before::Goes, Some(person)) = (before, &self.by_email) else { return Ok(()) };
        unit.update(&Person { version: person.version + 1, verified_at: Some(self.now), ..person.clone() });
        if let Some(proofs) = self.services.store.get::<Proofs>(person.id.to_string()).await? {
            unit.update(&Proofs { version: proofs.version + 1, ..no_proofs(person.id) });
        }
        // The session of this browser ends in any case.
        let own = self.visitor.session.as_ref().map(|session| session.id);
        sessions::end_all(self.services, person.id, own, unit).await?;
        self.note(person.id, &PersonEvent::MailVerified, unit);
        Ok(())
    }

    fn create(&self, email: &Email, unit: &mut Unit) -> Result<PersonId, SignOnError> {
        let name = self.claims.name.as_deref().and_then(|name| name.parse::<Name>().ok());
        let name = name.map_or_else(|| email.local().parse::<Name>(), Ok);
        let person = Person {
            id: PersonId::new(&*self.services.ids),
            version: 1,
            email: email.clone(),
            // The provider has proved it, and the organisation its domain.
            verified_at: Some(self.now),
            name: name.map_err(|_| SignOnError::Untrusted("it gives no name".to_owned()))?,
            locale: self.claims.locale.clone().unwrap_or_default(),
            since: self.now,
        };
        unit.create(&person);
        unit.create(&no_proofs(person.id));
        self.note(person.id, &PersonEvent::SignedUp, unit);
        Ok(person.id)
    }

    fn join(&self, person: PersonId, role: RoleRef, unit: &mut Unit) -> Result<Vec<PersonId>, Failure> {
        let facts = roster::Facts {
            now: self.now,
            by: By::Person { id: person, from: Some(self.visitor.from.clone()) },
            policy: &self.services.identity.organisations,
            invitee: None,
        };
        let command = Command::JoinBySignOn { role, issuer: self.connection.issuer.clone() };
        let decision = match roster::decide(&self.roster, command, &facts) {
            Ok(decision) => decision,
            // Nobody joins in a role that was removed.
            Err(Rejection::NoRole) => return Err(SignOnError::NotAMember.into()),
            Err(rejection) => return Err(rejection.into()),
        };
        unit.roster(Some(&self.roster), &decision.next);
        decision.events.into_iter().for_each(|event| unit.event(event));
        Ok(decision.affected)
    }

    fn note(&self, person: PersonId, event: &PersonEvent, unit: &mut Unit) {
        let actor = self.visitor.actor_as(person);
        unit.event(event.at(self.connection.organisation, person, actor, self.now));
    }
}

/// What proves a person whom only their provider knows.
fn no_proofs(person: PersonId) -> Proofs {
    Proofs {
        person,
        version: 1,
        password: None,
        passkeys: Vec::new(),
        totp: None,
        recovery: RecoveryCodes::default(),
    }
}
