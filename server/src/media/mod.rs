//! Pictures: taken in with suspicion, stored under the hash of what is kept, served in a few widths.
//!
//! Nothing that was uploaded is ever served as it came. A raster is decoded and encoded anew; an SVG is
//! parsed, flattened and stored inert, and only rasters drawn from it leave the server.

mod blobs;
mod encode;
mod error;
mod fonts;
mod framed;
mod look;
mod raster;
mod routes;
mod ruler;
mod sniff;
mod vector;

use std::{fmt, path::Path, sync::Arc};

use bytes::Bytes;
use moka::sync::Cache;
use sha2::{Digest, Sha256};
use shared::marketplace::model::Picture;
use tokio::sync::Semaphore;

use self::{
    blobs::Blobs,
    fonts::Fonts,
    sniff::{Format, RasterFormat},
    vector::Drawing,
};
pub use self::{
    error::MediaError,
    routes::routes,
    ruler::{Lettering, Ruler},
};
use crate::flights::Flights;

/// Largest upload, in bytes.
pub const MAX_BYTES: usize = 8 << 20;
/// Most pixels of an uploaded raster.
pub const MAX_PIXELS: u64 = 40_000_000;
/// Longest side of a stored raster; larger uploads are scaled down to it.
pub const MAX_SIDE: u32 = 2560;

/// Bytes of pictures kept in memory so that a busy page does not go to the blob store.
const HOT_BYTES: u64 = 16 << 20;
/// Uploads decoded at the same time; each may hold a few hundred megabytes of pixels.
const MOST_INGESTS: usize = 2;

/// A served picture and its media type.
pub type Served = (Bytes, &'static str);

/// The blob store and what is derived from it.
pub struct Media {
    blobs: Blobs,
    fonts: Arc<Fonts>,
    hot: Cache<(Digest32, u32), Served>,
    deriving: Flights<(Digest32, u32)>,
    ingests: Arc<Semaphore>,
    draws: Arc<Semaphore>,
}

type Digest32 = [u8; 32];

/// What an upload becomes: the bytes that are kept and their size in pixels.
struct Kept {
    bytes: Vec<u8>,
    width: u32,
    height: u32,
}

impl Media {
    /// Opens the store at a folder, at `file:///folder`, or in memory (`mem://`).
    ///
    /// # Errors
    /// The folder cannot be made, or the URL has another scheme.
    pub fn open(location: &str) -> Result<Self, MediaError> {
        Ok(Self::with(Blobs::open(location)?))
    }

    /// Opens the store in a folder, which is made if it is missing.
    ///
    /// # Errors
    /// The folder cannot be made or read.
    pub fn open_folder(folder: &Path) -> Result<Self, MediaError> {
        Ok(Self::with(Blobs::folder(folder)?))
    }

    fn with(blobs: Blobs) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let hot = Cache::builder()
            .max_capacity(HOT_BYTES)
            .weigher(|_, (bytes, _): &Served| u32::try_from(bytes.len()).unwrap_or(u32::MAX))
            .build();
        Self {
            blobs,
            fonts: Arc::new(Fonts::bundled()),
            hot,
            deriving: Flights::default(),
            ingests: Arc::new(Semaphore::new(MOST_INGESTS)),
            draws: Arc::new(Semaphore::new(cores)),
        }
    }

    /// Takes a picture in. The same bytes always give the same [`Picture`].
    ///
    /// # Errors
    /// What is wrong with the file and what would be accepted; or the blob store failed.
    pub async fn ingest(&self, bytes: Bytes) -> Result<Picture, MediaError> {
        let fonts = Arc::clone(&self.fonts);
        let kept = on_thread(&self.ingests, move || keep(&bytes, &fonts)).await?;
        let digest = Sha256::digest(&kept.bytes).into();
        self.blobs.put_original(&digest, kept.bytes.into()).await?;
        Ok(Picture { digest: hex(&digest), width: kept.width, height: kept.height })
    }

    /// The picture at one of [`Picture::WIDTHS`], derived on first demand and kept; `None` for an unknown
    /// digest or another width. A raster is never enlarged.
    ///
    /// # Errors
    /// The blob store failed, or the original in it is damaged.
    pub async fn variant(&self, digest: &str, width: u32) -> Result<Option<Served>, MediaError> {
        let Some(digest) = parse_digest(digest) else { return Ok(None) };
        if !Picture::WIDTHS.contains(&width) {
            return Ok(None);
        }
        let key = (digest, width);
        if let Some(served) = self.hot.get(&key) {
            return Ok(Some(served));
        }
        let _turn = self.deriving.enter(key).await;
        if let Some(served) = self.hot.get(&key) {
            return Ok(Some(served));
        }
        let derived = self.derive(&digest, width).await?;
        if let Some(served) = &derived {
            self.hot.insert(key, served.clone());
        }
        Ok(derived)
    }

    /// The stored original: a WebP, a JPEG or an inert SVG. Never to be served as it is.
    ///
    /// # Errors
    /// The blob store failed, or the blob is damaged.
    pub async fn original(&self, digest: &str) -> Result<Option<Bytes>, MediaError> {
        let Some(digest) = parse_digest(digest) else { return Ok(None) };
        self.checked_original(&digest).await
    }

    /// The digests of every stored original.
    ///
    /// # Errors
    /// The blob store failed.
    pub async fn digests(&self) -> Result<Vec<String>, MediaError> {
        Ok(self.blobs.originals().await?.iter().map(hex).collect())
    }

    /// Takes back an original that was stored under this digest, as it was.
    ///
    /// # Errors
    /// [`MediaError::Damaged`] for other bytes; or the blob store failed.
    pub async fn take_back(&self, digest: &str, bytes: Bytes) -> Result<(), MediaError> {
        let found = <Digest32>::from(Sha256::digest(&bytes));
        if parse_digest(digest) != Some(found) {
            return Err(MediaError::Damaged(digest.to_owned()));
        }
        self.blobs.put_original(&found, bytes).await
    }

    /// A picture drawn by the server itself, as PNG. `compose` measures text and gives SVG. Kept under the
    /// hash of that text, so the same drawing is made once.
    ///
    /// # Errors
    /// What was composed is not readable SVG, or the blob store failed.
    pub async fn compose(
        &self,
        compose: impl FnOnce(&Ruler<'_>) -> String + Send + 'static,
    ) -> Result<Bytes, MediaError> {
        let fonts = Arc::clone(&self.fonts);
        let svg = on_thread(&self.draws, move || Ok(compose(&Ruler(&fonts)))).await?;
        let digest = Sha256::digest(&svg).into();
        if let Some(png) = self.blobs.drawn(&digest).await? {
            return Ok(png);
        }
        let fonts = Arc::clone(&self.fonts);
        let png = on_thread(&self.draws, move || {
            let drawing = Drawing::own(&svg, &fonts)?;
            let (width, _) = drawing.size();
            encode::png(&drawing.draw(width)?)
        })
        .await?;
        let png = Bytes::from(png);
        self.blobs.put_drawn(&digest, png.clone()).await?;
        Ok(png)
    }

    async fn derive(&self, digest: &Digest32, width: u32) -> Result<Option<Served>, MediaError> {
        if let Some(bytes) = self.blobs.variant(digest, width).await? {
            // Anything else in its place was not written by us; it is derived anew.
            if let Some(format) = sniff::format(&bytes).and_then(Format::raster) {
                return Ok(Some((bytes, format.mime())));
            }
        }
        let Some(original) = self.checked_original(digest).await? else { return Ok(None) };
        let fonts = Arc::clone(&self.fonts);
        let (bytes, format) = on_thread(&self.draws, move || render(&original, width, &fonts)).await?;
        self.blobs.put_variant(digest, width, bytes.clone()).await?;
        Ok(Some((bytes, format.mime())))
    }

    async fn checked_original(&self, digest: &Digest32) -> Result<Option<Bytes>, MediaError> {
        let Some(bytes) = self.blobs.original(digest).await? else { return Ok(None) };
        if <Digest32>::from(Sha256::digest(&bytes)) == *digest {
            Ok(Some(bytes))
        } else {
            Err(MediaError::Damaged(hex(digest)))
        }
    }
}

impl fmt::Debug for Media {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Media").field("blobs", &self.blobs).finish_non_exhaustive()
    }
}

/// Turns an upload into what is kept of it.
fn keep(bytes: &[u8], fonts: &Fonts) -> Result<Kept, MediaError> {
    if bytes.is_empty() {
        return Err(MediaError::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(MediaError::TooLarge { bytes: bytes.len() });
    }
    match sniff::format(bytes).ok_or(MediaError::Unrecognised)? {
        Format::Raster(format) => {
            let image = raster::decode(bytes, format, MAX_PIXELS)?;
            let image = raster::within(image, MAX_SIDE);
            let (width, height) = (image.width(), image.height());
            Ok(Kept { bytes: encode::original(&image)?, width, height })
        }
        Format::Svg(text) => {
            let drawing = Drawing::foreign(text, fonts)?;
            let (width, height) = drawing.size();
            Ok(Kept { bytes: drawing.into_svg().into_bytes(), width, height })
        }
    }
}

/// One variant of a stored original.
fn render(original: &Bytes, width: u32, fonts: &Fonts) -> Result<(Bytes, RasterFormat), MediaError> {
    match sniff::format(original).ok_or(MediaError::Unrecognised)? {
        Format::Raster(format) => {
            let image = raster::decode(original, format, MAX_PIXELS)?;
            if image.width() <= width {
                return Ok((original.clone(), format));
            }
            encode::served(&raster::to_width(&image, width))
        }
        Format::Svg(text) => encode::served(&Drawing::own(text, fonts)?.draw(width)?),
    }
}

/// Runs work on a blocking thread, with at most as many at a time as there are permits.
async fn on_thread<T: Send + 'static>(
    permits: &Arc<Semaphore>,
    work: impl FnOnce() -> Result<T, MediaError> + Send + 'static,
) -> Result<T, MediaError> {
    // The permit goes with the work: a caller who leaves does not make room that is not there.
    let permit = Arc::clone(permits).acquire_owned().await.map_err(|_| MediaError::Stopped)?;
    tokio::task::spawn_blocking(move || {
        let _permit = permit;
        work()
    })
    .await
    .map_err(|_| MediaError::Stopped)?
}

fn hex(digest: &Digest32) -> String {
    use fmt::Write;
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing into a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Exactly 64 lower-case hexadecimal digits.
fn parse_digest(text: &str) -> Option<Digest32> {
    let nibble = |letter: u8| match letter {
        b'0'..=b'9' => Some(letter - b'0'),
        b'a'..=b'f' => Some(letter - b'a' + 10),
        _ => None,
    };
    let mut digest = [0; 32];
    if text.len() != 64 {
        return None;
    }
    for (byte, pair) in digest.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
    }
    Some(digest)
}

#[cfg(test)]
mod tests;
