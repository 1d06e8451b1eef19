//! Which addresses may be called.
//!
//! An address is looked at three times: as it is written ([`of_host`]), when a name has become an IP address
//! and before it is connected to ([`refused`]), and when an answer leads elsewhere
//! ([`follow`](redirect::follow)). Only the second look knows where a name really leads.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::manifest::web::Host;

pub mod redirect;
mod v4;
mod v6;

/// What may be called, as data. `Default` is the program's policy until it publishes its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AddressPolicy {
    /// Whether one's own machine may be called, and over `http`: for a demo and for the command line.
    pub allow_loopback: bool,
    /// Ports at which something else than the web answers.
    pub refused_ports: BTreeSet<u16>,
    /// Longest address, in bytes.
    pub max_bytes: usize,
}

impl Default for AddressPolicy {
    fn default() -> Self {
        let ports = [
            0, 19, 21, 22, 23, 25, 53, 69, 110, 111, 119, 135, 137, 139, 143, 161, 179, 389, 445, 465, 514,
            587, 636, 873, 993, 995, 1433, 1521, 2049, 2375, 2376, 2379, 3306, 3389, 5432, 5900, 6379, 6667,
            9200, 11211, 27017,
        ];
        Self { allow_loopback: false, refused_ports: ports.into(), max_bytes: 500 }
    }
}

impl AddressPolicy {
    /// As by default, with one's own machine.
    pub fn with_loopback() -> Self {
        Self { allow_loopback: true, ..Self::default() }
    }
}

/// Why an address is not called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Reason {
    /// Nothing in particular: `0.0.0.0/8` (RFC 1122), `::`.
    Unspecified,
    /// The machine itself: `127.0.0.0/8` (RFC 1122), `::1`, `localhost`.
    Loopback,
    /// A private network: RFC 1918; names without a point or of a private domain.
    Private,
    /// The same link: `169.254.0.0/16` (RFC 3927), `fe80::/10` (RFC 4291).
    LinkLocal,
    /// A site, as it was once written: `fec0::/10` (RFC 3879).
    SiteLocal,
    /// A private network: `fc00::/7` (RFC 4193).
    UniqueLocal,
    /// Shared by the subscribers of a provider: `100.64.0.0/10` (RFC 6598).
    Shared,
    /// Where clouds tell a machine its secrets.
    Metadata,
    /// Many at once: `224.0.0.0/4` (RFC 5771), `ff00::/8` (RFC 4291).
    Multicast,
    /// All of a network: `255.255.255.255` (RFC 919).
    Broadcast,
    /// Written in documents only: RFC 5737, RFC 3849, RFC 9637.
    Documentation,
    /// For measuring: `198.18.0.0/15` (RFC 2544), `2001:2::/48` (RFC 5180).
    Benchmarking,
    /// For protocols: RFC 6890 and what stands in its registries.
    Protocol,
    /// Thrown away: `100::/64` (RFC 6666).
    Discard,
    /// An IPv4 address in a dress that nobody wears any more: 6to4 (RFC 7526), Teredo (RFC 4380),
    /// IPv4-compatible (RFC 4291).
    Tunnel,
    /// Translated inside a network: `64:ff9b:1::/48` (RFC 8215).
    LocalTranslation,
    /// Given to nobody yet.
    Reserved,
    /// A number where a name is asked for.
    Literal,
    /// A number that some programs take for an address, such as `0x7f.1`.
    Number,
    /// A port at which something else than the web answers.
    Port,
    /// Not `https`.
    Scheme,
    /// A name or a password in the address.
    Credentials,
    /// No address that two programs read alike.
    Malformed,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 23] = [
        Self::Unspecified,
        Self::Loopback,
        Self::Private,
        Self::LinkLocal,
        Self::SiteLocal,
        Self::UniqueLocal,
        Self::Shared,
        Self::Metadata,
        Self::Multicast,
        Self::Broadcast,
        Self::Documentation,
        Self::Benchmarking,
        Self::Protocol,
        Self::Discard,
        Self::Tunnel,
        Self::LocalTranslation,
        Self::Reserved,
        Self::Literal,
        Self::Number,
        Self::Port,
        Self::Scheme,
        Self::Credentials,
        Self::Malformed,
    ];

    /// Its name, stable.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unspecified => "unspecified",
            Self::Loopback => "loopback",
            Self::Private => "private",
            Self::LinkLocal => "link_local",
            Self::SiteLocal => "site_local",
            Self::UniqueLocal => "unique_local",
            Self::Shared => "shared",
            Self::Metadata => "metadata",
            Self::Multicast => "multicast",
            Self::Broadcast => "broadcast",
            Self::Documentation => "documentation",
            Self::Benchmarking => "benchmarking",
            Self::Protocol => "protocol",
            Self::Discard => "discard",
            Self::Tunnel => "tunnel",
            Self::LocalTranslation => "local_translation",
            Self::Reserved => "reserved",
            Self::Literal => "literal",
            Self::Number => "number",
            Self::Port => "port",
            Self::Scheme => "scheme",
            Self::Credentials => "credentials",
            Self::Malformed => "malformed",
        }
    }
}

/// Why an IP address is not connected to; `None` when it is. To be asked of every address that a name leads
/// to, right before the connection, and of the connection's own.
pub fn refused(address: IpAddr, policy: &AddressPolicy) -> Option<Reason> {
    let reason = match address {
        IpAddr::V4(address) => v4::refused(address)?,
        IpAddr::V6(address) => match carried(address) {
            Carried::Mapped(inside) => v4::refused(inside)?,
            // A translator that leads to a machine itself leads to its own, not to ours.
            Carried::Translated(inside) => return v4::refused(inside),
            Carried::Nothing => v6::refused(address)?,
        },
    };
    if reason == Reason::Loopback && policy.allow_loopback { None } else { Some(reason) }
}

/// Why a host is not called, as far as its writing says so.
pub fn of_host(host: &Host, policy: &AddressPolicy) -> Option<Reason> {
    let literal =
        |address| refused(address, policy).or_else(|| (!host.is_loopback()).then_some(Reason::Literal));
    match host {
        Host::Name(_) if host.is_loopback() => (!policy.allow_loopback).then_some(Reason::Loopback),
        Host::Name(_) => host.is_private().then_some(Reason::Private),
        Host::V4(address) => literal(IpAddr::V4(*address)),
        Host::V6(address) => literal(IpAddr::V6(*address)),
        Host::Number(_) => Some(Reason::Number),
    }
}

/// The IPv4 address that an IPv6 address stands for.
enum Carried {
    /// `::ffff:0:0/96` (RFC 4291, 2.5.5.2): the same machine.
    Mapped(Ipv4Addr),
    /// `64:ff9b::/96` (RFC 6052): reached through a translator, as it is everywhere without IPv4.
    Translated(Ipv4Addr),
    Nothing,
}

fn carried(address: Ipv6Addr) -> Carried {
    let [a, b, c, d, e, f, g, h, i, j, k, l, inside @ ..] = address.octets();
    match [a, b, c, d, e, f, g, h, i, j, k, l] {
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff] => Carried::Mapped(inside.into()),
        [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0] => Carried::Translated(inside.into()),
        _ => Carried::Nothing,
    }
}

#[cfg(test)]
mod tests;
