//! What editors keep, as stored.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    text::{PerLanguage, Sentence, Text},
    window::Window,
};
use crate::{
    ids::{CategoryId, CollectionId, ListingId, OrganisationId, PickId, SlotEntryId},
    marketplace::model::Taxonomy,
    slug::Slug,
};

/// A selection of listings, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    /// The same as in the marketplace.
    pub id: CollectionId,
    /// Raised by one at each write; 1 for the first.
    pub version: u64,
    /// Its address.
    pub slug: Slug,
    /// Its addresses before: they lead to it for ever.
    pub former: BTreeSet<Slug>,
    /// What it is called and what it is about.
    pub text: PerLanguage<Text>,
    /// What is in it. Some may not be in the directory any more.
    pub listings: Vec<ListingId>,
    /// Where it stands.
    pub place: Place,
}

/// Where a collection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "place", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Place {
    /// Editors see it.
    Draft,
    /// Everyone does, in this window.
    Published {
        /// When.
        window: Window,
    },
    /// It is over. Its addresses stay its own.
    Archived,
}

impl Collection {
    /// When it is shown; `None` when somebody has to publish it first.
    pub const fn window(&self) -> Option<&Window> {
        match &self.place {
            Place::Published { window } => Some(window),
            Place::Draft | Place::Archived => None,
        }
    }

    /// Whether everyone sees it.
    pub fn is_shown(&self, now: DateTime<Utc>) -> bool {
        self.window().is_some_and(|window| window.holds(now))
    }

    /// When [`Self::is_shown`] gives another answer next.
    pub fn next_change(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.window()?.next_change(now)
    }

    /// Whether this is its address or was.
    pub fn has_slug(&self, slug: &Slug) -> bool {
        self.slug == *slug || self.former.contains(slug)
    }
}

/// Everything that editors picked, by the order in which they did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picks {
    /// Raised by one at each write; 0 before the first.
    pub version: u64,
    /// Also those that are to come, and for a while those that are over.
    pub picks: Vec<Pick>,
}

/// A listing that editors recommend, with their reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pick {
    /// Chosen by who picks.
    pub id: PickId,
    /// Which listing.
    pub listing: ListingId,
    /// Whose it was when it was picked.
    pub partner: OrganisationId,
    /// As what customers see it.
    pub label: Label,
    /// Why, for customers.
    pub reason: PerLanguage<Sentence>,
    /// When.
    pub window: Window,
}

/// What stands on a pick, so that nobody takes it for the result of a search or for an advertisement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Label {
    /// The editors recommend it.
    EditorsPick,
    /// It is new, and the editors noticed it.
    NewAndNotable,
}

/// What the slots of the home page show, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// Raised by one at each write; 0 before the first.
    pub version: u64,
    /// In the order in which they were placed; also those to come, and for a while those that are over.
    pub entries: Vec<Entry>,
}

/// Something in a slot of the home page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Chosen by who places it.
    pub id: SlotEntryId,
    /// Name of a slot.
    pub slot: Slug,
    /// What is shown.
    pub shows: Shows,
    /// When. No two of one slot overlap.
    pub window: Window,
}

/// What a slot can show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "shows", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Shows {
    /// A collection.
    Collection {
        /// Which.
        id: CollectionId,
    },
    /// A listing.
    Listing {
        /// Which.
        id: ListingId,
    },
    /// The landing page of a category, a vertical or a job.
    Landing {
        /// Which.
        id: CategoryId,
    },
}

/// The kinds of [`Shows`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ShowsKind {
    /// A collection.
    Collection,
    /// A listing.
    Listing,
    /// A landing page.
    Landing,
}

impl Shows {
    /// Of which kind it is.
    pub const fn kind(&self) -> ShowsKind {
        match self {
            Self::Collection { .. } => ShowsKind::Collection,
            Self::Listing { .. } => ShowsKind::Listing,
            Self::Landing { .. } => ShowsKind::Landing,
        }
    }
}

impl fmt::Display for Shows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Collection { id } => write!(f, "the collection {id}"),
            Self::Listing { id } => write!(f, "the listing {id}"),
            Self::Landing { id } => write!(f, "the landing page {id}"),
        }
    }
}

impl fmt::Display for ShowsKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Collection => "collections",
            Self::Listing => "listings",
            Self::Landing => "landing pages",
        })
    }
}

/// The categories of one taxonomy: verticals and jobs are kept as categories are, each in a row of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Categories {
    /// Of which taxonomy.
    pub taxonomy: Taxonomy,
    /// Raised by one at each write; 0 before the first.
    pub version: u64,
    /// Those that listings can be in, in their order.
    pub live: Vec<Category>,
    /// Those that there were.
    pub past: BTreeMap<CategoryId, Past>,
}

/// A category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Chosen by who makes it.
    pub id: CategoryId,
    /// Its address, and how listings name it.
    pub slug: Slug,
    /// Its addresses before and those of all that were merged into it: they lead to it for ever.
    pub former: BTreeSet<Slug>,
    /// What it is called and what it is about.
    pub text: PerLanguage<Text>,
}

/// What became of a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "past", rename_all = "snake_case")]
pub enum Past {
    /// Another one has its listings and its addresses.
    Merged {
        /// Which: one that is live, or was retired since.
        into: CategoryId,
    },
    /// Nobody needs it.
    Retired {
        /// Its addresses, until another category takes one.
        slugs: BTreeSet<Slug>,
    },
}

impl Categories {
    /// A taxonomy in which nothing is yet.
    pub const fn start(taxonomy: Taxonomy) -> Self {
        Self { taxonomy, version: 0, live: Vec::new(), past: BTreeMap::new() }
    }

    /// The live category with this id.
    pub fn get(&self, id: CategoryId) -> Option<&Category> {
        self.live.iter().find(|category| category.id == id)
    }

    /// The live category that this one is by now: itself, or the one that it was merged into. `None` for
    /// one that was retired or never there.
    pub fn live_of(&self, id: CategoryId) -> Option<&Category> {
        match self.past.get(&id) {
            Some(Past::Merged { into }) => self.get(*into),
            Some(Past::Retired { .. }) => None,
            None => self.get(id),
        }
    }
}
