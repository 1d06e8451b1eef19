//! The cookies of a browser that is signed in.

use http::{HeaderMap, header};
use shared::{identity::secret::Secret, ids::SessionId};

/// How the program's cookies are written: `Secure` under the `__Host-` prefix where the connection is, as
/// a browser takes also `http://127.0.0.1` to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cookies {
    secure: bool,
}

/// What opens a session, as the cookie or a bearer token says it: `ghs_<id>_<secret>`.
#[derive(Clone, Debug)]
pub struct SessionToken {
    pub session: SessionId,
    pub secret: Secret,
}

/// What a session token begins with, so that scanners of leaked secrets find it.
pub const SESSION_PREFIX: &str = "ghs_";

impl SessionToken {
    pub fn encode(&self) -> String {
        format!("{SESSION_PREFIX}{}_{}", self.session.ulid(), self.secret.encode())
    }

    /// `None` for text that is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, secret) = text.strip_prefix(SESSION_PREFIX)?.split_once('_')?;
        let session = SessionId::from_ulid(ulid::Ulid::from_string(id).ok()?);
        Some(Self { session, secret: Secret::parse(secret)? })
    }
}

/// For how long a browser keeps the proof that it has signed somebody in before: 400 days, the most that
/// browsers allow.
const DEVICE_SECONDS: u32 = 400 * 24 * 60 * 60;

impl Cookies {
    /// For a site under this origin.
    pub fn of(origin: &str) -> Self {
        let host = origin.strip_prefix("http://");
        let loopback = host.is_some_and(|host| {
            ["127.0.0.1", "localhost", "[::1]"]
                .iter()
                .any(|name| host == *name || host.starts_with(&format!("{name}:")))
        });
        Self { secure: host.is_none() || loopback }
    }

    const fn session_name(self) -> &'static str {
        if self.secure { "__Host-guildhall" } else { "guildhall" }
    }

    const fn device_name(self) -> &'static str {
        if self.secure { "__Host-guildhall-device" } else { "guildhall-device" }
    }

    const fn attempt_name(self) -> &'static str {
        if self.secure { "__Host-guildhall-sign-on" } else { "guildhall-sign-on" }
    }

    fn write(self, name: &str, value: &str, seconds: u32, readable: bool) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        let hidden = if readable { "" } else { "; HttpOnly" };
        format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Lax{hidden}{secure}")
    }

    /// Signs the browser in; beside it a readable hint, by which a page draws itself as for somebody who
    /// is signed in before any script has asked.
    pub fn sign_in(self, token: &SessionToken, seconds: u32) -> Vec<String> {
        vec![
            self.write(self.session_name(), &token.encode(), seconds, false),
            self.write("guildhall-in", "1", seconds, true),
        ]
    }

    /// Signs the browser out.
    pub fn sign_out(self) -> Vec<String> {
        vec![self.write(self.session_name(), "", 0, false), self.write("guildhall-in", "", 0, true)]
    }

    /// The proof that this browser has signed these people in before, `.` between them.
    pub fn devices(self, value: &str) -> String {
        self.write(self.device_name(), value, DEVICE_SECONDS, false)
    }

    /// Ties a sign-in at a provider to this browser.
    pub fn attempt(self, secret: &str, seconds: u32) -> String {
        self.write(self.attempt_name(), secret, seconds, false)
    }

    pub fn session(self, headers: &HeaderMap) -> Option<&str> {
        cookie(headers, self.session_name()).filter(|value| !value.is_empty())
    }

    pub fn known_devices(self, headers: &HeaderMap) -> Option<&str> {
        cookie(headers, self.device_name())
    }

    pub fn sign_on_attempt(self, headers: &HeaderMap) -> Option<&str> {
        cookie(headers, self.attempt_name())
    }
}

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use shared::testing::SeededRandom;

    use super::*;

    #[test]
    fn the_prefix_is_used_wherever_a_browser_takes_it() {
        for (origin, secure) in [
            ("https://market.example", true),
            ("http://127.0.0.1:8080", true),
            ("http://localhost", true),
            ("http://localhost.example", false),
            ("http://market.example", false),
        ] {
            assert_eq!(Cookies::of(origin).session_name().starts_with("__Host-"), secure, "{origin}");
        }
    }

    #[test]
    fn a_session_is_read_from_among_other_cookies() {
        let cookies = Cookies::of("https://market.example");
        let token = SessionToken {
            session: SessionId::from_ulid(ulid::Ulid(7)),
            secret: Secret::draw(&SeededRandom::from(1)),
        };
        let written = cookies.sign_in(&token, 60).remove(0);
        assert!(written.ends_with("; Path=/; Max-Age=60; SameSite=Lax; HttpOnly; Secure"), "{written}");
        let sent = format!("a=b; {}; c=d", written.split(';').next().expect("a pair"));
        let headers = HeaderMap::from_iter([(header::COOKIE, HeaderValue::try_from(sent).expect("ASCII"))]);
        let read = cookies.session(&headers).and_then(SessionToken::parse).expect("the same");
        assert_eq!((read.session, read.encode()), (token.session, token.encode()));
        assert_eq!(SessionToken::parse("ghs_x_y").map(|token| token.session), None);
        assert_eq!(cookies.known_devices(&headers), None);
    }
}
