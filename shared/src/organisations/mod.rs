//! Organisations: who belongs to them, in which roles, and what those allow.

pub mod api;
pub mod error;
pub mod event;
pub mod model;
pub mod permission;
pub mod policy;
pub mod role;
pub mod rules;
