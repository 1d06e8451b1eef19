//! The end of an upload: a file becomes a picture, or is refused.

use bytes::Bytes;
use shared::{
    canonical::Digest,
    marketplace::model::Picture,
    uploads::{
        error::Rejection,
        frame::frame,
        model::{Refusal, Upload},
        rules,
    },
};
use store::Unit;

use super::{POLICY, facts};
use crate::{Failure, again::again, media::MediaError, services::Services};

/// Ends an upload of which every byte has arrived. Of several who do, all find the same.
///
/// # Errors
/// A failure of ours: the chunks stay, and the last one can be sent again.
pub(super) async fn finish(services: &Services, whole: Upload) -> Result<Upload, Failure> {
    let outcome = picture(services, &whole).await?;
    let id = whole.id.to_string();
    let ended = again!({
        let upload = services.store.get::<Upload>(id.clone()).await?.ok_or(Rejection::NotYours)?;
        match rules::end(&upload, outcome.clone(), &facts(services)) {
            // Somebody else was faster.
            None => Ok(upload),
            Some(next) => {
                let mut unit = Unit::default();
                unit.update(&next);
                services.store.commit(unit).await?;
                Ok(next)
            }
        }
    })?;
    services.media.drop_chunks(&id).await?;
    Ok(ended)
}

async fn picture(services: &Services, whole: &Upload) -> Result<Result<Picture, Refusal>, Failure> {
    let id = whole.id.to_string();
    let mut file = Vec::with_capacity(usize::try_from(whole.declared.bytes).unwrap_or_default());
    for chunk in &whole.chunks {
        match services.media.chunk(&id, chunk.digest.as_str()).await? {
            Some(bytes) => file.extend_from_slice(&bytes),
            None => return Ok(Err(Refusal::Lost)),
        }
    }
    let hashed = tokio::task::spawn_blocking(move || (Digest::of_bytes(&file), file));
    let (digest, file) = hashed.await.map_err(|_| MediaError::Stopped)?;
    if digest != whole.declared.digest {
        return Ok(Err(Refusal::OtherBytes));
    }
    let (kind, crop) = (whole.declared.kind, whole.declared.crop);
    let framed = move |size| frame(kind, crop, size, &POLICY);
    match services.media.ingest_framed(Bytes::from(file), POLICY.max_pixels, framed).await {
        Ok(picture) => Ok(Ok(picture)),
        Err(error) => Ok(Err(refusal(error)?)),
    }
}

/// What is wrong with a file, or that it is not the file's fault.
fn refusal(error: MediaError) -> Result<Refusal, MediaError> {
    match error {
        MediaError::Empty | MediaError::Unrecognised => Ok(Refusal::NotAPicture),
        MediaError::TooManyPixels { width, height } => {
            Ok(Refusal::TooManyPixels { width, height, most: POLICY.max_pixels / 1_000_000 })
        }
        MediaError::Unreadable { format, why } => Ok(Refusal::Unreadable { format: format.to_owned(), why }),
        MediaError::Svg(why) => Ok(Refusal::Svg { why }),
        MediaError::Framed(refusal) => Ok(refusal),
        MediaError::TooLarge { .. }
        | MediaError::Encode(_)
        | MediaError::Damaged(_)
        | MediaError::Location { .. }
        | MediaError::Storage(_)
        | MediaError::Stopped => Err(error),
    }
}
