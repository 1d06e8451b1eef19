//! Texts around every page: the bar on top, the foot, the palette, and the state pages.

use crate::i18n::use_locale;

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub product: &'static str,
    pub product_line: &'static str,
    pub home: &'static str,
    pub skip: &'static str,
    pub main_navigation: &'static str,
    pub apps: &'static str,
    pub categories: &'static str,
    pub compare: &'static str,
    pub about: &'static str,
    pub sign_in: &'static str,
    pub account: &'static str,
    pub palette: &'static str,
    pub palette_label: &'static str,
    pub palette_pages: &'static str,
    pub palette_settings: &'static str,
    pub palette_theme: &'static str,
    pub palette_language: &'static str,
    pub language: &'static str,
    pub foot_navigation: &'static str,
    pub foot_line: &'static str,
    pub demo_line: &'static str,
    pub feed_new: &'static str,
    pub feed_updated: &'static str,
    pub api: &'static str,
    pub offline_title: &'static str,
    pub offline_body: &'static str,
    /// In the desktop app, which knows the server's name.
    pub offline_title_at: fn(&str) -> String,
    pub offline_body_at: fn(&str) -> String,
    pub failed_title: &'static str,
    pub failed_body: &'static str,
    pub failed_body_with_id: fn(&str) -> String,
    pub bad_request_title: &'static str,
    pub bad_request_body: &'static str,
    pub try_again: &'static str,
    pub leave_out: &'static str,
    pub not_found_title: &'static str,
    pub not_found_body: &'static str,
    pub not_found_meant: &'static str,
    pub not_found_categories: &'static str,
    pub not_found_all: &'static str,
}

pub const EN: Texts = Texts {
    product: "Guildhall",
    product_line: "find the right app and see why to trust it",
    home: "Home",
    skip: "Skip to the content",
    main_navigation: "Main",
    apps: "Apps",
    categories: "Categories",
    compare: "Compare",
    about: "How it works",
    sign_in: "Sign in",
    account: "Account",
    palette: "Open the command palette",
    palette_label: "Go to an app, a partner or a page",
    palette_pages: "Pages",
    palette_settings: "Settings",
    palette_theme: "Change between light and dark",
    palette_language: "Switch the language",
    language: "Language",
    foot_navigation: "More of this marketplace",
    foot_line: "A marketplace that shows how it ranks, what was checked and when.",
    demo_line: "This is a demo program. Its partners, apps, ratings and badges are made up.",
    feed_new: "New apps",
    feed_updated: "Updated apps",
    api: "API description",
    offline_title: "The marketplace cannot be reached",
    offline_body: "There is no connection to the server right now. What you typed is kept. Check the connection and try again.",
    offline_title_at: |name| format!("{name} cannot be reached"),
    offline_body_at: |name| {
        format!(
            "There is no connection to {name} right now. The marketplace on this computer works without it. What you typed is kept. Check the connection and try again."
        )
    },
    failed_title: "This page could not be loaded",
    failed_body: "The server failed to answer. Nothing that you did caused it. Try again; if it stays, come back in a few minutes.",
    failed_body_with_id: |id| {
        format!(
            "The server failed to answer. Nothing that you did caused it. Try again; if it stays, report the number {id}."
        )
    },
    bad_request_title: "This address asks for something that does not exist",
    bad_request_body: "A part of the address is not understood. The parts at fault:",
    try_again: "Try again",
    leave_out: "Show the page without them",
    not_found_title: "There is nothing at this address",
    not_found_body: "The page may have moved, or the address has a typing error. Search for what you came for:",
    not_found_meant: "Perhaps you meant",
    not_found_categories: "Or start from a category",
    not_found_all: "All apps",
};

pub const DE: Texts = Texts {
    product: "Guildhall",
    product_line: "die richtige App finden und sehen, warum ihr zu trauen ist",
    home: "Startseite",
    skip: "Zum Inhalt springen",
    main_navigation: "Hauptnavigation",
    apps: "Apps",
    categories: "Kategorien",
    compare: "Vergleich",
    about: "So funktioniert es",
    sign_in: "Anmelden",
    account: "Konto",
    palette: "Befehlspalette öffnen",
    palette_label: "Zu einer App, einem Partner oder einer Seite gehen",
    palette_pages: "Seiten",
    palette_settings: "Einstellungen",
    palette_theme: "Zwischen hell und dunkel wechseln",
    palette_language: "Sprache wechseln",
    language: "Sprache",
    foot_navigation: "Mehr von diesem Marktplatz",
    foot_line: "Ein Marktplatz, der zeigt, wie er ordnet, was geprüft wurde und wann.",
    demo_line: "Dies ist ein Demoprogramm. Partner, Apps, Bewertungen und Siegel sind erfunden.",
    feed_new: "Neue Apps",
    feed_updated: "Aktualisierte Apps",
    api: "API-Beschreibung",
    offline_title: "Der Marktplatz ist nicht erreichbar",
    offline_body: "Gerade besteht keine Verbindung zum Server. Was Sie eingegeben haben, bleibt erhalten. Prüfen Sie die Verbindung und versuchen Sie es erneut.",
    offline_title_at: |name| format!("{name} ist nicht erreichbar"),
    offline_body_at: |name| {
        format!(
            "Gerade besteht keine Verbindung zu {name}. Der Marktplatz auf diesem Computer geht ohne sie. Was Sie eingegeben haben, bleibt erhalten. Prüfen Sie die Verbindung und versuchen Sie es erneut."
        )
    },
    failed_title: "Diese Seite konnte nicht geladen werden",
    failed_body: "Der Server konnte nicht antworten. Es lag nicht an Ihnen. Versuchen Sie es erneut; bleibt es dabei, kommen Sie in einigen Minuten wieder.",
    failed_body_with_id: |id| {
        format!(
            "Der Server konnte nicht antworten. Es lag nicht an Ihnen. Versuchen Sie es erneut; bleibt es dabei, melden Sie die Nummer {id}."
        )
    },
    bad_request_title: "Diese Adresse fragt nach etwas, das es nicht gibt",
    bad_request_body: "Ein Teil der Adresse wird nicht verstanden. Die fehlerhaften Teile:",
    try_again: "Erneut versuchen",
    leave_out: "Seite ohne sie zeigen",
    not_found_title: "Unter dieser Adresse ist nichts",
    not_found_body: "Die Seite ist vielleicht umgezogen, oder die Adresse enthält einen Tippfehler. Suchen Sie, was Sie finden wollten:",
    not_found_meant: "Vielleicht meinten Sie",
    not_found_categories: "Oder beginnen Sie bei einer Kategorie",
    not_found_all: "Alle Apps",
};

/// The texts in the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&EN, &DE)
}
