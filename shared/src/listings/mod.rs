//! Listings: from an idea to something that customers find, and on to its end.
//!
//! A listing has one draft ([`draft`]), which is always being written, and versions, which are frozen. A
//! submission freezes a version; its review is a [`crate::review::model::Case`]; the version that is live
//! stays live until another one is published.
//!
//! The states of the product are those of two entities. Of a version: submitted, in review, changes
//! requested, approved, scheduled, published, and rejected or withdrawn. Of the listing: draft, shown
//! (published, unlisted, deprecated), suspended, archived. [`state::Phase`] says both in one word.
//!
//! This slice is where that is decided. The marketplace's [`Listing`](crate::marketplace::model::Listing)
//! is what is written from it for everyone to read, in the same transaction: [`state::shown_as`] says in
//! which of the marketplace's states, or that nothing is shown.
//!
//! | here | in the marketplace |
//! |---|---|
//! | draft | not there |
//! | archived | `Hidden`: its address is kept |
//! | suspended | `Hidden`, with since when and why: its page says that alone |
//! | published | `Published` |
//! | unlisted | `Unlisted`, with the hash of the link's token, which who serves the page asks for |
//! | deprecated | `Unlisted`: reached by its address, with the replacement, and not found by searching |

pub mod api;
pub mod changes;
pub mod clean_up;
pub mod draft;
pub mod error;
pub mod event;
pub mod field;
pub mod governance;
pub mod import;
pub mod link;
pub mod model;
pub mod nags;
pub mod names;
pub mod policy;
pub mod publish;
pub mod rules;
pub mod state;
pub mod terms;
