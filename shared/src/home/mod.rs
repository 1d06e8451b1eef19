//! The home of who is signed in: what waits for them where they act, and in which order it is shown.
//!
//! Nothing here is a sentence, and nothing decides what is there: the entries come from what the other slices
//! decided.

pub mod api;
pub mod model;
pub mod order;
