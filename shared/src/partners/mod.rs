//! Partner organisations, as the public sees them.

pub mod api;
pub mod error;
pub mod event;
pub mod model;
