//! The address that was registered for an app, and its endpoints there.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, de};

use super::address::{AddressPolicy, Reason, redirect::look};
use crate::manifest::web;

/// A base address such as `https://staging.parcels.example/app`, without a slash at its end.
///
/// A value is written in the one way that two programs read alike. Whether it may be called is for the policy
/// of the day: [`Target::check`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Target(#[cfg_attr(feature = "schema", schemars(length(min = 1, max = 300), url))] String);

/// Why a text is no target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTarget {
    /// No address of the web.
    #[error("Not an address such as https://staging.example.com.")]
    Malformed,
    /// A name or a password before an `@`.
    #[error("Leave out the name and the password: they would stand in logs.")]
    Credentials,
    /// Something behind `?` or `#`.
    #[error("Leave out everything from the first “?” or “#” on.")]
    Tail,
    /// A path that leads upwards or has empty parts.
    #[error("Leave out “..”, “.” and double slashes.")]
    Path,
}

impl Target {
    /// Longest target, in bytes.
    pub const MAX_BYTES: usize = 300;

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it may be called, as far as its writing says so.
    ///
    /// # Errors
    /// Why it may not.
    pub fn check(&self, policy: &AddressPolicy) -> Result<(), Reason> {
        look(&self.0, policy).map(|_| ())
    }

    /// An address of the manifest at this target: scheme, host and port are the target's, its path comes
    /// first, then path and query of the address. `None` for a text that is no address, and for one whose path
    /// leads upwards, out of the target.
    pub fn at(&self, address: &str) -> Option<String> {
        let rest = web::parse(address)?.rest;
        let rest = rest.split('#').next().unwrap_or_default();
        if rest.split('?').next().unwrap_or_default().split('/').any(leads_elsewhere) {
            return None;
        }
        let slash = if rest.is_empty() || rest.starts_with('?') { "/" } else { "" };
        Some(format!("{}{slash}{rest}", self.0))
    }
}

/// Whether a part of a path stands for another place, however it is written.
fn leads_elsewhere(part: &str) -> bool {
    matches!(part.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
}

impl FromStr for Target {
    type Err = BadTarget;
    fn from_str(text: &str) -> Result<Self, BadTarget> {
        if text.len() > Self::MAX_BYTES {
            return Err(BadTarget::Malformed);
        }
        let url = web::parse(text).ok_or(BadTarget::Malformed)?;
        if !matches!(url.scheme.as_str(), "http" | "https") {
            return Err(BadTarget::Malformed);
        }
        if url.credentials.is_some() {
            return Err(BadTarget::Credentials);
        }
        if url.rest.contains(['?', '#']) {
            return Err(BadTarget::Tail);
        }
        let path = url.rest.strip_suffix('/').unwrap_or(url.rest);
        if path.split('/').skip(1).any(|part| part.is_empty() || leads_elsewhere(part)) {
            return Err(BadTarget::Path);
        }
        let usual = if url.scheme == "http" { 80 } else { 443 };
        let port = url.port.filter(|port| *port != usual).map(|port| format!(":{port}")).unwrap_or_default();
        Ok(Self(format!("{}://{}{port}{path}", url.scheme, url.host.text())))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(text: &str) -> Target {
        text.parse().expect("a target")
    }

    #[test]
    fn a_target_has_one_spelling() {
        for (text, spelling) in [
            ("https://App.Parcels.example", "https://app.parcels.example"),
            ("https://app.parcels.example./", "https://app.parcels.example"),
            ("HTTPS://app.parcels.example:443/x/", "https://app.parcels.example/x"),
            ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
            ("http://[0:0::1]:80", "http://[::1]"),
        ] {
            assert_eq!(target(text).as_str(), spelling, "{text}");
            assert_eq!(target(spelling).as_str(), spelling, "{text}");
        }
    }

    #[test]
    fn what_is_no_target_is_refused() {
        for (text, why) in [
            ("", BadTarget::Malformed),
            ("app.parcels.example", BadTarget::Malformed),
            ("ftp://app.parcels.example", BadTarget::Malformed),
            ("https://ana@app.parcels.example", BadTarget::Credentials),
            ("https://app.parcels.example/?a", BadTarget::Tail),
            ("https://app.parcels.example/#a", BadTarget::Tail),
            ("https://app.parcels.example/a/../b", BadTarget::Path),
            ("https://app.parcels.example/a/%2E%2e", BadTarget::Path),
            ("https://app.parcels.example//a", BadTarget::Path),
        ] {
            assert_eq!(text.parse::<Target>(), Err(why), "{text}");
        }
    }

    #[test]
    fn whether_it_is_called_is_for_the_policy() {
        let (strict, loose) = (AddressPolicy::default(), AddressPolicy::with_loopback());
        for (text, strictly, loosely) in [
            ("https://app.parcels.example", Ok(()), Ok(())),
            ("http://app.parcels.example", Err(Reason::Scheme), Err(Reason::Scheme)),
            ("http://127.0.0.1:9000", Err(Reason::Loopback), Ok(())),
            ("https://localhost", Err(Reason::Loopback), Ok(())),
            ("http://192.168.0.7", Err(Reason::Private), Err(Reason::Private)),
            ("https://app.parcels.example:6379", Err(Reason::Port), Err(Reason::Port)),
        ] {
            assert_eq!(target(text).check(&strict), strictly, "{text}");
            assert_eq!(target(text).check(&loose), loosely, "{text}");
        }
    }

    #[test]
    fn addresses_of_the_manifest_move_to_the_target() {
        let at = |base: &str, address: &str| target(base).at(address);
        let moved = |text: &str| Some(text.to_owned());
        assert_eq!(
            at("http://127.0.0.1:9000", "https://app.parcels.example/hooks?a=b#c"),
            moved("http://127.0.0.1:9000/hooks?a=b"),
        );
        assert_eq!(
            at("https://s.example/v2/", "https://app.parcels.example"),
            moved("https://s.example/v2/"),
        );
        assert_eq!(
            at("https://s.example", "https://app.parcels.example:8443?a"),
            moved("https://s.example/?a"),
        );
        assert_eq!(at("https://s.example", "nothing"), None);
    }
}
