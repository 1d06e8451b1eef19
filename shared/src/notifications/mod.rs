//! What people are told: an inbox in the app, and mail as each prefers it.

pub mod api;
pub mod model;
pub mod rules;
