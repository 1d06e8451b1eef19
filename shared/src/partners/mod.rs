//! Partner organisations, as the public sees them.

pub mod api;
pub mod error;
pub mod model;
