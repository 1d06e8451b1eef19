//! The decision whether a caller may do something, made in one place for every call.

use chrono::{DateTime, Utc};

use super::session::is_fresh;
use crate::{
    identity::policy::SessionPolicy,
    ids::{KeyId, OrganisationId, PersonId, SessionId},
    organisations::{
        model::Seat,
        permission::{Grade, Permission},
    },
};

/// Who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    Anonymous,
    Person(SignedIn),
    Key {
        id: KeyId,
        /// The organisation of the key, with what the key may do there now: see
        /// [`seat`](super::key::seat).
        seat: Seat,
    },
}

/// A person with a session that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    pub person: PersonId,
    pub session: SessionId,
    /// When they last proved that it is them.
    pub authenticated_at: DateTime<Utc>,
    /// The organisation whose provider vouched for them, unless they proved it themselves.
    pub through: Option<OrganisationId>,
    /// The organisation that they act in; `None` while they belong to none.
    pub seat: Option<Seat>,
}

/// What a verdict rests on beside the caller.
#[derive(Clone, Debug)]
pub struct Facts<'p> {
    pub now: DateTime<Utc>,
    pub policy: &'p SessionPolicy,
}

/// Whether a call goes on, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Verdict {
    #[error("Allowed.")]
    Allowed,
    /// 401: nobody is signed in.
    #[error("Sign in, or send an API key as a bearer token.")]
    SignIn,
    /// 401: the session holds, the proof is too old for this.
    #[error("Confirm that it is you: enter your password or use your passkey again.")]
    Reauthenticate,
    /// 404: the caller may not know whether anything is there.
    #[error("Nothing is there for you. Check which organisation you are in.")]
    Hidden,
    /// 403: the caller belongs there.
    #[error(transparent)]
    Denied(Denial),
}

/// What a member or key lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denial {
    #[error("Your role does not include “{0}”. Ask the owner or an admin of the organisation.")]
    Role(Permission),
    #[error("This key does not have the scope “{0}”. Make one that has it.")]
    Scope(Permission),
    #[error("No key can do this (“{0}”). A person has to sign in for it.")]
    PeopleOnly(Permission),
}

impl Verdict {
    pub const fn is_allowed(self) -> bool {
        matches!(self, Self::Allowed)
    }

    /// The HTTP status that fits; `None` when the call goes on.
    pub const fn status(self) -> Option<u16> {
        match self {
            Self::Allowed => None,
            Self::SignIn | Self::Reauthenticate => Some(401),
            Self::Hidden => Some(404),
            Self::Denied(_) => Some(403),
        }
    }
}

/// Whether `caller` may use `permission` on what belongs to `organisation`.
///
/// What operators decide about partners (reviews, deals, policy) belongs to the operator here: ask with
/// the operator's own organisation.
pub fn may(
    caller: &Caller,
    permission: Permission,
    organisation: OrganisationId,
    facts: &Facts<'_>,
) -> Verdict {
    match caller {
        Caller::Anonymous => Verdict::SignIn,
        Caller::Person(person) => match person.seat {
            Some(seat) if seat.organisation == organisation => {
                if !held(&seat, permission) {
                    return Verdict::Denied(Denial::Role(permission));
                }
                match permission.grade() {
                    Grade::Everyday | Grade::InPerson => Verdict::Allowed,
                    Grade::Fresh | Grade::OwnerOnly => fresh(person, facts),
                }
            }
            Some(_) | None => Verdict::Hidden,
        },
        Caller::Key { seat, .. } if seat.organisation != organisation => Verdict::Hidden,
        Caller::Key { seat, .. } => match permission.grade() {
            Grade::InPerson | Grade::Fresh | Grade::OwnerOnly => {
                Verdict::Denied(Denial::PeopleOnly(permission))
            }
            Grade::Everyday if held(seat, permission) => Verdict::Allowed,
            Grade::Everyday => Verdict::Denied(Denial::Scope(permission)),
        },
    }
}

/// For what a person does to their own account or keys: nobody's permission, but a proof of their own from a
/// short while ago. The word of an organisation's provider is none: who runs it would be everybody, with
/// everything that they have elsewhere.
pub fn own(person: &SignedIn, facts: &Facts<'_>) -> Verdict {
    if person.through.is_some() { Verdict::Reauthenticate } else { fresh(person, facts) }
}

/// Whether a person may go from what an organisation's provider vouches for to `organisation`.
pub fn enter(person: &SignedIn, organisation: Option<OrganisationId>) -> Verdict {
    match person.through {
        Some(through) if organisation != Some(through) => Verdict::Reauthenticate,
        Some(_) | None => Verdict::Allowed,
    }
}

/// For what the organisation guards most: a proof from a short while ago, by whatever way it lets its people
/// in.
fn fresh(person: &SignedIn, facts: &Facts<'_>) -> Verdict {
    if is_fresh(person.authenticated_at, facts.now, facts.policy) {
        Verdict::Allowed
    } else {
        Verdict::Reauthenticate
    }
}

const fn held(seat: &Seat, permission: Permission) -> bool {
    permission.is_for(seat.kind) && seat.permissions.has(permission)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::{
        organisations::{
            model::OrganisationKind,
            permission::Permissions,
            role::{Standing, matrix},
        },
        testing::START,
    };

    const OWN: OrganisationId = OrganisationId::from_ulid(ulid::Ulid(1));
    const OTHER: OrganisationId = OrganisationId::from_ulid(ulid::Ulid(2));

    fn person(seat: Option<Seat>) -> Caller {
        Caller::Person(SignedIn {
            person: PersonId::from_ulid(ulid::Ulid(1)),
            session: SessionId::from_ulid(ulid::Ulid(1)),
            authenticated_at: START,
            through: None,
            seat,
        })
    }

    fn seat(kind: OrganisationKind, permissions: Permissions) -> Seat {
        Seat { organisation: OWN, kind, permissions }
    }

    fn ask(caller: &Caller, permission: Permission, organisation: OrganisationId, minutes: i64) -> Verdict {
        let policy = SessionPolicy::default();
        may(
            caller,
            permission,
            organisation,
            &Facts { now: START + TimeDelta::minutes(minutes), policy: &policy },
        )
    }

    #[test]
    fn every_role_may_what_its_column_says_in_its_own_organisation_and_nothing_elsewhere() {
        for kind in OrganisationKind::ALL {
            for column in matrix(kind, []).columns {
                let caller = person(Some(seat(kind, column.permissions)));
                for permission in Permission::ALL.iter().copied() {
                    let expected = if column.permissions.has(permission) {
                        Verdict::Allowed
                    } else {
                        Verdict::Denied(Denial::Role(permission))
                    };
                    assert_eq!(
                        ask(&caller, permission, OWN, 0),
                        expected,
                        "{:?} {permission}",
                        column.standing
                    );
                    assert_eq!(ask(&caller, permission, OTHER, 0), Verdict::Hidden, "{permission}");
                    assert_eq!(ask(&person(None), permission, OWN, 0), Verdict::Hidden, "{permission}");
                    assert_eq!(ask(&Caller::Anonymous, permission, OWN, 0), Verdict::SignIn, "{permission}");
                }
                let owner = column.standing == Standing::Owner;
                assert_eq!(ask(&caller, Permission::OrganisationTransfer, OWN, 0).is_allowed(), owner);
            }
        }
    }

    #[test]
    fn an_old_proof_is_asked_for_again_only_where_it_matters_and_only_of_those_who_may() {
        let owner =
            person(Some(seat(OrganisationKind::Partner, Permissions::of_owner(OrganisationKind::Partner))));
        for permission in
            [Permission::KeysManage, Permission::PayoutsManage, Permission::OrganisationTransfer]
        {
            assert_eq!(ask(&owner, permission, OWN, 9), Verdict::Allowed);
            assert_eq!(ask(&owner, permission, OWN, 10), Verdict::Reauthenticate);
        }
        assert_eq!(ask(&owner, Permission::MembersInvite, OWN, 10), Verdict::Allowed);
        let reader = person(Some(seat(OrganisationKind::Partner, Permissions::NONE)));
        let denied = Verdict::Denied(Denial::Role(Permission::KeysManage));
        assert_eq!(ask(&reader, Permission::KeysManage, OWN, 10), denied);
    }

    #[test]
    fn a_provider_s_word_counts_in_its_own_organisation_and_is_no_proof_of_one_s_own() {
        let permissions = Permissions::of_owner(OrganisationKind::Partner);
        let Caller::Person(proved) = person(Some(seat(OrganisationKind::Partner, permissions))) else {
            panic!("a person")
        };
        let vouched = SignedIn { through: Some(OWN), ..proved.clone() };
        let policy = SessionPolicy::default();
        let facts = Facts { now: START, policy: &policy };
        assert_eq!(
            (own(&proved, &facts), own(&vouched, &facts)),
            (Verdict::Allowed, Verdict::Reauthenticate)
        );
        assert_eq!(
            may(&Caller::Person(vouched.clone()), Permission::OrganisationTransfer, OWN, &facts),
            Verdict::Allowed
        );
        for (organisation, verdict) in [
            (Some(OWN), Verdict::Allowed),
            (Some(OTHER), Verdict::Reauthenticate),
            (None, Verdict::Reauthenticate),
        ] {
            assert_eq!(enter(&vouched, organisation), verdict);
            assert_eq!(enter(&proved, organisation), Verdict::Allowed);
        }
    }

    #[test]
    fn a_key_does_what_its_scopes_say_and_never_what_is_for_people() {
        let everything = Permissions::of_owner(OrganisationKind::Partner);
        let key = |permissions| Caller::Key {
            id: KeyId::from_ulid(ulid::Ulid(1)),
            seat: seat(OrganisationKind::Partner, permissions),
        };
        for permission in everything.iter() {
            let everyday = permission.grade() == Grade::Everyday;
            assert_eq!(ask(&key(everything), permission, OWN, 0).is_allowed(), everyday, "{permission}");
            assert_eq!(ask(&key(everything), permission, OTHER, 0), Verdict::Hidden);
            assert_eq!(ask(&key(Permissions::NONE), permission, OWN, 0).status(), Some(403));
        }
    }

    #[test]
    fn a_permission_of_another_kind_of_organisation_is_never_held() {
        let stored = person(Some(seat(OrganisationKind::Customer, Permissions::of(Permission::ALL))));
        assert_eq!(ask(&stored, Permission::ReviewDecide, OWN, 0).status(), Some(403));
    }
}
