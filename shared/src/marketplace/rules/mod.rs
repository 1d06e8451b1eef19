//! Decisions of the marketplace: how apps are rated, ranked and counted.
//!
//! Pure. Every number comes from a [`policy::DirectoryPolicy`].

pub mod exploration;
pub mod facets;
pub mod policy;
pub mod ranking;
pub mod rating;
