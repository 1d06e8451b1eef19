//! Looking at pictures without changing what is kept.

use std::io::Cursor;

use bytes::Bytes;
use image::ImageReader;
use sha2::{Digest, Sha256};
use shared::marketplace::model::Picture;

use super::{
    Media, MediaError, hex, keep, on_thread, parse_digest,
    sniff::{self, Format},
    vector::Drawing,
};
use crate::media::fonts::Fonts;

impl Media {
    /// What [`Self::ingest`] would answer, with nothing kept: for a trial run.
    ///
    /// # Errors
    /// What is wrong with the file and what would be accepted.
    pub async fn examine(&self, bytes: Bytes) -> Result<Picture, MediaError> {
        let fonts = std::sync::Arc::clone(&self.fonts);
        let kept = on_thread(&self.ingests, move || keep(&bytes, &fonts)).await?;
        let digest = Sha256::digest(&kept.bytes).into();
        Ok(Picture { digest: hex(&digest), width: kept.width, height: kept.height })
    }

    /// A stored original by its digest, with its size; `None` when it is not there.
    ///
    /// # Errors
    /// The blob store failed, or the blob is damaged.
    pub async fn stored(&self, digest: &str) -> Result<Option<Picture>, MediaError> {
        let Some(parsed) = parse_digest(digest) else { return Ok(None) };
        let Some(bytes) = self.checked_original(&parsed).await? else { return Ok(None) };
        let fonts = std::sync::Arc::clone(&self.fonts);
        let (width, height) = on_thread(&self.draws, move || size(&bytes, &fonts)).await?;
        Ok(Some(Picture { digest: digest.to_owned(), width, height }))
    }
}

/// Size in pixels of a stored original, from its header where it has one.
fn size(original: &Bytes, fonts: &Fonts) -> Result<(u32, u32), MediaError> {
    match sniff::format(original).ok_or(MediaError::Unrecognised)? {
        Format::Raster(format) => {
            let reader = ImageReader::with_format(Cursor::new(original), format.codec());
            reader
                .into_dimensions()
                .map_err(|error| MediaError::Unreadable { format: format.name(), why: error.to_string() })
        }
        Format::Svg(text) => Ok(Drawing::own(text, fonts)?.size()),
    }
}
