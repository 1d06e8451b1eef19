//! Signatures of deliveries: they show who sent one, and when.
//!
//! `webhook-signature: v1,<Base64>`, where the Base64 is of the HMAC-SHA256 (RFC 2104, FIPS 180-4) over
//! `<webhook-id>.<webhook-timestamp>.<body>`. There may be several, a space between them, one for each secret
//! that holds while one takes the place of another; of other versions than `v1` nothing is read.

use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use chrono::{DateTime, TimeDelta, Utc};
use hmac::Mac;

use super::secret::SigningSecret;

/// The header with the id of a delivery, the same at every attempt.
pub const ID: &str = "webhook-id";
/// The header with the instant at which an attempt is sent, in Unix seconds.
pub const TIMESTAMP: &str = "webhook-timestamp";
/// The header with the signatures.
pub const SIGNATURE: &str = "webhook-signature";

/// How far the clocks of sender and receiver may be apart, in either direction.
pub const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// Longest list of signatures that is read, in bytes.
const MAX_BYTES: usize = 1024;
/// What stands before the Base64 of a signature.
const VERSION: &str = "v1,";

/// The headers of a delivery, as they came.
#[derive(Clone, Copy, Debug)]
pub struct Headers<'h> {
    /// Of [`ID`].
    pub id: &'h str,
    /// Of [`TIMESTAMP`].
    pub timestamp: &'h str,
    /// Of [`SIGNATURE`].
    pub signature: &'h str,
}

/// Why a signature does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadSignature {
    /// The timestamp is no number, or nothing in the list is of a version that is read.
    #[error("A timestamp in Unix seconds and signatures of the form v1,<Base64> are expected.")]
    Malformed,
    /// Another secret, another id, another body or another time.
    #[error("The signature does not fit the delivery and the secret.")]
    Wrong,
    /// Signed too long ago. It fits: only a signature that does says when it was made.
    #[error("The signature is too old. It may have been recorded and sent again.")]
    TooOld,
    /// Signed in the future.
    #[error("The signature is from the future. Check the clocks.")]
    TooNew,
}

/// The value of [`SIGNATURE`] for a delivery that is sent at an instant, with a signature for each secret.
pub fn sign(secrets: &[SigningSecret], id: &str, at: DateTime<Utc>, body: &[u8]) -> String {
    let timestamp = at.timestamp().to_string();
    let one = |secret: &SigningSecret| {
        let mac = over(secret, id, &timestamp, body).finalize().into_bytes();
        format!("{VERSION}{}", BASE64.encode(mac))
    };
    secrets.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Checks the headers of a delivery against its body. A signature that is exactly `tolerance` old holds.
///
/// # Errors
/// See [`BadSignature`].
pub fn verify(
    secret: &SigningSecret,
    headers: Headers<'_>,
    body: &[u8],
    now: DateTime<Utc>,
    tolerance: TimeDelta,
) -> Result<(), BadSignature> {
    let sent_at = seconds(headers.timestamp).ok_or(BadSignature::Malformed)?;
    let given = signatures(headers.signature);
    if given.is_empty() {
        return Err(BadSignature::Malformed);
    }
    let fits = |mac: &Vec<u8>| over(secret, headers.id, headers.timestamp, body).verify_slice(mac).is_ok();
    if !given.iter().any(fits) {
        return Err(BadSignature::Wrong);
    }
    let age = i128::from(now.timestamp()) - i128::from(sent_at);
    let tolerance = i128::from(tolerance.num_seconds());
    match age {
        age if age > tolerance => Err(BadSignature::TooOld),
        age if age < -tolerance => Err(BadSignature::TooNew),
        _ => Ok(()),
    }
}

/// Digits only: `parse` alone takes signs.
fn seconds(timestamp: &str) -> Option<i64> {
    let digits = timestamp.bytes().all(|byte| byte.is_ascii_digit());
    if digits { timestamp.parse().ok() } else { None }
}

/// Every `v1` of a list that can be read.
fn signatures(list: &str) -> Vec<Vec<u8>> {
    if list.len() > MAX_BYTES {
        return Vec::new();
    }
    let known = list.split(' ').filter_map(|one| one.strip_prefix(VERSION));
    known.filter_map(|mac| BASE64.decode(mac).ok()).collect()
}

fn over(secret: &SigningSecret, id: &str, timestamp: &str, body: &[u8]) -> hmac::Hmac<sha2::Sha256> {
    let mut mac = secret.mac();
    mac.update(id.as_bytes());
    mac.update(b".");
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::{START, SeededRandom};

    /// In `docs/sandbox.md`, in the example app's README and in the specification.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    fn secret(seed: u64) -> SigningSecret {
        SigningSecret::draw(&SeededRandom::from(seed))
    }

    fn signed(secrets: &[SigningSecret]) -> String {
        sign(secrets, "dlv_1", START, b"{}")
    }

    /// With the first secret, some seconds after it was signed.
    fn check(
        id: &str,
        timestamp: &str,
        signature: &str,
        body: &[u8],
        later: i64,
    ) -> Result<(), BadSignature> {
        let headers = Headers { id, timestamp, signature };
        verify(&secret(1), headers, body, START + TimeDelta::seconds(later), TOLERANCE)
    }

    fn now() -> String {
        START.timestamp().to_string()
    }

    #[test]
    fn the_example_of_the_specification_holds() {
        let at = DateTime::from_timestamp(1_614_265_330, 0).expect("an instant");
        let body = br#"{"test": 2432232314}"#;
        let secret: SigningSecret = SECRET.parse().expect("a secret");
        assert_eq!(
            sign(&[secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn the_example_of_the_documentation_holds() {
        let document = include_str!("../../../docs/sandbox.md");
        let after = |before: &str| {
            let rest = document.split_once(before).unwrap_or_else(|| panic!("the document has {before:?}")).1;
            rest.lines().next().unwrap_or_default()
        };
        let secret: SigningSecret = after("secret: ").parse().expect("a secret");
        let headers = Headers {
            id: after("webhook-id: "),
            timestamp: after("webhook-timestamp: "),
            signature: after("webhook-signature: "),
        };
        let at = DateTime::from_timestamp(seconds(headers.timestamp).expect("a number"), 0);
        let body = after("body: ").as_bytes();
        assert_eq!(verify(&secret, headers, body, at.expect("an instant"), TOLERANCE), Ok(()));
    }

    #[test]
    fn a_signature_holds_for_its_delivery_and_its_secret() {
        let good = signed(&[secret(1)]);
        assert_eq!(check("dlv_1", &now(), &good, b"{}", 0), Ok(()));
        let moved = (START.timestamp() + 1).to_string();
        for (id, timestamp, signature, body) in [
            ("dlv_2", now(), good.clone(), b"{}"),
            ("dlv_1", moved, good.clone(), b"{}"),
            ("dlv_1", now(), good, b"[]"),
            ("dlv_1", now(), signed(&[secret(2)]), b"{}"),
            ("dlv_1", now(), signed(&[secret(1).decoy()]), b"{}"),
        ] {
            let checked = check(id, &timestamp, &signature, body, 0);
            assert_eq!(checked, Err(BadSignature::Wrong), "{id} {timestamp} {signature}");
        }
    }

    #[test]
    fn a_signature_holds_as_long_as_the_tolerance_says() {
        for (later, expected) in [
            (300, Ok(())),
            (301, Err(BadSignature::TooOld)),
            (-300, Ok(())),
            (-301, Err(BadSignature::TooNew)),
        ] {
            assert_eq!(check("dlv_1", &now(), &signed(&[secret(1)]), b"{}", later), expected, "{later}");
        }
    }

    #[test]
    fn one_of_several_signatures_is_enough() {
        let both = signed(&[secret(2), secret(1)]);
        assert_eq!(both.split(' ').count(), 2);
        assert_eq!(check("dlv_1", &now(), &both, b"{}", 0), Ok(()));
        let among = format!("v1a,AAAA v1,? {both} v2,x");
        assert_eq!(check("dlv_1", &now(), &among, b"{}", 0), Ok(()));
    }

    #[test]
    fn what_is_no_signature_is_refused() {
        let good = signed(&[secret(1)]);
        for (timestamp, signature) in [
            ("", good.as_str()),
            ("+1780315200", &good),
            ("99999999999999999999", &good),
            ("2026-06-01T12:00:00Z", &good),
            (&now(), ""),
            (&now(), &good[3..]),
            (&now(), "v1,?"),
            (&now(), &format!("{good} {}", "v2,x ".repeat(300))),
        ] {
            let checked = check("dlv_1", timestamp, signature, b"{}", 0);
            assert_eq!(checked, Err(BadSignature::Malformed), "{timestamp} {signature}");
        }
    }

    proptest! {
        #[test]
        fn what_is_signed_verifies_and_nothing_else_does(
            seed in 0_u64..50,
            body in prop::collection::vec(any::<u8>(), 0..200),
            other in prop::collection::vec(any::<u8>(), 0..200),
            sent_at in 0_i64..4_000_000_000,
        ) {
            let at = DateTime::from_timestamp(sent_at, 0).expect("an instant");
            let (timestamp, signature) = (sent_at.to_string(), sign(&[secret(seed)], "a", at, &body));
            let headers = Headers { id: "a", timestamp: &timestamp, signature: &signature };
            prop_assert_eq!(verify(&secret(seed), headers, &body, at, TOLERANCE), Ok(()));
            prop_assert_eq!(
                verify(&secret(seed + 1), headers, &body, at, TOLERANCE),
                Err(BadSignature::Wrong)
            );
            if body != other {
                prop_assert_eq!(
                    verify(&secret(seed), headers, &other, at, TOLERANCE),
                    Err(BadSignature::Wrong)
                );
            }
        }

        #[test]
        fn any_header_is_read_or_refused(timestamp in "\\PC{0,20}", signature in "\\PC{0,120}") {
            prop_assert!(check("dlv_1", &timestamp, &signature, b"", 0).is_err());
        }
    }
}
