//! The keyring of the system: Secret Service, Keychain, Credential Manager.

use keyring::{Entry, Error};

use super::{Vault, VaultError};

/// Under which the keyring shows the entries of this app.
const SERVICE: &str = "org.guildhall.desktop";

#[derive(Debug)]
pub(super) struct Keyring {
    /// Never asked.
    pub(super) off: bool,
}

impl Keyring {
    fn entry(&self, name: &str) -> Result<Entry, VaultError> {
        if self.off {
            return Err(VaultError::NoAnswer("it is switched off by GUILDHALL_KEYRING".to_owned()));
        }
        Entry::new(SERVICE, name).map_err(no_answer)
    }
}

impl Vault for Keyring {
    fn read(&self, entry: &str) -> Result<Option<String>, VaultError> {
        match self.entry(entry)?.get_password() {
            Ok(token) => Ok(Some(token)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(no_answer(error)),
        }
    }

    fn write(&self, entry: &str, token: &str) -> Result<(), VaultError> {
        self.entry(entry)?.set_password(token).map_err(no_answer)
    }

    fn remove(&self, entry: &str) -> Result<(), VaultError> {
        match self.entry(entry)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(no_answer(error)),
        }
    }
}

fn no_answer(error: Error) -> VaultError {
    VaultError::NoAnswer(error.to_string())
}
