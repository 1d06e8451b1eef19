//! Texts of a listing's page. Those of what only reads are with the parts that the server draws.

use crate::i18n::use_locale;

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub missing: &'static str,
    pub visit: &'static str,
    pub screenshots: &'static str,
    pub screenshot: fn(u64, u64) -> String,
    pub enlarge: fn(&str) -> String,
    pub previous: &'static str,
    pub next: &'static str,
    pub alternatives: &'static str,
    pub alternatives_about: &'static str,
}

pub const EN: Texts = Texts {
    missing: "There is no such app here",
    visit: "Visit website",
    screenshots: "Pictures",
    screenshot: |at, count| format!("Picture {at} of {count}"),
    enlarge: |alt| format!("Enlarge: {alt}"),
    previous: "Previous picture",
    next: "Next picture",
    alternatives: "Alternatives",
    alternatives_about: "Other apps that do the same job.",
};

pub const DE: Texts = Texts {
    missing: "Diese App gibt es hier nicht",
    visit: "Website besuchen",
    screenshots: "Bilder",
    screenshot: |at, count| format!("Bild {at} von {count}"),
    enlarge: |alt| format!("Vergrößern: {alt}"),
    previous: "Voriges Bild",
    next: "Nächstes Bild",
    alternatives: "Alternativen",
    alternatives_about: "Andere Apps für dieselbe Aufgabe.",
};

/// The texts in the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&EN, &DE)
}
