//! Sets of permissions.

#[cfg(feature = "schema")]
use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Grade, Permission};
use crate::organisations::model::OrganisationKind;

/// A set of permissions; as JSON a list of names in the order of [`Permission::ALL`].
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Permissions(u128);

const _: () = assert!(Permission::ALL.len() <= 128, "a set has a bit for each permission");

impl Permissions {
    pub const NONE: Self = Self(0);

    pub const fn of(permissions: &[Permission]) -> Self {
        let (mut set, mut at) = (Self::NONE, 0);
        while at < permissions.len() {
            set = set.with(permissions[at]);
            at += 1;
        }
        set
    }

    /// Everything that the owner of an organisation of this kind holds.
    pub const fn of_owner(kind: OrganisationKind) -> Self {
        let (mut set, mut at) = (Self::NONE, 0);
        while at < Permission::ALL.len() {
            if Permission::ALL[at].is_for(kind) {
                set = set.with(Permission::ALL[at]);
            }
            at += 1;
        }
        set
    }

    /// Everything that a role of an organisation of this kind can hold.
    pub fn of_roles(kind: OrganisationKind) -> Self {
        Self::of_owner(kind).keep(|permission| permission.grade() != Grade::OwnerOnly)
    }

    /// Everything that a key of an organisation of this kind can hold.
    pub fn of_keys(kind: OrganisationKind) -> Self {
        Self::of_owner(kind).keep(|permission| permission.grade() == Grade::Everyday)
    }

    #[must_use]
    pub const fn with(self, permission: Permission) -> Self {
        Self(self.0 | 1 << permission as u8)
    }

    #[must_use]
    pub const fn without(self, permission: Permission) -> Self {
        Self(self.0 & !(1 << permission as u8))
    }

    pub const fn has(self, permission: Permission) -> bool {
        self.0 & (1 << permission as u8) != 0
    }

    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those in both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those that `other` does not have.
    #[must_use]
    pub const fn beyond(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub const fn is_within(self, other: Self) -> bool {
        self.beyond(other).is_empty()
    }

    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |permission| self.has(*permission))
    }

    fn keep(self, wanted: impl Fn(Permission) -> bool) -> Self {
        self.iter().filter(|permission| wanted(*permission)).collect()
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        permissions.into_iter().fold(Self::NONE, Self::with)
    }
}

impl fmt::Debug for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(Permission::as_str)).finish()
    }
}

/// `audit.read, keys.read`, for a sentence.
impl fmt::Display for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.iter().map(Permission::as_str).collect();
        f.write_str(&names.join(", "))
    }
}

impl Serialize for Permissions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Permissions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Vec::<Permission>::deserialize(deserializer)?.into_iter().collect())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Permissions {
    fn schema_name() -> Cow<'static, str> {
        "Permissions".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Vec::<Permission>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_set_is_a_set(picked in prop::collection::btree_set(0..Permission::ALL.len(), 0..20)) {
            let all: Vec<_> = picked.iter().map(|at| Permission::ALL[*at]).collect();
            let set: Permissions = all.iter().copied().collect();
            prop_assert_eq!(set.iter().collect::<Vec<_>>(), all.clone());
            prop_assert_eq!(set, Permissions::of(&all));
            let text = serde_json::to_string(&set).expect("a list");
            prop_assert_eq!(serde_json::from_str::<Permissions>(&text).expect("the same list"), set);
            for permission in Permission::ALL {
                prop_assert_eq!(set.has(*permission), all.contains(permission));
                prop_assert!(!set.without(*permission).has(*permission));
            }
        }
    }
}
