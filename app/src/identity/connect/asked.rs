//! What a desktop app asks for, from the address that it opened.

use shared::{endpoint::decode_pairs, identity::api::DesktopRequest};

/// `None` when a part is missing: somebody typed the address, or it was cut.
pub fn read(search: &str) -> Option<DesktopRequest> {
    let pairs = decode_pairs(search).ok()?;
    let value = |wanted: &str| {
        pairs.iter().find(|(name, value)| name == wanted && !value.is_empty()).map(|(_, value)| value.clone())
    };
    Some(DesktopRequest {
        challenge: value("challenge")?,
        redirect: value("redirect")?,
        state: value("state")?,
        device: value("device")?,
    })
}

/// Whether an address leads to a program on this machine: a literal loopback address with a port, so that no
/// name service and no other site comes in between.
pub fn is_loopback(address: &str) -> bool {
    let rest = address.strip_prefix("http://127.0.0.1:").or_else(|| address.strip_prefix("http://[::1]:"));
    let Some(rest) = rest else { return false };
    let (port, path) = rest.split_once('/').map_or((rest, ""), |(port, path)| (port, path));
    let has_port = !port.is_empty()
        && port.bytes().all(|byte| byte.is_ascii_digit())
        && port.parse::<u16>().is_ok_and(|port| port > 0);
    has_port && path.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'#'))
}

#[cfg(test)]
mod tests {
    use super::{is_loopback, read};

    #[test]
    fn only_programs_on_this_machine_get_a_code() {
        for good in ["http://127.0.0.1:49152/signed-in", "http://[::1]:8123/x?y=1", "http://127.0.0.1:1"] {
            assert!(is_loopback(good), "{good}");
        }
        for bad in [
            "https://evil.example/",
            "http://127.0.0.1/",
            "http://127.0.0.1:/",
            "http://127.0.0.1:0/",
            "http://127.0.0.1:99999/",
            "http://127.0.0.1:80@evil.example/",
            "http://127.0.0.1.evil.example:80/",
            "http://localhost:80/",
            "http://127.0.0.1:80/a b",
            "http://127.0.0.1:80/#x",
            "http://127.0.0.1:+80/",
            "javascript:alert(1)",
            "",
        ] {
            assert!(!is_loopback(bad), "{bad}");
        }
    }

    #[test]
    fn a_part_that_is_missing_is_noticed() {
        let whole = "challenge=c&redirect=http%3A%2F%2F127.0.0.1%3A9%2F&state=s&device=Laptop";
        assert_eq!(read(whole).map(|asked| asked.redirect).as_deref(), Some("http://127.0.0.1:9/"));
        assert_eq!(read("challenge=c&state=s&device=d"), None);
        assert_eq!(read("challenge=&redirect=r&state=s&device=d"), None);
    }
}
