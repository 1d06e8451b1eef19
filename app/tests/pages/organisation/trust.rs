//! Single sign-on, keys, the trail and the inbox.

use app::{
    audit::AuditView,
    i18n::Locale::{English, German},
    keys::{KeysView, secret::Secret},
    notifications::{InboxView, PreferencesView},
    sign_on::SignOnPage,
};
use leptos::prelude::*;
use shared::{
    audit::{
        api::{AuditPage, AuditQuery},
        filter::Filter,
    },
    identity::api::{KeyMade, KeyState, Keys},
    notifications::api::Inbox,
    page::Cursor,
    testing::START,
};

use super::{data, drawn, hides, shows};

#[test]
fn a_provider_is_connected_in_the_order_in_which_it_works() {
    let page = |connection, domains: &'static [&'static str], here| {
        move || {
            let roles = Signal::from(data::members().roles);
            view! { <SignOnPage sign_on=data::sign_on(connection, domains) here=here roles=roles/> }
        }
    };
    // Without a domain there is nothing to connect yet.
    let html = drawn(English, page(None, &[], data::owner()));
    shows(&html, "Not connected");
    shows(&html, "Prove a domain first.");
    shows(&html, "https://market.example/sign-on/callback");
    hides(&html, "Connect provider");
    let html = drawn(English, page(None, &["northwind.example"], data::owner()));
    shows(&html, "Connect provider");
    shows(&html, "As the provider shows it; empty for a public client.");
    shows(&html, ">Night desk</option>");
    hides(&html, "Disconnect provider");
    // Before the first sign-in it cannot be required.
    let html = drawn(English, page(Some(data::connection(false)), &["northwind.example"], data::owner()));
    shows(&html, "Connected, never used");
    shows(&html, "Possible once somebody has signed in through it");
    shows(&html, "value=\"https://login.northwind.example\"");
    shows(&html, "One is kept. Leave this empty to keep it");
    let html = drawn(German, page(Some(data::connection(true)), &["northwind.example"], data::owner()));
    shows(&html, "Letzte Anmeldung darüber");
    shows(&html, "Vorgeschrieben");
    shows(&html, "Den Anmeldedienst trennen?");
    let html = drawn(English, page(Some(data::connection(true)), &["northwind.example"], data::reader()));
    shows(&html, "Your role does not include connecting a provider.");
    hides(&html, "Save connection");
}

#[test]
fn keys_say_what_they_may_whether_they_work_and_what_can_be_done() {
    let html = drawn(English, || view! { <KeysView keys=data::keys() here=data::owner() now=START/> });
    for wanted in [
        "Nightly export",
        "2 permissions",
        "Read the trail",
        "5\u{a0}hours ago",
        "in 3\u{a0}months",
        "The secret before works until",
        "aria-label=\"Rotate Nightly export\"",
        "aria-label=\"Revoke Warehouse\"",
        "Expired",
        "Revoked",
        "somebody who has no account any more",
    ] {
        shows(&html, wanted);
    }
    hides(&html, "Rotate Old");
    hides(&html, "Revoke Leaked");
    let html = drawn(German, || {
        let keys = Keys { mine: Vec::new(), organisation: None, ..data::keys() };
        view! { <KeysView keys=keys here=data::reader() now=START/> }
    });
    shows(&html, "Sie haben hier keinen Schlüssel.");
    shows(&html, "Ihre Rolle umfasst das Ansehen der Schlüssel der Organisation nicht.");
    let html = drawn(English, || {
        let keys = Keys { organisation: Some(Vec::new()), ..data::keys() };
        view! { <KeysView keys=keys here=data::owner() now=START/> }
    });
    shows(&html, "The organisation has no key.");
}

#[test]
fn a_secret_is_shown_once_with_a_way_to_copy_it() {
    let html = drawn(English, || {
        let key = data::key(1, "Nightly export", Some(data::ANNA), KeyState::Works);
        let made = KeyMade { key, secret: "ghk_secret".to_owned() };
        view! { <Secret made=made shown=RwSignal::new(None)/> }
    });
    shows(&html, "ghk_secret");
    shows(&html, "It is shown this once and kept nowhere.");
    shows(&html, "aria-label=\"Copy: Key\"");
}

fn audit(page: AuditPage, query: AuditQuery) -> impl FnOnce() -> AnyView + Send + 'static {
    move || view! { <AuditView page=page query=query organisation=data::ORGANISATION/> }.into_any()
}

#[test]
fn the_trail_tells_who_did_what_and_what_changed() {
    let html = drawn(English, audit(data::trail(), AuditQuery::default()));
    for wanted in [
        "1,204 events in all",
        "Organisation changed",
        "organisation.updated",
        "Anna &lt;b&gt;Lind&lt;/b&gt;",
        "browser from 203.0.113.0/24",
        "<del><span class=\"visually-hidden\">Before: </span>Northwind</del>",
        "<ins><span class=\"visually-hidden\">After: </span>Northwind Works</ins>",
        "Role of a member changed",
        ">Seller</del>",
        "The host of the server: guildhall admin",
        "The program itself",
        // What this version does not know is shown as it stands.
        "<b>future.thing</b>",
        "odd",
        "guildhall verify audit.ndjson",
        "/audit/export\"",
        "download=\"audit.ndjson\"",
        "href=\"/organisation/audit?cursor=1\"",
    ] {
        shows(&html, wanted);
    }
    // Everybody and everything in it narrows the trail.
    shows(&html, &format!("href=\"/organisation/audit?actor={}\"", data::ANNA));
    shows(&html, &format!("href=\"/organisation/audit?subject={}\"", data::ORGANISATION));
    shows(&html, &"cd".repeat(32));
    hides(&html, "Newest events");
    let html = drawn(German, audit(data::trail(), AuditQuery::default()));
    shows(&html, "Rolle eines Mitglieds geändert");
    shows(&html, "1.204 Ereignisse insgesamt");
}

#[test]
fn a_narrowed_trail_says_by_what_and_how_to_widen_it() {
    let filter = || Filter {
        actor: Some(shared::audit::filter::ActorFilter::Person(data::ANNA)),
        kind: Some("member".to_owned()),
        from: Some(START),
        ..Filter::default()
    };
    let query =
        || AuditQuery { filter: filter(), cursor: Some(Cursor("9".to_owned())), ..AuditQuery::default() };
    let html = drawn(English, audit(data::trail(), query()));
    shows(&html, "Remove the filter By: Anna &lt;b&gt;Lind&lt;/b&gt;");
    shows(&html, "Kind: Members");
    shows(&html, "<option value=\"member\" selected");
    shows(&html, "Newest events");
    let nothing = || AuditPage { events: Vec::new(), next: None, ..data::trail() };
    let html = drawn(English, audit(nothing(), query()));
    shows(&html, "No event matches");
    shows(&html, "href=\"/organisation/audit\"");
    let rest = AuditPage { next: Some(Cursor("4".to_owned())), ..nothing() };
    let html = drawn(English, audit(rest, query()));
    shows(&html, "Nothing in this part of the trail matches.");
    shows(&html, "Older events");
    let html = drawn(German, audit(AuditPage { total: 0, ..nothing() }, AuditQuery::default()));
    shows(&html, "Noch ist nichts geschehen");
}

#[test]
fn the_inbox_shows_first_what_is_unread() {
    let html = drawn(English, || view! { <InboxView inbox=data::inbox() now=START/> });
    shows(&html, "1 notification you have not read.");
    let place = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text} is missing in {html}"));
    assert!(place("Somebody signed in") < place("Ben Okafor joined."));
    shows(&html, "1\u{a0}hour ago");
    shows(&html, "Mark all as read");
    assert_eq!(html.matches("Mark as read: ").count(), 1);
    let html = drawn(German, || {
        let inbox = Inbox { notifications: Vec::new(), next: None, unread: 0 };
        view! { <InboxView inbox=inbox now=START/> }
    });
    shows(&html, "Noch ist nichts gekommen");
    hides(&html, "Alle als gelesen markieren");
}

#[test]
fn mail_about_security_cannot_be_switched_off_and_says_why() {
    let html = drawn(English, || view! { <PreferencesView preferences=data::preferences()/> });
    shows(&html, "this mail may be how you learn of it");
    hides(&html, "name=\"security\"");
    shows(&html, "name=\"members\" value=\"never\" checked");
    // What was never chosen is as the program has it.
    shows(&html, "name=\"organisation\" value=\"daily\" checked");
}
