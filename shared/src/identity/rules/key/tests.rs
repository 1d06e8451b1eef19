use proptest::prelude::*;

use super::*;
use crate::{
    ids::OrganisationId,
    testing::{START, SeededRandom},
};

const OWN: OrganisationId = OrganisationId::from_ulid(ulid::Ulid(1));
const ANNA: PersonId = PersonId::from_ulid(ulid::Ulid(1));
const BEN: PersonId = PersonId::from_ulid(ulid::Ulid(2));
const READ: Permissions = Permissions::of(&[Permission::ListingsRead, Permission::DealsRead]);
const MANAGER: Permissions = READ.with(Permission::KeysManage);

fn secret(seed: u64) -> Secret {
    Secret::draw(&SeededRandom::from(seed))
}

fn seat_of(permissions: Permissions) -> Seat {
    Seat { organisation: OWN, kind: OrganisationKind::Partner, permissions }
}

fn with<T>(by: PersonId, permissions: Permissions, hours: i64, act: impl FnOnce(&Facts<'_>) -> T) -> T {
    let policy = KeyPolicy::default();
    act(&Facts {
        now: START + TimeDelta::hours(hours),
        by,
        seat: seat_of(permissions),
        actor: Actor::Person { id: by, from: None },
        policy: &policy,
    })
}

fn ask(owner: NewOwner, scopes: Permissions, days: i64) -> Mint {
    Mint {
        id: KeyId::from_ulid(ulid::Ulid(7)),
        owner,
        name: "Nightly import".parse().expect("a name"),
        scopes,
        expires_at: START + TimeDelta::days(days),
    }
}

fn key(owner: NewOwner) -> ApiKey {
    with(ANNA, MANAGER, 0, |facts| mint(ask(owner, READ, 90), &secret(1), facts)).expect("a key").0
}

fn after(hours: i64) -> DateTime<Utc> {
    START + TimeDelta::hours(hours)
}

#[test]
fn a_key_survives_its_text() {
    let token = KeyToken { id: KeyId::from_ulid(ulid::Ulid(7)), secret: secret(1) };
    let text = token.encode();
    assert!(text.starts_with("ghk_00000000000000000000000007_"), "{text}");
    assert_eq!(text.len(), 4 + 26 + 1 + 52 + 8);
    let parsed = KeyToken::parse(&text).expect("a key");
    assert_eq!((parsed.id, parsed.secret.hash(Opens::Key)), (token.id, token.secret.hash(Opens::Key)));
    assert!(!format!("{token:?}").contains(&token.secret.encode()));
}

#[test]
fn a_key_holds_what_its_maker_holds_and_keys_can_have() {
    let made =
        |scopes| with(BEN, READ, 0, |facts| mint(ask(NewOwner::Myself, scopes, 90), &secret(1), facts));
    let (key, event) = made(READ).expect("a key");
    assert_eq!((key.owner, event.kind), (KeyOwner::Person(BEN), "key.made"));
    let beyond = Permissions::of(&[Permission::AuditRead]);
    assert_eq!(made(READ.union(beyond)), Err(IdentityError::KeyScopes(beyond)));
    assert_eq!(made(Permissions::NONE), Err(IdentityError::KeyWithoutScopes));
    let people_only = Permissions::of(&[Permission::KeysManage]);
    let of_manager =
        with(ANNA, MANAGER, 0, |facts| mint(ask(NewOwner::Myself, people_only, 90), &secret(1), facts));
    assert_eq!(of_manager, Err(IdentityError::KeyScopes(people_only)));
    let shared = with(BEN, READ, 0, |facts| mint(ask(NewOwner::Organisation, READ, 90), &secret(1), facts));
    assert_eq!(shared, Err(IdentityError::KeyScopes(people_only)));
}

#[test]
fn a_key_expires_within_a_year() {
    let made =
        |days| with(ANNA, MANAGER, 0, |facts| mint(ask(NewOwner::Myself, READ, days), &secret(1), facts));
    assert!(made(365).is_ok());
    for days in [-1, 0, 366] {
        assert_eq!(made(days), Err(IdentityError::KeyLifetime(365)), "{days}");
    }
    let key = key(NewOwner::Myself);
    assert_eq!(check(&key, &secret(1), after(90 * 24 - 1)), Ok(()));
    assert_eq!(check(&key, &secret(1), after(90 * 24)), Err(IdentityError::KeyExpired));
    assert_eq!(check(&key, &secret(2), after(90 * 24)), Err(IdentityError::KeyUnknown));
}

#[test]
fn both_secrets_work_while_a_rotation_overlaps() {
    let key = key(NewOwner::Myself);
    let (next, event) = with(ANNA, READ, 1, |facts| rotate(&key, &secret(2), 24, facts)).expect("rotated");
    assert_eq!((next.version, event.kind), (2, "key.rotated"));
    assert_eq!(check(&next, &secret(2), after(1)), Ok(()));
    assert_eq!(check(&next, &secret(1), after(24)), Ok(()));
    assert_eq!(check(&next, &secret(1), after(25)), Err(IdentityError::KeyReplaced));
    assert_eq!(check(&next, &secret(2), after(25)), Ok(()));
    let (again, _) = with(ANNA, READ, 2, |facts| rotate(&next, &secret(3), 0, facts)).expect("rotated");
    for (seed, expected) in
        [(1, Err(IdentityError::KeyUnknown)), (2, Err(IdentityError::KeyUnknown)), (3, Ok(()))]
    {
        assert_eq!(check(&again, &secret(seed), after(2)), expected, "{seed}");
    }
    let long = with(ANNA, READ, 1, |facts| rotate(&key, &secret(2), 169, facts));
    assert_eq!(long, Err(IdentityError::KeyOverlap(168)));
}

#[test]
fn nobody_rotates_a_key_into_more_than_they_hold() {
    let personal = key(NewOwner::Myself);
    let by_manager = with(BEN, MANAGER, 1, |facts| rotate(&personal, &secret(2), 0, facts));
    assert_eq!(by_manager, Err(IdentityError::KeyOfAnother));
    let shared = key(NewOwner::Organisation);
    let poor = Permissions::of(&[Permission::KeysManage, Permission::ListingsRead]);
    let by_poor = with(BEN, poor, 1, |facts| rotate(&shared, &secret(2), 0, facts));
    assert_eq!(by_poor, Err(IdentityError::KeyScopes(Permissions::of(&[Permission::DealsRead]))));
    assert!(with(BEN, MANAGER, 1, |facts| rotate(&shared, &secret(2), 0, facts)).is_ok());
}

#[test]
fn a_revoked_key_is_over() {
    let key = key(NewOwner::Myself);
    assert_eq!(with(BEN, READ, 1, |facts| revoke(&key, facts)), Err(IdentityError::KeyOfAnother));
    let (over, event) = with(BEN, MANAGER, 1, |facts| revoke(&key, facts)).expect("may").expect("a change");
    assert_eq!(event.kind, "key.revoked");
    assert_eq!(check(&over, &secret(1), after(1)), Err(IdentityError::KeyRevoked));
    assert_eq!(with(BEN, MANAGER, 1, |facts| revoke(&over, facts)), Ok(None));
    let back = with(ANNA, MANAGER, 1, |facts| rotate(&over, &secret(2), 0, facts));
    assert_eq!(back, Err(IdentityError::KeyRevoked));
}

#[test]
fn a_personal_key_follows_its_person() {
    let key = key(NewOwner::Myself);
    let now = |person: Option<Seat>| {
        seat(&key, OrganisationKind::Partner, person.as_ref()).map(|seat| seat.permissions)
    };
    assert_eq!(now(Some(seat_of(MANAGER))), Some(READ));
    let less = Permissions::of(&[Permission::DealsRead]);
    assert_eq!(now(Some(seat_of(less))), Some(less));
    assert_eq!(now(None), None);
    let elsewhere = Seat { organisation: OrganisationId::from_ulid(ulid::Ulid(2)), ..seat_of(MANAGER) };
    assert_eq!(now(Some(elsewhere)), None);
    let shared = super::seat(&self::key(NewOwner::Organisation), OrganisationKind::Partner, None);
    assert_eq!(shared.map(|seat| seat.permissions), Some(READ));
}

#[test]
fn a_use_is_written_down_once_a_minute() {
    let policy = KeyPolicy::default();
    let used = touched(&key(NewOwner::Myself), START, &policy).expect("the first use");
    assert_eq!(touched(&used, START + TimeDelta::seconds(59), &policy), None);
    assert!(touched(&used, START + TimeDelta::seconds(60), &policy).is_some());
}

proptest! {
    #[test]
    fn a_mistyped_key_is_told_from_an_unknown_one(at in any::<prop::sample::Index>(), letter in "[ -~]", cut in 0_usize..92) {
        let text = KeyToken { id: KeyId::from_ulid(ulid::Ulid(7)), secret: secret(1) }.encode();
        let at = at.index(text.len());
        let other = format!("{}{letter}{}", &text[..at], &text[at + 1..]);
        if other != text {
            prop_assert_eq!(KeyToken::parse(&other).map(|_| ()), Err(IdentityError::KeyMalformed));
        }
        if cut < text.len() {
            prop_assert!(KeyToken::parse(&text[..cut]).is_err());
        }
    }

    #[test]
    fn any_text_is_a_key_or_is_refused(text in "(ghk_)?\\PC{0,100}") {
        prop_assert!(KeyToken::parse(&text).is_err());
    }
}
