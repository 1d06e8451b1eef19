//! Desktop apps that sign in through the browser, and stay signed in by a token that changes at each use.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    identity::{
        api::DesktopRequest,
        secret::{Opens, Secret, SecretHash},
    },
    ids::{DeviceId, PersonId, SessionId},
    ports::Random,
    problem::FieldError,
};

/// Longest redirect, state and name of a device, in characters.
const MAX_CHARS: usize = 200;

/// Looks at what an app wants before anybody is asked to let it in.
///
/// # Errors
/// Each field at fault.
pub fn check(request: &DesktopRequest) -> Result<(), Vec<FieldError>> {
    let mut errors = Vec::new();
    let mut require = |holds: bool, field: &str, detail: &str| {
        if !holds {
            errors.push(FieldError::pointer(field, detail));
        }
    };
    require(
        is_challenge(&request.challenge),
        "/challenge",
        "The SHA-256 of the verifier as base64url without padding: 43 characters.",
    );
    require(
        is_loopback(&request.redirect),
        "/redirect",
        "http://127.0.0.1:PORT/… or http://[::1]:PORT/…, without a query: an app is answered on this machine only.",
    );
    require(request.state.chars().count() <= MAX_CHARS, "/state", "At most 200 characters.");
    require(request.device.chars().count() <= MAX_CHARS, "/device", "At most 200 characters.");
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn is_base64url(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

fn is_challenge(text: &str) -> bool {
    text.len() == 43 && is_base64url(text)
}

/// An address of this machine by its number (RFC 8252, 7.3); a name could lead elsewhere.
fn is_loopback(redirect: &str) -> bool {
    let rest = ["http://127.0.0.1:", "http://[::1]:"].iter().find_map(|host| redirect.strip_prefix(host));
    let Some((port, path)) = rest.and_then(|rest| rest.split_once('/')) else { return false };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte);
    let port_holds =
        port.bytes().all(|digit| digit.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0);
    port_holds && redirect.len() <= MAX_CHARS && path.bytes().all(plain)
}

/// A desktop app that is signed in, as stored.
///
/// Its refresh token has two halves. One stays the same, so that a token of this app is known for one
/// however old it is; the other changes at each use, so that only the newest works. Of both only the hash
/// is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    pub id: DeviceId,
    pub version: u64,
    pub person: PersonId,
    /// Without it the refresh token is worth nothing.
    pub session: SessionId,
    pub family: SecretHash,
    pub current: SecretHash,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub since: DateTime<Utc>,
    #[serde(deserialize_with = "crate::time::read_instant")]
    pub used_at: DateTime<Utc>,
}

/// What an app keeps in the keyring of its system: `ghr_<family>_<secret>`.
#[derive(Clone, Debug)]
pub struct RefreshToken {
    family: Secret,
    secret: Secret,
}

const PREFIX: &str = "ghr_";

impl RefreshToken {
    pub fn encode(&self) -> String {
        format!("{PREFIX}{}_{}", self.family.encode(), self.secret.encode())
    }

    /// `None` for text that is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (family, secret) = text.strip_prefix(PREFIX)?.split_once('_')?;
        Some(Self { family: Secret::parse(family)?, secret: Secret::parse(secret)? })
    }

    /// By which its app is found.
    pub fn family(&self) -> SecretHash {
        self.family.hash(Opens::Refresh)
    }
}

/// An app that was let in, and its first refresh token.
pub fn begin(
    id: DeviceId,
    person: PersonId,
    session: SessionId,
    random: &dyn Random,
    now: DateTime<Utc>,
) -> (Device, RefreshToken) {
    let token = RefreshToken { family: Secret::draw(random), secret: Secret::draw(random) };
    let device = Device {
        id,
        version: 1,
        person,
        session,
        family: token.family(),
        current: token.secret.hash(Opens::Refresh),
        since: now,
        used_at: now,
    };
    (device, token)
}

/// The app with its next refresh token. `None` for a token of this app that is not its newest: it was used
/// before, so one of two holders is not the app.
pub fn refresh(
    device: &Device,
    presented: &RefreshToken,
    random: &dyn Random,
    now: DateTime<Utc>,
) -> Option<(Device, RefreshToken)> {
    if device.family != presented.family() || device.current != presented.secret.hash(Opens::Refresh) {
        return None;
    }
    let token = RefreshToken { family: presented.family.clone(), secret: Secret::draw(random) };
    let current = token.secret.hash(Opens::Refresh);
    Some((Device { version: device.version + 1, current, used_at: now, ..device.clone() }, token))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{START, SeededRandom};

    fn request() -> DesktopRequest {
        DesktopRequest {
            challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".to_owned(),
            redirect: "http://127.0.0.1:49152/signed-in".to_owned(),
            state: "x".repeat(200),
            device: "Anna's laptop".to_owned(),
        }
    }

    #[test]
    fn an_app_is_answered_on_this_machine_only() {
        for good in ["http://127.0.0.1:1/", "http://[::1]:65535/a/b_c-d.e~f", "http://127.0.0.1:8080/"] {
            assert_eq!(check(&DesktopRequest { redirect: good.to_owned(), ..request() }), Ok(()), "{good}");
        }
        for bad in [
            "",
            "https://127.0.0.1:1/",
            "http://127.0.0.1/",
            "http://127.0.0.1:/",
            "http://127.0.0.1:0/",
            "http://127.0.0.1:65536/",
            "http://127.0.0.1:+80/",
            "http://127.0.0.1:80",
            "http://127.0.0.1:80@evil.example/",
            "http://127.0.0.1:80/?code=1",
            "http://127.0.0.1:80/#a",
            "http://127.0.0.1:80/a\r\nb",
            "http://127.0.0.1:80/\\evil.example",
            "http://localhost:80/",
            "http://127.0.0.1.evil.example:80/",
            "http://evil.example/",
            "javascript:alert(1)",
            &format!("http://127.0.0.1:80/{}", "a".repeat(200)),
        ] {
            let errors = check(&DesktopRequest { redirect: bad.to_owned(), ..request() }).expect_err(bad);
            assert_eq!(errors.first().map(FieldError::name), Some("/redirect"), "{bad}");
        }
    }

    #[test]
    fn a_request_is_complete_and_short() {
        for (field, bad) in [
            ("/challenge", DesktopRequest { challenge: "plain".to_owned(), ..request() }),
            ("/challenge", DesktopRequest { challenge: "=".repeat(43), ..request() }),
            ("/state", DesktopRequest { state: "x".repeat(201), ..request() }),
            ("/device", DesktopRequest { device: "x".repeat(201), ..request() }),
        ] {
            let errors = check(&bad).expect_err(field);
            assert_eq!(errors.first().map(FieldError::name), Some(field));
        }
    }

    #[test]
    fn only_the_newest_token_of_an_app_works_and_the_older_ones_are_known() {
        let random = SeededRandom::default();
        let id = DeviceId::from_ulid(ulid::Ulid(1));
        let person = PersonId::from_ulid(ulid::Ulid(2));
        let session = SessionId::from_ulid(ulid::Ulid(3));
        let (first, one) = begin(id, person, session, &random, START);
        let one = RefreshToken::parse(&one.encode()).expect("what was handed out");
        let (second, two) = refresh(&first, &one, &random, START).expect("the newest");
        let (third, three) = refresh(&second, &two, &random, START).expect("the newest");
        assert_eq!((third.version, third.family), (3, first.family));
        for old in [&one, &two] {
            assert_eq!(old.family(), third.family, "is found");
            assert!(refresh(&third, old, &random, START).is_none(), "and known for old");
        }
        assert!(refresh(&third, &three, &random, START).is_some());
        let (_, other) = begin(id, person, session, &random, START);
        assert!(refresh(&third, &other, &random, START).is_none());
        assert_ne!(other.family(), third.family);
    }

    #[test]
    fn only_whole_tokens_are_read_and_none_is_in_a_log() {
        let session = SessionId::from_ulid(ulid::Ulid(3));
        let id = DeviceId::from_ulid(ulid::Ulid(1));
        let person = PersonId::from_ulid(ulid::Ulid(2));
        let (device, token) = begin(id, person, session, &SeededRandom::default(), START);
        let text = token.encode();
        for bad in ["", "ghr_", &text[1..], &text[..60], &format!("{text}a"), &text.replace("ghr_", "ghs_")] {
            assert!(RefreshToken::parse(bad).is_none(), "{bad}");
        }
        let kept = serde_json::to_string(&device).expect("JSON");
        for half in text.trim_start_matches(PREFIX).split('_') {
            assert!(!kept.contains(half) && !format!("{token:?} {device:?}").contains(half));
        }
    }
}
