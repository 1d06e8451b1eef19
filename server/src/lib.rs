//! The axum Router that is the whole API, server-side rendering, jobs, and the `guildhall` commands.

pub mod api;
pub mod catalogue;
pub mod config;
pub mod directory;
pub mod failure;
mod flights;
pub mod http;
pub mod marketplace;
pub mod media;
pub mod observe;
pub mod pages;
pub mod partners;
pub mod ports;
pub mod services;
pub mod start { pub(crate) fn without_password(url: &str) -> String { url.to_owned() } }
pub use failure::Failure;
pub use services::Services;
