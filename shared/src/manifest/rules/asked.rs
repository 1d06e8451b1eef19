//! The scopes that a manifest asks for, and what in it uses them.

use std::collections::{BTreeMap, BTreeSet};

use crate::manifest::{
    catalogue::{Access, Catalogue, Scope},
    lint::Linter,
    source::At,
};

/// A scope of the catalogue with what is around it, so that nothing is looked for twice.
struct Known<'c> {
    scope: &'c Scope,
    /// The scopes that contain it.
    broader: Vec<&'c str>,
    /// The scopes that it contains.
    narrower: Vec<&'c Scope>,
}

/// The scopes of a catalogue by name.
pub(super) struct Scopes<'c>(BTreeMap<&'c str, Known<'c>>);

impl<'c> Scopes<'c> {
    pub(super) fn of(catalogue: &'c Catalogue) -> Self {
        let by_name: BTreeMap<&str, &Scope> =
            catalogue.scopes.iter().rev().map(|scope| (scope.name.as_str(), scope)).collect();
        let mut known: BTreeMap<&str, Known<'_>> = by_name
            .iter()
            .map(|(name, scope)| {
                (*name, Known { scope, broader: broader(&by_name, scope), narrower: Vec::new() })
            })
            .collect();
        for (name, scope) in &by_name {
            let broader = known.get(name).map(|it| it.broader.clone()).unwrap_or_default();
            for name in broader {
                if let Some(it) = known.get_mut(name) {
                    it.narrower.push(scope);
                }
            }
        }
        Self(known)
    }

    pub(super) fn get(&self, name: &str) -> Option<&'c Scope> {
        self.0.get(name).map(|known| known.scope)
    }

    pub(super) fn names(&self) -> Vec<&'c str> {
        self.0.keys().copied().collect()
    }

    /// The scopes that contain this one, the nearest first.
    pub(super) fn broader(&self, name: &str) -> &[&'c str] {
        self.0.get(name).map(|known| known.broader.as_slice()).unwrap_or_default()
    }

    /// The scopes that this one contains.
    pub(super) fn narrower(&self, name: &str) -> &[&'c Scope] {
        self.0.get(name).map(|known| known.narrower.as_slice()).unwrap_or_default()
    }

    /// Whether one scope contains another.
    pub(super) fn contains(&self, held: &str, needed: &str) -> bool {
        self.broader(needed).contains(&held)
    }

    /// Whether who has one scope has the other.
    pub(super) fn gives(&self, held: &str, needed: &str) -> bool {
        held == needed || self.contains(held, needed)
    }

    /// Whether one of several scopes gives another.
    pub(super) fn given(&self, held: &BTreeSet<&str>, needed: &str) -> bool {
        held.contains(needed) || self.broader(needed).iter().any(|name| held.contains(name))
    }

    /// Whether a scope lets a data class be read.
    pub(super) fn reads_class(&self, scope: &Scope, class: &str) -> bool {
        let reads = |scope: &Scope| scope.access != Access::Write && scope.class == class;
        reads(scope) || self.narrower(&scope.name).iter().any(|inner| reads(inner))
    }
}

/// The scopes that contain one, the nearest first. As [`Catalogue::broader`], without looking through all.
fn broader<'c>(by_name: &BTreeMap<&str, &'c Scope>, scope: &'c Scope) -> Vec<&'c str> {
    let mut found: Vec<&str> = Vec::new();
    let mut next = scope.within.as_deref();
    while let Some(broader) = next.and_then(|name| by_name.get(name)) {
        let name = broader.name.as_str();
        if name == scope.name || found.contains(&name) {
            break;
        }
        found.push(name);
        next = broader.within.as_deref();
    }
    found
}

/// A scope that is asked for.
pub(super) struct Asked<'a> {
    pub(super) at: At<'a>,
    /// The place of its name.
    pub(super) named: At<'a>,
    pub(super) name: &'a str,
    pub(super) known: Option<&'a Scope>,
}

/// Everything that is asked for, as often as it is.
pub(super) fn asked<'a>(lint: &Linter<'a>, scopes: &Scopes<'a>) -> Vec<Asked<'a>> {
    let asked = |at: At<'a>| {
        let named = at.get("scope")?;
        let name = named.text()?;
        Some(Asked { at, named, name, known: scopes.get(name) })
    };
    lint.root().tables("scopes").into_iter().filter_map(asked).collect()
}

/// The names of what is asked for.
pub(super) fn held<'a>(asked: &[Asked<'a>]) -> BTreeSet<&'a str> {
    asked.iter().map(|it| it.name).collect()
}

/// What in a manifest uses a scope.
pub(super) struct Uses<'a> {
    places: Vec<&'a str>,
    /// The scopes that subscribed events need.
    events: Vec<&'a str>,
    classes: Vec<&'a str>,
    fields: Vec<&'a str>,
}

/// What in the manifest could use scopes.
pub(super) struct Parts<'a> {
    places: Vec<&'a str>,
    events: Vec<&'a str>,
    classes: Vec<&'a str>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(lint: &Linter<'a>) -> Self {
        let root = lint.root();
        let texts = |list, name| root.tables(list).iter().filter_map(|it| it.text_of(name)).collect();
        let subscribed = root.get("events").map(|events| events.texts("subscribe")).unwrap_or_default();
        let needs = |(name, _): (&str, At<'_>)| lint.catalogue.event(name)?.scope.as_deref();
        Self {
            places: texts("surfaces", "where"),
            events: subscribed.into_iter().filter_map(needs).collect(),
            classes: texts("data", "class"),
        }
    }

    pub(super) fn uses(&self, scopes: &Scopes<'_>, scope: &Scope, at: &At<'a>) -> Uses<'a> {
        let mut uses = Uses {
            places: self.places.clone(),
            events: self.events.clone(),
            classes: self.classes.clone(),
            fields: at.texts("fields").into_iter().map(|(name, _)| name).collect(),
        };
        uses.places.retain(|place| scope.surfaces.iter().any(|it| it == place));
        uses.events.retain(|needed| scopes.gives(&scope.name, needed));
        uses.classes.retain(|class| scopes.reads_class(scope, class));
        uses
    }
}

impl Uses<'_> {
    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty() && self.events.is_empty() && self.classes.is_empty() && self.fields.is_empty()
    }

    /// Whether a narrower scope would do for all of it. Fields that are named may be read and written as the
    /// scope that is asked for allows, so that only one of the same access gives them.
    pub(super) fn covered(&self, scopes: &Scopes<'_>, scope: &Scope, narrower: &Scope) -> bool {
        let given = |name: &&str| {
            narrower.access == scope.access && narrower.fields.iter().any(|field| field == name)
        };
        self.places.iter().all(|place| narrower.surfaces.iter().any(|it| it == place))
            && self.events.iter().all(|needed| scopes.gives(&narrower.name, needed))
            && self.classes.iter().all(|class| scopes.reads_class(narrower, class))
            && self.fields.iter().all(given)
    }
}
