//! Heads that are signed: where a trail stood, on the word of the server.

use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use crate::{event::Head, ids::OrganisationId};

/// Bytes of a signature (ed25519).
pub const SIGNATURE_BYTES: usize = 64;

/// The events `first..=sequence` of an organisation end in this hash. Without events `sequence` is
/// `first - 1`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignedHead {
    // In the order of their names: it is the order of the bytes.
    pub first: u64,
    /// Hash of the last event.
    pub hash: String,
    /// Name of the key that signed.
    pub key: String,
    pub organisation: OrganisationId,
    pub sequence: u64,
    /// Ed25519 over [`Self::message`], lower-case hex.
    pub signature: String,
    #[serde(serialize_with = "write_instant", deserialize_with = "crate::time::read_instant")]
    pub signed_at: DateTime<Utc>,
}

fn write_instant<S: serde::Serializer>(at: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&at.to_rfc3339_opts(SecondsFormat::Millis, true))
}

/// Why a signature proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSignature {
    #[error("the key that signed it is not known here")]
    UnknownKey,
    #[error("the signature does not fit")]
    Mismatch,
}

/// The public keys that somebody trusts.
pub trait TrustedKeys {
    /// Checks an ed25519 signature by the key of this name.
    ///
    /// # Errors
    /// See [`BadSignature`].
    fn check(&self, key: &str, message: &[u8], signature: &[u8; SIGNATURE_BYTES])
    -> Result<(), BadSignature>;
}

impl SignedHead {
    /// Signs the events from `first` to `head` by the key of this name.
    pub fn sign(
        head: &Head,
        first: u64,
        key: &str,
        signed_at: DateTime<Utc>,
        sign: impl FnOnce(&[u8]) -> [u8; SIGNATURE_BYTES],
    ) -> Self {
        let mut signed = Self {
            first,
            hash: head.hash.clone(),
            key: key.to_owned(),
            organisation: head.organisation,
            sequence: head.sequence,
            signature: String::new(),
            signed_at,
        };
        let signature = sign(&signed.message());
        signed.signature = signature.iter().fold(String::new(), |mut text, byte| {
            // Writing to a string does not fail.
            _ = write!(text, "{byte:02x}");
            text
        });
        signed
    }

    /// What is signed: a title that no other signature of the program has, and the canonical JSON of
    /// every other member.
    pub fn message(&self) -> Vec<u8> {
        let canonical = serde_json::json!({
            "first": self.first,
            "hash": self.hash,
            "key": self.key,
            "organisation": self.organisation,
            "sequence": self.sequence,
            "signed_at": self.signed_at.to_rfc3339_opts(SecondsFormat::Millis, true),
        });
        format!("guildhall trail head v1\n{canonical}").into_bytes()
    }

    /// Checks the signature, and nothing else.
    ///
    /// # Errors
    /// See [`BadSignature`].
    pub fn check(&self, keys: &dyn TrustedKeys) -> Result<(), BadSignature> {
        let signature = bytes(&self.signature).ok_or(BadSignature::Mismatch)?;
        keys.check(&self.key, &self.message(), &signature)
    }
}

fn bytes(hex: &str) -> Option<[u8; SIGNATURE_BYTES]> {
    let digit = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    };
    if hex.len() != 2 * SIGNATURE_BYTES {
        return None;
    }
    let mut bytes = [0; SIGNATURE_BYTES];
    for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(bytes)
}
