//! Marketplace screens: find an app, look at it, put it beside others.

pub mod address;
pub mod card;
pub mod categories;
pub mod compare;
#[cfg(feature = "every-screen")]
pub mod details;
pub mod directory;
pub mod home;
pub mod landing;
pub mod listing;
pub mod not_found;
pub mod search;
pub mod texts;
pub mod words;

pub use address::host;
pub use card::{Card, Cards};
pub use categories::CategoriesPage;
pub use compare::{ComparePage, CompareTray};
pub use directory::DirectoryPage;
pub use home::HomePage;
pub use landing::{CategoryPage, VerticalPage};
pub use listing::ListingPage;
pub use not_found::NotFoundPage;
pub use texts::{Texts, texts};
