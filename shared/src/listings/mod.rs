//! Listings: what keeps the directory honest.

pub mod clean_up;
pub mod field;
pub mod nags;
pub mod names;
pub mod policy;
