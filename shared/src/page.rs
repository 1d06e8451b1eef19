//! Keyset paging: a limit and an opaque cursor.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How many items a page holds: 1 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(u16);

impl Limit {
    pub const MIN: u16 = 1;
    pub const MAX: u16 = 100;
    pub const DEFAULT: Self = Self(24);

    /// `None` outside 1 to 100.
    pub fn new(limit: u16) -> Option<Self> {
        (Self::MIN..=Self::MAX).contains(&limit).then_some(Self(limit))
    }

    pub const fn get(self) -> u16 {
        self.0
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// A place in a list, opaque to everyone but the list that made it. URL-safe text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Cursor(pub String);

impl Cursor {
    /// Longest cursor that is read, in bytes.
    pub const MAX_BYTES: usize = 512;
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
