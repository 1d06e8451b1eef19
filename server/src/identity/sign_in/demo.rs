//! The ready-made people of a demo program: anybody can be any of them.

use shared::{
    identity::{
        api::{DemoPeople, DemoPerson, ListDemoPeople, SignInAsDemoPerson},
        model::Person,
    },
    ids::PersonId,
    organisations::model::{Membership, Organisation, Roster},
    problem::ProblemKind,
};
use store::Unit;

use crate::{
    Failure,
    api::{Answer, Api, Call, Outcome},
    identity::sessions,
    organisations::members,
    services::Services,
};

/// More than there are.
const MOST: usize = 100;

pub(super) fn mount(api: &mut Api) {
    api.mount::<ListDemoPeople, _, _>(list);
    api.mount::<SignInAsDemoPerson, _, _>(become_one);
}

/// Whether a person is one of the ready-made: their ids are from before there was time, which no id that
/// is made at run time is.
fn is_ready_made(person: PersonId) -> bool {
    person.ulid().timestamp_ms() == 0
}

fn only_in_a_demo(services: &Services) -> Result<(), Failure> {
    if services.site.demo {
        return Ok(());
    }
    Err(Failure::new(ProblemKind::NotFound, "Only a demo program has ready-made people."))
}

async fn list(services: Services, _: Call<ListDemoPeople>) -> Outcome<ListDemoPeople> {
    only_in_a_demo(&services)?;
    let mut people = Vec::new();
    for person in services.store.all_after::<Person>(None, MOST).await? {
        if !is_ready_made(person.id) {
            continue;
        }
        let memberships = services.store.owned_by::<Membership>(&person.id.to_string(), None, 1).await?;
        let Some(membership) = memberships.first() else { continue };
        let id = membership.organisation.to_string();
        let organisation = services.store.get::<Organisation>(id.clone()).await?;
        let roster = services.store.get::<Roster>(id).await?;
        let (Some(organisation), Some(roster)) = (organisation, roster) else { continue };
        let Some(standing) = roster.standing(person.id) else { continue };
        people.push(DemoPerson {
            id: person.id,
            name: person.name.to_string(),
            email: person.email,
            organisation: organisation.name.to_string(),
            kind: organisation.kind,
            role: members::standing(&roster, standing),
        });
    }
    people.sort_by(|a, b| (a.kind, &a.organisation).cmp(&(b.kind, &b.organisation)));
    Ok(Answer::Value(DemoPeople { people }))
}

async fn become_one(services: Services, call: Call<SignInAsDemoPerson>) -> Outcome<SignInAsDemoPerson> {
    only_in_a_demo(&services)?;
    let person = services.store.get::<Person>(call.body.person.to_string()).await?;
    let person = person.filter(|person| is_ready_made(person.id)).ok_or_else(|| {
        Failure::new(ProblemKind::NotFound, "This is none of the ready-made people. Choose one at /demo.")
    })?;
    let mut unit = Unit::default();
    let begun = sessions::begin(&services, &call.visitor, person.id, &mut unit).await?;
    call.deed.keep_me(&mut unit, &begun, services.clock.now())?;
    services.store.commit(unit).await?;
    let me = sessions::me(&services, &begun.session).await?;
    Ok(Answer::WithCookies(me, begun.cookies(&services, &call.visitor)))
}
