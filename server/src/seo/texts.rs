//! The words of feeds, in each language.

use app::i18n::Locale;

pub(super) struct Texts {
    pub(super) newest: &'static str,
    pub(super) updated: &'static str,
    pub(super) category: fn(&str) -> String,
    pub(super) product_line: &'static str,
}

/// What the marketplace is called in every language.
pub(super) const PRODUCT: &str = "Guildhall";

const EN: Texts = Texts {
    newest: "New apps",
    updated: "Updated apps",
    category: |label| format!("New apps in {label}"),
    product_line: "Find the right app and see why to trust it",
};

const DE: Texts = Texts {
    newest: "Neue Apps",
    updated: "Aktualisierte Apps",
    category: |label| format!("Neue Apps in {label}"),
    product_line: "Die richtige App finden und sehen, warum ihr zu trauen ist",
};

pub(super) fn texts(locale: Locale) -> &'static Texts {
    locale.pick(&EN, &DE)
}
