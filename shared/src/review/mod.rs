//! Review: what a submitted version goes through before it can be published.
//!
//! A [`model::Case`] is one round of one version. Its stages are planned when it is opened, from what
//! changed since the last approved version; automated stages are run by the program, human ones by a
//! reviewer who holds the claim. A round ends with an outcome and never opens again: a resubmission is a
//! new case. What a round cleared goes to the listing as a [`model::Clearance`], and nothing is published
//! without one.

pub mod api;
pub mod changes;
pub mod checklist;
pub mod defaults;
pub mod error;
pub mod event;
pub mod model;
pub mod policy;
pub mod query;
pub mod queue;
pub mod replies;
pub mod risk;
pub mod rules;
pub mod stage;
