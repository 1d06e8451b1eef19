//! Single sign-on: an organisation's own identity provider vouches for its people (OpenID Connect).

pub mod api;
pub mod error;
pub mod event;
pub mod model;
pub mod rules;
