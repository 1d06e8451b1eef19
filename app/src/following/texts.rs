//! Texts of following.

use shared::following::api::Shown;

use crate::i18n::use_locale;

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub lead: &'static str,
    pub ask: fn(&str) -> String,
    pub ask_about: &'static str,
    pub follow: &'static str,
    pub not_now: &'static str,
    pub follows: fn(&str) -> String,
    pub follows_no_longer: fn(&str) -> String,
    pub unfollow: &'static str,
    pub unfollow_named: fn(&str) -> String,
    pub of_partner: &'static str,
    pub since: &'static str,
    pub shown: fn(Shown) -> Option<&'static str>,
    pub none_title: &'static str,
    pub none_body: &'static str,
    pub to_apps: &'static str,
    pub is_followed: fn(&str) -> String,
    pub unknown_app: &'static str,
    pub to_mail: &'static str,
}

pub const EN: Texts = Texts {
    lead: "You are told when one of these has a new version, is suspended, given up or replaced, or changes hands.",
    ask: |name| format!("Follow “{name}”?"),
    ask_about: "Nobody else sees that you do, not even its partner.",
    follow: "Follow",
    not_now: "Not now",
    follows: |name| format!("You follow “{name}” now."),
    follows_no_longer: |name| format!("You follow “{name}” no longer."),
    unfollow: "Unfollow",
    unfollow_named: |name| format!("Follow {name} no longer"),
    of_partner: "Partner",
    since: "Followed since",
    shown: |shown| match shown {
        Shown::InDirectory => None,
        Shown::Unlisted => Some("not in the directory"),
        Shown::Suspended => Some("suspended"),
        Shown::Gone => Some("not offered any more"),
    },
    none_title: "You follow no app yet",
    none_body: "“Follow this app” stands on the page of each app, below its facts.",
    to_apps: "To the apps",
    is_followed: |name| format!("You follow “{name}”."),
    unknown_app: "There is no app at the address that led here. Search for it by its name.",
    to_mail: "Choose what comes by mail",
};

pub const DE: Texts = Texts {
    lead: "Sie erfahren, wenn eine davon eine neue Version hat, ausgesetzt, aufgegeben oder ersetzt wird oder den Besitzer wechselt.",
    ask: |name| format!("„{name}“ folgen?"),
    ask_about: "Niemand sonst sieht das, auch nicht der Partner.",
    follow: "Folgen",
    not_now: "Jetzt nicht",
    follows: |name| format!("Sie folgen jetzt „{name}“."),
    follows_no_longer: |name| format!("Sie folgen „{name}“ nicht mehr."),
    unfollow: "Nicht mehr folgen",
    unfollow_named: |name| format!("{name} nicht mehr folgen"),
    of_partner: "Partner",
    since: "Gefolgt seit",
    shown: |shown| match shown {
        Shown::InDirectory => None,
        Shown::Unlisted => Some("nicht im Verzeichnis"),
        Shown::Suspended => Some("ausgesetzt"),
        Shown::Gone => Some("nicht mehr angeboten"),
    },
    none_title: "Sie folgen noch keiner App",
    none_body: "„Dieser App folgen“ steht auf der Seite jeder App unter den Fakten.",
    to_apps: "Zu den Apps",
    is_followed: |name| format!("Sie folgen „{name}“."),
    unknown_app: "An der Adresse, die hierher führte, ist keine App. Suchen Sie sie mit ihrem Namen.",
    to_mail: "Wählen, was per Mail kommt",
};

/// The texts in the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&EN, &DE)
}
