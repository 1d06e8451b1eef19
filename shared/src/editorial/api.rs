//! Endpoints of the operator's editors and the types that travel.
//!
//! Every write answers with what was changed as it is from then on, and rests on the version that was read.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    model::{Label, Place, Shows},
    policy::Slot,
    text::{PerLanguage, Sentence, Text},
    window::{When, Window},
};
use crate::{
    endpoint::{
        Access, ByCollection, ByOrganisation, ByTaxonomy, Parameter, ParameterKind, Query, unknown_parameters,
    },
    endpoints,
    ids::{CategoryId, CollectionId, ListingId, PickId, SlotEntryId},
    marketplace::{
        api::{Shelf, SuggestQuery},
        model::Taxonomy,
    },
    organisations::permission::Permission,
    problem::FieldError,
    slug::Slug,
};

endpoints! { "editorial";
    ListCollections: Get "/api/v1/organisations/{organisation}/collections" (Access::Holds(Permission::CollectionsEdit)) "list_collections"
        "List all collections, in whatever state."
        [] { ByOrganisation, (), () => CollectionList }
    MakeCollection: Post "/api/v1/organisations/{organisation}/collections" (Access::Holds(Permission::CollectionsEdit)) "make_collection"
        "Make a collection, which nobody else sees yet."
        [] { ByOrganisation, (), NewCollection => CollectionView }
    ReadCollection: Get "/api/v1/organisations/{organisation}/collections/{collection}" (Access::Holds(Permission::CollectionsEdit)) "read_collection"
        "Read a collection with what is in it."
        [] { ByCollection, (), () => CollectionView }
    ChangeCollection: Patch "/api/v1/organisations/{organisation}/collections/{collection}" (Access::Holds(Permission::CollectionsEdit)) "change_collection"
        "Rename, arrange, publish, unpublish or archive a collection."
        [versioned()] { ByCollection, (), CollectionChange => CollectionView }
    FindListings: Get "/api/v1/organisations/{organisation}/editorial/listings" (Access::Holds(Permission::CollectionsEdit)) "find_listings"
        "Find listings of the directory by what has been typed so far."
        [] { ByOrganisation, SuggestQuery, () => Found }
    ReadPicks: Get "/api/v1/organisations/{organisation}/picks" (Access::Holds(Permission::CollectionsEdit)) "read_picks"
        "Read what the editors pick, picked lately and will pick."
        [] { ByOrganisation, (), () => PicksView }
    ChangePicks: Patch "/api/v1/organisations/{organisation}/picks" (Access::Holds(Permission::CollectionsEdit)) "change_picks"
        "Pick a listing, change a pick, or end one."
        [versioned()] { ByOrganisation, (), PickChange => PicksView }
    ReadSchedule: Get "/api/v1/organisations/{organisation}/home" (Access::Holds(Permission::CollectionsEdit)) "read_schedule"
        "Read the slots of the home page and what is scheduled in them."
        [] { ByOrganisation, (), () => ScheduleView }
    ChangeSchedule: Patch "/api/v1/organisations/{organisation}/home" (Access::Holds(Permission::CollectionsEdit)) "change_schedule"
        "Place something in a slot of the home page, change it, or take it out."
        [versioned()] { ByOrganisation, (), ScheduleChange => ScheduleView }
    PreviewHome: Get "/api/v1/organisations/{organisation}/home/preview" (Access::Holds(Permission::CollectionsEdit)) "preview_home"
        "Read what the home page shows at an instant."
        [] { ByOrganisation, PreviewQuery, () => HomePreview }
    ReadTerms: Get "/api/v1/organisations/{organisation}/terms/{taxonomy}" (Access::Holds(Permission::TaxonomyEdit)) "read_terms"
        "Read the categories, verticals or jobs with what leads to them."
        [] { ByTaxonomy, (), () => TermsView }
    ChangeTerms: Patch "/api/v1/organisations/{organisation}/terms/{taxonomy}" (Access::Holds(Permission::TaxonomyEdit)) "change_terms"
        "Add, rename, order, merge or retire a category, vertical or job."
        [versioned()] { ByTaxonomy, (), TermChange => TermsView }
    PreviewMerge: Get "/api/v1/organisations/{organisation}/terms/{taxonomy}/merge" (Access::Holds(Permission::TaxonomyEdit)) "preview_merge"
        "Read what a merge of two would move."
        [] { ByTaxonomy, MergeQuery, () => MergePreview }
}

/// Whether something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Standing {
    /// It is shown.
    Now,
    /// It will be.
    ToCome,
    /// It was.
    Over,
}

impl Standing {
    /// Of a window at an instant.
    pub fn of(window: &Window, now: DateTime<Utc>) -> Self {
        if window.is_over(now) {
            Self::Over
        } else if window.holds(now) {
            Self::Now
        } else {
            Self::ToCome
        }
    }
}

/// When something is to be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Asked {
    /// First instant; `None` for now, or for the beginning that it has already.
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub from: Option<DateTime<Utc>>,
    /// First instant that is too late; `None` until somebody ends it.
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub until: Option<DateTime<Utc>>,
}

impl From<Asked> for When {
    fn from(Asked { from, until }: Asked) -> Self {
        Self { from, until }
    }
}

/// A listing, as editors choose it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListingRef {
    pub id: ListingId,
    /// Its address; `None` when it is gone.
    pub slug: Option<String>,
    pub name: String,
    pub partner: String,
    pub icon_url: Option<String>,
    /// Whether customers find it.
    pub in_directory: bool,
}

/// Listings that were found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Found {
    pub listings: Vec<ListingRef>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CollectionList {
    /// Those that are shown first, then those to come, drafts, those that are over, and the archived.
    pub collections: Vec<CollectionRow>,
}

/// A collection in a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CollectionRow {
    pub id: CollectionId,
    pub slug: Slug,
    pub title: String,
    pub place: Place,
    /// How its window stands; `None` while it has none.
    pub standing: Option<Standing>,
    pub listings: u64,
    /// Those of them that customers find.
    pub in_directory: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewCollection {
    /// Chosen by the client.
    pub id: CollectionId,
    pub slug: Slug,
    pub text: PerLanguage<Text>,
}

/// A collection, for who edits it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CollectionView {
    pub id: CollectionId,
    pub version: u64,
    pub slug: Slug,
    /// Addresses that lead to it.
    pub former: Vec<Slug>,
    pub text: PerLanguage<Text>,
    pub place: Place,
    pub standing: Option<Standing>,
    pub listings: Vec<ListingRef>,
    /// Most listings that it can hold.
    pub most: u64,
}

/// What can be done to a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum CollectionChange {
    /// Another address or another text; what is left out stays.
    Rename {
        #[serde(default)]
        slug: Option<Slug>,
        #[serde(default)]
        text: Option<PerLanguage<Text>>,
    },
    /// What is in it, in this order.
    Arrange { listings: Vec<ListingId> },
    /// Shows it.
    Publish { when: Asked },
    /// Makes a draft of it again.
    Unpublish,
    /// Ends it.
    Archive,
}

/// Everything that was picked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PicksView {
    pub version: u64,
    /// Those of now, then those to come, then those that are over.
    pub picks: Vec<PickView>,
    /// Most at one instant.
    pub most_at_once: u64,
    /// How many days one can last.
    pub most_days: Option<u32>,
}

/// A pick.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PickView {
    pub id: PickId,
    pub listing: ListingRef,
    pub label: Label,
    pub reason: PerLanguage<Sentence>,
    pub window: Window,
    pub standing: Standing,
}

/// What can be done about picks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum PickChange {
    /// Picks a listing; the client chooses the id.
    Pick { id: PickId, listing: ListingId, label: Label, reason: PerLanguage<Sentence>, when: Asked },
    /// Says it otherwise, or shows it at another time; what is left out stays.
    Change {
        id: PickId,
        #[serde(default)]
        label: Option<Label>,
        #[serde(default)]
        reason: Option<PerLanguage<Sentence>>,
        #[serde(default)]
        when: Option<Asked>,
    },
    /// Ends it now, or takes it off the plan.
    End { id: PickId },
}

/// The slots of the home page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScheduleView {
    pub version: u64,
    /// From top to bottom.
    pub slots: Vec<Slot>,
    /// By their beginnings.
    pub entries: Vec<EntryView>,
    /// The collections and landing pages that can be shown.
    pub choices: Vec<Choice>,
    /// When the page shows something else next.
    pub next_change: Option<DateTime<Utc>>,
}

/// Something in a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EntryView {
    pub id: SlotEntryId,
    pub slot: Slug,
    pub shows: Shows,
    /// What that is called.
    pub label: String,
    pub window: Window,
    pub standing: Standing,
    /// Whether what it shows is there; otherwise the slot shows what it does without it.
    pub is_there: bool,
}

/// What can be placed in a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Choice {
    pub shows: Shows,
    pub label: String,
    /// For a landing page: of what.
    pub taxonomy: Option<Taxonomy>,
}

/// What can be done to the schedule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ScheduleChange {
    /// Places something; the client chooses the id.
    Place { id: SlotEntryId, slot: Slug, what: Shows, when: Asked },
    /// Elsewhere, something else, or at another time; what is left out stays.
    Change {
        id: SlotEntryId,
        #[serde(default)]
        slot: Option<Slug>,
        #[serde(default)]
        what: Option<Shows>,
        #[serde(default)]
        when: Option<Asked>,
    },
    /// Ends it now, or takes it off the schedule.
    Clear { id: SlotEntryId },
}

/// At which instant the home page is looked at; now without one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PreviewQuery {
    pub at: Option<DateTime<Utc>>,
}

impl Query for PreviewQuery {
    const PARAMETERS: &'static [Parameter] = &[Parameter {
        name: "at",
        about: "The instant, RFC 3339.",
        kind: ParameterKind::Text { max_chars: 40 },
        repeated: false,
    }];

    fn pairs(&self) -> Vec<(&'static str, String)> {
        self.at.iter().map(|at| ("at", at.to_rfc3339())).collect()
    }

    fn parse(pairs: &[(String, String)]) -> Result<Self, Vec<FieldError>> {
        let mut errors = unknown_parameters(pairs, Self::PARAMETERS);
        let mut query = Self::default();
        if let Some((_, value)) = pairs.iter().find(|(name, _)| name == "at") {
            query.at = crate::time::instant(value);
            if query.at.is_none() {
                errors.push(FieldError::parameter(
                    "at",
                    "Not an instant. Write one like 2031-05-01T09:00:00Z.",
                ));
            }
        }
        if errors.is_empty() { Ok(query) } else { Err(errors) }
    }
}

/// The home page at an instant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HomePreview {
    pub at: DateTime<Utc>,
    /// From top to bottom.
    pub shelves: Vec<PreviewShelf>,
    /// When it shows something else next.
    pub next_change: Option<DateTime<Utc>>,
}

/// A shelf of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PreviewShelf {
    /// In which slot; `None` behind all slots.
    pub slot: Option<Slug>,
    /// Whether somebody scheduled it.
    pub scheduled: bool,
    pub shelf: Shelf,
}

/// The categories, verticals or jobs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TermsView {
    pub taxonomy: Taxonomy,
    pub version: u64,
    /// In their order.
    pub terms: Vec<TermView>,
    /// Addresses at which nothing is any more.
    pub retired: Vec<Slug>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TermView {
    pub id: CategoryId,
    pub slug: Slug,
    /// Addresses that lead here.
    pub former: Vec<Slug>,
    pub text: PerLanguage<Text>,
    /// Listings that name it, those that nobody finds among them.
    pub listings: u64,
    pub in_directory: u64,
}

/// What can be done to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum TermChange {
    /// Makes one, behind all others; the client chooses the id.
    Create { id: CategoryId, slug: Slug, text: PerLanguage<Text> },
    /// Another address or another text; what is left out stays.
    Rename {
        id: CategoryId,
        #[serde(default)]
        slug: Option<Slug>,
        #[serde(default)]
        text: Option<PerLanguage<Text>>,
    },
    /// All of them, in this order.
    Reorder { order: Vec<CategoryId> },
    /// Merges one into another.
    Merge { id: CategoryId, into: CategoryId },
    /// Takes away one that no listing is in.
    Retire { id: CategoryId },
}

/// Which is merged into which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MergeQuery {
    pub id: Option<CategoryId>,
    pub into: Option<CategoryId>,
}

const fn id(name: &'static str, about: &'static str) -> Parameter {
    let kind = ParameterKind::Id { prefix: CategoryId::PREFIX, max_chars: 30 };
    Parameter { name, about, kind, repeated: false }
}

impl Query for MergeQuery {
    const PARAMETERS: &'static [Parameter] =
        &[id("id", "The one that goes."), id("into", "The one that stays.")];

    fn pairs(&self) -> Vec<(&'static str, String)> {
        let pair = |name, id: Option<CategoryId>| id.map(|id| (name, id.to_string()));
        [pair("id", self.id), pair("into", self.into)].into_iter().flatten().collect()
    }

    fn parse(pairs: &[(String, String)]) -> Result<Self, Vec<FieldError>> {
        let mut errors = unknown_parameters(pairs, Self::PARAMETERS);
        let mut read = |name: &'static str| {
            let text = pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
            match text.parse() {
                Ok(id) => Some(id),
                Err(error) => {
                    errors.push(FieldError::parameter(name, format!("{error}.")));
                    None
                }
            }
        };
        let query = Self { id: read("id"), into: read("into") };
        if errors.is_empty() { Ok(query) } else { Err(errors) }
    }
}

/// What a merge would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MergePreview {
    /// Listings that move.
    pub listings: u64,
    /// Those of them that are in the other one already.
    pub in_both: u64,
    /// Those of them that nobody finds.
    pub hidden: u64,
    /// What some of them are called.
    pub names: Vec<String>,
    /// Addresses that lead to the other one from then on.
    pub addresses: Vec<Slug>,
    /// Where they lead.
    pub to: Slug,
}

#[cfg(test)]
mod tests;
