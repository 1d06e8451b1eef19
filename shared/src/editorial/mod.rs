//! What the operator's editors decide: collections, picks, the home page, and categories.
//!
//! Four things are edited. A [`Collection`](model::Collection) is an entity of its own; the picks
//! ([`model::Picks`]), the schedule of the home page ([`model::Schedule`]) and the categories of one
//! taxonomy ([`model::Categories`]) are each kept whole in one row: what holds between their members (no
//! two in one slot, no more than so many at once, no circle of merges) is guarded by one version.
//!
//! What is shown at an instant is a function of that instant ([`rules::home::shown`],
//! [`rules::picks::shown`], [`model::Collection::is_shown`]): no job has to run for it, and `next_change`
//! says when the answer will be another.
//!
//! The marketplace's [`Collection`](crate::marketplace::model::Collection) and
//! [`Term`](crate::marketplace::model::Term) are what everyone reads. They are written from what is here:
//!
//! | here | in the marketplace | written by |
//! |---|---|---|
//! | a collection that is shown | `Collection`, in the main language | [`directory::collection`], with the decision, and by a job at `next_change` |
//! | a collection that is a draft, not due, over or archived | not there | the same |
//! | a category that is live | `Term` with its place in the order | [`directory::terms`], with the decision |
//! | a category that was merged or retired | not there | the same |
//! | the slugs of categories in a listing | the same slugs | [`directory::repoint`], listing by listing, by the same job |
//!
//! What came into the marketplace by another way, by import or with the demo program, is read as if the
//! editors had made it ([`directory::all_collections`], [`directory::all_categories`]) and kept with the first
//! change of it.

pub mod api;
pub mod directory;
pub mod error;
pub mod event;
pub mod model;
pub mod policy;
pub mod redirects;
pub mod rules;
pub mod text;
pub mod window;
