//! Pictures for something: cut, scaled, and of pixels whatever they were made of.

use std::sync::Arc;

use bytes::Bytes;
use sha2::{Digest, Sha256};
use shared::{
    marketplace::model::Picture,
    uploads::{crop::Size, frame::Frame, model::Refusal},
};

use super::{
    Kept, MAX_BYTES, MAX_SIDE, Media, MediaError, encode,
    fonts::Fonts,
    hex, on_thread, parse_digest, raster,
    sniff::{self, Format},
    vector::Drawing,
};

/// Whose bytes they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Foreign,
    /// This server wrote them.
    Own,
}

impl Media {
    /// Takes in the part of a picture that `frame` chooses from its size. One of more than `most_pixels` is
    /// refused by its header.
    ///
    /// # Errors
    /// What is wrong with the file and what would be accepted; or the blob store failed.
    pub async fn ingest_framed(
        &self,
        bytes: Bytes,
        most_pixels: u64,
        frame: impl FnOnce(Size) -> Result<Frame, Refusal> + Send + 'static,
    ) -> Result<Picture, MediaError> {
        self.keep_framed(bytes, Source::Foreign, most_pixels, frame).await
    }

    /// The same from a stored original, which stays; `None` when it is not there.
    ///
    /// # Errors
    /// What `frame` says; the original is damaged; or the blob store failed.
    pub async fn reframe(
        &self,
        digest: &str,
        frame: impl FnOnce(Size) -> Result<Frame, Refusal> + Send + 'static,
    ) -> Result<Option<Picture>, MediaError> {
        let Some(digest) = parse_digest(digest) else { return Ok(None) };
        let Some(bytes) = self.checked_original(&digest).await? else { return Ok(None) };
        self.keep_framed(bytes, Source::Own, super::MAX_PIXELS, frame).await.map(Some)
    }

    async fn keep_framed(
        &self,
        bytes: Bytes,
        source: Source,
        most_pixels: u64,
        frame: impl FnOnce(Size) -> Result<Frame, Refusal> + Send + 'static,
    ) -> Result<Picture, MediaError> {
        let fonts = Arc::clone(&self.fonts);
        let work = move || framed(&bytes, source, most_pixels, &fonts, frame);
        let kept = on_thread(&self.ingests, work).await?;
        let digest = Sha256::digest(&kept.bytes).into();
        self.blobs.put_original(&digest, kept.bytes.into()).await?;
        Ok(Picture { digest: hex(&digest), width: kept.width, height: kept.height })
    }

    /// Keeps a chunk of a file on its way.
    ///
    /// # Errors
    /// The blob store failed.
    pub async fn put_chunk(&self, upload: &str, digest: &str, bytes: Bytes) -> Result<(), MediaError> {
        self.blobs.put_chunk(upload, digest, bytes).await
    }

    /// A chunk that was kept; `None` when it is not there.
    ///
    /// # Errors
    /// The blob store failed.
    pub async fn chunk(&self, upload: &str, digest: &str) -> Result<Option<Bytes>, MediaError> {
        self.blobs.chunk(upload, digest).await
    }

    /// Removes the chunks of a file.
    ///
    /// # Errors
    /// The blob store failed.
    pub async fn drop_chunks(&self, upload: &str) -> Result<(), MediaError> {
        self.blobs.drop_chunks(upload).await
    }
}

fn framed(
    bytes: &[u8],
    source: Source,
    most_pixels: u64,
    fonts: &Fonts,
    frame: impl FnOnce(Size) -> Result<Frame, Refusal>,
) -> Result<Kept, MediaError> {
    if bytes.is_empty() {
        return Err(MediaError::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(MediaError::TooLarge { bytes: bytes.len() });
    }
    let image = match sniff::format(bytes).ok_or(MediaError::Unrecognised)? {
        Format::Raster(format) => raster::decode(bytes, format, most_pixels)?,
        Format::Svg(text) => {
            let drawing = match source {
                Source::Foreign => Drawing::foreign(text, fonts)?,
                Source::Own => Drawing::own(text, fonts)?,
            };
            // A drawing has no pixels of its own: it gets as many as are kept at most.
            let (width, height) = drawing.size();
            let width = if width >= height { MAX_SIDE } else { raster::proportion(width, MAX_SIDE, height) };
            drawing.draw(width)?
        }
    };
    let image = raster::framed(&image, &frame((image.width(), image.height()))?);
    let (width, height) = (image.width(), image.height());
    Ok(Kept { bytes: encode::original(&image)?, width, height })
}
