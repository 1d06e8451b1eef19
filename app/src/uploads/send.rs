//! Sending one file: announced, chunk after chunk, and on from where it was after every break.

use std::time::Duration;

use futures::channel::oneshot;
use leptos::prelude::set_timeout;
use send_wrapper::SendWrapper;
use shared::{
    endpoint::{ByListing, ByUpload},
    ids::UploadId,
    marketplace::model::Picture,
    problem::Problem,
    uploads::{
        api::{AtOffset, BeginUpload, NewUpload, SendChunk, UploadView},
        crop::Crop,
        error::Rejection,
        model::{Declared, Kind, Refusal},
    },
};

use super::{
    file::{self, File},
    left::{self, Left},
};
use crate::{
    browser::FreshIds,
    transport::{CallError, send, send_octets},
    ui::new_intent,
};

/// Between attempts while there is no network, or a server that is busy.
const RETRY: Duration = Duration::from_secs(3);
/// Attempts in a row that a server may be busy.
const BUSY: u32 = 5;

/// Why nothing became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failed {
    /// It changed or went away on the device.
    Gone,
    /// It is not taken, and nobody has to be asked for that.
    Rejected(Rejection),
    /// The server looked at it.
    Refused(Refusal),
    /// In the server's words.
    Said(String),
}

impl Failed {
    /// Whether the same file can work at another time.
    pub const fn can_be_tried_again(&self) -> bool {
        matches!(self, Self::Said(_) | Self::Gone)
    }
}

/// What is sent.
pub(super) struct Wanted {
    pub(super) at: ByListing,
    pub(super) file: File,
    pub(super) kind: Kind,
    pub(super) crop: Option<Crop>,
}

/// How far it is; `None` while there is no network. Whoever listens says whether it is still wanted.
pub(super) type Told<'t> = &'t dyn Fn(Option<u64>) -> bool;

/// How the sending of a file ended.
pub(super) enum Outcome {
    Arrived(Picture),
    Failed(Failed),
    /// Nobody wants it any more; this is what had begun.
    Unwanted(UploadId),
}

/// Sends a file.
pub(super) async fn sent(wanted: &Wanted, told: Told<'_>) -> Outcome {
    let Ok(bytes) = wanted.file.read().await else { return Outcome::Failed(Failed::Gone) };
    let digest = file::digest(&bytes).await;
    let listing = wanted.at.listing;
    let known = left::all(listing).into_iter().find(|left| left.digest == digest);
    let mut upload = known.map_or_else(fresh, |left| left.upload);
    let declared =
        Declared { kind: wanted.kind, bytes: bytes.len() as u64, digest: digest.clone(), crop: wanted.crop };
    let mut renewed = false;
    let mut busy = 0;
    loop {
        left::add(listing, Left { upload, name: wanted.file.name.clone(), digest: digest.clone() });
        match attempt(wanted.at, upload, &declared, &bytes, told, &mut busy).await {
            Ended::Arrived(picture) => {
                left::remove(listing, upload);
                return Outcome::Arrived(picture);
            }
            // The id is somebody else's, of another part of the file, or of an upload that is over.
            Ended::Over if !renewed => {
                left::remove(listing, upload);
                (upload, renewed) = (fresh(), true);
            }
            Ended::Over => return Outcome::Failed(Failed::Rejected(Rejection::Over)),
            Ended::Failed(failed) => {
                if !failed.can_be_tried_again() {
                    left::remove(listing, upload);
                }
                return Outcome::Failed(failed);
            }
            Ended::Broken => {
                if !told(None) {
                    return Outcome::Unwanted(upload);
                }
                rest(RETRY).await;
            }
            Ended::Unwanted => return Outcome::Unwanted(upload),
        }
    }
}

fn fresh() -> UploadId {
    UploadId::new(&FreshIds)
}

enum Ended {
    Arrived(Picture),
    /// Under this id nothing can arrive.
    Over,
    /// It goes on after a while.
    Broken,
    Failed(Failed),
    Unwanted,
}

/// From where it is to its end, or to the next break.
async fn attempt(
    at: ByListing,
    upload: UploadId,
    declared: &Declared,
    bytes: &[u8],
    told: Told<'_>,
    busy: &mut u32,
) -> Ended {
    let body = NewUpload { upload, file: declared.clone() };
    let mut view = match send::<BeginUpload>(&at, &body, &new_intent(), None).await {
        Ok(view) => view,
        Err(error) => return broken(error, busy),
    };
    let path = ByUpload { organisation: at.organisation, listing: at.listing, upload };
    loop {
        if let Some(picture) = view.picture {
            return Ended::Arrived(picture);
        }
        if let Some(why) = view.refused {
            return Ended::Failed(Failed::Refused(why));
        }
        if !told(Some(view.received)) {
            return Ended::Unwanted;
        }
        let (offset, chunk) = next(&view, bytes);
        match send_octets::<SendChunk>(&path, &AtOffset { offset }, chunk).await {
            Ok(next) => {
                *busy = 0;
                view = next;
            }
            Err(CallError::Problem(problem)) if problem.status == 409 => match stands(&problem) {
                // Somebody else sends the same file, or an answer was lost.
                Some(there) if there.received != view.received => view = there,
                _ => return broken(CallError::Problem(problem), busy),
            },
            Err(error) => return broken(error, busy),
        }
    }
}

/// The chunk that is due. Of a file that is there whole, its last one again: nobody has looked at it yet.
fn next(view: &UploadView, bytes: &[u8]) -> (u64, Vec<u8>) {
    let most = view.chunk_bytes.max(1);
    let from =
        if view.received < view.bytes { view.received } else { (view.bytes.saturating_sub(1) / most) * most };
    let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
    (from, bytes[place(from)..place(from.saturating_add(most))].to_vec())
}

/// What a refusal says of the upload.
fn stands(problem: &Problem) -> Option<UploadView> {
    serde_json::from_value(problem.current.clone()?).ok()
}

fn broken(error: CallError, busy: &mut u32) -> Ended {
    let CallError::Problem(problem) = error else { return Ended::Broken };
    if let Some(why) = stands(&problem).and_then(|view| view.refused) {
        return Ended::Failed(Failed::Refused(why));
    }
    match problem.status {
        404 | 410 => Ended::Over,
        409 if problem.errors.iter().any(|error| error.pointer.as_deref() == Some("/upload")) => Ended::Over,
        429 | 500.. if *busy < BUSY => {
            *busy += 1;
            Ended::Broken
        }
        _ => Ended::Failed(Failed::Said(problem.detail)),
    }
}

async fn rest(pause: Duration) {
    let (wake, woken) = oneshot::channel();
    // A page that is left wakes nobody.
    set_timeout(
        move || {
            let _ = wake.send(());
        },
        pause,
    );
    let _ = SendWrapper::new(woken).await;
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::testing::START;

    fn view(received: u64) -> UploadView {
        let upload = UploadId::from_ulid(ulid::Ulid(1));
        UploadView {
            upload,
            bytes: 10,
            received,
            chunk_bytes: 4,
            expires_at: START,
            picture: None,
            refused: None,
        }
    }

    #[test]
    fn the_chunk_that_is_due_begins_where_the_server_is() {
        let file: Vec<u8> = (0..10).collect();
        for (received, from, bytes) in
            [(0, 0, 0..4_u8), (4, 4, 4..8), (8, 8, 8..10), (6, 6, 6..10), (10, 8, 8..10)]
        {
            assert_eq!(next(&view(received), &file), (from, bytes.collect()), "{received}");
        }
    }
}
