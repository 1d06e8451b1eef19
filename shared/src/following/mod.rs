//! The apps that a person follows: they are told what becomes of them.

pub mod api;
pub mod model;
