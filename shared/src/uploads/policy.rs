//! The numbers behind uploads, as data.

use serde::{Deserialize, Serialize};

use super::model::Kind;

/// What may be uploaded, and what becomes of it.
///
/// `Default` is the program's policy until it publishes its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UploadPolicy {
    /// Largest file.
    pub max_bytes: u64,
    /// Most pixels of a picture, by its header.
    pub max_pixels: u64,
    /// Largest chunk.
    pub chunk_bytes: u64,
    /// Smallest chunk that is not the last.
    pub min_chunk_bytes: u64,
    /// Uploads of one organisation that are under way together.
    pub max_open: usize,
    /// For how long an upload that is not ended is kept after its last chunk.
    pub unfinished_hours: u32,
    /// For how long it is known what became of one.
    pub finished_hours: u32,
    /// Of icons.
    pub icon: Shape,
    /// Of screenshots.
    pub screenshot: Shape,
}

/// What a kind of pictures looks like. Sides are in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// As wide as it is high.
    pub square: bool,
    /// Shortest side that is large enough to be seen.
    pub min_side: u32,
    /// Larger ones are scaled down until their longer side is this.
    pub max_side: u32,
}

impl Default for UploadPolicy {
    fn default() -> Self {
        Self {
            max_bytes: 8 << 20,
            max_pixels: 40_000_000,
            chunk_bytes: 512 << 10,
            min_chunk_bytes: 64 << 10,
            max_open: 40,
            unfinished_hours: 24,
            finished_hours: 24,
            icon: Shape { square: true, min_side: 128, max_side: 1024 },
            screenshot: Shape { square: false, min_side: 320, max_side: 2560 },
        }
    }
}

impl UploadPolicy {
    /// What pictures of this kind look like.
    pub const fn shape(&self, kind: Kind) -> Shape {
        match kind {
            Kind::Icon => self.icon,
            Kind::Screenshot => self.screenshot,
        }
    }
}
