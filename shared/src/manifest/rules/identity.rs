//! Who the app is: names that are what they look like, and versions that go up.

use std::cmp::Ordering;

use crate::{
    looks,
    manifest::{
        fix::Fix,
        lint::{Linter, Said},
        model::Version,
        rule::Rule,
        source::At,
    },
};

pub(super) fn check(lint: &mut Linter<'_>) {
    let Some(identity) = lint.root().get("identity") else { return };
    for name in ["id", "name"] {
        if let Some(at) = identity.get(name) {
            look(lint, &at);
        }
    }
    for list in ["subprocessors", "plans"] {
        for name in lint.root().tables(list).iter().filter_map(|item| item.get("name")) {
            look(lint, &name);
        }
    }
    if let Some(at) = identity.get("version") {
        version(lint, &at);
    }
    let approved = lint.facts.approved.as_ref().map(|manifest| manifest.identity.id.as_str());
    if let (Some(id), Some(approved)) = (identity.get("id"), approved)
        && id.text().is_some_and(|text| text != approved)
    {
        let fix = Fix::Set { pointer: id.pointer.clone(), value: approved.into() };
        let said = Said::of(Rule::IdentityIdChanged, &id.pointer).maybe("found", id.text());
        lint.add(said.fact("approved", approved).fix(fix));
    }
}

/// Names that are drawn like others.
fn look(lint: &mut Linter<'_>, at: &At<'_>) {
    let Some(text) = at.text() else { return };
    if let Some(scripts) = looks::mixed_scripts(text) {
        let said = Said::of(Rule::IdentityMixedScripts, &at.pointer).fact("found", text);
        lint.add(said.fact("scripts", &scripts.join(", ")));
    } else if let Some(looks) = looks::looks_latin(text) {
        let said = Said::of(Rule::IdentityConfusable, &at.pointer).fact("found", text);
        lint.add(said.fact("looks", &looks));
    }
}

fn version(lint: &mut Linter<'_>, at: &At<'_>) {
    let Some(text) = at.text() else { return };
    let Ok(version) = text.parse::<Version>() else {
        if text.trim().is_empty() {
            return;
        }
        let meant = meant(text);
        let fix = meant
            .as_ref()
            .map(|version| Fix::Set { pointer: at.pointer.clone(), value: version.to_string().into() });
        let said = Said::of(Rule::VersionMalformed, &at.pointer).fact("found", text);
        let meant = meant.map(|version| version.to_string());
        return lint.add(said.maybe("suggestion", meant.as_deref()).fix(fix));
    };
    if let Some(approved) = lint.facts.approved.as_ref().map(|manifest| &manifest.identity.version)
        && version.precedence(approved) != Ordering::Greater
    {
        let said = Said::of(Rule::VersionNotAbove, &at.pointer).fact("found", text);
        lint.add(said.number("approved", approved));
    }
}

/// `v1.2.3`, `1.2` and `1`: what was meant is plain.
fn meant(text: &str) -> Option<Version> {
    let text = text.trim();
    let bare = text.strip_prefix(['v', 'V']).unwrap_or(text);
    let numbers = bare.split('.').all(|part| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit()));
    match (numbers, bare.split('.').count()) {
        (true, 1) => format!("{bare}.0.0").parse().ok(),
        (true, 2) => format!("{bare}.0").parse().ok(),
        _ => bare.parse().ok(),
    }
}
