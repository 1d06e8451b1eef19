//! The screens of Guildhall. Pages load, components render; `ui` knows no feature.

pub mod gallery;
pub mod i18n;
pub mod marketplace;
pub mod platform;
pub mod transport;
pub mod ui;
