//! The desktop shell: which servers it is signed in to, and how that comes about.

pub mod api;
pub mod error;
pub mod model;
