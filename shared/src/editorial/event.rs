//! Events of the editors: their kinds and their payloads.
//!
//! All of them stand in the trail of the program's own organisation.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    directory::Repoint,
    model::{Entry, Label, Pick, Shows},
    text::{PerLanguage, Sentence, Text},
    window::Window,
};
pub use crate::marketplace::event::COLLECTION_CREATED;
use crate::{
    ids::{CategoryId, ListingId},
    marketplace::model::Taxonomy,
    slug::Slug,
};

/// A collection has another address, or says something else.
pub const COLLECTION_RENAMED: &str = "collection.renamed";
/// Other listings are in a collection, or in another order.
pub const COLLECTION_ARRANGED: &str = "collection.arranged";
/// A collection is shown, or will be, or until another day.
pub const COLLECTION_PUBLISHED: &str = "collection.published";
/// A collection is a draft again.
pub const COLLECTION_UNPUBLISHED: &str = "collection.unpublished";
/// A collection is over.
pub const COLLECTION_ARCHIVED: &str = "collection.archived";
/// A collection came into the marketplace on its day.
pub const COLLECTION_SHOWN: &str = "collection.shown";
/// A collection left the marketplace on its day.
pub const COLLECTION_HIDDEN: &str = "collection.hidden";
/// A listing was picked.
pub const PICK_MADE: &str = "pick.made";
/// A pick was changed.
pub const PICK_CHANGED: &str = "pick.changed";
/// A pick was ended early, or taken off the plan.
pub const PICK_ENDED: &str = "pick.ended";
/// Something was placed in a slot of the home page.
pub const SLOT_PLACED: &str = "slot.placed";
/// What is placed in a slot was changed.
pub const SLOT_CHANGED: &str = "slot.changed";
/// What is placed in a slot was taken out.
pub const SLOT_CLEARED: &str = "slot.cleared";
/// A category was made.
pub const CATEGORY_CREATED: &str = "category.created";
/// A category has another address, or says something else.
pub const CATEGORY_RENAMED: &str = "category.renamed";
/// The categories stand in another order.
pub const CATEGORY_REORDERED: &str = "category.reordered";
/// A category was merged into another one.
pub const CATEGORY_MERGED: &str = "category.merged";
/// A category is gone.
pub const CATEGORY_RETIRED: &str = "category.retired";

/// What something is called and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Called {
    /// Its address.
    pub slug: Slug,
    /// What it says.
    pub text: PerLanguage<Text>,
}

/// What happened to a collection; its JSON is the payload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum CollectionEvent {
    /// `collection.created`
    Created {
        /// Its address.
        slug: Slug,
        /// What it says.
        text: PerLanguage<Text>,
    },
    /// `collection.renamed`
    Renamed {
        /// As it was.
        before: Called,
        /// As it is.
        after: Called,
    },
    /// `collection.arranged`
    Arranged {
        /// As they were.
        before: Vec<ListingId>,
        /// As they are.
        after: Vec<ListingId>,
    },
    /// `collection.published`
    Published {
        /// When it is shown.
        window: Window,
    },
    /// `collection.unpublished`
    Unpublished,
    /// `collection.archived`
    Archived,
}

impl CollectionEvent {
    /// The kind on the spine.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Created { .. } => COLLECTION_CREATED,
            Self::Renamed { .. } => COLLECTION_RENAMED,
            Self::Arranged { .. } => COLLECTION_ARRANGED,
            Self::Published { .. } => COLLECTION_PUBLISHED,
            Self::Unpublished => COLLECTION_UNPUBLISHED,
            Self::Archived => COLLECTION_ARCHIVED,
        }
    }
}

/// What happened to a pick; its JSON is the payload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum PickEvent {
    /// `pick.made`
    Made {
        /// What was picked, and why.
        pick: Pick,
    },
    /// `pick.changed`
    Changed {
        /// Which listing.
        listing: ListingId,
        /// As it was.
        before: Said,
        /// As it is.
        after: Said,
    },
    /// `pick.ended`
    Ended {
        /// Which listing.
        listing: ListingId,
        /// What is left of it; `None` when it had not begun.
        window: Option<Window>,
    },
}

/// What of a pick can be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// As what customers see it.
    pub label: Label,
    /// Why.
    pub reason: PerLanguage<Sentence>,
    /// When.
    pub window: Window,
}

impl Said {
    /// Of a pick as it is.
    pub(super) fn of(pick: &Pick) -> Self {
        Self { label: pick.label, reason: pick.reason.clone(), window: pick.window }
    }
}

impl PickEvent {
    /// The kind on the spine.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Made { .. } => PICK_MADE,
            Self::Changed { .. } => PICK_CHANGED,
            Self::Ended { .. } => PICK_ENDED,
        }
    }
}

/// What happened to a slot of the home page; its JSON is the payload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum SlotEvent {
    /// `slot.placed`
    Placed {
        /// What, where and when.
        entry: Entry,
    },
    /// `slot.changed`
    Changed {
        /// As it was.
        before: Entry,
        /// As it is.
        after: Entry,
    },
    /// `slot.cleared`
    Cleared {
        /// Which slot.
        slot: Slug,
        /// What it showed or would have shown.
        shows: Shows,
        /// What is left of it; `None` when it had not begun.
        window: Option<Window>,
    },
}

impl SlotEvent {
    /// The kind on the spine.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Placed { .. } => SLOT_PLACED,
            Self::Changed { .. } => SLOT_CHANGED,
            Self::Cleared { .. } => SLOT_CLEARED,
        }
    }
}

/// Payload of every `category.*` event: what happened to a category, a vertical or a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryEvent {
    /// Of which taxonomy it is.
    pub taxonomy: Taxonomy,
    /// What happened.
    #[serde(flatten)]
    pub happened: Happened,
    /// Which listings have to be written again: who follows the events does it.
    pub repoint: Option<Repoint>,
}

/// What happened to a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Happened {
    /// `category.created`
    Created {
        /// Its address.
        slug: Slug,
        /// What it says.
        text: PerLanguage<Text>,
    },
    /// `category.renamed`
    Renamed {
        /// As it was.
        before: Called,
        /// As it is.
        after: Called,
    },
    /// `category.reordered`; its subject is the name of the taxonomy.
    Reordered {
        /// As they were.
        before: Vec<CategoryId>,
        /// As they are.
        after: Vec<CategoryId>,
    },
    /// `category.merged`
    Merged {
        /// The address that it had.
        slug: Slug,
        /// Which one has its listings and addresses.
        into: CategoryId,
        /// The address of that one.
        into_slug: Slug,
    },
    /// `category.retired`
    Retired {
        /// Its addresses: nothing is there any more.
        slugs: BTreeSet<Slug>,
    },
}

impl Happened {
    /// The kind on the spine.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Created { .. } => CATEGORY_CREATED,
            Self::Renamed { .. } => CATEGORY_RENAMED,
            Self::Reordered { .. } => CATEGORY_REORDERED,
            Self::Merged { .. } => CATEGORY_MERGED,
            Self::Retired { .. } => CATEGORY_RETIRED,
        }
    }
}
