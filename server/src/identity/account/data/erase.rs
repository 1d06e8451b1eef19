//! Erasing an account.

use shared::{
    identity::{
        api::{EraseMe, ErasureView},
        event::PersonEvent,
        model::{Person, Proofs},
        rules::key,
    },
    mail::model::Mail,
    notifications::model::Preferences,
    organisations::{
        model::Roster,
        rules::roster::{By, Command, Facts, decide},
    },
    problem::{FieldError, Problem, ProblemKind},
};
use store::{Document, StoreError, Table, Unit};

use super::{
    About,
    about::{Invited, invitations_of},
    owned, person_of, rosters_of, view,
};
use crate::{
    Failure,
    api::{Answer, Api, Call, Outcome},
    identity::{sessions, strikes},
    mail::letters::Letter,
    services::Services,
};

/// How often it is tried when somebody else writes at the same moment.
const ATTEMPTS: u32 = 6;
/// Tables with rows of a person's own, whatever they hold.
const OWN: [Table; 7] = [
    Table::Ceremony,
    Table::Device,
    Table::Following,
    Table::Notification,
    Table::Session,
    Table::Subject,
    Table::Token,
];

pub(super) fn mount(api: &mut Api) {
    api.mount::<EraseMe, _, _>(erase);
}

async fn erase(services: Services, call: Call<EraseMe>) -> Outcome<EraseMe> {
    let person = person_of(&services, call.person()?.person).await?;
    if !call.body.email.parse().is_ok_and(|typed| person.email.same_mailbox(&typed)) {
        let detail = "This is not the address of your account. Type it as it stands in your profile.";
        let errors = vec![FieldError::pointer("/email", detail)];
        return Err(Problem { errors, ..Problem::new(ProblemKind::Unprocessable, detail) }.into());
    }
    let rosters = rosters_of(&services, person.id).await?;
    let owns = owned(&services, person.id, &rosters).await?;
    if !owns.is_empty() {
        return Err(Failure::new(
            ProblemKind::Conflict,
            format!("You own {}. Hand the ownership to another member first.", owns.join(", ")),
        ));
    }
    decline_all(&services, &call, &person).await?;
    let mut tries = 0;
    loop {
        tries += 1;
        let (unit, reply) = decided(&services, &call).await?;
        match services.store.commit(unit).await {
            Ok(_) => return Ok(Answer::WithCookies(reply, services.identity.cookies.sign_out())),
            Err(StoreError::VersionConflict { .. }) if tries < ATTEMPTS => {}
            Err(error) => return Err(error.into()),
        }
    }
}

fn facts<'s>(services: &'s Services, call: &Call<EraseMe>, person: &Person) -> Facts<'s> {
    Facts {
        now: services.clock.now(),
        by: By::Person { id: person.id, from: Some(call.visitor.from.clone()) },
        policy: &services.identity.organisations,
        invitee: None,
    }
}

/// Takes the person's address out of the invitations that wait for them, each in a commit of its own.
async fn decline_all(services: &Services, call: &Call<EraseMe>, person: &Person) -> Result<(), Failure> {
    let mut tries = 0;
    loop {
        tries += 1;
        let invited = invitations_of(&services.store, person).await?;
        let Some(Invited { roster, id, .. }) = invited.first() else { return Ok(()) };
        let command = Command::Decline { invitation: *id, email: person.email.clone() };
        let decision = decide(roster, command, &facts(services, call, person))?;
        let mut unit = Unit::default();
        unit.roster(Some(roster), &decision.next);
        decision.events.into_iter().for_each(|event| unit.event(event));
        match services.store.commit(unit).await {
            Ok(_) => tries = 0,
            Err(StoreError::VersionConflict { .. }) if tries < ATTEMPTS => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Everything that goes, and the mail that says so.
async fn decided(services: &Services, call: &Call<EraseMe>) -> Result<(Unit, ErasureView), Failure> {
    let person = person_of(services, call.person()?.person).await?;
    let about = About::gather(services, &person).await?;
    let mut unit = Unit::default();
    end_keys(services, call, &person, &about, &mut unit)?;
    for roster in &about.rosters {
        let decision = decide(roster, Command::Leave, &facts(services, call, &person))?;
        unit.roster(Some(roster), &decision.next);
        decision.events.into_iter().for_each(|event| unit.event(event));
    }
    let id = person.id.to_string();
    for table in OWN {
        for key in services.store.keys_of(table, &id).await? {
            unit.remove_row(table, &key);
        }
    }
    strikes::forget(&person, &mut unit);
    about.mails.iter().for_each(|mail| unit.remove::<Mail>(mail.key()));
    unit.remove::<Preferences>(id.clone());
    unit.remove::<Proofs>(id.clone());
    unit.remove::<Person>(id);
    sessions::note(services, &call.visitor, person.id, &PersonEvent::Erased, &mut unit);
    unit.create(&Letter::AccountErased.to(services, &person.email, &person.locale));
    let reply = view(&person, true, Vec::new());
    call.deed.keep(&mut unit, &reply, services.clock.now())?;
    Ok((unit, reply))
}

/// Ends the person's own keys, in every organisation.
fn end_keys(
    services: &Services,
    call: &Call<EraseMe>,
    person: &Person,
    about: &About,
    unit: &mut Unit,
) -> Result<(), Failure> {
    for own in &about.keys {
        let roster = about.rosters.iter().find(|roster| roster.organisation() == own.organisation);
        let Some(seat) = roster.and_then(|roster: &Roster| roster.seat(person.id)) else { continue };
        let facts = key::Facts {
            now: services.clock.now(),
            by: person.id,
            seat,
            actor: call.visitor.actor(),
            policy: &services.identity.policy.key,
        };
        if let Some((ended, event)) = key::revoke(own, &facts)? {
            unit.update(&ended);
            unit.event(event);
        }
    }
    Ok(())
}
