//! Invitations: sent by mail, looked at by their link, accepted once.

use shared::{
    identity::{
        api::Me,
        model::{Person, Session},
        secret::{Opens, Secret},
    },
    organisations::{
        api::{
            AcceptInvitation, InvitationLink, InvitationView, Invite, LookAtInvitation, WithdrawInvitation,
        },
        error::Rejection,
        model::{Invitation, Organisation, Roster},
        rules::roster::Command,
    },
};
use store::Unit;

use super::{
    members::{carry_out, held, named, view},
    roster,
};
use crate::{
    Failure,
    again::again,
    api::{Answer, Api, Call, Outcome},
    identity::sessions,
    mail::{self, letters::Letter},
    services::Services,
};

pub(super) fn mount(api: &mut Api) {
    api.mount::<Invite, _, _>(invite);
    api.mount::<WithdrawInvitation, _, _>(withdraw);
    api.mount::<LookAtInvitation, _, _>(look);
    api.mount::<AcceptInvitation, _, _>(accept);
}

async fn invite(services: Services, call: Call<Invite>) -> Outcome<Invite> {
    let id = call.path.organisation;
    let asked = &call.body;
    let me = call.person()?.person;
    let inviter = services.store.get::<Person>(me.to_string()).await?;
    let _turn = services.turns.of(&id.to_string()).await;
    let mut counted = false;
    let members = again!({
        let before = roster::load(&services, id).await?;
        let organisation = services.store.get::<Organisation>(id.to_string()).await?;
        let organisation = organisation.ok_or(Rejection::NotAMember)?;
        let invitee = services.store.find::<Person>(&asked.email.key()).await?;
        let secret = Secret::draw(&*services.random);
        let command = Command::Invite {
            invitation: asked.id,
            email: asked.email.clone(),
            role: asked.role,
            hash: secret.hash(Opens::Invitation),
        };
        let invited = invitee.as_ref().map(|person| person.id);
        let decision = roster::decided(&services, &call, &before, command, invited)?;
        if !std::mem::replace(&mut counted, true) {
            mail::not_too_often(&services, &call.visitor, &asked.email).await?;
        }
        let mut unit = Unit::default();
        roster::put(&services, &before, &decision, &call.visitor.actor(), None, &mut unit).await?;
        let link = format!("/invitation?organisation={id}&invitation={}#{}", asked.id, secret.encode());
        let letter = Letter::Invitation {
            days: services.identity.organisations.invitation_days,
            organisation: organisation.name.as_str(),
            by: inviter.as_ref().map(|person| person.name.as_str()),
            link,
        };
        // In the language of who is invited, where it is known; else of who invites.
        let locale = invitee.as_ref().or(inviter.as_ref()).map(|person| person.locale.clone());
        let locale = locale.map_or_else(|| "en".parse().map_err(anyhow::Error::new), Ok)?;
        unit.create(&letter.to(&services, &asked.email, &locale));
        let members = view(&services, &decision.next, held(&call)).await?;
        call.deed.keep(&mut unit, &members, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(members)
    })?;
    Ok(Answer::Value(members))
}

async fn withdraw(services: Services, call: Call<WithdrawInvitation>) -> Outcome<WithdrawInvitation> {
    let command = Command::Withdraw { invitation: call.path.invitation };
    carry_out(&services, &call, call.path.organisation, command).await
}

/// The invitation of a link, for whoever has it.
async fn opened(services: &Services, link: &InvitationLink) -> Result<(Roster, Invitation, Secret), Failure> {
    let gone = || Failure::from(Rejection::InvitationGone);
    let secret = Secret::parse(&link.token).ok_or_else(gone)?;
    let roster = services.store.get::<Roster>(link.organisation.to_string()).await?.ok_or_else(gone)?;
    let invitation = roster.invitations().get(&link.invitation).cloned().ok_or_else(gone)?;
    if invitation.hash != secret.hash(Opens::Invitation) {
        return Err(gone());
    }
    if services.clock.now() >= invitation.expires_at {
        return Err(Rejection::InvitationExpired.into());
    }
    Ok((roster, invitation, secret))
}

async fn look(services: Services, call: Call<LookAtInvitation>) -> Outcome<LookAtInvitation> {
    let (roster, invitation, _) = opened(&services, &call.body).await?;
    let organisation = services.store.get::<Organisation>(call.body.organisation.to_string()).await?;
    let organisation = organisation.ok_or(Rejection::InvitationGone)?;
    let by = match invitation.by {
        Some(by) => services.store.get::<Person>(by.to_string()).await?,
        None => None,
    };
    let me = match call.visitor.person() {
        Some(person) => services.store.get::<Person>(person.person.to_string()).await?,
        None => None,
    };
    Ok(Answer::Value(InvitationView {
        organisation: organisation.name.to_string(),
        kind: organisation.kind,
        role: named(&roster, invitation.role),
        by_name: by.map(|person| person.name.to_string()),
        for_another: me.is_some_and(|me| !me.email.same_mailbox(&invitation.email)),
        email: invitation.email,
        expires_at: invitation.expires_at,
    }))
}

async fn accept(services: Services, call: Call<AcceptInvitation>) -> Outcome<AcceptInvitation> {
    let me = call.enters(Some(call.body.organisation))?.person;
    let _turn = services.turns.of(&call.body.organisation.to_string()).await;
    let begun = again!({
        let (before, _, secret) = opened(&services, &call.body).await?;
        let person = services.store.get::<Person>(me.to_string()).await?.ok_or(Rejection::NotAMember)?;
        let command = Command::Accept {
            invitation: call.body.invitation,
            hash: secret.hash(Opens::Invitation),
            email: person.email,
        };
        let decision = roster::decided(&services, &call, &before, command, None)?;
        let this = call.visitor.session.as_ref().map(|session| session.id);
        let mut unit = Unit::default();
        roster::put(&services, &before, &decision, &call.visitor.actor(), this, &mut unit).await?;
        let begun = acting_in(&services, &call, before.organisation(), &mut unit).await?;
        call.deed.keep_me(&mut unit, &begun, services.clock.now())?;
        services.store.commit(unit).await?;
        Ok(begun)
    })?;
    let me: Me = sessions::me(&services, &begun.session).await?;
    Ok(Answer::WithCookies(me, begun.cookies(&services, &call.visitor)))
}

/// The caller's session, under a new secret, in this organisation from now on.
pub(super) async fn acting_in<E: shared::endpoint::Endpoint>(
    services: &Services,
    call: &Call<E>,
    organisation: shared::ids::OrganisationId,
    unit: &mut Unit,
) -> Result<sessions::Begun, Failure> {
    use shared::identity::rules::{access::Verdict, session::Rotation};
    let session = call.visitor.session.as_ref().ok_or(Verdict::SignIn)?;
    let stored = services.store.get::<Session>(session.id.to_string()).await?.ok_or(Verdict::SignIn)?;
    Ok(sessions::rotate(services, &stored, Rotation::Switched(Some(organisation)), unit))
}
