//! Members.

use shared::{
    identity::model::Person,
    ids::PersonId,
    organisations::{
        api::{ChangeMember, InvitationRow, ListMembers, MemberView, Members, RemoveMember, RoleName},
        model::{Roster, Seat},
        permission::{Permission, Permissions},
        role::{BuiltIn, RoleRef, Standing},
        rules::roster::Command,
    },
};
use store::Unit;

use super::roster;
use crate::{
    Failure,
    again::again,
    api::{Answer, Api, Call, Outcome},
    services::Services,
};

pub(super) fn mount(api: &mut Api) {
    api.mount::<ListMembers, _, _>(list);
    api.mount::<ChangeMember, _, _>(change);
    api.mount::<RemoveMember, _, _>(remove);
}

/// A role by the name that a list shows.
pub(super) fn named(roster: &Roster, role: RoleRef) -> RoleName {
    let name = match role {
        RoleRef::BuiltIn(_) => None,
        RoleRef::Custom(id) => roster.roles().get(&id).map(|role| role.name.to_string()),
    };
    RoleName { role: role.to_string(), name }
}

/// What somebody is, by the name that a list shows.
pub(crate) fn standing(roster: &Roster, standing: Standing) -> RoleName {
    match standing {
        Standing::Owner => RoleName { role: "owner".to_owned(), name: None },
        Standing::Member(role) => named(roster, role),
    }
}

/// Every role that an organisation has, built-in ones first.
pub(super) fn roles(roster: &Roster) -> Vec<RoleRef> {
    let built_in = BuiltIn::ALL.into_iter().filter(|role| role.permissions(roster.kind()).is_some());
    let own = roster.roles().keys().copied().map(RoleRef::Custom);
    built_in.map(RoleRef::BuiltIn).chain(own).collect()
}

/// The people of an organisation as the caller sees them.
pub(super) async fn view(
    services: &Services,
    roster: &Roster,
    caller: Permissions,
) -> Result<Members, Failure> {
    let ids = roster.people().map(|(person, ..)| person.to_string());
    let inviters = roster.invitations().values().filter_map(|invitation| invitation.by);
    let ids = ids.chain(inviters.map(|person| person.to_string()));
    let people = services.store.get_all::<Person>(ids.collect::<Vec<_>>()).await?;
    let known = |id: PersonId| people.iter().find(|person| person.id == id);
    let within = |role| roster.permissions_of_role(role).is_some_and(|held| held.is_within(caller));
    let manages = caller.has(Permission::MembersManage);
    let rows = roster.people().map(|(id, standing_of, since)| MemberView {
        person: id,
        name: known(id).map_or_else(|| id.to_string(), |person| person.name.to_string()),
        email: known(id).map(|person| person.email.to_string()).unwrap_or_default(),
        role: standing(roster, standing_of),
        since,
        manageable: match standing_of {
            Standing::Owner => false,
            Standing::Member(role) => manages && within(role),
        },
    });
    let now = services.clock.now();
    let mut invitations: Vec<InvitationRow> = roster
        .invitations()
        .iter()
        .filter(|(_, invitation)| now < invitation.expires_at)
        .map(|(id, invitation)| InvitationRow {
            invitation: *id,
            email: invitation.email.to_string(),
            role: named(roster, invitation.role),
            by_name: invitation.by.and_then(known).map(|person| person.name.to_string()),
            sent_at: invitation.sent_at,
            expires_at: invitation.expires_at,
        })
        .collect();
    invitations.sort_by_key(|invitation| std::cmp::Reverse(invitation.sent_at));
    Ok(Members {
        version: roster.version(),
        people: rows.collect(),
        invitations,
        roles: roles(roster)
            .into_iter()
            .filter(|role| within(*role))
            .map(|role| named(roster, role))
            .collect(),
    })
}

/// What the caller holds here; the gate has let them in.
pub(super) fn held<E: shared::endpoint::Endpoint>(call: &Call<E>) -> Permissions {
    use shared::identity::rules::access::Caller;
    let seat: Option<Seat> = match &call.visitor.caller {
        Caller::Anonymous => None,
        Caller::Person(person) => person.seat,
        Caller::Key { seat, .. } => Some(*seat),
    };
    seat.map(|seat| seat.permissions).unwrap_or_default()
}

async fn list(services: Services, call: Call<ListMembers>) -> Outcome<ListMembers> {
    let roster = roster::load(&services, call.path.organisation).await?;
    let version = roster.version();
    Ok(Answer::Versioned(view(&services, &roster, held(&call)).await?, version))
}

async fn change(services: Services, call: Call<ChangeMember>) -> Outcome<ChangeMember> {
    let command = Command::ChangeRole { person: call.path.person, role: call.body.role };
    carry_out(&services, &call, call.path.organisation, command).await
}

async fn remove(services: Services, call: Call<RemoveMember>) -> Outcome<RemoveMember> {
    let command = Command::Remove { person: call.path.person };
    carry_out(&services, &call, call.path.organisation, command).await
}

/// Carries out a command whose reply are the members.
pub(super) async fn carry_out<E>(
    services: &Services,
    call: &Call<E>,
    organisation: shared::ids::OrganisationId,
    command: Command,
) -> Outcome<E>
where
    E: shared::endpoint::Endpoint<Reply = Members>,
{
    let _turn = services.turns.of(&organisation.to_string()).await;
    let members = again!({
        let before = roster::load(services, organisation).await?;
        let held = held(call);
        if call.based_on.is_some_and(|based_on| based_on != before.version()) {
            call.on_version(before.version(), &view(services, &before, held).await?)?;
        }
        let decision = roster::decided(services, call, &before, command.clone(), None)?;
        let mut unit = Unit::default();
        roster::put(services, &before, &decision, &call.visitor.actor(), None, &mut unit).await?;
        let members = view(services, &decision.next, held).await?;
        call.deed.keep(&mut unit, &members, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(members)
    })?;
    Ok(Answer::Value(members))
}
