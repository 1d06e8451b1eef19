//! The trail of an organisation: everything that happened, exported as NDJSON, provable offline.
//!
//! An export is a run of events without a gap, a line each, and at its end a [`seal::SignedHead`] that
//! says where the run begins and ends. A filter narrows what is shown, never what is exported.

pub mod api;
pub mod event;
pub mod filter;
pub mod line;
pub mod seal;
pub mod verify;
