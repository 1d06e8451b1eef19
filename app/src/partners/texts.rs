//! Texts of the partner pages.

use crate::i18n::{Locale, number, plural, use_locale};

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub missing: &'static str,
    pub kind: &'static str,
    pub description: fn(&str, u64) -> String,
    pub since: &'static str,
    pub location: &'static str,
    pub website: &'static str,
    pub apps: fn(u64) -> String,
    pub some_of: fn(u64, u64) -> String,
    pub no_apps_title: &'static str,
    pub no_apps_body: &'static str,
    pub browse: &'static str,
}

pub const EN: Texts = Texts {
    missing: "There is no such partner here",
    kind: "Partner",
    description: |name, count| {
        format!("{name} publishes {} {} here.", number(Locale::English, count), plural(count, "app", "apps"))
    },
    since: "Partner since",
    location: "Based in",
    website: "Website",
    apps: |count| format!("{} {}", number(Locale::English, count), plural(count, "app", "apps")),
    some_of: |shown, total| {
        format!(
            "The {} most installed of {}.",
            number(Locale::English, shown),
            number(Locale::English, total)
        )
    },
    no_apps_title: "No app is published yet",
    no_apps_body: "This partner is part of the program and has no published app at the moment.",
    browse: "Browse all apps",
};

pub const DE: Texts = Texts {
    missing: "Diesen Partner gibt es hier nicht",
    kind: "Partner",
    description: |name, count| {
        format!(
            "{name} veröffentlicht hier {} {}.",
            number(Locale::German, count),
            plural(count, "App", "Apps")
        )
    },
    since: "Partner seit",
    location: "Sitz",
    website: "Website",
    apps: |count| format!("{} {}", number(Locale::German, count), plural(count, "App", "Apps")),
    some_of: |shown, total| {
        format!(
            "Die {} meistinstallierten von {}.",
            number(Locale::German, shown),
            number(Locale::German, total)
        )
    },
    no_apps_title: "Noch ist keine App veröffentlicht",
    no_apps_body: "Dieser Partner gehört zum Programm und hat zurzeit keine veröffentlichte App.",
    browse: "Alle Apps ansehen",
};

/// The texts in the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&EN, &DE)
}
