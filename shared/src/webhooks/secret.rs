//! The secret that a sender and a receiver of webhooks share.

use std::{borrow::Cow, fmt, str::FromStr};

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::Sha256;

use crate::ports::Random;

/// What stands before the Base64 of a secret.
const PREFIX: &str = "whsec_";
/// Bytes of a key that is read.
const KEY_BYTES: std::ops::RangeInclusive<usize> = 24..=64;
/// Bytes of a key that is drawn.
const DRAWN_BYTES: usize = 32;

/// The key of a signature: 24 to 64 bytes, written as `whsec_` and their Base64.
#[derive(Clone, PartialEq, Eq)]
pub struct SigningSecret(Vec<u8>);

/// A text that is no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Not a signing secret: whsec_ and the Base64 of 24 to 64 bytes are expected.")]
pub struct BadSecret;

impl SigningSecret {
    /// A new one of 256 random bits.
    pub fn draw(random: &dyn Random) -> Self {
        let mut key = vec![0; DRAWN_BYTES];
        random.fill(&mut key);
        Self(key)
    }

    /// As it is shown to its holder.
    pub fn reveal(&self) -> String {
        format!("{PREFIX}{}", BASE64.encode(&self.0))
    }

    /// A secret that nobody holds, the same for the same one: for calls that a receiver has to refuse.
    pub fn decoy(&self) -> Self {
        let mut mac = self.mac();
        mac.update(b"a secret that nobody holds");
        Self(mac.finalize().into_bytes().to_vec())
    }

    pub(super) fn mac(&self) -> Hmac<Sha256> {
        Hmac::new_from_slice(&self.0).expect("HMAC takes a key of any length")
    }
}

impl FromStr for SigningSecret {
    type Err = BadSecret;
    fn from_str(text: &str) -> Result<Self, BadSecret> {
        let key = text.strip_prefix(PREFIX).and_then(|key| BASE64.decode(key).ok()).ok_or(BadSecret)?;
        if KEY_BYTES.contains(&key.len()) { Ok(Self(key)) } else { Err(BadSecret) }
    }
}

/// Secrets stay out of logs.
impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret(…)")
    }
}

impl Serialize for SigningSecret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.reveal())
    }
}

impl<'de> Deserialize<'de> for SigningSecret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::SeededRandom;

    #[test]
    fn a_secret_survives_its_text_and_is_in_no_log() {
        let secret = SigningSecret::draw(&SeededRandom::from(1));
        assert_eq!(secret.reveal().parse(), Ok(secret.clone()));
        assert_ne!(secret, SigningSecret::draw(&SeededRandom::from(2)));
        assert_ne!(secret, secret.decoy());
        assert_eq!(format!("{secret:?}"), "SigningSecret(…)");
    }

    #[test]
    fn a_key_has_24_to_64_bytes() {
        for (bytes, good) in [(0, false), (23, false), (24, true), (64, true), (65, false)] {
            let text = format!("whsec_{}", BASE64.encode(vec![7; bytes]));
            assert_eq!(text.parse::<SigningSecret>().is_ok(), good, "{bytes}");
        }
        let good = SigningSecret::draw(&SeededRandom::from(1)).reveal();
        for bad in ["", "whsec_", &good[6..], good.trim_end_matches('='), &format!("{good} ")] {
            assert_eq!(bad.parse::<SigningSecret>(), Err(BadSecret), "{bad}");
        }
    }
}
