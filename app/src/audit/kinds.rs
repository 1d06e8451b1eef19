//! Kinds of events in words.

mod certification;
mod editorial;
mod listings;
mod organisations;

use crate::i18n::use_locale;

/// A kind as it stands in the trail, with a name and a sentence in each language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    pub kind: &'static str,
    english: (&'static str, &'static str),
    german: (&'static str, &'static str),
}

/// What kinds are about: the part of their name before the dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    pub slice: &'static str,
    english: &'static str,
    german: &'static str,
}

impl Kind {
    pub fn name(&self) -> &'static str {
        use_locale().pick(self.english, self.german).0
    }

    /// What it means that this happened.
    pub fn about(&self) -> &'static str {
        use_locale().pick(self.english, self.german).1
    }
}

impl Slice {
    pub fn name(&self) -> &'static str {
        use_locale().pick(self.english, self.german)
    }
}

/// The kind of an event; `None` for one that this version does not know.
pub fn kind(kind: &str) -> Option<&'static Kind> {
    all().find(|known| known.kind == kind)
}

/// The kind or slice of a filter, in words.
pub fn filter_name(filter: &str) -> String {
    let slice = SLICES.iter().find(|known| known.slice == filter).map(Slice::name);
    slice.or_else(|| kind(filter).map(Kind::name)).map_or_else(|| filter.to_owned(), str::to_owned)
}

const fn slice(slice: &'static str, english: &'static str, german: &'static str) -> Slice {
    Slice { slice, english, german }
}

/// Every slice that kinds are of.
pub const SLICES: &[Slice] = &[
    slice("organisation", "Organisation", "Organisation"),
    slice("invitation", "Invitations", "Einladungen"),
    slice("member", "Members", "Mitglieder"),
    slice("role", "Roles", "Rollen"),
    slice("domain", "Domains", "Domains"),
    slice("sign_on", "Single sign-on", "Single Sign-on"),
    slice("key", "API keys", "API-Schlüssel"),
    slice("person", "People and their sign-in", "Menschen und ihre Anmeldung"),
    slice("signing_key", "Keys of the server", "Schlüssel des Servers"),
    slice("partner", "Partner entry", "Partnereintrag"),
    slice("app", "Listings in the making", "Einträge in Arbeit"),
    slice("draft", "Drafts", "Entwürfe"),
    slice("version", "Versions", "Versionen"),
    slice("review", "Reviews", "Prüfungen"),
    slice("sandbox", "Sandboxes", "Sandboxes"),
    slice("certification", "Certifications", "Zertifizierungen"),
    slice("clean_up", "Clean-up", "Aufräumen"),
    slice("ownership", "Changes of owner", "Besitzerwechsel"),
    slice("listing", "Listings", "Einträge"),
    slice("collection", "Collections", "Sammlungen"),
    slice("pick", "Editors’ picks", "Auswahl der Redaktion"),
    slice("slot", "Home page", "Startseite"),
    slice("term", "Taxonomy", "Ordnung"),
    slice("category", "Categories, verticals and jobs", "Kategorien, Branchen und Aufgaben"),
];

const fn known(
    kind: &'static str,
    english: (&'static str, &'static str),
    german: (&'static str, &'static str),
) -> Kind {
    Kind { kind, english, german }
}

/// Every kind, in the order of the slices.
pub fn all() -> impl Iterator<Item = &'static Kind> {
    organisations::KINDS.iter().chain(listings::KINDS).chain(certification::KINDS).chain(editorial::KINDS)
}

#[cfg(test)]
mod tests;
