//! Who somebody is: people, how they prove it, their sessions and keys, and what a caller may do.

mod base32;
pub mod email;
pub mod secret;
