//! The address of a server.

use std::{fmt, net::IpAddr, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::error::AddressError;

/// Longest name of a host (RFC 1035, 2.3.4).
const MAX_HOST_CHARS: usize = 253;
const MAX_LABEL_CHARS: usize = 63;

/// Scheme, host and port of a server, in one spelling: equal servers have equal addresses.
///
/// Read from what a person types: a bare name is taken for `https`, and of the address of a page the front
/// is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServerAddress {
    secure: bool,
    host: String,
    port: u16,
}

impl ServerAddress {
    /// Without the scheme: what a person calls the server.
    pub fn name(&self) -> String {
        if self.port == self.usual_port() {
            self.host.clone()
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }

    /// Whether the server is on this computer.
    pub fn is_here(&self) -> bool {
        is_here(&self.host)
    }

    const fn usual_port(&self) -> u16 {
        if self.secure { 443 } else { 80 }
    }
}

impl fmt::Display for ServerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", if self.secure { "https" } else { "http" }, self.name())
    }
}

impl FromStr for ServerAddress {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        let (secure, rest) = match text.split_once("://") {
            None => (true, text),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => (true, rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (false, rest),
            Some(_) => return Err(AddressError::Malformed),
        };
        let front = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if front.contains('@') {
            return Err(AddressError::Credentials);
        }
        let (host, port) = split(front).ok_or(AddressError::Malformed)?;
        let host = host.to_ascii_lowercase();
        if !secure && !is_here(&host) {
            return Err(AddressError::NotSecure);
        }
        Ok(Self { secure, host, port: port.unwrap_or(if secure { 443 } else { 80 }) })
    }
}

/// Host and port, each well-formed.
fn split(front: &str) -> Option<(&str, Option<u16>)> {
    let (host, rest) = if front.starts_with('[') {
        front.split_at(front.find(']')? + 1)
    } else {
        front.split_at(front.find(':').unwrap_or(front.len()))
    };
    let port = match rest.strip_prefix(':') {
        None if rest.is_empty() => None,
        None => return None,
        Some(port) if port.bytes().all(|digit| digit.is_ascii_digit()) => {
            Some(port.parse::<u16>().ok().filter(|port| *port > 0)?)
        }
        Some(_) => return None,
    };
    is_host(host).then_some((host, port))
}

fn is_host(host: &str) -> bool {
    if let Some(number) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return number.parse::<core::net::Ipv6Addr>().is_ok();
    }
    let is_label = |label: &str| {
        (1..=MAX_LABEL_CHARS).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    // Browsers read a last part of digits as a number, in several bases; only the plain form is taken here.
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_number =
        last.bytes().all(|byte| byte.is_ascii_digit()) || last.to_ascii_lowercase().starts_with("0x");
    let is_name = host.len() <= MAX_HOST_CHARS && host.split('.').all(is_label);
    is_name && (!is_number || host.parse::<core::net::Ipv4Addr>().is_ok())
}

fn is_here(host: &str) -> bool {
    let number = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || number.is_ok_and(|number| number.is_loopback())
}

impl Serialize for ServerAddress {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ServerAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ServerAddress {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ServerAddress".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^https?://[^/@]+$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_types_becomes_one_spelling() {
        for (typed, address, name) in [
            ("market.example", "https://market.example", "market.example"),
            ("  HTTPS://Market.Example/  ", "https://market.example", "market.example"),
            ("https://market.example:443/apps?q=x#top", "https://market.example", "market.example"),
            ("market.example:8443", "https://market.example:8443", "market.example:8443"),
            ("http://localhost:3000/", "http://localhost:3000", "localhost:3000"),
            ("http://127.0.0.1:80", "http://127.0.0.1", "127.0.0.1"),
            ("http://[::1]:8080", "http://[::1]:8080", "[::1]:8080"),
            ("https://10.0.0.7", "https://10.0.0.7", "10.0.0.7"),
            ("https://xn--mller-kva.example", "https://xn--mller-kva.example", "xn--mller-kva.example"),
        ] {
            let read: ServerAddress = typed.parse().unwrap_or_else(|error| panic!("{typed}: {error}"));
            assert_eq!((read.to_string().as_str(), read.name().as_str()), (address, name), "{typed}");
            assert_eq!(read.to_string().parse(), Ok(read), "{typed}");
        }
    }

    #[test]
    fn what_is_no_address_says_what_to_write() {
        for (typed, error) in [
            ("", AddressError::Empty),
            ("   ", AddressError::Empty),
            ("http://market.example", AddressError::NotSecure),
            ("http://10.0.0.7:3000", AddressError::NotSecure),
            ("http://localhost.example", AddressError::NotSecure),
            ("http://127.0.0.1.example", AddressError::NotSecure),
            ("https://anna@market.example", AddressError::Credentials),
            ("https://market.example@evil.example", AddressError::Credentials),
            ("ftp://market.example", AddressError::Malformed),
            ("javascript:alert(1)", AddressError::Malformed),
            ("https://", AddressError::Malformed),
            ("https:///apps", AddressError::Malformed),
            ("market example", AddressError::Malformed),
            ("market..example", AddressError::Malformed),
            ("-market.example", AddressError::Malformed),
            ("market.example:0", AddressError::Malformed),
            ("market.example:99999", AddressError::Malformed),
            ("market.example:+80", AddressError::Malformed),
            ("market.example:", AddressError::Malformed),
            ("http://2130706433", AddressError::Malformed),
            ("http://0x7f.1", AddressError::Malformed),
            ("http://127.1", AddressError::Malformed),
            ("[::1", AddressError::Malformed),
            ("[nonsense]", AddressError::Malformed),
            ("müller.example", AddressError::Malformed),
            ("market.example\\evil", AddressError::Malformed),
        ] {
            assert_eq!(typed.parse::<ServerAddress>(), Err(error), "{typed:?}");
        }
        assert_eq!("a.".repeat(200).parse::<ServerAddress>(), Err(AddressError::Malformed));
    }

    #[test]
    fn only_this_computer_is_here() {
        let here = |text: &str| text.parse::<ServerAddress>().map(|address| address.is_here());
        assert_eq!(here("https://localhost"), Ok(true));
        assert_eq!(here("https://127.9.9.9"), Ok(true));
        assert_eq!(here("https://market.example"), Ok(false));
        assert_eq!(here("https://[::2]"), Ok(false));
    }
}
