//! Who comes, who goes, and who may do what.
//!
//! Nobody gives what they do not hold, and nobody touches a role or a member that holds more than they
//! do. The owner has a place of their own and leaves it only by handing it on.

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    event::{Actor, NewEvent},
    identity::{
        email::Email,
        model::{Name, Origin},
        secret::SecretHash,
    },
    ids::{InvitationId, PersonId, RoleId},
    organisations::{
        error::Rejection,
        event::{RoleFacts, RosterEvent},
        model::{Invitation, Member, Roster},
        permission::{Permission, Permissions},
        policy::OrganisationPolicy,
        role::{BuiltIn, CustomRole, RoleRef},
    },
};

/// What can be done to a roster. Clients choose ids; the server draws the secrets of links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Sends an invitation; an earlier one to the same address stops working.
    Invite {
        invitation: InvitationId,
        email: Email,
        role: RoleRef,
        hash: SecretHash,
    },
    Withdraw {
        invitation: InvitationId,
    },
    /// The one who asks has the link, and `email` is their verified address.
    Accept {
        invitation: InvitationId,
        hash: SecretHash,
        email: Email,
    },
    /// The one who was invited does not want it; `email` is their verified address.
    Decline {
        invitation: InvitationId,
        email: Email,
    },
    /// The organisation's identity provider vouched for the one who asks.
    JoinBySignOn {
        role: RoleRef,
        issuer: String,
    },
    ChangeRole {
        person: PersonId,
        role: RoleRef,
    },
    Remove {
        person: PersonId,
    },
    Leave,
    Transfer {
        to: PersonId,
    },
    /// Makes a role, or changes the one with this id.
    DefineRole {
        role: RoleId,
        name: Name,
        permissions: Permissions,
    },
    RemoveRole {
        role: RoleId,
    },
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    Person {
        id: PersonId,
        from: Option<Origin>,
    },
    /// Somebody with a shell on the host: may do everything, also make anyone the owner.
    Host {
        command: String,
    },
}

/// What a decision rests on beside roster and command.
#[derive(Clone, Debug)]
pub struct Facts<'p> {
    pub now: DateTime<Utc>,
    pub by: By,
    pub policy: &'p OrganisationPolicy,
    /// The person who has the address of an [`Command::Invite`], if there is one.
    pub invitee: Option<PersonId>,
}

/// The roster as it is from now on.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    pub next: Roster,
    /// Empty when the roster says already what is asked for: nothing is written.
    pub events: Vec<NewEvent>,
    /// Whose permissions are other than before: their sessions get new secrets. Those who do not belong
    /// to `next` any more lose their own keys here.
    pub affected: Vec<PersonId>,
}

/// Decides a command.
///
/// # Errors
/// See [`Rejection`].
pub fn decide(state: &Roster, command: Command, facts: &Facts<'_>) -> Result<Decision, Rejection> {
    let mut next = state.clone();
    let change = match command {
        Command::Invite { invitation, email, role, hash } => {
            invite(&mut next, invitation, email, role, hash, facts)?
        }
        Command::Withdraw { invitation } => withdraw(&mut next, invitation, facts)?,
        Command::Accept { invitation, hash, email } => accept(&mut next, invitation, hash, &email, facts)?,
        Command::Decline { invitation, email } => decline(&mut next, invitation, &email)?,
        Command::JoinBySignOn { role, issuer } => join_by_sign_on(&mut next, role, issuer, facts)?,
        Command::ChangeRole { person, role } => change_role(&mut next, person, role, facts)?,
        Command::Remove { person } => remove(&mut next, person, facts)?,
        Command::Leave => leave(&mut next, facts)?,
        Command::Transfer { to } => transfer(&mut next, to, facts)?,
        Command::DefineRole { role, name, permissions } => {
            define_role(&mut next, role, name, permissions, facts)?
        }
        Command::RemoveRole { role } => remove_role(&mut next, role, facts)?,
    };
    let Some((event, affected)) = change else {
        return Ok(Decision { next: state.clone(), events: Vec::new(), affected: Vec::new() });
    };
    next.version = state.version + 1;
    let actor = match &facts.by {
        By::Person { id, from } => Actor::Person { id: *id, from: from.clone() },
        By::Host { command } => Actor::Host { command: command.clone() },
    };
    Ok(Decision { events: vec![event.at(next.organisation, actor, facts.now)], next, affected })
}

/// What happened and to whom; `None` when nothing has to.
type Change = Option<(RosterEvent, Vec<PersonId>)>;

/// What the one who asks holds, if that includes `needed`.
fn holding(roster: &Roster, needed: Permission, facts: &Facts<'_>) -> Result<Permissions, Rejection> {
    match facts.by {
        By::Host { .. } => Ok(Permissions::of_owner(roster.kind)),
        By::Person { id, .. } => {
            let held = roster.seat(id).ok_or(Rejection::NotAMember)?.permissions;
            if held.has(needed) { Ok(held) } else { Err(Rejection::Lacks(needed)) }
        }
    }
}

fn within(wanted: Permissions, held: Permissions) -> Result<(), Rejection> {
    let beyond = wanted.beyond(held);
    if beyond.is_empty() { Ok(()) } else { Err(Rejection::Beyond(beyond)) }
}

fn allows(roster: &Roster, role: RoleRef) -> Result<Permissions, Rejection> {
    roster.permissions_of_role(role).ok_or(Rejection::NoRole)
}

/// Whether a person may have others come in with a role: nobody gives what they do not hold.
///
/// # Errors
/// A role that is not there or allows more than the person may.
pub fn may_give(roster: &Roster, person: PersonId, role: RoleRef) -> Result<(), Rejection> {
    within(allows(roster, role)?, roster.permissions(person))
}

fn invite(
    roster: &mut Roster,
    id: InvitationId,
    email: Email,
    role: RoleRef,
    hash: SecretHash,
    facts: &Facts<'_>,
) -> Result<Change, Rejection> {
    let held = holding(roster, Permission::MembersInvite, facts)?;
    within(allows(roster, role)?, held)?;
    if facts.invitee.is_some_and(|person| roster.standing(person).is_some()) {
        return Err(Rejection::AlreadyMember);
    }
    roster.invitations.retain(|_, invitation| facts.now < invitation.expires_at);
    if roster.invitations.contains_key(&id) {
        return Err(Rejection::IdTaken);
    }
    let earlier = roster.invitations.iter().find(|(_, earlier)| earlier.email.same_mailbox(&email));
    let replaces = earlier.map(|(id, _)| *id);
    if let Some(earlier) = replaces.and_then(|id| roster.invitations.remove(&id)) {
        within(allows(roster, earlier.role)?, held)?;
    }
    if 1 + roster.members.len() + roster.invitations.len() >= facts.policy.max_people {
        return Err(Rejection::Full(facts.policy.max_people));
    }
    let by = match facts.by {
        By::Person { id, .. } => Some(id),
        By::Host { .. } => None,
    };
    let expires_at = facts.now + TimeDelta::days(facts.policy.invitation_days.into());
    roster.invitations.insert(id, Invitation { email, role, hash, by, sent_at: facts.now, expires_at });
    Ok(Some((RosterEvent::Invited { invitation: id, invited_as: role, replaces }, Vec::new())))
}

fn withdraw(roster: &mut Roster, id: InvitationId, facts: &Facts<'_>) -> Result<Change, Rejection> {
    let held = holding(roster, Permission::MembersInvite, facts)?;
    let invitation = roster.invitations.remove(&id).ok_or(Rejection::InvitationGone)?;
    within(allows(roster, invitation.role)?, held)?;
    Ok(Some((RosterEvent::Withdrawn { invitation: id }, Vec::new())))
}

fn accept(
    roster: &mut Roster,
    id: InvitationId,
    hash: SecretHash,
    email: &Email,
    facts: &Facts<'_>,
) -> Result<Change, Rejection> {
    let By::Person { id: person, .. } = facts.by else { return Err(Rejection::NotAMember) };
    // Without the secret nobody learns whether the invitation is there.
    let invitation = roster.invitations.get(&id).filter(|invitation| invitation.hash == hash);
    let invitation = invitation.cloned().ok_or(Rejection::InvitationGone)?;
    if facts.now >= invitation.expires_at {
        return Err(Rejection::InvitationExpired);
    }
    if roster.standing(person).is_some() {
        return Err(Rejection::AlreadyMember);
    }
    if !invitation.email.same_mailbox(email) {
        return Err(Rejection::InvitationForAnother);
    }
    let allowed = allows(roster, invitation.role)?;
    if let Some(by) = invitation.by {
        let held = roster.permissions(by);
        if !held.has(Permission::MembersInvite) || !allowed.is_within(held) {
            return Err(Rejection::InviterLost);
        }
    }
    roster.invitations.remove(&id);
    roster.members.insert(person, Member { role: invitation.role, since: facts.now });
    let event = RosterEvent::Joined { person, joined_as: invitation.role, by_invitation: id };
    Ok(Some((event, vec![person])))
}

fn decline(roster: &mut Roster, id: InvitationId, email: &Email) -> Result<Change, Rejection> {
    let theirs = roster.invitations.get(&id).is_some_and(|invitation| invitation.email.same_mailbox(email));
    if !theirs {
        return Err(Rejection::InvitationGone);
    }
    roster.invitations.remove(&id);
    Ok(Some((RosterEvent::Withdrawn { invitation: id }, Vec::new())))
}

fn join_by_sign_on(
    roster: &mut Roster,
    role: RoleRef,
    issuer: String,
    facts: &Facts<'_>,
) -> Result<Change, Rejection> {
    let By::Person { id: person, .. } = facts.by else { return Err(Rejection::NotAMember) };
    if roster.standing(person).is_some() {
        return Err(Rejection::AlreadyMember);
    }
    allows(roster, role)?;
    if 1 + roster.members.len() + roster.invitations.len() >= facts.policy.max_people {
        return Err(Rejection::Full(facts.policy.max_people));
    }
    roster.members.insert(person, Member { role, since: facts.now });
    Ok(Some((RosterEvent::JoinedBySignOn { person, joined_as: role, by_sign_on: issuer }, vec![person])))
}

fn change_role(
    roster: &mut Roster,
    person: PersonId,
    role: RoleRef,
    facts: &Facts<'_>,
) -> Result<Change, Rejection> {
    let held = holding(roster, Permission::MembersManage, facts)?;
    if person == roster.owner {
        return Err(Rejection::OwnerKeepsEverything);
    }
    let before = roster.members.get(&person).ok_or(Rejection::NoMember)?.role;
    within(allows(roster, before)?, held)?;
    within(allows(roster, role)?, held)?;
    if before == role {
        return Ok(None);
    }
    if let Some(member) = roster.members.get_mut(&person) {
        member.role = role;
    }
    Ok(Some((RosterEvent::RoleChanged { person, before, after: role }, vec![person])))
}

fn remove(roster: &mut Roster, person: PersonId, facts: &Facts<'_>) -> Result<Change, Rejection> {
    let held = holding(roster, Permission::MembersManage, facts)?;
    if person == roster.owner {
        return Err(Rejection::OwnerStays);
    }
    let before = roster.members.get(&person).ok_or(Rejection::NoMember)?.role;
    within(allows(roster, before)?, held)?;
    forget(roster, person);
    Ok(Some((RosterEvent::Removed { removed: person, before }, vec![person])))
}

fn leave(roster: &mut Roster, facts: &Facts<'_>) -> Result<Change, Rejection> {
    let By::Person { id: person, .. } = facts.by else { return Err(Rejection::NotAMember) };
    if person == roster.owner {
        return Err(Rejection::OwnerStays);
    }
    let before = roster.members.get(&person).ok_or(Rejection::NotAMember)?.role;
    forget(roster, person);
    Ok(Some((RosterEvent::Left { left: person, before }, vec![person])))
}

/// Takes a member off the roster, with the invitations that they sent.
fn forget(roster: &mut Roster, person: PersonId) {
    roster.members.remove(&person);
    roster.invitations.retain(|_, invitation| invitation.by != Some(person));
}

fn transfer(roster: &mut Roster, to: PersonId, facts: &Facts<'_>) -> Result<Change, Rejection> {
    holding(roster, Permission::OrganisationTransfer, facts)?;
    let before = roster.owner;
    if to == before {
        return Ok(None);
    }
    let since = match (roster.members.remove(&to), &facts.by) {
        (Some(member), _) => member.since,
        (None, By::Host { .. }) => facts.now,
        (None, By::Person { .. }) => return Err(Rejection::NoMember),
    };
    let former = Member { role: RoleRef::BuiltIn(BuiltIn::Admin), since: roster.owner_since };
    roster.members.insert(before, former);
    roster.owner = to;
    roster.owner_since = since;
    Ok(Some((RosterEvent::Transferred { owner_before: before, owner_after: to }, vec![before, to])))
}

fn define_role(
    roster: &mut Roster,
    id: RoleId,
    name: Name,
    permissions: Permissions,
    facts: &Facts<'_>,
) -> Result<Change, Rejection> {
    let held = holding(roster, Permission::RolesManage, facts)?;
    let foreign = permissions.beyond(Permissions::of_roles(roster.kind));
    if !foreign.is_empty() {
        return Err(Rejection::NotForThisKind(foreign));
    }
    within(permissions, held)?;
    let before = roster.roles.get(&id).cloned();
    match &before {
        Some(before) => within(before.permissions, held)?,
        None if roster.roles.len() >= facts.policy.max_roles => {
            return Err(Rejection::TooManyRoles(facts.policy.max_roles));
        }
        None => {}
    }
    let folded = crate::text::fold(name.as_str());
    let same_name = |(other, role): (&RoleId, &CustomRole)| {
        *other != id && crate::text::fold(role.name.as_str()) == folded
    };
    if roster.roles.iter().any(same_name) {
        return Err(Rejection::RoleNameTaken);
    }
    let after = CustomRole { name, permissions };
    if before.as_ref() == Some(&after) {
        return Ok(None);
    }
    let affected = if before.as_ref().is_some_and(|before| before.permissions != permissions) {
        with_role(roster, id).collect()
    } else {
        Vec::new()
    };
    let event =
        RosterEvent::Role { role: id, before: before.as_ref().map(facts_of), after: Some(facts_of(&after)) };
    roster.roles.insert(id, after);
    Ok(Some((event, affected)))
}

fn remove_role(roster: &mut Roster, id: RoleId, facts: &Facts<'_>) -> Result<Change, Rejection> {
    let held = holding(roster, Permission::RolesManage, facts)?;
    let people = with_role(roster, id).count();
    let invitations =
        roster.invitations.values().filter(|invitation| invitation.role == RoleRef::Custom(id)).count();
    let before = roster.roles.remove(&id).ok_or(Rejection::NoRole)?;
    within(before.permissions, held)?;
    if people + invitations > 0 {
        return Err(Rejection::RoleInUse { people, invitations });
    }
    Ok(Some((RosterEvent::Role { role: id, before: Some(facts_of(&before)), after: None }, Vec::new())))
}

fn with_role(roster: &Roster, id: RoleId) -> impl Iterator<Item = PersonId> {
    let has = move |(_, member): &(&PersonId, &Member)| member.role == RoleRef::Custom(id);
    roster.members.iter().filter(has).map(|(person, _)| *person)
}

fn facts_of(role: &CustomRole) -> RoleFacts {
    RoleFacts { name: role.name.to_string(), permissions: role.permissions }
}

#[cfg(test)]
mod tests;
