//! Who somebody is: people, how they prove it, their sessions and keys, and what a caller may do.

pub mod api;
mod base32;
pub mod email;
pub mod error;
pub mod event;
pub mod model;
pub mod policy;
pub mod rules;
pub mod secret;
