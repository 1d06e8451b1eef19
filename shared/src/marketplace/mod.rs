//! The marketplace: published listings, the taxonomy that sorts them, and how they are found.

pub mod api;
pub mod details;
pub mod error;
pub mod event;
pub mod import;
pub mod links;
pub mod model;
pub mod rules;
pub mod state;
