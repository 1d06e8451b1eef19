//! What an earlier visit left on its way: the page is gone, and with it the files. Chosen again, they go on
//! where they were.

use serde::{Deserialize, Serialize};
use shared::{
    canonical::Digest,
    ids::{ListingId, UploadId},
};

use crate::browser;

/// A file that had not arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    pub upload: UploadId,
    pub name: String,
    pub digest: Digest,
}

/// Among the drafts: it goes when somebody signs out.
fn name(listing: ListingId) -> String {
    format!("{}{listing}/uploads", browser::DRAFT)
}

/// What this device knows of.
pub(super) fn all(listing: ListingId) -> Vec<Left> {
    browser::kept(&name(listing)).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

fn put(listing: ListingId, all: &[Left]) {
    if all.is_empty() {
        browser::forget(&name(listing));
    } else {
        browser::keep(&name(listing), &serde_json::to_string(all).unwrap_or_default());
    }
}

/// From now on this file is on its way.
pub(super) fn add(listing: ListingId, left: Left) {
    let mut all = all(listing);
    all.retain(|known| known.digest != left.digest);
    all.push(left);
    put(listing, &all);
}

/// It arrived, or nobody wants it any more.
pub(super) fn remove(listing: ListingId, upload: UploadId) {
    let mut all = all(listing);
    all.retain(|known| known.upload != upload);
    put(listing, &all);
}
