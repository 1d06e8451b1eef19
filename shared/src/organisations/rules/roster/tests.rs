use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::{
    identity::secret::{Opens, Secret},
    ids::OrganisationId,
    organisations::{model::OrganisationKind, role::Standing},
    testing::{START, SeededRandom},
};

const OWNER: PersonId = person(0);
const ADMIN: PersonId = person(1);
const SELLER: PersonId = person(2);
const GUEST: PersonId = person(9);

const fn person(number: u128) -> PersonId {
    PersonId::from_ulid(ulid::Ulid(number))
}

const fn role(number: u128) -> RoleId {
    RoleId::from_ulid(ulid::Ulid(number))
}

const fn invitation(number: u128) -> InvitationId {
    InvitationId::from_ulid(ulid::Ulid(number))
}

const fn built_in(role: BuiltIn) -> RoleRef {
    RoleRef::BuiltIn(role)
}

fn email(number: u128) -> Email {
    format!("p{number}@example.com").parse().expect("an address")
}

fn hash(seed: u64) -> SecretHash {
    Secret::draw(&SeededRandom::from(seed)).hash(Opens::Invitation)
}

/// A partner with an owner, an admin and a seller.
fn roster() -> Roster {
    let mut roster =
        Roster::start(OrganisationId::from_ulid(ulid::Ulid(1)), OrganisationKind::Partner, OWNER, START);
    roster.members.insert(ADMIN, Member { role: built_in(BuiltIn::Admin), since: START });
    roster.members.insert(SELLER, Member { role: built_in(BuiltIn::Seller), since: START });
    roster
}

fn at(days: i64, by: By, state: &Roster, command: Command) -> Result<Decision, Rejection> {
    let policy = OrganisationPolicy { max_people: 8, max_roles: 4, ..OrganisationPolicy::default() };
    let now = START + TimeDelta::days(days);
    let invitee = match &command {
        Command::Invite { email, .. } => (0..10).find(|number| self::email(*number) == *email).map(person),
        _ => None,
    };
    decide(state, command, &Facts { now, by, policy: &policy, invitee })
}

fn act(by: PersonId, state: &Roster, command: Command) -> Result<Decision, Rejection> {
    at(0, By::Person { id: by, from: None }, state, command)
}

fn host(state: &Roster, command: Command) -> Result<Decision, Rejection> {
    at(0, By::Host { command: "guildhall admin".to_owned() }, state, command)
}

fn invite(role: RoleRef) -> Command {
    Command::Invite { invitation: invitation(1), email: email(9), role, hash: hash(1) }
}

fn accept() -> Command {
    Command::Accept { invitation: invitation(1), hash: hash(1), email: email(9) }
}

fn define(number: u128, name: &str, permissions: &[Permission]) -> Command {
    let name = name.parse().expect("a name");
    Command::DefineRole { role: role(number), name, permissions: Permissions::of(permissions) }
}

fn refused(result: Result<Decision, Rejection>) -> Rejection {
    result.map(|decision| decision.events).expect_err("a refusal")
}

#[test]
fn an_invitation_works_once() {
    let sent = act(ADMIN, &roster(), invite(built_in(BuiltIn::Seller))).expect("sent");
    assert_eq!((sent.next.version(), sent.events[0].kind), (2, "invitation.sent"));
    let joined = act(GUEST, &sent.next, accept()).expect("accepted");
    assert_eq!(joined.next.standing(GUEST), Some(Standing::Member(built_in(BuiltIn::Seller))));
    assert_eq!((joined.affected.as_slice(), joined.events[0].kind), ([GUEST].as_slice(), "member.joined"));
    assert_eq!(refused(act(person(8), &joined.next, accept())), Rejection::InvitationGone);
}

#[test]
fn an_invitation_wants_its_secret_its_address_and_its_time() {
    let sent = act(ADMIN, &roster(), invite(built_in(BuiltIn::Seller))).expect("sent").next;
    let with = |hash: SecretHash, email: Email| Command::Accept { invitation: invitation(1), hash, email };
    assert_eq!(refused(act(GUEST, &sent, with(hash(2), email(9)))), Rejection::InvitationGone);
    assert_eq!(refused(act(GUEST, &sent, with(hash(1), email(8)))), Rejection::InvitationForAnother);
    assert_eq!(refused(act(SELLER, &sent, with(hash(1), email(9)))), Rejection::AlreadyMember);
    let shouted = "P9@EXAMPLE.COM".parse().expect("an address");
    assert!(act(GUEST, &sent, with(hash(1), shouted)).is_ok());
    let guest = || By::Person { id: GUEST, from: None };
    assert_eq!(refused(at(7, guest(), &sent, accept())), Rejection::InvitationExpired);
    assert!(at(6, guest(), &sent, accept()).is_ok());
}

#[test]
fn who_was_invited_can_decline_and_nobody_else_can_for_them() {
    let sent = act(ADMIN, &roster(), invite(built_in(BuiltIn::Seller))).expect("sent").next;
    let decline = |of| Command::Decline { invitation: invitation(1), email: email(of) };
    assert_eq!(refused(act(GUEST, &sent, decline(8))), Rejection::InvitationGone);
    let declined = act(GUEST, &sent, decline(9)).expect("declined");
    assert_eq!((declined.events[0].kind, declined.next.invitations().len()), ("invitation.withdrawn", 0));
    assert_eq!(refused(act(GUEST, &declined.next, accept())), Rejection::InvitationGone);
}

#[test]
fn an_invitation_of_somebody_who_lost_the_right_does_not_work() {
    let sent = act(ADMIN, &roster(), invite(built_in(BuiltIn::Admin))).expect("sent").next;
    let demoted = Command::ChangeRole { person: ADMIN, role: built_in(BuiltIn::Seller) };
    let demoted = act(OWNER, &sent, demoted).expect("demoted").next;
    assert_eq!(refused(act(GUEST, &demoted, accept())), Rejection::InviterLost);
    let inviters = define(1, "Inviters", &[Permission::MembersInvite]);
    let lesser = act(OWNER, &sent, inviters).expect("made").next;
    let lesser = act(OWNER, &lesser, Command::ChangeRole { person: ADMIN, role: RoleRef::Custom(role(1)) });
    let lesser = lesser.expect("demoted").next;
    assert_eq!(refused(act(GUEST, &lesser, accept())), Rejection::InviterLost);
    let removed = act(OWNER, &sent, Command::Remove { person: ADMIN }).expect("removed").next;
    assert_eq!(refused(act(GUEST, &removed, accept())), Rejection::InvitationGone);
}

#[test]
fn a_second_invitation_replaces_the_first() {
    let first = act(ADMIN, &roster(), invite(built_in(BuiltIn::Seller))).expect("sent").next;
    let again = Command::Invite {
        invitation: invitation(2),
        email: "P9@example.com".parse().expect("an address"),
        role: built_in(BuiltIn::Marketer),
        hash: hash(2),
    };
    let second = act(ADMIN, &first, again).expect("sent").next;
    assert_eq!(second.invitations().keys().copied().collect::<Vec<_>>(), [invitation(2)]);
    assert_eq!(refused(act(GUEST, &second, accept())), Rejection::InvitationGone);
}

#[test]
fn members_cannot_be_invited_and_an_organisation_fills_up() {
    let member = Command::Invite {
        invitation: invitation(1),
        email: email(2),
        role: built_in(BuiltIn::Seller),
        hash: hash(1),
    };
    assert_eq!(refused(act(ADMIN, &roster(), member)), Rejection::AlreadyMember);
    let mut full = roster();
    for number in 3..8 {
        full.members.insert(person(number), Member { role: built_in(BuiltIn::Seller), since: START });
    }
    assert_eq!(refused(act(ADMIN, &full, invite(built_in(BuiltIn::Seller)))), Rejection::Full(8));
}

#[test]
fn a_provider_brings_people_in_who_are_none_yet_and_the_trail_says_so() {
    let role = built_in(BuiltIn::Seller);
    let join = || Command::JoinBySignOn { role, issuer: "https://login.example.com".to_owned() };
    let joined = act(GUEST, &roster(), join()).expect("joined");
    assert_eq!(joined.next.standing(GUEST), Some(Standing::Member(role)));
    assert_eq!((joined.affected.as_slice(), joined.events[0].kind), ([GUEST].as_slice(), "member.joined"));
    assert_eq!(joined.events[0].payload["by_sign_on"], "https://login.example.com");
    let read: RosterEvent = serde_json::from_value(joined.events[0].payload.clone()).expect("reads");
    assert!(matches!(read, RosterEvent::JoinedBySignOn { .. }), "{read:?}");
    for member in [OWNER, SELLER] {
        assert_eq!(refused(act(member, &roster(), join())), Rejection::AlreadyMember);
    }
    assert_eq!(refused(host(&roster(), join())), Rejection::NotAMember);
}

#[test]
fn a_provider_brings_nobody_into_a_role_that_is_gone_or_a_full_organisation() {
    let join = |role| Command::JoinBySignOn { role, issuer: String::new() };
    assert_eq!(refused(act(GUEST, &roster(), join(RoleRef::Custom(role(7))))), Rejection::NoRole);
    let mut full = roster();
    for number in 3..8 {
        full.members.insert(person(number), Member { role: built_in(BuiltIn::Seller), since: START });
    }
    assert_eq!(refused(act(GUEST, &full, join(built_in(BuiltIn::Seller)))), Rejection::Full(8));
}

#[test]
fn others_come_in_with_no_more_than_who_lets_them_in_holds() {
    let some = [Permission::MembersInvite, Permission::SignOnManage];
    let state = act(OWNER, &roster(), define(1, "Desk", &some)).expect("made").next;
    let give = Command::ChangeRole { person: SELLER, role: RoleRef::Custom(role(1)) };
    let state = act(OWNER, &state, give).expect("given").next;
    assert_eq!(may_give(&state, SELLER, RoleRef::Custom(role(1))), Ok(()));
    assert_eq!(may_give(&state, OWNER, built_in(BuiltIn::Admin)), Ok(()));
    assert!(matches!(may_give(&state, SELLER, built_in(BuiltIn::Admin)), Err(Rejection::Beyond(_))));
    assert_eq!(may_give(&state, OWNER, RoleRef::Custom(role(9))), Err(Rejection::NoRole));
}

#[test]
fn strangers_learn_nothing_and_members_need_the_permission() {
    assert_eq!(refused(act(GUEST, &roster(), invite(built_in(BuiltIn::Seller)))), Rejection::NotAMember);
    let lacks = refused(act(SELLER, &roster(), invite(built_in(BuiltIn::Seller))));
    assert_eq!(lacks, Rejection::Lacks(Permission::MembersInvite));
    assert_eq!(
        refused(act(ADMIN, &roster(), Command::Transfer { to: ADMIN })),
        Rejection::Lacks(Permission::OrganisationTransfer)
    );
}

#[test]
fn nobody_gives_or_takes_what_they_do_not_hold() {
    let some = [Permission::MembersInvite, Permission::MembersManage, Permission::RolesManage];
    let state = act(OWNER, &roster(), define(1, "Desk", &some)).expect("made").next;
    let state = act(OWNER, &state, define(3, "Auditors", &[Permission::AuditRead])).expect("made").next;
    let give = Command::ChangeRole { person: SELLER, role: RoleRef::Custom(role(1)) };
    let state = act(OWNER, &state, give).expect("given").next;
    let beyond = |command| assert!(matches!(refused(act(SELLER, &state, command)), Rejection::Beyond(_)));
    beyond(invite(built_in(BuiltIn::Admin)));
    beyond(Command::ChangeRole { person: SELLER, role: built_in(BuiltIn::Admin) });
    beyond(Command::ChangeRole { person: ADMIN, role: RoleRef::Custom(role(1)) });
    beyond(Command::Remove { person: ADMIN });
    beyond(define(1, "Desk", &[Permission::AuditRead]));
    beyond(define(2, "Other", &[Permission::AuditRead]));
    beyond(define(3, "Auditors", &[]));
    beyond(Command::RemoveRole { role: role(3) });
    let own = act(SELLER, &state, define(2, "Other", &some[..1])).expect("within what they hold");
    assert_eq!(own.events[0].kind, "role.created");
}

#[test]
fn a_role_holds_what_its_kind_has_and_never_the_ownership() {
    for permission in [Permission::ReviewDecide, Permission::OrganisationTransfer] {
        let result = act(OWNER, &roster(), define(1, "Desk", &[permission]));
        assert_eq!(refused(result), Rejection::NotForThisKind(Permissions::of(&[permission])));
    }
}

#[test]
fn a_role_in_use_stays_and_names_are_told_apart() {
    let state = act(OWNER, &roster(), define(1, "Desk", &[Permission::AuditRead])).expect("made").next;
    assert_eq!(refused(act(OWNER, &state, define(2, "DESK", &[]))), Rejection::RoleNameTaken);
    let remove = || Command::RemoveRole { role: role(1) };
    let used = act(OWNER, &state, invite(RoleRef::Custom(role(1)))).expect("sent").next;
    assert_eq!(refused(act(OWNER, &used, remove())), Rejection::RoleInUse { people: 0, invitations: 1 });
    let used = act(GUEST, &used, accept()).expect("accepted").next;
    assert_eq!(refused(act(OWNER, &used, remove())), Rejection::RoleInUse { people: 1, invitations: 0 });
    let changed = act(OWNER, &used, define(1, "Desk", &[Permission::KeysRead])).expect("changed");
    assert_eq!(changed.affected, [GUEST]);
    assert_eq!(act(OWNER, &state, remove()).expect("removed").events[0].kind, "role.removed");
    assert_eq!(refused(act(OWNER, &roster(), remove())), Rejection::NoRole);
}

#[test]
fn the_owner_leaves_only_after_handing_on() {
    assert_eq!(refused(act(OWNER, &roster(), Command::Leave)), Rejection::OwnerStays);
    assert_eq!(refused(act(ADMIN, &roster(), Command::Remove { person: OWNER })), Rejection::OwnerStays);
    let demote = Command::ChangeRole { person: OWNER, role: built_in(BuiltIn::Seller) };
    assert_eq!(refused(act(ADMIN, &roster(), demote)), Rejection::OwnerKeepsEverything);
    assert_eq!(refused(act(OWNER, &roster(), Command::Transfer { to: GUEST })), Rejection::NoMember);
    let handed = act(OWNER, &roster(), Command::Transfer { to: SELLER }).expect("handed on");
    assert_eq!(handed.next.owner(), SELLER);
    assert_eq!(handed.next.standing(OWNER), Some(Standing::Member(built_in(BuiltIn::Admin))));
    assert_eq!(handed.affected, [OWNER, SELLER]);
    let left = act(OWNER, &handed.next, Command::Leave).expect("free to go");
    assert_eq!(left.next.standing(OWNER), None);
}

#[test]
fn a_lost_owner_is_replaced_from_the_host() {
    let saved = host(&roster(), Command::Transfer { to: GUEST }).expect("replaced");
    assert_eq!(saved.next.owner(), GUEST);
    assert!(matches!(saved.events[0].actor, Actor::Host { .. }));
}

#[test]
fn what_is_so_already_writes_nothing() {
    let state = roster();
    let same = act(OWNER, &state, Command::ChangeRole { person: SELLER, role: built_in(BuiltIn::Seller) });
    assert_eq!(same.map(|decision| (decision.events, decision.next)), Ok((Vec::new(), state)));
}

#[test]
fn a_roster_is_read_as_it_is_written() {
    let state = act(ADMIN, &roster(), invite(built_in(BuiltIn::Seller))).expect("sent").next;
    let state = act(OWNER, &state, define(1, "Desk", &[Permission::AuditRead])).expect("made").next;
    let text = serde_json::to_string(&state).expect("JSON");
    assert_eq!(serde_json::from_str::<Roster>(&text).expect("the same roster"), state);
}

/// Permissions that matter for escalation, and some that are only loot.
const INTERESTING: [Permission; 8] = [
    Permission::MembersInvite,
    Permission::MembersManage,
    Permission::RolesManage,
    Permission::AuditRead,
    Permission::KeysManage,
    Permission::PayoutsManage,
    Permission::OrganisationTransfer,
    Permission::ReviewDecide,
];

fn sets() -> impl Strategy<Value = Permissions> {
    (0_u8..=255).prop_map(|bits| (0..8).filter(|at| bits >> at & 1 == 1).map(|at| INTERESTING[at]).collect())
}

fn roles() -> impl Strategy<Value = RoleRef> {
    prop_oneof![
        (0..BuiltIn::ALL.len()).prop_map(|at| built_in(BuiltIn::ALL[at])),
        (0_u128..3).prop_map(|number| RoleRef::Custom(role(number))),
        (0_u128..3).prop_map(|number| RoleRef::Custom(role(number))),
    ]
}

/// Any command; everyone knows every secret.
fn commands(invited: std::ops::Range<u128>) -> impl Strategy<Value = Command> {
    prop_oneof![
        (0_u128..3, invited.clone(), roles()).prop_map(|(id, to, role)| Command::Invite {
            invitation: invitation(id),
            email: email(to),
            role,
            hash: hash(1)
        }),
        (0_u128..3).prop_map(|id| Command::Withdraw { invitation: invitation(id) }),
        (0_u128..3, invited).prop_map(|(id, to)| Command::Accept {
            invitation: invitation(id),
            hash: hash(1),
            email: email(to)
        }),
        (0_u128..7, roles()).prop_map(|(of, role)| Command::ChangeRole { person: person(of), role }),
        (0_u128..7).prop_map(|of| Command::Remove { person: person(of) }),
        Just(Command::Leave),
        (0_u128..7).prop_map(|to| Command::Transfer { to: person(to) }),
        (0_u128..3, sets()).prop_map(|(id, permissions)| Command::DefineRole {
            role: role(id),
            name: format!("Role {id}").parse().expect("a name"),
            permissions
        }),
        (0_u128..3).prop_map(|id| Command::RemoveRole { role: role(id) }),
    ]
}

/// The partner of [`roster`] with two custom roles; 2 and 3 have them.
fn with_roles(first: Permissions, second: Permissions) -> Roster {
    let mut state = roster();
    for (number, permissions) in [(0, first), (1, second)] {
        let name = format!("Role {number}").parse().expect("a name");
        let permissions = permissions.and(Permissions::of_roles(OrganisationKind::Partner));
        state.roles.insert(role(number), CustomRole { name, permissions });
    }
    state.members.insert(person(2), Member { role: RoleRef::Custom(role(0)), since: START });
    state.members.insert(person(3), Member { role: RoleRef::Custom(role(1)), since: START });
    state
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn there_is_exactly_one_owner_after_any_commands(
        steps in prop::collection::vec((0_u128..7, commands(0..7)), 1..60),
    ) {
        let mut state = roster();
        for (by, command) in steps {
            let version = state.version();
            let Ok(decision) = act(person(by), &state, command.clone()) else { continue };
            prop_assert_eq!(decision.next.version(), version + u64::from(!decision.events.is_empty()));
            state = decision.next;
            let people: Vec<_> = state.people().collect();
            let owners = people.iter().filter(|(_, standing, _)| *standing == Standing::Owner).count();
            prop_assert_eq!(owners, 1, "after {:?}", command);
            let distinct: BTreeSet<_> = people.iter().map(|(person, ..)| *person).collect();
            prop_assert_eq!(distinct.len(), people.len(), "after {:?}", command);
            for (_, standing, _) in people {
                let Standing::Member(role) = standing else { continue };
                prop_assert!(state.permissions_of_role(role).is_some(), "{} is nowhere after {:?}", role, command);
            }
        }
    }

    /// Two members, together with three friends outside, do what they like. They never hold more than
    /// the two held at the beginning.
    #[test]
    fn nobody_escalates_by_any_commands(
        (first, second) in (sets(), sets()),
        steps in prop::collection::vec((2_u128..7, commands(4..7)), 1..80),
    ) {
        let mut state = with_roles(first, second);
        let rogues = || (2..7).map(person);
        let held = |state: &Roster| rogues().fold(Permissions::NONE, |all, one| all.union(state.permissions(one)));
        let start = held(&state);
        for (by, mut command) in steps {
            if let Command::Accept { email, .. } = &mut command {
                // Who accepts does it with their own address.
                *email = self::email(by);
            }
            let Ok(decision) = act(person(by), &state, command.clone()) else { continue };
            state = decision.next;
            prop_assert_eq!(state.owner(), OWNER);
            prop_assert!(state.standing(ADMIN).is_some(), "{:?} removed who holds more", command);
            let now = held(&state);
            prop_assert!(now.is_within(start), "{:?} gave {:?}", command, now.beyond(start));
        }
    }

    #[test]
    fn whose_permissions_change_is_named(
        steps in prop::collection::vec((0_u128..7, commands(0..7)), 1..40),
    ) {
        let mut state = with_roles(Permissions::of(&INTERESTING[..3]), Permissions::NONE);
        for (by, command) in steps {
            let Ok(decision) = act(person(by), &state, command.clone()) else { continue };
            for one in (0..7).map(person) {
                if state.permissions(one) != decision.next.permissions(one) {
                    prop_assert!(decision.affected.contains(&one), "{:?} by {}", command, by);
                }
            }
            state = decision.next;
        }
    }
}
