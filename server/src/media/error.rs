//! Why a picture is refused or cannot be given.

use std::sync::Arc;

use shared::{
    problem::{FieldError, Problem, ProblemKind},
    uploads::model::Refusal,
};

use super::{MAX_BYTES, MAX_PIXELS};
use crate::Failure;

/// Each text is one sentence or two that name the fault and the way out.
#[derive(Clone, Debug, thiserror::Error)]
pub enum MediaError {
    #[error("The file is empty.")]
    Empty,
    #[error("The file has {bytes} bytes; at most {} MiB are read. Make the picture smaller.", MAX_BYTES >> 20)]
    TooLarge { bytes: usize },
    #[error(
        "The picture is {width} × {height} pixels; at most {} million are read. Make the picture smaller.",
        MAX_PIXELS / 1_000_000
    )]
    TooManyPixels { width: u32, height: u32 },
    #[error("The file is not a PNG, JPEG, WebP, GIF or SVG picture, whatever its name says.")]
    Unrecognised,
    #[error("The {format} picture cannot be read: {why}. Save it again from the program it was made with.")]
    Unreadable { format: &'static str, why: String },
    #[error("The SVG picture is not accepted: {0}.")]
    Svg(String),
    /// What is left of it is not what it is for.
    #[error(transparent)]
    Framed(#[from] Refusal),
    #[error("The picture could not be encoded: {0}.")]
    Encode(String),
    #[error("The stored picture {0} is damaged: its bytes do not match its name. Import it again.")]
    Damaged(String),
    #[error("Pictures cannot be kept at “{location}”: {why}. Name a folder that can be written.")]
    Location { location: String, why: String },
    #[error("The store of pictures failed: {0}")]
    Storage(Arc<object_store::Error>),
    #[error("The server is stopping.")]
    Stopped,
}

impl From<object_store::Error> for MediaError {
    fn from(error: object_store::Error) -> Self {
        Self::Storage(Arc::new(error))
    }
}

impl From<MediaError> for Failure {
    fn from(error: MediaError) -> Self {
        match &error {
            MediaError::Empty
            | MediaError::TooManyPixels { .. }
            | MediaError::Unrecognised
            | MediaError::Unreadable { .. }
            | MediaError::Svg(_)
            | MediaError::Framed(_) => {
                Problem::invalid(vec![FieldError::pointer("", error.to_string())]).into()
            }
            MediaError::TooLarge { .. } => Self::new(ProblemKind::TooLarge, error.to_string()),
            MediaError::Stopped => Self::new(ProblemKind::Unavailable, error.to_string()),
            MediaError::Encode(_)
            | MediaError::Damaged(_)
            | MediaError::Location { .. }
            | MediaError::Storage(_) => Self::Internal(anyhow::Error::new(error)),
        }
    }
}
