//! What is new since the last version that was approved.

use crate::manifest::{
    diff::{self, What, Why},
    lint::{Linter, Said},
    model::Manifest,
    rule::Rule,
};

pub(super) fn check(lint: &mut Linter<'_>, manifest: Option<&Manifest>) {
    let (Some(approved), Some(manifest)) = (lint.facts.approved.as_ref(), manifest) else { return };
    for reopened in diff::reopens(&diff::between(approved, manifest)) {
        let change = &reopened.change;
        let rule = match (reopened.why, change.what) {
            (Why::Name, _) => Rule::IdentityNameChanged,
            (Why::Scope, What::Added) => Rule::ScopeAdded,
            (Why::Scope, What::Changed | What::Removed) => Rule::ScopeChanged,
            (Why::DataClass, _) => Rule::DataClassAdded,
            (Why::Residency, _) => Rule::DataRegionAdded,
            (Why::Destination, _) => Rule::DestinationAdded,
            (Why::Subprocessor, What::Added) => Rule::SubprocessorAdded,
            (Why::Subprocessor, What::Changed | What::Removed) => Rule::SubprocessorChanged,
        };
        let name = Some(change.key.as_str()).filter(|key| !key.is_empty());
        let said = Said::of(rule, &change.pointer).maybe("name", name);
        let said = said.maybe("before", change.before.as_deref()).maybe("after", change.after.as_deref());
        lint.add(said.maybe("field", change.field.as_deref()).number("approved", &approved.identity.version));
    }
}
