//! Addresses of the web, read strictly: what two programs could read in two ways is refused.

// `core` has the addresses without the network.
use core::net::{Ipv4Addr, Ipv6Addr};

/// An address that could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url<'u> {
    /// In lower case.
    pub scheme: String,
    /// What stands before an `@`.
    pub credentials: Option<&'u str>,
    pub host: Host,
    pub port: Option<u16>,
    /// Path, query and fragment as they are written.
    pub rest: &'u str,
}

/// The host of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Host {
    /// In lower case, without a point at its end.
    Name(String),
    V4(Ipv4Addr),
    V6(Ipv6Addr),
    /// A number that some programs take for an address, such as `0x7f.1`.
    Number(String),
}

/// Domains that are not of the public internet.
const PRIVATE_DOMAINS: [&str; 12] = [
    "corp",
    "home",
    "home.arpa",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "onion",
    "test",
];

impl Host {
    /// As it stands in an address.
    pub fn text(&self) -> String {
        match self {
            Self::Name(name) | Self::Number(name) => name.clone(),
            Self::V4(address) => format!("{address}"),
            Self::V6(address) => format!("[{address}]"),
        }
    }

    /// Whether it is a number and no name.
    pub const fn is_literal(&self) -> bool {
        match self {
            Self::Name(_) => false,
            Self::V4(_) | Self::V6(_) | Self::Number(_) => true,
        }
    }

    /// Whether it is the machine itself.
    pub fn is_loopback(&self) -> bool {
        match self {
            Self::Name(name) => name == "localhost" || name.ends_with(".localhost"),
            Self::V4(address) => address.is_loopback(),
            Self::V6(address) => address.is_loopback() || within_v6(address, Ipv4Addr::is_loopback),
            Self::Number(_) => false,
        }
    }

    /// Whether it cannot be reached from the public internet.
    pub fn is_private(&self) -> bool {
        match self {
            Self::Name(name) => {
                !name.contains('.')
                    || PRIVATE_DOMAINS.iter().any(|domain| {
                        name.strip_suffix(domain).is_some_and(|left| left.is_empty() || left.ends_with('.'))
                    })
            }
            Self::V4(address) => private_v4(address),
            Self::V6(address) => private_v6(address),
            Self::Number(_) => false,
        }
    }
}

fn private_v4(address: &Ipv4Addr) -> bool {
    let [a, b, ..] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        // Shared by subscribers (RFC 6598), protocol assignments (RFC 6890), benchmarks (RFC 2544).
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0)
        || (a == 198 && (18..20).contains(&b))
}

fn private_v6(address: &Ipv6Addr) -> bool {
    address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        || within_v6(address, private_v4)
}

/// The IPv4 address that an IPv6 address stands for: mapped, compatible, or translated (RFC 6052).
fn within_v6(address: &Ipv6Addr, check: impl Fn(&Ipv4Addr) -> bool) -> bool {
    let [a, b, c, d, e, f, high, low] = address.segments();
    let carries = match [a, b, c, d, e, f] {
        [0, 0, 0, 0, 0, 0 | 0xffff] => !address.is_loopback(),
        [0x64, 0xff9b, 0, 0, 0, 0] => true,
        _ => false,
    };
    let [high, low] = [high.to_be_bytes(), low.to_be_bytes()];
    carries && check(&Ipv4Addr::new(high[0], high[1], low[0], low[1]))
}

/// Reads an absolute address with a host. `None` for everything else, also for what a lenient reader
/// would take: white space, control characters, backslashes, letters beyond ASCII.
pub fn parse(text: &str) -> Option<Url<'_>> {
    if !text.bytes().all(|byte| byte.is_ascii_graphic())
        || text.contains(['\\', '<', '>', '"', '`', '{', '}'])
    {
        return None;
    }
    let (scheme, rest) = text.split_once("://")?;
    let mut letters = scheme.bytes();
    if !letters.next()?.is_ascii_alphabetic()
        || !letters.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    {
        return None;
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    let (credentials, authority) = match authority.rsplit_once('@') {
        Some((credentials, authority)) => (Some(credentials), authority),
        None => (None, authority),
    };
    let (host, port) = if let Some(inside) = authority.strip_prefix('[') {
        let (address, behind) = inside.split_once(']')?;
        let port = if behind.is_empty() { None } else { Some(behind.strip_prefix(':')?) };
        (Host::V6(address.parse().ok()?), port)
    } else {
        match authority.split_once(':') {
            Some((host, port)) => (self::host(host)?, Some(port)),
            None => (self::host(authority)?, None),
        }
    };
    let port = match port {
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(digits.parse().ok()?),
        Some(_) => return None,
        None => None,
    };
    Some(Url { scheme: scheme.to_ascii_lowercase(), credentials, host, port, rest })
}

/// Reads a host that stands alone, without scheme, port and path; IPv6 without its brackets.
pub fn host(text: &str) -> Option<Host> {
    if let Ok(address) = text.parse::<Ipv4Addr>() {
        return Some(Host::V4(address));
    }
    if let Ok(address) = text.parse::<Ipv6Addr>() {
        return Some(Host::V6(address));
    }
    let name = text.strip_suffix('.').unwrap_or(text).to_ascii_lowercase();
    let fits = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if name.len() > 253 || !name.split('.').all(fits) {
        return None;
    }
    let last = name.rsplit('.').next().unwrap_or_default();
    let hex = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if last.bytes().all(|byte| byte.is_ascii_digit()) || last.strip_prefix("0x").is_some_and(hex) {
        return Some(Host::Number(name));
    }
    Some(Host::Name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_an_address_are_read() {
        let url = parse("HTTPS://Ana:pw@Example.COM.:8443/a?b#c").expect("an address");
        assert_eq!((url.scheme.as_str(), url.credentials, url.port), ("https", Some("Ana:pw"), Some(8443)));
        assert_eq!((url.host, url.rest), (Host::Name("example.com".to_owned()), "/a?b#c"));
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_no_address() {
        for text in [
            "",
            "example.com",
            "https:/example.com",
            "https://",
            "https://a b.example",
            "https:\\\\a.example",
            "https://a.example\\@b.example",
            "https://ex\u{430}mple.com",
            "https://a.example:x/",
            "https://a.example:99999/",
            "https://[::1",
            "https://-a.example",
            "https://a..example",
            "https://a.ex\tample",
            "https://%61.example",
            "1https://a.example",
            "https://*.example",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn hosts_that_are_not_of_the_public_internet_are_known() {
        let check = |host: &str, private: bool| {
            let url = format!("https://{host}/");
            assert_eq!(parse(&url).map(|url| url.host.is_private()), Some(private), "{host}");
        };
        for host in [
            "localhost",
            "a.localhost",
            "printer",
            "db.internal",
            "router.home.arpa",
            "127.0.0.1",
            "10.1.2.3",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "[::1]",
            "[fd00::1]",
            "[fe80::1]",
            "[::ffff:10.0.0.1]",
            "[64:ff9b::7f00:1]",
            "LOCALHOST.",
        ] {
            check(host, true);
        }
        for host in ["example.com", "93.184.216.34", "notlocal.dev", "[2606:4700::1]", "[::ffff:8.8.8.8]"] {
            check(host, false);
        }
    }

    #[test]
    fn numbers_that_some_take_for_addresses_are_no_names() {
        for text in ["2130706433", "0x7f.1", "127.1", "0x7f000001", "017700000001"] {
            assert!(host(text).is_some_and(|host| host.is_literal()), "{text}");
        }
    }
}
