//! Decisions about identity. Pure: `now` and randomness are arguments, every number that a program may
//! change comes from [`policy`](super::policy).

pub mod access;
pub mod ceremony;
pub mod desktop;
pub mod key;
pub mod password;
pub mod proofs;
pub mod recovery;
pub mod session;
pub mod throttle;
pub mod token;
pub mod totp;
