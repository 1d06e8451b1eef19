//! The numbers of the editors, and the slots of the home page, as data.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::model::{Shows, ShowsKind};
use crate::slug::Slug;

/// Everything that limits what editors do.
///
/// `Default` is the program's policy until it publishes its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EditorialPolicy {
    /// In how many languages a text can be written.
    pub max_languages: usize,
    /// Of collections.
    pub collections: CollectionPolicy,
    /// Of picks.
    pub picks: PickPolicy,
    /// Of the home page.
    pub home: HomePolicy,
    /// Of categories, verticals and jobs: of each.
    pub categories: CategoryPolicy,
}

impl Default for EditorialPolicy {
    fn default() -> Self {
        Self {
            max_languages: 24,
            collections: CollectionPolicy::default(),
            picks: PickPolicy::default(),
            home: HomePolicy::default(),
            categories: CategoryPolicy::default(),
        }
    }
}

/// When something may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WindowPolicy {
    /// How far ahead it may begin.
    pub max_ahead_days: u32,
    /// How long it may last; `None` when it needs no end.
    pub max_days: Option<u32>,
}

impl Default for WindowPolicy {
    fn default() -> Self {
        Self { max_ahead_days: 365, max_days: None }
    }
}

/// How many collections there are, and how large.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CollectionPolicy {
    /// Most collections that are not archived.
    pub max_collections: usize,
    /// Most listings in one.
    pub max_listings: usize,
    /// Most former addresses of one: each leads to it for ever.
    pub max_former_slugs: usize,
    /// When one may be shown.
    pub window: WindowPolicy,
}

impl Default for CollectionPolicy {
    fn default() -> Self {
        Self { max_collections: 200, max_listings: 60, max_former_slugs: 50, window: WindowPolicy::default() }
    }
}

/// How many picks there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PickPolicy {
    /// Most picks at one instant.
    pub max_at_once: usize,
    /// Most picks of one partner at one instant.
    pub max_of_partner: usize,
    /// Most picks that are kept: those that are over for a while are forgotten.
    pub max_kept: usize,
    /// How long a pick that is over is kept.
    pub keep_days: u32,
    /// When one may be shown.
    pub window: WindowPolicy,
}

impl Default for PickPolicy {
    fn default() -> Self {
        Self {
            max_at_once: 12,
            max_of_partner: 2,
            max_kept: 400,
            keep_days: 90,
            window: WindowPolicy { max_ahead_days: 365, max_days: Some(92) },
        }
    }
}

/// The slots of the home page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HomePolicy {
    /// From top to bottom.
    pub slots: Vec<Slot>,
    /// Most entries that are kept: those that are over for a while are forgotten.
    pub max_kept: usize,
    /// How long an entry that is over is kept.
    pub keep_days: u32,
    /// When an entry may be shown.
    pub window: WindowPolicy,
}

impl Default for HomePolicy {
    fn default() -> Self {
        use ShowsKind::{Collection, Landing, Listing};
        let slots = [
            ("hero", BTreeSet::from([Collection, Landing, Listing]), Fallback::Picks),
            ("row-1", BTreeSet::from([Collection, Landing]), Fallback::Trending),
            ("row-2", BTreeSet::from([Collection, Landing]), Fallback::Newest),
            ("row-3", BTreeSet::from([Collection, Landing]), Fallback::Nothing),
            ("row-4", BTreeSet::from([Collection, Landing]), Fallback::Nothing),
        ];
        let slot = |(name, takes, otherwise): (&str, _, _)| {
            Some(Slot { name: name.parse().ok()?, takes, otherwise })
        };
        Self {
            slots: slots.into_iter().filter_map(slot).collect(),
            max_kept: 400,
            keep_days: 90,
            window: WindowPolicy::default(),
        }
    }
}

impl HomePolicy {
    /// The slot with this name.
    pub fn slot(&self, name: &Slug) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.name == *name)
    }
}

/// A place on the home page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Slot {
    /// Stable.
    pub name: Slug,
    /// What can stand there.
    pub takes: BTreeSet<ShowsKind>,
    /// What stands there while nothing is scheduled.
    pub otherwise: Fallback,
}

/// What a slot shows while nothing is scheduled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "otherwise", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Fallback {
    /// Nothing: the slot is left out.
    Nothing,
    /// The picks of the day.
    Picks,
    /// The newest listings.
    Newest,
    /// The listings that more and more customers install.
    Trending,
    /// Always the same.
    Always {
        /// What.
        shows: Shows,
    },
}

/// How many categories there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CategoryPolicy {
    /// Most of one taxonomy that are live.
    pub max_live: usize,
    /// Most former addresses of one at which its own can still be changed.
    pub max_former_slugs: usize,
}

impl Default for CategoryPolicy {
    fn default() -> Self {
        Self { max_live: 300, max_former_slugs: 50 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standard_home_page_has_its_slots_and_policies_are_read_in_part() {
        let policy = EditorialPolicy::default();
        let names: Vec<_> = policy.home.slots.iter().map(|slot| slot.name.as_str()).collect();
        assert_eq!(names, ["hero", "row-1", "row-2", "row-3", "row-4"]);
        let read: EditorialPolicy = serde_json::from_str(r#"{"picks":{"max_at_once":3}}"#).expect("a policy");
        assert_eq!(read.picks, PickPolicy { max_at_once: 3, ..PickPolicy::default() });
        assert_eq!(read.home, policy.home);
    }
}
