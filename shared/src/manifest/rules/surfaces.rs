//! Surfaces: kinds that there are, and places that such a kind can be in.

use super::unknown;
use crate::manifest::{lint::Linter, rule::Rule};

pub(super) fn check(lint: &mut Linter<'_>) {
    let kinds: Vec<&str> = lint.catalogue.surfaces.iter().map(|surface| surface.kind.as_str()).collect();
    for at in lint.root().tables("surfaces") {
        let Some(kind) = at.get("kind") else { continue };
        let Some(surface) = kind.text().and_then(|name| lint.catalogue.surface(name)) else {
            unknown(lint, Rule::SurfaceUnknownKind, ("kind", &kind), &kinds, &[]);
            continue;
        };
        let Some(place) = at.get("where") else { continue };
        let places: Vec<&str> = surface.places.iter().map(String::as_str).collect();
        if place.text().is_some_and(|name| !places.contains(&name)) {
            unknown(lint, Rule::SurfaceUnknownPlace, ("place", &place), &places, &[]);
        }
    }
}
