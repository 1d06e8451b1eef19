//! An organisation with its people, its keys and its trail.

use app::organisations::Here;
use chrono::TimeDelta;
use shared::{
    audit::api::{ActorView, AuditPage, EventView},
    identity::api::{KeyState, KeyView, Keys, Me, MyOrganisation, MyPerson},
    ids::{DomainClaimId, InvitationId, KeyId, NotificationId, OrganisationId, PersonId, RoleId},
    notifications::{
        api::{Inbox, NotificationView, PreferencesView},
        model::{MailWhen, Topic},
    },
    organisations::{
        api::{
            DomainProof, DomainView, Domains, InvitationRow, InvitationView, MemberView, Members,
            OrganisationView, RoleColumn, RoleMatrix, RoleName,
        },
        model::OrganisationKind,
        permission::{Permission, Permissions},
        role::BuiltIn,
    },
    sign_on::api::{ConnectionView, SignOnView},
    testing::START,
};
use ulid::Ulid;

pub(super) const ORGANISATION: OrganisationId = OrganisationId::from_ulid(Ulid(1));
pub(super) const ANNA: PersonId = PersonId::from_ulid(Ulid(1));
pub(super) const BEN: PersonId = PersonId::from_ulid(Ulid(2));

/// Who looks: with these permissions.
pub(super) fn looking(person: PersonId, permissions: Permissions) -> Here {
    Here { organisation: ORGANISATION, kind: OrganisationKind::Partner, person, permissions }
}

pub(super) fn owner() -> Here {
    looking(ANNA, Permissions::of_owner(OrganisationKind::Partner))
}

/// A member who may only look.
pub(super) fn reader() -> Here {
    looking(BEN, Permissions::of(&[Permission::OrganisationRead, Permission::MembersRead]))
}

pub(super) fn organisation() -> OrganisationView {
    OrganisationView {
        id: ORGANISATION,
        version: 3,
        kind: OrganisationKind::Partner,
        name: "Northwind <Works>".to_owned(),
        slug: "northwind-works".to_owned(),
        since: START,
        owner: ANNA,
        owner_name: Some("Anna Lind".to_owned()),
        people: 1_204,
        domains: vec!["northwind.example".to_owned(), "northwind.test".to_owned()],
    }
}

pub(super) fn role(role: &str, name: Option<&str>) -> RoleName {
    RoleName { role: role.to_owned(), name: name.map(str::to_owned) }
}

pub(super) fn own_role() -> RoleName {
    role(&RoleId::from_ulid(Ulid(7)).to_string(), Some("Night desk"))
}

fn member(person: PersonId, name: &str, of: RoleName, manageable: bool) -> MemberView {
    let email = format!("{}@northwind.example", name.split(' ').next().unwrap_or_default().to_lowercase());
    MemberView { person, name: name.to_owned(), email, role: of, since: START, manageable }
}

pub(super) fn members() -> Members {
    Members {
        version: 9,
        people: vec![
            member(ANNA, "Anna Lind", role("owner", None), false),
            member(BEN, "Ben Okafor", role("seller", None), true),
            member(PersonId::from_ulid(Ulid(3)), "Chiara Neri", own_role(), true),
        ],
        invitations: vec![InvitationRow {
            invitation: InvitationId::from_ulid(Ulid(1)),
            email: "dora@northwind.example".to_owned(),
            role: role("developer", None),
            by_name: Some("Anna Lind".to_owned()),
            sent_at: START,
            expires_at: START + TimeDelta::days(7),
        }],
        roles: vec![role("admin", None), role("seller", None), own_role()],
    }
}

pub(super) fn alone() -> Members {
    Members { people: members().people.into_iter().take(1).collect(), invitations: Vec::new(), ..members() }
}

pub(super) fn matrix() -> RoleMatrix {
    let kind = OrganisationKind::Partner;
    let column = |role, permissions, people, own| RoleColumn { role, permissions, people, own };
    let seller = BuiltIn::Seller.permissions(kind).unwrap_or_default();
    RoleMatrix {
        version: 9,
        rows: Permissions::of_owner(kind),
        columns: vec![
            column(role("owner", None), Permissions::of_owner(kind), 1, false),
            column(role("admin", None), Permissions::of_roles(kind), 0, false),
            column(role("seller", None), seller, 1, false),
            column(own_role(), Permissions::of(&[Permission::AuditRead]), 1, true),
        ],
        grantable: Permissions::of_roles(kind),
    }
}

pub(super) fn domains() -> Domains {
    let domain = |number, name: &str, verified, proof| DomainView {
        id: DomainClaimId::from_ulid(Ulid(number)),
        domain: name.to_owned(),
        asked_at: START,
        verified_at: verified,
        expires_at: START + TimeDelta::days(14),
        proof,
    };
    let dns = DomainProof::Dns {
        name: "_guildhall.alder.example".to_owned(),
        record: "guildhall-domain=abc".to_owned(),
    };
    let mail = DomainProof::Mail { to: "postmaster@birch.example".to_owned() };
    Domains {
        domains: vec![
            domain(1, "alder.example", None, dns.clone()),
            domain(2, "birch.example", None, mail),
            domain(3, "cedar.example", Some(START), dns),
        ],
    }
}

pub(super) fn connection(worked: bool) -> ConnectionView {
    ConnectionView {
        version: 2,
        issuer: "https://login.northwind.example".to_owned(),
        client_id: "guildhall".to_owned(),
        has_secret: true,
        join_as: Some("seller".to_owned()),
        required: worked,
        changed_at: START,
        worked_at: worked.then_some(START),
    }
}

pub(super) fn sign_on(connection: Option<ConnectionView>, domains: &[&str]) -> SignOnView {
    SignOnView {
        connection,
        redirect: "https://market.example/sign-on/callback".to_owned(),
        domains: domains.iter().map(|domain| (*domain).to_owned()).collect(),
    }
}

pub(super) fn key(number: u128, name: &str, person: Option<PersonId>, state: KeyState) -> KeyView {
    KeyView {
        id: KeyId::from_ulid(Ulid(number)),
        version: 1,
        name: name.to_owned(),
        person,
        made_by: ANNA,
        made_by_name: person.is_some().then(|| "Anna Lind".to_owned()),
        scopes: Permissions::of(&[Permission::AuditRead, Permission::DealsRead]),
        state,
        made_at: START,
        expires_at: START + TimeDelta::days(90),
        used_at: person.map(|_| START - TimeDelta::hours(5)),
        retiring_until: (number == 2).then_some(START + TimeDelta::hours(20)),
    }
}

pub(super) fn keys() -> Keys {
    Keys {
        mine: vec![
            key(1, "Nightly export", Some(ANNA), KeyState::Works),
            key(2, "Rotated", Some(ANNA), KeyState::Works),
            key(3, "Old", Some(ANNA), KeyState::Expired),
            key(4, "Leaked", Some(ANNA), KeyState::Revoked),
        ],
        organisation: Some(vec![key(5, "Warehouse", None, KeyState::Works)]),
        scopes: Permissions::of(&[Permission::AuditRead, Permission::DealsRead]),
    }
}

fn actor(kind: &str, filter: &str, name: Option<&str>) -> ActorView {
    let somewhere = kind == "person";
    ActorView {
        kind: kind.to_owned(),
        filter: filter.to_owned(),
        name: name.map(str::to_owned),
        network: somewhere.then(|| "203.0.113.0/24".to_owned()),
        client: somewhere.then(|| "browser".to_owned()),
    }
}

fn event(sequence: u64, kind: &str, subject: &str, by: ActorView, payload: serde_json::Value) -> EventView {
    EventView {
        sequence,
        at: START,
        kind: kind.to_owned(),
        subject: subject.to_owned(),
        subject_name: None,
        actor: by,
        payload,
        hash: "ab".repeat(32),
    }
}

pub(super) fn trail() -> AuditPage {
    let anna = || actor("person", &ANNA.to_string(), Some("Anna <b>Lind</b>"));
    let renamed = serde_json::json!({
        "before": { "name": "Northwind", "slug": "northwind" },
        "after": { "name": "Northwind Works", "slug": "northwind" },
        "version": 3,
    });
    let role = serde_json::json!({ "person": BEN, "before": "seller", "after": "admin" });
    AuditPage {
        events: vec![
            EventView {
                subject_name: Some("Northwind Works".to_owned()),
                ..event(4, "organisation.updated", &ORGANISATION.to_string(), anna(), renamed)
            },
            event(3, "member.role_changed", &BEN.to_string(), anna(), role),
            event(
                2,
                "key.made",
                "key_1",
                actor("host", "host", Some("guildhall admin")),
                serde_json::json!({ "name": "Nightly", "scopes": ["audit.read"], "version": 1 }),
            ),
            event(1, "future.thing", "x_1", actor("system", "system", None), serde_json::json!({ "odd": 7 })),
        ],
        next: Some(shared::page::Cursor("1".to_owned())),
        total: 1_204,
        head: "cd".repeat(32),
    }
}

fn notification(number: u128, topic: Topic, text: &str, read: bool) -> NotificationView {
    NotificationView {
        id: NotificationId::from_ulid(Ulid(number)),
        topic,
        kind: "member.joined".to_owned(),
        text: text.to_owned(),
        organisation: Some("Northwind Works".to_owned()),
        href: "/organisation/members".to_owned(),
        at: START - TimeDelta::minutes(90),
        read,
    }
}

pub(super) fn inbox() -> Inbox {
    Inbox {
        notifications: vec![
            notification(2, Topic::Members, "Ben Okafor joined.", true),
            notification(1, Topic::Security, "Somebody signed in from a new device.", false),
        ],
        next: None,
        unread: 1,
    }
}

pub(super) fn preferences() -> PreferencesView {
    let mail = [(Topic::Security, MailWhen::AtOnce), (Topic::Members, MailWhen::Never)];
    PreferencesView { version: 1, mail: mail.into_iter().collect() }
}

pub(super) fn invitation(for_another: bool) -> InvitationView {
    InvitationView {
        organisation: "Northwind Works".to_owned(),
        kind: OrganisationKind::Partner,
        role: role("seller", None),
        by_name: Some("Anna Lind".to_owned()),
        email: "ben@northwind.example".parse().expect("an address"),
        expires_at: START + TimeDelta::days(7),
        for_another,
    }
}

pub(super) fn me(email: &str) -> Me {
    Me {
        person: Some(MyPerson {
            id: BEN,
            version: 1,
            name: "Ben Okafor".parse().expect("a name"),
            email: email.parse().expect("an address"),
            locale: "en".parse().expect("a locale"),
        }),
        organisation: Some(MyOrganisation {
            id: ORGANISATION,
            kind: OrganisationKind::Partner,
            name: "Northwind Works".to_owned(),
            slug: "northwind-works".to_owned(),
            role: role("seller", None),
        }),
        ..Me::default()
    }
}
