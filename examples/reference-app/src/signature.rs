//! Who sent a delivery, and when: [Standard Webhooks](https://www.standardwebhooks.com).

use std::{fmt, str::FromStr, time::SystemTime};

use axum::http::HeaderMap;
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use chrono::{DateTime, Utc};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// Seconds by which the clocks of sender and receiver may be apart.
const TOLERANCE: i64 = 300;

/// The key that the app shares with who calls it.
#[derive(Clone)]
pub(crate) struct Secret(Vec<u8>);

impl FromStr for Secret {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let key = text.strip_prefix("whsec_").and_then(|key| BASE64.decode(key).ok());
        key.map(Self).ok_or("whsec_ and Base64 are expected")
    }
}

/// Secrets stay out of logs.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The id of a delivery whose signature holds at `now`; `None` for any other.
pub(crate) fn verified(
    secret: &Secret,
    headers: &HeaderMap,
    body: &[u8],
    now: DateTime<Utc>,
) -> Option<String> {
    let header = |name| headers.get(name)?.to_str().ok();
    let (id, timestamp, signatures) =
        (header("webhook-id")?, header("webhook-timestamp")?, header("webhook-signature")?);
    let sent_at: i64 = timestamp.parse().ok()?;
    if now.timestamp().abs_diff(sent_at) > TOLERANCE.unsigned_abs() {
        return None;
    }
    // There are several while one secret takes the place of another.
    let fits = signatures.split(' ').filter_map(|one| BASE64.decode(one.strip_prefix("v1,")?).ok()).any(
        // `verify_slice` compares in constant time.
        |signature| over(secret, id, timestamp, body).verify_slice(&signature).is_ok(),
    );
    fits.then(|| id.to_owned())
}

/// The signature of a delivery.
pub(crate) fn sign(secret: &Secret, id: &str, timestamp: &str, body: &[u8]) -> String {
    format!("v1,{}", BASE64.encode(over(secret, id, timestamp, body).finalize().into_bytes()))
}

fn over(Secret(key): &Secret, id: &str, timestamp: &str, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(body);
    mac
}

/// The instant.
#[expect(clippy::disallowed_methods, reason = "the app stands on its own: this is its clock")]
pub(crate) fn now() -> DateTime<Utc> {
    SystemTime::now().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_specification_holds_for_five_minutes() {
        let secret: Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".parse().expect("a secret");
        let (id, body) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", br#"{"test": 2432232314}"#);
        let signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(sign(&secret, id, "1614265330", body), signature);
        let check = |signature: &str, body: &[u8], later: i64, good: bool| {
            let headers =
                [("webhook-id", id), ("webhook-timestamp", "1614265330"), ("webhook-signature", signature)];
            let headers = headers
                .into_iter()
                .map(|(name, value)| (name.parse().expect("a name"), value.parse().expect("a value")));
            let now = DateTime::from_timestamp(1_614_265_330 + later, 0).expect("an instant");
            let found = verified(&secret, &headers.collect(), body, now);
            assert_eq!(found, good.then(|| id.to_owned()), "{signature} {later}");
        };
        check(signature, body, 0, true);
        check(signature, body, 300, true);
        check(signature, body, 301, false);
        check(signature, body, -301, false);
        check(signature, b"{}", 0, false);
        check(&format!("v1a,x v1,AAAA {signature}"), body, 0, true);
        check("", body, 0, false);
    }
}
