//! The pages of signing in and of the account, as the server sends them: whole and for everyone, with nothing
//! of anybody in them.

use app::i18n::Locale;

use super::{complete, count, has, lacks, market::Market, market::get};

/// Address, what stands there in English and in German.
const PAGES: [(&str, &str, &str); 17] = [
    ("/sign-in", "Forgot the password?", "Passwort vergessen?"),
    ("/sign-up", "Create account", "Konto anlegen"),
    ("/verify/again", "Ask for a new link", "Neuen Link anfordern"),
    ("/verify", "Confirm your mail address", "Mailadresse bestätigen"),
    ("/mail-change", "Confirm the new mail address", "Neue Mailadresse bestätigen"),
    ("/forgot", "Send link", "Link senden"),
    ("/reset", "Set password", "Passwort setzen"),
    ("/sign-on/callback?code=c&state=s", "Single sign-on", "Single Sign-on"),
    ("/account", "Profile", "Profil"),
    ("/account/security", "Security", "Sicherheit"),
    ("/account/sessions", "Sessions", "Sitzungen"),
    ("/account/followed", "Followed apps", "Apps, denen Sie folgen"),
    ("/account/data", "Your data", "Ihre Daten"),
    ("/connect", "Connect the desktop app", "Desktop-App verbinden"),
    ("/set-up", "Set up this server", "Diesen Server einrichten"),
    ("/dev/mail", "Mailbox of the demo", "Postfach der Demo"),
    ("/demo", "People of the demo", "Personen der Demo"),
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

#[tokio::test]
async fn every_id_is_used_once() {
    for (address, ..) in PAGES {
        let page = get(Market::Open, Locale::English, address).await;
        let mut ids: Vec<&str> =
            page.html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        ids.sort_unstable();
        let repeated: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        assert!(repeated.is_empty(), "{address}: {repeated:?}");
    }
}

#[tokio::test]
async fn no_form_puts_what_is_typed_into_an_address() {
    for (address, ..) in PAGES {
        let page = get(Market::Open, Locale::English, address).await;
        let forms = page.html.split("<form").skip(1).filter_map(|form| form.split('>').next());
        for form in forms.filter(|form| form.contains("class=\"form")) {
            assert!(form.contains("method=\"post\""), "{address}: <form{form}>");
        }
    }
}

#[tokio::test]
async fn password_managers_and_passkeys_know_the_form_to_sign_in() {
    let page = get(Market::Open, Locale::English, "/sign-in").await;
    has(&page, "autocomplete=\"username webauthn\"");
    has(&page, "autocomplete=\"current-password\"");
    let page = get(Market::Open, Locale::English, "/sign-up").await;
    has(&page, "autocomplete=\"username\"");
    has(&page, "autocomplete=\"new-password\"");
    lacks(&page, "autocomplete=\"current-password\"");
}

#[tokio::test]
async fn the_frame_shows_where_one_is_and_every_area_without_a_script() {
    let page = get(Market::Open, Locale::English, "/account/security").await;
    assert_eq!(count(&page, "href=\"/account/security\" aria-current=\"page\""), 1);
    for area in
        ["/account/sessions", "/account/notifications", "/organisation/members", "/organisation/audit"]
    {
        has(&page, &format!("href=\"{area}\""));
    }
    has(&page, "This is a demo.");
    has(&page, "href=\"/demo\"");
    lacks(&page, "Sign out");
}

#[tokio::test]
async fn both_ways_stand_in_the_bar_and_load_the_other_bundle() {
    let page = get(Market::Open, Locale::English, "/").await;
    has(&page, "<a href=\"/sign-in\" rel=\"external\">");
    has(&page, "<a href=\"/home\" rel=\"external\">");
}
