//! `tokens.sealed`: tokens under XChaCha20-Poly1305, for computers without a keyring.
//!
//! The key lies beside it in `tokens.key`. That keeps tokens out of a copy of the one file, such as a log or
//! a backup of it; it does not keep them from another program of the same user. The screens say so.

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use shared::ports::Random;

use super::{Vault, VaultError};
use crate::connections::files;

const NAME: &str = "tokens.sealed";
const KEY_NAME: &str = "tokens.key";
const NONCE_BYTES: usize = 24;
const KEY_BYTES: usize = 32;
/// Part of what is sealed: a file of another kind or shape does not open.
const KIND: &[u8] = b"guildhall-desktop tokens 1";

type Entries = BTreeMap<String, String>;

pub(in super::super) struct Sealed {
    file: PathBuf,
    key: PathBuf,
    random: Arc<dyn Random>,
    /// One change at a time.
    changing: Mutex<()>,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealed").field("file", &self.file).finish_non_exhaustive()
    }
}

impl Sealed {
    pub(in super::super) fn new(folder: &Path, random: Arc<dyn Random>) -> Self {
        Self { file: folder.join(NAME), key: folder.join(KEY_NAME), random, changing: Mutex::new(()) }
    }

    /// What is in the file. One that does not open is set aside, and the next one begins empty.
    fn open(&self) -> Result<Entries, VaultError> {
        let Some(sealed) = read(&self.file)? else { return Ok(Entries::new()) };
        let key = read(&self.key)?.and_then(|key| <[u8; KEY_BYTES]>::try_from(key).ok());
        let opened = key.and_then(|key| unseal(&key, &sealed));
        opened.ok_or_else(|| VaultError::Damaged(files::set_aside(&self.file)))
    }

    fn change(&self, work: impl FnOnce(&mut Entries)) -> Result<(), VaultError> {
        let _one = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let before = match self.open() {
            // What it held is lost; what comes now is kept all the same.
            Err(VaultError::Damaged(_)) => Entries::new(),
            opened => opened?,
        };
        let mut entries = before.clone();
        work(&mut entries);
        if entries == before {
            return Ok(());
        }
        let key = self.key()?;
        let mut nonce = [0; NONCE_BYTES];
        self.random.fill(&mut nonce);
        let sealed = seal(&key, nonce, &entries).map_err(|why| disk(&self.file, &why))?;
        files::replace(&self.file, &sealed).map_err(|error| disk(&self.file, &error))
    }

    /// The key, drawn when there is none.
    fn key(&self) -> Result<[u8; KEY_BYTES], VaultError> {
        if let Some(key) = read(&self.key)?.and_then(|key| key.try_into().ok()) {
            return Ok(key);
        }
        let mut key = [0; KEY_BYTES];
        self.random.fill(&mut key);
        files::replace(&self.key, &key).map_err(|error| disk(&self.key, &error))?;
        Ok(key)
    }
}

impl Vault for Sealed {
    fn read(&self, entry: &str) -> Result<Option<String>, VaultError> {
        let _one = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(self.open()?.remove(entry))
    }

    fn write(&self, entry: &str, token: &str) -> Result<(), VaultError> {
        self.change(|entries| {
            entries.insert(entry.to_owned(), token.to_owned());
        })
    }

    fn remove(&self, entry: &str) -> Result<(), VaultError> {
        self.change(|entries| {
            entries.remove(entry);
        })
    }
}

fn seal(key: &[u8; KEY_BYTES], nonce: [u8; NONCE_BYTES], entries: &Entries) -> Result<Vec<u8>, io::Error> {
    let text = serde_json::to_vec(entries)?;
    let payload = Payload { msg: &text, aad: KIND };
    let cipher = XChaCha20Poly1305::new(Key::from_slice(key));
    let sealed = cipher
        .encrypt(XNonce::from_slice(&nonce), payload)
        .map_err(|error| io::Error::other(error.to_string()))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

fn unseal(key: &[u8; KEY_BYTES], sealed: &[u8]) -> Option<Entries> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE_BYTES)?;
    let payload = Payload { msg: sealed, aad: KIND };
    let cipher = XChaCha20Poly1305::new(Key::from_slice(key));
    let text = cipher.decrypt(XNonce::from_slice(nonce), payload).ok()?;
    serde_json::from_slice(&text).ok()
}

fn read(path: &Path) -> Result<Option<Vec<u8>>, VaultError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(disk(path, &error)),
    }
}

fn disk(path: &Path, why: &dyn fmt::Display) -> VaultError {
    VaultError::Disk { file: path.display().to_string(), why: why.to_string() }
}

#[cfg(test)]
mod tests {
    use shared::testing::SeededRandom;

    use super::*;

    fn sealed(folder: &Path) -> Sealed {
        Sealed::new(folder, Arc::new(SeededRandom::default()))
    }

    #[test]
    fn tokens_survive_a_restart_and_do_not_stand_in_the_file() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        sealed(folder.path()).write("a", "ghr_secret").expect("written");
        sealed(folder.path()).write("b", "ghr_another").expect("written");
        let again = sealed(folder.path());
        assert_eq!(again.read("a"), Ok(Some("ghr_secret".to_owned())));
        again.remove("a").expect("removed");
        assert_eq!((again.read("a"), again.read("b")), (Ok(None), Ok(Some("ghr_another".to_owned()))));
        for name in [NAME, KEY_NAME] {
            let bytes = fs::read(folder.path().join(name)).expect("there");
            assert!(!bytes.windows(4).any(|part| part == b"ghr_"), "{name}");
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                let mode = fs::metadata(folder.path().join(name)).expect("there").permissions().mode();
                assert_eq!(mode & 0o777, 0o600, "{name}");
            }
        }
    }

    #[test]
    fn a_file_that_was_touched_does_not_open_and_is_set_aside() {
        for touch in [0, NONCE_BYTES, usize::MAX] {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let vault = sealed(folder.path());
            vault.write("a", "ghr_secret").expect("written");
            let mut bytes = fs::read(&vault.file).expect("there");
            match bytes.get_mut(touch) {
                Some(byte) => *byte ^= 1,
                None => bytes.truncate(10),
            }
            fs::write(&vault.file, bytes).expect("written");
            let Err(VaultError::Damaged(aside)) = vault.read("a") else {
                panic!("byte {touch} is not missed")
            };
            assert!(Path::new(&aside).exists());
            assert_eq!(vault.read("a"), Ok(None));
            vault.write("b", "ghr_new").expect("written");
            assert_eq!(vault.read("b"), Ok(Some("ghr_new".to_owned())));
        }
    }

    #[test]
    fn without_its_key_the_file_does_not_open() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let vault = sealed(folder.path());
        vault.write("a", "ghr_secret").expect("written");
        fs::remove_file(&vault.key).expect("removed");
        assert!(matches!(vault.read("a"), Err(VaultError::Damaged(_))));
        vault.write("a", "ghr_new").expect("written");
        assert_eq!(vault.read("a"), Ok(Some("ghr_new".to_owned())));
    }
}
