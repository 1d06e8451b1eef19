//! Founding, reading, changing, handing on and leaving an organisation.

use shared::{
    identity::{
        api::Me,
        model::{Person, Session},
        rules::{access::Verdict, session::Rotation},
    },
    organisations::{
        api::{
            EditOrganisation, FoundOrganisation, GetOrganisation, LeaveOrganisation, OrganisationView,
            TransferOrganisation,
        },
        error::Rejection,
        model::{DomainClaim, Organisation, Roster},
        rules::{
            organisation::{Edit, Facts, Found, edit, found},
            roster::Command,
        },
    },
    problem::ProblemKind,
};
use store::Unit;

use super::{invitations::acting_in, roster};
use crate::{
    Failure,
    again::again,
    api::{Answer, Api, Call, Outcome},
    identity::sessions,
    services::Services,
};

/// Most domains of an organisation that are listed.
pub(super) const MOST_DOMAINS: usize = 200;

pub(super) fn mount(api: &mut Api) {
    api.mount::<FoundOrganisation, _, _>(found_one);
    api.mount::<GetOrganisation, _, _>(get);
    api.mount::<EditOrganisation, _, _>(change);
    api.mount::<TransferOrganisation, _, _>(transfer);
    api.mount::<LeaveOrganisation, _, _>(leave);
}

async fn found_one(services: Services, call: Call<FoundOrganisation>) -> Outcome<FoundOrganisation> {
    let me = call.own()?.person;
    let asked = &call.body;
    let begun = again!({
        let taken = services.store.find::<Organisation>(asked.slug.as_str()).await?;
        let partner = services.store.partner_by_slug(&asked.slug).await?;
        let facts = Facts {
            now: services.clock.now(),
            actor: call.visitor.actor(),
            slug_taken: taken.is_some() || partner.is_some(),
            operator_exists: true,
        };
        if services.store.get::<Roster>(asked.id.to_string()).await?.is_some()
            || services.store.partner(asked.id).await?.is_some()
        {
            return Err(Rejection::IdTaken.into());
        }
        let command = Found {
            id: asked.id,
            kind: asked.kind.into(),
            name: asked.name.clone(),
            slug: asked.slug.clone(),
        };
        let founded = found(command, me, &facts)?;
        let mut unit = Unit::default();
        unit.create(&founded.organisation);
        unit.roster(None, &founded.roster);
        unit.event(founded.event);
        let begun = acting_in(&services, &call, asked.id, &mut unit).await?;
        call.deed.keep_me(&mut unit, &begun, facts.now)?;
        services.store.commit(unit).await?;
        Ok(begun)
    })?;
    let me = sessions::me(&services, &begun.session).await?;
    Ok(Answer::WithCookies(me, begun.cookies(&services, &call.visitor)))
}

async fn load(services: &Services, id: shared::ids::OrganisationId) -> Result<Organisation, Failure> {
    let organisation = services.store.get::<Organisation>(id.to_string()).await?;
    organisation.ok_or_else(|| Rejection::NotAMember.into())
}

async fn view(services: &Services, organisation: &Organisation) -> Result<OrganisationView, Failure> {
    let roster = roster::load(services, organisation.id).await?;
    let owner = services.store.get::<Person>(roster.owner().to_string()).await?;
    let id = organisation.id.to_string();
    let claims = services.store.owned_by::<DomainClaim>(&id, None, MOST_DOMAINS).await?;
    let proved = claims.into_iter().filter(|claim| claim.verified_at.is_some());
    Ok(OrganisationView {
        id: organisation.id,
        version: organisation.version,
        kind: organisation.kind,
        name: organisation.name.to_string(),
        slug: organisation.slug.to_string(),
        since: organisation.since,
        owner: roster.owner(),
        owner_name: owner.map(|person| person.name.to_string()),
        people: roster.people().count() as u64,
        domains: proved.map(|claim| claim.domain.to_string()).collect(),
    })
}

async fn get(services: Services, call: Call<GetOrganisation>) -> Outcome<GetOrganisation> {
    let organisation = load(&services, call.path.organisation).await?;
    Ok(Answer::Versioned(view(&services, &organisation).await?, organisation.version))
}

async fn change(services: Services, call: Call<EditOrganisation>) -> Outcome<EditOrganisation> {
    let _turn = services.turns.of(&call.path.organisation.to_string()).await;
    let view = again!({
        let organisation = load(&services, call.path.organisation).await?;
        let shown = view(&services, &organisation).await?;
        call.on_version(organisation.version, &shown)?;
        let asked = Edit { name: call.body.name.clone(), slug: call.body.slug.clone() };
        let taken = match &asked.slug {
            Some(slug) => {
                let holder = services.store.find::<Organisation>(slug.as_str()).await?;
                let partner = services.store.partner_by_slug(slug).await?;
                holder.is_some_and(|holder| holder.id != organisation.id)
                    || partner.is_some_and(|partner| partner.id != organisation.id)
            }
            None => false,
        };
        let facts = Facts {
            now: services.clock.now(),
            actor: call.visitor.actor(),
            slug_taken: taken,
            operator_exists: true,
        };
        let Some((next, event)) = edit(&organisation, asked, &facts)? else { return Ok(shown) };
        let shown = OrganisationView {
            version: next.version,
            name: next.name.to_string(),
            slug: next.slug.to_string(),
            ..shown
        };
        let mut unit = Unit::default();
        unit.update(&next);
        unit.event(event);
        call.deed.keep(&mut unit, &shown, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(shown)
    })?;
    Ok(Answer::Value(view))
}

async fn transfer(services: Services, call: Call<TransferOrganisation>) -> Outcome<TransferOrganisation> {
    let _turn = services.turns.of(&call.path.organisation.to_string()).await;
    let begun = again!({
        let before = roster::load(&services, call.path.organisation).await?;
        let command = Command::Transfer { to: call.body.to };
        let decision = roster::decided(&services, &call, &before, command, None)?;
        let this = call.visitor.session.as_ref().map(|session| session.id);
        let mut unit = Unit::default();
        roster::put(&services, &before, &decision, &call.visitor.actor(), this, &mut unit).await?;
        let begun = acting_in(&services, &call, call.path.organisation, &mut unit).await?;
        call.deed.keep_me(&mut unit, &begun, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(begun)
    })?;
    let me = sessions::me(&services, &begun.session).await?;
    Ok(Answer::WithCookies(me, begun.cookies(&services, &call.visitor)))
}

async fn leave(services: Services, call: Call<LeaveOrganisation>) -> Outcome<LeaveOrganisation> {
    let session = call.visitor.session.as_ref().ok_or(Verdict::SignIn)?;
    let _turn = services.turns.of(&call.path.organisation.to_string()).await;
    let begun = again!({
        let before = roster::load(&services, call.path.organisation).await?;
        let decision = roster::decided(&services, &call, &before, Command::Leave, None)?;
        let mut unit = Unit::default();
        let this = Some(session.id);
        roster::put(&services, &before, &decision, &call.visitor.actor(), this, &mut unit).await?;
        // Where they go on: in the first of the others.
        let me = sessions::me(&services, session).await?;
        let next = me.organisations.iter().find(|other| other.id != call.path.organisation);
        let stored = services.store.get::<Session>(session.id.to_string()).await?;
        let stored = stored
            .ok_or_else(|| Failure::new(ProblemKind::SignInRequired, "You are signed out. Sign in again."))?;
        let why = Rotation::Switched(next.map(|organisation| organisation.id));
        let begun = sessions::rotate(&services, &stored, why, &mut unit);
        call.deed.keep_me(&mut unit, &begun, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(begun)
    })?;
    let me: Me = sessions::me(&services, &begun.session).await?;
    Ok(Answer::WithCookies(me, begun.cookies(&services, &call.visitor)))
}
