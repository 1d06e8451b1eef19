//! The contract suite: what an app has to answer, per version of the API, as data.
//!
//! [`plan`](plan::plan) says what is sent, from the manifest and the fixtures; a runner sends it and writes down
//! what comes back; [`judge`](judge::judge) says what of it breaks the contract, why that matters and how to put
//! it right. The same exchanges give the same findings and the same report hash on the server and on the
//! command line.

pub mod check;
pub mod judge;
mod observed;
mod payload;
pub mod plan;
pub mod policy;
pub mod report;
pub mod suite;
pub mod version;
pub mod words;

#[cfg(test)]
pub(super) mod samples;

pub use judge::judge;
pub use plan::{Plan, plan};
pub use report::Report;
