//! Overview, members, roles, domains, and the links that lead in.

use app::{
    i18n::Locale::{English, German},
    organisations::{
        FoundForm, Here, Lacking, NoOrganisation,
        domains::{DomainsView, ProofView},
        invitation::{Broken, Gone, InvitationView},
        members::MembersView,
        overview::{OverviewView, OwnershipSection},
        roles::{Choice, Matrix, RolesView},
    },
};
use leptos::prelude::*;
use shared::{
    ids::{DomainClaimId, InvitationId},
    organisations::{
        api::{DomainLink, Domains, InvitationLink},
        model::OrganisationKind,
        permission::{Permission, Permissions},
    },
    testing::START,
};

use super::{data, drawn, hides, shows};

const NAME: &str = "Northwind Works";

#[test]
fn an_overview_shows_the_organisation_and_what_each_may_change() {
    let html =
        drawn(English, || view! { <OverviewView organisation=data::organisation() here=data::owner()/> });
    for wanted in [
        "Northwind &lt;Works&gt;",
        ">northwind-works</code>",
        "Anna Lind",
        ">1,204</a>",
        "northwind.example and northwind.test",
        "Publishes apps, sells and refers.",
        "Save changes",
        "Hand over the ownership",
        "The owner cannot leave.",
    ] {
        shows(&html, wanted);
    }
    let html =
        drawn(German, || view! { <OverviewView organisation=data::organisation() here=data::reader()/> });
    shows(&html, "Ihre Rolle umfasst diese Änderung nicht.");
    shows(&html, "Northwind &lt;Works&gt; verlassen?");
    hides(&html, "Änderungen speichern");
    hides(&html, "Inhaberschaft übergeben");
}

#[test]
fn an_organisation_is_handed_only_to_another_member() {
    let html = drawn(
        English,
        || view! { <OwnershipSection members=data::members() here=data::owner() organisation=NAME/> },
    );
    shows(&html, "Ben Okafor · ben@northwind.example");
    hides(&html, "Anna Lind · ");
    let html = drawn(
        English,
        || view! { <OwnershipSection members=data::alone() here=data::owner() organisation=NAME/> },
    );
    shows(&html, "Nobody else belongs to it yet.");
}

#[test]
fn who_belongs_nowhere_sees_two_ways_in_and_who_lacks_a_permission_what_it_takes() {
    let html = drawn(English, || view! { <NoOrganisation/> });
    shows(&html, "Open the link in the mail of your invitation");
    shows(&html, "value=\"partner\" checked");
    shows(&html, "Finds, installs and rates apps.");
    hides(&html, "value=\"operator\"");
    let html = drawn(German, || view! { <Lacking permission=Permission::AuditRead/> });
    shows(&html, "„Prüfpfad lesen“");
    let html = drawn(German, || view! { <FoundForm/> });
    shows(&html, "Organisation gründen");
}

#[test]
fn members_stand_in_a_table_with_what_can_be_done_about_each() {
    let html = drawn(English, || {
        view! { <MembersView members=data::members() here=data::owner() now=START/> }
    });
    shows(&html, "3 people are here, 1 invitation is on the way.");
    assert_eq!(html.matches("<th scope=\"row\"").count(), 4, "three people and an invitation: {html}");
    // The owner keeps everything, and nobody removes themselves here.
    shows(&html, "class=\"tag\">You</span>");
    hides(&html, "Remove Anna Lind");
    shows(&html, "aria-label=\"Remove Ben Okafor\"");
    shows(&html, "Role of Chiara Neri");
    shows(&html, ">Night desk</option>");
    shows(&html, "Withdraw the invitation to dora@northwind.example");
    shows(&html, "in 7\u{a0}days");
    shows(&html, "Send invitation");
    let html = drawn(German, || {
        view! { <MembersView members=data::members() here=data::reader() now=START/> }
    });
    hides(&html, "Einladung senden");
    hides(&html, "zurückziehen");
    shows(&html, "Einladungen unterwegs");
    let html = drawn(English, || view! { <MembersView members=data::alone() here=data::owner() now=START/> });
    shows(&html, "1 person is here, 0 invitations are on the way.");
    shows(&html, "No invitation is on its way.");
}

#[test]
fn the_matrix_names_every_permission_and_every_role() {
    let html = drawn(English, || view! { <Matrix matrix=data::matrix() on_edit=None/> });
    let rows = Permissions::of_owner(OrganisationKind::Partner).iter().count();
    assert_eq!(html.matches("<th scope=\"row\"").count(), rows);
    assert_eq!(html.matches("<td").count(), rows * 4);
    shows(&html, "scope=\"rowgroup\"");
    shows(&html, "Hand over the organisation");
    shows(&html, "Only the owner has it; no role can.");
    shows(&html, "Night desk");
    shows(&html, "Your own");
    hides(&html, "Edit the role");
    let html = drawn(German, || view! { <RolesView matrix=data::matrix() here=data::owner()/> });
    shows(&html, "Rolle anlegen");
    shows(&html, "Rolle Night desk bearbeiten");
    shows(&html, "Alles außer dem, was nur der Inhaber darf.");
    let html = drawn(English, || view! { <RolesView matrix=data::matrix() here=data::reader()/> });
    shows(&html, "Your role does not include making roles.");
    hides(&html, "Make a role");
}

#[test]
fn what_cannot_be_given_says_why() {
    let html = drawn(English, || {
        let offered = Permissions::of(&[Permission::AuditRead, Permission::KeysRead]);
        let possible = Permissions::of(&[Permission::AuditRead]);
        let chosen = RwSignal::new(possible);
        let error = Some("Choose at least one.".to_owned());
        view! {
            <Choice name="permission" legend="May" offered=offered possible=possible chosen=chosen
                why_not=|_| "You do not hold it." error=error/>
        }
    });
    shows(&html, "value=\"keys.read\" disabled");
    shows(&html, "You do not hold it.");
    shows(&html, "value=\"audit.read\" checked");
    shows(&html, "1 of 2");
    shows(&html, "Choose at least one.");
}

#[test]
fn domains_say_where_they_stand_and_what_is_to_do() {
    let html = drawn(English, || {
        view! { <DomainsView domains=data::domains() here=data::owner() now=START/> }
    });
    for wanted in [
        "_guildhall.alder.example",
        "guildhall-domain=abc",
        "aria-label=\"Copy: Value of the TXT record\"",
        "Check now",
        "A mail went to postmaster@birch.example.",
        "in 2\u{a0}weeks",
        "Proved on",
        "Claim a domain",
    ] {
        shows(&html, wanted);
    }
    assert_eq!(html.matches("Check now").count(), 1, "only a record can be looked for");
    let html = drawn(German, || {
        view! { <DomainsView domains=data::domains() here=data::reader() now=START/> }
    });
    hides(&html, "guildhall-domain=abc");
    hides(&html, "freigeben");
    let html = drawn(English, || {
        view! { <DomainsView domains=Domains { domains: Vec::new() } here=data::owner() now=START/> }
    });
    shows(&html, "No domain yet");
}

#[test]
fn an_invitation_says_what_it_is_to_and_how_to_come_in() {
    let link = || InvitationLink {
        organisation: data::ORGANISATION,
        invitation: InvitationId::from_ulid(ulid::Ulid(1)),
        token: "secret".to_owned(),
    };
    let html = drawn(English, move || {
        view! { <InvitationView invitation=data::invitation(false) link=link() me=None now=START/> }
    });
    shows(&html, "You are invited to Northwind Works");
    shows(&html, "Anna Lind asks you to join");
    shows(&html, "Sign in to accept");
    hides(&html, "secret");
    hides(&html, "Join Northwind Works");
    let html = drawn(English, move || {
        let me = data::me("ben@northwind.example");
        view! { <InvitationView invitation=data::invitation(false) link=link() me=Some(me) now=START/> }
    });
    shows(&html, "Join Northwind Works");
    let html = drawn(German, move || {
        let me = data::me("ben@elsewhere.example");
        view! { <InvitationView invitation=data::invitation(true) link=link() me=Some(me) now=START/> }
    });
    shows(&html, "Sie sind als ben@elsewhere.example angemeldet");
    shows(&html, "Mit anderer Adresse anmelden");
    hides(&html, "beitreten");
    shows(&drawn(English, || view! { <Gone/> }), "Ask who invited you for a new one.");
    shows(&drawn(German, || view! { <Broken/> }), "Ein Teil des Links fehlt");
}

#[test]
fn the_keeper_of_a_domain_confirms_it_on_purpose() {
    let html = drawn(English, || {
        let link = DomainLink {
            organisation: data::ORGANISATION,
            claim: DomainClaimId::from_ulid(ulid::Ulid(1)),
            token: "secret".to_owned(),
        };
        view! { <ProofView link=link/> }
    });
    shows(&html, "Confirm only if you know of it.");
    hides(&html, "secret");
}

#[test]
fn who_acts_nowhere_is_nowhere() {
    let me = data::me("ben@northwind.example");
    assert_eq!(Here::of(&me).map(|here| here.organisation), Some(data::ORGANISATION));
    assert_eq!(Here::of(&shared::identity::api::Me { organisation: None, ..me }), None);
}
