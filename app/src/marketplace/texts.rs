//! Texts of the marketplace that more than one of its pages shows.

use crate::i18n::{Locale, number, plural, use_locale};

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub apps: fn(u64) -> String,
    pub partners: fn(u64) -> String,
    pub by: &'static str,
    pub installs: fn(u64) -> String,
    pub free: &'static str,
    pub freemium: &'static str,
    pub subscription: &'static str,
    pub usage: &'static str,
    pub one_time: &'static str,
    pub contact: &'static str,
    pub from_month: fn(&str) -> String,
    pub from_unit: fn(&str) -> String,
    pub from_once: fn(&str) -> String,
    pub free_then: fn(&str) -> String,
    pub security: &'static str,
    pub performance: &'static str,
    pub data: &'static str,
    pub no_seals: &'static str,
    pub seals_of: fn(&str) -> String,
    pub search_label: &'static str,
    pub search_placeholder: &'static str,
    pub search_button: &'static str,
    pub group_apps: &'static str,
    pub group_partners: &'static str,
    pub group_categories: &'static str,
    pub group_verticals: &'static str,
    pub search_for: fn(&str) -> String,
    pub home_title: &'static str,
    pub home_about: fn(u64, u64) -> String,
    pub home_description: &'static str,
    /// Of a shelf that the program fills by itself.
    pub shelf: fn(&str) -> String,
    pub see_all: &'static str,
    pub see_all_of: fn(&str) -> String,
    pub categories_title: &'static str,
    pub verticals_title: &'static str,
    pub jobs_list_title: &'static str,
    pub empty_title: &'static str,
    pub empty_body: &'static str,
    pub categories_description: &'static str,
    pub landing_category: &'static str,
    pub landing_vertical: &'static str,
    pub landing_best: fn(&str) -> String,
    pub landing_all: fn(u64) -> String,
    pub landing_feed: fn(&str) -> String,
    pub landing_description: fn(&str, u64) -> String,
    pub landing_empty: &'static str,
    pub landing_missing_category: &'static str,
    pub landing_missing_vertical: &'static str,
}

pub const EN: Texts = Texts {
    apps: |count| format!("{} {}", number(Locale::English, count), plural(count, "app", "apps")),
    partners: |count| format!("{} {}", number(Locale::English, count), plural(count, "partner", "partners")),
    by: "by",
    installs: |count| format!("{} {}", number(Locale::English, count), plural(count, "install", "installs")),
    free: "Free",
    freemium: "Free plan and paid plans",
    subscription: "Subscription",
    usage: "By usage",
    one_time: "One-time price",
    contact: "Price on request",
    from_month: |amount| format!("from {amount} a month"),
    from_unit: |amount| format!("from {amount} per unit"),
    from_once: |amount| format!("{amount} once"),
    free_then: |amount| format!("free, then from {amount} a month"),
    security: "Security",
    performance: "Performance",
    data: "Data",
    no_seals: "No seals",
    seals_of: |name| format!("Seals of {name}"),
    search_label: "Search apps, partners and categories",
    search_placeholder: "Search apps",
    search_button: "Search",
    group_apps: "Apps",
    group_partners: "Partners",
    group_categories: "Categories",
    group_verticals: "Verticals",
    search_for: |text| format!("Search for “{text}”"),
    home_title: "What do you need to get done?",
    home_about: |apps, partners| {
        format!(
            "{} {} by {} {}. Every rank says why, every seal says what was checked and until when it holds.",
            number(Locale::English, apps),
            plural(apps, "app", "apps"),
            number(Locale::English, partners),
            plural(partners, "partner", "partners")
        )
    },
    home_description: "Search and compare the apps of the partner program: ranked with reasons, with seals that say what was checked and until when.",
    shelf: |slug| {
        match slug {
            "picks" => "Editors’ picks",
            "notable" => "New and notable",
            "new" => "New",
            _ => "Trending",
        }
        .to_owned()
    },
    see_all: "See all",
    see_all_of: |title| format!("See all: {title}"),
    categories_title: "Categories",
    verticals_title: "Verticals",
    jobs_list_title: "Jobs to be done",
    empty_title: "No app is published here yet",
    empty_body: "As soon as the operator brings in listings, they are found here.",
    categories_description: "Every category, vertical and job that the apps of this marketplace are sorted by, with the number of apps in each.",
    landing_category: "Category",
    landing_vertical: "Vertical",
    landing_best: |label| format!("Best of {label}"),
    landing_all: |count| {
        format!("Filter and sort all {} {}", number(Locale::English, count), plural(count, "app", "apps"))
    },
    landing_feed: |label| format!("Follow new apps in {label}"),
    landing_description: |label, count| {
        format!(
            "{} {} for {label}, ranked with reasons: prices, ratings and seals at a glance.",
            number(Locale::English, count),
            plural(count, "app", "apps")
        )
    },
    landing_empty: "No app is published here at the moment. Look through all apps, or follow the feed to hear of the first one.",
    landing_missing_category: "There is no such category",
    landing_missing_vertical: "There is no such vertical",
};

pub const DE: Texts = Texts {
    apps: |count| format!("{} {}", number(Locale::German, count), plural(count, "App", "Apps")),
    partners: |count| format!("{} Partner", number(Locale::German, count)),
    by: "von",
    installs: |count| {
        format!("{} {}", number(Locale::German, count), plural(count, "Installation", "Installationen"))
    },
    free: "Kostenlos",
    freemium: "Kostenloser Tarif und bezahlte Tarife",
    subscription: "Abonnement",
    usage: "Nach Nutzung",
    one_time: "Einmaliger Preis",
    contact: "Preis auf Anfrage",
    from_month: |amount| format!("ab {amount} im Monat"),
    from_unit: |amount| format!("ab {amount} je Einheit"),
    from_once: |amount| format!("einmalig {amount}"),
    free_then: |amount| format!("kostenlos, dann ab {amount} im Monat"),
    security: "Sicherheit",
    performance: "Leistung",
    data: "Daten",
    no_seals: "Keine Siegel",
    seals_of: |name| format!("Siegel von {name}"),
    search_label: "Apps, Partner und Kategorien suchen",
    search_placeholder: "Apps suchen",
    search_button: "Suchen",
    group_apps: "Apps",
    group_partners: "Partner",
    group_categories: "Kategorien",
    group_verticals: "Branchen",
    search_for: |text| format!("Nach „{text}“ suchen"),
    home_title: "Was möchten Sie erledigen?",
    home_about: |apps, partners| {
        format!(
            "{} {} von {} Partnern. Jeder Rang sagt, warum; jedes Siegel sagt, was geprüft wurde und bis wann es gilt.",
            number(Locale::German, apps),
            plural(apps, "App", "Apps"),
            number(Locale::German, partners)
        )
    },
    home_description: "Die Apps des Partnerprogramms suchen und vergleichen: mit Gründen geordnet, mit Siegeln, die sagen, was geprüft wurde und bis wann.",
    shelf: |slug| {
        match slug {
            "picks" => "Auswahl der Redaktion",
            "notable" => "Neu und bemerkenswert",
            "new" => "Neu",
            _ => "Im Aufwind",
        }
        .to_owned()
    },
    see_all: "Alle ansehen",
    see_all_of: |title| format!("Alle ansehen: {title}"),
    categories_title: "Kategorien",
    verticals_title: "Branchen",
    jobs_list_title: "Aufgaben",
    empty_title: "Hier ist noch keine App veröffentlicht",
    empty_body: "Sobald der Betreiber Einträge einspielt, sind sie hier zu finden.",
    categories_description: "Alle Kategorien, Branchen und Aufgaben, nach denen die Apps dieses Marktplatzes geordnet sind, mit der Zahl der Apps darin.",
    landing_category: "Kategorie",
    landing_vertical: "Branche",
    landing_best: |label| format!("Das Beste aus {label}"),
    landing_all: |count| match count {
        1 => "Die eine App filtern und sortieren".to_owned(),
        _ => format!("Alle {} Apps filtern und sortieren", number(Locale::German, count)),
    },
    landing_feed: |label| format!("Neuen Apps in {label} folgen"),
    landing_description: |label, count| {
        format!(
            "{} {} für {label}, mit Gründen geordnet: Preise, Bewertungen und Siegel auf einen Blick.",
            number(Locale::German, count),
            plural(count, "App", "Apps")
        )
    },
    landing_empty: "Hier ist zurzeit keine App veröffentlicht. Sehen Sie alle Apps durch, oder folgen Sie dem Feed, um von der ersten zu erfahren.",
    landing_missing_category: "Diese Kategorie gibt es nicht",
    landing_missing_vertical: "Diese Branche gibt es nicht",
};

/// The texts in the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&EN, &DE)
}
