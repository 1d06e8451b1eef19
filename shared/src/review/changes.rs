//! What a version changes, read from two manifests.

use std::collections::BTreeSet;

use super::model::Changes;
use crate::{
    ids::OrganisationId,
    manifest::{
        Manifest,
        diff::{self, Why},
    },
};

/// A version, as far as changes are read from it.
#[derive(Clone, Copy, Debug)]
pub struct Side<'s> {
    /// Its manifest; `None` when nothing of it is known, as of an imported listing.
    pub manifest: Option<&'s Manifest>,
    /// The name that customers see.
    pub name: &'s str,
    /// Whose it is.
    pub organisation: OrganisationId,
}

impl Changes {
    /// What `after` changes against the version that was approved last. A listing of which no review ever
    /// approved a manifest has its first version before it, also when customers know it from an import.
    pub fn between(before: Option<Side<'_>>, after: Side<'_>) -> Self {
        let Some(before) = before else {
            return Self { first: true, ..Self::all_of(after.manifest) };
        };
        let (name_changed, owner_changed) =
            (before.name != after.name, before.organisation != after.organisation);
        let Some(old) = before.manifest else {
            return Self { first: true, name_changed, owner_changed, ..Self::all_of(after.manifest) };
        };
        let mut changes = Self { name_changed, owner_changed, ..Self::default() };
        // One without a manifest asks for nothing; the linter does not let it pass.
        let Some(new) = after.manifest else { return changes };
        let diff = diff::between(old, new);
        for reopened in diff::reopens(&diff) {
            let key = reopened.change.key;
            match reopened.why {
                Why::Name => changes.name_changed = true,
                Why::Scope => changes.scopes_added.push(key),
                Why::DataClass => changes.data_classes_added.push(key),
                Why::Residency => changes.regions_changed.push(reopened.change.after.unwrap_or(key)),
                Why::Destination => changes.destinations_added.push(key),
                Why::Subprocessor => changes.subprocessors_added.push(key),
            }
        }
        for list in [
            &mut changes.scopes_added,
            &mut changes.data_classes_added,
            &mut changes.regions_changed,
            &mut changes.destinations_added,
            &mut changes.subprocessors_added,
        ] {
            list.sort();
            list.dedup();
        }
        changes
    }

    /// Everything that a manifest has is new.
    fn all_of(manifest: Option<&Manifest>) -> Self {
        let Some(manifest) = manifest else { return Self::default() };
        let sorted = |names: BTreeSet<&String>| names.into_iter().cloned().collect();
        Self {
            scopes_added: sorted(manifest.scopes.iter().map(|request| &request.scope).collect()),
            data_classes_added: sorted(manifest.data.iter().map(|data| &data.class).collect()),
            regions_changed: sorted(manifest.data.iter().flat_map(|data| &data.regions).collect()),
            destinations_added: sorted(manifest.destinations.iter().map(|sent| &sent.host).collect()),
            subprocessors_added: sorted(manifest.subprocessors.iter().map(|other| &other.name).collect()),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{manifest::samples, review::model::ChangeKind};

    fn side<'s>(manifest: &'s Manifest, name: &'s str) -> Side<'s> {
        Side { manifest: Some(manifest), name, organisation: OrganisationId::from_ulid(ulid::Ulid(1)) }
    }

    #[test]
    fn of_a_first_version_everything_is_new() {
        let manifest = samples::good();
        let changes = Changes::between(None, side(&manifest, "Ledger"));
        assert!(changes.first);
        assert_eq!(changes.scopes_added.len(), manifest.scopes.len());
        assert!(changes.kinds().contains(&ChangeKind::Scopes));
    }

    #[test]
    fn of_an_imported_listing_the_first_manifest_is_a_first_version() {
        let mut manifest = samples::good();
        manifest.scopes.clear();
        manifest.data.clear();
        manifest.destinations.clear();
        manifest.subprocessors.clear();
        let imported = Side { manifest: None, ..side(&manifest, "Ledger") };
        let changes = Changes::between(Some(imported), side(&manifest, "Ledger"));
        assert_eq!(changes, Changes { first: true, ..Changes::default() });
        let renamed = Changes::between(Some(imported), side(&manifest, "Ledger Two"));
        assert!(renamed.first && renamed.name_changed);
    }

    #[test]
    fn a_version_that_changes_nothing_reopens_nothing() {
        let manifest = samples::good();
        let changes = Changes::between(Some(side(&manifest, "Ledger")), side(&manifest, "Ledger"));
        assert_eq!(changes, Changes::default());
    }

    #[test]
    fn what_is_asked_for_anew_is_named_and_what_is_given_up_is_not() {
        let before = samples::good();
        let mut after = before.clone();
        let mut asked = after.scopes[0].clone();
        "tickets:write".clone_into(&mut asked.scope);
        after.scopes = vec![asked];
        let changes = Changes::between(Some(side(&before, "Ledger")), side(&after, "Ledger Two"));
        assert_eq!(changes.scopes_added, ["tickets:write"]);
        assert_eq!(changes.kinds(), [ChangeKind::Scopes, ChangeKind::Name].into());
    }

    #[test]
    fn another_owner_is_a_change() {
        let manifest = samples::good();
        let other =
            Side { organisation: OrganisationId::from_ulid(ulid::Ulid(2)), ..side(&manifest, "Ledger") };
        let changes = Changes::between(Some(other), side(&manifest, "Ledger"));
        assert_eq!(changes.kinds(), [ChangeKind::Owner].into());
    }
}
