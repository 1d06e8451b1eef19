//! The rules, each idea in a file.

use super::{
    fix::Fix,
    lint::{Linter, Said},
    model::Manifest,
    rule::Rule,
    source::At,
};

mod asked;
mod countries;
mod data;
mod duplicates;
mod events;
pub(super) mod form;
mod identity;
mod network;
mod plans;
mod purpose;
mod scopes;
mod since;
mod suggest;
mod support;
mod surfaces;
#[cfg(test)]
mod tests;
mod text;
mod url;

pub(super) fn check(lint: &mut Linter<'_>, manifest: Option<&Manifest>) {
    identity::check(lint);
    network::entries(lint);
    surfaces::check(lint);
    let known = asked::Scopes::of(lint.catalogue);
    scopes::check(lint, &known);
    events::check(lint, &known);
    data::check(lint, &known);
    network::subprocessors(lint);
    network::destinations(lint);
    plans::check(lint);
    support::check(lint);
    purpose::check(lint);
    duplicates::check(lint);
    since::check(lint, manifest);
}

/// A name that is not in the catalogue, with the one that was meant where that can be told. It is put right
/// when the one that was meant does not stand in the list yet.
fn unknown(lint: &mut Linter<'_>, rule: Rule, (fact, at): (&str, &At<'_>), known: &[&str], taken: &[&str]) {
    let Some(name) = at.text() else { return };
    let meant = suggest::nearest(name, known.iter().copied());
    let fix = meant
        .filter(|meant| !taken.contains(meant))
        .map(|meant| Fix::Set { pointer: at.pointer.clone(), value: meant.into() });
    let said = Said::of(rule, &at.pointer).fact(fact, name).maybe("suggestion", meant);
    lint.add(said.fix(fix));
}
