//! Where refresh tokens are kept: in the keyring of the system, or else in an encrypted file.

mod keyring;
mod sealed;

use std::{fmt, path::Path, sync::Arc, time::Duration};

use shared::{desktop::api::Kept, ports::Random};

use self::{keyring::Keyring, sealed::Sealed};

/// How long the keyring may take: a locked one asks a person for a password.
const PATIENCE: Duration = Duration::from_secs(60);

/// A place for secrets, each under its entry.
pub(super) trait Vault: Send + Sync + fmt::Debug {
    fn read(&self, entry: &str) -> Result<Option<String>, VaultError>;
    fn write(&self, entry: &str, token: &str) -> Result<(), VaultError>;
    /// Does nothing where there is none.
    fn remove(&self, entry: &str) -> Result<(), VaultError>;
}

/// Why a secret could not be kept or read: a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum VaultError {
    #[error("The keyring of this computer does not answer ({0}).")]
    NoAnswer(String),
    #[error("The file with the stored sign-ins cannot be opened any more. It was set aside as {0}.")]
    Damaged(String),
    #[error("{file} cannot be written or read ({why}).")]
    Disk { file: String, why: String },
}

/// Both places.
#[derive(Clone, Debug)]
pub(super) struct Vaults {
    ring: Arc<dyn Vault>,
    file: Arc<dyn Vault>,
}

impl Vaults {
    /// Those of this computer. With `GUILDHALL_KEYRING=off` the keyring is never asked.
    pub(super) fn of_this_computer(folder: &Path, random: Arc<dyn Random>) -> Self {
        let off = std::env::var_os("GUILDHALL_KEYRING").is_some_and(|value| value == "off");
        Self { ring: Arc::new(Keyring { off }), file: Arc::new(Sealed::new(folder, random)) }
    }

    #[cfg(test)]
    pub(super) fn with_ring(ring: Arc<dyn Vault>, folder: &Path, random: Arc<dyn Random>) -> Self {
        Self { ring, file: Arc::new(Sealed::new(folder, random)) }
    }

    /// Keeps a token, in the keyring if that answers. What was kept under the entry before is replaced.
    ///
    /// # Errors
    /// When the file cannot be written either.
    pub(super) async fn keep(&self, entry: &str, token: &str) -> Result<Kept, VaultError> {
        let (name, secret) = (entry.to_owned(), token.to_owned());
        if on(&self.ring, move |ring| ring.write(&name, &secret)).await.is_ok() {
            let name = entry.to_owned();
            // An older one in the file is worth nothing; where it cannot be removed it does no harm.
            let _ = on(&self.file, move |file| file.remove(&name)).await;
            return Ok(Kept::Keyring);
        }
        let (name, secret) = (entry.to_owned(), token.to_owned());
        on(&self.file, move |file| file.write(&name, &secret)).await?;
        Ok(Kept::File)
    }

    /// # Errors
    /// When the place does not answer or is damaged.
    pub(super) async fn read(&self, kept: Kept, entry: &str) -> Result<Option<String>, VaultError> {
        let entry = entry.to_owned();
        match kept {
            Kept::Keyring => on(&self.ring, move |ring| ring.read(&entry)).await,
            Kept::File => on(&self.file, move |file| file.read(&entry)).await,
        }
    }

    /// Removes a token from where it is kept.
    ///
    /// # Errors
    /// When the place does not answer.
    pub(super) async fn forget(&self, kept: Kept, entry: &str) -> Result<(), VaultError> {
        let entry = entry.to_owned();
        match kept {
            Kept::Keyring => on(&self.ring, move |ring| ring.remove(&entry)).await,
            Kept::File => on(&self.file, move |file| file.remove(&entry)).await,
        }
    }
}

/// Asks a place on a thread of its own: keyrings wait for people, and files for disks.
async fn on<T: Send + 'static>(
    vault: &Arc<dyn Vault>,
    work: impl FnOnce(&dyn Vault) -> Result<T, VaultError> + Send + 'static,
) -> Result<T, VaultError> {
    let vault = Arc::clone(vault);
    let asked = tokio::task::spawn_blocking(move || work(&*vault));
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(broken)) => Err(VaultError::NoAnswer(broken.to_string())),
        Err(_) => Err(VaultError::NoAnswer(format!("nothing in {} seconds", PATIENCE.as_secs()))),
    }
}

#[cfg(test)]
pub(super) mod testing {
    use std::{
        collections::BTreeMap,
        sync::{
            Mutex,
            atomic::{AtomicBool, Ordering},
        },
    };

    use super::{Vault, VaultError};

    /// A keyring that can be locked.
    #[derive(Debug, Default)]
    pub(in super::super) struct FakeRing {
        pub(in super::super) entries: Mutex<BTreeMap<String, String>>,
        pub(in super::super) locked: AtomicBool,
    }

    impl FakeRing {
        fn open(&self) -> Result<std::sync::MutexGuard<'_, BTreeMap<String, String>>, VaultError> {
            if self.locked.load(Ordering::Relaxed) {
                return Err(VaultError::NoAnswer("it is locked".to_owned()));
            }
            Ok(self.entries.lock().expect("no panic"))
        }
    }

    impl Vault for FakeRing {
        fn read(&self, entry: &str) -> Result<Option<String>, VaultError> {
            Ok(self.open()?.get(entry).cloned())
        }
        fn write(&self, entry: &str, token: &str) -> Result<(), VaultError> {
            self.open()?.insert(entry.to_owned(), token.to_owned());
            Ok(())
        }
        fn remove(&self, entry: &str) -> Result<(), VaultError> {
            self.open()?.remove(entry);
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;

    use shared::testing::SeededRandom;

    use super::{testing::FakeRing, *};

    #[tokio::test]
    async fn a_token_is_in_the_keyring_or_else_in_the_file_and_never_in_both() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let ring = Arc::new(FakeRing::default());
        let random = Arc::new(SeededRandom::default());
        let vaults = Vaults::with_ring(ring.clone(), folder.path(), random);

        ring.locked.store(true, Ordering::Relaxed);
        assert_eq!(vaults.keep("a", "one").await, Ok(Kept::File));
        assert_eq!(vaults.read(Kept::File, "a").await, Ok(Some("one".to_owned())));
        assert!(matches!(vaults.read(Kept::Keyring, "a").await, Err(VaultError::NoAnswer(_))));

        ring.locked.store(false, Ordering::Relaxed);
        assert_eq!(vaults.keep("a", "two").await, Ok(Kept::Keyring));
        assert_eq!(vaults.read(Kept::Keyring, "a").await, Ok(Some("two".to_owned())));
        assert_eq!(vaults.read(Kept::File, "a").await, Ok(None));

        vaults.forget(Kept::Keyring, "a").await.expect("removed");
        assert_eq!(vaults.read(Kept::Keyring, "a").await, Ok(None));
        vaults.forget(Kept::File, "nothing there").await.expect("nothing to do");
    }
}
