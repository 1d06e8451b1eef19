//! Where an answer leads, and whether it is followed.

use serde::{Deserialize, Serialize};

use super::{AddressPolicy, Reason, of_host};
use crate::manifest::web::{self, Url};

/// What is done with an answer that leads elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "follow", rename_all = "snake_case")]
pub enum Follow {
    /// The same host over the same scheme and port: a `GET` goes there, as often as the policy says.
    Go {
        /// Where.
        url: String,
    },
    /// Another host that may be called. Nothing goes there: it is not what was registered. The answer stands
    /// as it is.
    Elsewhere {
        /// Where.
        url: String,
    },
    /// Nowhere that may be called.
    Inward {
        /// Why.
        reason: Reason,
    },
}

/// Where `location` leads from `at`, the address that answered (RFC 9110, 10.2.2; RFC 3986, 5.2). The fragment
/// is dropped.
pub fn follow(at: &str, location: &str, policy: &AddressPolicy) -> Follow {
    match resolve(at, location, policy) {
        Ok((url, true)) => Follow::Go { url },
        Ok((url, false)) => Follow::Elsewhere { url },
        Err(reason) => Follow::Inward { reason },
    }
}

/// Whether a status asks to go elsewhere by `Location`.
pub const fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// Looks at an address as it is written.
///
/// # Errors
/// Why it is not called.
pub fn look<'u>(text: &'u str, policy: &AddressPolicy) -> Result<Url<'u>, Reason> {
    if text.len() > policy.max_bytes {
        return Err(Reason::Malformed);
    }
    let url = web::parse(text).ok_or(Reason::Malformed)?;
    if url.credentials.is_some() {
        return Err(Reason::Credentials);
    }
    // The host first: that an address leads inward matters more than how.
    if let Some(reason) = of_host(&url.host, policy) {
        return Err(reason);
    }
    match url.scheme.as_str() {
        "https" => {}
        "http" if url.host.is_loopback() && policy.allow_loopback => {}
        _ => return Err(Reason::Scheme),
    }
    if policy.refused_ports.contains(&port(&url)) { Err(Reason::Port) } else { Ok(url) }
}

/// The port that is meant.
fn port(url: &Url<'_>) -> u16 {
    url.port.unwrap_or(if url.scheme == "http" { 80 } else { 443 })
}

/// The address, and whether it has the origin of the one that answered.
fn resolve(at: &str, location: &str, policy: &AddressPolicy) -> Result<(String, bool), Reason> {
    let from = web::parse(at).ok_or(Reason::Malformed)?;
    let location = location.split('#').next().unwrap_or_default();
    let origin = || {
        let end = at.len() - from.rest.len();
        at.get(..end).unwrap_or_default()
    };
    let url = if scheme(location) {
        location.to_owned()
    } else if location.starts_with("//") {
        format!("{}:{location}", from.scheme)
    } else if location.starts_with('/') {
        format!("{}{location}", origin())
    } else {
        let path = from.rest.split(['?', '#']).next().unwrap_or_default();
        let kept = match location.as_bytes().first() {
            None => from.rest.split('#').next().unwrap_or_default(),
            Some(b'?') => path,
            Some(_) => path.rfind('/').map_or("", |slash| path.get(..=slash).unwrap_or_default()),
        };
        let slash = if kept.is_empty() && !location.starts_with('?') { "/" } else { "" };
        format!("{}{kept}{slash}{location}", origin())
    };
    let to = look(&url, policy)?;
    let same = to.scheme == from.scheme && to.host == from.host && port(&to) == port(&from);
    Ok((url, same))
}

/// Whether a reference begins with a scheme.
fn scheme(reference: &str) -> bool {
    let Some((scheme, _)) = reference.split_once(':') else { return false };
    let mut letters = scheme.bytes();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && letters.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: &str = "https://app.parcels.example:8443/a/b?c=d";

    fn go(url: &str) -> Follow {
        Follow::Go { url: url.to_owned() }
    }

    fn inward(reason: Reason) -> Follow {
        Follow::Inward { reason }
    }

    #[test]
    fn the_same_origin_is_followed_however_it_is_written() {
        let check = |location: &str, url: &str| {
            assert_eq!(follow(AT, location, &AddressPolicy::default()), go(url), "{location}");
        };
        check("https://app.parcels.example:8443/x#y", "https://app.parcels.example:8443/x");
        check("//APP.parcels.example:8443/x", "https://APP.parcels.example:8443/x");
        check("/x?y=z", "https://app.parcels.example:8443/x?y=z");
        check("x", "https://app.parcels.example:8443/a/x");
        check("../x", "https://app.parcels.example:8443/a/../x");
        check("?x", "https://app.parcels.example:8443/a/b?x");
        check("", "https://app.parcels.example:8443/a/b?c=d");
        let bare = follow("https://app.parcels.example", "x", &AddressPolicy::default());
        assert_eq!(bare, go("https://app.parcels.example/x"));
    }

    #[test]
    fn another_origin_is_known_and_not_followed() {
        for location in [
            "https://login.parcels.example/",
            "https://app.parcels.example/",
            "//app.parcels.example:443/",
            "https://parcels.example:8443/",
        ] {
            let followed = follow(AT, location, &AddressPolicy::default());
            assert!(matches!(followed, Follow::Elsewhere { .. }), "{location}: {followed:?}");
        }
    }

    #[test]
    fn nothing_leads_inward() {
        let check = |location: &str, reason| {
            assert_eq!(follow(AT, location, &AddressPolicy::default()), inward(reason), "{location}");
        };
        check("http://127.0.0.1/", Reason::Loopback);
        check("https://localhost/", Reason::Loopback);
        check("//[::ffff:10.0.0.1]/", Reason::Private);
        check("http://169.254.169.254/latest/meta-data/", Reason::Metadata);
        check("https://metadata.google.internal/", Reason::Private);
        check("https://0x7f.1/", Reason::Number);
        check("https://93.184.216.34/", Reason::Literal);
        check("http://app.parcels.example:8443/", Reason::Scheme);
        check("file:///etc/passwd", Reason::Malformed);
        check("gopher://app.parcels.example/", Reason::Scheme);
        check("javascript:alert(1)", Reason::Malformed);
        check("https://ana:pw@app.parcels.example:8443/", Reason::Credentials);
        check("https://app.parcels.example:25/", Reason::Port);
        check("/\\evil.example", Reason::Malformed);
        check("https:/x", Reason::Malformed);
        check(&format!("/{}", "x".repeat(600)), Reason::Malformed);
    }

    #[test]
    fn a_machine_of_ones_own_is_called_where_that_is_allowed() {
        let policy = AddressPolicy::with_loopback();
        let at = "http://127.0.0.1:9000/health";
        assert_eq!(follow(at, "/up", &policy), go("http://127.0.0.1:9000/up"));
        assert!(matches!(follow(at, "http://localhost:9000/up", &policy), Follow::Elsewhere { .. }));
        assert_eq!(follow(at, "http://10.0.0.1/up", &policy), inward(Reason::Private));
        assert_eq!(follow(at, "http://parcels.example/up", &policy), inward(Reason::Scheme));
    }
}
