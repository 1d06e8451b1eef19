//! Mail on its way out.

pub mod api;
pub mod model;
pub mod rules;
