//! Why a command about an upload is refused.

use super::model::Refusal;

/// A refusal, with the way on. The server maps each to problem details in one place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// 404: whose upload it is not does not learn about it.
    #[error("No such upload is under way. Choose the file again.")]
    NotYours,
    /// Its instant has come.
    #[error("This upload was not ended in time and is over. Choose the file again.")]
    Over,
    /// The id is taken, by another file or by somebody else.
    #[error("This id is taken. Try again.")]
    IdTaken,
    /// A file without a byte.
    #[error("The file is empty. Choose another one.")]
    Empty,
    /// A file that is too large.
    #[error("The file has {bytes} bytes; at most {} MiB are taken. Make the picture smaller.", .most >> 20)]
    TooLarge {
        /// How large it is.
        bytes: u64,
        /// The limit.
        most: u64,
    },
    /// A part that is not within the picture.
    #[error("The part that was chosen is not within the picture. Choose it again.")]
    BadCrop,
    /// Too much at once.
    #[error("{0} uploads of your organisation are under way. Wait until some of them are through.")]
    TooManyOpen(usize),
    /// The chunk does not begin where the last one ended.
    #[error("The next chunk of this upload begins at {is}. Send that one.")]
    Offset {
        /// Where it begins.
        is: u64,
    },
    /// A chunk without a byte.
    #[error("This chunk is empty. Send at least one byte.")]
    ChunkEmpty,
    /// A chunk that is too large.
    #[error(
        "This chunk has {bytes} bytes; at most {most} are taken at once. Send the file in smaller chunks."
    )]
    ChunkTooLarge {
        /// How large it is.
        bytes: u64,
        /// The limit.
        most: u64,
    },
    /// A chunk that is too small, and not the last.
    #[error("This chunk has {bytes} bytes; all but the last need {least}. Send larger ones.")]
    ChunkTooSmall {
        /// How large it is.
        bytes: u64,
        /// The limit.
        least: u64,
    },
    /// More than was announced.
    #[error("This chunk goes {0} bytes beyond the size that was announced. Choose the file again.")]
    Beyond(u64),
    /// The file is no picture that is taken.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// There is nothing to crop.
    #[error("No such picture is kept. Upload it again.")]
    NoPicture,
}

impl Rejection {
    /// The HTTP status that fits.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotYours | Self::NoPicture => 404,
            Self::IdTaken | Self::TooManyOpen(_) | Self::Offset { .. } => 409,
            Self::Over => 410,
            Self::TooLarge { .. } | Self::ChunkTooLarge { .. } => 413,
            Self::Empty
            | Self::BadCrop
            | Self::ChunkEmpty
            | Self::ChunkTooSmall { .. }
            | Self::Beyond(_)
            | Self::Refused(_) => 422,
        }
    }

    /// The member of the request at fault, as a JSON pointer.
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::IdTaken => Some("/upload"),
            Self::Empty | Self::TooLarge { .. } => Some("/file/bytes"),
            Self::BadCrop => Some("/file/crop"),
            Self::NoPicture => Some("/picture"),
            _ => None,
        }
    }
}
