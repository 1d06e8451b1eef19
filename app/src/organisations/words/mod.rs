//! Permissions, their groups, roles and kinds of organisations in words: a name, and a sentence for who meets
//! it for the first time.

mod english;
mod german;

use shared::organisations::{
    api::RoleName,
    model::OrganisationKind,
    permission::{Grade, Group, Permission, Permissions},
    role::BuiltIn,
};

use crate::{
    i18n::{list, use_locale},
    workspace,
};

/// A name and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    pub name: &'static str,
    pub about: &'static str,
}

const fn words(name: &'static str, about: &'static str) -> Words {
    Words { name, about }
}

/// What somebody who holds it may do.
pub fn permission(permission: Permission) -> Words {
    use_locale().pick(english::permission as fn(_) -> _, german::permission)(permission)
}

/// A group of permissions, as a table shows them together.
pub fn group(group: Group) -> Words {
    use_locale().pick(english::group as fn(_) -> _, german::group)(group)
}

/// For whom a role is.
pub fn about_role(role: BuiltIn) -> &'static str {
    use_locale().pick(english::about_role as fn(_) -> _, german::about_role)(role)
}

/// What organisations of a kind do here.
pub fn about_kind(kind: OrganisationKind) -> &'static str {
    use_locale().pick(english::about_kind as fn(_) -> _, german::about_kind)(kind)
}

/// What a permission asks of its holder beside holding it; `None` for nothing.
pub fn grade(grade: Grade) -> Option<&'static str> {
    use_locale().pick(english::grade as fn(_) -> _, german::grade)(grade)
}

/// Every group, in the order in which permissions stand.
pub const GROUPS: [Group; 11] = [
    Group::Organisation,
    Group::Marketplace,
    Group::Review,
    Group::Installs,
    Group::Program,
    Group::CoSell,
    Group::Economics,
    Group::Enablement,
    Group::Marketing,
    Group::Trust,
    Group::Events,
];

/// The permissions of a set by their groups; groups without one are left out.
pub fn by_group(permissions: Permissions) -> Vec<(Group, Vec<Permission>)> {
    let of = |group| permissions.iter().filter(move |permission| permission.group() == group).collect();
    let groups = GROUPS.into_iter().map(|group| (group, of(group)));
    groups.filter(|(_, permissions): &(Group, Vec<Permission>)| !permissions.is_empty()).collect()
}

/// The role as a list names it, in the language of the page.
pub fn role(role: &RoleName) -> String {
    workspace::role_name(role)
}

/// The permissions of a set by name, for a sentence.
pub fn sentence(permissions: Permissions) -> String {
    let names: Vec<_> = permissions.iter().map(|held| permission(held).name).collect();
    list(use_locale(), &names)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every word of both languages stands once: a copied line shows.
    #[test]
    fn every_permission_has_a_name_and_a_sentence_of_its_own() {
        for words in [english::permission as fn(Permission) -> Words, german::permission] {
            let all: Vec<_> = Permission::ALL.iter().map(|permission| words(*permission)).collect();
            let names: BTreeSet<_> = all.iter().map(|words| words.name).collect();
            let sentences: BTreeSet<_> = all.iter().map(|words| words.about).collect();
            assert_eq!((names.len(), sentences.len()), (all.len(), all.len()));
            for words in all {
                assert!(words.about.ends_with('.') && !words.name.ends_with('.'), "{words:?}");
            }
        }
    }

    #[test]
    fn groups_leave_nothing_out() {
        let everything: Permissions = Permission::ALL.iter().copied().collect();
        let grouped: Vec<_> = by_group(everything).into_iter().flat_map(|(_, of)| of).collect();
        assert_eq!(grouped, Permission::ALL);
        for words in [english::group as fn(Group) -> Words, german::group] {
            let names: BTreeSet<_> = GROUPS.into_iter().map(|group| words(group).name).collect();
            assert_eq!(names.len(), GROUPS.len());
        }
    }

    #[test]
    fn roles_and_kinds_are_explained() {
        for about in [english::about_role as fn(BuiltIn) -> &'static str, german::about_role] {
            let all: BTreeSet<_> = BuiltIn::ALL.into_iter().map(about).collect();
            assert_eq!(all.len(), BuiltIn::ALL.len());
        }
        for about in [english::about_kind as fn(OrganisationKind) -> &'static str, german::about_kind] {
            let all: BTreeSet<_> = OrganisationKind::ALL.into_iter().map(about).collect();
            assert_eq!(all.len(), OrganisationKind::ALL.len());
        }
    }
}
