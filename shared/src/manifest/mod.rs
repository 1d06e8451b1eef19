//! The manifest of an app: what it is, what it asks for, where data goes, and what is wrong with it.
//!
//! [`lint::lint`] is a pure function. The server, the browser, the desktop and the command line call the
//! same one, and the same input gives the same findings and the same report hash in each of them.

#[cfg(any(test, feature = "testing"))]
pub mod any_bytes;
pub mod catalogue;
pub mod diff;
pub mod fix;
pub mod lint;
pub mod model;
pub mod policy;
pub mod report;
pub mod rule;
pub mod source;
pub mod start;
pub mod web;
pub mod words;

mod rules;
mod shape;

#[cfg(test)]
mod properties;
#[cfg(test)]
pub(crate) mod samples;

pub use lint::{Facts, lint, lint_bytes};
pub use model::Manifest;
pub use report::Report;
