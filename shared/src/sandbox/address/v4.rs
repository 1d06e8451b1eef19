//! IPv4: the special-purpose registry of IANA (RFC 6890), and where clouds keep their metadata.

use core::net::Ipv4Addr;

use super::Reason;

pub(super) fn refused(address: Ipv4Addr) -> Option<Reason> {
    Some(match address.octets() {
        // EC2, Google Cloud, Azure and many more; ECS; EKS. Alibaba Cloud. Azure's WireServer. Oracle Cloud.
        [169, 254, 169 | 170, _] | [100, 100, 100, 200] | [168, 63, 129, 16] | [192, 0, 0, 192] => {
            Reason::Metadata
        }
        [0, ..] => Reason::Unspecified,
        [127, ..] => Reason::Loopback,
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => Reason::Private,
        [169, 254, ..] => Reason::LinkLocal,
        [100, 64..=127, ..] => Reason::Shared,
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => Reason::Documentation,
        [198, 18 | 19, ..] => Reason::Benchmarking,
        // Protocol assignments, AS112 (RFC 7534, RFC 7535), multicast tunnels (RFC 7450), 6to4 relays (RFC 7526).
        [192, 0, 0, _] | [192, 31, 196, _] | [192, 52, 193, _] | [192, 88, 99, _] | [192, 175, 48, _] => {
            Reason::Protocol
        }
        [255, 255, 255, 255] => Reason::Broadcast,
        [224..=239, ..] => Reason::Multicast,
        [240..=255, ..] => Reason::Reserved,
        _ => return None,
    })
}
