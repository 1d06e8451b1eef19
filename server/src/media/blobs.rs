//! Where the bytes lie: originals under their hash, and what is derived from them beside it.

use std::{path::Path, sync::Arc};

use bytes::Bytes;
use futures::StreamExt;
use object_store::{
    Error as StorageError, ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, memory::InMemory,
    path::Path as Key,
};

use super::{Digest32, MediaError, hex};

/// A content-addressed blob store.
#[derive(Clone, Debug)]
pub(super) struct Blobs(Arc<dyn ObjectStore>);

impl Blobs {
    /// `mem://`, `file:///folder`, or a folder.
    pub(super) fn open(location: &str) -> Result<Self, MediaError> {
        match location.split_once("://") {
            Some(("mem" | "memory", _)) => Ok(Self(Arc::new(InMemory::new()))),
            Some(("file", folder)) => Self::folder(Path::new(folder)),
            Some((scheme, _)) => Err(MediaError::Location {
                location: location.to_owned(),
                why: format!("this build keeps pictures in a folder or in memory, not at {scheme}://"),
            }),
            None => Self::folder(Path::new(location)),
        }
    }

    pub(super) fn folder(folder: &Path) -> Result<Self, MediaError> {
        let refused = |why: String| MediaError::Location { location: folder.display().to_string(), why };
        std::fs::create_dir_all(folder).map_err(|error| refused(error.to_string()))?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(|error| refused(error.to_string()))?;
        Ok(Self(Arc::new(store.with_automatic_cleanup(true))))
    }

    /// Every original by its hash; what else lies there is passed over.
    pub(super) async fn originals(&self) -> Result<Vec<Digest32>, MediaError> {
        let prefix = Key::from("originals");
        let mut found = Vec::new();
        let mut listed = self.0.list(Some(&prefix));
        while let Some(entry) = listed.next().await {
            let location = entry?.location;
            let digest = location.parts().nth(2).and_then(|part| super::parse_digest(part.as_ref()));
            found.extend(digest);
        }
        found.sort_unstable();
        Ok(found)
    }

    pub(super) async fn original(&self, digest: &Digest32) -> Result<Option<Bytes>, MediaError> {
        self.get(&key("originals", digest, "original")).await
    }

    /// Writes an original unless it is there in full.
    pub(super) async fn put_original(&self, digest: &Digest32, bytes: Bytes) -> Result<(), MediaError> {
        let key = key("originals", digest, "original");
        match self.0.head(&key).await {
            Ok(there) if there.size == bytes.len() as u64 => Ok(()),
            Ok(_) | Err(StorageError::NotFound { .. }) => self.put(&key, bytes).await,
            Err(error) => Err(error.into()),
        }
    }

    pub(super) async fn variant(&self, digest: &Digest32, width: u32) -> Result<Option<Bytes>, MediaError> {
        self.get(&key("variants", digest, &width.to_string())).await
    }

    pub(super) async fn put_variant(
        &self,
        digest: &Digest32,
        width: u32,
        bytes: Bytes,
    ) -> Result<(), MediaError> {
        self.put(&key("variants", digest, &width.to_string()), bytes).await
    }

    pub(super) async fn drawn(&self, digest: &Digest32) -> Result<Option<Bytes>, MediaError> {
        self.get(&key("drawn", digest, "png")).await
    }

    pub(super) async fn put_drawn(&self, digest: &Digest32, bytes: Bytes) -> Result<(), MediaError> {
        self.put(&key("drawn", digest, "png"), bytes).await
    }

    /// A chunk of a file on its way, by its digest.
    pub(super) async fn chunk(&self, upload: &str, digest: &str) -> Result<Option<Bytes>, MediaError> {
        self.get(&of_upload(upload).join(digest)).await
    }

    pub(super) async fn put_chunk(&self, upload: &str, digest: &str, bytes: Bytes) -> Result<(), MediaError> {
        self.put(&of_upload(upload).join(digest), bytes).await
    }

    /// Removes every chunk of a file.
    pub(super) async fn drop_chunks(&self, upload: &str) -> Result<(), MediaError> {
        let prefix = of_upload(upload);
        let mut listed = self.0.list(Some(&prefix));
        while let Some(entry) = listed.next().await {
            match self.0.delete(&entry?.location).await {
                Ok(()) | Err(StorageError::NotFound { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    async fn get(&self, key: &Key) -> Result<Option<Bytes>, MediaError> {
        match self.0.get(key).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(StorageError::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn put(&self, key: &Key, bytes: Bytes) -> Result<(), MediaError> {
        self.0.put(key, PutPayload::from_bytes(bytes)).await?;
        Ok(())
    }
}

/// `uploads/upl_…`: what has arrived of a file that is no picture yet.
fn of_upload(upload: &str) -> Key {
    Key::from("uploads").join(upload)
}

/// `kind/ab/abcdef…/name`: the folder in between keeps directories small.
fn key(kind: &str, digest: &Digest32, name: &str) -> Key {
    let digest = hex(digest);
    Key::from(format!("{kind}/{}/{digest}/{name}", &digest[..2]))
}
