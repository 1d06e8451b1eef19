//! IPv6: only what is given out for the internet (`2000::/3`, RFC 4291) is called, less what of it is special.

use core::net::Ipv6Addr;

use super::Reason;

/// Of an address that carries no IPv4 address.
pub(super) fn refused(address: Ipv6Addr) -> Option<Reason> {
    Some(match address.segments() {
        // EC2; Google Cloud.
        [0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254] | [0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254] => Reason::Metadata,
        [0, 0, 0, 0, 0, 0, 0, 0] => Reason::Unspecified,
        [0, 0, 0, 0, 0, 0, 0, 1] => Reason::Loopback,
        [0, 0, 0, 0, 0, 0, ..] | [0x2002, ..] | [0x2001, 0, ..] => Reason::Tunnel,
        [0x64, 0xff9b, 1, ..] => Reason::LocalTranslation,
        [0x100, 0, 0, 0, ..] => Reason::Discard,
        [0xfc00..=0xfdff, ..] => Reason::UniqueLocal,
        [0xfe80..=0xfebf, ..] => Reason::LinkLocal,
        [0xfec0..=0xfeff, ..] => Reason::SiteLocal,
        [0xff00..=0xffff, ..] => Reason::Multicast,
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => Reason::Documentation,
        [0x2001, 2, 0, ..] => Reason::Benchmarking,
        [0x2001, 0..=0x1ff, ..] => Reason::Protocol,
        [0x2000..=0x3fff, ..] => return None,
        _ => Reason::Reserved,
    })
}
