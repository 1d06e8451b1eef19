//! Deliveries to others, as [Standard Webhooks](https://www.standardwebhooks.com) asks.
//!
//! A delivery is a `POST` of JSON with three headers: its id ([`signature::ID`], the same at every attempt), when
//! it was sent ([`signature::TIMESTAMP`]) and a list of signatures over both and the body
//! ([`signature::SIGNATURE`]).

pub mod secret;
pub mod signature;
