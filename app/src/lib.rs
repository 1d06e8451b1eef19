//! The screens of Guildhall. Pages load, components render; `ui` knows no feature.
//!
//! One bundle serves three places: it takes over the page that the server rendered, mounts itself in the
//! desktop shell, and mounts itself under a bare `trunk serve`. [`platform::Platform`] says which.

// Views nest deeply; the default is reached by the layout of a page.
#![recursion_limit = "256"]

pub mod about;
pub mod app;
#[cfg(feature = "every-screen")]
pub mod audit;
pub mod browser;
#[cfg(feature = "every-screen")]
pub mod certification;
#[cfg(feature = "every-screen")]
pub mod clean_up;
#[cfg(feature = "every-screen")]
pub mod desktop;
#[cfg(feature = "every-screen")]
pub mod download;
#[cfg(feature = "every-screen")]
pub mod editorial;
#[cfg(feature = "every-screen")]
pub mod following;
#[cfg(feature = "every-screen")]
pub mod forms;
#[cfg(feature = "every-screen")]
pub mod gallery;
pub mod head;
#[cfg(feature = "every-screen")]
pub mod home;
pub mod i18n;
#[cfg(feature = "every-screen")]
pub mod identity;
#[cfg(feature = "every-screen")]
pub mod keys;
pub mod layout;
#[cfg(feature = "every-screen")]
pub mod listings;
pub mod loading;
pub mod marketplace;
#[cfg(feature = "every-screen")]
pub mod notifications;
#[cfg(feature = "every-screen")]
pub mod organisations;
pub mod partners;
pub mod platform;
#[cfg(feature = "every-screen")]
pub mod review;
#[cfg(feature = "every-screen")]
pub mod sandbox;
#[cfg(feature = "every-screen")]
pub mod screens;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "every-screen")]
pub mod sign_on;
pub mod test_ids;
pub mod transport;
pub mod ui;
#[cfg(feature = "every-screen")]
pub mod uploads;
pub mod view;
#[cfg(feature = "every-screen")]
pub mod workspace;
