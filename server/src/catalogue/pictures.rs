//! From where a row says a picture is to the picture in the media store.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use base64::{
    Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use bytes::Bytes;
use sha2::{Digest, Sha256};
use shared::marketplace::{
    import::PictureSource,
    model::{Listing, Picture},
};

use super::Source;
use crate::media::{MAX_BYTES, Media, MediaError};

/// Sources remembered, so that a picture that many rows name is read once.
const REMEMBERED: usize = 10_000;

/// Finds pictures and takes them in.
#[derive(Debug)]
pub(super) struct Pictures<'m> {
    media: &'m Media,
    folder: PathBuf,
    /// Not in a dry run.
    keep: bool,
    found: Mutex<HashMap<PictureSource, Picture>>,
}

/// Why there is no picture.
#[derive(Debug)]
pub(super) enum NoPicture {
    /// The row is at fault.
    Fault(String),
    /// The store of pictures is: no row will fare better.
    Abort(anyhow::Error),
}

impl From<MediaError> for NoPicture {
    fn from(error: MediaError) -> Self {
        match &error {
            MediaError::Location { .. } | MediaError::Storage(_) | MediaError::Stopped => {
                Self::Abort(anyhow::Error::new(error))
            }
            MediaError::Empty
            | MediaError::TooLarge { .. }
            | MediaError::TooManyPixels { .. }
            | MediaError::Unrecognised
            | MediaError::Unreadable { .. }
            | MediaError::Svg(_)
            | MediaError::Framed(_)
            | MediaError::Encode(_)
            | MediaError::Damaged(_) => Self::Fault(error.to_string()),
        }
    }
}

impl<'m> Pictures<'m> {
    pub(super) fn new(media: &'m Media, source: &Source, keep: bool) -> Self {
        let folder = match source {
            Source::File(path) => path.parent().map(PathBuf::from).unwrap_or_default(),
            Source::Stdin => PathBuf::new(),
        };
        Self { media, folder, keep, found: Mutex::default() }
    }

    /// The picture of a source. What the stored listing shows already is not looked up again.
    pub(super) async fn find(
        &self,
        source: &PictureSource,
        stored: Option<&Listing>,
    ) -> Result<Picture, NoPicture> {
        if let PictureSource::Stored(digest) = source
            && let Some(picture) = stored.and_then(|listing| shown(listing, digest))
        {
            return Ok(picture.clone());
        }
        let remembered = self.found.lock().unwrap_or_else(PoisonError::into_inner).get(source).cloned();
        if let Some(picture) = remembered {
            return Ok(picture);
        }
        let picture = match source {
            PictureSource::Stored(digest) => self.media.stored(digest).await?.ok_or_else(|| {
                NoPicture::Fault(
                    "The data folder holds no picture with this digest. Name its file instead.".to_owned(),
                )
            })?,
            PictureSource::Data(uri) => return self.take_in(decode(uri).map_err(NoPicture::Fault)?).await,
            PictureSource::File(path) => {
                let bytes = self.read(path).await?;
                // The file of an export is an original: it is there already, or becomes one again.
                let digest = format!("{:x}", Sha256::digest(&bytes));
                match self.media.stored(&digest).await? {
                    Some(picture) => picture,
                    None => self.take_in(bytes).await?,
                }
            }
        };
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if found.len() >= REMEMBERED {
            found.clear();
        }
        found.insert(source.clone(), picture.clone());
        Ok(picture)
    }

    async fn take_in(&self, bytes: Bytes) -> Result<Picture, NoPicture> {
        let taken = if self.keep { self.media.ingest(bytes).await } else { self.media.examine(bytes).await };
        Ok(taken?)
    }

    async fn read(&self, path: &str) -> Result<Bytes, NoPicture> {
        let fault = |why: String| NoPicture::Fault(format!("The file {path} cannot be read: {why}."));
        let place = self.folder.join(path);
        let metadata = tokio::fs::metadata(&place).await.map_err(|error| fault(reason(&error)))?;
        if !metadata.is_file() {
            return Err(fault("it is not a file".to_owned()));
        }
        if metadata.len() > MAX_BYTES as u64 {
            let bytes = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
            return Err(MediaError::TooLarge { bytes }.into());
        }
        tokio::fs::read(&place).await.map(Bytes::from).map_err(|error| fault(reason(&error)))
    }
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is none".to_owned(),
        _ => error.to_string(),
    }
}

fn shown<'l>(listing: &'l Listing, digest: &str) -> Option<&'l Picture> {
    let shots = listing.screenshots.iter().map(|shot| &shot.picture);
    listing.icon.iter().chain(shots).find(|picture| picture.digest == digest)
}

/// The bytes of a `data:` URI (RFC 2397). What kind of picture it is, its bytes say.
fn decode(uri: &str) -> Result<Bytes, String> {
    const LENIENT: GeneralPurpose = GeneralPurpose::new(
        &STANDARD,
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
    );
    let wrong = || "Not a data: URI, such as data:image/png;base64,iVBORw0….".to_owned();
    let (head, payload) = uri.split_once(',').ok_or_else(wrong)?;
    let decoded: Vec<u8> = percent_encoding::percent_decode_str(payload).collect();
    if !head.to_ascii_lowercase().ends_with(";base64") {
        return Ok(decoded.into());
    }
    LENIENT
        .decode(decoded)
        .map(Bytes::from)
        .map_err(|_| "The data: URI says base64, but its content is not.".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_uris_are_decoded_in_both_notations() {
        let check = |uri: &str, bytes: Option<&[u8]>| {
            assert_eq!(decode(uri).ok().as_deref(), bytes, "{uri}");
        };
        check("data:image/png;base64,AAEC", Some(&[0, 1, 2]));
        check("data:;BASE64,AA", Some(&[0]));
        check("data:image/svg+xml,%3Csvg/%3E", Some(b"<svg/>"));
        check("data:image/png;base64,A*", None);
        check("data:image/png", None);
    }
}
