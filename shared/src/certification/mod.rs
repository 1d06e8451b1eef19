//! Certification of apps: what was checked, by whom, until when.
//!
//! A certification holds for a year. Its renewal opens a while before its end; after that there is a time
//! of remediation in which it holds still, with a visible clock; then it lapses, on its day, and everything
//! derived from it follows. Where it stands is a function of its dates and the day: no job has to run.
//!
//! The marketplace's [`Badge`](crate::marketplace::model::Badge) is written from it: its `expires_on` is
//! the day on which it lapses ([`standing::lapses_on`]), the first on which the badge is not shown.

pub mod api;
pub mod draft;
pub mod error;
pub mod event;
pub mod link;
pub mod model;
pub mod notices;
pub mod policy;
pub mod query;
pub mod rules;
pub mod shown;
pub mod standing;
