//! Marketplace screens: find an app, look at it, put it beside others.

pub(crate) mod address;
mod card;
mod categories;
pub(crate) mod compare;
pub(crate) mod directory;
mod home;
mod landing;
mod listing;
mod not_found;
pub(crate) mod search;
mod texts;
mod words;

pub(crate) use card::{Card, Cards};
pub(crate) use categories::CategoriesPage;
pub(crate) use compare::{ComparePage, CompareTray};
pub(crate) use directory::DirectoryPage;
pub(crate) use home::HomePage;
pub(crate) use landing::{CategoryPage, VerticalPage};
pub(crate) use listing::{ListingPage, host};
pub(crate) use not_found::NotFoundPage;
pub use texts::{Texts, texts};
