//! A partner's listings and their drafts.
//!
//! Every write answers with the listing as it is from then on, so that an editor has nothing to ask for.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    decisions::words::Words,
    endpoint::{Access, ByListing, ByOrganisation},
    endpoints,
    ids::ListingId,
    listings::{
        draft::Edit, field::Field, model::Label, nags::Nag, names::NamesAlike, state::Phase,
        terms::UnknownTerms,
    },
    manifest::{Manifest, Report},
    organisations::permission::Permission,
    sandbox::target::Target,
};

endpoints! { "listings";
    ListApps: Get "/api/v1/organisations/{organisation}/listings" (Access::Holds(Permission::ListingsRead)) "list_apps"
        "List an organisation's own listings, in whatever state."
        [] { ByOrganisation, (), () => Apps }
    StartApp: Post "/api/v1/organisations/{organisation}/listings" (Access::Holds(Permission::ListingsEdit)) "start_app"
        "Start a listing."
        [] { ByOrganisation, (), NewApp => App }
    ReadApp: Get "/api/v1/organisations/{organisation}/listings/{listing}" (Access::Holds(Permission::ListingsRead)) "read_app"
        "Read a listing of one's own: its draft, and what it lacks."
        [] { ByListing, (), () => App }
    EditDraft: Patch "/api/v1/organisations/{organisation}/listings/{listing}/draft" (Access::Holds(Permission::ListingsEdit)) "edit_draft"
        "Write fields of a draft; each says which writing of the field it is based on."
        [] { ByListing, (), Edits => Edited }
}

/// An organisation's listings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Apps {
    /// The one that changed last first.
    pub listings: Vec<AppRow>,
}

/// A listing in a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AppRow {
    pub listing: ListingId,
    /// As the draft says; empty while it has none.
    pub name: String,
    /// What the partner has to know.
    pub phase: Phase,
    /// What customers see; [`Phase::Draft`] when nothing.
    pub standing: Phase,
    /// Its address in the marketplace; `None` while it has none.
    pub slug: Option<String>,
    /// The version that customers have.
    pub live: Option<Label>,
    /// The version that is under way.
    pub under_way: Option<Label>,
    /// When the draft was written last; `None` when never.
    pub edited_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewApp {
    /// Chosen by the client.
    pub listing: ListingId,
    /// What it will be called; it can be changed until it is published.
    pub name: Words,
}

/// A listing, for who works on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct App {
    pub row: AppRow,
    /// The fields that were ever written.
    pub draft: BTreeMap<Field, FieldView>,
    /// What the draft lacks, in the order of the editor.
    pub nags: Vec<Nag>,
    /// What the linter says of the manifest; `None` while there is none.
    pub manifest: Option<Report>,
    /// The manifest of the version that was approved last, with which the linter compares; `None` before.
    pub approved: Option<Manifest>,
    /// Where reviews call the app; `None` while no sandbox says so.
    pub target: Option<Target>,
    /// Terms of the draft that the marketplace does not have: with one, nothing can be submitted.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unknown_terms: UnknownTerms,
    /// What the name of the draft is too like, as far as everybody can see that: with it, its review waits for a
    /// person. `None` when nothing is; a review compares with what is on its way, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alike: Option<NamesAlike>,
}

/// A field of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FieldView {
    /// `null` for a field that was emptied.
    pub value: Value,
    /// On which an edit is based.
    pub revision: u64,
    /// Who wrote it; `None` for a key, an import, and who has left.
    pub by: Option<String>,
    pub at: DateTime<Utc>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Edits {
    pub edits: Vec<Edit>,
}

/// What became of some edits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Edited {
    pub app: App,
    /// Fields in which somebody else wrote something else meanwhile: those edits are not written.
    pub conflicts: Vec<ConflictView>,
}

/// Two values for one field. Whoever chooses sends an edit that is based on theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConflictView {
    pub field: Field,
    /// What stands there; `None` when the field was never written.
    pub theirs: Option<FieldView>,
    pub yours: Value,
}
