//! What only its holder knows, and what is kept of it.

use std::{borrow::Cow, fmt, hint::black_box, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};

use super::base32;
use crate::ports::Random;

/// What a secret opens. It is part of the hash: a secret of one use never passes for one of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    Session,
    /// A link or a step that works once.
    Token,
    Invitation,
    Key,
    /// The proof that a browser has signed this person in before.
    Device,
    Recovery,
    /// A mail to the keeper of a domain.
    Domain,
    /// A step between two requests of somebody who proves who they are.
    Ceremony,
    /// A desktop app that signs in through the browser.
    DesktopCode,
    /// The next tokens of a desktop app.
    Refresh,
    /// A sign-in that is under way at a provider.
    SignOn,
    /// The page of a listing that is not in the directory.
    Listing,
}

impl Opens {
    const fn label(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::Token => "token",
            Self::Invitation => "invitation",
            Self::Key => "key",
            Self::Device => "device",
            Self::Recovery => "recovery",
            Self::Domain => "domain",
            Self::Ceremony => "ceremony",
            Self::DesktopCode => "desktop-code",
            Self::Refresh => "refresh",
            Self::SignOn => "sign-on",
            Self::Listing => "listing",
        }
    }
}

/// 256 random bits. Handed out once, as [`Secret::encode`]; only the hash is kept.
#[derive(Clone)]
pub struct Secret([u8; 32]);

impl Secret {
    pub fn draw(random: &dyn Random) -> Self {
        let mut bytes = [0; 32];
        random.fill(&mut bytes);
        Self(bytes)
    }

    /// 52 lower-case letters and digits: fits in a cookie, a header, an address.
    pub fn encode(&self) -> String {
        base32::encode(&self.0)
    }

    /// The secret that somebody presents. `None` for text that is none.
    pub fn parse(text: &str) -> Option<Self> {
        // The length first: nothing long is decoded.
        if text.len() != 52 {
            return None;
        }
        base32::decode(text)?.try_into().ok().map(Self)
    }

    pub fn hash(&self, opens: Opens) -> SecretHash {
        SecretHash::of(opens, &[&self.0])
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// SHA-256 of a secret and its use; hex as text. Secrets have enough bits of their own, so nothing
/// slower is needed. Compared in a time that does not depend on where two differ.
#[derive(Clone, Copy)]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    pub(super) fn of(opens: Opens, parts: &[&[u8]]) -> Self {
        let mut digest = Sha256::new();
        digest.update(b"guildhall/");
        digest.update(opens.label());
        for part in parts {
            digest.update([0]);
            digest.update(part);
        }
        Self(digest.finalize().into())
    }
}

impl PartialEq for SecretHash {
    fn eq(&self, other: &Self) -> bool {
        let differing = self.0.iter().zip(other.0).fold(0, |seen, (a, b)| black_box(seen | (a ^ b)));
        black_box(differing) == 0
    }
}

impl Eq for SecretHash {}

impl fmt::Display for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(…)")
    }
}

/// Text that is not 64 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a SHA-256 in lower-case hexadecimal")]
pub struct BadHash;

impl FromStr for SecretHash {
    type Err = BadHash;
    fn from_str(text: &str) -> Result<Self, BadHash> {
        let digits: Vec<u8> = text
            .bytes()
            .map(|digit| match digit {
                b'0'..=b'9' => Ok(digit - b'0'),
                b'a'..=b'f' => Ok(digit - b'a' + 10),
                _ => Err(BadHash),
            })
            .collect::<Result<_, _>>()?;
        if digits.len() != 64 {
            return Err(BadHash);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = pair[0] << 4 | pair[1];
        }
        Ok(Self(bytes))
    }
}

impl Serialize for SecretHash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SecretHash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::SeededRandom;

    #[test]
    fn a_secret_survives_its_text_and_no_other_text_gives_it() {
        let secret = Secret::draw(&SeededRandom::default());
        let text = secret.encode();
        assert_eq!(text.len(), 52);
        let hash = secret.hash(Opens::Session);
        assert_eq!(Secret::parse(&text).map(|secret| secret.hash(Opens::Session)), Some(hash));
        for at in 0..text.len() {
            let mut other = text.clone().into_bytes();
            other[at] = if other[at] == b'a' { b'b' } else { b'a' };
            let other = String::from_utf8(other).expect("letters");
            assert_ne!(Secret::parse(&other).map(|secret| secret.hash(Opens::Session)), Some(hash), "{at}");
        }
        for bad in ["", "a", &text[1..], &format!("{text}a"), &text.replacen(&text[..1], "ä", 1)] {
            assert!(Secret::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn the_use_is_part_of_the_hash() {
        let secret = Secret::draw(&SeededRandom::default());
        assert_ne!(secret.hash(Opens::Session), secret.hash(Opens::Token));
    }

    #[test]
    fn two_draws_differ() {
        let random = SeededRandom::default();
        assert_ne!(Secret::draw(&random).encode(), Secret::draw(&random).encode());
    }

    #[test]
    fn nothing_of_a_secret_is_in_a_log() {
        let secret = Secret::draw(&SeededRandom::default());
        let shown = format!("{secret:?} {:?}", secret.hash(Opens::Key));
        assert_eq!(shown, "Secret(…) SecretHash(…)");
    }

    #[test]
    fn a_hash_survives_its_text() {
        let hash = Secret::draw(&SeededRandom::default()).hash(Opens::Key);
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!("A".repeat(64).parse::<SecretHash>(), Err(BadHash));
        assert_eq!("a".repeat(63).parse::<SecretHash>(), Err(BadHash));
    }
}
