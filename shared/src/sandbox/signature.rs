//! Signatures of what is sent to an app: it shows who sent a call, and when.
//!
//! `Guildhall-Signature: t=<unix seconds>,v1=<hex>`, where the hex is the HMAC-SHA256 (RFC 2104, FIPS 180-4)
//! of `<t>.<body>` and the key is the secret as it is shown, its bytes in UTF-8. A header may have several
//! `v1`, one for each secret that holds; names that are not known are passed over.

use std::{borrow::Cow, fmt, str::FromStr};

use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::Sha256;

use crate::ports::Random;

/// The header that holds a signature, in lower case.
pub const HEADER: &str = "guildhall-signature";

/// Longest header that is read, in bytes.
const MAX_BYTES: usize = 1024;
/// What stands before the digits of a secret.
const PREFIX: &str = "whsec_";

/// What an app and the program share: `whsec_` and 64 hex digits, 256 random bits.
#[derive(Clone)]
pub struct SigningSecret(String);

/// A text that is no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Not a signing secret: whsec_ and 64 digits 0–9 and a–f are expected.")]
pub struct BadSecret;

impl SigningSecret {
    /// A new one.
    pub fn draw(random: &dyn Random) -> Self {
        let mut bytes = [0; 32];
        random.fill(&mut bytes);
        Self(format!("{PREFIX}{}", hex(&bytes)))
    }

    /// As it is shown to its holder.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// A secret that nobody shares, made of this one: for calls that an app has to refuse.
    pub(super) fn wrong(&self) -> Self {
        Self(format!("{PREFIX}{}", hex(&mac(self, b"a secret that nobody shares").finalize().into_bytes())))
    }
}

/// Compared in a time that does not depend on where two differ.
impl PartialEq for SigningSecret {
    fn eq(&self, other: &Self) -> bool {
        mac(self, b"").verify_slice(&mac(other, b"").finalize().into_bytes()).is_ok()
    }
}

impl Eq for SigningSecret {}

impl FromStr for SigningSecret {
    type Err = BadSecret;
    fn from_str(text: &str) -> Result<Self, BadSecret> {
        let digits = text.strip_prefix(PREFIX).ok_or(BadSecret)?;
        let fits = digits.len() == 64 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if fits { Ok(Self(text.to_owned())) } else { Err(BadSecret) }
    }
}

impl fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningSecret(…)")
    }
}

impl Serialize for SigningSecret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for SigningSecret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// Why a signature does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSignature {
    /// Not `t=…,v1=…`.
    #[error("The signature is not of the form t=<unix seconds>,v1=<hex>.")]
    Malformed,
    /// Another secret, another body or another time.
    #[error("The signature does not fit the body and the secret.")]
    Wrong,
    /// Signed too long ago. It fits: only a signature that does says when it was made.
    #[error("The signature is too old. It may have been recorded and sent again.")]
    TooOld,
    /// Signed in the future.
    #[error("The signature is from the future. Check the clocks.")]
    TooNew,
}

/// The value of the header for a body that is sent at an instant.
pub fn sign(secret: &SigningSecret, at: DateTime<Utc>, body: &[u8]) -> String {
    let time = format!("{}", at.timestamp());
    format!("t={time},v1={}", hex(&over(secret, &time, body).finalize().into_bytes()))
}

/// Checks a header against a body. `tolerance` is how far its time may be off, in either direction; a
/// signature of exactly that age holds.
///
/// # Errors
/// See [`BadSignature`].
pub fn verify(
    secret: &SigningSecret,
    header: &str,
    body: &[u8],
    now: DateTime<Utc>,
    tolerance: TimeDelta,
) -> Result<(), BadSignature> {
    let (time, seconds, given) = read(header).ok_or(BadSignature::Malformed)?;
    // All are tried, whichever fits: the time says nothing.
    let fitting = given.iter().filter(|mac| over(secret, time, body).verify_slice(&mac[..]).is_ok()).count();
    if fitting == 0 {
        return Err(BadSignature::Wrong);
    }
    let age = i128::from(now.timestamp()) - i128::from(seconds);
    let tolerance = i128::from(tolerance.num_seconds());
    match age {
        age if age > tolerance => Err(BadSignature::TooOld),
        age if age < -tolerance => Err(BadSignature::TooNew),
        _ => Ok(()),
    }
}

/// The time as it is written and as a number, and every `v1`.
fn read(header: &str) -> Option<(&str, i64, Vec<[u8; 32]>)> {
    if header.len() > MAX_BYTES {
        return None;
    }
    let (mut time, mut given) = (None, Vec::new());
    for part in header.split(',') {
        match part.trim().split_once('=')? {
            ("t", _) if time.is_some() => return None,
            ("t", digits) => {
                let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
                time = Some((digits, if plain { digits.parse().ok()? } else { return None }));
            }
            ("v1", digits) => given.push(unhex(digits)?),
            _ => {}
        }
    }
    let (time, seconds) = time?;
    (!given.is_empty()).then_some((time, seconds, given))
}

fn over(secret: &SigningSecret, time: &str, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = mac(secret, time.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac
}

fn mac(secret: &SigningSecret, first: &[u8]) -> Hmac<Sha256> {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret.0.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(first);
    mac
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(digits: &str) -> Option<[u8; 32]> {
    let bytes = digits.as_bytes();
    if bytes.len() != 64 {
        return None;
    }
    let mut read = [0; 32];
    for (byte, pair) in read.iter_mut().zip(bytes.chunks_exact(2)) {
        let pair = std::str::from_utf8(pair).ok().filter(|pair| !pair.starts_with('+'))?;
        *byte = u8::from_str_radix(pair, 16).ok()?;
    }
    Some(read)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{START, SeededRandom};

    const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

    fn secret(seed: u64) -> SigningSecret {
        SigningSecret::draw(&SeededRandom::from(seed))
    }

    fn check(header: &str, body: &[u8], seconds: i64) -> Result<(), BadSignature> {
        verify(&secret(1), header, body, START + TimeDelta::seconds(seconds), TOLERANCE)
    }

    #[test]
    fn the_vector_in_the_documentation_holds() {
        let secret: SigningSecret =
            format!("whsec_{}", "0123456789abcdef".repeat(4)).parse().expect("a secret");
        let at = DateTime::from_timestamp(1_780_315_200, 0).expect("an instant");
        assert_eq!(
            sign(&secret, at, b"{\"id\":\"dlv_1\"}"),
            "t=1780315200,v1=5cd6737dbeddae59ac3e2697654db1077963a1053f9b383d718d4ed792fecf53",
        );
    }

    #[test]
    fn a_signature_holds_for_its_body_and_its_secret() {
        let header = sign(&secret(1), START, b"{}");
        assert_eq!(check(&header, b"{}", 0), Ok(()));
        assert_eq!(check(&header, b"{} ", 0), Err(BadSignature::Wrong));
        assert_eq!(check(&sign(&secret(2), START, b"{}"), b"{}", 0), Err(BadSignature::Wrong));
        assert_eq!(check(&sign(&secret(1).wrong(), START, b"{}"), b"{}", 0), Err(BadSignature::Wrong));
        let moved = header.replacen("t=1780315200", "t=1780315201", 1);
        assert_eq!(check(&moved, b"{}", 0), Err(BadSignature::Wrong));
    }

    #[test]
    fn a_signature_holds_as_long_as_the_tolerance_says() {
        let header = sign(&secret(1), START, b"");
        for (seconds, expected) in [
            (300, Ok(())),
            (301, Err(BadSignature::TooOld)),
            (-300, Ok(())),
            (-301, Err(BadSignature::TooNew)),
        ] {
            assert_eq!(check(&header, b"", seconds), expected, "{seconds}");
        }
    }

    #[test]
    fn one_of_several_signatures_is_enough() {
        let (old, new) = (sign(&secret(2), START, b"x"), sign(&secret(1), START, b"x"));
        let both = format!("{old}, v0=abc, {}", new.split_once(',').expect("two parts").1);
        assert_eq!(check(&both, b"x", 0), Ok(()));
    }

    #[test]
    fn what_is_no_signature_is_refused() {
        let good = sign(&secret(1), START, b"");
        let mac = good.split_once("v1=").expect("two parts").1;
        for header in [
            "",
            "t=1780315200",
            &format!("v1={mac}"),
            &format!("t=1780315200,t=1780315200,v1={mac}"),
            &format!("t=,v1={mac}"),
            &format!("t=+1780315200,v1={mac}"),
            &format!("t=99999999999999999999,v1={mac}"),
            "t=1780315200,v1=ab",
            &format!("t=1780315200,v1=+{}", &mac[1..]),
            &format!("{good},x"),
            &format!("{good},{}", "a=b,".repeat(1000)),
        ] {
            assert_eq!(check(header, b"", 0), Err(BadSignature::Malformed), "{header}");
        }
    }

    #[test]
    fn a_secret_survives_its_text_and_is_in_no_log() {
        let secret = secret(1);
        assert_eq!(secret.reveal().parse(), Ok(secret.clone()));
        assert_ne!(secret, self::secret(2));
        assert_eq!(format!("{secret:?}"), "SigningSecret(…)");
        for bad in ["", "whsec_", &secret.reveal().to_uppercase(), &secret.reveal()[6..]] {
            assert_eq!(bad.parse::<SigningSecret>(), Err(BadSecret), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn what_is_signed_verifies_and_nothing_else_does(
            seed in 0_u64..50,
            body in prop::collection::vec(any::<u8>(), 0..200),
            other in prop::collection::vec(any::<u8>(), 0..200),
            seconds in 0_i64..4_000_000_000,
        ) {
            let at = DateTime::from_timestamp(seconds, 0).expect("an instant");
            let header = sign(&secret(seed), at, &body);
            prop_assert_eq!(verify(&secret(seed), &header, &body, at, TOLERANCE), Ok(()));
            prop_assert_eq!(verify(&secret(seed + 1), &header, &body, at, TOLERANCE), Err(BadSignature::Wrong));
            if body != other {
                prop_assert_eq!(verify(&secret(seed), &header, &other, at, TOLERANCE), Err(BadSignature::Wrong));
            }
        }

        #[test]
        fn any_header_is_read_or_refused(header in "\\PC{0,120}") {
            prop_assert!(check(&header, b"", 0).is_err());
        }
    }
}
