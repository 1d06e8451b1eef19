//! Scopes: known, used, no broader than their use, and readable where they write.

use std::collections::BTreeSet;

use super::{
    asked::{Asked, Parts, Scopes, asked, held},
    suggest, unknown,
};
use crate::manifest::{
    catalogue::{Access, Scope},
    fix::Fix,
    lint::{Linter, Said},
    rule::Rule,
};

pub(super) fn check<'a>(lint: &mut Linter<'a>, scopes: &Scopes<'a>) {
    let asked = asked(lint, scopes);
    let mut held = held(&asked);
    let parts = Parts::of(lint);
    let names: Vec<&str> = asked.iter().map(|it| it.name).collect();
    let known_names = scopes.names();
    let mut too_broad: BTreeSet<&str> = BTreeSet::new();
    for it in &asked {
        let Some(scope) = it.known else {
            unknown(lint, Rule::ScopeUnknown, ("scope", &it.named), &known_names, &names);
            continue;
        };
        fields(lint, it, scope);
        if let Some(reads) = scope.reads.as_deref().filter(|_| scope.access == Access::Write)
            && !scopes.given(&held, reads)
        {
            let said = Said::of(Rule::ScopeWriteWithoutRead, &it.named.pointer).fact("scope", it.name);
            lint.add(said.fact("reads", reads));
        }
        let uses = parts.uses(scopes, scope, &it.at);
        if uses.is_empty() {
            let fix = Fix::Remove { pointer: it.at.pointer.clone() };
            lint.add(Said::of(Rule::ScopeUnused, &it.named.pointer).fact("scope", it.name).fix(fix));
            continue;
        }
        let inner = scopes.narrower(it.name);
        let mut enough: Vec<&Scope> =
            inner.iter().copied().filter(|inner| uses.covered(scopes, scope, inner)).collect();
        let all = enough.clone();
        enough.retain(|it| !all.iter().any(|other| scopes.contains(&it.name, &other.name)));
        if !enough.is_empty() {
            too_broad.insert(it.name);
            over_broad(lint, it, &enough, &held);
        }
    }
    for name in too_broad {
        held.remove(name);
    }
    contained(lint, scopes, &asked, &held);
}

/// Fields that the scope does not give.
fn fields(lint: &mut Linter<'_>, it: &Asked<'_>, scope: &Scope) {
    for (name, at) in it.at.texts("fields") {
        if scope.fields.iter().any(|field| field == name) {
            continue;
        }
        let meant = suggest::nearest(name, scope.fields.iter().map(String::as_str));
        let free = meant.filter(|meant| !it.at.texts("fields").iter().any(|(name, _)| name == meant));
        let fix = free.map(|meant| Fix::Set { pointer: at.pointer.clone(), value: meant.into() });
        let said = Said::of(Rule::ScopeFieldUnknown, at.pointer).fact("scope", it.name).fact("field", name);
        lint.add(said.maybe("suggestion", meant).fix(fix));
    }
}

fn over_broad(lint: &mut Linter<'_>, it: &Asked<'_>, enough: &[&Scope], held: &BTreeSet<&str>) {
    let fix = match enough {
        [one] if held.contains(one.name.as_str()) => Some(Fix::Remove { pointer: it.at.pointer.clone() }),
        [one] => Some(Fix::Set { pointer: it.named.pointer.clone(), value: one.name.as_str().into() }),
        _ => None,
    };
    let narrower: Vec<&str> = enough.iter().map(|scope| scope.name.as_str()).collect();
    let said = Said::of(Rule::ScopeOverBroad, &it.named.pointer).fact("scope", it.name);
    lint.add(said.fact("narrower", &narrower.join(", ")).fix(fix));
}

/// Scopes that a broader one gives anyway, of those that are left. Where the broader one is too broad, it is
/// the one that goes.
fn contained(lint: &mut Linter<'_>, scopes: &Scopes<'_>, asked: &[Asked<'_>], left: &BTreeSet<&str>) {
    for it in asked {
        if let Some(broader) = scopes.broader(it.name).iter().find(|name| left.contains(*name)) {
            let fix = Fix::Remove { pointer: it.at.pointer.clone() };
            let said = Said::of(Rule::ScopeContained, &it.named.pointer).fact("scope", it.name);
            lint.add(said.fact("broader", broader).fix(fix));
        }
    }
}
