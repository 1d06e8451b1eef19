//! The pages of an organisation and the inbox. The server sends their frame alone, so what they show is looked
//! at view by view, each with given data.

mod certification;
mod clean_up;
mod data;
mod editorial;
mod governance;
mod home;
mod listings;
mod reviews;
mod sandbox;
mod settings;
mod trust;
mod versions;

use app::{i18n::Locale, platform::Platform};
use leptos::prelude::*;
use leptos_router::{components::Router, location::RequestUrl};
use shared::testing::START;

use super::{complete, has, market, market::Market, market::get};

/// Address, what stands there in English and in German.
const PAGES: [(&str, &str, &str); 32] = [
    ("/home", "Home", "Start"),
    ("/organisation", "Overview", "Überblick"),
    ("/organisation/new", "Found an organisation", "Organisation gründen"),
    ("/organisation/listings", "Listings", "Einträge"),
    ("/organisation/listings/lst_00000000000000000000000001", "Listings", "Einträge"),
    ("/organisation/listings/lst_00000000000000000000000001/certification", "Listings", "Einträge"),
    ("/organisation/listings/lst_00000000000000000000000001/sandbox", "Listings", "Einträge"),
    (
        "/organisation/listings/lst_00000000000000000000000001/sandbox/sbx_00000000000000000000000001",
        "Listings",
        "Einträge",
    ),
    ("/certifications?which=held", "Certifications", "Zertifizierungen"),
    ("/certifications/crt_00000000000000000000000001", "Certifications", "Zertifizierungen"),
    ("/clean-up", "Clean-up", "Aufräumen"),
    ("/clean-up/preview", "Clean-up", "Aufräumen"),
    ("/organisation/collections", "Collections", "Sammlungen"),
    ("/organisation/collections/col_00000000000000000000000001", "Collections", "Sammlungen"),
    ("/organisation/picks", "Editors’ picks", "Auswahl"),
    ("/organisation/home", "Home page", "Startseite"),
    ("/organisation/categories", "Categories", "Kategorien"),
    ("/organisation/categories/verticals", "Categories", "Kategorien"),
    ("/organisation/members", "Members", "Mitglieder"),
    ("/organisation/roles", "Roles", "Rollen"),
    ("/organisation/domains", "Domains", "Domains"),
    ("/organisation/sign-on", "Single sign-on", "Single Sign-on"),
    ("/organisation/keys", "API keys", "API-Schlüssel"),
    ("/organisation/audit?kind=member", "Audit trail", "Prüfpfad"),
    ("/reviews?stage=security_review", "Reviews", "Prüfungen"),
    ("/reviews/figures", "Reviews", "Prüfungen"),
    ("/reviews/sub_00000000000000000000000001", "Reviews", "Prüfungen"),
    ("/governance", "Governance", "Aufsicht"),
    ("/governance/lst_00000000000000000000000001", "Governance", "Aufsicht"),
    ("/account/notifications", "Notifications", "Mitteilungen"),
    ("/invitation?organisation=x&invitation=y", "Invitation", "Einladung"),
    ("/domain-proof?organisation=x&claim=y", "Prove a domain", "Domain nachweisen"),
];

#[tokio::test]
async fn every_page_is_complete_and_asks_the_server_for_nothing() {
    for (address, english, german) in PAGES {
        for locale in Locale::ALL {
            // Nobody answers: a page that asked for something would say so.
            let page = get(Market::Gone, locale, address).await;
            assert_eq!(page.status, 200, "{address}");
            complete(&page, locale, address);
            has(&page, locale.pick(english, german));
            has(&page, "<meta name=\"robots\" content=\"noindex\"");
        }
    }
}

/// A view as it is drawn, on a page of its own.
pub(crate) fn drawn<V: IntoView + 'static>(
    locale: Locale,
    view: impl FnOnce() -> V + Send + 'static,
) -> String {
    market::routes();
    let owner = Owner::new();
    let html = owner.with(|| {
        provide_context(Platform { locale, today: START.date_naive(), ..Platform::default() });
        provide_context(RequestUrl::new("/organisation"));
        view! { <Router>{view().into_any()}</Router> }.to_html()
    });
    let html = html.replace("<!>", "").replace("<!---->", "");
    sound(&html);
    html
}

/// What holds for whatever is drawn: ids are used once, what is labelled is there, nothing is styled in place.
fn sound(html: &str) {
    let attribute = |name: &str| -> Vec<String> {
        let marker = format!(" {name}=\"");
        html.split(&marker).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    let mut ids = attribute("id");
    ids.sort_unstable();
    let repeated: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    assert!(repeated.is_empty(), "used twice: {repeated:?}\n{html}");
    for name in ["for", "aria-labelledby", "aria-describedby"] {
        for wanted in attribute(name).iter().flat_map(|ids| ids.split(' ')) {
            assert!(ids.iter().any(|id| id == wanted), "{name}={wanted:?} leads nowhere\n{html}");
        }
    }
    assert!(!html.contains(" style=\""), "styled in place\n{html}");
    let primary = html.matches("class=\"button primary\"").count();
    // A panel that opens over the page, or a secret that is shown for once, has its own.
    assert!(primary <= 2, "{primary} primary actions\n{html}");
}

pub(crate) fn shows(html: &str, wanted: &str) {
    assert!(html.contains(wanted), "{wanted:?} is missing in:\n{html}");
}

pub(crate) fn hides(html: &str, unwanted: &str) {
    assert!(!html.contains(unwanted), "{unwanted:?} is in:\n{html}");
}
