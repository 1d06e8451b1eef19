//! Every text of the domain-free pieces, in every language.

use crate::i18n::{Locale, number, plural, use_locale};

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub close: &'static str,
    pub undo: &'static str,
    pub dismiss: &'static str,
    pub notices: &'static str,
    pub loading: &'static str,
    pub theme: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub required: &'static str,
    pub saving: &'static str,
    pub saved: &'static str,
    pub not_saved: &'static str,
    pub characters_left: fn(u64) -> String,
    pub characters_over: fn(u64) -> String,
    pub where_am_i: &'static str,
    pub show_more: &'static str,
    pub shown_of: fn(u64, u64) -> String,
    pub options_found: fn(u64) -> String,
    pub nothing_found: &'static str,
    pub palette_keys: &'static str,
    pub rating: fn(&str, u64) -> String,
    pub no_reviews: &'static str,
    pub reviews: fn(u64) -> String,
    pub stars: fn(u8) -> String,
    pub histogram: &'static str,
    pub security: &'static str,
    pub performance: &'static str,
    pub data: &'static str,
    pub security_means: &'static str,
    pub performance_means: &'static str,
    pub data_means: &'static str,
    pub seal_label: fn(&str, &str, &str) -> String,
    pub checked_by: &'static str,
    pub issued_on: &'static str,
    pub expires_on: &'static str,
    pub expired_on: &'static str,
    pub evidence: &'static str,
    pub level: &'static str,
    /// In the order of `Level::ALL`: the word, and what it means.
    pub levels: [(&'static str, &'static str); 3],
    pub expires_at: fn(&str) -> String,
    pub expired_at: fn(&str) -> String,
    pub seal_valid: &'static str,
    pub seal_ending: &'static str,
    pub seal_expired: &'static str,
    pub input: &'static str,
    pub value: &'static str,
    pub effect: &'static str,
}

pub const EN: Texts = Texts {
    close: "Close",
    undo: "Undo",
    dismiss: "Dismiss",
    notices: "Notices",
    loading: "Loading",
    theme: "Change between light and dark",
    copy: "Copy",
    copied: "Copied",
    required: "required",
    saving: "Saving",
    saved: "Saved",
    not_saved: "Not saved; kept on this device",
    characters_left: |left| {
        let left_text = number(Locale::English, left);
        format!("{left_text} {} left", plural(left, "character", "characters"))
    },
    characters_over: |over| {
        let over_text = number(Locale::English, over);
        format!("{over_text} {} too many", plural(over, "character", "characters"))
    },
    where_am_i: "You are here",
    show_more: "Show more",
    shown_of: |shown, total| {
        format!("{} of {} shown", number(Locale::English, shown), number(Locale::English, total))
    },
    options_found: |count| format!("{count} {}", plural(count, "suggestion", "suggestions")),
    nothing_found: "No suggestions",
    palette_keys: "Arrow keys move, Enter opens, Escape closes",
    rating: |score, count| {
        let reviews = plural(count, "review", "reviews");
        format!("{score} out of 5 stars, {} {reviews}", number(Locale::English, count))
    },
    no_reviews: "No reviews yet",
    reviews: |count| format!("{} {}", number(Locale::English, count), plural(count, "review", "reviews")),
    stars: |stars| format!("{stars} {}", plural(u64::from(stars), "star", "stars")),
    histogram: "Reviews by number of stars",
    security: "Security",
    performance: "Performance",
    data: "Data",
    security_means: "Scopes, storage and data flows were reviewed.",
    performance_means: "Uptime and response times hold their budget.",
    data_means: "Retention, residency and deletion were checked.",
    seal_label: |kind, issuer, state| format!("{kind} seal by {issuer}, {state}"),
    checked_by: "Checked by",
    issued_on: "Issued",
    expires_on: "Expires",
    expired_on: "Expired",
    evidence: "Evidence",
    level: "Level",
    levels: [
        ("Declared", "the partner says so"),
        ("Verified", "the program checked"),
        ("Audited", "somebody outside checked, too"),
    ],
    expires_at: |date| format!("expires on {date}"),
    expired_at: |date| format!("expired on {date}"),
    seal_valid: "Valid",
    seal_ending: "Valid, ends soon",
    seal_expired: "Expired",
    input: "Input",
    value: "Value",
    effect: "Effect",
};

pub const DE: Texts = Texts {
    close: "Schließen",
    undo: "Rückgängig",
    dismiss: "Ausblenden",
    notices: "Meldungen",
    loading: "Wird geladen",
    theme: "Zwischen hell und dunkel wechseln",
    copy: "Kopieren",
    copied: "Kopiert",
    required: "erforderlich",
    saving: "Wird gespeichert",
    saved: "Gespeichert",
    not_saved: "Nicht gespeichert; auf diesem Gerät aufgehoben",
    characters_left: |left| format!("noch {} Zeichen", number(Locale::German, left)),
    characters_over: |over| format!("{} Zeichen zu viel", number(Locale::German, over)),
    where_am_i: "Sie sind hier",
    show_more: "Mehr anzeigen",
    shown_of: |shown, total| {
        format!("{} von {} gezeigt", number(Locale::German, shown), number(Locale::German, total))
    },
    options_found: |count| format!("{count} {}", plural(count, "Vorschlag", "Vorschläge")),
    nothing_found: "Keine Vorschläge",
    palette_keys: "Pfeiltasten bewegen, Enter öffnet, Escape schließt",
    rating: |score, count| {
        let reviews = plural(count, "Bewertung", "Bewertungen");
        format!("{score} von 5 Sternen, {} {reviews}", number(Locale::German, count))
    },
    no_reviews: "Noch keine Bewertungen",
    reviews: |count| {
        format!("{} {}", number(Locale::German, count), plural(count, "Bewertung", "Bewertungen"))
    },
    stars: |stars| format!("{stars} {}", plural(u64::from(stars), "Stern", "Sterne")),
    histogram: "Bewertungen nach Zahl der Sterne",
    security: "Sicherheit",
    performance: "Leistung",
    data: "Daten",
    security_means: "Berechtigungen, Speicherung und Datenflüsse wurden geprüft.",
    performance_means: "Verfügbarkeit und Antwortzeiten halten ihr Budget ein.",
    data_means: "Aufbewahrung, Speicherort und Löschung wurden geprüft.",
    seal_label: |kind, issuer, state| format!("Siegel {kind} von {issuer}, {state}"),
    checked_by: "Geprüft von",
    issued_on: "Ausgestellt",
    expires_on: "Läuft ab",
    expired_on: "Abgelaufen",
    evidence: "Nachweis",
    level: "Stufe",
    levels: [
        ("Erklärt", "der Partner sagt es"),
        ("Geprüft", "das Programm hat es geprüft"),
        ("Extern geprüft", "auch jemand von außen hat es geprüft"),
    ],
    expires_at: |date| format!("läuft am {date} ab"),
    expired_at: |date| format!("abgelaufen am {date}"),
    seal_valid: "Gültig",
    seal_ending: "Gültig, endet bald",
    seal_expired: "Abgelaufen",
    input: "Eingang",
    value: "Wert",
    effect: "Wirkung",
};

/// The texts in the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&EN, &DE)
}
