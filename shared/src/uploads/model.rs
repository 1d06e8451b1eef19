//! Uploads, as stored.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::crop::Crop;
use crate::{
    canonical::Digest,
    ids::{ListingId, OrganisationId, UploadId},
    marketplace::model::Picture,
};

/// What a picture is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Kind {
    /// The icon of a listing.
    Icon,
    /// A picture of the app at work.
    Screenshot,
}

/// What a client says of a file before it sends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Declared {
    /// What the picture is for.
    pub kind: Kind,
    /// Size of the file.
    pub bytes: u64,
    /// SHA-256 of the file.
    pub digest: Digest,
    /// The part that is wanted; `None` for the whole picture.
    #[serde(default)]
    pub crop: Option<Crop>,
}

/// A chunk that has arrived. Its offset is the sum of those before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chunk {
    /// How many there are.
    pub bytes: u64,
    /// SHA-256 of them.
    pub digest: Digest,
}

/// How an upload stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case", deny_unknown_fields)]
pub enum State {
    /// Chunks arrive; or all are there, and nobody has looked at the file yet.
    Receiving,
    /// It became a picture.
    Done {
        /// The picture.
        picture: Picture,
    },
    /// It became none.
    Refused {
        /// What is wrong with the file.
        why: Refusal,
    },
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "is", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Refusal {
    /// Another kind of file.
    #[error("The file is not a PNG, JPEG, WebP, GIF or SVG picture, whatever its name says.")]
    NotAPicture,
    /// By its header.
    #[error(
        "The picture is {width} × {height} pixels; at most {most} million are read. Make the picture smaller."
    )]
    TooManyPixels {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
        /// Millions of pixels.
        most: u64,
    },
    /// Cut short, or damaged.
    #[error("The {format} picture cannot be read: {why}. Save it again from the program it was made with.")]
    Unreadable {
        /// What it begins like.
        format: String,
        /// As the decoder says it.
        why: String,
    },
    /// A drawing that is not drawn.
    #[error("The SVG picture is not accepted: {why}.")]
    Svg {
        /// What would be accepted.
        why: String,
    },
    /// Or the part of it that is wanted.
    #[error(
        "The picture, or the part of it that was chosen, is {width} × {height} pixels; each side needs {least} at least. Take a larger one."
    )]
    TooSmall {
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
        /// Pixels.
        least: u32,
    },
    /// Its digest is another.
    #[error(
        "What arrived is not the file that was announced: it may have changed meanwhile. Choose it again."
    )]
    OtherBytes,
    /// The chunks are gone, as after a restored backup.
    #[error("What had arrived of the file is not there any more. Choose it again.")]
    Lost,
}

/// A file on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// Chosen by the client.
    pub id: UploadId,
    /// Raised by one at each write; 1 for the first.
    pub version: u64,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// For which listing.
    pub listing: ListingId,
    /// What was said of it.
    pub declared: Declared,
    /// What has arrived, in order.
    pub chunks: Vec<Chunk>,
    /// How it stands.
    pub state: State,
    /// First instant at which it is over.
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub expires_at: DateTime<Utc>,
}

impl Upload {
    /// How many bytes have arrived: where the next chunk begins.
    pub fn received(&self) -> u64 {
        self.chunks.iter().map(|chunk| chunk.bytes).sum()
    }

    /// Whether every byte has arrived.
    pub fn is_whole(&self) -> bool {
        self.received() == self.declared.bytes
    }

    /// Whether somebody has yet to end it.
    pub const fn is_open(&self) -> bool {
        matches!(self.state, State::Receiving)
    }
}
