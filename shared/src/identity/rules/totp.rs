//! One-time codes of an authenticator app: RFC 6238 over RFC 4226, SHA-1, six digits, thirty seconds.
//!
//! These numbers are what every app knows; none of them is policy.

use std::{borrow::Cow, fmt};

use chrono::{DateTime, Utc};
use hmac::{Hmac, Mac};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha1::Sha1;

use crate::{
    endpoint::encode_component,
    identity::{base32, email::Email, error::IdentityError},
    ports::Random,
};

/// Seconds for which a code is shown.
pub const STEP_SECONDS: u64 = 30;
const DIGITS: u32 = 6;
/// Steps by which the clock of a phone may be off, in either direction.
const DRIFT: u64 = 1;

/// The 160 bits that the app and the server share. As text: base32, upper case.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret([u8; 20]);

impl TotpSecret {
    pub fn draw(random: &dyn Random) -> Self {
        let mut bytes = [0; 20];
        random.fill(&mut bytes);
        Self(bytes)
    }

    /// What a person types into the app when they cannot scan.
    pub fn encode(&self) -> String {
        base32::encode(&self.0).to_ascii_uppercase()
    }

    /// What the picture to scan says. `issuer` is the name of the program.
    pub fn uri(&self, issuer: &str, account: &Email) -> String {
        format!(
            "otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits={DIGITS}&period={STEP_SECONDS}",
            issuer = encode_component(issuer),
            account = encode_component(account.as_str()),
            secret = self.encode(),
        )
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

impl Serialize for TotpSecret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.encode())
    }
}

impl<'de> Deserialize<'de> for TotpSecret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        let bytes = base32::decode(&text).and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or_else(|| de::Error::custom("not 160 bits in base32"))
    }
}

/// An authenticator app of a person, as stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totp {
    pub secret: TotpSecret,
    /// The step of the last code that was accepted: it and all before it are used up.
    pub last_step: Option<u64>,
    /// When the first code showed that the app has the secret; before that no code is asked for.
    #[serde(default, deserialize_with = "crate::time::read_optional_instant")]
    pub confirmed_at: Option<DateTime<Utc>>,
}

impl Totp {
    /// An app that is being set up.
    pub const fn new(secret: TotpSecret) -> Self {
        Self { secret, last_step: None, confirmed_at: None }
    }
}

/// The app after it showed this code; the first one confirms it. Spaces in the code do not matter.
///
/// # Errors
/// A code that is not of this moment, or one that was used.
pub fn verify(state: &Totp, code: &str, now: DateTime<Utc>) -> Result<Totp, IdentityError> {
    let code = number(code).ok_or(IdentityError::CodeWrong)?;
    let seconds = u64::try_from(now.timestamp()).map_err(|_| IdentityError::CodeWrong)?;
    let step = seconds / STEP_SECONDS;
    // All steps are tried, whichever fits: the time says nothing.
    let fitting: Vec<u64> = (step.saturating_sub(DRIFT)..=step + DRIFT)
        .filter(|step| hotp(&state.secret.0, *step, DIGITS) == code)
        .collect();
    let unused = fitting.iter().copied().find(|step| state.last_step.is_none_or(|last| *step > last));
    match unused {
        Some(step) => Ok(Totp {
            secret: state.secret.clone(),
            last_step: Some(step),
            confirmed_at: state.confirmed_at.or(Some(now)),
        }),
        None if fitting.is_empty() => Err(IdentityError::CodeWrong),
        None => Err(IdentityError::CodeUsed),
    }
}

/// What the app shows at an instant, for tests.
#[cfg(any(test, feature = "testing"))]
pub fn code_at(secret: &TotpSecret, now: DateTime<Utc>) -> String {
    let step = now.timestamp().unsigned_abs() / STEP_SECONDS;
    format!("{:06}", hotp(&secret.0, step, DIGITS))
}

/// Six digits, perhaps with spaces between them.
fn number(code: &str) -> Option<u32> {
    if code.len() > 32 {
        return None;
    }
    let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    let six = digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_digit());
    six.then(|| digits.parse().ok()).flatten()
}

/// RFC 4226, section 5.3.
fn hotp(secret: &[u8], counter: u64, digits: u32) -> u32 {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).expect("HMAC takes a key of any length");
    mac.update(&counter.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest[19] & 0xf);
    let mut word = [0; 4];
    word.copy_from_slice(&digest[offset..offset + 4]);
    (u32::from_be_bytes(word) & 0x7fff_ffff) % 10_u32.pow(digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{START, SeededRandom};

    const RFC: TotpSecret = TotpSecret(*b"12345678901234567890");

    fn code(secret: &TotpSecret, step: u64) -> String {
        format!("{:06}", hotp(&secret.0, step, DIGITS))
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).expect("an instant")
    }

    #[test]
    fn the_vectors_of_rfc_4226_hold() {
        let expected =
            [755_224, 287_082, 359_152, 969_429, 338_314, 254_676, 287_922, 162_583, 399_871, 520_489];
        for (counter, expected) in (0..).zip(expected) {
            assert_eq!(hotp(&RFC.0, counter, 6), expected, "{counter}");
        }
    }

    #[test]
    fn the_vectors_of_rfc_6238_hold() {
        for (seconds, expected) in [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ] {
            let step = u64::try_from(seconds).expect("after 1970") / STEP_SECONDS;
            assert_eq!(hotp(&RFC.0, step, 8), expected, "{seconds}");
            let shown = format!("{:06}", expected % 1_000_000);
            assert!(verify(&Totp::new(RFC), &shown, at(seconds)).is_ok(), "{seconds}");
        }
    }

    #[test]
    fn a_code_holds_one_step_around_and_once() {
        let step = 59_343_840;
        let now = at(i64::try_from(step * STEP_SECONDS).expect("in range") + 10);
        let fresh = Totp::new(RFC);
        for (shown, good) in
            [(step - 2, false), (step - 1, true), (step, true), (step + 1, true), (step + 2, false)]
        {
            assert_eq!(verify(&fresh, &code(&RFC, shown), now).is_ok(), good, "{shown}");
        }
        let used = verify(&fresh, &code(&RFC, step), now).expect("good");
        assert_eq!((used.last_step, used.confirmed_at), (Some(step), Some(now)));
        assert_eq!(verify(&used, &code(&RFC, step), now), Err(IdentityError::CodeUsed));
        assert_eq!(verify(&used, &code(&RFC, step - 1), now), Err(IdentityError::CodeUsed));
        let later = verify(&used, &code(&RFC, step + 1), now).expect("the next one");
        assert_eq!(later.confirmed_at, Some(now));
    }

    #[test]
    fn only_six_digits_are_a_code() {
        let now = at(59);
        assert!(verify(&Totp::new(RFC), " 287 082 ", now).is_ok());
        for bad in ["", "28708", "2870820", "28708a", "+87082", "２８７０８２", &"2".repeat(100_000)] {
            assert_eq!(verify(&Totp::new(RFC), bad, now), Err(IdentityError::CodeWrong));
        }
    }

    #[test]
    fn an_app_can_scan_the_secret() {
        let account = "anna+x@example.com".parse().expect("an address");
        assert_eq!(
            RFC.uri("Guildhall Demo", &account),
            "otpauth://totp/Guildhall%20Demo:anna%2Bx%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Guildhall%20Demo&algorithm=SHA1&digits=6&period=30",
        );
    }

    #[test]
    fn a_secret_is_read_as_it_is_written_and_is_in_no_log() {
        let totp = Totp::new(TotpSecret::draw(&SeededRandom::default()));
        let text = serde_json::to_string(&totp).expect("JSON");
        assert_eq!(serde_json::from_str::<Totp>(&text).expect("the same"), totp);
        assert!(!format!("{totp:?}").contains(&totp.secret.encode()));
    }

    proptest! {
        #[test]
        fn no_code_is_accepted_twice(seconds in prop::collection::vec(0_i64..90, 1..20), shift in prop::collection::vec(0_u64..3, 20)) {
            let mut state = Totp::new(RFC);
            let mut accepted = Vec::new();
            let mut now = START;
            for (wait, shift) in seconds.into_iter().zip(shift) {
                now += chrono::TimeDelta::seconds(wait);
                let step = u64::try_from(now.timestamp()).expect("after 1970") / STEP_SECONDS + shift - 1;
                if let Ok(next) = verify(&state, &code(&RFC, step), now) {
                    prop_assert!(next.last_step > state.last_step);
                    accepted.push(next.last_step);
                    state = next;
                }
            }
            prop_assert!(accepted.is_sorted());
            prop_assert_eq!(accepted.len(), accepted.iter().collect::<std::collections::BTreeSet<_>>().len());
        }
    }
}
