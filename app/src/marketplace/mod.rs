//! Marketplace screens.
