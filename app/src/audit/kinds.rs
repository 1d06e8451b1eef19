//! Kinds of events in words.

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
    slice("ownership", "Changes of owner", "Besitzerwechsel"),
    slice("listing", "Listings", "Einträge"),
    slice("collection", "Collections", "Sammlungen"),
    slice("term", "Taxonomy", "Ordnung"),
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
    organisations::KINDS.iter().chain(listings::KINDS)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use shared::{identity, listings, marketplace, organisations, partners, sign_on};

    use super::*;

    #[test]
    fn every_kind_that_is_written_has_words() {
        let written = [
            organisations::event::CREATED,
            organisations::event::UPDATED,
            organisations::event::TRANSFERRED,
            organisations::event::INVITED,
            organisations::event::INVITATION_WITHDRAWN,
            organisations::event::JOINED,
            organisations::event::ROLE_CHANGED,
            organisations::event::REMOVED,
            organisations::event::LEFT,
            organisations::event::ROLE_CREATED,
            organisations::event::ROLE_UPDATED,
            organisations::event::ROLE_REMOVED,
            organisations::event::DOMAIN_CLAIMED,
            organisations::event::DOMAIN_VERIFIED,
            organisations::event::DOMAIN_RELEASED,
            identity::event::KEY_MADE,
            identity::event::KEY_ROTATED,
            identity::event::KEY_REVOKED,
            sign_on::event::CONNECTED,
            sign_on::event::CHANGED,
            sign_on::event::DISCONNECTED,
            listings::event::STARTED,
            listings::event::DRAFT_EDITED,
            marketplace::event::PUBLISHED,
            marketplace::event::UPDATED,
            marketplace::event::COLLECTION_CREATED,
            marketplace::event::TERM_ADDED,
            partners::event::REGISTERED,
            partners::event::UPDATED,
        ];
        for written in written {
            assert!(kind(written).is_some(), "{written}");
        }
    }

    #[test]
    fn kinds_are_unique_and_of_a_known_slice() {
        let kinds: BTreeSet<_> = all().map(|known| known.kind).collect();
        assert_eq!(kinds.len(), all().count());
        let slices: Vec<_> = SLICES.iter().map(|known| known.slice).collect();
        for kind in kinds {
            assert!(kind.split_once('.').is_some_and(|(slice, _)| slices.contains(&slice)), "{kind}");
        }
    }

    #[test]
    fn names_are_unique_in_each_language() {
        let english: BTreeSet<_> = all().map(|known| known.english.0).collect();
        let german: BTreeSet<_> = all().map(|known| known.german.0).collect();
        assert_eq!((english.len(), german.len()), (all().count(), all().count()));
    }
}
