//! Scopes, data classes and regions as customers call them. What is not known stands for itself.

use std::sync::LazyLock;

use shared::manifest::catalogue::{Access, Catalogue};

use crate::i18n::Locale;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(Catalogue::default);

/// What a scope allows: “Read and change contact details”.
pub fn scope(locale: Locale, name: &str) -> String {
    let Some(scope) = CATALOGUE.scope(name) else { return name.to_owned() };
    let class = class(locale, &scope.class);
    match (locale, scope.access) {
        (Locale::English, Access::Read) => format!("Read {}", lowered(&class)),
        (Locale::English, Access::Write) => format!("Change {}", lowered(&class)),
        (Locale::English, Access::All) => format!("Read and change {}", lowered(&class)),
        (Locale::German, Access::Read) => format!("{class} lesen"),
        (Locale::German, Access::Write) => format!("{class} ändern"),
        (Locale::German, Access::All) => format!("{class} lesen und ändern"),
    }
}

/// With a small first letter.
fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Class, English, German.
const CLASSES: [(&str, &str, &str); 12] = [
    ("app-settings", "Settings of the app", "Einstellungen der App"),
    ("contact-details", "Contact details", "Kontaktdaten"),
    ("contact-names", "Names of contacts", "Namen von Kontakten"),
    ("documents", "Documents", "Dokumente"),
    ("file-names", "Names of files", "Namen von Dateien"),
    ("order-history", "Orders", "Bestellungen"),
    ("order-totals", "Totals of orders", "Summen von Bestellungen"),
    ("staff-accounts", "Accounts of your people", "Konten Ihrer Leute"),
    ("staff-names", "Names of your people", "Namen Ihrer Leute"),
    ("support-conversations", "Support conversations", "Gespräche mit dem Support"),
    ("ticket-subjects", "Subjects of tickets", "Betreffzeilen von Tickets"),
    ("usage-logs", "Logs of its use", "Protokolle der Nutzung"),
];

/// A class of data.
pub fn class(locale: Locale, name: &str) -> String {
    let known = CLASSES.iter().find(|(known, ..)| *known == name);
    known.map_or(name, |(_, english, german)| locale.pick(*english, *german)).to_owned()
}

/// Region, English, German.
const REGIONS: [(&str, &str, &str); 9] = [
    ("au", "Australia", "Australien"),
    ("br", "Brazil", "Brasilien"),
    ("ca", "Canada", "Kanada"),
    ("ch", "Switzerland", "Schweiz"),
    ("eu", "European Union", "Europäische Union"),
    ("in", "India", "Indien"),
    ("jp", "Japan", "Japan"),
    ("uk", "United Kingdom", "Vereinigtes Königreich"),
    ("us", "United States", "Vereinigte Staaten"),
];

/// A region in which data is kept.
pub fn region(locale: Locale, name: &str) -> String {
    let known = REGIONS.iter().find(|(known, ..)| *known == name);
    known
        .map_or_else(|| name.to_uppercase(), |(_, english, german)| locale.pick(*english, *german).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_a_manifest_may_name_has_words() {
        let catalogue = &*CATALOGUE;
        for locale in Locale::ALL {
            for known in &catalogue.scopes {
                assert!(!scope(locale, &known.name).contains([':', '-']), "{}", known.name);
            }
            for known in &catalogue.classes {
                assert_ne!(class(locale, &known.name), known.name);
            }
            for known in &catalogue.regions {
                assert!(region(locale, known).chars().count() > 2, "{known}");
            }
        }
    }

    #[test]
    fn scopes_are_said_in_plain_words() {
        let check = |name: &str, english: &str, german: &str| {
            assert_eq!(scope(Locale::English, name), english);
            assert_eq!(scope(Locale::German, name), german);
        };
        check("contacts:read", "Read contact details", "Kontaktdaten lesen");
        check("orders:all", "Read and change orders", "Bestellungen lesen und ändern");
        check("moon:write", "moon:write", "moon:write");
    }
}
