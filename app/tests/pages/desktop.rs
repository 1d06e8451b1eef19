//! The servers of the desktop app: the bar and the page in every state, in both languages.

use app::{
    desktop::{
        ServerMenu, Servers,
        page::Known,
        texts::{DE, EN, Texts},
    },
    i18n::Locale,
    loading::failure,
    platform::Platform,
    transport::CallError,
};
use leptos::prelude::*;
use shared::{
    desktop::{
        api::{
            ConnectedOrganisation, ConnectedPerson, ConnectionView, ConnectionsView, Kept, SignInFailure,
            SignInView, Standing,
        },
        error::AddressError,
        model::ServerAddress,
    },
    ids::{ConnectionId, OrganisationId, PersonId},
    organisations::{api::RoleName, model::OrganisationKind},
    testing::START,
};

use super::{has, lacks, market::Market, market::get, organisation::drawn};

fn words(locale: Locale) -> &'static Texts {
    locale.pick(&EN, &DE)
}

fn connection(number: u128, address: &str, standing: Standing) -> ConnectionView {
    let address: ServerAddress = address.parse().expect("an address");
    ConnectionView {
        id: ConnectionId::from_ulid(ulid::Ulid(number)),
        name: address.name(),
        address,
        person: ConnectedPerson {
            id: PersonId::from_ulid(ulid::Ulid(1)),
            name: "Anna Lind".to_owned(),
            email: "anna@example.com".to_owned(),
        },
        organisation: Some(ConnectedOrganisation {
            id: OrganisationId::from_ulid(ulid::Ulid(1)),
            kind: OrganisationKind::Partner,
            name: format!("Northwind Works {number}"),
            role: RoleName { role: "owner".to_owned(), name: None },
        }),
        since: START,
        kept: Kept::Keyring,
        standing,
    }
}

fn on(connections: Vec<ConnectionView>) -> ConnectionsView {
    let chosen = connections.first().map(|connection| connection.id);
    ConnectionsView { connections, chosen, ..ConnectionsView::default() }
}

fn in_the_app(locale: Locale, view: ConnectionsView, draw: fn(Servers) -> AnyView) -> String {
    drawn(locale, move || {
        provide_context(Platform { locale, desktop: true, ..Platform::default() });
        let servers = Servers::unasked();
        servers.set(view);
        provide_context(servers);
        draw(servers)
    })
}

fn page(locale: Locale, view: ConnectionsView) -> String {
    in_the_app(locale, view, |servers| view! { <Known servers=servers/> }.into_any())
}

fn bar(locale: Locale, view: ConnectionsView) -> String {
    in_the_app(locale, view, |_| view! { <ul><ServerMenu/></ul> }.into_any())
}

#[track_caller]
fn shows(html: &str, wanted: &str) {
    // As it stands in HTML.
    let wanted = wanted.replace('&', "&amp;");
    assert!(html.contains(&wanted), "{wanted:?} is missing in:\n{html}");
}

#[track_caller]
fn hides(html: &str, unwanted: &str) {
    assert!(!html.contains(unwanted), "{unwanted:?} is in:\n{html}");
}

#[test]
fn without_a_server_there_is_the_way_to_one() {
    for locale in Locale::ALL {
        let t = words(locale);
        let html = page(locale, ConnectionsView::default());
        for wanted in [t.connect, t.browser, t.server_address, t.sign_in, "method=\"post\""] {
            shows(&html, wanted);
        }
        hides(&html, t.in_file);
        shows(&bar(locale, ConnectionsView::default()), t.connect);
    }
}

#[test]
fn the_bar_says_on_which_server_one_is_and_where_one_acts() {
    for locale in Locale::ALL {
        let t = words(locale);
        let both = vec![
            connection(1, "https://market.example", Standing::SignedIn),
            connection(2, "http://127.0.0.1:3000", Standing::SignedIn),
        ];
        let html = bar(locale, on(both));
        for wanted in ["<b>Northwind Works 1</b>", "market.example", "Northwind Works 2", "127.0.0.1:3000"] {
            shows(&html, wanted);
        }
        shows(&html, t.account);
        shows(&html, "href=\"/home\"");
        for standing in [Standing::Ended, Standing::Reused, Standing::Lost] {
            let html = bar(locale, on(vec![connection(1, "https://market.example", standing)]));
            shows(&html, &format!("<b>{}</b>", t.signed_out));
            shows(&html, "data-standing=\"over\"");
            hides(&html, "href=\"/home\"");
        }
        let html = bar(locale, on(vec![connection(1, "https://market.example", Standing::Unreachable)]));
        shows(&html, (t.standing)(Standing::Unreachable));
    }
}

#[test]
fn each_server_says_who_one_is_how_it_stands_and_what_to_do() {
    for locale in Locale::ALL {
        let t = words(locale);
        for standing in [
            Standing::SignedIn,
            Standing::Unreachable,
            Standing::Locked,
            Standing::Ended,
            Standing::Reused,
            Standing::Lost,
        ] {
            let html = page(locale, on(vec![connection(1, "https://market.example", standing)]));
            for wanted in
                ["market.example", "Anna Lind", "anna@example.com", "Northwind Works 1", t.in_keyring]
            {
                shows(&html, wanted);
            }
            shows(&html, (t.standing)(standing));
            if let Some(means) = (t.means)(standing) {
                shows(&html, means);
            }
            assert_eq!(html.contains(t.sign_in_again), standing.is_over(), "{standing:?}\n{html}");
            shows(&html, t.sign_out);
            hides(&html, t.work_here);
            shows(&html, t.connect_another);
        }
    }
}

#[test]
fn of_several_servers_one_is_in_use() {
    for locale in Locale::ALL {
        let t = words(locale);
        let both = vec![
            connection(1, "https://market.example", Standing::SignedIn),
            connection(2, "https://other.example:8443", Standing::SignedIn),
        ];
        let html = page(locale, on(both));
        assert_eq!(html.matches(t.here).count(), 1, "{html}");
        assert_eq!(html.matches(t.work_here).count(), 1, "{html}");
        shows(&html, "other.example:8443");
    }
}

#[test]
fn a_sign_in_that_is_under_way_can_be_cancelled_and_its_page_copied() {
    let address: ServerAddress = "https://market.example".parse().expect("an address");
    for locale in Locale::ALL {
        let t = words(locale);
        let asking = SignInView::Asking { address: address.clone() };
        let html = page(locale, ConnectionsView { sign_in: Some(asking), ..ConnectionsView::default() });
        shows(&html, &(t.asking)("market.example"));
        shows(&html, t.cancel);
        hides(&html, "server-address");
        for opened in [true, false] {
            let waiting = SignInView::Waiting {
                address: address.clone(),
                url: "https://market.example/connect?challenge=c&state=s".to_owned(),
                opened,
                until: START,
            };
            let html = page(locale, ConnectionsView { sign_in: Some(waiting), ..ConnectionsView::default() });
            let said = if opened { (t.waiting)("market.example") } else { (t.not_opened)("market.example") };
            shows(&html, &said);
            shows(&html, "https://market.example/connect?challenge=c&state=s");
            shows(&html, t.cancel);
            hides(&html, "server-address");
        }
    }
}

#[test]
fn each_failure_says_what_happened_and_keeps_the_address() {
    let address: ServerAddress = "https://market.example".parse().expect("an address");
    for locale in Locale::ALL {
        let t = words(locale);
        let detail = || "in the words of the machine".to_owned();
        for (why, said) in [
            (SignInFailure::NotReached { detail: detail() }, (t.not_reached)("market.example")),
            (SignInFailure::NotGuildhall, (t.not_guildhall)("market.example")),
            (
                SignInFailure::Moved { to: "https://www.market.example/".to_owned() },
                (t.moved)("market.example", "https://www.market.example/"),
            ),
            (SignInFailure::NotSetUp, (t.not_set_up)("market.example")),
            (SignInFailure::Refused { detail: detail() }, (t.refused)("market.example")),
            (SignInFailure::TimedOut, t.timed_out.to_owned()),
            (SignInFailure::Here { detail: detail() }, t.failed_here.to_owned()),
        ] {
            let told = format!("{why:?}").contains("words of the machine");
            let failed = SignInView::Failed { address: address.clone(), why };
            let html = page(locale, ConnectionsView { sign_in: Some(failed), ..ConnectionsView::default() });
            shows(&html, &said);
            shows(&html, "value=\"https://market.example\"");
            shows(&html, t.dismiss);
            assert_eq!(html.contains("in the words of the machine"), told, "{html}");
        }
    }
}

#[test]
fn sign_ins_in_a_file_and_a_list_that_was_lost_are_warned_of() {
    for locale in Locale::ALL {
        let t = words(locale);
        let mut here = connection(1, "https://market.example", Standing::SignedIn);
        here.kept = Kept::File;
        let mut view = on(vec![here]);
        view.set_aside = Some("/data/connections.json.damaged".to_owned());
        let html = page(locale, view);
        for wanted in [t.in_file, t.in_file_means, t.in_file_way_on, t.in_file_short] {
            shows(&html, wanted);
        }
        shows(&html, &(t.set_aside)("/data/connections.json.damaged"));
    }
}

#[test]
fn every_complaint_about_an_address_is_in_both_languages() {
    for error in
        [AddressError::Empty, AddressError::Malformed, AddressError::NotSecure, AddressError::Credentials]
    {
        assert_eq!((EN.address_error)(error), error.to_string());
        assert_ne!((DE.address_error)(error), error.to_string());
    }
}

#[test]
fn a_page_without_a_connection_names_the_server() {
    for (locale, said) in [
        (Locale::English, "market.example cannot be reached"),
        (Locale::German, "market.example ist nicht erreichbar"),
    ] {
        let html = drawn(locale, move || {
            let server = ArcRwSignal::new(Some("market.example".to_owned()));
            provide_context(Platform { locale, desktop: true, server, ..Platform::default() });
            failure(&CallError::Offline, || ())
        });
        shows(&html, said);
        shows(&html, "data-kind=\"offline\"");
    }
}

#[tokio::test]
async fn outside_the_desktop_app_there_is_no_such_page() {
    let page = get(Market::Open, Locale::English, "/servers").await;
    assert_eq!(page.status, 404);
    lacks(&page, EN.lead);
    let page = get(Market::Open, Locale::English, "/sign-in").await;
    has(&page, "autocomplete=\"current-password\"");
    lacks(&page, EN.server_address);
}
