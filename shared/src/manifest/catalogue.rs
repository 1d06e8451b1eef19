//! What a manifest may name, as data: scopes, events, surfaces, data classes, regions.

use serde::{Deserialize, Serialize};

mod standard;

/// How much harm data can do in the wrong hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Sensitivity {
    /// Of no person.
    Ordinary,
    /// Of a person.
    Personal,
    /// Of a person, and such that a leak cannot be made good.
    Sensitive,
}

/// What a scope allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Access {
    Read,
    Write,
    /// Both.
    All,
}

/// A scope that can be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Scope {
    /// Such as `contacts:read`.
    pub name: String,
    pub access: Access,
    /// The data class that it gives.
    pub class: String,
    pub sensitivity: Sensitivity,
    /// The broader scope that contains it.
    #[serde(default)]
    pub within: Option<String>,
    /// Of a scope that writes: the scope that reads what it writes.
    #[serde(default)]
    pub reads: Option<String>,
    /// The places whose surfaces use it.
    #[serde(default)]
    pub surfaces: Vec<String>,
    /// The fields that it gives.
    #[serde(default)]
    pub fields: Vec<String>,
}

/// An event that can be subscribed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Event {
    /// Such as `order.created`.
    pub name: String,
    /// The scope that it needs. An event that needs none is of the app itself.
    #[serde(default)]
    pub scope: Option<String>,
}

/// A kind of surface, with the places where it can be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SurfaceKind {
    pub kind: String,
    pub places: Vec<String>,
}

/// A class of data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DataClass {
    pub name: String,
    pub sensitivity: Sensitivity,
    /// Whether it comes from the app itself, so that no scope gives it.
    #[serde(default)]
    pub own: bool,
}

/// Everything that a manifest may name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Catalogue {
    pub scopes: Vec<Scope>,
    pub events: Vec<Event>,
    pub surfaces: Vec<SurfaceKind>,
    pub classes: Vec<DataClass>,
    pub regions: Vec<String>,
}

impl Default for Catalogue {
    fn default() -> Self {
        standard::catalogue()
    }
}

impl Catalogue {
    /// The scope of this name.
    pub fn scope(&self, name: &str) -> Option<&Scope> {
        self.scopes.iter().find(|scope| scope.name == name)
    }

    /// The event of this name.
    pub fn event(&self, name: &str) -> Option<&Event> {
        self.events.iter().find(|event| event.name == name)
    }

    /// The kind of surface of this name.
    pub fn surface(&self, kind: &str) -> Option<&SurfaceKind> {
        self.surfaces.iter().find(|surface| surface.kind == kind)
    }

    /// The data class of this name.
    pub fn class(&self, name: &str) -> Option<&DataClass> {
        self.classes.iter().find(|class| class.name == name)
    }

    /// The scopes that contain this one, the nearest first. A catalogue that goes round in a circle ends
    /// where it began.
    pub fn broader<'c>(&'c self, name: &str) -> Vec<&'c Scope> {
        let mut found: Vec<&Scope> = Vec::new();
        let mut next = self.scope(name).and_then(|scope| scope.within.as_deref());
        while let Some(scope) = next.and_then(|name| self.scope(name)) {
            if scope.name == name || found.iter().any(|seen| seen.name == scope.name) {
                break;
            }
            found.push(scope);
            next = scope.within.as_deref();
        }
        found
    }

    /// Whether who has one scope has the other: it is the same, or contained in it.
    pub fn gives(&self, held: &str, needed: &str) -> bool {
        held == needed || self.broader(needed).iter().any(|scope| scope.name == held)
    }

    /// SHA-256 of the catalogue in lower-case hex.
    pub fn hash(&self) -> String {
        crate::canonical::Digest::of(self).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_catalogue_names_only_what_is_in_it() {
        let catalogue = Catalogue::default();
        let places: Vec<&String> = catalogue.surfaces.iter().flat_map(|kind| &kind.places).collect();
        for scope in &catalogue.scopes {
            assert!(catalogue.class(&scope.class).is_some(), "class of {}", scope.name);
            for other in [&scope.within, &scope.reads].into_iter().flatten() {
                assert!(catalogue.scope(other).is_some(), "{other} beside {}", scope.name);
            }
            for place in &scope.surfaces {
                assert!(places.contains(&place), "{place} of {}", scope.name);
            }
        }
        for scope in catalogue.events.iter().filter_map(|event| event.scope.as_deref()) {
            assert!(catalogue.scope(scope).is_some(), "{scope} of an event");
        }
    }

    #[test]
    fn a_broader_scope_gives_what_it_contains() {
        let catalogue = Catalogue::default();
        assert!(catalogue.gives("contacts:all", "contacts.names:read"));
        assert!(catalogue.gives("contacts:read", "contacts:read"));
        assert!(!catalogue.gives("contacts.names:read", "contacts:read"));
        assert!(!catalogue.gives("contacts:read", "orders:read"));
    }

    #[test]
    fn a_catalogue_that_goes_round_in_a_circle_ends() {
        let mut catalogue = Catalogue::default();
        for scope in &mut catalogue.scopes {
            if scope.name == "contacts:all" {
                scope.within = Some("contacts.names:read".to_owned());
            }
        }
        assert_eq!(catalogue.broader("contacts.names:read").len(), 2);
    }
}
