//! The states of a listing.

use serde::{Deserialize, Serialize};

/// Where a listing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum ListingState {
    /// In the directory for everyone.
    Published,
    /// Reached by its address only, or by a link with a token.
    Unlisted,
    /// Kept, and reached by nobody: it is suspended, or over.
    Hidden,
}

impl ListingState {
    /// Whether search, facets, feeds and the sitemap show it.
    pub const fn in_directory(self) -> bool {
        match self {
            Self::Published => true,
            Self::Unlisted | Self::Hidden => false,
        }
    }

    /// Whether its page is there for who has the address.
    pub const fn has_page(self) -> bool {
        match self {
            Self::Published | Self::Unlisted => true,
            Self::Hidden => false,
        }
    }
}
