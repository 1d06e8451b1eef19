//! Decisions about organisations. Pure: state, command and facts in; the next state and its events, or
//! a rejection, out.

pub mod domain;
pub mod organisation;
pub mod roster;
