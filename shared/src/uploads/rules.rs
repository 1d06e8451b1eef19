//! Decisions about uploads.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    error::Rejection,
    model::{Chunk, Declared, Refusal, State, Upload},
    policy::UploadPolicy,
};
use crate::{
    ids::{ListingId, OrganisationId, UploadId},
    marketplace::model::Picture,
};

/// What a decision rests on.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'p> {
    /// The instant of the decision.
    pub now: DateTime<Utc>,
    /// The numbers in force.
    pub policy: &'p UploadPolicy,
}

impl Facts<'_> {
    fn in_hours(&self, hours: u32) -> DateTime<Utc> {
        self.now + TimeDelta::hours(i64::from(hours))
    }
}

/// Whether a file of this size is taken.
///
/// # Errors
/// It is empty or too large.
pub const fn size(bytes: u64, policy: &UploadPolicy) -> Result<(), Rejection> {
    match bytes {
        0 => Err(Rejection::Empty),
        _ if bytes > policy.max_bytes => Err(Rejection::TooLarge { bytes, most: policy.max_bytes }),
        _ => Ok(()),
    }
}

/// Announces a file. `open` uploads of the organisation are under way.
///
/// # Errors
/// What was said of the file is not acceptable, or too many are under way.
pub fn begin(
    id: UploadId,
    organisation: OrganisationId,
    listing: ListingId,
    declared: Declared,
    open: usize,
    facts: &Facts<'_>,
) -> Result<Upload, Rejection> {
    size(declared.bytes, facts.policy)?;
    if declared.crop.is_some_and(|crop| !crop.fits()) {
        return Err(Rejection::BadCrop);
    }
    if open >= facts.policy.max_open {
        return Err(Rejection::TooManyOpen(open));
    }
    Ok(Upload {
        id,
        version: 1,
        organisation,
        listing,
        declared,
        chunks: Vec::new(),
        state: State::Receiving,
        expires_at: facts.in_hours(facts.policy.unfinished_hours),
    })
}

/// Announces a file under an id that is taken: by the same file, which goes on, or not.
///
/// # Errors
/// Another file or another listing has the id.
pub fn begin_again(
    there: &Upload,
    organisation: OrganisationId,
    listing: ListingId,
    declared: &Declared,
    facts: &Facts<'_>,
) -> Result<(), Rejection> {
    let same = there.organisation == organisation && there.listing == listing && there.declared == *declared;
    if !same {
        return Err(Rejection::IdTaken);
    }
    reach(there, facts)
}

/// Whether something can be asked of an upload still.
///
/// # Errors
/// It is over.
pub fn reach(upload: &Upload, facts: &Facts<'_>) -> Result<(), Rejection> {
    if facts.now < upload.expires_at { Ok(()) } else { Err(Rejection::Over) }
}

/// What a chunk does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// It belongs to the file from now on.
    Taken(Upload),
    /// It came before, and changes nothing.
    Known,
}

/// Takes a chunk at an offset.
///
/// # Errors
/// Another chunk is due, this one cannot be one, or the file was refused.
pub fn take(upload: &Upload, offset: u64, chunk: Chunk, facts: &Facts<'_>) -> Result<Step, Rejection> {
    reach(upload, facts)?;
    if let State::Refused { why } = &upload.state {
        return Err(why.clone().into());
    }
    let mut begins = 0;
    for known in &upload.chunks {
        if begins == offset && *known == chunk {
            return Ok(Step::Known);
        }
        begins += known.bytes;
    }
    if offset != begins || !upload.is_open() {
        return Err(Rejection::Offset { is: begins });
    }
    let (bytes, left) = (chunk.bytes, upload.declared.bytes - begins);
    let UploadPolicy { chunk_bytes: most, min_chunk_bytes: least, .. } = *facts.policy;
    match bytes {
        0 => return Err(Rejection::ChunkEmpty),
        _ if bytes > most => return Err(Rejection::ChunkTooLarge { bytes, most }),
        _ if bytes > left => return Err(Rejection::Beyond(bytes - left)),
        _ if bytes < least && bytes < left => return Err(Rejection::ChunkTooSmall { bytes, least }),
        _ => {}
    }
    let mut next = upload.clone();
    next.version += 1;
    next.chunks.push(chunk);
    next.expires_at = facts.in_hours(facts.policy.unfinished_hours);
    Ok(Step::Taken(next))
}

/// Ends an upload with what its file became. One that has ended stays as it is.
pub fn end(upload: &Upload, outcome: Result<Picture, Refusal>, facts: &Facts<'_>) -> Option<Upload> {
    if !upload.is_open() {
        return None;
    }
    let state = match outcome {
        Ok(picture) => State::Done { picture },
        Err(why) => State::Refused { why },
    };
    let expires_at = facts.in_hours(facts.policy.finished_hours);
    Some(Upload { version: upload.version + 1, state, expires_at, ..upload.clone() })
}

/// Gives an upload up: it is over at once.
pub fn give_up(upload: &Upload, facts: &Facts<'_>) -> Upload {
    Upload { version: upload.version + 1, expires_at: facts.now, ..upload.clone() }
}

#[cfg(test)]
mod tests;
