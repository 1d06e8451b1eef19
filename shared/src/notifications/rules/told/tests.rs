use chrono::TimeDelta;

use super::*;
use crate::{
    event::{Head, NewEvent},
    identity::{
        model::ClientKind,
        secret::{Opens, Secret},
    },
    ids::{InvitationId, KeyId, OrganisationId, SessionId},
    organisations::{
        event::{Named, RosterEvent},
        model::OrganisationKind,
        permission::Permissions,
        policy::OrganisationPolicy,
        role::BuiltIn,
        rules::roster::{By, Command, Facts, decide},
    },
    testing::{START, SeededRandom},
};

const ACME: OrganisationId = OrganisationId::from_ulid(ulid::Ulid(1));
const OWNER: PersonId = person(10);
const ADMIN: PersonId = person(11);
const SELLER: PersonId = person(12);
const STRANGER: PersonId = person(13);

const fn person(number: u128) -> PersonId {
    PersonId::from_ulid(ulid::Ulid(number))
}

/// An owner, an admin and a seller.
fn roster() -> Roster {
    let mut roster = Roster::start(ACME, OrganisationKind::Partner, OWNER, START);
    for (id, role) in [(ADMIN, BuiltIn::Admin), (SELLER, BuiltIn::Seller)] {
        let hash = Secret::draw(&SeededRandom::from(1)).hash(Opens::Invitation);
        let invitation = InvitationId::from_ulid(id.ulid());
        let email = format!("p{}@example.com", id.ulid().0);
        let email: crate::identity::email::Email = email.parse().expect("an address");
        let policy = OrganisationPolicy::default();
        let mut act = |by, command| {
            let facts = Facts { now: START + TimeDelta::seconds(1), by, policy: &policy, invitee: None };
            roster = decide(&roster, command, &facts).expect("allowed").next;
        };
        let host = By::Host { command: "test".to_owned() };
        act(host, Command::Invite { invitation, email: email.clone(), role: RoleRef::BuiltIn(role), hash });
        act(By::Person { id, from: None }, Command::Accept { invitation, hash, email });
    }
    roster
}

fn by(id: PersonId) -> Actor {
    Actor::Person { id, from: None }
}

fn placed(event: NewEvent) -> Event {
    Head::start(ACME).append(event)
}

fn happened(event: &RosterEvent, actor: Actor) -> Vec<Told> {
    told(&placed(event.at(ACME, actor, START)), Some(&roster()))
}

fn people(told: &[Told]) -> Vec<PersonId> {
    told.iter().map(|told| told.person).collect()
}

#[test]
fn a_person_hears_of_their_own_account_whoever_did_it() {
    for actor in [by(SELLER), by(OWNER), Actor::Host { command: "guildhall admin reset".to_owned() }] {
        let event = PersonEvent::PasskeyAdded.at(ACME, SELLER, actor.clone(), START);
        let told = told(&placed(event), Some(&roster()));
        assert_eq!(people(&told), [SELLER], "{actor:?}");
        assert_eq!((told[0].topic, told[0].mailed), (Topic::Security, false));
    }
    let event = PersonEvent::RecoveryCodeUsed { left: 3 }.at(ACME, SELLER, by(SELLER), START);
    assert_eq!(told(&placed(event), None)[0].facts["left"], "3");
}

#[test]
fn what_has_its_own_mail_is_not_mailed_twice() {
    for event in [PersonEvent::PasswordChanged, PersonEvent::PasswordReset, PersonEvent::MailChanged] {
        let told = told(&placed(event.at(ACME, SELLER, by(SELLER), START)), None);
        assert!(told[0].mailed, "{event:?}");
    }
}

#[test]
fn a_person_hears_of_a_device_on_which_they_had_not_signed_in_before() {
    let signed_in = PersonEvent::SignedIn {
        session: SessionId::from_ulid(ulid::Ulid(5)),
        client: ClientKind::Browser,
        new_device: Some("Firefox on Linux".to_owned()),
    };
    let told = told(&placed(signed_in.at(ACME, SELLER, by(SELLER), START)), Some(&roster()));
    assert_eq!(people(&told), [SELLER]);
    assert_eq!((told[0].facts["device"].as_str(), told[0].mailed), ("Firefox on Linux", true));
}

#[test]
fn coming_and_going_is_no_news() {
    let session = SessionId::from_ulid(ulid::Ulid(5));
    for event in [
        PersonEvent::SignedIn { session, client: ClientKind::Browser, new_device: None },
        PersonEvent::SignedOut { session },
        PersonEvent::SignedUp,
        PersonEvent::ProfileEdited,
        PersonEvent::Erased,
    ] {
        assert_eq!(told(&placed(event.at(ACME, SELLER, by(SELLER), START)), Some(&roster())), []);
    }
}

#[test]
fn who_manages_members_hears_who_joined_and_left_but_not_of_their_own_deeds() {
    let role = RoleRef::BuiltIn(BuiltIn::Seller);
    let joined = RosterEvent::JoinedBySignOn {
        person: SELLER,
        joined_as: role,
        by_sign_on: "https://id.example".to_owned(),
    };
    let told = happened(&joined, by(SELLER));
    assert_eq!(people(&told), [OWNER, ADMIN]);
    assert_eq!(told[0].facts["role"], "seller");
    assert_eq!(told[0].facts["person"], SELLER.to_string());
    let removed = RosterEvent::Removed { removed: STRANGER, before: role };
    assert_eq!(people(&happened(&removed, by(ADMIN))), [OWNER, STRANGER]);
    let left = RosterEvent::Left { left: STRANGER, before: role };
    assert_eq!(people(&happened(&left, by(STRANGER))), [OWNER, ADMIN]);
}

#[test]
fn a_member_hears_of_their_own_role() {
    let changed = RosterEvent::RoleChanged {
        person: SELLER,
        before: RoleRef::BuiltIn(BuiltIn::Seller),
        after: RoleRef::BuiltIn(BuiltIn::Finance),
    };
    let told = happened(&changed, by(OWNER));
    assert_eq!(people(&told), [ADMIN, SELLER]);
    assert_eq!(
        (told[0].facts["role_before"].as_str(), told[0].facts["role"].as_str()),
        ("seller", "finance")
    );
    assert_eq!(told[0].facts["by"], OWNER.to_string());
}

#[test]
fn both_hear_of_a_change_of_owner() {
    let moved = RosterEvent::Transferred { owner_before: SELLER, owner_after: OWNER };
    assert_eq!(people(&happened(&moved, Actor::Host { command: "test".to_owned() })), [OWNER, ADMIN, SELLER]);
}

#[test]
fn invitations_are_no_news() {
    let sent = RosterEvent::Invited {
        invitation: InvitationId::from_ulid(ulid::Ulid(7)),
        invited_as: RoleRef::BuiltIn(BuiltIn::Seller),
        replaces: None,
    };
    assert_eq!(happened(&sent, by(OWNER)), []);
}

fn of_settings(kind: &'static str, payload: serde_json::Value) -> Vec<Told> {
    let event = NewEvent {
        organisation: ACME,
        actor: by(ADMIN),
        kind,
        subject: ACME.to_string(),
        payload,
        at: START,
    };
    told(&placed(event), Some(&roster()))
}

#[test]
fn who_could_change_a_setting_hears_of_its_change() {
    let named = |name: &str| Named { name: name.to_owned(), slug: "acme".to_owned() };
    let renamed = OrganisationEvent { before: Some(named("Acme")), after: named("Acme Works"), version: 2 };
    let told = of_settings(UPDATED, serde_json::json!(renamed));
    assert_eq!(people(&told), [OWNER]);
    assert_eq!(told[0].facts["name_before"], "Acme");
    let verified = of_settings(DOMAIN_VERIFIED, serde_json::json!({ "domain": "acme.example" }));
    assert_eq!(people(&verified), [OWNER]);
    let sign_on = serde_json::json!({ "before": null, "after": { "issuer": "https://id.example" } });
    let connected = of_settings(CONNECTED, sign_on);
    assert_eq!((people(&connected), connected[0].topic), (vec![OWNER], Topic::Organisation));
    assert_eq!(of_settings("listing.published", serde_json::json!({})), []);
}

#[test]
fn a_key_is_told_to_whom_it_belongs() {
    let key = |owner| {
        let payload = KeyEvent { name: "Sync".to_owned(), owner, scopes: Permissions::NONE, version: 1 };
        let event = NewEvent {
            organisation: ACME,
            actor: by(ADMIN),
            kind: KEY_REVOKED,
            subject: KeyId::from_ulid(ulid::Ulid(3)).to_string(),
            payload: serde_json::json!(payload),
            at: START,
        };
        told(&placed(event), Some(&roster()))
    };
    let own = key(KeyOwner::Person(SELLER));
    assert_eq!((people(&own), own[0].topic), (vec![SELLER], Topic::Security));
    let shared = key(KeyOwner::Organisation);
    assert_eq!((people(&shared), shared[0].topic), (vec![OWNER], Topic::Organisation));
}

#[test]
fn a_suspension_is_told_to_who_works_on_the_listing_and_to_who_is_in_charge() {
    use crate::listings::{event::Happened, state::Suspension};
    let suspension = Suspension {
        owner: SELLER,
        reason: "It leaks.".parse().expect("words"),
        way_back: "Mend it.".parse().expect("words"),
        at: START,
    };
    let happened = Happened::Suspended { suspension };
    let at_partner = of_listing(&happened, &roster(), by(STRANGER));
    assert_eq!(people(&at_partner), [OWNER, ADMIN]);
    assert!(at_partner[0].href.ends_with("/versions"), "{}", at_partner[0].href);
    // Whoever is in charge hears of it without being able to suspend by themselves.
    let operator = Roster::start(ACME, OrganisationKind::Operator, OWNER, START);
    assert_eq!(people(&of_listing(&happened, &operator, by(STRANGER))), [OWNER]);
    assert_eq!(of_listing(&happened, &operator, by(OWNER)), [], "who did it knows");
}

#[test]
fn both_sides_of_a_change_of_owner_hear_which_side_they_are() {
    use crate::listings::event::{EndedBy, Happened};
    let ended = |to| Happened::OfferEnded { to, by: EndedBy::Receiver };
    let other = OrganisationId::from_ulid(ulid::Ulid(2));
    for (to, side, href) in [
        (ACME, "receiver", "/organisation/listings"),
        (other, "owner", "/organisation/listings/lst_1/versions"),
    ] {
        let told = of_listing(&ended(to), &roster(), by(STRANGER));
        assert_eq!(people(&told), [OWNER, ADMIN]);
        assert_eq!((told[0].facts["side"].as_str(), told[0].href.as_str()), (side, href));
    }
}

fn of_listing(happened: &crate::listings::event::Happened, roster: &Roster, actor: Actor) -> Vec<Told> {
    let event = NewEvent {
        organisation: ACME,
        actor,
        kind: happened.kind(),
        subject: "lst_1".to_owned(),
        payload: serde_json::json!(happened),
        at: START,
    };
    told(&placed(event), Some(roster))
}
