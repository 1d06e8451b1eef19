//! Listings: what keeps the directory honest.

pub mod clean_up;
pub mod names;
pub mod policy;
