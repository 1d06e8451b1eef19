//! The files that are on their way, one after the other.

use std::collections::BTreeMap;

use leptos::{prelude::*, task::spawn_local};
use shared::{
    endpoint::{ByListing, ByUpload},
    ids::UploadId,
    marketplace::model::Picture,
    uploads::{api::DropUpload, crop::Crop, model::Kind, policy::UploadPolicy, rules},
};

use super::{
    file::File,
    left::{self, Left},
    send::{Failed, Outcome, Wanted, sent},
};
use crate::{transport::send, ui::new_intent};

/// Where a file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Others go first.
    Waiting,
    /// So many bytes of it have arrived.
    Sending(u64),
    /// There is no network; it goes on by itself.
    Offline,
    Failed(Failed),
}

/// A file on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    pub number: u32,
    pub name: String,
    pub bytes: u64,
    pub kind: Kind,
    pub stage: Stage,
}

/// The files that are on their way into a listing. Copied freely; all copies are one.
#[derive(Clone, Copy, Debug)]
pub struct Queue {
    at: ByListing,
    pub transfers: RwSignal<Vec<Transfer>>,
    /// What an earlier visit left on its way.
    pub left: RwSignal<Vec<Left>>,
    files: StoredValue<BTreeMap<u32, (File, Option<Crop>)>>,
    next: StoredValue<u32>,
    busy: StoredValue<bool>,
    arrived: Callback<(Kind, Picture)>,
}

impl Queue {
    /// `arrived` takes the pictures.
    pub fn new(at: ByListing, arrived: Callback<(Kind, Picture)>) -> Self {
        Self {
            at,
            transfers: RwSignal::new(Vec::new()),
            left: RwSignal::new(Vec::new()),
            files: StoredValue::new(BTreeMap::new()),
            next: StoredValue::new(0),
            busy: StoredValue::new(false),
            arrived,
        }
    }

    /// Looks at what an earlier visit left. Call it from an effect.
    pub fn look_back(self) {
        self.left.set(left::all(self.at.listing));
    }

    /// Nobody wants to hear of what was left any more.
    pub fn forget_left(self) {
        for gone in self.left.get_untracked() {
            left::remove(self.at.listing, gone.upload);
        }
        self.left.set(Vec::new());
    }

    /// Files that were chosen.
    pub fn add(self, files: Vec<File>, kind: Kind, crop: Option<Crop>) {
        for file in files {
            let number = self.next.get_value();
            self.next.set_value(number.wrapping_add(1));
            let stage = match rules::size(file.bytes, &UploadPolicy::default()) {
                Ok(()) => Stage::Waiting,
                Err(rejection) => Stage::Failed(Failed::Rejected(rejection)),
            };
            let (name, bytes) = (file.name.clone(), file.bytes);
            self.left.update(|left| left.retain(|known| known.name != name));
            self.files.update_value(|files| {
                files.insert(number, (file, crop));
            });
            self.transfers.update(|all| all.push(Transfer { number, name, bytes, kind, stage }));
        }
        self.go_on();
    }

    /// Another attempt at a file.
    pub fn try_again(self, number: u32) {
        self.put(number, Stage::Waiting);
        self.go_on();
    }

    /// A file is not wanted any more.
    pub fn remove(self, number: u32) {
        self.transfers.update(|all| all.retain(|transfer| transfer.number != number));
        self.files.update_value(|files| {
            files.remove(&number);
        });
    }

    /// Whether somebody would lose something by leaving the page.
    pub fn is_under_way(self) -> bool {
        let fails = |transfer: &Transfer| matches!(transfer.stage, Stage::Failed(_));
        self.transfers.try_with_untracked(|all| !all.iter().all(fails)).unwrap_or_default()
    }

    /// `None` when the file, or the page, is gone.
    fn put(self, number: u32, stage: Stage) -> Option<()> {
        let put = self.transfers.try_update(|all| {
            let transfer = all.iter_mut().find(|transfer| transfer.number == number)?;
            transfer.stage = stage;
            Some(())
        });
        put.flatten()
    }

    fn go_on(self) {
        if self.busy.try_get_value() != Some(false) {
            return;
        }
        let waits = |transfer: &&Transfer| transfer.stage == Stage::Waiting;
        let next = self.transfers.with_untracked(|all| all.iter().find(waits).cloned());
        let Some(Transfer { number, kind, .. }) = next else { return };
        let file = self.files.with_value(|files| files.get(&number).cloned());
        let Some((file, crop)) = file else { return };
        self.busy.set_value(true);
        self.put(number, Stage::Sending(0));
        spawn_local(async move {
            let wanted = Wanted { at: self.at, file, kind, crop };
            let told = |received: Option<u64>| {
                self.put(number, received.map_or(Stage::Offline, Stage::Sending)).is_some()
            };
            let outcome = sent(&wanted, &told).await;
            // The page may be gone.
            if self.busy.try_set_value(false).is_some() {
                return;
            }
            match outcome {
                Outcome::Arrived(picture) => {
                    self.remove(number);
                    self.arrived.run((kind, picture));
                }
                Outcome::Failed(failed) => {
                    self.put(number, Stage::Failed(failed));
                }
                Outcome::Unwanted(upload) => self.give_up(upload),
            }
            self.go_on();
        });
    }

    /// Tells the server that a file is not wanted any more. What it does not hear of is over in a while.
    fn give_up(self, upload: UploadId) {
        let ByListing { organisation, listing } = self.at;
        left::remove(listing, upload);
        let path = ByUpload { organisation, listing, upload };
        spawn_local(async move {
            let _ = send::<DropUpload>(&path, &(), &new_intent(), None).await;
        });
    }
}
