//! The matrix of roles, and an organisation's own.

use shared::organisations::{
    api::{DefineRole, GetRoles, RemoveRole, RoleColumn, RoleMatrix},
    model::Roster,
    permission::Permissions,
    role::matrix,
    role::{RoleRef, Standing},
    rules::roster::Command,
};
use store::Unit;

use super::{
    members::{held, standing},
    roster,
};
use crate::{
    again::again,
    api::{Answer, Api, Call, Outcome},
    services::Services,
};

pub(super) fn mount(api: &mut Api) {
    api.mount::<GetRoles, _, _>(get);
    api.mount::<DefineRole, _, _>(define);
    api.mount::<RemoveRole, _, _>(remove);
}

fn view(roster: &Roster, caller: Permissions) -> RoleMatrix {
    let kind = roster.kind();
    let matrix = matrix(kind, roster.roles().iter().map(|(id, role)| (*id, role)));
    let columns = matrix.columns.into_iter().map(|column| {
        let people = roster.people().filter(|(_, standing, _)| *standing == column.standing).count();
        RoleColumn {
            role: standing(roster, column.standing),
            permissions: column.permissions,
            people: people as u64,
            own: matches!(column.standing, Standing::Member(RoleRef::Custom(_))),
        }
    });
    RoleMatrix {
        version: roster.version(),
        rows: matrix.rows.into_iter().collect(),
        columns: columns.collect(),
        grantable: Permissions::of_roles(kind).and(caller),
    }
}

async fn get(services: Services, call: Call<GetRoles>) -> Outcome<GetRoles> {
    let roster = roster::load(&services, call.path.organisation).await?;
    let version = roster.version();
    Ok(Answer::Versioned(view(&roster, held(&call)), version))
}

async fn define(services: Services, call: Call<DefineRole>) -> Outcome<DefineRole> {
    let command = Command::DefineRole {
        role: call.path.role,
        name: call.body.name.clone(),
        permissions: call.body.permissions,
    };
    carry_out(&services, &call, call.path.organisation, command).await
}

async fn remove(services: Services, call: Call<RemoveRole>) -> Outcome<RemoveRole> {
    let command = Command::RemoveRole { role: call.path.role };
    carry_out(&services, &call, call.path.organisation, command).await
}

async fn carry_out<E>(
    services: &Services,
    call: &Call<E>,
    organisation: shared::ids::OrganisationId,
    command: Command,
) -> Outcome<E>
where
    E: shared::endpoint::Endpoint<Reply = RoleMatrix>,
{
    let _turn = services.turns.of(&organisation.to_string()).await;
    let matrix = again!({
        let before = roster::load(services, organisation).await?;
        let held = held(call);
        call.on_version(before.version(), &view(&before, held))?;
        let decision = roster::decided(services, call, &before, command.clone(), None)?;
        let mut unit = Unit::default();
        roster::put(services, &before, &decision, &call.visitor.actor(), None, &mut unit).await?;
        let matrix = view(&decision.next, held);
        call.deed.keep(&mut unit, &matrix, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(matrix)
    })?;
    Ok(Answer::Value(matrix))
}
